"""The closed words of the pages that all offices share."""

from portals.kit.language import N_

KINDS = {
    "PROPOSAL": N_("方案公示"),
    "RESOLUTION": N_("决议公告"),
    "RESULT": N_("结果公开"),
    "ANSWER": N_("答复公开"),
    "CORRECTION": N_("更正公告"),
    "ELECTION": N_("选举公告"),
    "ELECTION_RESULT": N_("选举结果公告"),
    "INITIATIVE": N_("联名公告"),
}
STATES = {
    "DRAFT": (N_("待批准"), "warn"),
    "QUEUED": (N_("正在发布"), "pine"),
    "RENDERING": (N_("正在发布"), "pine"),
    "LOGGED": (N_("正在发布"), "pine"),
    "PUBLISHED": (N_("已公开"), "ok"),
    "WITHDRAWN": (N_("已撤回"), "bad"),
}
TABS = (
    ("waiting", N_("待批准"), ("DRAFT",)),
    ("running", N_("正在发布"), ("QUEUED", "RENDERING", "LOGGED")),
    ("published", N_("已公开"), ("PUBLISHED",)),
    ("withdrawn", N_("已撤回"), ("WITHDRAWN",)),
)
FORMATS = {
    "A3": N_("A3 彩色"),
    "A4": N_("A4 彩色"),
    "A3_BW": N_("A3 黑白"),
    "A4_BW": N_("A4 黑白"),
}
CHANNELS = {"sms": N_("短信"), "loudspeaker": N_("广播"), "wechat": N_("微信")}
SENDINGS = {
    "waiting": (N_("等着发"), "warn"),
    "sent": (N_("已发出"), "ok"),
    "cancelled": (N_("没有发"), ""),
}
# The states in which a matter is over, with the colour of its sign; all others are under way.
ENDED = {
    "ARCHIVED": "ok",
    "ACCEPTED": "ok",
    "ANNULLED": "bad",
    "REJECTED": "bad",
    "WITHDRAWN": "",
    "RETURNED": "warn",
    "SUSPENDED": "warn",
    "RECONSIDERING": "warn",
}
