"""What the branch owes to those who wrote suggestions: to take them up or answer, and the end."""

from collections.abc import Collection
from datetime import datetime

from infra import calendar
from services.decisions import repository
from services.decisions.models import Opinion
from services.decisions.service.county_numbers import parameter
from services.decisions.service.opinions import DAYS
from services.decisions.service.todo_items import TodoItem
from tenants.authorization.roles import Role, RoleHolding
from tenants.unit_of_work import UnitOfWork

_TAKE_UP = ("take_up_opinion", "受理群众意见", "Take up a need")
_TELL_THE_END = (
    "answer_opinion",
    "告诉提意见的人：事情有结果了",
    "Tell whoever suggested it how it ended",
)
_TITLE = 40


async def of_branch(uow: UnitOfWork, holdings: Collection[RoleHolding]) -> list[TodoItem]:
    """Return the suggestions that wait for a party secretary, overdue ones among them."""
    places = sorted({h.place for h in holdings if h.role is Role.PARTY_SECRETARY})
    if not places:
        return []
    waiting = await repository.open_opinions(uow.session, places)
    ended = await repository.opinions_owed_an_end(uow.session, places)
    days = await parameter(uow, DAYS) if ended else 0
    return [
        *(_item(row, _TAKE_UP, row.due_at) for row in waiting),
        *(_item(row, _TELL_THE_END, calendar.deadline(at, days)) for row, at in ended),
    ]


def _item(opinion: Opinion, verb: tuple[str, str, str], due_at: datetime | None) -> TodoItem:
    return TodoItem(
        *verb,
        title=opinion.text[:_TITLE] or "（照片或录音）",
        village_code=opinion.village_code,
        due_at=due_at,
        opinion_id=opinion.id,
    )
