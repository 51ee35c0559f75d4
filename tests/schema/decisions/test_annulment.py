"""A decision is set aside by others, recorded by the township, and read by the village."""

from typing import Any
from uuid import UUID

from infra import clock
from infra.texts import TEXT
from services.decisions import service
from services.decisions.models import Posting
from services.decisions.vocabulary import ANNULMENT_BASES, Annuller
from services.disclosure import service as disclosure
from services.disclosure import sheets
from services.transparency import service as transparency
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Village, gid, holder
from tests.schema.people.asking import ask, refusals

REVIEWER, SECRETARY = "镇审核人", "党支部01"
SHOWN = (
    "matter { state annulment { annuller annullerName basis document decidedOn reason versionNo "
    "recordedBy } rail { key status } can votes { deciding { count needed base } } }"
)
PUBLIC = """
query($id: ID!) {
  publicMatter(id: $id) { annulment { annullerName basis document decidedOn reason } }
}
"""
SAID: dict[str, Any] = {
    "annuller": "COURT",
    "document": "（2026）内0523行初12号",
    "decidedOn": "2026-03-01",
    "reason": "会议没有通知十二名代表",
}


async def resolved(village: Village) -> UUID:
    made, names = village.made, village.made.representatives()
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, names)
        await factory.voted(made, meeting, in_favour=names)
    return matter_id


async def test_the_township_records_a_court_s_judgment_and_everybody_reads_it(
    county: Tenant,
) -> None:
    village = await asking.sanmiaoshu(county)
    key = {"matterId": gid("Matter", await resolved(village))}
    neighbour = village.made.reviewer
    village.viewers["邻镇审核人"] = holder(
        county, neighbour, (Role.TOWNSHIP_REVIEWER, f"{county.code}999")
    )
    here = village.made.actor("监委02")
    village.viewers["村里的审核人"] = holder(county, here, (Role.TOWNSHIP_REVIEWER, village.code))

    can = {
        name: (await village.matter(name, key["matterId"], "can"))["can"]
        for name in (REVIEWER, SECRETARY, "村里的审核人")
    }
    outside = [
        await village.refused(name, "matterAnnul", **key, **SAID)
        for name in ("邻镇审核人", "村里的审核人")
    ]
    later = {**SAID, "decidedOn": "2999-01-01"}
    ahead = await village.refused(REVIEWER, "matterAnnul", **key, **later)
    done = await village.do(REVIEWER, "matterAnnul", SHOWN, **key, **SAID)
    twice = await village.refused(REVIEWER, "matterAnnul", **key, **SAID)
    read = await village.matter("居民0061", key["matterId"], "state annulment { document }")

    assert {name: "annul" in verbs for name, verbs in can.items()} == {
        REVIEWER: True,
        SECRETARY: False,
        "村里的审核人": False,
    }
    assert outside == [["NOT_FOUND"], ["NOT_FOUND"]]
    assert (ahead, twice) == (["ANNULMENT_DAY_AHEAD"], ["TRANSITION_REFUSED"])
    matter = done["matter"]
    assert matter["annulment"] == {
        **SAID,
        "annullerName": "revoked by a court",
        "basis": "Organic Law art. 36; Law on Rural Collective Economic Organizations art. 57",
        "versionNo": 1,
        "recordedBy": "镇审核人",
    }
    assert [one["key"] for one in matter["rail"] if one["status"] == "ANNULLED"] == [
        "post_resolution"
    ]
    assert (matter["state"], matter["can"]) == ("ANNULLED", [])
    assert matter["votes"] == [{"deciding": {"count": 17, "needed": 12, "base": 17}}]
    assert read == {"state": "ANNULLED", "annulment": {"document": "（2026）内0523行初12号"}}


async def test_a_text_that_is_too_long_is_an_error_at_its_field(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)

    [(code, path)] = await refusals(
        village.viewers["居民0060"],
        "opinionSubmit",
        villageCode=village.code,
        category="ROAD",
        text="路" * (TEXT + 1),
    )

    assert (code, path) == ("TEXT_TOO_LONG", ["input", "text"])


async def test_everybody_reads_the_annulment_and_its_notice_leads_on_from_the_old_one(
    county: Tenant,
) -> None:
    village = await asking.sanmiaoshu(county)
    matter_id = await resolved(village)
    made, key = village.made, gid("Matter", matter_id)

    await village.do(REVIEWER, "matterAnnul", matterId=key, **SAID)
    found = await ask(asking.nobody(county), PUBLIC, id=key)
    (posting,) = await postings(village, matter_id)
    async with unit_of_work(county) as uow:
        notice = (await disclosure.load_corrections(uow, [posting.bulletin_id]))[
            posting.bulletin_id
        ]
        old = await disclosure.find(uow, posting.bulletin_id)
    unreleased = notice.state
    await factory.shown(made, notice.id)
    async with unit_of_work(county) as uow:
        checked = await transparency.verify(uow, old.code or "")
        shown = await disclosure.find(uow, notice.id)

    assert found["publicMatter"]["annulment"] == {
        "annullerName": "revoked by a court",
        "basis": ANNULMENT_BASES[Annuller.COURT][1],
        "document": SAID["document"],
        "decidedOn": "2026-03-01",
        "reason": SAID["reason"],
    }
    assert (unreleased, shown.state, shown.kind) == ("draft", "published", "correction")
    facts = {one["label"]: one["text"] for one in sheets.facts(shown.record["content"])}
    assert facts["这项决定被谁撤销"] == "人民法院判决撤销"
    assert facts["撤销的法律依据"] == ANNULMENT_BASES[Annuller.COURT][0]
    assert sheets.outcome(shown.record["content"]) == "这项决定已被撤销"
    assert checked.result == "superseded"


async def postings(village: Village, matter_id: UUID) -> list[Posting]:
    async with unit_of_work(village.made.county) as uow:
        return (await service.load_many_postings(uow, [matter_id]))[matter_id]
