"""A list of matters runs a fixed number of statements, however long it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from infra import clock
from infra.database import app_engine
from services.decisions import service
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from tenants.registry import Tenant
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Village
from tests.schema.people.asking import ask

LIST = """
query($first: Int!) {
  matters(first: $first) {
    edges { node {
      id number title stateName typeName methodName villageName bodyName
      steps { key outcome actor }
      current { text budgetFen } nextStep { name } bulletins { id kind } can
    } }
    pageInfo { hasNextPage }
  }
}
"""
PUBLIC = """
query($village: String!, $first: Int!) {
  publicMatters(villageCode: $village, first: $first) {
    edges { node { number title rail { status } versions { text } bulletins { id } } }
  }
}
"""


@contextmanager
def counted() -> Iterator[list[str]]:
    """Listen to the engine and keep every statement."""
    heard: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        heard.append(statement)

    engine = app_engine().sync_engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", listen)


async def matters(made: Stage, count: int, *, released: bool = False) -> None:
    """Write matters, every other one of them posted, with its notice released if asked."""
    for number in range(count):
        matter = await made.do(
            made.secretary,
            service.draft_matter,
            village_code=made.code,
            matter_type=MatterType.PUBLIC_WELFARE,
            method_id="siquansizhi",
            proposal=Proposal(title=f"事项 {number}", text="正文。"),
        )
        await made.do(made.secretary, service.record_heard, matter.id, name="居民0050")
        if number % 2:
            await made.do(made.secretary, service.submit, matter.id)
            posting = await made.do(made.secretary, service.post, matter.id)
            if released:
                await factory.shown(made, posting.bulletin_id)


async def listed(village: Village, name: str, first: int) -> tuple[int, int]:
    """Return how many matters are shown and how many statements that took."""
    with counted() as heard:
        found = await village.ask(name, LIST, first=first)
    return len(found["matters"]["edges"]), len(heard)


async def test_fifty_matters_take_as_many_statements_as_five(county: Tenant) -> None:
    village = await asking.village_of(await factory.sanmiaoshu(county))
    with clock.at(START):
        await matters(village.made, 50, released=True)

        few, few_statements = await listed(village, "党支部01", 5)
        many, many_statements = await listed(village, "党支部01", 50)
        seen, seen_statements = await listed(village, "居民0060", 50)

    assert (few, many, seen) == (5, 50, 25)
    assert few_statements == many_statements
    assert seen_statements <= many_statements
    assert many_statements <= 40


async def test_the_public_list_is_as_steady(county: Tenant) -> None:
    village = await asking.village_of(await factory.sanmiaoshu(county))
    nobody = asking.nobody(county)
    with clock.at(START):
        await matters(village.made, 12)
        counts = []
        for first in (2, 12):
            with counted() as heard:
                await ask(nobody, PUBLIC, village=village.code, first=first)
            counts.append(len(heard))

    # Nothing is published yet, so the short page had to look further for the same nothing.
    assert counts[1] <= counts[0]
