"""What a poster's QR says and the county signs: enough to check the paper without a network."""

import base64
import binascii
import re
from datetime import date, timedelta
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services.transparency import code as codes
from services.transparency.note import Verifier

VERSION = 1
LEAF_BYTES = 16
LONGEST_URL = 296  # alphanumeric capacity of QR version 12 at level Q
_SIGNATURE_BYTES = 64
_FIXED_BYTES = 1 + 3 + 2 + LEAF_BYTES
_EPOCH = date(2000, 1, 1)
_PATH = re.compile(r"/([0-9]{6})/C/([0-9]{12}):([A-Z2-7]+)$")


class StatementError(ValueError):
    """A QR text that is not a statement, or that the county did not sign."""


class TooLong(StatementError):
    """More text than one QR code of a readable size holds."""


class Statement(NamedTuple):
    """The few facts that the paper must agree with."""

    county: str
    code: str
    village_code: str
    number: str
    day: date
    facts: str
    leaf: bytes

    @property
    def payload(self) -> bytes:
        """The bytes in the QR; county and code stand before them in the address."""
        fixed = (
            bytes([VERSION])
            + int(self.village_code.removeprefix(self.county)).to_bytes(3)
            + (self.day - _EPOCH).days.to_bytes(2)
            + self.leaf[:LEAF_BYTES]
        )
        return fixed + _packed(self.number) + _packed(self.facts)

    @property
    def signed_bytes(self) -> bytes:
        return f"mingbai-statement-v1\n{self.county}\n{self.code}\n".encode() + self.payload


def landing_url(base_url: str, statement: Statement, key: Ed25519PrivateKey) -> str:
    """Return the address for the QR, in the characters that its alphanumeric mode has."""
    _require_whole(statement)
    body = statement.payload + key.sign(statement.signed_bytes)
    text = base64.b32encode(body).decode().rstrip("=")
    url = f"{base_url.rstrip('/').upper()}/{statement.county}/C/{statement.code}:{text}"
    if len(url) > LONGEST_URL:
        message = f"the QR text has {len(url)} characters, {LONGEST_URL} fit: shorten the facts"
        raise TooLong(message)
    return url


def fitted_url(base_url: str, statement: Statement, key: Ed25519PrivateKey) -> str:
    """Return the address for the QR with as much of the facts as fits."""
    facts = statement.facts
    while True:
        try:
            return landing_url(base_url, statement, key)
        except TooLong:
            if not facts:
                raise
        facts = facts[:-1]
        statement = statement._replace(facts=f"{facts}…" if facts else "")


def parse(qr_text: str) -> tuple[Statement, bytes]:
    """Return what a scanned text claims and its signature, still unchecked."""
    found = _PATH.search(qr_text.strip())
    if found is None:
        raise StatementError("not the address of a Mingbai notice")
    county, code, text = found.groups()
    if not codes.is_well_formed(county, code):
        raise StatementError("the code's digits do not fit together")
    body = _decode32(text)
    return _unpack(county, code, body[:-_SIGNATURE_BYTES]), body[-_SIGNATURE_BYTES:]


def verify(qr_text: str, verifier: Verifier) -> Statement:
    """Return the statement that the county's key signed, or refuse."""
    statement, signature = parse(qr_text)
    try:
        key = Ed25519PublicKey.from_public_bytes(verifier.key)
        key.verify(signature, statement.signed_bytes)
    except InvalidSignature as error:
        raise StatementError("the county did not sign this") from error
    return statement


def _packed(text: str) -> bytes:
    data = text.encode()
    if len(data) > 255:  # noqa: PLR2004 - the length takes one byte
        raise TooLong("a text in a statement has at most 255 bytes")
    return bytes([len(data)]) + data


def _unpack(county: str, code: str, payload: bytes) -> Statement:
    if len(payload) < _FIXED_BYTES + 2 or payload[0] != VERSION:
        raise StatementError("not a statement of a known version")
    village = f"{county}{int.from_bytes(payload[1:4]):06d}"
    day = _EPOCH + timedelta(days=int.from_bytes(payload[4:6]))
    number, rest = _text(payload[_FIXED_BYTES:])
    facts, rest = _text(rest)
    if rest:
        raise StatementError("a statement ends after its facts")
    return Statement(county, code, village, number, day, facts, payload[6:_FIXED_BYTES])


def _text(data: bytes) -> tuple[str, bytes]:
    if not data or len(data) < 1 + data[0]:
        raise StatementError("a statement breaks off")
    try:
        return data[1 : 1 + data[0]].decode(), data[1 + data[0] :]
    except UnicodeDecodeError as error:
        raise StatementError("a statement's text is not UTF-8") from error


def _decode32(text: str) -> bytes:
    try:
        body = base64.b32decode(text + "=" * (-len(text) % 8))
    except binascii.Error as error:
        raise StatementError("not base32") from error
    if base64.b32encode(body).decode().rstrip("=") != text:
        raise StatementError("base32 with stray bits")
    return body


def _require_whole(statement: Statement) -> None:
    if not re.fullmatch(statement.county + "[0-9]{6}", statement.village_code):
        raise StatementError("the village is not in the county")
    if not codes.is_well_formed(statement.county, statement.code):
        raise StatementError("the code does not belong to the county")
    if len(statement.leaf) < LEAF_BYTES:
        raise StatementError("a leaf hash has 32 bytes")
