"""From the published record to the sheet on the board and to the facts of the short texts."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from infra.documents.poster import Checked, Count, Derived, Fact, Poster, Step, Table
from services.disclosure import records
from services.disclosure.records import Content
from services.disclosure.texts import KIND_WORDS, Announcement, shortened
from services.transparency import code as codes
from tenants.authorization.roles import is_seat

LONGEST_OUTCOME = 24
_EMPTY_TABLE: Table = {"title": "", "head": [], "numeric": [], "rows": [], "total": []}


def money(fen: int) -> str:
    """Write an amount as on a ledger: 18640000 fen is 186,400.00 元."""
    sign, fen = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{fen // 100:,}.{fen % 100:02d} 元"


def long_day(iso: str) -> str:
    """Write an ISO date as 2026年11月22日; anything else stays as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(iso: str) -> str:
    """Write an ISO date as 11月22日; anything else stays as it is."""
    written = long_day(iso)
    return iso if written == iso else written.partition("年")[2]


def _funding(value: object) -> str:
    if not isinstance(value, list):
        return str(value)
    return "；".join(" ".join(filter(None, (_source(each), _given_amount(each)))) for each in value)


def _source(each: Mapping[str, Any]) -> str:
    return str(each.get("name") or each.get("source") or "")


def _given_amount(each: Mapping[str, Any]) -> str:
    return money(int(each["amount_fen"])) if each.get("amount_fen") else ""


def _titles(value: object) -> str:
    """Name the attached files; the page has them, with their hashes."""
    if not isinstance(value, list):
        return str(value)
    return f"{len(value)} 份：" + "；".join(str(each.get("title", "")) for each in value)


def _amount(value: object) -> str:
    return money(value) if isinstance(value, int) else str(value)


def _day(value: object) -> str:
    return long_day(str(value))


# What stands in the ledger of facts, in this order: key of the content, its label, its writing.
FACTS: tuple[tuple[str, str, Callable[[object], str]], ...] = (
    ("reason", "为什么更正", str),
    ("annulled_by", "这项决定被谁撤销", str),
    ("annulment_document", "撤销的文书", str),
    ("annulled_on", "撤销的日期", _day),
    ("annulment_basis", "撤销的法律依据", str),
    ("question", "群众问", str),
    ("answer", "答复", str),
    ("text", "事项", str),
    ("outcome", "决议内容", str),
    ("budget_fen", "预算", _amount),
    ("funding", "钱从哪来", _funding),
    ("attachments", "附件", _titles),
    ("proposer", "谁提出", str),
    ("meeting_on", "开会时间", _day),
    ("body", "谁来定", str),
    ("basis", "依据", str),
    ("stage", "办到哪一步", str),
    ("spent_fen", "已经花了", _amount),
    ("contractor", "施工单位", str),
    ("acceptance", "验收", str),
    ("variance", "与预算的差别", str),
    ("variance_fen", "比预算结余", _amount),
    ("executor", "谁来办", str),
    ("finish_by", "什么时候办完", _day),
    ("supervisor", "谁来监督", str),
)
FIELD_LABELS: Mapping[str, str] = MappingProxyType(
    {key: label for key, label, _ in FACTS}
    | {
        "attendance": "到会",
        "how_to_object": "有疑问找谁",
        "outcome": "结果",
        "phone": "联系电话",
        "tally": "票数",
    }
)
_ORDER = [key for key, _, _ in FACTS]
_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "done_on": "完成日期",
        "name": "来源",
        "source": "来源",
        "spent_fen": "花费",
        "title": "名称",
        "amount_fen": "金额",
        "due": "应到",
        "present": "实到",
        "all": "全体",
        "in_favour": "同意",
        "against": "反对",
        "abstain": "弃权",
        "invalid": "无效",
        "not_voted": "未投",
    }
)


