"""What the notices of representatives say: facts, names as values that can be erased."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from infra import clock
from services.representation.workflow import POSTED_DAYS, ToBe
from services.transparency import service as transparency

BASIS = "《村民委员会组织法》第二十五条"
_OBJECT = "本村村民对名单有异议的，请在公示期内登录后在“推选代表”里提出，或书面向乡镇人民政府提出。"


def table(rows: Sequence[tuple[str, str, int]]) -> Mapping[str, object]:
    """Return the list: group, name, for how many households."""
    return {
        "title": "村民代表名单",
        "head": ["社（组）", "姓名", "代表户数"],
        "numeric": [2],
        "rows": [[group, transparency.personal(name), str(count)] for group, name, count in rows],
        "total": [],
    }


def nominees(
    coming: Sequence[ToBe], groups: Mapping[UUID, str], *, whole: bool
) -> dict[str, object]:
    """Return the record of a list that hangs before the seating."""
    what = "换届推选" if whole else "补选"
    return {
        "text": (
            f"村民代表{what}，由各户推选、户主确认，共 {len(coming)} 人，"
            f"现予公示 {POSTED_DAYS} 天；公示期满、异议处理完以后就任。"
        ),
        "meeting_on": clock.today(),
        "basis": BASIS,
        "posted_days": POSTED_DAYS,
        "posted_until": clock.today() + timedelta(days=POSTED_DAYS),  # later if released later
        "how_to_object": _OBJECT,
        "table": table([(groups[one.group_id], one.name, len(one.households)) for one in coming]),
    }
