"""The QR of a notice, checked with nothing but the county's public key."""

import base64
from datetime import date
from typing import Any

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.transparency import code, merkle, note, statement
from services.transparency.statement import Statement, StatementError

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER = note.verifier_of("mingbai/150523", KEY)
LEAF = merkle.leaf_hash(b"a leaf")
CLAIM = Statement(
    county="150523",
    code=code.of_leaf("150523", LEAF),
    village_code="150523108217",
    number="决〔2026〕12号",
    day=date(2026, 11, 22),
    facts="16:1:0 38000.00元",
    leaf=LEAF[:16],
)
URL = statement.landing_url("https://mingbai.kailu.gov.example", CLAIM, KEY)


def test_the_scanned_text_gives_back_what_the_county_signed() -> None:
    assert statement.verify(URL, VERIFIER) == CLAIM


def test_the_full_leaf_hash_may_be_given_and_sixteen_bytes_are_carried() -> None:
    url = statement.landing_url("https://h", CLAIM._replace(leaf=LEAF), KEY)

    assert statement.verify(url, VERIFIER).leaf == LEAF[:16]


def test_the_qr_stays_in_alphanumeric_mode_and_small() -> None:
    qr = segno.make(URL, error="q", boost_error=False, micro=False)

    assert URL.startswith(f"HTTPS://MINGBAI.KAILU.GOV.EXAMPLE/150523/C/{CLAIM.code}:")
    assert len(URL) <= 300
    assert (qr.mode, qr.error) == ("alphanumeric", "Q")
    assert int(qr.version) <= 12


def test_the_longest_address_still_fits_version_twelve() -> None:
    room = statement.LONGEST_URL - len(URL)
    longest = "https://" + "h" * room + "mingbai.kailu.gov.example"
    url = statement.landing_url(longest, CLAIM, KEY)

    assert len(url) == statement.LONGEST_URL
    assert int(segno.make(url, error="q", boost_error=False).version) == 12
    with pytest.raises(StatementError, match="shorten the facts"):
        statement.landing_url(longest + "h", CLAIM, KEY)


def test_facts_that_do_not_fit_are_cut_with_a_mark() -> None:
    long = CLAIM._replace(facts="赞成16票，反对1票，弃权0票；" * 9)
    url = statement.fitted_url("https://mingbai.kailu.gov.example", long, KEY)

    facts = statement.verify(url, VERIFIER).facts
    assert len(url) <= statement.LONGEST_URL
    assert facts.endswith("…")
    assert long.facts.startswith(facts[:-1])
    assert statement.fitted_url("https://mingbai.kailu.gov.example", CLAIM, KEY) == URL
    with pytest.raises(statement.TooLong):
        statement.fitted_url("https://" + "h" * 200, CLAIM, KEY)


def test_every_changed_character_after_the_host_is_refused() -> None:
    start = URL.index("/150523/")
    for place in range(start, len(URL)):
        for other in "A7/":
            if URL[place] != other:
                with pytest.raises(StatementError):
                    statement.verify(URL[:place] + other + URL[place + 1 :], VERIFIER)


def test_another_countys_key_is_refused() -> None:
    other = note.verifier_of("mingbai/371721", Ed25519PrivateKey.generate())

    with pytest.raises(StatementError, match="did not sign"):
        statement.verify(URL, other)


@pytest.mark.parametrize(
    "text",
    ["", "hello", "HTTPS://H/150523/C/123456789012", "HTTPS://H/150523/C/123456789012:AA",
     f"HTTPS://H/150523/C/{CLAIM.code}:AE", f"HTTPS://H/150523/C/{CLAIM.code}:A"],
)  # fmt: skip
def test_another_qr_is_refused(text: str) -> None:
    with pytest.raises(StatementError):
        statement.verify(text, VERIFIER)


def signed(payload: bytes) -> str:
    body = payload + KEY.sign(f"mingbai-statement-v1\n150523\n{CLAIM.code}\n".encode() + payload)
    text = base64.b32encode(body).decode().rstrip("=")
    return f"HTTPS://H/150523/C/{CLAIM.code}:{text}"


@pytest.mark.parametrize(
    "payload",
    [
        b"\x02" + CLAIM.payload[1:],
        CLAIM.payload + b"\x00",
        CLAIM.payload[:-1],
        CLAIM.payload[:23],
        CLAIM.payload[:22] + b"\x01\xff\x00",
        b"",
    ],
)
def test_even_a_signed_text_of_a_wrong_shape_is_refused(payload: bytes) -> None:
    with pytest.raises(StatementError):
        statement.verify(signed(payload), VERIFIER)


@pytest.mark.parametrize(
    "change",
    [
        {"village_code": "371721100201"},
        {"code": "123456789012"},
        {"leaf": b"short"},
        {"facts": "长" * 86},
    ],
)
def test_a_statement_that_does_not_hold_together_is_not_signed(change: dict[str, Any]) -> None:
    with pytest.raises(StatementError):
        statement.landing_url("https://h", CLAIM._replace(**change), KEY)
