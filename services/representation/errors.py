"""Refusals of representation, each with a stable code and what to do next."""

from infra.errors import DomainError


class SeatNotLost(DomainError):
    """A seat is lost by absences in a row, and by nothing that an administrator wants."""

    code = "SEAT_NOT_LOST"
    zh = "{name} 连续 {absences} 次没有到会，满 {needed} 次才失去代表资格。现在不能登记。"
    en = (
        "{name} has missed {absences} meetings in a row; the seat is lost after {needed}. "
        "It cannot be ended now."
    )


class ListNotLawful(DomainError):
    """Organic Law (2018) art. 25: the make-up of the meeting and one for 5 to 15 households."""

    code = "LIST_NOT_LAWFUL"
    zh = "名单还不能公示：{what_zh}。请由相应的户补选或调整以后再公示。"
    en = "The list cannot be posted yet: {what_en}. Let the households choose again first."
