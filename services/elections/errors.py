"""Refusals of elections: stable codes, the article, and words that say what to do next."""

from infra import errors
from infra.errors import DomainError, NotFound


class ElectionUnknown(NotFound):
    zh = "没有找到这次选举。请回到选举列表重新选择。"
    en = "This election was not found. Go back to the list and choose again."


class ReasonMissing(errors.ReasonNeeded):
    zh = "请写明理由或依据，1 到 {limit} 个字；以后查得到。"
    en = "Give the reason or the document it rests on, 1 to {limit} characters; it is kept."


class ElectionDayTooSoon(DomainError):
    """OL18 art. 14: the list hangs 20 days; objections and decisions have their days."""

    code = "ELECTION_DAY_TOO_SOON"
    zh = (
        "选举日 {day} 来不及了：法定的公布、异议、处理期限排不开"
        "（村民委员会组织法第十四条）。最早可以定在 {first}。"
    )
    en = (
        "Election day {day} comes too soon for the lawful periods of posting, objection and "
        "decision (Organic Law, article 14). The first lawful day is {first}."
    )


class ElectionRunning(DomainError):
    code = "ELECTION_RUNNING"
    zh = "本村已有一次同类选举在进行。请先办完或取消那一次。"
    en = "The village has an election of this kind under way. Finish it or call it off first."


class ElectionNotInState(DomainError):
    code = "ELECTION_NOT_IN_STATE"
    zh = "选举现在是“{state_zh}”，不能这样办。请看工作台上的下一步。"
    en = "The election is {state_en}; this cannot be done now. See the next step on its desk."


class ElectionNotReady(DomainError):
    """Something that the law wants first is missing; `codes` says what."""

    code = "ELECTION_NOT_READY"
    zh = "还不能办这一步：{why_zh}。"
    en = "This step cannot be taken yet: {why_en}."


class NotOnElectionCommittee(DomainError):
    """OL18 art. 12: the village election committee runs the election, nobody else."""

    code = "NOT_ON_ELECTION_COMMITTEE"
    zh = (
        "选举由村民选举委员会主持（村民委员会组织法第十二条），您不是它的成员。请找选举委员会办理。"
    )
    en = (
        "The village election committee runs the election (Organic Law, article 12), and you are "
        "not on it. Ask one of its members."
    )


class ElectionCommitteeSize(DomainError):
    code = "ELECTION_COMMITTEE_SIZE"
    zh = "村民选举委员会由主任和委员组成，应为 {least} 到 {most} 人，不重复。请补齐或减少。"
    en = "An election committee has {least} to {most} different members. Change the list."


class ChosenDayWrong(DomainError):
    """OL18 art. 12: the assembly, the representatives' meeting or the groups choose it."""

    code = "CHOSEN_DAY_WRONG"
    zh = "请写明选举委员会是哪一天推选的（村民委员会组织法第十二条），不能晚于今天。"
    en = (
        "Give the day on which the committee was chosen (Organic Law, article 12), today or before."
    )


class ProxyListPosted(DomainError):
    """OL18 art. 15: the list of those who vote for others is published before the vote."""

    code = "PROXY_LIST_POSTED"
    zh = (
        "委托投票名单已经起草公布，或者已到投票日，不能再办理、撤销委托（村民委员会组织法第十五条："
        "委托人和受委托人的名单应当在投票前公布）。请由本人到场投票；名单还没有公布的，先撤回公告再改。"
    )
    en = (
        "The list of proxies is drafted or posted, or it is election day (Organic Law, article 15: "
        "the list is published before the vote). Let the voter vote; a list that does not hang yet "
        "can be withdrawn and changed first."
    )


class ProxyUnknown(NotFound):
    code = "PROXY_UNKNOWN"
    zh = "没有找到这份委托，或者已经撤销。请刷新后从列表中选择。"
    en = "This proxy was not found, or is struck already. Reload and choose one from the list."


