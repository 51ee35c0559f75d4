"""Refusals of the people capability, each with a stable code and what to do next."""

from infra import errors
from infra.errors import DomainError, NotFound


class UnknownTownship(NotFound):
    code = "UNKNOWN_TOWNSHIP"
    zh = "本县没有代码为 {township_code} 的乡镇。请从乡镇列表里选择。"
    en = "This county has no township with the code {township_code}. Choose one from the list."


class UnknownVillage(NotFound):
    code = "UNKNOWN_VILLAGE"
    zh = "本县没有代码为 {village_code} 的村。请从村列表里选择。"
    en = "This county has no village with the code {village_code}. Choose one from the list."


class VillageNotActive(DomainError):
    code = "VILLAGE_NOT_ACTIVE"
    zh = "{name} 已经撤销或并入别的村，不能再改。请选择现有的村。"
    en = "{name} has been closed or merged and cannot be changed. Choose a village that exists."


class VillageNameTaken(DomainError):
    code = "VILLAGE_NAME_TAKEN"
    zh = "这个乡镇已经有 {name}（{village_code}）。请换一个村名，或直接使用已有的村。"
    en = "This township already has {name} ({village_code}). Choose another name, or use that one."


class NameNeeded(DomainError):
    code = "NAME_NEEDED"
    zh = "名称应为 1 到 {limit} 个字，不带换行。请重新填写。"
    en = "A name has 1 to {limit} characters on one line. Enter it again."


class ReasonNeeded(errors.ReasonNeeded):
    zh = "请写明理由或依据的文号，1 到 {limit} 个字；以后查得到。"
    en = "Give the reason or the document it rests on, 1 to {limit} characters; it is kept."


class NothingToChange(DomainError):
    code = "NOTHING_TO_CHANGE"
    zh = "村名没有变化。请填写新的村名。"
    en = "The name is the same as before. Enter the new name."


class TownshipFull(DomainError):
    code = "TOWNSHIP_FULL"
    zh = "{township_code} 自设村的代码（900–999）已用完。请联系平台运维。"
    en = "All codes for added villages (900-999) of {township_code} are used. Ask the operator."


class MergeIntoItself(DomainError):
    code = "MERGE_INTO_ITSELF"
    zh = "不能把一个村并入它自己。请选择另外的村。"
    en = "A village cannot be merged into itself. Choose another village."


class MergeNeedsVillages(DomainError):
    code = "MERGE_NEEDS_VILLAGES"
    zh = "请至少选择一个要并入的村，每个村只选一次。"
    en = "Choose at least one village to merge, each only once."


class VillageHasResidents(DomainError):
    code = "VILLAGE_HAS_RESIDENTS"
    zh = "{name} 名册上还有 {residents} 人，不能撤销。请改用“并入”，把名册一起转过去。"
    en = "{name} still has {residents} people on its roll. Merge it, so that the roll moves along."


class GroupExists(DomainError):
    code = "GROUP_EXISTS"
    zh = "本村已经有“{name}”。请换一个名称，或直接使用已有的。"
    en = "This village already has the group {name}. Choose another name, or use that one."


class UnknownResident(NotFound):
    code = "UNKNOWN_RESIDENT"
    zh = "本村名册上没有这个人。请先核对名册。"
    en = "This person is not on the village's roll. Check the roll first."


class ResidentNotLiving(DomainError):
    code = "RESIDENT_NOT_LIVING"
    zh = "{name} 已迁出或去世，不能这样办。请核对名册。"
    en = "{name} has moved away or died; this cannot be done. Check the roll."


class OfficesIncompatible(DomainError):
    """Organic Law (2018) art. 32 and the other bars of `incompatible.py`, each with its article."""

    code = "OFFICES_INCOMPATIBLE"
    zh = (
        "{name} 不能同时担任{one_zh}和{other_zh}（{citation_zh}）。"
        "请另选一人，或先登记其中一职的离任。"
    )
    en = (
        "{name} cannot be {one_en} and {other_en} at the same time ({citation_en}). "
        "Choose somebody else, or end one office first."
    )


