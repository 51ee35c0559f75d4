"""Suggestions: spoken, photographed, typed in for others, merged with credit, each answered."""

from datetime import timedelta
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.attachment_errors import NeitherPhotoNorVoice, TooManyOpinionFiles
from services.decisions.errors import (
    EmptyText,
    NobodyOfThisName,
    NotYourHousehold,
    OpinionClosed,
    OpinionInMatter,
    OpinionMatterUnfit,
)
from services.decisions.models import Opinion
from services.decisions.routing import MatterType
from services.decisions.vocabulary import OpinionCategory, OpinionState
from services.people import service as people
from services.people.samples import SANMIAOSHU, homes
from tenants.authorization.roles import Role, RoleHolding
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, WATER, Stage
from tests.factories.voices import m4a, mp3

_HOME = {home.head: home.number for home in homes(SANMIAOSHU)}


async def say(made: Stage, name: str, text: str, *files: bytes) -> Opinion:
    return await made.do(
        made.actor(name),
        service.submit_opinion,
        village_code=made.code,
        category=OpinionCategory.WATER,
        text=text,
        files=files,
    )


async def todo(made: Stage) -> list[tuple[str, bool]]:
    """Return the secretary's verbs about suggestions, and whether each is overdue."""
    async with unit_of_work(made.county) as uow:
        items = await service.todo(
            uow,
            resident_id=made.secretary.resident_id,
            holdings=[RoleHolding(Role.PARTY_SECRETARY, made.code)],
        )
    now = clock.now()
    return [(one.kind, bool(one.due_at and one.due_at < now)) for one in items if one.opinion_id]


async def read(made: Stage, opinion_id: UUID) -> Opinion:
    async with unit_of_work(made.county) as uow:
        return await service.find_opinion(uow, opinion_id)


async def test_a_voice_alone_is_a_suggestion_and_files_are_few_and_real(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)

    spoken = await say(made, "居民0060", "", m4a(), mp3(9), mp3(9))
    with pytest.raises(EmptyText):
        await say(made, "居民0060", " ")
    with pytest.raises(NeitherPhotoNorVoice):
        await say(made, "居民0060", "看", b"%PDF-1.4")
    with pytest.raises(TooManyOpinionFiles):
        await say(made, "居民0060", "看", *[mp3(9)] * 4)

    kept = [(one["title"], one["content_type"]) for one in spoken.attachments]
    assert kept == [("录音", "audio/mp4"), ("录音", "audio/mpeg")]


async def test_a_representative_types_it_in_and_the_villager_is_its_author(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    author, speaker = made.actor("居民0060"), made.actor("代表01")
    own = [_HOME["居民0060"], *sorted(set(_HOME.values()) - {_HOME["居民0060"]})[:4]]
    assert speaker.resident_id
    await made.do(made.clerk, people.record_representation, speaker.resident_id, own)

    async def record(household: str, name: str) -> Opinion:
        return await made.do(
            speaker,
            service.record_opinion,
            village_code=made.code,
            household=household,
            name=name,
            category=OpinionCategory.ROAD,
            text="三社的路请修一修。",
        )

    row = await record(_HOME["居民0060"], "居民0060")
    with pytest.raises(NobodyOfThisName):
        await record(_HOME["居民0060"], "居民0061")
    with pytest.raises(NotYourHousehold):
        await record("113", "居民0113")

    assert row.resident_id == author.resident_id
    assert (row.recorded_by, row.recorded_by_id) == ("代表01", speaker.resident_id)
    async with unit_of_work(county) as uow:
        mine = await service.list_opinions(uow, [county.code], resident_id=author.resident_id)
        his = await service.list_opinions(uow, [county.code], resident_id=speaker.resident_id)
    assert ([one.id for one in mine], list(his)) == ([row.id], [])


async def test_merged_suggestions_keep_their_credit_and_are_told_the_end(county: Tenant) -> None:
    with clock.at(START):
        made = await factory.sanmiaoshu(county)
        first, second, late = [await say(made, f"居民006{n}", f"水是咸的{n}") for n in range(3)]
        matter = await made.do(
            made.secretary,
            service.draft_matter,
            village_code=made.code,
            matter_type=MatterType.PUBLIC_WELFARE,
            method_id="siquansizhi",
            proposal=WATER,
            opinion_id=first.id,
        )

        async def merge(opinion: UUID) -> Opinion:
            return await made.do(made.secretary, service.merge_opinion, opinion, matter.id)

        merged = await merge(second.id)
        with pytest.raises(OpinionInMatter):
            await merge(second.id)
        with pytest.raises(OpinionInMatter):
            await merge(first.id)
        async with unit_of_work(county) as uow:
            inside = await service.load_opinions_of_matters(uow, [matter.id])
        await made.do(made.secretary, service.withdraw, matter.id, "改用别的办法")
        with pytest.raises(OpinionMatterUnfit):
            await merge(late.id)
        before = await todo(made)
        await made.do(made.secretary, service.answer_opinion, second.id, "今年先不办，明年再提。")
        after = await todo(made)
        with pytest.raises(OpinionClosed):
            await merge(second.id)

    assert merged.state == OpinionState.TAKEN_UP.value
    assert inside == {matter.id: [first.id, second.id]}
    assert sorted(before) == [("answer_opinion", False)] * 2 + [("take_up_opinion", False)]
    assert sorted(after) == [("answer_opinion", False), ("take_up_opinion", False)]


async def test_what_nobody_answers_is_overdue_after_five_days_or_the_countys_fewer(
    county: Tenant,
) -> None:
    with clock.at(START):  # a Monday
        made = await factory.sanmiaoshu(county)
        await say(made, "居民0060", "水是咸的")
        due = await todo(made)
        await made.do(
            made.reviewer, service.set_parameter, "opinion_answer_days", 3, source="县发〔2026〕1号"
        )
        sooner = await say(made, "居民0061", "路坏了")
    with clock.at(START + timedelta(days=8)):
        late = await todo(made)

    assert due == [("take_up_opinion", False)]
    assert sooner.due_at
    assert clock.local(sooner.due_at).date() == START.date() + timedelta(days=4)
    assert late == [("take_up_opinion", True)] * 2
