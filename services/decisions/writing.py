"""What people write in decisions: how much of it is taken, and what may not be left out."""

from infra.texts import NOTE, TEXT, TITLE, Words
from services.decisions.errors import EmptyText, ReasonNeeded

AGENDA = Words("also", "议程", "agenda", 9)
ANSWER = Words("answer", "答复", "answer", TEXT)
ATTACHMENT_TITLE = Words("title", "附件名称", "title of the attachment", 40, public=True)
CHANGE_NOTE = Words("change_note", "修改说明", "note on the change", NOTE, public=True)
COMMENT = Words("text", "意见", "comment", NOTE)
CONCLUSION = Words("conclusion", "论证结论", "conclusion", TEXT, public=True)
DOCUMENT = Words(
    "document", "文书名称和文号", "name and number of the document", TITLE, public=True
)
EXPERT = Words("name", "专家姓名", "name of the expert", TITLE)
EXPERTS = Words("experts", "专家", "experts", 20)
EXCUSE = Words("reason", "请假原因", "reason", NOTE)
HEARD_NAME = Words("name", "姓名", "name", TITLE)
HEARD_VIEW = Words("opinion", "听到的意见", "opinion", NOTE)
INSPECTION = Words("opinion", "检查情况", "finding", NOTE, public=True)
MATTER_TITLE = Words("title", "事项名称", "title", TITLE, public=True)
METHOD = Words("text", "工作方法", "work method", 20_000)
METHOD_NAME = Words("text", "名称", "name", TITLE, public=True)
MILESTONE_NOTE = Words("note", "进度说明", "report", NOTE, public=True)
MILESTONE_TITLE = Words("title", "节点名称", "title", TITLE, public=True)
MILESTONES = Words("milestones", "节点", "milestones", 50)
MINUTES_OBJECTION = Words("text", "异议", "objection", NOTE)
NEED = Words("text", "意见内容", "text", TEXT)
OBJECTION = Words("text", "异议", "objection", NOTE)
OBJECTION_ANSWER = Words("answer", "答复", "answer", NOTE)
PARAMETER_SOURCE = Words("source", "依据（文件名称、文号）", "document", NOTE, public=True)
PARTIES = Words("name", "涉及的人和单位", "people and firms concerned", 20)
PARTY_NAME = Words("name", "姓名或单位名称", "name", TITLE)
PARTY_PART = Words("part", "与这件事的关系", "part in the matter", NOTE)
PLACE = Words("place", "开会地点", "place", TITLE)
PROFESSION = Words("profession", "专业", "profession", TITLE)
PROPOSAL = Words("text", "议案正文", "text of the proposal", TEXT, public=True)
REASON = Words("reason", "理由", "reason", NOTE)
RECUSAL = Words("reason", "回避原因", "reason", NOTE)
REVIEW_FINDING = Words("finding", "督查情况", "finding", TEXT, public=True)
SHORTENED = Words("shortened_reason", "缩短通知的理由", "reason for the short notice", NOTE)
NOTICE_NOTE = Words("note", "送达说明", "note on the notice", NOTE)
NOTIFIED = Words("member_ids", "通知了谁", "people told", 500)
SHEET_SUBJECT = Words("subject", "户号或姓名", "household or name", TITLE)
SHEET_WORDS = Words("text", "意见", "words", NOTE)
SIGNERS = Words("member_ids", "签字人", "signatures", 500)
SOURCE_NAME = Words("funding_sources", "资金来源", "source of money", TITLE, public=True)
SOURCE = Words("source", "依据", "source", NOTE)
SOURCES = Words("funding_sources", "资金来源", "sources of money", 50)
VISITED = Words("visited", "走访对象", "name", TITLE)
VISIT_WORDS = Words("words", "走访意见", "words of the visited", NOTE)
WORDS = Words("words", "说明", "words", NOTE)
WORK_PLAN = Words("text", "实施方案", "plan of the work", TEXT)
TRACKING = Words("text", "跟踪情况", "report", NOTE)
WORK_REPORT = Words("text", "执行情况", "report", TEXT)


def required(words: Words, raw: str) -> str:
    """Return a text that may not be left out."""
    text = words.read(raw)
    if not text:
        raise EmptyText(path=(words.field,), what_zh=words.zh, what_en=words.en)
    return text


def reason(raw: str, words: Words = REASON) -> str:
    """Return the reason of an act, which may not be left out."""
    text = words.read(raw)
    if not text:
        raise ReasonNeeded(path=(words.field,))
    return text
