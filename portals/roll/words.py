"""The closed words of the roll desk."""

from portals.kit.language import N_
from tenants.divisions import catalogue

GENDERS = (("MALE", N_("男")), ("FEMALE", N_("女")))
ARRIVALS = (("BORN", N_("出生")), ("ENTERED", N_("迁入（从外地来落户）")))
DEPARTURES = (("DIED", N_("去世")), ("MOVED", N_("迁出本县")))
OFFICES = (
    *("PARTY_SECRETARY", "PARTY_COMMITTEE_MEMBER", "PARTY_MEMBER"),
    "PARTY_PROBATIONARY",
    *("COMMITTEE_DIRECTOR", "COMMITTEE_MEMBER", "CLERK", "GROUP_HEAD"),
    *("SUPERVISOR_DIRECTOR", "SUPERVISOR", "FINANCE_MEMBER", "EXECUTIVE_CHAIR", "REPRESENTATIVE"),
    *("COLLECTIVE_HEAD", "COLLECTIVE_MANAGER", "COLLECTIVE_SUPERVISOR"),
    "MEMBER_REPRESENTATIVE",
)
# In the order in which the law names them; which fit an office the answer says.
REASONS = (
    ("RESIGNED", N_("辞职")),
    ("TERM_OVER", N_("任期届满")),
    ("LOST_CAPACITY", N_("丧失行为能力")),
    ("SENTENCED", N_("被判处刑罚")),
    ("UNFIT", N_("连续两次被评议不称职")),
    ("REMOVED", N_("由选任的会议或者单位免去")),
    ("PARTY", N_("党内手续（转正、转出、出党等）")),
)
LEFT = {"DIED": N_("去世"), "MOVED": N_("迁出本县")}
FIELDS = (
    ("NAME", N_("姓名")),
    ("GENDER", N_("性别")),
    ("BIRTH_DATE", N_("出生日期")),
    ("RELATION", N_("与户主关系")),
    ("PHONE", N_("手机")),
)
HOME = "home"
ABROAD = ("00", N_("国外或港澳台"))
DONE = {
    "split": N_("已分户，新户列在下面。"),
    "merge": N_("已并户，原户号不再使用。"),
    "move": N_("这一户已换社（组）。"),
    "head": N_("户主已换。"),
    "leave": N_("已转到这一户。"),
    "add": N_("已写进名册。"),
    "away": N_("外出情况已记下。权利不变，开会照样通知、照样计入。"),
    "depart": N_("已从名册转出，职务同时终止。"),
    "correct": N_("已更正。"),
    "decide": N_("已答复，申请人看得到。"),
    "settlement": N_("自然村已添加。"),
    "posted": N_("名单公告已拟好，等另一人核对发布，公示 7 天。"),
    "confirmed": N_("成员已登记；原来就是成员的不变。"),
    "ended": N_("已登记终止成员身份。"),
    "households": N_("这位代表的户已登记。"),
    "term": N_("任职已登记。"),
    "left": N_("离任已登记，账号的权限同时收回。"),
    "handed": N_("移交已登记。"),
    "excused": N_("请假已补记，这次缺席不再计入。"),
    "seat": N_("已登记失去代表资格，他联系的户可以补选。"),
    "identity": N_("身份证号已登记。"),
    "rights": N_("已登记，从文书写明的日期起生效。"),
    "nominee": N_("已登记，请户主确认。"),
    "sheet": N_("推选单已录入。"),
    "dropped": N_("已退出推选，这些户可以另推一人。"),
    "listed": N_("名单公告已拟好，等另一人核对发布，公示 7 天。"),
    "unlisted": N_("名单已作废。"),
    "decided": N_("异议已处理。"),
    "seated": N_("代表已就任，代表证可以打印了。"),
    "group": N_("社（组）已添加。"),
    "erased": N_("已删除。名字和号码都没有了，只留下编号和日期。"),
    "place": N_("已记下这个社（组）在哪个自然村。"),
}


def provinces() -> list[tuple[str, str]]:
    """Return where somebody may be for a while: at home, a province, or abroad."""
    return [(one.code, one.name) for one in catalogue.provinces()]
