"""A county's own methods, numbers and reviews: published once, stricter only, running ones kept."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest

from infra import clock
from infra.errors import NotFound
from services.decisions import (
    comparing,
    law,
    method,
    method_checking,
    method_editing,
    method_writing,
    parameters,
    picture,
    reviews,
    service,
    trial,
)
from services.decisions.comparing import Verdict
from services.decisions.errors import (
    MethodIdInvalid,
    MethodInvalid,
    MethodLooserThanLaw,
    MethodNameTaken,
    MethodNotNew,
    MethodOutOfUse,
    MethodStepUnknown,
    MethodUnknown,
    MethodVersionChanged,
    ParameterLooser,
    ParameterUnchecked,
    ParameterUnknown,
    ReviewDone,
    ReviewNotDue,
    ReviewUnknown,
)
from services.decisions.method_editing import Share, StepForm
from services.decisions.method_types import Method
from services.decisions.models import CountyParameter
from services.decisions.routing import MatterType
from services.decisions.vocabulary import Base, Body, StepKind
from services.people import service as people
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, WATER, Stage

DAY = date(2026, 11, 22)


async def own(county: Tenant, method_id: str = "kailu_wubu", based_on: str = "532") -> None:
    async with unit_of_work(county) as uow:
        await service.begin_method(uow, based_on=based_on, method_id=method_id)


async def write(county: Tenant, old: str, new: str, method_id: str = "kailu_wubu") -> None:
    async with unit_of_work(county) as uow:
        draft = await service.find_method_draft(uow, method_id)
        assert old in draft.text
        await service.write_method(uow, draft.id, draft.text.replace(old, new))


async def publish(county: Tenant, method_id: str = "kailu_wubu") -> int:
    async with unit_of_work(county) as uow:
        draft = await service.find_method_draft(uow, method_id)
        return (await service.publish_method(uow, draft.id)).number


async def test_a_running_matter_keeps_the_version_it_began_with(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        await own(county)
        assert await publish(county) == 1
        first = await begun(made, "kailu_wubu")
        with pytest.raises(MethodNotNew):
            await publish(county)
        await write(county, "version: '1'", "version: '2'")
        with pytest.raises(MethodVersionChanged):
            await publish(county)
        await write(county, "zh: 第一次把关", "zh: 苏木第一次把关")
        assert await publish(county) == 2
        second = await begun(made, "kailu_wubu")

    async with unit_of_work(county) as uow:
        found = await service.load_many_dossiers(uow, [first, second])
    names = [found[key].method.step("review_1").name_zh for key in (first, second)]
    assert names == ["第一次把关", "苏木第一次把关"]
    assert [found[key].matter.method_version for key in (first, second)] == ["1", "2"]


async def begun(made: Stage, method_id: str) -> UUID:
    matter = await made.do(
        made.secretary,
        service.draft_matter,
        village_code=made.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id=method_id,
        proposal=WATER,
    )
    return matter.id


async def test_what_is_laxer_or_broken_is_kept_as_typed_and_not_published(county: Tenant) -> None:
    await own(county)
    async with unit_of_work(county) as uow:
        draft = await service.find_method_draft(uow, "kailu_wubu")
        whole = draft.text
    loose = "{base: due, fraction: [1, 3], source: local}"
    await write(county, "{base: due, fraction: [1, 2], strict: true, source: statute}", loose)
    with pytest.raises(MethodLooserThanLaw):
        await publish(county)
    async with unit_of_work(county) as uow:
        draft = await service.find_method_draft(uow, "kailu_wubu")
        await service.write_method(uow, draft.id, "id: [")
        with pytest.raises(MethodInvalid):
            await service.publish_method(uow, draft.id)
        with pytest.raises(MethodInvalid):
            await service.remove_method_step(uow, draft.id, "joint")
        await service.write_method(uow, draft.id, whole.replace("kailu_wubu", "another"))
        with pytest.raises(MethodNameTaken):
            await service.publish_method(uow, draft.id)


async def test_a_template_is_filled_in_under_its_own_name(county: Tenant) -> None:
    with pytest.raises(MethodNameTaken):
        await own(county, "siquansizhi")
    with pytest.raises(MethodIdInvalid):
        await own(county, "Kailu")
    with pytest.raises(MethodUnknown):
        await own(county, "kailu", "nothing")
    await own(county, "pingchang_sanbu", "pingchang_sanbu")
    with pytest.raises(MethodNameTaken):
        await own(county, "pingchang_sanbu")
    with pytest.raises(MethodInvalid):
        await publish(county, "pingchang_sanbu")
    with pytest.raises(NotFound):
        await publish(county, "nobody_writes_this")


async def test_a_method_out_of_use_begins_nothing_and_ends_nothing(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        running = await begun(made, "532")
        async with unit_of_work(county) as uow:
            await service.allow_method(uow, "532", allowed=False, reason="换新办法")
        with pytest.raises(MethodOutOfUse) as refused:
            await begun(made, "532")
        assert "换新办法" in refused.value.message("zh")
        async with unit_of_work(county) as uow:
            assert (await service.load_many_dossiers(uow, [running]))[running].method.id == "532"
            await service.allow_method(uow, "532", allowed=True, reason="恢复")
        await begun(made, "532")


JOINT = StepForm(
    key="joint_2",
    kind=StepKind.CONSULT,
    name_zh="再商议",
    name_en="Consult again",
    actor=Role.PARTY_SECRETARY,
    body=Body.JOINT_COMMITTEE,
    on_reject="propose",
    passing=Share(2, 3, strict=False, base=Base.DUE),
)


def test_a_step_is_added_changed_and_taken_out_by_its_form() -> None:
    found = method.find("532")

    added = method_editing.with_step(found, JOINT, after="joint")
    renamed = method_editing.with_step(added, replace(JOINT, key="propose_2"), key="propose")
    gone = method_editing.without_step(added, "joint_2")

    assert [step.key for step in added.steps[:3]] == ["propose", "joint", "joint_2"]
    assert method.parse(method_writing.written(added)).step("joint_2").passing is not None
    assert renamed.step("joint").on_reject == "propose_2"
    assert gone == found
    with pytest.raises(MethodIdInvalid):
        method_editing.with_step(found, replace(JOINT, key="joint"), after="joint")
    with pytest.raises(MethodStepUnknown):
        method_editing.with_step(found, JOINT, after="nowhere")
    with pytest.raises(MethodStepUnknown):
        method_editing.without_step(found, "nowhere")


@pytest.mark.parametrize("name", sorted(method.catalogue()))
def test_no_method_of_the_release_is_laxer_anywhere(name: str) -> None:
    lines = comparing.compare(method.find(name), law.load())
    assert lines
    assert Verdict.LAXER not in {line.verdict for line in lines}


@pytest.mark.parametrize(
    ("own_words", "verdict"),
    [
        ("{base: due, fraction: [2, 3], source: local}", Verdict.STRICTER),
        ("{base: all, fraction: [1, 2], strict: true, source: local}", Verdict.STRICTER),
        ("{base: due, fraction: [1, 2], source: local}", Verdict.LAXER),
        ("{base: present, fraction: [1, 2], strict: true, source: local}", Verdict.LAXER),
        ("{base: present, fraction: [3, 4], source: local}", Verdict.BOTH),
    ],
)
def test_each_line_beside_the_law(own_words: str, verdict: Verdict) -> None:
    text = method_writing.written(method.find("532")).replace(
        "{base: due, fraction: [1, 2], strict: true, source: statute}", own_words
    )
    lines = method_checking.check(text).comparison
    [line] = [one for one in lines if one.step.key == "party" and one.kind.value == "pass"]
    assert line.verdict is verdict


def test_the_check_of_a_half_written_text_says_everything_and_refuses_nothing() -> None:
    for text in ("", "id: x", "[", "law_version: OL2025", "steps: [1, {key: a}]"):
        assert method_checking.check(text).problems
    assert method_checking.check(method.text_of("532")).problems == ()


def test_a_dry_run_counts_notices_and_postings() -> None:
    ran = trial.run(
        method.find("siquansizhi"),
        law.load(),
        Body.REPRESENTATIVES_MEETING,
        place="150523108201",
        about="public_welfare",
        start=START,
    )
    days = {one.step.key: (one.days, one.why_zh) for one in ran.steps if one.days}
    assert days["post_plan"] == (4, "公示 3 天")
    assert days["vote"] == (4, "提前 3 天通知")
    assert ran.ends == ran.steps[-1].closes
    assert [one.opens for one in ran.steps[1:]] == [one.closes for one in ran.steps[:-1]]


@pytest.mark.parametrize("found", [*method.shipped().values()], ids=lambda one: one.id)
@pytest.mark.parametrize("chinese", [True, False])
def test_the_picture_has_a_title_and_words_and_every_step(found: Method, chinese: bool) -> None:
    nasty = replace(found, name_zh="<script>alert(1)</script>&", name_en="</svg>")
    root = ET.fromstring(picture.drawn(nasty, chinese=chinese))
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == (nasty.name_zh if chinese else nasty.name_en)
    assert root.find(f"{space}script") is None
    assert len(root.findall(f"{space}rect")) == len(found.steps)
    for step in found.steps:
        words = root.findtext(f"{space}desc") or ""
        assert (step.name_zh if chinese else step.name_en) in words


def setting_of(key: str, place: str, own_value: int | None = None) -> parameters.Setting:
    rows = []
    if own_value is not None:
        rows = [CountyParameter(key=key, value=own_value, since=DAY, source="县", recorded_by="县")]
    return parameters.setting(parameters.find(key), place, rows, DAY)


@pytest.mark.parametrize(
    ("key", "place", "value"),
    [
        ("notice_days", "150523", 3),
        ("notice_days", "371721", 5),
        ("notice_days", "310101", 10),
        ("women_quorum", "371721", 1),
        ("women_quorum", "150523", 0),
        ("convene_days", "110101", 5),
        ("least_representatives", "330106", 30),
        ("supervisors_most", "310101", 7),
        ("answer_days", "500101", 3),
    ],
)
def test_what_each_province_asks(key: str, place: str, value: int) -> None:
    assert setting_of(key, place).value == value


def test_a_number_that_can_be_set_is_read_by_something() -> None:
    sources = Path(service.__file__).parents[2].rglob("*.py")
    text = "".join(one.read_text(encoding="utf-8") for one in sources)
    read = {key for key in parameters.catalogue() if f'"{key}"' in text}

    settable = {key for key, one in parameters.catalogue().items() if not one.unchecked}
    assert settable <= read
    assert parameters.catalogue().keys() - settable == {
        "committee_meetings",
        "supervisor_reports",
        "supervisors_least",
        "supervisors_most",
    }


async def test_a_number_that_nothing_reads_is_shown_and_not_set(county: Tenant) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(ParameterUnchecked):
            await service.set_parameter(uow, "committee_meetings", 12, source="县发1号")
        found = {one.parameter.key: one.value for one in await service.settings(uow)}

    assert found["committee_meetings"] == 4


def test_a_province_that_got_stricter_beats_the_countys_old_number() -> None:
    assert setting_of("notice_days", "371721", 4).value == 5
    assert setting_of("notice_days", "371721", 7).value == 7
    assert setting_of("answer_days", "500101", 10).value == 3
    assert setting_of("answer_days", "500101", 2).value == 2


async def test_a_countys_stricter_notice_holds_for_its_meetings(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        async with unit_of_work(county) as uow:
            for value in (2, 31):
                with pytest.raises(ParameterLooser):
                    await service.set_parameter(uow, "notice_days", value, source="县发1号")
            with pytest.raises(ParameterUnknown):
                await service.set_parameter(uow, "moon", 1, source="县发1号")
            await service.set_parameter(uow, "notice_days", 6, source="县发1号")
            assert await service.parameter(uow, "notice_days") == 6
        matter_id = await factory.submitted(made, "siquansizhi")
        at = await factory.posted(made, matter_id)
    with clock.at(at):
        await made.do(made.secretary, service.complete_step, matter_id)
        earliest = await made.do(made.chair, service.earliest_meeting, matter_id)
        assert (clock.local(earliest).date() - clock.today()).days == 7


def test_the_calendar_of_a_year_has_nineteen_reviews() -> None:
    [wuhuan] = method.of_townships()
    found = reviews.duties(wuhuan, 2026, since=date(2026, 1, 1))

    assert len(found) == 12 + 4 + 2 + 1
    first = found[0]
    assert (first.period, first.ends_on) == ("2026-M01", date(2026, 1, 31))
    assert first.due_on == date(2026, 2, 10)
    year = next(one for one in found if one.period == "2026-Y01")
    assert (year.ends_on, year.due_on) == (
        date(2026, 12, 31),
        date(2027, 2, 1),
    )  # 30 January is a Saturday


def test_a_township_owes_no_period_that_was_over_before_its_first_village() -> None:
    [wuhuan] = method.of_townships()

    assert [one.period for one in reviews.duties(wuhuan, 2026, since=date(2026, 9, 30))] == [
        "2026-M09",
        "2026-Q03",
        "2026-M10",
        "2026-M11",
        "2026-M12",
        "2026-Q04",
        "2026-H02",
        "2026-Y01",
    ]
    assert reviews.duties(wuhuan, 2026, since=date(2027, 1, 1)) == ()


async def _township(county: Tenant, number: str, since: date | None) -> str:
    """Write down a township with, from a day on, one village."""
    code = f"{county.code}{number}"
    villages = [(f"{code}201", "三苗树村")] if since else []
    morning = datetime.combine(since or DAY, time(9), tzinfo=clock.ZONE)
    with clock.at(morning):
        async with unit_of_work(county) as uow:
            await people.seed_divisions(uow, [(code, f"第{number}镇")], villages)
    return code


async def test_the_calendar_begins_when_the_township_has_a_village(county: Tenant) -> None:
    late = await _township(county, "109", date(2026, 3, 1))
    empty = await _township(county, "110", None)

    with clock.at(datetime(2026, 5, 20, 9, tzinfo=clock.ZONE)):
        async with unit_of_work(county) as uow:
            owed = await service.township_reviews(uow, late, 2026)
            nothing = await service.township_reviews(uow, empty, 2026)
            with pytest.raises(ReviewUnknown):
                await service.record_township_review(
                    uow,
                    late,
                    method_id="wuhuan_fujin",
                    key="inspect",
                    period="2026-M02",
                    finding="按时",
                )

        accused = [one.duty.period for one in owed if one.late]
    assert accused == ["2026-M03", "2026-Q01", "2026-M04"]
    assert nothing == []


async def test_a_review_is_recorded_once_and_after_its_period(county: Tenant) -> None:
    township = await _township(county, "108", date(2026, 1, 5))

    async def record(period: str, key: str = "inspect") -> None:
        async with unit_of_work(county) as uow:
            await service.record_township_review(
                uow, township, method_id="wuhuan_fujin", key=key, period=period, finding="按时"
            )

    with clock.at(datetime(2026, 3, 12, 9, tzinfo=clock.ZONE)):
        await record("2026-M02")
        with pytest.raises(ReviewDone):
            await record("2026-M02")
        with pytest.raises(ReviewNotDue):
            await record("2026-M03")
        for period, key in (("2026-M13", "inspect"), ("x", "inspect"), ("2026-M01", "other")):
            with pytest.raises(ReviewUnknown):
                await record(period, key)
        async with unit_of_work(county) as uow:
            owed = await service.township_reviews(uow, township, 2026)
        states = {one.duty.period: (one.done is not None, one.late) for one in owed}
    assert states["2026-M01"] == (False, True)
    assert states["2026-M02"] == (True, False)
    assert states["2026-M03"] == (False, False)
