"""One mutation = one gate, one idempotency key, one unit of work, one payload with typed errors."""

import asyncio
import enum
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_type_hints
from uuid import UUID

import orjson
import strawberry
from sqlalchemy.exc import DBAPIError
from strawberry import relay
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from infra.errors import Conflict, DomainError, NotFound
from infra.texts import IdentifyingNumber, ListTooLong, TextTooLong, TextUnreadable
from schema.core.context import Info, RequestContext
from schema.core.gate import Gate
from schema.core.node import Node
from tenants import idempotency
from tenants.authorization.permissions import Permission
from tenants.errors import SecondFactorNeeded, StepUpNeeded
from tenants.unit_of_work import UnitOfWork
from tenants.viewer import Viewer

COMMON: tuple[type[DomainError], ...] = (
    NotFound,
    Conflict,
    SecondFactorNeeded,
    StepUpNeeded,
    ListTooLong,
    IdentifyingNumber,
    TextTooLong,
    TextUnreadable,
    idempotency.BadIdempotencyKey,
    idempotency.IdempotencyInFlight,
    idempotency.IdempotencyKeyReused,
)
# A field with this metadata leaves no trace in the fingerprint of a request: of a secret ballot's
# three words, each could be hashed and compared.
UNTRACED: Mapping[Any, Any] = {"untraced": True}
_RETRIED = {"40001", "40P01"}
_TRIES = 3


@strawberry.interface(description="A refusal: what is wrong, where, and what to do next.")
class UserError:
    message: str = strawberry.field(description="Words for the user, in the viewer's language.")
    path: list[str] = strawberry.field(description="The input field the words belong to, if any.")


@dataclass(frozen=True)
class Ask:
    """What a mutation's body works with."""

    transaction: UnitOfWork | None
    viewer: Viewer
    context: RequestContext

    @property
    def uow(self) -> UnitOfWork:
        """The unit of work around the body; a mutation that is not replayable has none."""
        if self.transaction is None:
            message = "open context.unit_of_work() where a mutation is not replayable"
            raise RuntimeError(message)
        return self.transaction


Body = Callable[[Ask, Any], Awaitable[Any]]


@dataclass(frozen=True)
class _Spec:
    """A mutation as declared: its name in the schema, what it returns and what it may refuse."""

    name: str
    body: Body
    returns: Mapping[str, Any]
    refuses: tuple[type[DomainError], ...]
    replayable: bool


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _error_type(spec: _Spec) -> type:
    """Make `<Mutation>Error` with the mutation's own code enum."""
    codes = sorted({refusal.code for refusal in spec.refuses})
    base = _camel(spec.name)
    code_enum = enum.Enum(f"{base}ErrorCode", {code: code for code in codes})  # type: ignore[misc]
    described = strawberry.enum(
        code_enum, description=f"Every reason for which `{base}` may be refused."
    )
    made = type(
        f"{base}Error",
        (UserError,),
        {
            "__annotations__": {"code": described},
            "code": strawberry.field(description="The stable code of the refusal."),
            "__module__": __name__,
        },
    )
    return strawberry.type(made, description=f"Why `{base}` was refused.")


def _payload_type(spec: _Spec, error: type) -> type:
    """Make `<Mutation>Payload`: the changed object, or the errors."""
    base = _camel(spec.name)
    annotations: dict[str, Any] = {name: kind | None for name, kind in spec.returns.items()}
    annotations["errors"] = list[error]  # type: ignore[valid-type]
    members: dict[str, Any] = {
        name: strawberry.field(default=None, description="The changed object; null if refused.")
        for name in spec.returns
    }
    members["errors"] = strawberry.field(
        default_factory=list, description="Why it was refused; empty when it was done."
    )
    members |= {"__annotations__": annotations, "__module__": __name__}
    return strawberry.type(
        type(f"{base}Payload", (), members), description=f"What `{base}` changed."
    )


def _plain(value: Any) -> Any:
    """Return an input as plain data, for the fingerprint of the request."""
    if is_dataclass(value) and not isinstance(value, type):
        traced = [one for one in fields(value) if "untraced" not in one.metadata]
        return {one.name: _plain(getattr(value, one.name)) for one in traced}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, enum.Enum):
        return value.value
    return str(value) if isinstance(value, relay.GlobalID) else value


