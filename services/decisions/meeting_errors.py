"""Refusals around ballot boxes, recusal and minutes."""

from infra.errors import DomainError


class TooFewForSecrecy(DomainError):
    code = "TOO_FEW_FOR_SECRECY"
    zh = (
        "单独计票的只有 {fewest} 人，不足 {least} 人，无记名也看得出谁投了什么。"
        "请改用记名、举手或纸票。"
    )
    en = (
        "Only {fewest} are counted by themselves: among fewer than {least} a secret ballot shows "
        "who said what. Vote by name, by hands or on paper."
    )


class BallotsOnPaperOnly(DomainError):
    code = "BALLOTS_ON_PAPER_ONLY"
    zh = "{body_zh}的成员不在屏幕上投票。请用纸票或举手，当场计票后录入。"
    en = (
        "Members of the {body_en} do not vote on a screen. Vote on paper or by hands, and enter it."
    )


class BallotBoxLost(DomainError):
    code = "BALLOT_BOX_LOST"
    zh = "票箱的密钥不在服务器上，票投不进也开不出。请让管理员把密钥文件放回原处，再试。"
    en = (
        "The key of the ballot box is not on the server: nothing goes in or comes out. "
        "Ask the operator to put the file back, then try again."
    )


class BodyNotLawful(DomainError):
    """Collective law art. 28: how the meeting of the members' representatives is made up."""

    code = "BODY_NOT_LAWFUL"
    zh = (
        "开会那天成员代表大会的组成不合法：{why_zh}（农村集体经济组织法第二十八条）。"
        "请在名册的“任职”里登记成员代表，或者由成员大会决定。"
    )
    en = (
        "On that day the meeting of member representatives is not lawfully made up: {why_en} (Law "
        "on Rural Collective Economic Organisations, article 28). Have its representatives "
        "recorded among the village's offices, or let the members' assembly decide."
    )


class AgendaOfAnotherBody(DomainError):
    code = "AGENDA_OF_ANOTHER_BODY"
    zh = "“{title}”不归本村{body_zh}决定，不能列入这次会议的议程。请去掉它，另行召集。"
    en = (
        "“{title}” is not for this village's {body_en} to decide and cannot stand on this agenda. "
        "Leave it out and call another meeting."
    )


class AgendaItemNeeded(DomainError):
    code = "AGENDA_ITEM_NEEDED"
    zh = "这次会议有几项议程，请选明是哪一项。"
    en = "This meeting has several items. Say which one is meant."


class AgendaItemGone(DomainError):
    code = "AGENDA_ITEM_GONE"
    zh = "“{title}”已经撤回或改了方案，不能在这次会议表决。请表决别的议程，或者散会另行召集。"
    en = (
        "“{title}” was withdrawn or changed and cannot be voted on in this meeting. "
        "Go on to another item, or adjourn and call again."
    )


class AnotherVoteOpen(DomainError):
    code = "ANOTHER_VOTE_OPEN"
    zh = "另一项议程正在表决。一次只表决一项，请先结束那一项。"
    en = "Another item is being voted on. One at a time: close that vote first."


class NoticeCannotBeShortened(DomainError):
    code = "NOTICE_CANNOT_BE_SHORTENED"
    zh = (
        "提前 {days} 天通知是{basis_zh}规定的，没有例外，不能缩短。"
        "最早 {earliest} 才能开会，请改期。"
    )
    en = (
        "{days} days' notice are set by {basis_en}, which knows no exception. "
        "The earliest time is {earliest}. Move it."
    )


class NothingToResume(DomainError):
    code = "NOTHING_TO_RESUME"
    zh = "这件事没有休会未完的会议，不能按续会缩短通知。请选别的理由，或者改期。"
    en = "No meeting about this text was adjourned, so none can go on. Choose another time."


class NoticeChannelMismatch(DomainError):
    code = "NOTICE_CHANNEL_MISMATCH"
    zh = "张贴、广播、群消息是对大家的，不选人；其他方式要选明通知了谁。"
    en = (
        "Board, loudspeaker and chat group are for everybody: name nobody. "
        "For any other way say who was told."
    )


class NoticeTimeRefused(DomainError):
    code = "NOTICE_TIME_REFUSED"
    zh = "通知时间要在召集会议（{since}）以后，也不能晚于现在。请核对。"
    en = "The time must lie after the meeting was called ({since}) and not ahead. Check it."


class SignInQrExpired(DomainError):
    code = "SIGN_IN_QR_EXPIRED"
    zh = "这个二维码过期了，或者不是这次会议的。请再扫一次会场屏幕上的，或者输入 6 位签到码。"
    en = "This code is out of date or of another meeting. Scan the screen again or type the digits."


class HouseholdsCannotDecide(DomainError):
    code = "HOUSEHOLDS_CANNOT_DECIDE"
    zh = "这件事不能一户派一名代表来表决（{basis_zh}）：要按人召集。请选“按人”再发通知。"
    en = "Households cannot send one each for this ({basis_en}): every member has a vote. Call all."


class GroupNeeded(DomainError):
    """Organic Law (2018) art. 28: the villagers of the group decide its affairs."""

    code = "GROUP_NEEDED"
    zh = "村民小组的事由这个小组的村民会议决定，请选是哪个小组。"
    en = "A group's affairs are decided by the group: say which one of this village."