class RelativeInOffice(DomainError):
    """Organic Law (2018) art. 32 and the other bars of near relatives; it names no relative."""

    code = "RELATIVE_IN_OFFICE"
    zh = "{name} 有需要回避的亲属关系，不能担任{office_zh}（{citation_zh}）。请另选一人。"
    en = (
        "{name} has a conflict through a near relative and cannot be {office_en} ({citation_en}). "
        "Choose somebody else."
    )


class BarStands(DomainError):
    code = "BAR_STANDS"
    zh = "{one_zh}和{other_zh}在这段时间已有本县规定（{document}）。要改，先停用原来的一条再登记。"
    en = (
        "The county bars {one_en} and {other_en} in these days already ({document}). "
        "End that rule first, then enter this one."
    )


class BarInLaw(DomainError):
    code = "BAR_IN_LAW"
    zh = "{one_zh}和{other_zh}不能这样兼任，{citation_zh}已经规定，系统一直在查，不用再登记。"
    en = (
        "{one_en} and {other_en} are barred already by {citation_en}, and always checked; "
        "there is nothing to add."
    )


class BarNeedsTwoOffices(DomainError):
    code = "BAR_NEEDS_TWO_OFFICES"
    zh = "同一人兼任要选两个不同的职务。只管近亲属时才可以选同一个职务。"
    en = "One person's bar joins two different offices. Only a bar of relatives may name one twice."


class BarBarsNobody(DomainError):
    code = "BAR_BARS_NOBODY"
    zh = "请选至少一样：同一人不能兼任，或近亲属不能分别担任。"
    en = "Choose at least one: the same person, or near relatives."


class BarWithoutOffice(DomainError):
    code = "BAR_WITHOUT_OFFICE"
    zh = "党员不是职务，不能限制兼任。请选一个职务。"
    en = "Party membership is no office and bars nothing. Choose an office."


class BarDaysWrong(DomainError):
    code = "BAR_DAYS_WRONG"
    zh = "停止执行的日期不能早于今天或开始执行的日期，也不能晚于原定的停止日期。请核对后重填。"
    en = "The day it ends is not before today, nor before it begins, nor later than set. Check it."


class BarEnded(DomainError):
    code = "BAR_ENDED"
    zh = "这条规定从 {day} 起停止执行，不用再停用。"
    en = "This rule ends, or ended, on {day}; there is nothing more to end."


class UnknownBar(NotFound):
    code = "UNKNOWN_BAR"
    zh = "没有找到这条规定。请刷新后再试。"
    en = "This rule was not found. Reload and try again."


class JudgmentNeeded(DomainError):
    """Organic Law (2018) art. 13: rights are lost by law alone."""

    code = "JUDGMENT_NEEDED"
    zh = "请写明判决书或通知的名称和文号，1 到 {limit} 个字；只有依法判决才能剥夺政治权利。"
    en = "Name the judgment or notice, 1 to {limit} characters; only a court takes these rights."


class RightsDaysWrong(DomainError):
    code = "RIGHTS_DAYS_WRONG"
    zh = "恢复权利的日期要在剥夺权利的日期之后，不晚于判决写明的日期。请核对文书后重填。"
    en = "The rights return after the first day without them, not later than judged. Check it."


class RightsLossStands(DomainError):
    code = "RIGHTS_LOSS_STANDS"
    zh = "{name} 在这段时间已经登记过。请先在原来的一条上登记恢复。"
    en = "An entry of {name} covers these days already. End that one first."


class RightsLossEnded(DomainError):
    code = "RIGHTS_LOSS_ENDED"
    zh = "这一条已经登记过恢复权利的日期，不用重复登记。"
    en = "The return of the rights is entered already; there is nothing to add."


class UnknownRightsLoss(NotFound):
    code = "UNKNOWN_RIGHTS_LOSS"
    zh = "没有找到这条登记。请刷新后再试。"
    en = "This entry was not found. Reload and try again."


class UnknownInterest(NotFound):
    code = "UNKNOWN_INTEREST"
    zh = "没有找到这条登记，或它已经注销。请刷新后再试。"
    en = "This entry was not found, or has ended already. Reload and try again."


