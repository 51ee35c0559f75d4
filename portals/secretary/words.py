"""The closed words of the secretary's pages."""

from portals.kit.language import N_

CATEGORIES = {
    "WATER": N_("水"),
    "ROAD": N_("路"),
    "MONEY": N_("钱和账"),
    "WELFARE": N_("低保救助"),
    "LAND": N_("土地"),
    "ENVIRONMENT": N_("环境卫生"),
    "OTHER": N_("别的"),
}
STATES = {
    "RECEIVED": (N_("等着办"), "warn"),
    "TAKEN_UP": (N_("已进事项"), "pine"),
    "ANSWERED": (N_("已答复"), "ok"),
}
DONE = {
    "answered": N_("答复已送到提意见的人。"),
    "merged": N_("已并入事项，提意见的人看得到自己的这一条在里面。"),
}
