"""Files of a matter: attached while it is written, frozen with the version, named in the record."""

import hashlib
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from infra import clock, storage
from infra.documents.attachment import MOST_BYTES
from infra.errors import NotFound
from infra.settings import settings
from infra.texts import TextTooLong
from services.audit.tags import AuditTag
from services.decisions import service
from services.decisions.attachment_errors import (
    AttachedAlready,
    AttachmentTooLarge,
    AttachmentUnreadable,
    TooManyAttachments,
    UnknownAttachment,
)
from services.decisions.errors import DraftClosed, EmptyText
from services.decisions.models import MatterVersion
from services.decisions.proposal import Attachment
from services.decisions.routing import MatterType
from services.disclosure import service as disclosure
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, WATER, Stage
from tests.factories.papers import pdf, photo


def listed(title: str, data: bytes, content_type: str = "application/pdf") -> Attachment:
    return Attachment(title, hashlib.sha256(data).hexdigest(), content_type, len(data))


async def drafted(made: Stage) -> UUID:
    matter = await made.do(
        made.secretary,
        service.draft_matter,
        village_code=made.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id="siquansizhi",
        proposal=WATER,
    )
    await made.do(made.secretary, service.record_heard, matter.id, name="居民0050")
    return matter.id


async def attach(made: Stage, matter_id: UUID, title: str, data: bytes) -> None:
    await made.do(made.secretary, service.attach, matter_id, title=title, data=data)


async def versions_of(county: Tenant, matter_id: UUID) -> list[MatterVersion]:
    async with unit_of_work(county) as uow:
        return (await service.load_many_versions(uow, [matter_id]))[matter_id]


