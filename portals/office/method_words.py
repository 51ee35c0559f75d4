"""The closed words of the pages where a county writes its work methods."""

from portals.kit.language import N_

KINDS = {
    "COLLECT": N_("听取意见"),
    "PROPOSE": N_("提出议案"),
    "CONSULT": N_("商议（开会）"),
    "REVIEW": N_("乡镇审核把关"),
    "SOLICIT": N_("征求意见"),
    "HEARING": N_("专家论证会"),
    "DELIBERATE": N_("审议（开会）"),
    "RATE": N_("评议打分"),
    "RESOLVE": N_("表决（开会）"),
    "POST": N_("张榜公布"),
    "PLAN_VOTE": N_("表决实施方案（开会）"),
    "EXECUTE": N_("组织实施"),
    "REPORT": N_("报告执行情况"),
    "SUPERVISE": N_("监督检查"),
    "EVALUATE": N_("村民评价"),
    "ARCHIVE": N_("归档"),
}
ACTORS = {
    "party_secretary": N_("党支部书记"),
    "committee_director": N_("村委会主任"),
    "committee_member": N_("村委会委员"),
    "clerk": N_("文书"),
    "executive_chair": N_("执行主席"),
    "representative": N_("村民代表"),
    "supervisor": N_("村务监督委员会"),
    "township_reviewer": N_("乡镇审核人"),
    "villager": N_("村民"),
}
BODIES = {
    "JOINT_COMMITTEE": N_("村“两委”联席会议"),
    "PARTY_BRANCH_COMMITTEE": N_("党支部委员会"),
    "PARTY_MEMBERS": N_("党员大会"),
    "REPRESENTATIVES_MEETING": N_("村民代表会议"),
    "VILLAGERS_ASSEMBLY": N_("村民会议"),
}
PUBLISHES = {
    "PROPOSAL": N_("方案"),
    "RESOLUTION": N_("决议"),
    "RESULT": N_("实施结果"),
}
EVIDENCE = {
    "HEARD_PERSONS": N_("听取了谁的意见"),
    "SIGNATURES": N_("决议签字"),
    "MILESTONES": N_("实施节点"),
    "REPORTS": N_("执行情况报告"),
}
DAYS = (
    ("noticeDays", "notice_days", N_("提前几天通知")),
    ("postingDays", "posting_days", N_("公示几天")),
    ("deadlineDays", "deadline_days", N_("几天内办完")),
)
SHARES = (
    ("quorum", N_("到会比例")),
    ("passing", N_("通过比例")),
    ("responses", N_("收回意见表比例")),
)
BASES = {
    "ALL": N_("全体"),
    "DUE": N_("应到"),
    "PRESENT": N_("到会"),
    "CAST": N_("投票"),
}
POPULATIONS = {
    "MEMBERS": N_("全体组成人员"),
    "REPRESENTATIVES": N_("村民代表"),
    "HOUSEHOLDS": N_("户"),
    "WOMEN_REPRESENTATIVES": N_("妇女村民代表"),
}
VERDICTS = {
    "STRICTER": (N_("更严"), "ok"),
    "EQUAL": (N_("一样"), "ok"),
    "LAXER": (N_("比法律宽，不能用"), "bad"),
    "BOTH": (N_("两条都要达到"), ""),
    "LAW": (N_("按法律"), ""),
    "ADDED": (N_("法律没有规定，另加"), "pine"),
}
RULES = {
    "NOTICE_DAYS": N_("提前通知（天）"),
    "QUORUM": N_("到会"),
    "PASS": N_("通过"),
}
TYPES = (
    "PUBLIC_WELFARE",
    "CONSTRUCTION_CONTRACT",
    "LEVY_BY_CASE",
    "ASSET_DISPOSAL",
    "VILLAGE_PLAN",
    "LAND_TO_OUTSIDERS",
)
DONE = {
    "begun": N_("已照原样复制一份，现在可以改。"),
    "text": N_("已保存，检查结果在下面。"),
    "step": N_("这一步已保存，文字也跟着改了。"),
    "remove": N_("这一步已删去。"),
    "publish": N_("已发布为新版本。正在办的事项仍按原来的版本办。"),
    "allowed": N_("已记下。正在办的事项不受影响。"),
    "set": N_("已从今天起改严。"),
    "collective": N_("已登记。以后的事项按此确定由谁决定。"),
}