class InterestNameNeeded(DomainError):
    code = "INTEREST_NAME_NEEDED"
    zh = "请填写亲属的姓名或单位的名称。"
    en = "Give the name of the relative or of the firm."


class InterestInOneself(DomainError):
    code = "INTEREST_IN_ONESELF"
    zh = "不用登记自己。请填写亲属的姓名。"
    en = "You need not declare yourself. Give the name of a relative."


class InterestStands(DomainError):
    code = "INTEREST_STANDS"
    zh = "{name} 已经登记过，不用重复登记。"
    en = "{name} is entered already; there is nothing to add."


class RelativeAmbiguous(DomainError):
    code = "RELATIVE_AMBIGUOUS"
    zh = "本村有几位 {name}。请再填户号，说明是哪一位。"
    en = "Several people here are called {name}. Give the household's number as well."


class ElectiveOffice(DomainError):
    """Organic Law (2018) art. 11: nobody may appoint, send or replace a committee's members."""

    code = "ELECTIVE_OFFICE"
    zh = (
        "{office_zh} 只能由选举产生，任何人不得指定、委派或撤换"
        "（村民委员会组织法第十一条）。请在“选举”里办换届选举或补选。"
    )
    en = (
        "The office of {office_en} is filled by a vote alone (Organic Law of Villagers' "
        "Committees, article 11). Hold an election or a by-election under “Elections”."
    )


class ElectionRecordNeeded(DomainError):
    """Organic Law (2018) art. 11, 25, 28, 32: elective offices rest on the record of a vote."""

    code = "ELECTION_RECORD_NEEDED"
    zh = (
        "{office_zh} 是推选产生的职务。请填写推选的日期和选举结果报告单或会议记录的编号"
        "（村民委员会组织法第十一条、第二十五条、第二十八条、第三十二条）。"
    )
    en = (
        "The office of {office_en} is elective. Give the day of the vote and the number of its "
        "record (Organic Law of Villagers' Committees, articles 11, 25, 28, 32)."
    )


class MemberElectionNeeded(ElectionRecordNeeded):
    """Collective law art. 28: its representatives are elected, as the charter says."""

    zh = (
        "{office_zh} 由集体经济组织成员按章程选举产生。请填写选举的日期和选举记录的编号"
        "（农村集体经济组织法第二十八条）。"
    )
    en = (
        "The office of {office_en} is filled by election as the collective's charter says. Give "
        "its day and its record (Law on Rural Collective Economic Organisations, article 28)."
    )


class NotACollectiveMember(DomainError):
    """Collective law art. 28: members are represented by members."""

    code = "NOT_A_COLLECTIVE_MEMBER"
    zh = (
        "{name} 在 {day} 不是本集体经济组织的成员，不能担任成员代表"
        "（农村集体经济组织法第二十八条）。请先在“集体经济组织成员”里登记，或另选一人。"
    )
    en = (
        "{name} was no member of the collective on {day} and cannot represent its members (Law on "
        "Rural Collective Economic Organisations, article 28). Enter the membership first, or "
        "choose somebody else."
    )


class MemberUnderAge(DomainError):
    """Collective law art. 27: members of full capacity decide; a day of birth must be known."""

    code = "MEMBER_UNDER_AGE"
    zh = "{name} 在 {day} 不满十八周岁，或者名册上没有出生日期，不能担任成员代表。请核对名册。"
    en = (
        "{name} was not eighteen on {day}, or has no date of birth on the roll, and cannot "
        "represent the members. Check the roll."
    )


class OfficeTaken(DomainError):
    code = "OFFICE_TAKEN"
    zh = "{office_zh} 现由 {name} 担任，一村只能有一人。请先登记其离任。"
    en = "{name} is the {office_en}, and a village has only one. End that term first."


class OfficeHeld(DomainError):
    code = "OFFICE_HELD"
    zh = "{name} 已经担任{office_zh}，不用重复登记。"
    en = "{name} already holds the office of {office_en}; there is nothing to record."


