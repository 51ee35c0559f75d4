"""Clock, ids, refusals, sealed fields and files."""

from datetime import UTC, datetime, timedelta

import pytest

from infra import clock, crypto, storage
from infra.errors import DomainError, NotFound
from infra.ids import new_id
from infra.settings import publish, settings


def test_the_clock_can_be_held_and_moved() -> None:
    moment = datetime(2026, 3, 18, 1, 0, tzinfo=UTC)
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.local(clock.now()).hour == 9
    before = clock.now()
    with clock.shifted(timedelta(days=3)):
        assert timedelta(days=3) <= clock.now() - before < timedelta(days=3, seconds=5)
    assert clock.now() - before < timedelta(seconds=5)


def test_a_real_installation_refuses_to_move_its_clock() -> None:
    profile = settings().profile
    publish(profile="production")
    try:
        with pytest.raises(PermissionError):
            clock.jump(timedelta(days=1))
    finally:
        publish(profile=profile)


def test_ids_are_version_7_and_sort_by_making() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}


def test_a_refusal_speaks_both_languages_and_picks_facts_by_language() -> None:
    class Late(DomainError):
        code = "LATE"
        zh = "{what}迟了 {days} 天。"
        en = "{what} is {days} days late."

    refusal = Late(what_zh="公开", what_en="Posting", days=2, path=("day",))
    assert refusal.message("zh") == "公开迟了 2 天。"
    assert refusal.message("en") == "Posting is 2 days late."
    assert refusal.path == ("day",)


def test_a_sealed_field_opens_again_and_hides_its_content() -> None:
    sealed = [crypto.seal("19900001234") for _ in range(2)]
    assert sealed[0] != sealed[1]
    assert sealed[0].startswith("aesgcm1:fields:")
    assert "1990000" not in sealed[0]
    assert [crypto.unseal(one) for one in sealed] == ["19900001234"] * 2
    assert crypto.blind_index("a") == crypto.blind_index("a") != crypto.blind_index("b")


def test_a_signing_key_is_made_once_and_kept_private() -> None:
    crypto.signing_key.cache_clear()
    first = crypto.signing_key("test-key").public_key().public_bytes_raw()
    crypto.signing_key.cache_clear()
    assert crypto.signing_key("test-key").public_key().public_bytes_raw() == first
    path = settings().home / "keys" / "test-key.pem"
    assert path.stat().st_mode & 0o077 == 0


async def test_files_are_named_by_content_and_kept_in_their_county() -> None:
    first = await storage.put("150523", "board.pdf", b"%PDF", "application/pdf")
    assert first == await storage.put("150523", "other.pdf", b"%PDF", "application/pdf")
    assert first.startswith("150523/")
    assert first.endswith(".pdf")
    assert await storage.get("150523", first) == b"%PDF"
    for county, key in (
        ("371721", first),
        ("150523", "150523/../keys/fields.key"),
        ("150523", "150523/zz/none.pdf"),
        ("150523", "../150523/x"),
    ):
        with pytest.raises(NotFound):
            await storage.get(county, key)