class SecondPersonNeeded(DomainError):
    """SECURITY 24: a result that seats people is not one person's act."""

    code = "SECOND_PERSON_NEEDED"
    zh = (
        "结果要两个人确认：先由选举委员会一名成员提出结果，再由另一名成员核对宣布。"
        "请等另一名成员办理；还没有人提出的，先提出结果。"
    )
    en = (
        "A result takes two: one member of the election committee puts it forward, another checks "
        "and announces it. Let another member do so, or put the result forward first."
    )


class PersonNotOnRoll(NotFound):
    code = "PERSON_NOT_ON_ROLL"
    zh = "本村名册上没有这个人，或已迁出、去世。请先核对名册。"
    en = "This person is not on the village's roll, moved away or died. Check the roll first."


class SeatsWrong(DomainError):
    """OL18 art. 6: director, deputies and members, 3 to 7 in all, a woman among them."""

    code = "SEATS_WRONG"
    zh = (
        "职数不对：村民委员会由主任、副主任和委员共 3 至 7 人组成，主任 1 人，应有妇女成员"
        "（村民委员会组织法第六条）。请重填职数。"
    )
    en = (
        "The seats are wrong: a committee has 3 to 7 members, one director, a woman among them "
        "(Organic Law, article 6). Enter the seats again."
    )


class VoterListClosed(DomainError):
    code = "VOTER_LIST_CLOSED"
    zh = "选民名单已经定案，不能再改。有异议请向乡镇反映。"
    en = "The voter list is final and cannot be changed. Take an objection to the township."


class VoterListUnposted(DomainError):
    code = "VOTER_LIST_UNPOSTED"
    zh = "选民名单还没有张榜公布，暂时不能提异议。请等公布后再提。"
    en = "The voter list has not been posted; objections begin with the posting."


class ObjectionTooLate(DomainError):
    """OL18 art. 14: within five days of the posting."""

    code = "OBJECTION_TOO_LATE"
    zh = (
        "对名单的异议应在公布之日起五日内提出（村民委员会组织法第十四条），"
        "已于 {last} 截止。可以向乡镇反映。"
    )
    en = (
        "Objections to the list are made within five days (Organic Law, article 14); they ended "
        "on {last}. You may turn to the township."
    )


class ObjectionDecided(DomainError):
    code = "OBJECTION_DECIDED"
    zh = "这条异议已经处理过了。请刷新后查看结果。"
    en = "This objection was decided already. Reload to see the decision."


class AlreadyAVoter(DomainError):
    code = "ALREADY_A_VOTER"
    zh = "{name} 已经在选民名单上。不用重复登记。"
    en = "{name} is on the voter list already."


class NotAVoter(DomainError):
    code = "NOT_A_VOTER"
    zh = "{name} 不在选民名单上。请先核对名单，或提出异议。"
    en = "{name} is not on the voter list. Check the list, or object to it."


class UnderAge(DomainError):
    """OL18 art. 13: eighteen on election day."""

    code = "UNDER_AGE"
    zh = "{name} 到选举日未满十八周岁（村民委员会组织法第十三条），不能登记。请核对出生日期。"
    en = "{name} is under eighteen on election day (Organic Law, article 13). Check the birthday."


class VotersNobody(DomainError):
    code = "VOTERS_NOBODY"
    zh = "名册上没有选举日满十八周岁的人。请先导入名册和出生日期。"
    en = "Nobody on the roll is eighteen on election day. Import the roll with birthdays first."


class VoterWithoutRights(DomainError):
    """Organic Law (2018) art. 13: who was deprived of political rights is on no voter list."""

    code = "VOTER_WITHOUT_RIGHTS"
    zh = "{names} 在选举日没有选举权（村民委员会组织法第十三条）。请先从选民名单上去掉。"
    en = (
        "{names} may not vote on election day (Organic Law, article 13) and cannot be on the "
        "voter list. Strike the name first."
    )


class CandidateBarred(DomainError):
    code = "CANDIDATE_BARRED"
    zh = "{name} 不能作候选人：{why_zh}。"
    en = "{name} cannot stand: {why_en}."