class UnknownTerm(NotFound):
    code = "UNKNOWN_TERM"
    zh = "没有找到这条任职记录，或它已经结束。请刷新后再试。"
    en = "This term was not found, or has ended already. Reload and try again."


class TermDaysWrong(DomainError):
    code = "TERM_DAYS_WRONG"
    zh = "离任日期 {until} 早于任职日期 {since}。请核对后重填。"
    en = "The last day {until} lies before the first day {since}. Check and enter it again."


class EndReasonWrong(DomainError):
    """Organic Law (2018) art. 11, 16: nobody removes a member; a recall is an election's record."""

    code = "END_REASON_WRONG"
    zh = (
        "{office_zh}不能以“{reason_zh}”登记离任，可以选：{allowed_zh}。"
        "罢免走罢免程序，去世、迁出在名册上登记。"
    )
    en = (
        "A term as {office_en} cannot be ended by this reason ({reason_en}). Choose one of: "
        "{allowed_en}. A recall is voted on; a death or a move is entered on the roll."
    )


class EndSourceNeeded(DomainError):
    code = "END_SOURCE_NEEDED"
    zh = "请写明离任的依据，例如辞职报告、判决书、会议记录的名称和文号，最多 {limit} 个字。"
    en = (
        "Name the paper behind it, such as the letter, the judgment or the minutes, at most "
        "{limit} characters."
    )


class TermNotOver(DomainError):
    code = "TERM_NOT_OVER"
    zh = "{office_zh}的任期到 {day} 才满（{citation_zh}）。提前离任的，请选实际的原因。"
    en = (
        "The term as {office_en} runs until {day} ({citation_en}). For leaving earlier choose the "
        "reason that holds."
    )


class CountedFromWrong(DomainError):
    """Organic Law (2018) art. 19: whoever fills a vacancy takes the rest of the term."""

    code = "COUNTED_FROM_WRONG"
    zh = "本届起始日 {day} 应早于任职日期 {since}，只有补选的才填，而且这个职务要有任期。"
    en = (
        "The day from which the term is counted, {day}, lies before the first day {since}. Give it "
        "only for a vacancy that was filled, of an office with a length."
    )


class HandoverNotOwed(DomainError):
    """Organic Law (2018) art. 20; after an election the election's own handover is recorded."""

    code = "HANDOVER_NOT_OWED"
    zh = "这项任职没有要登记的移交：只登记村委会成员任期内离任的移交；换届、罢免的在选举里登记。"
    en = (
        "Nothing is handed over here: only a member who left the committee within the term. After "
        "an election or a recall it is recorded there."
    )


class HandoverWordsNeeded(DomainError):
    code = "HANDOVER_WORDS_NEEDED"
    zh = "请写明移交了什么、交给谁，最多 {limit} 个字。"
    en = "Say what was handed over and to whom, at most {limit} characters."


class OwnOffice(DomainError):
    """Whoever keeps the register does not write their own office into it."""

    code = "OWN_OFFICE"
    zh = "不能给自己登记或终止任职。请另一位管理员办理。"
    en = "You cannot record or end an office of your own. Ask another administrator."


class SourceNeeded(DomainError):
    """Organic Law (2018) art. 11: offices come from elections, not from administrators."""

    code = "SOURCE_NEEDED"
    zh = "请写明依据，例如选举结果报告单的编号（村民委员会组织法第十一条）。"
    en = "Name the source, such as the number of the election record (Organic Law, article 11)."


class RepresentativeByHouseholds(DomainError):
    """Organic Law (2018) art. 25: 5 to 15 households choose; the list hangs before the seat."""

    code = "REPRESENTATIVE_BY_HOUSEHOLDS"
    zh = (
        "村民代表由 5 到 15 户推选、户主确认，名单公示 7 天以后才就任，不能直接登记"
        "（村民委员会组织法第二十五条）。请到“村民代表”的“推选代表”办理。"
    )
    en = (
        "A representative is put forward by 5 to 15 households whose heads confirm, and takes the "
        "seat after the list hung seven days (Organic Law, article 25). Use the page for choosing "
        "representatives."
    )


