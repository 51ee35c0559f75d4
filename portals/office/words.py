"""The closed words of the county offices' pages."""

from portals.kit.language import N_

STATES = {
    "ACTIVE": (N_("在册"), "ok"),
    "CLOSED": (N_("已撤销"), ""),
    "MERGED": (N_("已并入别村"), "warn"),
}
CHANGES = {
    "ADDED": N_("增设"),
    "RENAMED": N_("改名"),
    "MERGED": N_("并入"),
    "CLOSED": N_("撤销"),
}
DONE = {
    "added": N_("村已增设，代码由系统按顺序给出。接着导入户籍名册。"),
    "renamed": N_("村名已改，旧名留在沿革里。"),
    "merged": N_("已并村，名册跟着过去，原村职务到此为止。"),
    "closed": N_("村已撤销，代码不再使用。"),
    "imported": N_("名册已导入。"),
}