def _stored(returns: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    """Return what is kept of an answer: ids of objects, plain values as they are."""
    values = answer if isinstance(answer, dict) else dict.fromkeys(returns, answer)
    return {
        name: str(value.id) if _is_node(returns[name]) else value for name, value in values.items()
    }


def _is_node(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Node)


async def _shown(spec: _Spec, info: Info, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload's fields, objects read again as the viewer may see them."""
    info.context.answering = True
    try:
        return {name: await _field(spec, info, name, value) for name, value in stored.items()}
    finally:
        info.context.answering = False


async def _field(spec: _Spec, info: Info, name: str, value: Any) -> Any:
    kind = spec.returns[name]
    if _is_node(kind):
        return (await kind.load_visible(info, [UUID(value)]))[0]
    return value


async def _attempt(spec: _Spec, info: Info, input_: Any, key: str) -> dict[str, Any]:
    """Run the body once in its unit of work; return what is kept of the answer."""
    context = info.context
    if not spec.replayable:
        # A refused sign-in must be committed too, so these bodies open their own units of work.
        return _stored(spec.returns, await spec.body(Ask(None, context.viewer, context), input_))
    account = context.viewer.account_id
    async with context.unit_of_work() as uow:
        body = orjson.dumps(_plain(input_))
        if account is not None:
            known = await idempotency.claim(uow, account, spec.name, key, body)
            if known is not None:
                return known
        answer = await spec.body(Ask(uow, context.viewer, context), input_)
        stored = _stored(spec.returns, answer)
        if account is not None:
            idempotency.keep(uow, account, spec.name, key, body, stored)
    return stored


async def _run(spec: _Spec, info: Info, input_: Any, key: str) -> dict[str, Any]:
    """Run the body, again after a deadlock or a serialization failure, at most three times."""
    for attempt in range(1, _TRIES + 1):
        try:
            return await _attempt(spec, info, input_, key)
        except DBAPIError as error:
            if attempt == _TRIES or getattr(error.orig, "sqlstate", None) not in _RETRIED:
                raise
            await asyncio.sleep(0.02 * attempt)
    raise AssertionError


def mutation(
    permission: Permission | None,
    *,
    returns: Mapping[str, Any],
    refuses: tuple[type[DomainError], ...] = (),
    description: str,
    replayable: bool = True,
) -> Callable[[Body], StrawberryField]:
    """Turn `async def noun_verb(ask, input)` into a mutation field.

    The body returns the changed row (or a dict of them, by payload field); its types are loaded
    again for the payload. A refusal that is declared in `refuses` (or is common to all) becomes
    an entry of `errors`; an undeclared one is a defect. `replayable=False` is for sign-ins, where
    the answer is a secret and nobody's account can scope the key (ADR 0006); such a body opens
    its own units of work.
    """

    def declare(body: Body) -> StrawberryField:
        name = body.__name__
        spec = _Spec(name, body, returns, (*COMMON, *refuses), replayable)
        error = _error_type(spec)
        payload = _payload_type(spec, error)
        input_type = get_type_hints(body)["input"]

        async def resolver(
            root: Any, info: Info, input: Any, idempotency_key: str | None = None
        ) -> Any:
            try:
                stored = await _run(spec, info, input, idempotency_key or "")
            except spec.refuses as refusal:
                return payload(errors=[_told(error, refusal, info)])
            finally:
                info.context.forget()
            return payload(**await _shown(spec, info, stored))

        resolver.__name__ = name
        key_type: Any = str if replayable else str | None
        resolver.__annotations__ = {
            "root": Any,
            "info": Info,
            "input": input_type,
            "idempotency_key": key_type,
            "return": payload,
        }
        if replayable:
            resolver.__defaults__ = None
        made: StrawberryField = strawberry.field(
            resolver=resolver, description=description, extensions=[Gate(permission)]
        )
        return made

    return declare


def _told(error: type, refusal: DomainError, info: Info) -> Any:
    return error(
        message=refusal.message(info.context.viewer.locale),
        path=["input", *map(to_camel_case, refusal.path)] if refusal.path else [],
        code=_code(get_type_hints(error)["code"], refusal),
    )


def _code(declared: Any, refusal: DomainError) -> Any:
    """Return the refusal's code, or that of its declared parent (an unknown village: NOT_FOUND)."""
    codes = (getattr(kind, "code", "") for kind in type(refusal).__mro__)
    return next(declared[code] for code in codes if code in declared.__members__)
