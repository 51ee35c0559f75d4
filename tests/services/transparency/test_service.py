"""The public log on PostgreSQL: appending, heads, proofs, codes, erasure."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from infra.database import app_engine
from services.transparency import code, merkle, note, proof, service
from services.transparency.errors import (
    AlreadySuperseded,
    LeafDiffers,
    NotSignedYet,
    UnknownCode,
)
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.transparency.logs import append, fill, publish, record


async def test_the_first_leaf_has_index_zero_and_a_code_of_this_county(county: Tenant) -> None:
    leaf = await append(county)

    assert leaf.index == 0
    assert leaf.hash == merkle.leaf_hash(leaf.body.encode())
    assert '"county":"' + county.code in leaf.body
    assert "居民" not in leaf.body


async def test_the_same_object_is_appended_once(county: Tenant) -> None:
    subject = uuid4()

    first = await append(county, subject=subject)
    second = await append(county, subject=subject)

    assert (first.index, first.hash, first.code) == (second.index, second.hash, second.code)


async def test_the_same_object_with_other_contents_is_refused(county: Tenant) -> None:
    subject = uuid4()
    first = await append(county, 1, subject=subject)

    with pytest.raises(LeafDiffers) as refused:
        await append(county, 2, subject=subject)

    assert refused.value.facts == {"verification_code": first.code}


async def test_fifty_concurrent_appends_give_contiguous_indexes(county: Tenant) -> None:
    leaves = await asyncio.gather(*(append(county, number) for number in range(50)))

    assert sorted(leaf.index for leaf in leaves) == list(range(50))
    hashes = merkle.build(leaf.hash for leaf in sorted(leaves, key=lambda leaf: leaf.index))
    checkpoint = await publish(county)
    assert (checkpoint.size, checkpoint.root) == (50, merkle.root(50, hashes))


async def test_fifty_concurrent_appends_of_one_object_give_one_leaf(county: Tenant) -> None:
    subject = uuid4()

    leaves = await asyncio.gather(*(append(county, subject=subject) for _ in range(50)))

    assert {leaf.index for leaf in leaves} == {0}


async def test_every_proof_of_every_size_holds(county: Tenant) -> None:
    leaves = await fill(county, 17)
    hashes = merkle.build(leaf.hash for leaf in leaves)
    async with unit_of_work(county) as uow:
        for size in range(1, 18):
            top = merkle.root(size, hashes)
            for index in range(size):
                steps = await service.inclusion_proof(uow, index, size)
                assert merkle.verify_inclusion(leaves[index].hash, index, size, steps, top)
            for first in range(size + 1):
                steps = await service.consistency_proof(uow, first, size)
                old = merkle.root(first, hashes)
                assert merkle.verify_consistency(first, size, old, top, steps)


@pytest.mark.parametrize(("first", "second"), [(0, 4), (-1, 2), (3, 2)])
async def test_no_proof_beyond_the_log(county: Tenant, first: int, second: int) -> None:
    await fill(county, 3)
    async with unit_of_work(county) as uow:
        with pytest.raises(NotSignedYet):
            await service.consistency_proof(uow, first, second)
        with pytest.raises(NotSignedYet):
            await service.inclusion_proof(uow, second, second)


async def test_an_item_is_shown_only_once_its_head_is_kept(county: Tenant) -> None:
    leaf = await append(county, 7)

    async with unit_of_work(county) as uow:
        assert await service.find_by_code(uow, leaf.code) is None
        assert (await service.verify(uow, leaf.code)).result == "not_found"
        with pytest.raises(NotSignedYet):
            await service.proof_text(uow, leaf.code)
        await service.sign_checkpoint(uow)
        assert await service.find_by_code(uow, leaf.code) is None
        assert await service.latest_checkpoint(uow) is None
    await publish(county)

    async with unit_of_work(county) as uow:
        item = await service.find_by_code(uow, leaf.code)
        assert item is not None
        assert item.record == {"title": "第7号公告", "amount_fen": 700, "mover": "居民0007"}
        assert (await service.verify(uow, leaf.code)).result == "genuine"


async def test_one_changed_digit_is_malformed_and_a_made_up_code_is_not_found(
    county: Tenant,
) -> None:
    leaf = await append(county)
    stranger = code.of_leaf(county.code, merkle.leaf_hash(b"never published"))
    await publish(county)

    changed = f"{(int(leaf.code[0]) + 1) % 10}{leaf.code[1:]}"
    async with unit_of_work(county) as uow:
        assert (await service.verify(uow, changed)).result == "malformed"
        assert (await service.verify(uow, stranger)).result == "not_found"
        assert (await service.verify(uow, "hello")).result == "malformed"
        spaced = f" {leaf.code[:4]}-{leaf.code[4:8]} {leaf.code[8:]}"
        assert (await service.verify(uow, spaced)).result == "genuine"


async def test_a_code_means_nothing_in_another_county(county: Tenant, other_county: Tenant) -> None:
    leaf = await append(county)
    await append(other_county)
    await publish(county)
    await publish(other_county)

    async with unit_of_work(other_county) as uow:
        assert (await service.verify(uow, leaf.code)).result in {"malformed", "not_found"}


async def test_a_corrected_item_is_superseded_by_the_newest(county: Tenant) -> None:
    first = await append(county, 1)
    second = await append(county, 2, supersedes=first.code)
    third = await append(county, 3, supersedes=second.code)
    await publish(county)

    async with unit_of_work(county) as uow:
        old = await service.verify(uow, first.code)
        new = await service.verify(uow, third.code)
    assert old.newest is not None
    assert new.newest is not None
    assert (old.result, old.newest.code) == ("superseded", third.code)
    assert (new.result, new.newest.code) == ("genuine", third.code)


async def test_a_correction_that_is_not_public_yet_changes_nothing(county: Tenant) -> None:
    first = await append(county, 1)
    await publish(county)
    await append(county, 2, supersedes=first.code)

    async with unit_of_work(county) as uow:
        assert (await service.verify(uow, first.code)).result == "genuine"


async def test_only_the_newest_version_can_be_corrected(county: Tenant) -> None:
    first = await append(county, 1)
    second = await append(county, 2, supersedes=first.code)

    with pytest.raises(AlreadySuperseded) as refused:
        await append(county, 3, supersedes=first.code)
    assert refused.value.facts == {"verification_code": second.code}
    with pytest.raises(UnknownCode):
        await append(county, 3, supersedes="000000000000")


async def test_an_erased_value_is_gone_and_the_old_proof_still_holds(county: Tenant) -> None:
    leaf = await append(county, 7)
    await append(county, 8)
    await publish(county)
    async with unit_of_work(county) as uow:
        before = await service.proof_text(uow, leaf.code)

    async with unit_of_work(county) as uow:
        assert await service.erase(uow, leaf.code, ["/mover"]) == 1
        assert await service.erase(uow, leaf.code, ["/mover"]) == 0

    async with unit_of_work(county) as uow:
        item = await service.find_by_code(uow, leaf.code)
        assert item is not None
        assert item.record == {"title": "第7号公告", "amount_fen": 700, "mover": None}
        assert await service.proof_text(uow, leaf.code) == before
    proof.verify(before, leaf.hash, service.verifier(county.code))


async def test_the_same_object_is_still_the_same_after_an_erasure(county: Tenant) -> None:
    subject = uuid4()
    leaf = await append(county, 7, subject=subject)
    async with unit_of_work(county) as uow:
        await service.erase(uow, leaf.code, ["/mover"])

    assert (await append(county, 7, subject=subject)).index == leaf.index
    with pytest.raises(LeafDiffers):
        await append(county, 8, subject=subject)
    async with unit_of_work(county) as uow:
        with pytest.raises(UnknownCode):
            await service.erase(uow, "000000000000", ["/mover"])


async def test_a_rolled_back_append_leaves_no_gap(county: Tenant) -> None:
    with pytest.raises(RuntimeError, match="on purpose"):
        async with unit_of_work(county) as uow:
            await service.append(uow, subject=uuid4(), kind="bulletin", record=record(1))
            raise RuntimeError("on purpose")

    assert (await append(county, 2)).index == 0


async def test_a_code_that_is_taken_gives_way_to_the_next_attempt(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await append(county, 1)
    genuine = code.of_leaf

    def collides(place: str, leaf: bytes, attempt: int = 0) -> str:
        return first.code if attempt < 2 else genuine(place, leaf, attempt)

    monkeypatch.setattr(code, "of_leaf", collides)
    second = await append(county, 2)

    assert second.code == genuine(county.code, second.hash, 2)


async def test_a_head_is_signed_once_per_size(county: Tenant) -> None:
    await append(county)
    first = await publish(county)
    again = await publish(county)
    await append(county)
    larger = await publish(county)

    assert first.note == again.note
    head = note.open_checkpoint(larger.note, service.verifier(county.code))
    assert (head.origin, head.size) == (f"mingbai/{county.code}", 2)


async def test_an_empty_log_can_be_signed(county: Tenant) -> None:
    checkpoint = await publish(county)

    assert (checkpoint.size, checkpoint.root) == (0, merkle.EMPTY_ROOT)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_leaf SET body = '{}'",
        "DELETE FROM log_leaf",
        "TRUNCATE log_leaf CASCADE",
        "UPDATE log_node SET hash = hash",
        "DELETE FROM log_node",
        "UPDATE log_checkpoint SET note = ''",
        "DELETE FROM log_checkpoint",
        "DELETE FROM log_head_copy",
    ],
)
async def test_the_county_itself_cannot_change_its_log(county: Tenant, statement: str) -> None:
    await append(county)

    with pytest.raises(DBAPIError, match="permission denied"):
        async with unit_of_work(county) as uow:
            await uow.session.execute(text(statement))


async def test_the_tables_refuse_a_gap(county: Tenant) -> None:
    leaf = await append(county)
    insert = text(
        "INSERT INTO log_leaf (index, previous, kind, subject, code, hash, body, at)"
        " VALUES (:index, :previous, 'bulletin', :subject, '123456789012', :hash, '{}', now())"
    )
    for index, previous in [(2, 1), (2, 0), (0, None), (1, None), (5, None)]:
        with pytest.raises(DBAPIError):
            async with unit_of_work(county) as uow:
                await uow.session.execute(
                    insert,
                    {"index": index, "previous": previous, "subject": uuid4(), "hash": leaf.hash},
                )


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that the application sends."""
    engine, sent = app_engine().sync_engine, list[str]()

    def note_down(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note_down)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note_down)


async def test_a_proof_takes_the_same_few_statements_however_long_the_log(county: Tenant) -> None:
    leaves = await fill(county, 2)
    await publish(county)
    async with unit_of_work(county) as uow:
        with counted() as early:
            await service.proof_text(uow, leaves[1].code)
    await fill(county, 150)
    await publish(county)
    async with unit_of_work(county) as uow:
        with counted() as late:
            text_ = await service.proof_text(uow, leaves[1].code)

    assert len(early) == len(late) == 6
    assert proof.verify(text_, leaves[1].hash, service.verifier(county.code)).size == 152


async def test_every_step_writes_an_audit_event(county: Tenant) -> None:
    leaf = await append(county)
    await publish(county)
    async with unit_of_work(county) as uow:
        await service.erase(uow, leaf.code, ["/mover"])

    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(text("SELECT tag, facts FROM audit_event ORDER BY id"))
        assert [tuple(row) for row in rows] == [
            ("transparency:leaf:append", {"index": 0, "kind": "bulletin"}),
            ("transparency:checkpoint:sign", {"size": 1}),
            ("transparency:value:erase", {"index": 0, "count": 1}),
        ]
