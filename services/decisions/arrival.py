"""What the QR code of a meeting says: short-lived on a screen, for one meeting on a sheet."""

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from infra import crypto

SLOT_SECONDS = 120
_LENGTH = 24
_PAPER = "sheet"


def live_token(county: str, meeting_id: UUID, now: datetime) -> str:
    """Return what the screen shows now; it is good for two to four minutes."""
    return _token(county, meeting_id, str(_slot(now)))


def sheet_token(county: str, meeting_id: UUID) -> str:
    """Return what the sheet at the door shows; it is good while the meeting takes signatures."""
    return _token(county, meeting_id, _PAPER)


def expires_at(now: datetime) -> datetime:
    """Return when the screen's code is no longer taken."""
    return datetime.fromtimestamp((_slot(now) + 2) * SLOT_SECONDS, tz=now.tzinfo)


def holds(county: str, meeting_id: UUID, token: str, now: datetime) -> bool:
    """Say whether a token was made for this meeting, and still counts."""
    known = [
        live_token(county, meeting_id, now),
        live_token(county, meeting_id, now - timedelta(seconds=SLOT_SECONDS)),
        sheet_token(county, meeting_id),
    ]
    given = token.strip().encode()
    return any(hmac.compare_digest(given, one.encode()) for one in known)


def _slot(now: datetime) -> int:
    return int(now.timestamp()) // SLOT_SECONDS


def _token(county: str, meeting_id: UUID, what: str) -> str:
    said = f"{county}:{meeting_id}:{what}".encode()
    return hmac.new(crypto.secret("sign_in"), said, hashlib.sha256).hexdigest()[:_LENGTH]
