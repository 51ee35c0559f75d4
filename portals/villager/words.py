"""The closed words of the villager's pages: what a need is about, how well a thing was done."""

from portals.kit.language import N_

CATEGORIES = (
    ("WATER", N_("水")),
    ("ROAD", N_("路")),
    ("MONEY", N_("钱和账")),
    ("WELFARE", N_("低保救助")),
    ("LAND", N_("土地")),
    ("ENVIRONMENT", N_("环境卫生")),
    ("OTHER", N_("别的")),
)
# Matters that the villager need wait for no longer: the result is out, or nothing will come of it.
SETTLED_STATES = ("RESULT_PUBLISHED", "ARCHIVED", "REJECTED", "WITHDRAWN", "ANNULLED")
ANSWERS = (
    ("YES", N_("办到了"), N_("说的都办了，我满意")),
    ("PARTLY", N_("办了一部分"), N_("还有没办完、没办好的")),
    ("NO", N_("没办到"), N_("和公布的不一样")),
)
CORRECTABLE = (
    ("NAME", N_("姓名")),
    ("GENDER", N_("性别")),
    ("BIRTH_DATE", N_("出生日期")),
    ("RELATION", N_("与户主关系")),
    ("PHONE", N_("手机")),
)
CORRECTION_STATES = {
    "OPEN": (N_("等待答复"), "warn"),
    "GRANTED": (N_("已更正"), "ok"),
    "REFUSED": (N_("没有更正"), ""),
}
