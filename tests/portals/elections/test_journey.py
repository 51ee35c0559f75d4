"""A whole small election on the pages, by clock moves, without scripts."""

import base64
from datetime import date, datetime, time, timedelta

import pytest

from infra import clock
from services.disclosure import service as disclosure
from services.elections import service
from services.elections.dossiers import Dossier
from services.elections.vocabulary import HANDOVER_ITEMS, ElectionKind, Step
from tenants.unit_of_work import unit_of_work
from tests.factories.decisions import published
from tests.portals.roll.test_choosing import text_of
from tests.portals.site import Browser, Page, Village, open_village
from tests.schema.decisions.asking import SHEET

BEGIN = date(2026, 6, 1)
DAY = date(2026, 7, 15)


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=clock.ZONE)


async def signed_in(village: Village, name: str, *, second: bool = False) -> Browser:
    return await (village.proven_browser_of(name) if second else village.browser_of(name))


async def act(browser: Browser, desk: str, name: str, **typed: str) -> Page:
    """Send one form of the desk; it must come back with nothing wrong."""
    page = await browser.send(await browser.open(desk), f"{desk}/{name}", **typed)
    assert page.status == 200, page.words
    assert page.query == "done=1", page.words
    return page


async def upload(browser: Browser, path: str, **typed: str) -> Page:
    """Send a form with the photographed sheet."""
    page = await browser.open(path)
    fields = {**page.hidden(browser.home + path), **typed}
    sheet = {"sheet": ("sheet.jpg", base64.b64decode(SHEET), "image/jpeg")}
    return Page(await browser.client.post(browser.home + path, data=fields, files=sheet))


async def sent_proxy(
    browser: Browser, desk: str, principal: str, holder: str, *, refused: bool = False
) -> Page:
    """Send a written proxy with its photo."""
    path = f"{desk}/proxy"
    page = await browser.open(desk)
    typed = {"principal": principal, "holder": holder, "relation": "CHILD"}
    paper = {"paper": ("paper.jpg", base64.b64decode(SHEET), "image/jpeg")}
    fields = {**page.hidden(browser.home + path), **typed}
    page = Page(await browser.client.post(browser.home + path, data=fields, files=paper))
    assert page.status == (422 if refused else 200), page.words
    return page


async def shown(village: Village, dossier: Dossier, step: Step) -> None:
    row = dossier.step(step)
    assert row is not None
    assert row.bulletin_id is not None
    await village.on.do(village.on.who("监委01"), disclosure.approve_and_queue, row.bulletin_id)
    await published(village.on, row.bulletin_id)  # type: ignore[arg-type]


async def dossier_of(village: Village) -> Dossier:
    async with unit_of_work(village.county) as uow:
        rows = await service.list_elections(
            uow, prefix=village.code, kinds=list(ElectionKind), running=False, after=None, first=1
        )
        return (await service.load_many(uow, [rows[0].id]))[rows[0].id]


