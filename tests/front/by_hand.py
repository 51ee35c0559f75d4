"""Rows of what did not happen in the story, worded in payloads: no text's table is without any."""

from importlib import resources
from typing import Any

import yaml
from sqlmodel import SQLModel

from infra import clock
from infra.ids import new_id
from portals.demo.stage import Stage
from services.decisions import service as decisions
from services.decisions.models import MatterTracker, TrackingReport
from services.decisions.paper_models import MatterPaper, OpinionSheet, PaperKind
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from services.decisions.vocabulary import Stance
from services.representation.models import ListObjection, RepresentativeList
from services.representation.vocabulary import ListState, ObjectionState
from tenants.unit_of_work import unit_of_work
from tests.front import payloads, polls, tables
from tests.schema.authorization.world import Place

# A method that a county is still writing; the samples of the matrix name it.
OWN_METHOD, WORDED_METHOD, BROKEN_METHOD = "own_method", "worded_method", "broken_method"


async def write(place: Place, on: Stage) -> None:
    """Write a method in payloads and let a matter follow it; then papers, minutes and elections."""
    await _methods(on)
    await _papers(place, on)
    await _minutes(place, on)
    await _choosing(place, on)
    await _put_right(place, on)
    await polls.write(place, on)
    await _handed_over(on)


async def _handed_over(on: Stage) -> None:
    """Let somebody have left the committee years ago, and say what was handed over."""
    await tables.run(
        on.county,
        "INSERT INTO office_term SELECT (jsonb_populate_record(t, jsonb_build_object('id',"
        " CAST(:id AS text), 'since', '2020-01-01', 'until', '2021-01-01',"
        " 'end_reason', 'resigned', 'handed_over_on', '2021-01-02', 'handover_note',"
        " CAST(:note AS text)))).*"
        " FROM office_term t WHERE office = 'committee_member' AND until IS NULL"
        " AND village_code = :code LIMIT 1",
        id=str(new_id()),
        note=payloads.everything()[:400],
        code=on.code,
    )


def worded() -> str:
    """Return a whole method of which every name is a payload."""
    text = resources.files("services.decisions").joinpath("methods/532.yaml").read_text("utf-8")
    method = yaml.safe_load(text) | {"id": WORDED_METHOD, "origin": payloads.short(46, 20)}
    for number, one in enumerate((method, *method["steps"])):
        one["name"] = {"zh": payloads.short(number), "en": payloads.short(number + 12)}
        if "note" in one:
            one["note"] = payloads.short(number + 24)
    return yaml.safe_dump(method, allow_unicode=True, sort_keys=False)


async def _methods(on: Stage) -> None:
    async with unit_of_work(on.county) as uow:
        for name in (OWN_METHOD, WORDED_METHOD, BROKEN_METHOD):
            await decisions.begin_method(uow, based_on="532", method_id=name)
    async with unit_of_work(on.county) as uow:
        draft = await decisions.find_method_draft(uow, WORDED_METHOD)
        await decisions.write_method(uow, draft.id, worded())
        await decisions.publish_method(uow, draft.id)
    matter = await on.do(
        on.secretary,
        decisions.draft_matter,
        village_code=on.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id=WORDED_METHOD,
        proposal=Proposal(title=payloads.short(3), text=payloads.everything()),
    )
    for name in ("党员01", "党员02", "党员03"):
        await on.do(on.secretary, decisions.record_heard, matter.id, name=name, view="赞成")
    await on.do(on.secretary, decisions.submit, matter.id)
    statement = "UPDATE method_draft SET text = :text WHERE method_id = :name"
    await tables.run(on.county, statement, text=payloads.everything(), name=BROKEN_METHOD)


async def _minutes(place: Place, on: Stage) -> None:
    """Let somebody have had a stake in the meeting of the story, and object to its minutes."""
    meeting = place.ids["Meeting"]
    await tables.run(
        on.county,
        "INSERT INTO recusal (id, meeting_id, item_id, member_id, stake, reason, recorded_by, at)"
        " SELECT m.id, m.meeting_id, i.id, m.id, 'own', :reason, m.name, now()"
        " FROM meeting_member m JOIN agenda_item i USING (meeting_id)"
        " WHERE meeting_id = :meeting AND m.name = '村委02'",
        reason=payloads.short(9),
        meeting=meeting,
    )
    await on.do(on.chair, decisions.object_to_minutes, meeting, payloads.short(8))
    await on.do(on.chair, decisions.sign_minutes, meeting)


