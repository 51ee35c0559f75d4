"""Verbs by which a resident claims an account: the phone on the roll, or a printed slip."""

import hashlib
import hmac
import unicodedata
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from infra import clock, crypto
from infra.ids import new_id
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import phone, repository
from services.people.errors import ResidentNotLiving, SlipExpired, SlipRefused, UnknownResident
from services.people.models import ClaimSlip, Resident
from services.people.workflow import ResidentState
from tenants.unit_of_work import UnitOfWork

SLIP_DAYS = 30
SLIPS_KEPT = timedelta(days=30)

# No letter that is taken for a digit or for another letter; 12 of them carry 58 bits.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWX"
_LENGTH, _PART = 12, 4


async def find_resident_by_phone(uow: UnitOfWork, number: str) -> Resident | None:
    """Return the living resident whose number this is, or None."""
    digits = phone.normalised(number)
    if digits is None:
        return None
    return await repository.find_resident_by_phone_index(uow.session, crypto.blind_index(digits))


def slip_code(county: str, slip_id: UUID) -> str:
    """Return the code printed on a slip; it comes from the slip's id by a key that we keep.

    So the code itself is stored nowhere, and a slip whose printing failed can be printed again.
    """
    made = hmac.digest(crypto.secret("slips"), f"{county}:{slip_id}".encode(), "sha256")
    number, letters = int.from_bytes(made), []
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    code = "".join(letters)
    return "-".join(code[at : at + _PART] for at in range(0, _LENGTH, _PART))


def _hash(county: str, code: str) -> str:
    """Return what is stored of a code; the county is part of it, so it opens no other county."""
    return hashlib.sha256(f"{county}:{code}".encode()).hexdigest()


def slip_as_read(printed: str) -> str:
    """Return the letters that count of a slip's code, however it was typed."""
    text = unicodedata.normalize("NFKC", printed).upper()
    return "".join(character for character in text if character in _ALPHABET)


async def make_claim_slip(uow: UnitOfWork, resident_id: UUID) -> ClaimSlip:
    """Make a slip, good once, for 30 days; its `slip_code` is printed, older slips stop working."""
    resident = await repository.find_resident_for_update(uow.session, resident_id)
    if resident is None:
        raise UnknownResident(path=("resident_id",))
    if resident.state != ResidentState.LIVING:
        raise ResidentNotLiving(path=("resident_id",), name=resident.name)
    await repository.revoke_slips(uow.session, resident_id, clock.now())
    slip_id = new_id()
    slip = ClaimSlip(
        id=slip_id,
        resident_id=resident_id,
        code_hash=_hash(uow.tenant.code, slip_as_read(slip_code(uow.tenant.code, slip_id))),
        issued_by=uow.actor.account_id,
        expires_at=clock.now() + timedelta(days=SLIP_DAYS),
    )
    uow.session.add(slip)
    await audit.record(
        uow, AuditTag.PEOPLE_SLIP_ISSUE, subject=slip.id, village=resident.village_code
    )
    return slip


async def issue_claim_slip(uow: UnitOfWork, resident_id: UUID) -> str:
    """Make a slip and return the code to print on it."""
    slip = await make_claim_slip(uow, resident_id)
    return slip_code(uow.tenant.code, slip.id)


async def forget_slips(uow: UnitOfWork) -> int:
    """Delete slips that ran out long ago; whom they were for is nobody's business any more."""
    return await repository.delete_slips(uow.session, clock.now() - SLIPS_KEPT)


async def load_slips(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, ClaimSlip]:
    """Return slips by id, for loaders."""
    return {row.id: row for row in await repository.slips_by_ids(uow.session, ids)}


async def redeem_slip(uow: UnitOfWork, code: str) -> Resident:
    """Use up a slip and return the resident whom it names."""
    known = _hash(uow.tenant.code, slip_as_read(code))
    slip = await repository.find_slip_for_update(uow.session, known)
    if slip is None or slip.used_at is not None or slip.revoked_at is not None:
        raise SlipRefused(path=("code",))
    if slip.expires_at <= clock.now():
        raise SlipExpired(path=("code",))
    [resident] = await repository.residents_by_ids(uow.session, [slip.resident_id])
    if resident.state != ResidentState.LIVING:
        raise SlipRefused(path=("code",))
    slip.used_at = clock.now()
    await audit.record(
        uow, AuditTag.PEOPLE_SLIP_REDEEM, subject=slip.id, village=resident.village_code
    )
    return resident
