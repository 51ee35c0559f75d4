"""Anybody may ask the public log, and gets what an offline check confirms."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from schema.core import execution
from schema.core.context import RequestContext
from schema.schema import GRAPHQL
from services.transparency import code, merkle, note, service, verify
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Locale, anonymous
from tests.services.transparency.logs import append, fill, publish

VERIFICATION = """query($code: String!) { verification(code: $code) {
  result code codePrinted text kind logIndex treeSize rootHash leafHash record
  bulletin { id } supersededBy { id } } }"""


async def ask(
    county: Tenant, document: str, locale: Locale = "en", **variables: object
) -> dict[str, Any]:
    context = RequestContext(anonymous(county, locale))
    outcome = await execution.run(GRAPHQL, context, document, variables)
    assert outcome.data is not None, outcome.errors
    assert not outcome.errors, outcome.errors
    return outcome.data


async def test_there_is_no_head_before_the_first(county: Tenant) -> None:
    assert await ask(county, "{ logCheckpoint { size } }") == {"logCheckpoint": None}


async def test_the_head_can_be_checked_with_the_key_it_names(county: Tenant) -> None:
    await fill(county, 3)
    checkpoint = await publish(county)

    data = await ask(county, "{ logCheckpoint { origin size rootHash note publicKey } }")

    head = data["logCheckpoint"]
    verifier = note.parse_verifier(head["publicKey"])
    assert note.open_checkpoint(head["note"], verifier).root.hex() == head["rootHash"]
    assert (head["origin"], head["size"]) == (f"mingbai/{county.code}", 3)
    assert head["note"] == checkpoint.note


async def test_an_item_and_its_proof_hold_without_the_site(county: Tenant) -> None:
    leaves = await fill(county, 5)
    await publish(county)

    data = await ask(
        county,
        "query($code: String!) { logProof(code: $code) "
        "{ code logIndex leafHash item proof publicKey } }",
        code=leaves[3].code,
    )

    found = data["logProof"]
    assert (found["logIndex"], found["leafHash"]) == (3, leaves[3].hash.hex())
    assert verify.verify_item(found["item"], found["proof"], found["publicKey"]).genuine
    assert "居民0003" in found["item"]


async def test_there_is_no_proof_of_what_is_not_public(county: Tenant) -> None:
    leaf = await append(county)

    data = await ask(
        county, "query($code: String!) { logProof(code: $code) { code } }", code=leaf.code
    )

    assert data == {"logProof": None}


async def test_a_genuine_code_shows_what_the_log_holds(county: Tenant) -> None:
    await append(county, 6)
    leaf = await append(county, 7)
    checkpoint = await publish(county)

    data = await ask(county, VERIFICATION, code=f"{leaf.code[:4]} {leaf.code[4:8]}-{leaf.code[8:]}")

    shown = data["verification"]
    assert shown.pop("record").startswith('{"amount_fen":700,"mover":{"salt":')
    assert shown == {
        "result": "GENUINE",
        "code": leaf.code,
        "codePrinted": code.printed(leaf.code),
        "text": "Genuine. The public log holds it and it was not changed.",
        "kind": "bulletin",
        "logIndex": 1,
        "treeSize": 2,
        "rootHash": checkpoint.root.hex(),
        "leafHash": leaf.hash.hex(),
        "bulletin": None,
        "supersededBy": None,
    }


async def test_any_one_changed_digit_is_not_genuine(county: Tenant) -> None:
    leaf = await append(county)
    await publish(county)
    for place in range(12):
        changed = f"{(int(leaf.code[place]) + 1) % 10}"
        typed = leaf.code[:place] + changed + leaf.code[place + 1 :]

        data = await ask(county, VERIFICATION, code=typed)

        assert data["verification"]["result"] == "MALFORMED"
        assert data["verification"]["record"] is None


async def test_a_code_that_was_never_printed_is_not_found(county: Tenant) -> None:
    await append(county)
    await publish(county)
    stranger = code.of_leaf(county.code, merkle.leaf_hash(b"never"))

    data = await ask(county, VERIFICATION, "zh", code=stranger)

    assert data["verification"]["result"] == "NOT_FOUND"
    assert data["verification"]["text"].startswith("没有公布过这个校验码")


@pytest.mark.parametrize("typed", ["", "hello", "0" * 500, "'; DROP TABLE log_leaf", "１２３"])
async def test_whatever_is_typed_gets_an_answer(county: Tenant, typed: str) -> None:
    data = await ask(county, VERIFICATION, code=typed)

    assert data["verification"]["result"] == "MALFORMED"


async def test_a_corrected_item_says_so(county: Tenant) -> None:
    first = await append(county, 1)
    await append(county, 2, supersedes=first.code)
    await publish(county)

    data = await ask(county, VERIFICATION, code=first.code)

    assert data["verification"]["result"] == "SUPERSEDED"
    assert data["verification"]["text"].startswith("It was published, and corrected later")


async def test_a_withdrawn_item_says_so(county: Tenant) -> None:
    first = await append(county, 1)
    async with unit_of_work(county) as uow:
        await service.append(
            uow,
            subject=UUID(int=1),
            kind="withdrawal",
            record={"reason": "wrong village"},
            supersedes=first.code,
        )
    await publish(county)

    data = await ask(county, VERIFICATION, "zh", code=first.code)

    assert data["verification"]["result"] == "SUPERSEDED"
    assert data["verification"]["text"].startswith("当时属实，后来已经撤回")
    assert data["verification"]["supersededBy"] is None


async def test_the_text_of_the_qr_code_is_understood(county: Tenant) -> None:
    leaf = await append(county)
    await publish(county)
    scanned = service.landing_url(
        leaf,
        county,
        village_code=f"{county.code}104201",
        number="2026-001",
        day=date(2026, 11, 22),
        facts="16:1:0",
    )

    genuine = await ask(county, VERIFICATION, code=scanned)
    site, _, statement = scanned.rpartition(":")
    unsigned = await ask(county, VERIFICATION, code=f"{site}:ABCDEF")
    changed = await ask(county, VERIFICATION, code=f"{site}:B{statement[1:]}")

    assert genuine["verification"]["result"] == "GENUINE"
    assert changed["verification"]["result"] == "FORGED"
    assert unsigned["verification"]["result"] == "FORGED"


async def test_growth_can_be_checked(county: Tenant) -> None:
    leaves = await fill(county, 6)
    await publish(county)
    hashes = merkle.build(leaf.hash for leaf in leaves)

    data = await ask(county, "{ logConsistency(first: 4, second: 6) }")

    steps = [bytes.fromhex(step) for step in data["logConsistency"]]
    old, new = merkle.root(4, hashes), merkle.root(6, hashes)
    assert merkle.verify_consistency(4, 6, old, new, steps)