async def _put_right(place: Place, on: Stage) -> None:
    """A chair that was handed over, an answer that was disputed, a name struck off a sheet."""
    await tables.run(
        on.county,
        "INSERT INTO meeting_change (id, meeting_id, kind, member_id, before, reason, recorded_by,"
        " at) SELECT id, meeting_id, 'chair_handed_over', id, :before, :reason, name, now()"
        " FROM meeting_member WHERE meeting_id = :meeting ORDER BY id LIMIT 1",
        before=payloads.short(5),
        reason=payloads.short(6),
        meeting=place.ids["Meeting"],
    )
    await tables.run(
        on.county,
        "INSERT INTO demand_dispute (id, demand_id, text, at, state, decision, decided_at,"
        " decided_by, answer_kind, answer_text, answered_at) SELECT id, id, :text, now(),"
        " 'rejected', :decision, now(), :who, 'text', '', now() FROM demand ORDER BY id LIMIT 1",
        text=payloads.block(7),
        decision=payloads.block(8),
        who=payloads.short(13),
    )
    await tables.run(
        on.county,
        "INSERT INTO demand_sheet (id, demand_id, sheet_key, sha256, names_total, entered_at,"
        " entered_by) SELECT id, demand_id, 'sheet.png', repeat('cd', 32), 1, now(), :who"
        " FROM demand_signature ORDER BY id LIMIT 1",
        who=payloads.short(14),
    )
    await tables.run(
        on.county,
        "UPDATE demand_signature SET channel = 'paper', sheet_id = id, withdrawn_at = now(),"
        " struck_reason = :reason, struck_by = :who WHERE id IN"
        " (SELECT id FROM demand_sheet WHERE sha256 = repeat('cd', 32))",
        reason=payloads.short(16),
        who=payloads.short(18),
    )


async def _choosing(place: Place, on: Stage) -> None:
    """A list of representatives that was objected to, and a report on the work."""
    who = on.resident("居民0036")
    hung = RepresentativeList(
        village_code=on.code,
        whole=False,
        state=ListState.DROPPED.value,
        posted_by="文书",
        closed_at=clock.now(),
        reason=payloads.short(2),
    )
    objection = ListObjection(
        list_id=hung.id,
        objector_id=who,
        about_name=payloads.short(4),
        text=payloads.block(5),
        due=clock.today(),
        state=ObjectionState.REJECTED.value,
        decision=payloads.block(6),
        decided_at=clock.now(),
    )
    tracker = MatterTracker(
        matter_id=place.ids["Matter"], resident_id=who, name=payloads.short(10), named_by="文书"
    )
    report = TrackingReport(
        matter_id=place.ids["Matter"], tracker_id=tracker.id, text=payloads.block(11)
    )
    async with unit_of_work(on.county) as uow:
        for row in (hung, objection, tracker, report):
            uow.session.add(row)
            await uow.session.flush()


async def _papers(place: Place, on: Stage) -> None:
    """Lay papers of each kind and two sheets of opinions on file, in two matters."""
    steps = await tables.run(
        on.county,
        "SELECT DISTINCT ON (matter_id) matter_id, id FROM matter_step ORDER BY matter_id, id DESC",
    )
    rows: list[SQLModel] = []
    for number, (matter, step) in enumerate(steps):
        at: dict[str, Any] = {"matter_id": matter, "step_id": step, "version_no": 1}
        for kind in PaperKind:
            rows.append(_paper(at, kind, number + len(rows)))
        for stance in list(Stance)[:2]:
            sheet: dict[str, Any] = {
                "subject": payloads.short(len(rows)),
                "text": payloads.block(len(rows)),
            }
            rows.append(
                OpinionSheet(**at, **sheet, subject_id=new_id(), stance=stance, recorded_by="文书")
            )
    async with unit_of_work(on.county) as uow:
        uow.session.add_all(rows)


def _paper(at: dict[str, Any], kind: PaperKind, number: int) -> MatterPaper:
    expert = {"name": payloads.short(number), "profession": payloads.short(number + 1)}
    return MatterPaper(
        **at,
        kind=kind,
        key="filing" if kind is PaperKind.EXTRA else "",
        text=payloads.short(number) if kind is PaperKind.EXTRA else payloads.block(number),
        held_on=clock.today(),
        outcome="passed" if kind is PaperKind.HEARING else "",
        details={"experts": [expert]} if kind is PaperKind.HEARING else {},
        recorded_by="文书",
    )