class RepresentativeHouseholds(DomainError):
    """Organic Law (2018) art. 25: one representative for every five to fifteen households."""

    code = "REPRESENTATIVE_HOUSEHOLDS"
    zh = (
        "{name} 代表 {households} 户。每位村民代表应由 5 到 15 户推选"
        "（村民委员会组织法第二十五条）。请调整后再办。"
    )
    en = (
        "{name} represents {households} households. A representative is chosen by 5 to 15 "
        "households (Organic Law, article 25). Change the allotment."
    )


class NotARepresentative(DomainError):
    code = "NOT_A_REPRESENTATIVE"
    zh = "{name} 不是村民代表，不能登记代表的户。请先登记其村民代表职务。"
    en = "{name} is no representative. Record that office first, then the households."


class UnknownHousehold(NotFound):
    code = "UNKNOWN_HOUSEHOLD"
    zh = "本村没有户号 {number}。请核对户号。"
    en = "This village has no household {number}. Check the number."


class HouseholdRepresentedTwice(DomainError):
    code = "HOUSEHOLD_REPRESENTED_TWICE"
    zh = "户 {number} 已经由 {name} 代表。一户只能由一位代表代表。"
    en = "Household {number} is represented by {name} already; it can have only one representative."


class UnknownBody(DomainError):
    code = "UNKNOWN_BODY"
    zh = "没有“{body}”这种会议。请从列表里选择。"
    en = "There is no body called {body}. Choose one from the list."


class RollHasProblems(DomainError):
    code = "ROLL_HAS_PROBLEMS"
    zh = "这份名册还有 {problems} 处问题，什么都没有写入。请照预览改好，再重新上传。"
    en = "The roll has {problems} problems, and nothing was written. Mend them and upload it again."


class RollFileTooLarge(DomainError):
    code = "ROLL_FILE_TOO_LARGE"
    zh = "文件太大，编码后最多 {megabytes} MB。请只保留名册这一张表，再上传。"
    en = "The file is too large: at most {megabytes} MB encoded. Keep only the sheet with the roll."


class RollUploadUnknown(NotFound):
    code = "ROLL_UPLOAD_UNKNOWN"
    zh = "没有找到这次上传，或它属于别的村。请重新上传名册。"
    en = "This upload was not found, or belongs to another village. Upload the roll again."


class RollUploadExpired(DomainError):
    code = "ROLL_UPLOAD_EXPIRED"
    zh = "这次上传已过期（上传后 {hours} 小时内有效）。请重新上传名册。"
    en = "This upload is too old (it is kept for {hours} hours). Upload the roll again."


class SlipRefused(DomainError):
    """One answer for a code that never was, was used, was replaced, or is of another county."""

    code = "SLIP_REFUSED"
    zh = "这张认领单的号码不对、已用过或已作废。请核对后再输，或到村里重开一张。"
    en = "The slip's code is wrong, used or replaced. Check it, or ask the village for a new slip."


class SlipExpired(DomainError):
    code = "SLIP_EXPIRED"
    zh = "这张认领单已过期（30 天内有效）。请到村里重开一张。"
    en = "The slip is too old (it is good for 30 days). Ask the village for a new one."


class DayInFuture(DomainError):
    code = "DAY_IN_FUTURE"
    zh = "日期 {day} 还没有到。请填今天或以前的日期。"
    en = "The day {day} has not come yet. Enter today or an earlier day."


class DayBeforeLastChange(DomainError):
    code = "DAY_BEFORE_LAST_CHANGE"
    zh = "{day} 早于名册上一次变动的日期 {last}。过去的名册不能再改，请填 {last} 或以后的日期。"
    en = (
        "{day} lies before {last}, the day of the last change. The roll of past days stays as it "
        "was: enter {last} or a later day, and the true day in the reason."
    )


class HeadNeeded(DomainError):
    code = "HEAD_NEEDED"
    zh = "户 {number} 没有了户主。请在户里的人中选一位户主。"
    en = "Household {number} would have no head. Choose one of the people who stay in it."


