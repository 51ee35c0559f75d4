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
ANSWERS = (
    ("YES", N_("办到了"), N_("说的都办了，我满意")),
    ("PARTLY", N_("办了一部分"), N_("还有没办完、没办好的")),
    ("NO", N_("没办到"), N_("和公布的不一样")),
)