def poster(
    record: Mapping[str, Any], *, code: str, url: str, host: str, posted: tuple[date, date | None]
) -> Poster:
    """Lay out a sheet; the record is in readable form, the code and the link come from the log."""
    content: Content = record["content"]
    phone = content.get("phone")
    return {
        "issuer": issuer(record),
        "masthead": "政务公开" if _own(record) else "村务公开",
        "place": " · ".join(dict.fromkeys(record[p] for p in ("county", "township", "village"))),
        "kind": KIND_WORDS[record["kind"]],
        "number": f"{record['village']}公告〔{record['number'].replace('-', '〕')} 号",
        "title": record["title"],
        "period": _period(*posted),
        "labels": {
            "rail": "走到哪一步",
            "vote": "怎样表决",
            "facts": "办什么",
            "checked": "谁审核",
        },
        "rail": _rail(content),
        "counts": counts(content),
        "derivation": _derivation(content),
        "facts": facts(content),
        "table": _table(content),
        "checked": _checked(record),
        "objection": str(content.get("how_to_object") or ""),
        "phone": f"咨询、监督电话　{phone}" if phone else "",
        "seal": "已审已公开",
        "code": code,
        "code_label": "校验码",
        "code_spaced": codes.printed(code),
        "how_to_check": f"手机扫码，或打开 {host} 输入校验码，可查真假、查有没有改过。",
        "qr_url": url,
        "qr_alt": f"二维码：核对校验码为 {code} 的公告",
    }


def _own(record: Mapping[str, Any]) -> bool:
    return is_seat(str(record.get("village_code", "")))


def issuer(record: Mapping[str, Any]) -> str:
    """Return who puts the sheet up: a village's committee, or a township's for its own matters."""
    return f"中共{record['village']}委员会" if _own(record) else f"{record['village']}村民委员会"


def _period(start: date, end: date | None) -> str:
    since = long_day(start.isoformat())
    if end is None:
        return f"公示　{since} 起"
    return f"公示期　{since} 至 {long_day(end.isoformat())}"


def _rail(content: Content) -> list[Step]:
    return [
        {
            "label": str(step.get("zh", "")),
            "state": step.get("state", "todo"),
            "when": short_day(str(step.get("on") or "")),
        }
        for step in content.get("rail") or []
    ]


def counts(content: Content) -> list[Count]:
    """Return how many were due, came and voted; nothing where there was no vote."""
    attendance, tally = content.get("attendance") or {}, content.get("tally") or {}
    asked = (
        ("应到", attendance.get("due"), False),
        ("实到", attendance.get("present"), False),
        ("同意", tally.get("in_favour"), True),
        ("反对", tally.get("against"), False),
        ("弃权", tally.get("abstain"), False),
        ("未投", tally.get("not_voted"), False),
    )
    return [
        {"label": label, "value": str(value), "unit": "人", "strong": strong}
        for label, value, strong in asked
        if value is not None
    ]


def _derivation(content: Content) -> list[Derived]:
    return [_derived(line) for line in content.get("derivation") or []]


def _derived(line: Mapping[str, Any]) -> Derived:
    """Return a line and its source, which is not printed a second time after its own text."""
    text = str(line.get("zh", ""))
    citation = str(line.get("citation_zh") or line.get("citation") or "")
    text = text.removesuffix(citation).rstrip("。 ")
    return {"met": bool(line.get("met")), "text": text, "citation": citation}


def facts(content: Content) -> list[Fact]:
    """Return the ledger of facts, in the order of the sheet."""
    left_out = _said_elsewhere(content)
    return [
        {"label": label, "text": write(content[key])}
        for key, label, write in FACTS
        if key not in left_out and content.get(key) not in (None, "", [], {})
    ]


def _said_elsewhere(content: Content) -> set[str]:
    """Leave out a vote's outcome, which its counts say, and of a result how it was decided."""
    counted = {"outcome"} if content.get("tally") else set()
    decided = {"proposer", "body", "basis"} if "spent_fen" in content else set()
    return counted | decided


def correctable(content: Content) -> list[tuple[str, str]]:
    """Return the values that a correction form offers: path and value, amounts in fen."""
    offered = {key for key, _, _ in FACTS} - {"reason", *records.FIXED, *records.ANNULMENT}
    offered |= {"phone", "how_to_object", "outcome"}
    rows = records.rows({name: value for name, value in content.items() if name in offered})
    return sorted(rows, key=lambda row: _rank(row[0]))


