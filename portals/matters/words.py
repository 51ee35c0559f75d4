"""The closed words of the matter's page."""

from portals.kit.language import N_

REASONS = (
    ("AGAINST_LAW", N_("不符合法律法规")),
    ("AGAINST_POLICY", N_("不符合政策")),
    ("AGAINST_WILL", N_("不符合村民意愿")),
    ("BUDGET_UNCLEAR", N_("预算或资金来源不清")),
    ("NOT_FEASIBLE", N_("不符合本村实际")),
    ("PAPERS_MISSING", N_("材料不全")),
    ("PROCEDURE_DEFECT", N_("程序有缺陷")),
)
ANNULLERS = (
    (
        "TOWNSHIP_ORDER",
        N_("乡镇人民政府责令改正"),
        N_("决定违反法律法规或侵犯村民权利（组织法第二十七条）"),
    ),
    ("COURT", N_("人民法院判决撤销"), N_("村民起诉，法院撤销（组织法第三十六条）")),
    ("ASSEMBLY", N_("村民会议撤销"), N_("村民会议撤销代表会议的决定（组织法第二十三条）")),
)
STANCES = (
    ("AGREE", N_("同意")),
    ("CHANGE", N_("同意，但要改")),
    ("DISAGREE", N_("不同意")),
)
PAPERS = {
    "HEARING": N_("论证会"),
    "PLAN": N_("实施方案"),
    "REPORT": N_("执行情况报告"),
}
DONE = {
    "hearing": N_("论证会已登记。"),
    "sheet": N_("您的意见表已收到。"),
    "sheet-for": N_("意见表已录入。"),
    "work-plan": N_("实施方案已写好，可以召集会议了。"),
    "work-report": N_("执行情况已报告。"),
    "extra": N_("办理情况已登记。"),
    "township-extra": N_("乡镇办理情况已登记。"),
    "annul": N_("已登记撤销，村民会在这里看到依据。"),
    "edit": N_("方案已保存。"),
    "attach": N_("附件已附上。"),
    "detach": N_("附件已删去。"),
    "propose": N_("议案已提交，进入下一步。"),
    "heard": N_("意见已记下。"),
    "advance": N_("办了。下面写着还差什么、该谁办。"),
    "archived": N_("办完了，这件事已归档。"),
    "already": N_("这一步已经办完了，不用再办。下面是现在走到哪一步。"),
    "reconsider": N_("已重新提上流程。先上门听反对的意见，再改方案。"),
    "withdraw": N_("事项已撤回。"),
    "approve": N_("审核通过，进入下一步。"),
    "return": N_("已退回补正，村里会看到原因。"),
    "call": N_("会议通知已发出。"),
    "objection": N_("异议已答复，提异议的人和村民在这一页看得到。"),
    "start": N_("开始实施。"),
    "plan": N_("节点已加上。"),
    "report": N_("节点已报告完成。"),
    "inspect": N_("监督意见已记下。"),
    "visit": N_("走访已记下。"),
}
