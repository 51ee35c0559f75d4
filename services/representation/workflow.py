"""When a list of representatives may be seated: no session, no clock, no settings."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.representation.errors import ListNotReady

POSTED_DAYS = 7
"""四权四制 (吉日嘎朗图镇): the list hangs for seven days."""
DECISION_DAYS = 3
"""An objection is decided within three days [our default, after OL18 art. 14]."""


@dataclass(frozen=True)
class Hanging:
    """What is known of a list: until when it hangs, nothing before it shows or once taken back."""

    until: date | None
    objections_open: int = 0


@dataclass(frozen=True)
class Reason:
    """Why something has to wait: a code, and words that say what to do."""

    code: str
    zh: str
    en: str


def objections_run(hanging: Hanging, today: date) -> bool:
    """Say whether somebody may object now: the last day counts (Civil Code art. 1259)."""
    return hanging.until is not None and today <= hanging.until


def missing(hanging: Hanging, today: date) -> tuple[Reason, ...]:
    """Return what is missing before the listed can take their seats."""
    found = []
    if hanging.until is None:
        found.append(Reason("NOT_POSTED", "名单还没有张榜公布", "the list is not posted"))
    elif today <= hanging.until:
        zh, en = f"公示到 {hanging.until} 才满", f"the list hangs until {hanging.until}"
        found.append(Reason("HANGING", zh, en))
    if hanging.objections_open:
        count = hanging.objections_open
        zh, en = f"还有 {count} 条异议没有处理", f"{count} objections are not decided"
        found.append(Reason("OBJECTIONS_OPEN", zh, en))
    return tuple(found)


def require(hanging: Hanging, today: date) -> None:
    """Refuse to seat anybody while something is missing, naming all of it."""
    reasons = missing(hanging, today)
    if reasons:
        raise ListNotReady(
            why_zh="；".join(one.zh for one in reasons),
            why_en="; ".join(one.en for one in reasons),
        )


@dataclass(frozen=True)
class ToBe:
    """Somebody who will have a seat: of which group, chosen by which households."""

    resident_id: UUID
    name: str
    group_id: UUID
    households: frozenset[UUID]