async def test_what_is_attached_is_frozen_with_the_version_and_named_in_the_record(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await drafted(made)
        await attach(made, matter_id, " 施工  图 ", pdf("图"))
        await attach(made, matter_id, "现场照片", photo("JPEG"))
        await made.do(made.secretary, service.edit_draft, matter_id, WATER)  # leaves them alone
        await made.do(made.secretary, service.submit, matter_id)
        posting = await made.do(made.secretary, service.post, matter_id)

    plan, view = listed("施工 图", pdf("图")), listed("现场照片", photo("JPEG"), "image/jpeg")
    (version,) = await versions_of(county, matter_id)
    assert version.sha256 == replace(WATER, attachments=(plan, view)).sha256
    assert version.sha256 != WATER.sha256
    async with unit_of_work(county) as uow:
        bulletin = await disclosure.find(uow, posting.bulletin_id)
        events = await uow.session.scalars(
            text("SELECT tag FROM audit_event WHERE tag LIKE '%:attachment:%'")
        )
        assert list(events) == [AuditTag.DECISIONS_ATTACHMENT_ADD] * 2
        assert await service.attachment_bytes(uow, plan) == pdf("图")
    content = disclosure.readable(bulletin)["content"]
    assert disclosure.attached_in(content) == [
        disclosure.Attached(**vars(one)) for one in (plan, view)
    ]
    assert {"label": "附件", "text": "2 份：施工 图；现场照片"} in (
        disclosure.previewed(bulletin).poster["facts"]
    )


async def test_a_photo_loses_its_metadata_before_it_is_kept(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    taken = photo("JPEG", comment=b"canary-place")
    with clock.at(START):
        matter_id = await drafted(made)
        await attach(made, matter_id, "现场照片", taken)
        await made.do(made.secretary, service.submit, matter_id)

    (version,) = await versions_of(county, matter_id)
    (row,) = version.attachments
    data = await storage.get_exact(county.code, row["sha256"], row["content_type"])
    assert b"canary" in taken
    assert b"canary" not in data
    assert row["size_bytes"] == len(data)


async def test_a_file_is_removed_before_it_is_proposed(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    wrong = listed("附错了", pdf("错"))
    with clock.at(START):
        matter_id = await drafted(made)
        await attach(made, matter_id, "附错了", pdf("错"))
        await attach(made, matter_id, "施工图", pdf("图"))
        await made.do(made.secretary, service.detach, matter_id, wrong.sha256)
        with pytest.raises(UnknownAttachment):
            await made.do(made.secretary, service.detach, matter_id, wrong.sha256)
        await made.do(made.secretary, service.submit, matter_id)

    (version,) = await versions_of(county, matter_id)
    assert [one["title"] for one in version.attachments] == ["施工图"]


async def test_nothing_is_attached_or_removed_once_it_is_proposed(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    plan = listed("施工图", pdf("图"))
    with clock.at(START):
        matter_id = await drafted(made)
        await attach(made, matter_id, "施工图", pdf("图"))
        await made.do(made.secretary, service.submit, matter_id)
        with pytest.raises(DraftClosed):
            await attach(made, matter_id, "预算表", pdf("表"))
        with pytest.raises(DraftClosed):
            await made.do(made.secretary, service.detach, matter_id, plan.sha256)

    (version,) = await versions_of(county, matter_id)
    assert [one["sha256"] for one in version.attachments] == [plan.sha256]


@pytest.mark.parametrize(
    ("title", "data", "refusal"),
    [
        (" ", pdf("图"), EmptyText),
        ("长" * 41, pdf("图"), TextTooLong),
        ("空", b"", AttachmentUnreadable),
        ("网页.pdf", b"<html><script>alert(1)</script>", AttachmentUnreadable),
        ("断开的", pdf("图")[:-20], AttachmentUnreadable),
        ("前面有别的", b"GIF89a" + pdf("图"), AttachmentUnreadable),
        ("断开的照片", photo("JPEG")[:-40], AttachmentUnreadable),
        ("动图", photo("GIF"), AttachmentUnreadable),
        ("太大", pdf("图", MOST_BYTES + 1), AttachmentTooLarge),
    ],
    ids=["untitled", "long", "empty", "html", "cut", "prefixed", "cut-photo", "gif", "large"],
)
async def test_what_cannot_be_attached_is_refused(
    county: Tenant, title: str, data: bytes, refusal: type[Exception]
) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await drafted(made)
        with pytest.raises(refusal):
            await attach(made, matter_id, title, data)

    async with unit_of_work(county) as uow:
        drafts = await service.load_many_drafts(uow, [matter_id])
    assert drafts[matter_id].attachments == []


async def test_a_matter_has_ten_files_at_most_and_each_once(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await drafted(made)
        await attach(made, matter_id, "第0份", pdf("0"))
        with pytest.raises(AttachedAlready):
            await attach(made, matter_id, "又一份", pdf("0"))
        for number in range(1, 10):
            await attach(made, matter_id, f"第{number}份", pdf(str(number)))
        with pytest.raises(TooManyAttachments):
            await attach(made, matter_id, "第10份", pdf("10"))

    async with unit_of_work(county) as uow:
        drafts = await service.load_many_drafts(uow, [matter_id])
    assert [one["title"] for one in drafts[matter_id].attachments] == [
        f"第{number}份" for number in range(10)
    ]


async def test_the_database_too_bounds_the_list_and_asks_for_hashes(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await drafted(made)
    eleven = [vars(listed(str(number), pdf(str(number)))) for number in range(11)]
    for rows, name in (
        (eleven, "matter_version_attachments_are_few"),
        ([{"title": "没有哈希"}], "matter_version_attachments_are_hashed"),
        ([{**eleven[0], "sha256": "AB"}], "matter_version_attachments_are_hashed"),
    ):
        version = MatterVersion(
            matter_id=matter_id,
            version_no=9,
            title="直接写入",
            text="直接写入",
            budget_fen=0,
            funding=[],
            attachments=rows,
            change_note="",
            sha256="ab" * 32,
            author_id=None,
            author_account_id=None,
            author="测试",
        )
        with pytest.raises(IntegrityError, match=name):
            async with unit_of_work(county) as uow:
                uow.session.add(version)


async def test_a_second_version_keeps_the_files_and_may_change_them(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    plan, route = listed("施工图", pdf("图")), listed("新线路", pdf("线"))
    with clock.at(START):
        matter_id = await drafted(made)
        await attach(made, matter_id, "施工图", pdf("图"))
        await made.do(made.secretary, service.submit, matter_id)
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        names = made.representatives()
        await factory.seat(made, meeting, [*names, "党支部01", "村委01", "村委02"])
        await factory.voted(made, meeting, in_favour=names)
        await made.do(made.secretary, service.reconsider, matter_id, "线路要改")
        await attach(made, matter_id, "新线路", pdf("线"))
        await made.do(made.secretary, service.submit, matter_id)
        await made.do(made.secretary, service.find_matter, matter_id)

    first, second = await versions_of(county, matter_id)
    assert [one["sha256"] for one in first.attachments] == [plan.sha256]
    assert [one["sha256"] for one in second.attachments] == [plan.sha256, route.sha256]


async def test_a_file_that_was_swapped_on_the_disk_is_not_handed_out(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    plan = listed("施工图", pdf("图"))
    with clock.at(START):
        await attach(made, await drafted(made), "施工图", pdf("图"))
    path = settings().home / "files" / county.code / plan.sha256[:2] / f"{plan.sha256}.pdf"
    path.write_bytes(pdf("换了"))

    async with unit_of_work(county) as uow:
        with pytest.raises(storage.Spoilt):
            await service.attachment_bytes(uow, plan)


async def test_another_county_finds_neither_the_matter_nor_the_file(
    county: Tenant, other_county: Tenant
) -> None:
    made = await factory.sanmiaoshu(county)
    plan = listed("施工图", pdf("图"))
    with clock.at(START):
        matter_id = await drafted(made)
        await attach(made, matter_id, "施工图", pdf("图"))

    async with unit_of_work(other_county) as uow:
        with pytest.raises(NotFound):
            await service.attach(uow, matter_id, title="外县", data=pdf("外"))
        with pytest.raises(NotFound):
            await service.attachment_bytes(uow, plan)
