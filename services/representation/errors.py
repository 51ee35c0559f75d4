"""Refusals of representation, each with a stable code and what to do next."""

from infra import errors
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


class NomineeUnknown(DomainError):
    code = "NOMINEE_UNKNOWN"
    zh = "没有找到这位被推选的人，或者名单已经定了。请刷新后重新选择。"
    en = "This nominee was not found, or the list is settled. Reload the page and choose again."


class NomineeBarred(DomainError):
    """Whoever is chosen lives in the village and is of age (Organic Law art. 13 [our reading])."""

    code = "NOMINEE_BARRED"
    zh = "不能推选 {name}：{why_zh}。"
    en = "{name} cannot be put forward: {why_en}."


class NotHeadOfHousehold(DomainError):
    """Organic Law (2018) art. 25: households choose; the head speaks for the household."""

    code = "NOT_HEAD_OF_HOUSEHOLD"
    zh = "推选代表由户主确认，您不是本村在册的户主。请请户主登录确认，或在推选单上签字。"
    en = (
        "The head of a household confirms a representative, and you head none on this roll. Let "
        "the head sign in, or sign on paper."
    )


class HouseholdConfirmed(DomainError):
    code = "HOUSEHOLD_CONFIRMED"
    zh = "户 {number} 已经确认推选 {name}。改变主意的，请户主本人登录改选；名单公示以后不能再改。"
    en = (
        "Household {number} has confirmed {name}. To change that the head signs in and chooses "
        "anew; once the list hangs it cannot be changed."
    )


class HouseholdWithoutHead(DomainError):
    code = "HOUSEHOLD_WITHOUT_HEAD"
    zh = "户 {number} 在名册上没有户主，不能确认。请先在名册上定户主。"
    en = "Household {number} has no head on the roll. Name its head on the roll first."


class NomineeFull(DomainError):
    """Organic Law (2018) art. 25: one representative for 5 to 15 households."""

    code = "NOMINEE_FULL"
    zh = "{name} 已有 {most} 户确认，一位代表最多代表 {most} 户（村民委员会组织法第二十五条）。"
    en = (
        "{name} has the confirmations of {most} households, the most that one representative "
        "speaks for (Organic Law, article 25)."
    )


class ListHanging(DomainError):
    code = "LIST_HANGING"
    zh = "本村已有一份名单在公示。请先办完，或写明理由作废那一份。"
    en = "The village has a list on the wall. Finish that one, or drop it with a reason first."


class ListMissing(DomainError):
    code = "LIST_MISSING"
    zh = "本村现在没有在办的代表名单。请先推选、确认、公示名单。"
    en = "The village has no list under way. Put people forward, confirm and post a list first."


class ListNotReady(DomainError):
    """The list hangs seven days first, and every objection is decided."""

    code = "LIST_NOT_READY"
    zh = "代表还不能就任：{why_zh}。"
    en = "The representatives cannot take their seats yet: {why_en}."


class ListObjectionsClosed(DomainError):
    code = "LIST_OBJECTIONS_CLOSED"
    zh = "现在不在名单公示期内，不能提出异议。有问题请向乡镇人民政府反映。"
    en = "The list is not on the wall now, so nobody can object. Turn to the township instead."


class ListObjectionDecided(DomainError):
    code = "LIST_OBJECTION_DECIDED"
    zh = "这条异议已经处理，或者不在这份名单上。请刷新后再看。"
    en = "This objection is decided, or is not about this list. Reload the page."


class VillagersAlone(DomainError):
    code = "VILLAGERS_ALONE"
    zh = "只有本村在册的村民可以提出。请用本人的账号登录。"
    en = "Only somebody on this village's roll can do this. Sign in with your own account."


class WordsMissing(errors.ReasonNeeded):
    zh = "请写明{what_zh}，1 到 {limit} 个字；以后查得到。"
    en = "Give the {what_en}, 1 to {limit} characters; it is kept."


class HouseholdsByConfirmation(DomainError):
    code = "HOUSEHOLDS_BY_CONFIRMATION"
    zh = "{name} 是由户主确认、名单公示后就任的，代表哪些户不能直接改。请由各户重新推选、公示。"
    en = (
        "{name} was confirmed by the heads of households and listed; the households cannot be "
        "changed by hand. Let them choose anew and post the list."
    )
