"""Labels of personal data: how a column is classed, what it is for, how long it stays, its mask.

The classes follow the duty to grade data (数据安全法 art. 21) and the narrower set of sensitive
personal information (个人信息保护法 art. 28); purpose and end follow its arts. 6, 19 and 47.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum


class Class(StrEnum):
    """How much harm a leak does, from none to a break-in."""

    PUBLIC = "public"  # published on purpose, by law or by the method
    INTERNAL = "internal"  # about no person, or an id that means nothing outside
    PERSONAL = "personal"  # about somebody who can be told from it
    SENSITIVE = "sensitive"  # may bring somebody into danger or shame: votes, views, children
    SECRET = "secret"  # noqa: S105 - opens something: hashes of passwords and tokens


class Purpose(StrEnum):
    """What a column is there for; nothing is kept for later ideas."""

    ROLL = "who belongs to the village and may take part in what"
    OFFICES = "who holds which office, for rights and for the public"
    DIVISIONS = "which townships and villages there are"
    DECISIONS = "deciding a matter by the method's steps, with proof"
    ELECTIONS = "electing and recalling by the law's steps, with proof"
    PARTICIPATION = "hearing a villager and answering"
    DISCLOSURE = "publishing what must be published and showing that it was"
    DELIVERY = "telling villagers what was published"
    PUBLIC_LOG = "letting anybody check that nothing published was changed"
    ACCOUNTABILITY = "who did what, when"
    SIGN_IN = "letting the right person in and nobody else"
    OPERATION = "jobs, repeated requests and places of counties"


class Basis(StrEnum):
    """Whose rule an end is."""

    STATUTE = "statute"
    OURS = "our default"


@dataclass(frozen=True)
class Rule:
    """When something goes, whose rule that is, and which sweep makes it go."""

    words: str
    basis: Basis
    sweep: str = ""  # empty: kept, or taken away by hand, and the words say which


class Retention(Enum):
    """How long a column stays; a member without a sweep says that it is kept or done by hand."""

    PUBLIC_RECORD = Rule("kept: public record", Basis.OURS)
    VILLAGE_ARCHIVE = Rule(
        "kept: village archive (村民委员会组织法 art. 34; 村级档案管理办法)", Basis.STATUTE
    )
    AUDIT_TRAIL = Rule("kept; never less than 6 months (网络安全法)", Basis.STATUTE)
    DIVISION = Rule("kept while the county is here", Basis.OURS)
    ON_THE_ROLL = Rule("3 years after leaving the village; by hand, see honest-limits", Basis.OURS)
    ACCOUNT = Rule("3 years after it was disabled; by hand, see honest-limits", Basis.OURS)
    OFFICE_HELD = Rule("kept: who held an office when", Basis.OURS)
    PARTICIPATION = Rule("5 years after the answer; by hand, see honest-limits", Basis.OURS)
    ERASABLE = Rule(
        "kept with the record until its owner may ask for erasure; by hand, see honest-limits",
        Basis.OURS,
    )
    DELIVERY = Rule("with its bulletin; by hand, see honest-limits", Basis.OURS)
    UPLOAD = Rule("1 day after the upload", Basis.OURS, "people.purge_uploads")
    SLIP = Rule("30 days after it ran out", Basis.OURS, "people.forget_slips")
    CODE = Rule("1 day after it ran out", Basis.OURS, "accounts.forget")
    SESSION = Rule("30 days after it ran out", Basis.OURS, "accounts.forget")
    DEVICE = Rule(
        "30 days after it was removed, or made and never used", Basis.OURS, "accounts.forget"
    )
    TOKEN = Rule("180 days after it ran out or was revoked", Basis.OURS, "accounts.forget")
    SIGN_IN_LOG = Rule(
        "366 days; 6 months are the least (网络安全法)", Basis.STATUTE, "privacy.forget"
    )
    ANSWER = Rule("7 days", Basis.OURS, "privacy.forget")
    JOB = Rule("30 days after it was done", Basis.OURS, "privacy.forget")
    JOB_DONE = Rule("60 days", Basis.OURS, "privacy.forget")


class Mask(StrEnum):
    """What those see who have no duty with the value; others see it whole."""

    NONE = "whole"
    SURNAME = "surname and stars"
    LAST_FOUR = "first three and last four"
    NEVER = "never shown"


@dataclass(frozen=True)
class Label:
    """What one column is."""

    data_class: Class
    purpose: Purpose
    retention: Retention
    mask: Mask


SMALLEST_GROUP = 5  # SECURITY 28: of fewer, neighbours know who they are


def shown_count(people: int) -> int | None:
    """Return how many people, or None where so few could be told apart; nobody is 0."""
    return people if people == 0 or people >= SMALLEST_GROUP else None


Labels = Mapping[str, Mapping[str, Label]]

_MASK_OF = {Class.PUBLIC: Mask.NONE, Class.INTERNAL: Mask.NONE}


def table(
    purpose: Purpose,
    retention: Retention,
    *,
    public: str = "",
    internal: str = "",
    personal: str = "",
    sensitive: str = "",
    secret: str = "",
) -> dict[str, Label]:
    """Label the columns of a table that share purpose and end; each class lists its columns.

    A column is written `name` or `name:mask`. Without a mask, what is public or internal is shown
    whole and all else never. Columns with another end are labelled by a second call, joined by `|`.
    """
    listed = {
        Class.PUBLIC: public,
        Class.INTERNAL: internal,
        Class.PERSONAL: personal,
        Class.SENSITIVE: sensitive,
        Class.SECRET: secret,
    }
    return {
        name: Label(kind, purpose, retention, _mask(kind, mask))
        for kind, columns in listed.items()
        for name, _, mask in (column.partition(":") for column in columns.split())
    }


def _mask(kind: Class, name: str) -> Mask:
    return Mask[name.upper()] if name else _MASK_OF.get(kind, Mask.NEVER)
