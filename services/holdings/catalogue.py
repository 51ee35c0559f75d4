"""Where something about a person lies: by which column it leads to them, and what it is called.

A test holds this list against the privacy labels: a column that leads to a person and is neither
here nor exempt, with the reason, fails it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from infra.privacy import Purpose


class Leads(StrEnum):
    """To what the column leads."""

    RESIDENT = "resident"
    ACCOUNT = "account"
    MEMBER = "member"


@dataclass(frozen=True)
class Held:
    """Rows of one table about somebody: what they are, when, and which columns are told."""

    table: str
    link: str
    zh: str
    en: str
    at: str = ""
    shows: tuple[str, ...] = ()
    leads: Leads = Leads.RESIDENT

    @property
    def key(self) -> str:
        """The stable word for these rows."""
        return f"{self.table}.{self.link}"


def _r(place: str, zh: str, en: str, at: str = "", shows: str = "") -> Held:
    table, link = place.split(".")
    return Held(table, link, zh, en, at, tuple(shows.split()))


def _a(place: str, zh: str, en: str, at: str = "", shows: str = "") -> Held:
    table, link = place.split(".")
    return Held(table, link, zh, en, at, tuple(shows.split()), Leads.ACCOUNT)


def _m(place: str, zh: str, en: str, at: str = "", shows: str = "") -> Held:
    table, link = place.split(".")
    return Held(table, link, zh, en, at, tuple(shows.split()), Leads.MEMBER)


HELD: tuple[Held, ...] = (
    _r("roll_change.resident_id", "名册上的变动", "changes on the roll", "", "day state away"),
    _r("resident_identity.resident_id", "身份证号（加密）", "identity number, sealed", "at"),
    _r(
        "identity_reading.resident_id",
        "谁看过身份证号",
        "who read the identity number",
        "at",
        "reader purpose",
    ),
    _r(
        "rights_loss.resident_id",
        "政治权利的判决",
        "judgments about political rights",
        "at",
        "document since until end_document",
    ),
    _r(
        "correction_request.resident_id",
        "申请过的更正",
        "corrections asked for",
        "asked_at",
        "field words state answer",
    ),
    _r(
        "office_term.resident_id",
        "任过的职务",
        "offices held",
        "",
        "office since until elected_on source",
    ),
    _r(
        "interest.holder_id",
        "申报的利害关系",
        "declared interests",
        "declared_at",
        "kind relation name ended_at",
    ),
    _r(
        "interest.relative_id",
        "被别人申报为近亲属",
        "declared as somebody's near relative",
        "declared_at",
    ),
    _r(
        "representative_household.representative_id",
        "代表的户",
        "households spoken for",
        "",
        "since until",
    ),
    _r(
        "representative_nominee.resident_id",
        "被推选为代表",
        "put forward as representative",
        "opened_at",
        "chosen_on state source reason",
    ),
    _r(
        "household_confirmation.head_id",
        "作为户主确认的推选",
        "confirmed as head of the household",
        "at",
        "withdrawn",
    ),
    _r(
        "representative_objection.objector_id",
        "对代表名单的异议",
        "objections to a list of representatives",
        "at",
        "about_name text state decision",
    ),
    _r(
        "election_voter.resident_id",
        "选民名单上的一行",
        "lines of voter lists",
        "",
        "name group_name source struck_at reason",
    ),
    _r("election_candidate.resident_id", "参选", "candidacies", "", "state bar reason number"),
    _r(
        "election_official.resident_id",
        "选举委员会成员",
        "on an election committee",
        "",
        "is_chair left_at left_reason",
    ),
    _r(
        "election_certificate.resident_id",
        "当选证书",
        "certificates of election",
        "issued_at",
        "office number",
    ),
    _r(
        "election_audit.resident_id", "离任审计", "audits on leaving", "at", "office result auditor"
    ),
    _r(
        "election_contest.target_id", "对您的罢免表决", "votes on your recall", "", "office outcome"
    ),
    _r(
        "election_objection.objector_id",
        "对选民名单的异议",
        "objections to a voter list",
        "at",
        "about_name wish text state decision",
    ),
    _r(
        "election_objection.about_id",
        "别人对您在名单上的异议",
        "objections about your entry",
        "at",
        "wish state decision",
    ),
    _r("election_proxy.principal_id", "委托别人投票", "votes given to a proxy", "at", "relation"),
    _r("election_proxy.holder_id", "受托投票", "proxies held", "at", "relation"),
    _r("election_count.teller_a", "计票（一）", "counts as first teller", "counted_at", "place"),
    _r("election_count.teller_b", "计票（二）", "counts as second teller", "counted_at", "place"),
    _r("election_count.scrutineer", "监票", "counts as scrutineer", "counted_at", "place"),
    _r(
        "meeting_member.resident_id",
        "会议名册上的一行",
        "lines of meetings' rolls",
        "present_at",
        "name capacity present_at how excuse recusal recusal_reason recused_at",
    ),
    _r("meeting.presider_id", "主持的会议", "meetings presided", "scheduled_at", "body place"),
    _r("meeting_member.acting_id", "替本户到会", "attended for the household", "present_at"),
    _m("meeting_notice.member_id", "会议通知", "notices of meetings", "told_at", "channel note"),
    _m("meeting_proxy.member_id", "委托别人到会", "gave a proxy to a meeting", "at"),
    _m(
        "meeting_change.member_id",
        "会议上的更正和换主持",
        "set right or handed over in meetings",
        "at",
        "kind",
    ),
    _r("meeting_proxy.holder_id", "受托到会", "held a proxy at a meeting", "at"),
    _m("recusal.member_id", "回避", "recusals", "at", "stake reason"),
    _r(
        "collective_member.resident_id",
        "集体成员",
        "member of the collective",
        "at",
        "since until source",
    ),
    _r(
        "matter_party.resident_id",
        "与事项有关的人",
        "party to a matter",
        "at",
        "kind part ended_at",
    ),
    _m("ballot.member_id", "记名投的票", "named ballots", "cast_at", "choice"),
    _m("sealed_ballot.member_id", "无记名投票时投过票", "that you voted in a secret vote"),
    _m("minutes_signature.member_id", "在会议记录上签字", "minutes signed", "at"),
    _m("minutes_objection.member_id", "对会议记录的异议", "objections to minutes", "at", "text"),
    _r(
        "resolution_signature.resident_id",
        "在决议上签字",
        "resolutions signed",
        "at",
        "name capacity",
    ),
    _r("paper_count.teller_1", "会上计票（一）", "counts at meetings, first teller", "at"),
    _r("paper_count.teller_2", "会上计票（二）", "counts at meetings, second teller", "at"),
    _r("paper_count.scrutineer", "会上监票", "counts at meetings, scrutineer", "at"),
    _r(
        "opinion.resident_id",
        "提过的需要",
        "needs written down",
        "at",
        "category text state answer recorded_by",
    ),
    _r("opinion.recorded_by_id", "替别人写下的需要", "needs written for others", "at", "category"),
    _r("opinion_merge.merged_by_id", "合并过的需要", "needs merged", "at"),
    _r(
        "opinion_sheet.subject_id",
        "填过的意见表",
        "opinion sheets",
        "at",
        "subject stance score text",
    ),
    _r("opinion_sheet.recorded_by_id", "替别人填的意见表", "sheets entered for others", "at"),
    _r("heard_person.resident_id", "被听取的意见", "heard before a proposal", "at", "name view"),
    _r("matter_comment.resident_id", "写过的留言", "comments", "at", "text"),
    _r(
        "matter_objection.resident_id",
        "对议案的异议",
        "objections to proposals",
        "at",
        "text answer",
    ),
    _r(
        "evaluation.resident_id", "评价过的事项", "answers whether it was done", "at", "answer note"
    ),
    _r(
        "question.asker_id",
        "对公告的提问",
        "questions about notices",
        "asked_at",
        "text state answer",
    ),
    _r("demand.opened_by", "发起的联名", "demands opened", "opened_at", "kind title text state"),
    _r("demand.target_id", "以您为对象的联名", "demands about you", "opened_at", "kind state"),
    _r(
        "demand_dispute.resident_id",
        "您说答复不算数的联名",
        "answers to demands that you disputed",
        "at",
        "text state decision",
    ),
    _r("demand_voice.resident_id", "可以联名的名册", "who may sign a demand", "", ""),
    _r(
        "demand_signature.resident_id",
        "联名",
        "signatures under demands",
        "signed_at",
        "channel withdrawn_at",
    ),
    _r("matter.proposer_id", "提出的事项", "matters proposed", "at", "title state"),
    _r("matter_version.author_id", "写过的议案", "proposals written", "at", "title version_no"),
    _r("matter_draft.author_id", "正在写的议案", "drafts", "changed_at", "change_note"),
    _r("matter_step.actor_id", "办过的步骤", "steps done", "closed_at", "step_key outcome reason"),
    _r("matter_paper.recorded_by_id", "登记的材料", "papers entered", "at", "kind"),
    _r("milestone.planned_by_id", "安排的节点", "milestones planned", "at", "title"),
    _r("milestone.reported_by_id", "报告的进度", "progress reported", "done_at", "title note"),
    _r("inspection.inspector_id", "监督检查", "checks of the work", "at", "outcome note"),
    _r("matter_tracker.resident_id", "跟踪的事项", "matters followed", "at", "ended_at"),
    _r("objector_visit.visitor_id", "走访过的户", "visits paid", "at", "note"),
    _r("objector_visit.visited_id", "被走访", "visits received", "at", "visitor note"),
    _r("text_delivery.resident_id", "发给您的短信", "texts sent to you", "sent_at", "state"),
    _r("claim_slip.resident_id", "认领账号的纸条", "slips for claiming an account", "issued_at"),
    _r("account.resident_id", "账号", "the account", "created_at", "name state"),
    _a("account_session.account_id", "登录的设备", "sessions", "created_at", "device last_seen_at"),
    _a("sign_in_event.account_id", "登录记录", "sign-ins", "at", "means outcome"),
    _a(
        "role_holding.account_id", "账号的角色", "roles of the account", "since", "role place until"
    ),
    _a(
        "api_token.account_id", "程序用的密钥", "keys for programs", "created_at", "name expires_at"
    ),
    _a(
        "totp_device.account_id",
        "验证器",
        "authenticators",
        "created_at",
        "confirmed_at removed_at",
    ),
    _a("recovery_code.account_id", "备用码", "recovery codes", "used_at"),
    _a("audit_event.account_id", "您做过的事", "what you did here", "at", "tag"),
    _a("idempotency_key.account_id", "最近的请求", "latest requests", "created_at", "operation"),
    _a("outbox.account_id", "替您办的后台任务", "jobs on your behalf", "created_at", "name state"),
    _a("posting_receipt.account_id", "张贴回执", "photos of the board", "created_at", "board"),
    _a("bulletin.maker_id", "起草的公告", "notices drafted", "created_at", "title state"),
    _a("bulletin.checker_id", "核对的公告", "notices approved", "queued_at", "title state"),
    _a("question.answered_by", "答复的提问", "questions answered", "answered_at", "answer"),
    _a("matter.author_account_id", "起草的事项", "matters drafted", "at", "title"),
    _a("matter_version.author_account_id", "起草的议案", "proposals drafted", "at", "title"),
    _a("method_draft.author_account_id", "写的工作法", "work methods written", "at", "method_id"),
    _a("roll_event.account_id", "办的名册变动", "acts upon the roll", "at", "act day"),
    _a("roll_upload.account_id", "上传的名册", "rolls uploaded", "uploaded_at", "filename"),
    _a("village_change.account_id", "办的村庄变动", "changes of villages", "at", "kind reason"),
    _a("claim_slip.issued_by", "开出的认领纸条", "slips issued", "issued_at"),
    _a("correction_request.decided_by", "答复的更正", "corrections decided", "decided_at", "state"),
    _a("role_holding.granted_by", "授予的角色", "roles granted", "since", "role place"),
    _a("role_holding.ended_by", "收回的角色", "roles ended", "until", "role place"),
    _a("identity_reading.account_id", "看过的身份证号", "identity numbers read", "at", "purpose"),
)
BY_KEY: Mapping[str, Held] = MappingProxyType({one.key: one for one in HELD})

# What leads to a person and is not told here, and why not.
EXEMPT: Mapping[str, str] = MappingProxyType(
    {
        "annulment.recorded_by_id": "an official of the township or a court's messenger",
        "township_review.recorded_by_id": "an official of the township",
        "resident.household_id": "the household, which is on the record's first page",
        "roll_change.household_id": "the household; the change is told by the person",
        "household_confirmation.household_id": "the household; told to its head",
        "representative_household.household_id": "the household; told to its representative",
        "text_delivery.household_id": "the household; told to whom the text went",
        "demand_signature.sheet_id": "the sheet on which it was signed",
        "matter.opinion_id": "the need that a matter goes back to; told as a need",
        "opinion_merge.opinion_id": "the need that was merged; told as a need",
        "representative_objection.nominee_id": "whom an objection struck; told as a nominee",
    }
)

PURPOSES: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.ROLL: "谁是本村的人、能参加什么",
        Purpose.OFFICES: "谁任什么职务",
        Purpose.DIVISIONS: "有哪些乡镇和村",
        Purpose.DECISIONS: "按程序决定事项，留下凭据",
        Purpose.ELECTIONS: "依法选举和罢免，留下凭据",
        Purpose.PARTICIPATION: "听取和答复村民",
        Purpose.DISCLOSURE: "公开应当公开的，并证明公开过",
        Purpose.DELIVERY: "把公开的内容告诉村民",
        Purpose.PUBLIC_LOG: "让任何人能核对公开的没有改过",
        Purpose.ACCOUNTABILITY: "谁在什么时候做了什么",
        Purpose.SIGN_IN: "让本人登录，不让别人登录",
        Purpose.OPERATION: "系统运行",
    }
)
