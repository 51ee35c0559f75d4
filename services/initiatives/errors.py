"""Refusals of initiatives: stable codes, and words that say what to do next."""

from infra.errors import DomainError, NotFound


class DemandUnknown(NotFound):
    zh = "没有找到这项联名。请回到联名列表重新选择。"
    en = "This demand was not found. Go back to the list and choose again."


class DemandNotInState(DomainError):
    code = "DEMAND_NOT_IN_STATE"
    zh = "这项联名现在是“{state_zh}”，不能这样办。请看它的页面上的下一步。"
    en = "The demand is {state_en}; this cannot be done now. See the next step on its page."


class DemandOver(DomainError):
    code = "DEMAND_OVER"
    zh = "联名期限已过。需要的话，请重新发起。"
    en = "The days for signing are over. Open a new demand if it is still wanted."


class NotEntitled(DomainError):
    """OL18 art. 16, 21, 26: villagers of age or representatives, as the base was frozen."""

    code = "NOT_ENTITLED_TO_SIGN"
    zh = (
        "发起时的名册上，您不在可以联名的人里（须年满十八周岁的本村村民或村民代表）。"
        "名册有误的，请找文书更正后重新发起。"
    )
    en = (
        "You were not among those who may sign when this was opened (villagers of eighteen, or "
        "representatives). If the roll is wrong, ask the clerk to correct it."
    )


class SignedAlready(DomainError):
    code = "DEMAND_SIGNED"
    zh = "您已经联名，不用再签。网上和纸上只算一次。"
    en = "You have signed; you need not sign again. Paper and screen count once together."


class NotSigned(DomainError):
    code = "DEMAND_NOT_SIGNED"
    zh = "您没有在这项联名上签名，没有可以撤回的。请核对是哪一项。"
    en = "You have not signed this demand, so nothing can be taken back. Check which one it is."


class OneDemandAtATime(DomainError):
    code = "ONE_DEMAND_AT_A_TIME"
    zh = "您发起的同类联名还在进行。请先等它有结果。"
    en = "A demand of this kind that you opened is still gathering. Wait for its outcome."


class BaseEmpty(DomainError):
    code = "DEMAND_BASE_EMPTY"
    zh = "名册上还没有可以联名的人（缺出生日期或代表名单）。请文书先补全名册。"
    en = "The roll shows nobody who may sign (birthdays or representatives are missing)."


class DemandTextNeeded(DomainError):
    code = "DEMAND_TEXT_NEEDED"
    zh = "请写明要求什么、为什么。题目和内容都不能空着。"
    en = "Say what is demanded and why. Neither the title nor the text may be empty."


class RecallTargetNeeded(DomainError):
    code = "RECALL_TARGET_NEEDED"
    zh = "罢免要写明是哪位村委会成员，而且他现在在任。请从名单里选择。"
    en = "A recall names a member of the committee who is in office now. Choose from the list."


class SheetNeeded(DomainError):
    code = "SIGNATURE_SHEET_NEEDED"
    zh = "请附上签名纸的照片，并逐一写出上面的姓名。"
    en = "Attach a photo of the signature sheet and list the names on it."


class NameNotMatched(DomainError):
    code = "NAME_NOT_MATCHED"
    zh = "“{name}”在名册上对不上可以联名的人。请核对姓名；同名的请加上户号。"
    en = "“{name}” matches nobody who may sign. Check it; for a shared name add the household."


class NotOverdue(DomainError):
    code = "DEMAND_NOT_OVERDUE"
    zh = "期限还没过，或者已经办理。请等期限届满。"
    en = "The deadline has not passed, or it was acted on. Wait until it has."


class OrderDocumentNeeded(DomainError):
    code = "ORDER_DOCUMENT_NEEDED"
    zh = "请写明责令文书的文号。"
    en = "Give the number of the order."


class OrderedAlready(DomainError):
    code = "DEMAND_ORDERED"
    zh = "已经责令过（{document}）。责令期限过了仍不办的，乡镇可以直接召集会议。"
    en = "This was ordered already ({document}). Once its days are over, convene the meeting."


