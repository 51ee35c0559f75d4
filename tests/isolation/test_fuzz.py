"""Nothing of one county comes through to accounts of another, whatever they ask, cut off or not."""

import os

from sqlmodel import SQLModel

from tenants.job_registry import ACTORS
from tests.isolation import asks, attack, shapes
from tests.isolation.attack import Scene
from tests.isolation.conftest import SEED

OPERATIONS = int(os.environ.get("ISOLATION_OPERATIONS", "5000"))

# Tables whose rows tell nobody apart: numbers and times.
FACELESS = {"log_head_copy"}


async def test_every_row_of_every_table_would_be_recognised(scene: Scene) -> None:
    known = await attack.recognised(scene.world.victim, scene.needles)

    assert set(SQLModel.metadata.tables) - known == FACELESS
    assert sum(scene.planted.values()) > 400
    assert len(scene.needles.ids) > 500
    assert len(scene.needles.words) > 150


async def test_nothing_of_one_county_comes_through_to_another(scene: Scene) -> None:
    before = await attack.fingerprints(scene.world.victim)
    nobodys = set(await attack.nobodys_keys())

    report = await attack.run(scene, OPERATIONS, SEED)

    print(report)
    assert report.leaks == []
    assert report.broken == []
    assert attack.changed(before, await attack.fingerprints(scene.world.victim)) == []
    assert await attack.kept(scene.world.attacker, scene.needles) == []
    assert set(await attack.nobodys_keys()) <= nobodys
    assert attack.held() == 0
    assert report.cut >= report.done * 0.2
    assert set(report.sorts) == asks.SORTS
    if OPERATIONS >= 5000:
        assert _never_asked(report.about) == []


def _never_asked(about: dict[str, int]) -> list[str]:
    """Say which fields, kinds of objects, addresses and jobs the attack did not come to."""
    every = {
        *(name for name in shapes.root("Query") if name != "node"),
        *shapes.root("Mutation"),
        *(kind.name for kind in shapes.node_kinds()),
        *(path for _, path in asks.routes() if asks.fits("page", path) and OPERATIONS >= 50000),
        *ACTORS,
    }
    return sorted(every - set(about))
