"""Six digits by SMS: asked for, derived when sent, used once, five tries, ten minutes."""

import hashlib
import hmac
import unicodedata
from datetime import timedelta
from typing import Literal
from uuid import UUID

from infra import clock, crypto
from infra.senders import Message
from tenants import phone_numbers, repository
from tenants.models import OneTimeCode
from tenants.unit_of_work import UnitOfWork

Purpose = Literal["sign_in", "claim"]

VALID_FOR = timedelta(minutes=10)
MOST_TRIES = 5
DIGITS = 6
_TEXT = (
    "【明白】验证码 {code}，{minutes} 分钟内有效，请勿告诉他人。"
    "Code {code}, valid {minutes} min; share it with nobody."
)


def digits(county: str, code_id: UUID) -> str:
    """Return the digits of a code: the same each time it is sent, and nowhere in the database."""
    drawn = hmac.new(crypto.secret("codes"), f"{county}:{code_id}".encode(), hashlib.sha256)
    return str(int.from_bytes(drawn.digest()) % 10**DIGITS).zfill(DIGITS)


def spelled(entered: str) -> str:
    """Return a code as people type it, with full-width digits and blanks, in its one spelling."""
    return "".join(unicodedata.normalize("NFKC", entered).split())


async def issue(uow: UnitOfWork, purpose: Purpose, phone: str, *, deliver: bool) -> UUID:
    """Write a code down and queue its sending; `deliver=False` does the same and sends nothing."""
    code = OneTimeCode(
        purpose=purpose,
        subject_index=phone_numbers.index(phone),
        phone_sealed=crypto.seal(phone),
        deliver=deliver,
        expires_at=clock.now() + VALID_FOR,
    )
    uow.session.add(code)
    uow.enqueue("accounts.send_code", code_id=str(code.id))
    return code.id


def _is_open(code: OneTimeCode) -> bool:
    return code.used_at is None and code.expires_at > clock.now() and code.tries < MOST_TRIES


async def message(uow: UnitOfWork, code_id: UUID) -> Message | None:
    """Return the text to send, or nothing when the code is no longer wanted."""
    code = await repository.code_for_update(uow.session, code_id)
    if code is None or not code.deliver or not _is_open(code):
        return None
    text = _TEXT.format(
        code=digits(uow.tenant.code, code.id), minutes=int(VALID_FOR.total_seconds() // 60)
    )
    phone = crypto.unseal(code.phone_sealed)
    return Message(uow.tenant.code, "sms", phone, text, f"code:{code.id}")


async def mark_sent(uow: UnitOfWork, code_id: UUID) -> None:
    """Remember when the code went out."""
    code = await repository.code_for_update(uow.session, code_id)
    if code:
        code.sent_at = clock.now()


async def redeem(uow: UnitOfWork, purpose: Purpose, phone: str, entered: str) -> bool:
    """Use up the newest code of the phone and say whether it was right.

    The caller commits in both cases: a wrong try must count. It counts too where no code was
    sent, so that the same is written whether or not somebody has the phone.
    """
    subject = phone_numbers.index(phone)
    code = await repository.newest_code_for_update(uow.session, purpose, subject)
    if code is None or not _is_open(code):
        return False
    code.tries += 1
    expected = digits(uow.tenant.code, code.id)
    right = hmac.compare_digest(expected.encode(), spelled(entered).encode())
    if not right or not code.deliver:
        return False
    code.used_at = clock.now()
    return True
