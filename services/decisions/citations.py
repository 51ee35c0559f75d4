"""Articles as the routes note them ("组织法24"), written out for people."""

import re

from services.decisions.numerals import chinese

_STATUTES = {
    "组织法": ("村民委员会组织法", "Organic Law of Villagers' Committees"),
    "集体法": ("农村集体经济组织法", "Rural Collective Economic Organisations Law"),
    "承包法": ("农村土地承包法", "Rural Land Contracting Law"),
    "支部条例": (
        "中国共产党支部工作条例（试行）",
        "Regulations on the Work of Party Branches",
    ),
}
_NOTED = re.compile(r"(\D+?)([\d—、]+)")
_NUMBER = re.compile(r"\d+")


def in_words(noted: str) -> tuple[str, str]:
    """Return 《村民委员会组织法》第二十四条 and its English; what is no article stays as it is."""
    found = _NOTED.fullmatch(noted)
    if found is None or found[1] not in _STATUTES:
        return noted, noted
    zh, en = _STATUTES[found[1]]
    articles = _NUMBER.sub(lambda one: f"第{chinese(int(one[0]))}条", found[2])
    return f"《{zh}》{articles.replace('—', '至')}", f"{en}, art. {found[2].replace('、', ', ')}"
