"""Approving, taking back, correcting and posting through the API."""

import base64
import io

import pytest
from PIL import Image

from infra import clock
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tests.schema.disclosure.asking import ask, bulletin_id, change, official, public
from tests.services.disclosure.conftest import Draft
from tests.services.disclosure.steps import NOON, publish, read

APPROVE = ("bulletinApprove", "BulletinApproveInput")
WITHDRAW = ("bulletinWithdraw", "BulletinWithdrawInput")
CORRECT = ("bulletinCorrect", "BulletinCorrectInput")
RECEIPT = ("bulletinPostingReceipt", "BulletinPostingReceiptInput")


async def test_an_official_of_the_place_approves(
    county: Tenant, village: str, draft: Draft
) -> None:
    key = await draft()
    viewer = official(county, Permission.BULLETIN_APPROVE, place=village)

    found = await change(viewer, *APPROVE, bulletinId=bulletin_id(key))
    again = await change(viewer, *APPROVE, bulletinId=bulletin_id(key))

    assert found["errors"] == []
    assert found["bulletin"]["state"] == "QUEUED"
    assert again["errors"] == [{"code": "WRONG_BULLETIN_STATE", "path": []}]
    assert (await read(county, key)).checker_id == viewer.account_id


@pytest.mark.parametrize("mutation", [APPROVE, WITHDRAW])
async def test_an_official_of_another_place_finds_nothing(
    county: Tenant, draft: Draft, mutation: tuple[str, str]
) -> None:
    key = await draft()
    viewer = official(
        county, Permission.BULLETIN_APPROVE, Permission.BULLETIN_WITHDRAW, place="999999"
    )
    values = {"reason": "x"} if mutation is WITHDRAW else {}

    found = await change(viewer, *mutation, bulletinId=bulletin_id(key), **values)

    assert found["bulletin"] is None
    # As for a bulletin that does not exist.
    assert found["errors"] == [{"code": "UNKNOWN_BULLETIN", "path": []}]
    assert (await read(county, key)).state == "draft"


async def test_nobody_approves_without_signing_in(county: Tenant, draft: Draft) -> None:
    key = await draft()
    document = """
      mutation($id: ID!) { bulletinApprove(input: {bulletinId: $id}, idempotencyKey: "k") {
        errors { code } } }"""

    outcome = await ask(public(county), document, id=bulletin_id(key))

    assert outcome.errors
    assert (await read(county, key)).state == "draft"


async def test_an_id_of_another_kind_is_not_found(county: Tenant, draft: Draft) -> None:
    found = await change(
        official(county, Permission.BULLETIN_APPROVE), *APPROVE, bulletinId="UXVlc3Rpb246MQ=="
    )

    assert found["errors"] == [{"code": "NOT_FOUND", "path": ["input", "bulletinId"]}]


async def test_a_withdrawal_says_why(county: Tenant, draft: Draft) -> None:
    key = await draft()
    viewer = official(county, Permission.BULLETIN_WITHDRAW)

    empty = await change(viewer, *WITHDRAW, bulletinId=bulletin_id(key), reason=" ")
    found = await change(viewer, *WITHDRAW, bulletinId=bulletin_id(key), reason="写错")

    assert empty["errors"] == [{"code": "REASON_NEEDED", "path": ["input", "reason"]}]
    assert found["bulletin"]["state"] == "WITHDRAWN"


async def test_a_correction_takes_the_rows_of_the_form(county: Tenant, draft: Draft) -> None:
    key = await draft()
    await publish(county, key)
    viewer = official(county, Permission.BULLETIN_CORRECT)
    changes = [
        {"field": "budget_fen", "value": "18600000"},
        {"field": "funding.1.amount_fen", "value": "18600000"},
        {"field": "supervisor", "value": "村务监督委员会"},
    ]

    found = await change(
        viewer, *CORRECT, bulletinId=bulletin_id(key), changes=changes, reason="写错"
    )

    assert found["errors"] == []
    assert (found["bulletin"]["kind"], found["bulletin"]["state"]) == ("CORRECTION", "DRAFT")
    assert found["bulletin"]["difference"] == [
        {
            "field": "budget_fen",
            "label": "预算",
            "before": "186,400.00 元",
            "after": "186,000.00 元",
        },
        {
            "field": "funding.1.amount_fen",
            "label": "钱从哪来（第1项 金额）",
            "before": "186,400.00 元",
            "after": "186,000.00 元",
        },
        {"field": "supervisor", "label": "谁来监督", "before": "", "after": "村务监督委员会"},
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("nothing", "x"),
        ("budget_fen", "many"),
        ("funding.2.name", "x"),
        ("funding.0.name", "x"),
        ("tally", "x"),
        ("passed", "false"),
        ("text.1", "x"),
        ("", "x"),
    ],
)
async def test_a_field_that_cannot_be_corrected_is_refused(
    county: Tenant, draft: Draft, field: str, value: str
) -> None:
    key = await draft()
    await publish(county, key)

    found = await change(
        official(county, Permission.BULLETIN_CORRECT),
        *CORRECT,
        bulletinId=bulletin_id(key),
        changes=[{"field": field, "value": value}],
        reason="写错",
    )

    assert found["errors"] == [{"code": "UNKNOWN_FIELD", "path": ["input", "changes"]}]


def photo() -> str:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


async def test_a_receipt_hangs_at_the_bulletin(county: Tenant, draft: Draft) -> None:
    with clock.at(NOON):
        key = await draft()
        await publish(county, key)
        viewer = official(county, Permission.BULLETIN_POST_RECEIPT)
        given = {"bulletinId": bulletin_id(key), "board": "一社公开栏"}

        found = await change(viewer, *RECEIPT, **given, photo=photo())
        broken = [
            (await change(viewer, *RECEIPT, **given, photo=text))["errors"]
            for text in ("no photo", "照片", "AAA", "\u00e9" * 8)
        ]
        future = await change(
            viewer, *RECEIPT, **given, photo=photo(), postedAt="2026-11-23T00:00:00+08:00"
        )

    assert found["bulletin"]["receipts"] == [{"board": "一社公开栏"}]
    assert broken == [[{"code": "PHOTO_NEEDED", "path": ["input", "photo"]}]] * 4
    assert future["errors"] == [{"code": "POSTED_IN_THE_FUTURE", "path": ["input", "postedAt"]}]