def _table(content: Content) -> Table:
    changes = content.get("difference")
    if changes:
        rows = [
            [field_label(row["field"]), *(changed_value(row, side) for side in ("before", "after"))]
            for row in changes
        ]
        head = ["项目", "原来", "现在"]
        return {"title": "改了什么", "head": head, "numeric": [], "rows": rows, "total": []}
    if content.get("milestones"):
        return _milestones(content["milestones"])
    return {**_EMPTY_TABLE, **(content.get("table") or {})}


def _milestones(done: list[Mapping[str, Any]]) -> Table:
    rows = [
        [
            str(each.get("title", "")),
            short_day(str(each.get("done_on") or "")),
            money(int(each.get("spent_fen") or 0)),
        ]
        for each in done
    ]
    head = ["办了什么", "完成日期", "花费"]
    return {"title": "办得怎样", "head": head, "numeric": [1, 2], "rows": rows, "total": []}


def changed_value(row: Mapping[str, str], side: str) -> str:
    """Write one side of a change; amounts as money."""
    value = row[side]
    return money(int(value)) if row["field"].endswith("_fen") and value else value


def field_label(path: str) -> str:
    """Name a field for people: 钱从哪来（第1项 金额）."""
    first, *rest = path.split(".")
    inner = " ".join(f"第{part}项" if part.isdecimal() else _PARTS.get(part, part) for part in rest)
    return FIELD_LABELS.get(first, first) + (f"（{inner}）" if inner else "")


def in_order(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Sort the rows of a difference as the sheet orders its facts; other fields come last."""
    return sorted(rows, key=lambda row: _rank(row["field"]))


def _rank(path: str) -> tuple[int, str]:
    first = path.partition(".")[0]
    return (_ORDER.index(first) if first in _ORDER else len(_ORDER), path)


def _checked(record: Mapping[str, Any]) -> list[Checked]:
    found: list[Checked] = [
        {
            "body": str(each.get("body", "")),
            "text": " ".join(filter(None, (str(each.get("name") or ""), _on(each, "审核")))),
        }
        for each in record["content"].get("checked_by") or []
    ]
    if record.get("approved_by"):
        approval = {"on": record.get("approved_on")}
        found.append({"body": record["approved_by"], "text": _on(approval, "审核同意公布")})
    return found


def _on(each: Mapping[str, Any], deed: str) -> str:
    return f"{short_day(str(each['on']))} {deed}" if each.get("on") else ""


def announcement(
    record: Mapping[str, Any], *, code: str, link: str, posted: tuple[date, date | None]
) -> Announcement:
    """Take from the record what every short text says."""
    content: Content = record["content"]
    return Announcement(
        place=record["village"],
        kind=record["kind"],
        hearers="居民" if _own(record) else "村民",
        title=record["title"],
        outcome=outcome(content),
        posted_on=posted[0],
        posted_until=posted[1],
        code=code,
        link=link,
        phone=str(content.get("phone") or ""),
        amount_fen=content.get("budget_fen"),
        spent_fen=content.get("spent_fen"),
    )


def outcome(content: Content) -> str:
    """Say the result in a few words: the count of the vote, or what the record says."""
    if content.get("annulled_by"):
        return "这项决定已被撤销"
    tally = content.get("tally") or {}
    if "in_favour" not in tally:
        return shortened(str(content.get("outcome") or ""), LONGEST_OUTCOME)
    passed = content.get("passed")
    verdict = "" if passed is None else ("，通过" if passed else "，未通过")
    return f"{tally['in_favour']}人同意，{tally.get('against', 0)}人反对{verdict}"


def statement_facts(content: Content) -> str:
    """Return the few facts inside the QR code: the count of votes and the amount in fen."""
    tally = content.get("tally") or {}
    counted = [tally.get(name) for name in ("in_favour", "against", "abstain")]
    votes = ":".join(str(value) for value in counted if value is not None)
    amount = content.get("budget_fen")
    return " ".join(filter(None, (votes, f"{amount}f" if isinstance(amount, int) else "")))