class HeadNotInHousehold(DomainError):
    code = "HEAD_NOT_IN_HOUSEHOLD"
    zh = "选的户主不在户 {number} 里。请从这一户的人中选。"
    en = "The chosen head does not belong to household {number}. Choose one of its people."


class NobodyChosen(DomainError):
    code = "NOBODY_CHOSEN"
    zh = "请至少选一个人，每人只选一次。"
    en = "Choose at least one person, each only once."


class NotOneHousehold(DomainError):
    code = "NOT_ONE_HOUSEHOLD"
    zh = "选的人不都在户 {number} 里。请刷新后重选。"
    en = "The people chosen do not all belong to household {number}. Reload and choose again."


class WholeHouseholdLeaves(DomainError):
    code = "WHOLE_HOUSEHOLD_LEAVES"
    zh = "分户后户 {number} 没有人了。全户一起走，请改用“迁移”或“并户”。"
    en = "Nobody would stay in household {number}. Move or merge the whole household instead."


class HouseholdNumberTaken(DomainError):
    code = "HOUSEHOLD_NUMBER_TAKEN"
    zh = "户号 {number} 已经用过。请换一个，或留空由系统给出。"
    en = "The number {number} is or was another household's. Choose another or leave it empty."


class HouseholdMergedIntoItself(DomainError):
    code = "HOUSEHOLD_MERGED_INTO_ITSELF"
    zh = "这些人已经在户 {number} 里。请选择另一户。"
    en = "These people are in household {number} already. Choose another household."


class UnknownGroup(NotFound):
    code = "UNKNOWN_GROUP"
    zh = "这个村没有这个社（组）。请从列表里选择。"
    en = "This village has no such group. Choose one from the list."


class UnknownNaturalVillage(NotFound):
    code = "UNKNOWN_NATURAL_VILLAGE"
    zh = "这个村没有这个自然村。请从列表里选择，或先添加。"
    en = "This village has no such natural village. Choose one from the list, or add it first."


class NaturalVillageExists(DomainError):
    code = "NATURAL_VILLAGE_EXISTS"
    zh = "本村已经有自然村“{name}”。请换一个名称，或直接使用已有的。"
    en = "This village already has the natural village {name}. Use that one or another name."


class NothingNew(DomainError):
    code = "NOTHING_NEW"
    zh = "名册上已经是这样，没有可改的。请核对后再试。"
    en = "The roll says so already; there is nothing to change. Check it and try again."


class UnknownProvince(DomainError):
    code = "UNKNOWN_PROVINCE"
    zh = "没有代码为 {province} 的省。请从列表里选择；国外或港澳台请选“其他”。"
    en = "No province has the code {province}. Choose one from the list; abroad is “elsewhere”."


class BirthDateWrong(DomainError):
    code = "BIRTH_DATE_WRONG"
    zh = "出生日期 {born} 不合理。请填 1890 年以后、{today} 或以前的日期。"
    en = "The date of birth {born} cannot be right. Enter a day from 1890 until {today}."


class SamePerson(DomainError):
    code = "SAME_PERSON"
    zh = "户 {number} 里已经有 {name}。同名的两人请在姓名后加以区分。"
    en = "Household {number} has a {name} already. Tell the two apart in the name."


class PhoneOnRoll(DomainError):
    code = "PHONE_ON_ROLL"
    zh = "这个手机号已登记在别人名下。一个号码只能登记一人，请核对。"
    en = "This phone number is registered for somebody else. Check it."


class ValueUnreadable(DomainError):
    code = "VALUE_UNREADABLE"
    zh = "“{value}”看不懂。{hint_zh}"
    en = "“{value}” cannot be read. {hint_en}"


class CorrectionOpen(DomainError):
    code = "CORRECTION_OPEN"
    zh = "这一项您已经申请过更正，村里还没有答复。请等答复，或到村部问。"
    en = "You have asked for this correction already; wait for the answer, or ask the village."


class CorrectionDecided(DomainError):
    code = "CORRECTION_DECIDED"
    zh = "这项更正申请已经答复过，不能再改。请刷新后查看。"
    en = "This request has been answered and stays as it is. Reload the page."


