"""Files of a matter over the API and over HTTP: who attaches, who downloads, and when."""

from base64 import b64encode
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from strawberry.relay import from_base64

from infra import clock
from infra.documents.attachment import MOST_BYTES
from infra.errors import DomainError
from schema import authentication
from schema.decisions import downloads as matter_files
from schema.disclosure import downloads
from services.decisions import service
from services.disclosure import service as disclosure
from services.disclosure import tasks
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer
from tests.factories.decisions import START
from tests.factories.papers import pdf, photo
from tests.schema.decisions import asking
from tests.schema.decisions.asking import SHEET, Village, gid
from tests.schema.people import asking as people
from tests.services.disclosure.steps import approve, job

SECRETARY, SUPERVISOR, VILLAGER = "党支部01", "监委01", "居民0060"
FILES = "title contentType sizeBytes sha256 path"
PUBLIC = f"""
query($id: ID!) {{
  publicMatter(id: $id) {{
    versions {{ versionNo attachments {{ {FILES} }} }}
    bulletins {{ facts {{ label text }} attachments {{ {FILES} }} }}
  }}
}}
"""


def base64(data: bytes) -> str:
    return b64encode(data).decode()


async def absent(_request: Request, _error: Exception) -> Response:
    return Response(status_code=404)


class Site:
    """Downloads files as somebody."""

    def __init__(self, client: httpx.AsyncClient, patch: pytest.MonkeyPatch) -> None:
        self.client, self.patch = client, patch

    async def get(self, viewer: Viewer, path: str) -> httpx.Response:
        async def identify(*_: object) -> Viewer:
            return viewer

        self.patch.setattr(authentication, "identify", identify)
        return await self.client.get(path)


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    routes = [*downloads.routes, *matter_files.routes]
    app = Starlette(routes=routes, exception_handlers={DomainError: absent})
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        yield Site(client, monkeypatch)


async def drafted(village: Village) -> str:
    """Draft a matter with its text, and hear somebody about it."""
    payload = await village.do(
        SECRETARY,
        "matterDraft",
        "matter { id }",
        villageCode=village.code,
        title="打井",
        typeKey="PUBLIC_WELFARE",
        methodKey="siquansizhi",
    )
    key: str = payload["matter"]["id"]
    await village.do(SECRETARY, "matterEdit", matterId=key, text="打一眼机井。")
    await village.do(SECRETARY, "matterRecordHeard", matterId=key, name="张三")
    return key


async def attach(village: Village, key: str, title: str, data: bytes) -> list[dict[str, Any]]:
    """Attach a file and return the list as it then is."""
    payload = await village.do(
        SECRETARY,
        "matterAttach",
        f"matter {{ current {{ attachments {{ {FILES} }} }} }}",
        matterId=key,
        title=title,
        file=base64(data),
    )
    found: list[dict[str, Any]] = payload["matter"]["current"]["attachments"]
    return found


async def refusal(
    village: Village, name: str, mutation: str, **input: Any
) -> tuple[str, list[str]]:
    [found] = await people.refusals(village.viewers[name], mutation, **input)
    return found


async def post(village: Village, key: str) -> UUID:
    """Submit, and put the plan on the wall without anybody's approval; return the bulletin."""
    await village.do(SECRETARY, "matterPropose", matterId=key)
    matter_id = UUID(from_base64(key)[1])
    posting = await village.made.do(village.made.secretary, service.post, matter_id)
    return posting.bulletin_id


async def publish(village: Village, bulletin_id: UUID) -> None:
    await approve(village.made.county, bulletin_id)
    await tasks.publish(job(village.made.county), bulletin_id=str(bulletin_id))