class CandidateTwice(DomainError):
    code = "CANDIDATE_TWICE"
    zh = "{name} 已经是这一职务的候选人。不用重复登记。"
    en = "{name} stands for this office already."


class CandidateDecided(DomainError):
    code = "CANDIDATE_DECIDED"
    zh = "这名候选人的资格已有结论，或候选人名单已定。请刷新后查看。"
    en = "This candidate was decided on already, or the list is final. Reload the page."


class RelativeNeeded(DomainError):
    """OL18 art. 15: a proxy is a near relative who may vote here."""

    code = "PROXY_NOT_ALLOWED"
    zh = "{why_zh}（村民委员会组织法第十五条）。请换一位受托人或由本人投票。"
    en = "{why_en} (Organic Law, article 15). Choose another proxy, or let the voter vote."


class StationUnknown(NotFound):
    zh = "没有找到这个投票站。请从列表中选择。"
    en = "This polling station was not found. Choose one from the list."


class StationCounted(DomainError):
    code = "STATION_COUNTED"
    zh = "这个投票站这一职务的票数已经录入，不能再录。录错了请在公布前取消后重录。"
    en = "The count of this station and office is entered already."


class CountImpossible(DomainError):
    code = "COUNT_IMPOSSIBLE"
    zh = "票数对不上：{what_zh}。请核对计票单后重录。"
    en = "The numbers do not add up: {what_en}. Check the tally sheet and enter them again."


class CountersNotAllowed(DomainError):
    """Our default, domain.md 8 rule 6: nobody counts for themselves or for near relatives."""

    code = "COUNTERS_NOT_ALLOWED"
    zh = "{why_zh}。请另换计票人、监票人。"
    en = "{why_en}. Name other tellers or another scrutineer."


class SheetMissing(DomainError):
    code = "TALLY_SHEET_NEEDED"
    zh = "请附上计票单的照片。没有照片的票数不能录入。"
    en = "Attach a photo of the tally sheet; a count without it cannot be entered."


class PlaceNeeded(DomainError):
    code = "PLACE_NEEDED"
    zh = "请写明公开计票的地点，1 到 {limit} 个字。"
    en = "Name the place where the ballots were counted in the open, 1 to {limit} characters."


class NotInOffice(DomainError):
    code = "NOT_IN_OFFICE"
    zh = "{name} 现在不是村民委员会成员，不能罢免。请核对任职记录。"
    en = "{name} is not on the villagers' committee now. Check the record of offices."


class HandoverItemUnknown(DomainError):
    code = "HANDOVER_ITEM_UNKNOWN"
    zh = "交接清单上没有“{item}”这一项，或已经登记。请从清单里选择。"
    en = "The handover list has no open item “{item}”. Choose one from the list."


class AuditUnneeded(DomainError):
    code = "AUDIT_NOT_DUE"
    zh = "{name} 不是本届要离任的村民委员会成员，或审计结果已登记、公告没有撤回。请核对后再办。"
    en = "{name} does not leave the committee, or the audit is recorded and its notice stands."


class NotElectedHere(DomainError):
    """Domain.md 6.6: the secretary is one of the elected committee, approved from above."""

    code = "NOT_ELECTED_HERE"
    zh = "{name} 没有在这次选举中当选委员，不能担任书记。请从当选的委员中选。"
    en = "{name} was not elected to the committee here. Choose the secretary among its members."


class RecallDemandUnfit(DomainError):
    code = "RECALL_DEMAND_UNFIT"
    zh = (
        "罢免表决只能凭系统里人数已够的罢免联名安排（村民委员会组织法第十六条）：要是本村的、还没有办的。"
        "签在纸上的，先在“联名”里逐个姓名录入签名纸，人数够了再来安排。"
    )
    en = (
        "A vote on a recall is set by a demand of this village that reached its number here and "
        "was not acted on (Organic Law, article 16). Signatures on paper are entered under the "
        "demands first, name by name."
    )
