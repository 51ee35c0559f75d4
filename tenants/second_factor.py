"""The authenticator of an official: enrolled, confirmed, checked; each code works once."""

import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

import pyotp

from infra import clock, crypto
from tenants import repository
from tenants.models import RecoveryCode, TotpDevice
from tenants.one_time_codes import spelled
from tenants.unit_of_work import UnitOfWork

STEP_SECONDS = 30
DRIFT_STEPS = 1
RECOVERY_CODES = 8
_RECOVERY_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_RECOVERY_LENGTH = 12


@dataclass(frozen=True)
class Enrolment:
    """What the authenticator app needs; shown once, as a QR code and as text."""

    secret: str
    uri: str


async def enrol(uow: UnitOfWork, account_id: UUID, name: str) -> Enrolment:
    """Make a new secret for the account; it counts from its first right code on."""
    secret = pyotp.random_base32()
    uow.session.add(TotpDevice(account_id=account_id, secret_sealed=crypto.seal(secret)))
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=f"明白 {uow.tenant.name}")
    return Enrolment(secret, uri)


async def hand_over(uow: UnitOfWork, account_id: UUID, name: str) -> Enrolment:
    """Give the account an authenticator that counts at once, prepared for it in person.

    For the first administrators of a county and for the demonstration; everybody else enrols.
    """
    await repository.account_for_update(uow.session, account_id)
    await _remove_present(uow, account_id)
    enrolment = await enrol(uow, account_id, name)
    await uow.session.flush()  # the device that was just made is looked up
    device = await repository.newest_unconfirmed_device_for_update(uow.session, account_id)
    if device:
        device.confirmed_at = clock.now()
    return enrolment


def present_code(secret: str) -> str:
    """Return what an authenticator with this secret shows at this moment."""
    return str(pyotp.TOTP(secret).at(clock.now()))


def _fresh_step(device: TotpDevice, entered: str) -> int | None:
    """Return the time step whose code was entered, if it is near and was never used."""
    totp = pyotp.TOTP(crypto.unseal(device.secret_sealed))
    present = int(clock.now().timestamp()) // STEP_SECONDS
    for step in range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1):
        right = hmac.compare_digest(totp.generate_otp(step).encode(), spelled(entered).encode())
        if right and step > device.last_step:
            return step
    return None


async def confirm_enrolment(
    uow: UnitOfWork, account_id: UUID, entered: str
) -> tuple[str, ...] | None:
    """Put the new authenticator in place of the old one and return the recovery codes.

    Returns nothing when the code is wrong.
    """
    await repository.account_for_update(uow.session, account_id)
    device = await repository.newest_unconfirmed_device_for_update(uow.session, account_id)
    step = _fresh_step(device, entered) if device else None
    if device is None or step is None:
        return None
    await _remove_present(uow, account_id)
    # A secret that somebody else began to enrol must not be confirmed behind the owner's back.
    await repository.remove_unconfirmed_devices(uow.session, account_id, device.id, clock.now())
    device.last_step, device.confirmed_at = step, clock.now()
    return await _new_recovery_codes(uow, account_id)


async def _remove_present(uow: UnitOfWork, account_id: UUID) -> None:
    present = await repository.device_for_update(uow.session, account_id)
    if present:
        present.removed_at = clock.now()
        await uow.session.flush()  # before the new one: one confirmed device an account


async def _new_recovery_codes(uow: UnitOfWork, account_id: UUID) -> tuple[str, ...]:
    await repository.delete_recovery_codes(uow.session, account_id)
    codes = tuple(
        "".join(secrets.choice(_RECOVERY_CHARACTERS) for _ in range(_RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    )
    uow.session.add_all(
        RecoveryCode(code_index=_recovery_index(account_id, code), account_id=account_id)
        for code in codes
    )
    return codes


def _recovery_index(account_id: UUID, code: str) -> str:
    return crypto.blind_index(f"recovery:{account_id}:{code}")


async def verify(uow: UnitOfWork, account_id: UUID, entered: str) -> bool:
    """Say whether the code is right, and use it up; the row lock lets one of two replays pass."""
    device = await repository.device_for_update(uow.session, account_id)
    step = _fresh_step(device, entered) if device else None
    if device is None or step is None:
        return False
    device.last_step = step
    return True


async def verify_recovery_code(uow: UnitOfWork, account_id: UUID, entered: str) -> bool:
    """Say whether the printed code is right, and use it up."""
    index = _recovery_index(account_id, spelled(entered).upper().replace("-", ""))
    return await repository.spend_recovery_code(uow.session, account_id, index, clock.now())


async def is_enrolled(uow: UnitOfWork, account_id: UUID) -> bool:
    """Say whether the account has a confirmed authenticator."""
    return await repository.has_device(uow.session, account_id)