async def test_a_file_is_attached_once_however_often_it_is_sent(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        key, again = await drafted(village), str(uuid4())
        said = {"matterId": key, "title": "施工图", "file": base64(pdf("图"))}
        for _ in range(2):
            await village.do(SECRETARY, "matterAttach", "matter { id }", again, **said)
        shown = f"current {{ submitted attachments {{ {FILES} }} }}"
        found = (await village.matter(SECRETARY, key, shown))["current"]

    [one] = found["attachments"]
    assert (one["title"], one["contentType"], one["sizeBytes"]) == (
        "施工图",
        "application/pdf",
        len(pdf("图")),
    )
    assert one["path"].endswith(f"/files/{one['sha256']}")
    assert found["submitted"] is False


async def test_refusals_have_codes_and_the_field_they_belong_to(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        key = await drafted(village)
        found = [
            await refusal(village, SECRETARY, "matterAttach", matterId=key, title=title, file=file)
            for title, file in (
                ("图", "不是 base64"),
                ("图", base64(b"<svg onload=alert(1)>")),
                ("图", base64(pdf("图", MOST_BYTES + 1))),
                ("", base64(pdf("图"))),
                ("长" * 41, base64(pdf("图"))),
            )
        ]
        for number in range(10):
            await attach(village, key, f"第{number}份", pdf(str(number)))
        said = {"matterId": key, "title": "多", "file": base64(pdf("多"))}
        found.append(await refusal(village, SECRETARY, "matterAttach", **said))
        found.append(await refusal(village, SECRETARY, "matterDetach", matterId=key, sha256="ab"))

    assert found == [
        ("ATTACHMENT_UNREADABLE", ["input", "file"]),
        ("ATTACHMENT_UNREADABLE", ["input", "file"]),
        ("ATTACHMENT_TOO_LARGE", ["input", "file"]),
        ("TEXT_EMPTY", ["input", "title"]),
        ("TEXT_TOO_LONG", ["input", "title"]),
        ("TOO_MANY_ATTACHMENTS", []),
        ("NOT_FOUND", ["input", "sha256"]),
    ]


async def test_only_those_who_write_the_matter_attach_and_only_before_it_is_proposed(
    county: Tenant, other_county: Tenant
) -> None:
    village = await asking.sanmiaoshu(county)
    foreign = asking.holder(
        other_county, village.made.secretary, *((one.role, one.place) for one in _roles(village))
    )
    with clock.at(START):
        key = await drafted(village)
        [one] = await attach(village, key, "施工图", pdf("图"))
        said = {"matterId": key, "title": "表", "file": base64(pdf("表"))}
        [abroad] = await people.refusals(foreign, "matterAttach", **said)
        by_villager = await people.codes_of(
            village.viewers[VILLAGER],
            "mutation($input: MatterAttachInput!) "
            '{ matterAttach(input: $input, idempotencyKey: "1234567890123456") { __typename } }',
            input=said,
        )
        by_representative = await refusal(village, "代表01", "matterAttach", **said)
        await village.do(SECRETARY, "matterPropose", matterId=key)
        late = await refusal(village, SECRETARY, "matterAttach", **said)
        undone = await refusal(
            village, SECRETARY, "matterDetach", matterId=key, sha256=one["sha256"]
        )
        now = await village.matter(SECRETARY, key, "current { attachments { sha256 } }")

    assert abroad[0] == "NOT_FOUND"
    assert by_villager == ["NOT_ALLOWED"]
    assert by_representative[0] == "NOT_THE_AUTHOR"
    assert (late[0], undone[0]) == ("DRAFT_CLOSED", "DRAFT_CLOSED")
    assert now["current"]["attachments"] == [{"sha256": one["sha256"]}]


def _roles(village: Village) -> Any:
    return village.viewers[SECRETARY].roles


async def test_a_draft_is_downloaded_by_the_villages_bodies_and_nobody_else(
    county: Tenant, other_county: Tenant, site: Site
) -> None:
    village = await asking.sanmiaoshu(county)
    picture = photo("PNG")
    with clock.at(START):
        key = await drafted(village)
        [one] = await attach(village, key, "现场 照片/1", picture)
    path, viewers = one["path"], village.viewers
    foreign = path.replace(f"/{county.code}/", f"/{other_county.code}/")

    shown = await site.get(viewers[SUPERVISOR], path)
    others = [
        await site.get(viewers[VILLAGER], path),
        await site.get(asking.nobody(county), path),
        await site.get(viewers[SECRETARY], foreign),
        await site.get(viewers[SECRETARY], path[:-1] + "g"),
        await site.get(viewers[SECRETARY], path.replace(str(from_base64(key)[1]), str(uuid4()))),
    ]

    assert (shown.status_code, shown.content) == (200, picture)
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%20%E7%85%A7%E7%89%87%EF%BC%8F1.png"
    )
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert shown.headers["cache-control"] == "private, no-store"
    assert {answer.status_code for answer in others} == {404}


async def test_everybody_has_the_files_from_the_posting_on_and_not_before(
    county: Tenant, site: Site
) -> None:
    village = await asking.sanmiaoshu(county)
    visitor = asking.nobody(county)
    with clock.at(START):
        key = await drafted(village)
        [one] = await attach(village, key, "施工图", pdf("图"))
        bulletin_id = await post(village, key)
        path = f"/{county.code}/bulletins/{bulletin_id}/files/{one['sha256']}"
        before = await site.get(visitor, path)
        checker = await site.get(village.viewers[SUPERVISOR], path)
        hidden = (await people.ask(visitor, PUBLIC, id=key))["publicMatter"]
        await publish(village, bulletin_id)
        found = (await people.ask(visitor, PUBLIC, id=key))["publicMatter"]
        after = await site.get(visitor, path)
        other = await site.get(visitor, path[:-64] + "0" * 64)

    assert (before.status_code, checker.status_code, hidden) == (404, 200, None)
    listed = {**one, "path": path}
    assert found["versions"] == [{"versionNo": 1, "attachments": [listed]}]
    [bulletin] = found["bulletins"]
    assert bulletin["attachments"] == [listed]
    assert {"label": "附件", "text": "1 份：施工图"} in bulletin["facts"]
    assert (after.status_code, after.content) == (200, pdf("图"))
    assert after.headers["content-type"] == "application/pdf"
    assert after.headers["cache-control"] == "public, no-cache"
    assert other.status_code == 404


async def test_a_withdrawn_bulletin_takes_its_files_along(county: Tenant, site: Site) -> None:
    village = await asking.sanmiaoshu(county)
    visitor = asking.nobody(county)
    with clock.at(START):
        key = await drafted(village)
        [one] = await attach(village, key, "施工图", pdf("图"))
        bulletin_id = await post(village, key)
        await publish(village, bulletin_id)
        path = f"/{county.code}/bulletins/{bulletin_id}/files/{one['sha256']}"
        shown = await site.get(visitor, path)
        async with unit_of_work(county, village.made.supervisor) as uow:
            await disclosure.withdraw(uow, bulletin_id, "附错了图")
        gone = await site.get(visitor, path)

    assert (shown.status_code, gone.status_code) == (200, 404)


async def test_a_correction_cannot_put_another_file_in_the_place_of_one(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        key = await drafted(village)
        await attach(village, key, "施工图", pdf("图"))
        bulletin_id = await post(village, key)
        await publish(village, bulletin_id)
        async with unit_of_work(county) as uow:
            bulletin = await disclosure.find(uow, bulletin_id)
            offered = (
                await people.ask(
                    village.viewers[SUPERVISOR],
                    "query($id: ID!) { bulletin(id: $id) { correctable { field } } }",
                    id=gid("Bulletin", bulletin.id),
                )
            )["bulletin"]["correctable"]
        codes = await village.refused(
            SECRETARY,
            "bulletinCorrect",
            bulletinId=gid("Bulletin", bulletin_id),
            changes=[{"field": "attachments.1.sha256", "value": "ab" * 32}],
            reason="换一张图",
        )

    assert not [one for one in offered if one["field"].startswith("attachments")]
    assert codes == ["UNKNOWN_FIELD"]


async def test_a_kept_photo_is_what_the_sheet_photos_are(county: Tenant) -> None:
    """The photo that tests send as a count sheet may be attached too."""
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        key = await drafted(village)
        payload = await village.do(
            SECRETARY,
            "matterAttach",
            "matter { current { attachments { contentType } } }",
            matterId=key,
            title="一个像素",
            file=SHEET,
        )

    assert payload["matter"]["current"]["attachments"] == [{"contentType": "image/png"}]