class HouseholdIsHere(DomainError):
    code = "HOUSEHOLD_IS_HERE"
    zh = "您家已经有人到会，或者会议已经开始，不能再换人代表这一户；未满十八周岁的不能代表。"
    en = (
        "Somebody stands for your household already, or the meeting has begun: it cannot be "
        "another now, nor somebody under eighteen."
    )


class ProxyNotAllowed(DomainError):
    code = "MEETING_PROXY_NOT_ALLOWED"
    zh = "{body_zh}不能委托别人参加：{basis_zh}没有这样的规定。请本人到会，或者请假。"
    en = "Nobody may be sent to a {body_en}: {basis_en} knows no proxy. Come, or be excused."


class ProxyOutsideHousehold(DomainError):
    """农村集体经济组织法 art. 27: a written proxy to a family member of the same household."""

    code = "PROXY_OUTSIDE_HOUSEHOLD"
    zh = (
        "只能书面委托同一户里已满十八周岁的家庭成员（农村集体经济组织法第二十七条）。"
        "请换人，或者请假。"
    )
    en = (
        "Only a family member of age in the same household may hold a proxy "
        "(Rural Collective Economic Organisations Law art. 27). Name another, or be excused."
    )


class ProxyStands(DomainError):
    code = "PROXY_STANDS"
    zh = "这名成员已经到会，或者已登记过委托，不能再委托。"
    en = "This member is here already, or a proxy is on record: there is nothing to add."


class NoProxyStands(DomainError):
    code = "NO_PROXY_STANDS"
    zh = "这名成员现在没有登记的委托，不用撤回。请刷新后再看。"
    en = "No proxy of this member is on record now: there is nothing to take back. Reload the page."


class NotTheConvener(DomainError):
    code = "NOT_THE_CONVENER"
    zh = (
        "{body_zh}由{who_zh}召集、提付表决（{basis_zh}和本事项的工作方法），"
        "您的职务不能办。请告诉他们来办；已经召集的，可以请主持人把主持交给您。"
    )
    en = (
        "It is the {who_en} who convenes the {body_en} and puts questions to it ({basis_en} and "
        "this work method). Ask them; in a meeting that was called, the chair can be handed over."
    )


class ConflictNotRecused(DomainError):
    """domain.md 8: who has a declared interest leaves the room and is recorded."""

    code = "CONFLICT_NOT_RECUSED"
    zh = (
        "利害关系登记簿里，到会的{names}与这件事有利害关系，还没有登记回避，不能开始表决。"
        "请先在主持台登记回避。"
    )
    en = (
        "The register of interests shows a stake of {names}, who are here and have not recused. "
        "Record their recusal at the desk before the vote."
    )


class PartyUnknown(DomainError):
    code = "PARTY_UNKNOWN"
    zh = "名册上没有叫这个名字的人，或者不止一个，请再填户号。"
    en = "Nobody of this name is on the roll, or more than one: add the household's number."


class PartyNotListed(DomainError):
    code = "PARTY_NOT_LISTED"
    zh = "名单里没有这一项，可能已经去掉了。请刷新后再看。"
    en = "There is no such entry, it may be gone already. Reload the page."


class PartiesClosed(DomainError):
    code = "PARTIES_CLOSED"
    zh = "这件事已经表决或办结，不能再改它涉及谁。"
    en = "This was voted on or is over: whom it concerns can no longer be changed."


class PartiesOnlyInVillages(DomainError):
    code = "PARTIES_ONLY_IN_VILLAGES"
    zh = "乡镇本级事项不在这里登记涉及谁：党委成员的利害关系不在本系统登记。请按党内回避规定办理。"
    en = "Whom a township's own matter concerns is not entered: no register of its members is here."


class TooManyMeetingPapers(DomainError):
    code = "TOO_MANY_MEETING_PAPERS"
    zh = "一次会议最多附 {most} 份材料。请把几页合成一个 PDF。"
    en = "A meeting has at most {most} papers. Join several pages in one PDF."


class HasStake(DomainError):
    code = "HAS_STAKE"
    zh = (
        "这名组成人员对这项议程已登记回避，不在会场，不参加表决。"
        "回避不能撤回；登记错了，请休会重新召集。"
    )
    en = (
        "This member has recused from this item and is out of the room and the vote. It stays: "
        "if it was recorded by mistake, adjourn and call the meeting again."
    )


class PresiderHasStake(DomainError):
    code = "PRESIDER_HAS_STAKE"
    zh = "主持人自己要回避，不能再主持这次会议。请先在主持台把主持交给别人，再登记回避。"
    en = "Who presides has a stake and cannot go on. Hand the chair over first, then recuse."


class ChairHasStake(DomainError):
    code = "CHAIR_HAS_STAKE"
    zh = "这个人对还没有表决的议程登记了回避，不能主持。请选别人。"
    en = "This member has recused from an item still ahead and cannot preside. Choose another."


class PresidesAlready(DomainError):
    code = "PRESIDES_ALREADY"
    zh = "这次会议本来就由这个人主持，不用交。请选别人。"
    en = "This member presides already: there is nothing to hand over. Choose another."


class ExcuseByAnother(DomainError):
    """Our default: a seat hangs on absences, so nobody excuses their own once it is over."""

    code = "EXCUSE_BY_ANOTHER"
    zh = "会已经开完，请假由文书或者主持人补记，不能自己补记自己的。请把原因告诉他们。"
    en = (
        "The meeting is over: the clerk or the chair records why somebody was missing, nobody "
        "their own. Tell them the reason."
    )
