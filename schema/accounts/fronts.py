"""What every sign-in shares: where it comes from, its audit row, going on as the new viewer."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from schema.accounts.types import Me
from schema.authentication import viewer_of_session
from schema.core.context import RequestContext
from schema.core.mutations import Ask
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants.errors import SignInNeeded
from tenants.sign_in import Front
from tenants.unit_of_work import UnitOfWork

_TAGS: Mapping[str, AuditTag] = MappingProxyType(
    {
        "authenticator": AuditTag.ACCOUNTS_AUTHENTICATOR_CONFIRM,
        "code": AuditTag.ACCOUNTS_CODE_REQUEST,
        "recovery_code": AuditTag.ACCOUNTS_SESSION_STEP_UP,
        "second_factor": AuditTag.ACCOUNTS_SESSION_STEP_UP,
        "sign_in": AuditTag.ACCOUNTS_SESSION_BEGIN,
    }
)


async def _write_down(uow: UnitOfWork, step: str, account_id: UUID | None) -> None:
    """Record an accepted step; refused ones stay in the sign-in events, which are forgotten."""
    await audit.record(uow, _TAGS[step], subject=account_id or audit.WHOLE_COUNTY, step=step)


def front(ask: Ask) -> Front:
    """Return where the attempt comes from; the session of before ends with a new one."""
    return Front(
        address=ask.context.address,
        device=ask.context.device,
        session_id=ask.viewer.session_id,
        witness=_write_down,
    )


def own_session(ask: Ask) -> tuple[UUID, UUID]:
    """Return account and session of a signed-in browser; a program has no session."""
    account_id, session_id = ask.viewer.account_id, ask.viewer.session_id
    if account_id is None or session_id is None:
        raise SignInNeeded
    return account_id, session_id


async def go_on(context: RequestContext, token: str) -> Me:
    """Answer the rest of the request as the viewer of the new token, which becomes the cookie."""
    viewer = await viewer_of_session(context.tenant, token, context.viewer.locale)
    context.renew(viewer, token)
    return Me(viewer=viewer)
