"""What the styleguide shows: one ordinary, one long, one empty and one wrong case of each part."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from infra import clock
from portals.kit.forms import Form
from portals.kit.language import N_, Locale
from portals.kit.shell import NavItem, Shell

NAV = (
    NavItem("today", N_("今天"), "/styleguide", 2),
    NavItem("matters", N_("事项"), "/styleguide?layout=desk"),
    NavItem("open", N_("公开"), "/styleguide?layout=public"),
    NavItem("me", N_("我的"), "/styleguide?layout=phone"),
)
_RAIL = (
    (N_("村民提出"), "done", -20),
    (N_("支部研究"), "done", -16),
    (N_("公示 3 天"), "now", 2),
    (N_("代表会表决"), "todo", None),
    (N_("结果公开"), "todo", None),
)


def frame(locale: Locale) -> Shell:
    """Return a frame like a village's own."""
    above = "开鲁县 · 吉日嘎郎吐镇" if locale == "zh" else "Kailu · Jirigalangtu"
    return Shell(
        place="三苗树村" if locale == "zh" else "Sanmiaoshu village",
        above=above,
        home="/styleguide",
        phone="0475 000 0000",
        owner="三苗树村村民委员会" if locale == "zh" else "Sanmiaoshu villagers' committee",
        nav=NAV,
        here="today",
    )


def context(_: Callable[[str], str]) -> dict[str, Any]:
    """Return the data of all stories, its words in the reader's language."""
    return {
        "steps": _steps(_),
        "late_steps": _late_steps(_),
        "todo": _todo(_),
        "ledger": _ledger(_),
        "now": clock.now(),
        "in_two_days": clock.today() + timedelta(days=2),
        "in_nine_days": clock.today() + timedelta(days=9),
        "three_days_ago": clock.today() - timedelta(days=3),
    }


def wrong_form(_: Callable[[str], str]) -> Form:
    """Return a form that came back with three errors."""
    form = Form({"budget": ["十八万"], "starts_on": ["2月30日"], "route": ["north"], "key": ["k"]})
    form.errors = {
        "title": _("请填写事项名称"),
        "budget": _("请写成数字，例如 186,400 或 1.26万"),
        "starts_on": _("没有这一天，请核对月份和日期"),
    }
    return form


def _steps(_: Callable[[str], str]) -> list[dict[str, Any]]:
    today = clock.today()
    return [
        {
            "label": _(label),
            "state": state,
            "day": None if days is None else today + timedelta(days=days),
            "note": _("村民可以提意见") if state == "now" else "",
        }
        for label, state, days in _RAIL
    ]


def _late_steps(_: Callable[[str], str]) -> list[dict[str, Any]]:
    today = clock.today()
    return [
        {"label": _("资料齐全"), "state": "done", "day": today - timedelta(days=30)},
        {"label": _("村务监督委员会审核"), "state": "done", "day": today - timedelta(days=22)},
        {"label": _("镇级预审"), "state": "back", "note": _("缺少三家报价")},
        {
            "label": _("村民代表会议表决并逐人签字"),
            "state": "late",
            "day": today - timedelta(days=3),
        },
        {"label": _("结果公开"), "state": "todo"},
    ]


def _todo(_: Callable[[str], str]) -> list[dict[str, Any]]:
    today = clock.today()
    return [
        {
            "href": "#",
            "verb": _("回复"),
            "object": _("王某某问：井水什么时候能换"),
            "why": _("应于 3 天前答复"),
            "due": today - timedelta(days=3),
        },
        {
            "href": "#",
            "verb": _("投票"),
            "object": _("打一眼深水井，预算 18.64 万"),
            "why": _("代表会已经开始"),
            "due": today + timedelta(days=1),
        },
        {
            "href": "#",
            "verb": _("看一看"),
            "object": _("三月份的账"),
            "why": "",
            "due": today + timedelta(days=12),
        },
    ]


def _ledger(_: Callable[[str], str]) -> list[dict[str, Any]]:
    today = clock.today()
    return [
        {"day": today, "what": _("机井配套款"), "income": 18640000, "spent": None, "voucher": "#"},
        {
            "day": today,
            "what": _("打井工程首付款"),
            "income": None,
            "spent": 9320000,
            "voucher": "#",
        },
        {"day": today, "what": _("电费"), "income": None, "spent": 126050, "voucher": "#"},
    ]
