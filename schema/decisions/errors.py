"""Refusals of what reaches the services only as whole: amounts, days, photographed sheets."""

from infra.errors import DomainError
from services.decisions.errors import (
    LawVersionEmpty,
    LawVersionUnknown,
    MatterOfAnotherLevel,
    MatterTypeOutsideMethods,
    MethodDoesNotFit,
    MethodEmpty,
    MethodOfTownships,
    MethodOutOfUse,
    MethodUnknown,
    MethodVersionChanged,
    NoBodyWithoutDelegation,
)
from services.decisions.meeting_errors import GroupNeeded

# Why no body can be called for a kind of matter, or this method asks another one.
ROUTING: tuple[type[DomainError], ...] = (
    GroupNeeded,
    MatterOfAnotherLevel,
    MatterTypeOutsideMethods,
    MethodDoesNotFit,
    NoBodyWithoutDelegation,
)
# Why a method cannot be chosen for a new matter.
CHOOSING: tuple[type[DomainError], ...] = (
    *ROUTING,
    LawVersionEmpty,
    LawVersionUnknown,
    MethodEmpty,
    MethodOfTownships,
    MethodOutOfUse,
    MethodUnknown,
    MethodVersionChanged,
)


class AmountNegative(DomainError):
    code = "AMOUNT_NEGATIVE"
    zh = "金额不能是负数。请核对后重填。"
    en = "An amount cannot be negative. Check it and enter it again."


class DaysReversed(DomainError):
    code = "DAYS_REVERSED"
    zh = "截止日期早于开始日期。请核对后重填。"
    en = "The last day is before the first. Check both and enter them again."


class NotTheAuthor(DomainError):
    code = "NOT_THE_AUTHOR"
    zh = "这件事由别人起草，您不能改动或撤回。请联系起草人或村党支部。"
    en = "Somebody else wrote this matter. Ask its author or the party branch to change it."


class SheetUnreadable(DomainError):
    code = "SHEET_UNREADABLE"
    zh = "照片读不出来。请上传 JPEG 或 PNG 格式、不超过 8 MB 的照片。"
    en = "The photo cannot be read. Upload a JPEG or PNG of at most 8 MB."
