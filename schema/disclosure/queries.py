"""What can be read of disclosure: the public list, one bulletin, and the officials' own lists."""

from collections.abc import Sequence
from uuid import UUID

from strawberry import relay

from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.disclosure.types import Bulletin, Question
from services.disclosure import service
from services.disclosure.models import Bulletin as Row
from services.disclosure.models import Question as QuestionRow
from services.disclosure.workflow import Kind, State
from services.transparency import code as codes
from tenants.authorization.permissions import Permission


@query(None, description="Published bulletins, newest first; a division's code cuts the list.")
async def bulletins(
    info: Info,
    division_code: str = "",
    kinds: list[Kind] | None = None,
    search: str = "",
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Bulletin]:
    async def fetch(key: UUID | None, limit: int) -> Sequence[Row]:
        async with info.context.unit_of_work() as uow:
            return await service.list_bulletins(
                uow,
                prefix=division_code,
                kinds=kinds or [],
                search=search,
                after=key,
                first=limit,
            )

    return await connection.page(first, after, fetch, Bulletin.from_row)


@query(None, description="One bulletin; before it is published only for those who handle it.")
async def bulletin(info: Info, id: relay.GlobalID) -> Bulletin | None:
    found = await Bulletin.load_visible(info, [local_id(id, Bulletin, "id")])
    return found[0]


@query(None, description="The bulletin published under a verification code, spaces allowed.")
async def bulletin_by_code(info: Info, code: str) -> Bulletin | None:
    async with info.context.unit_of_work() as uow:
        row = await service.find_by_code(uow, codes.normalise(code))
    return Bulletin.from_row(row) if row else None


@query(
    Permission.BULLETIN_APPROVE,
    description="Bulletins at the viewer's places by state, newest first; drafts by default.",
)
async def bulletin_desk(
    info: Info,
    states: list[State] | None = None,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Bulletin]:
    prefixes = info.context.viewer.prefixes(Permission.BULLETIN_APPROVE)

    async def fetch(key: UUID | None, limit: int) -> Sequence[Row]:
        async with info.context.unit_of_work() as uow:
            return await service.list_mine(
                uow,
                prefixes=prefixes,
                states=states or [State.DRAFT],
                after=key,
                first=limit,
            )

    return await connection.page(first, after, fetch, Bulletin.from_row)


@query(
    Permission.QUESTION_ANSWER,
    description="Questions at the places that the viewer answers for, newest first.",
)
async def questions(
    info: Info,
    answered: bool | None = None,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Question]:
    prefixes = info.context.viewer.prefixes(Permission.QUESTION_ANSWER)
    state = None if answered is None else ("answered" if answered else "received")

    async def fetch(key: UUID | None, limit: int) -> Sequence[QuestionRow]:
        async with info.context.unit_of_work() as uow:
            return await service.list_questions(
                uow, prefixes=prefixes, state=state, after=key, first=limit
            )

    return await connection.page(first, after, fetch, Question.from_row)


FIELDS = [bulletins, bulletin, bulletin_by_code, bulletin_desk, questions]
