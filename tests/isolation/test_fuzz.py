"""Nothing of one county comes through to accounts of another, whatever they ask, cut off or not."""

import os

from sqlmodel import SQLModel

from tests.isolation import aftermath, asks, attack, catalogue
from tests.isolation.attack import Scene
from tests.isolation.conftest import SEED

OPERATIONS = int(os.environ.get("ISOLATION_OPERATIONS", "5000"))

# Tables whose rows tell nobody apart: numbers and times.
FACELESS = {"log_head_copy"}


async def test_every_row_of_every_table_would_be_recognised(scene: Scene) -> None:
    unknown = sorted(set(SQLModel.metadata.tables) - scene.recognised - FACELESS)

    assert not unknown, (
        "these tables are empty or have rows that the attack would not know when they come"
        " through; let tests/isolation/world.py or tests/factories/desks.py write one in the"
        f" victims' county: {unknown}"
    )
    assert FACELESS.isdisjoint(scene.recognised)
    assert sum(scene.planted.values()) > 400
    assert len(scene.needles.ids) > 500
    assert len(scene.needles.words) > 150


async def test_nothing_of_one_county_comes_through_to_another(scene: Scene) -> None:
    before = await aftermath.fingerprints(scene.world.victim, scene.diary)
    nobodys = set(await aftermath.nobodys_keys())

    report = await attack.run(scene, OPERATIONS, SEED)

    print(report)
    assert not report.leaks, "\n".join(report.leaks)
    assert report.broken == []
    after = await aftermath.fingerprints(scene.world.victim, scene.diary)
    told = await aftermath.recorded(scene.world.victim, scene.diary)
    assert aftermath.changed(before, after) == [], "\n".join(told)
    assert await aftermath.kept(scene.world.attacker, scene.needles) == []
    assert set(await aftermath.nobodys_keys()) <= nobodys
    assert await aftermath.held() == 0
    assert report.cut >= report.done / 4
    assert set(report.sorts) == asks.SORTS
    assert catalogue.targets() - set(report.about) == set()
