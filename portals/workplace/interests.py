"""The forms of the register of interests: what is declared and ended, by the holder or for them."""

from typing import Any

from portals.kit.forms import Form
from portals.kit.language import N_

FIRM = "FIRM"
RELATIONS = (
    ("SPOUSE", N_("配偶")),
    ("PARENT", N_("父母")),
    ("CHILD", N_("子女")),
    ("SIBLING", N_("兄弟姐妹")),
    ("GRANDPARENT", N_("祖父母、外祖父母")),
    ("GRANDCHILD", N_("孙子女、外孙子女")),
    (FIRM, N_("企业、合作社等单位")),
)
DONE = {"declared": N_("已登记。"), "ended": N_("已注销，不再算数。")}
PATHS = {"name": "name", "householdNumber": "household_number", "relation": "relation"}
_LONGEST_NAME = 60


def declared(form: Form) -> dict[str, Any]:
    """Return what was filled in, as the operation takes it."""
    relation = form.choice("relation", N_("是什么关系"), dict(RELATIONS))
    return {
        "relation": None if relation == FIRM else relation,
        "name": form.text("name", N_("姓名或单位名称"), longest=_LONGEST_NAME),
        "householdNumber": form.text("household_number", N_("户号"), required=False, longest=20),
    }