@pytest.mark.browser
async def test_a_small_election_from_plan_to_handover(server: None, looking: None) -> None:
    with clock.at(at(BEGIN)):
        village = await open_village()
    chair_name, *others = village.villagers
    heads = [f"居民{number:04d}" for number in range(50, 114)]
    free = [name for name in heads if name not in village.villagers]
    directors, members, counters, stranger = free[:2], free[2:5], free[5:8], free[8]
    visitor = Browser(village.county.code)

    with clock.at(at(BEGIN)):
        township = await signed_in(village, "镇管理员", second=True)
        form = {
            "kind": "VILLAGE_COMMITTEE",
            "village": village.code,
            "directors": "1",
            "members": "2",
            "women": "1",
        }
        page = await township.open("/elections/new")
        assert f'<option value="{village.code}">三苗树村</option>' in page.html
        soon = await township.send(page, "/elections/new", day="2026-6-10", **form)
        assert soon.status == 422
        assert "最早可以定在 2026-06-26" in soon.words
        page = await township.send(soon, "/elections/new", day=str(DAY), **form)
        assert page.path.endswith("/desk"), page.words
        desk = page.path.removeprefix(township.home)
        public = desk.removesuffix("/desk")
        officials = "、".join([chair_name, *others[:3]])
        page = await township.open(desk)
        bare = await township.send(
            page, f"{desk}/committee", officials=officials, source=" ", chosen_on=str(BEGIN)
        )
        assert bare.status == 422
        source = "6 月 1 日村民会议记录"
        await act(
            township, desk, "committee", officials=officials, source=source, chosen_on=str(BEGIN)
        )
        assert source in (await visitor.open(public)).words

        chair = await signed_in(village, chair_name)
        await act(chair, desk, "draw")
        await act(chair, desk, "post", step="ANNOUNCED")
        await act(chair, desk, "post", step="VOTERS_POSTED")
        for step in (Step.ANNOUNCED, Step.VOTERS_POSTED):
            await shown(village, await dossier_of(village), step)
        villager = await signed_in(village, others[3])
        page = await villager.open(public)
        assert "您在选民名单上" in page.words
        page = await villager.send(
            page, f"{public}/object", about=stranger, wish="STRIKE", text="户口迁走了"
        )
        assert "异议已收到" in page.words
        anonymous = await visitor.open(public)
        assert "选民名单" in anonymous.words
        assert stranger not in anonymous.words

    with clock.at(at(BEGIN + timedelta(8))):
        chair = await signed_in(village, chair_name)
        page = await chair.open(desk)
        assert "还有 1 条异议没有处理" in page.words
        (objection,) = (await dossier_of(village)).objections
        await act(
            chair,
            desk,
            "objection",
            objection=str(objection.id),
            upheld="no",
            decision="户口仍在本村。",
        )
        await act(chair, desk, "freeze")
        contests = {one.office: str(one.id) for one in (await dossier_of(village)).contests}
        for office, names in (("committee_director", directors), ("committee_member", members)):
            for votes, name in enumerate(names, start=20):
                await act(
                    chair,
                    desk,
                    "nominate",
                    contest=contests[office],
                    nominee=name,
                    nominations=str(votes),
                )
        township = await signed_in(village, "镇管理员", second=True)
        dossier = await dossier_of(village)
        for one in dossier.candidates:
            await act(township, desk, "review", reviewed=str(one.id))
        for audit in dossier.audits:
            await act(
                township,
                desk,
                "audit",
                audited=str(audit.resident_id),
                auditor="镇农经站",
                audit_result="收支合规。",
            )
        await act(chair, desk, "confirm")
        await act(chair, desk, "post", step="CANDIDATES_POSTED")
        await act(
            chair,
            desk,
            "station",
            station_name="主会场",
            station_kind="MAIN",
            station_place="村部广场",
        )
        await sent_proxy(chair, desk, free[9], free[10])
        (proxy,) = (await dossier_of(village)).proxies
        await act(
            chair, desk, "proxy-strike", struck_proxy=str(proxy.id), proxy_reason="本人回来投票"
        )
        assert (await dossier_of(village)).proxies == []
        await act(chair, desk, "post", step="PROXIES_POSTED")
        late = await sent_proxy(chair, desk, free[9], free[10], refused=True)
        assert "委托投票名单已经起草公布" in late.words
        await shown(village, await dossier_of(village), Step.PROXIES_POSTED)
        dossier = await dossier_of(village)
        await shown(village, dossier, Step.CANDIDATES_POSTED)
        for audit in dossier.audits:
            assert audit.bulletin_id is not None
            await village.on.do(
                village.on.who("监委01"), disclosure.approve_and_queue, audit.bulletin_id
            )
            await published(village.on, audit.bulletin_id)  # type: ignore[arg-type]

    with clock.at(at(DAY)):
        chair = await signed_in(village, chair_name)
        dossier = await dossier_of(village)
        for contest in dossier.present_contests:
            stands = dossier.standing(contest)
            path = f"{public}/count?contest={contest.id}"
            sheet = {
                "station": str(dossier.stations[0].id),
                "issued": "400",
                "returned": "390",
                "unreturned": "10",
                "valid": "380",
                "invalid": "10",
                "others": "0",
                "teller1": counters[0],
                "teller2": counters[1],
                "scrutineer": counters[2],
                "place": "村部广场",
                "counted_date": str(DAY),
                "counted_time": "17:00",
            }
            votes = {f"votes_{one.number}": str(300 - 100 * one.number) for one in stands}
            votes |= {"votes_2": "250"} if len(stands) > 2 else {}
            votes |= {"votes_1": "260"}
            wrong = await upload(chair, path, **sheet | votes | {"issued": "401"})
            assert wrong.status == 422
            assert "合计不符" in wrong.words
            page = await upload(chair, path, **sheet | votes)
            assert page.path.endswith("/desk"), page.words
        await act(chair, desk, "put-forward")
        page = await chair.open(desk)
        assert "等另一人核对宣布" in page.words
        assert "宣布结果" not in page.buttons
        second = await signed_in(village, others[0])
        page = await act(second, desk, "decide")
        answer = await visitor.open(public)
        assert "当选" in answer.words
        assert "260·2 > 390" in answer.words
        assert "当选证书" in answer.words
        listed = await visitor.open(f"/elections?place={village.code}")
        assert {f"{visitor.home}/check", f"{visitor.home}/sign-in"} <= set(listed.links)
        assert "村民委员会换届选举" in listed.words

        certificate = page.link("/certificate.pdf?number=")
        printed = await chair.client.get(certificate)
        assert printed.headers["content-type"] == "application/pdf"
        assert "当选为吉日嘎郎吐镇三苗树村村委会" in text_of(printed.content)
        assert (await visitor.visit(certificate)).status == 404

    with clock.at(at(DAY + timedelta(2))):
        chair = await signed_in(village, chair_name)
        assert "移交工作" in (await chair.open("/my")).words
        for item in HANDOVER_ITEMS:
            await act(chair, desk, "handover", item=item, note="已当面点交")
        done = await visitor.open(public)
        assert "已交接" in done.words