class AnswerDoesNotFit(DomainError):
    code = "DEMAND_ANSWER_DOES_NOT_FIT"
    zh = (
        "这不能算是办理：会议须已开成，议程上有会前指定为本联名办理的事项，并已表决；公告须是为本联名"
        "起草、已经公布的；罢免须由本联名安排。请照办理页面上的步骤先办，再登记。"
    )
    en = (
        "This does not answer the demand: the meeting was held and voted on a matter named for the "
        "demand before it was called; the notice was drafted for it and is shown; the vote on a "
        "recall was set by it. Take the steps on its desk first."
    )


class NotDutyOwner(DomainError):
    code = "NOT_DUTY_OWNER"
    zh = "这项由乡镇办理。请等乡镇登记结果。"
    en = "The township acts on this one. Wait for what it records."


class ConveneTooEarly(DomainError):
    code = "CONVENE_TOO_EARLY"
    zh = "还不能由乡镇直接召集：要先责令，责令的期限过了仍然不办才可以。请看这项联名的期限。"
    en = (
        "The township cannot convene it yet: it orders first, and only when the order's days are "
        "over is it its turn. See the days on the page of the demand."
    )


class NoticeDrafted(DomainError):
    code = "DEMAND_NOTICE_DRAFTED"
    zh = "这项联名的办理公告已经起草。请等另一人核对发布；要改的，先撤回再起草。"
    en = (
        "The notice that answers this demand is drafted. Somebody else checks it; to change it, "
        "withdraw it first."
    )


class NotOnPaper(DomainError):
    code = "SIGNATURE_NOT_ON_PAPER"
    zh = "只有签在纸上的姓名能核对后划去；本人登录签的，只有本人能撤回。请核对是哪一个姓名。"
    en = (
        "Only a name on paper can be struck; what somebody signed on the screen only they take "
        "back. Check which name it is."
    )


class NameStruck(DomainError):
    code = "NAME_STRUCK"
    zh = "“{name}”在这项联名的纸上被划去过，不能再由别人录入。请本人登录签名。"
    en = "“{name}” was struck from paper here and is not entered again. They can sign themselves."


class StrikeReasonNeeded(DomainError):
    code = "STRIKE_REASON_NEEDED"
    zh = "请写明为什么划去这个姓名，怎样核实的。"
    en = "Say why the name is struck and how that was found out."


class DisputeOfSigners(DomainError):
    code = "DISPUTE_OF_SIGNERS"
    zh = "只有在这项联名上签了名的人可以提出“没有办”。您可以向乡镇人民政府反映。"
    en = "Only those who signed can say that this is no answer. You may turn to the township."


class DisputedAlready(DomainError):
    code = "DEMAND_DISPUTED"
    zh = "您已经对这次办理提出过。请等认定的结果。"
    en = "You have said so about this answer already. Wait for the decision."


class DisputeOver(DomainError):
    code = "DISPUTE_OVER"
    zh = "登记办理以后提出“没有办”的期限已过。您可以重新发起联名，或向乡镇人民政府反映。"
    en = "The days for saying that this is no answer are over. Open a new demand if it is wanted."


class NothingDisputed(DomainError):
    code = "NOTHING_DISPUTED"
    zh = "没有人对这次办理提出异议，不用认定为已办。请刷新后再看。"
    en = "Nobody disputes this answer; there is nothing to confirm. Reload the page."


class DisputeTextNeeded(DomainError):
    code = "DISPUTE_TEXT_NEEDED"
    zh = "请写明哪里没有办，或者认定的理由。"
    en = "Say what was not done, or why it is decided so."


class JudgedByCounty(DomainError):
    code = "JUDGED_BY_COUNTY"
    zh = "这次办理是乡镇登记的，由县民政部门认定。请等县里的结果。"
    en = "The township recorded this answer, so the county's civil affairs office decides."
