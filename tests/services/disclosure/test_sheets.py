"""The sheet says what the record says, in words that a villager uses."""

from datetime import date
from typing import Any

from services.disclosure import records, sheets
from services.disclosure.records import Place
from tests.services.disclosure.conftest import CONTENT

PLACE = Place("开鲁县", "吉日嘎郎吐镇", "三苗树村", "150523108201")


def record(kind: str = "resolution", **content: object) -> dict[str, Any]:
    return dict(
        records.envelope(
            PLACE, kind=kind, number="2026-1", title="自来水工程", content={**CONTENT, **content}
        )
    )


def poster(made: dict[str, Any]) -> Any:
    return sheets.poster(
        made,
        code="482190773461",
        url="HTTPS://A.CN/150523/C/482190773461/ABC",
        host="a.cn",
        posted=(date(2026, 11, 22), date(2026, 12, 2)),
    )


def test_money_and_days_are_written_in_full() -> None:
    assert sheets.money(18640000) == "186,400.00 元"
    assert sheets.money(-5) == "-0.05 元"
    assert sheets.long_day("2026-11-02") == "2026年11月2日"
    assert sheets.short_day("2026-11-02T08:00:00+08:00") == "11月2日"
    assert sheets.short_day("年内") == "年内"
    assert sheets.short_day("") == ""


def test_facts_stand_in_the_order_of_the_sheet_and_empty_ones_are_left_out() -> None:
    made = poster(record(finish_by="2026-12-31", supervisor="", variance_fen=-200))

    assert [fact["label"] for fact in made["facts"]] == [
        "事项",
        "预算",
        "钱从哪来",
        "谁来定",
        "比预算结余",
        "谁来办",
        "什么时候办完",
    ]
    assert made["facts"][2]["text"] == "上级资金 186,400.00 元"
    assert made["facts"][4]["text"] == "-2.00 元"
    assert made["facts"][6]["text"] == "2026年12月31日"


def test_a_result_does_not_repeat_how_it_was_decided() -> None:
    labels = [
        fact["label"] for fact in poster(record("result", spent_fen=1, proposer="村"))["facts"]
    ]

    assert "已经花了" in labels
    assert not {"谁提出", "谁来定"} & set(labels)


def test_a_source_is_printed_once() -> None:
    line = {
        "zh": "17·2 > 20，达到。《组织法》第二十六条",
        "citation_zh": "《组织法》第二十六条",
        "met": True,
    }

    assert poster(record(derivation=[line]))["derivation"] == [
        {"met": True, "text": "17·2 > 20，达到", "citation": "《组织法》第二十六条"}
    ]


def test_the_checker_stands_among_those_who_checked() -> None:
    made = record(checked_by=[{"body": "村务监督委员会", "name": "监督01", "on": "2026-11-20"}])
    made |= {"approved_by": "批准人", "approved_on": "2026-11-22"}

    assert poster(made)["checked"] == [
        {"body": "村务监督委员会", "text": "监督01 11月20日 审核"},
        {"body": "批准人", "text": "11月22日 审核同意公布"},
    ]


def test_a_result_lists_its_milestones() -> None:
    milestones = [{"title": "通水", "done_on": "2026-12-20", "spent_fen": 18600000}]

    assert poster(record("result", milestones=milestones))["table"] == {
        "title": "办得怎样",
        "head": ["办了什么", "完成日期", "花费"],
        "numeric": [1, 2],
        "rows": [["通水", "12月20日", "186,000.00 元"]],
        "total": [],
    }


def test_the_outcome_is_the_count_of_the_vote_or_a_few_words() -> None:
    assert sheets.outcome(CONTENT) == "17人同意，0人反对，通过"
    assert sheets.outcome({**CONTENT, "passed": False}) == "17人同意，0人反对，未通过"
    assert sheets.outcome({"outcome": "已经通水"}) == "已经通水"
    assert sheets.outcome({"outcome": "长" * 30}) == "长" * 23 + "…"
    assert sheets.outcome({}) == ""


def test_the_qr_code_carries_votes_and_amount() -> None:
    assert sheets.statement_facts(CONTENT) == "17:0:0 18640000f"
    assert sheets.statement_facts({}) == ""


def test_a_field_is_named_in_words() -> None:
    assert sheets.field_label("budget_fen") == "预算"
    assert sheets.field_label("funding.1.amount_fen") == "钱从哪来（第1项 金额）"
    assert sheets.field_label("tally.in_favour") == "票数（同意）"