class OwnCorrection(DomainError):
    """Who asks is not who decides."""

    code = "OWN_CORRECTION"
    zh = "不能答复自己的更正申请。请村里另一位管名册的人办理。"
    en = "You cannot answer your own request. Another keeper of the roll must."


class UnknownCorrection(NotFound):
    code = "UNKNOWN_CORRECTION"
    zh = "没有找到这项更正申请。请刷新后再试。"
    en = "This request was not found. Reload and try again."


class ResidentOnRoll(DomainError):
    code = "RESIDENT_ON_ROLL"
    zh = "{name} 还在名册上，不能删除。村里依法要有名册；写错的请更正。"
    en = "{name} is on the roll, which the law asks for. Correct what is wrong instead."


class ResidentErased(DomainError):
    code = "RESIDENT_ERASED"
    zh = "这个人的信息已经删除，不用再办。"
    en = "What was held about this person has been erased already."


class ErasureTooEarly(DomainError):
    code = "ERASURE_TOO_EARLY"
    zh = "离开名册满三年（{due}）才能删除。提前删除请写明本人申请或决定的文号。"
    en = (
        "It may be erased three years after leaving the roll, from {due}. To do it earlier, name "
        "the document of the request."
    )


class IdentityNumbersOff(DomainError):
    """PIPL art. 6: no more than the purpose needs; a county decides by a document."""

    code = "IDENTITY_NUMBERS_OFF"
    zh = "本县不登记身份证号。确有法定需要的，由县级部门凭文件开启以后再登记。"
    en = "This county keeps no identity numbers. The county turns it on by a document first."


class IdentityNumberWrong(DomainError):
    code = "IDENTITY_NUMBER_WRONG"
    zh = "这个身份证号不对：{why_zh}。请照证件重新输入 18 位号码。"
    en = "This identity number is wrong: {why_en}. Type the 18 characters again from the card."


class IdentityNumberOfAnother(DomainError):
    code = "IDENTITY_NUMBER_OF_ANOTHER"
    zh = "这个号码已登记在本县另一个人名下。请核对证件；确实登记错了，请先更正那一人的。"
    en = "This number is recorded for somebody else here. Check the card; correct the other first."


class IdentityNumberUnknown(DomainError):
    code = "IDENTITY_NUMBER_UNKNOWN"
    zh = "没有登记这个人的身份证号。"
    en = "No identity number is kept of this person; ask for the card itself."


class CollectiveSourceNeeded(DomainError):
    """农村集体经济组织法 art. 12: the members' assembly confirms who is a member."""

    code = "COLLECTIVE_SOURCE_NEEDED"
    zh = "请写明依据：成员由成员大会确认，写会议记录或成员登记簿的名称和文号。"
    en = "Name the record: the members' assembly confirms who is a member, by minutes or register."


class ResidentOfAnotherVillage(DomainError):
    code = "RESIDENT_OF_ANOTHER_VILLAGE"
    zh = "名单里有人不在本村名册上。请核对后再登记。"
    en = "Somebody on the list is not on this village's roll. Check it and enter it again."


class TownshipMemberWords(DomainError):
    code = "TOWNSHIP_MEMBER_WORDS"
    zh = "请写{what_zh}。"
    en = "Write the {what_en}."


class TownshipChairTaken(DomainError):
    code = "TOWNSHIP_CHAIR_TAKEN"
    zh = "党委书记已经登记为{name}。换人的，先登记前任的免职文件，再登记新任。"
    en = "{name} is entered as the one who presides. End that seat by its document first."


class TownshipCommitteeFull(DomainError):
    code = "TOWNSHIP_COMMITTEE_FULL"
    zh = "一个乡镇党委最多登记 {most} 人。请先登记已离任的人。"
    en = "A township's committee has at most {most} people here. End the seats of who left first."


class UnknownTownshipMember(NotFound):
    """No seat of this id stands."""


class UnknownCollectiveMember(NotFound):
    """No membership of this id stands."""
