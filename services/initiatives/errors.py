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
    zh = "已经责令过（{document}）。可以直接召集会议，办好后登记。"
    en = "This was ordered already ({document}). Convene it directly and record it when done."


class AnswerDoesNotFit(DomainError):
    code = "DEMAND_ANSWER_DOES_NOT_FIT"
    zh = "这不能算是办理：须是人数够了之后、本村的、对应这项要求的会议、事项、公告或投票。"
    en = (
        "This does not answer the demand: it takes a meeting, matter, notice or vote of this "
        "village, made for it after the number was reached."
    )


class NotDutyOwner(DomainError):
    code = "NOT_DUTY_OWNER"
    zh = "这项由乡镇办理。请等乡镇登记结果。"
    en = "The township acts on this one. Wait for what it records."
