"""The hash chain over audit events: each seal covers the event and the seal before it."""

import hashlib
import json

from infra.errors import DomainError
from services.audit.models import AuditEvent

START = bytes(32)


class ChainBroken(DomainError):
    """An audit event or its seal was changed, removed or put in afterwards."""

    code = "AUDIT_CHAIN_BROKEN"
    zh = "审计记录在第 {seq} 条处对不上，可能被改动过。请封存数据库并报告县安全管理员。"
    en = (
        "The audit trail does not hold together at seal {seq}: something was changed. "
        "Secure the database and tell the county's security administrator."
    )


def canonical(event: AuditEvent) -> bytes:
    """Return the bytes of an event that its seal covers."""
    value = {
        "account_id": str(event.account_id) if event.account_id else None,
        "actor": event.actor,
        "at": f"{event.at:%Y-%m-%dT%H:%M:%S.%fZ}",
        "facts": event.facts,
        "id": str(event.id),
        "request_id": event.request_id,
        "subject": str(event.subject),
        "tag": event.tag,
        "village_code": event.village_code,
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def link(previous: bytes, event: AuditEvent) -> bytes:
    """Return the hash of the seal that follows `previous`."""
    return hashlib.sha256(previous + canonical(event)).digest()
