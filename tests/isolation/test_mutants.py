"""The attack has teeth: each planted mistake lets something through, and it is seen."""

from collections.abc import Collection

from tests.isolation import aftermath, attack, mutants
from tests.isolation.asks import SORTS
from tests.isolation.attack import Scene

FEW = 600
FENCE = {"forgotten", "injected", "query"}


async def _first_leak(
    scene: Scene, *, only: Collection[str] = SORTS, traffic: float = attack.TRAFFIC
) -> str:
    report = await attack.run(scene, FEW, 7, until_leak=True, only=only, traffic=traffic)
    print(report)
    return report.leaks[0] if report.leaks else ""


async def test_a_role_set_for_the_session_is_caught(scene: Scene) -> None:
    async with mutants.session_level_set():
        assert (await _first_leak(scene, only=FENCE)).startswith("forgotten")


async def test_an_inherited_role_is_caught(scene: Scene) -> None:
    async with mutants.inherited_role(scene.world):
        assert (await _first_leak(scene, only=FENCE)).startswith("forgotten")


async def test_a_loader_cache_that_outlives_its_request_is_caught(scene: Scene) -> None:
    with mutants.unfiltered_loader_cache():
        assert (await _first_leak(scene, only={"echo"})).startswith("echo")


async def test_a_cache_key_without_the_county_is_caught(scene: Scene) -> None:
    with mutants.answers_kept_without_county():
        assert (await _first_leak(scene, only={"echo"})).startswith("echo")


async def test_a_counter_without_the_county_is_caught(scene: Scene) -> None:
    nobodys = set(await aftermath.nobodys_keys())
    async with mutants.attempts_counted_without_county():
        await attack.run(scene, 150, 7, only={"mutation"})
        assert set(await aftermath.nobodys_keys()) - nobodys != set()


async def test_a_job_without_the_county_is_caught(scene: Scene) -> None:
    before = await aftermath.fingerprints(scene.world.victim, scene.diary)
    with mutants.job_without_county(scene.world):
        await attack.run(scene, 40, 7, only={"job"})
    after = await aftermath.fingerprints(scene.world.victim, scene.diary)
    assert aftermath.changed(before, after) != []


async def test_a_view_across_schemas_is_caught(scene: Scene) -> None:
    async with mutants.view_across_schemas(scene.world):
        assert await _first_leak(scene) != ""


async def test_a_file_read_without_its_county_is_caught(scene: Scene) -> None:
    with mutants.file_without_county():
        assert (await _first_leak(scene, only={"file"})).startswith("file")
