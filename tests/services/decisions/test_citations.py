"""Articles written out."""

import pytest

from services.decisions.citations import in_words
from services.decisions.routing import ROUTES, MatterType


@pytest.mark.parametrize(
    ("noted", "zh", "en"),
    [
        (
            "组织法24",
            "《村民委员会组织法》第二十四条",
            "Organic Law of Villagers' Committees, art. 24",
        ),
        (
            "组织法11—20",
            "《村民委员会组织法》第十一条至第二十条",
            "Organic Law of Villagers' Committees, art. 11—20",
        ),
        (
            "集体法26、64",
            "《农村集体经济组织法》第二十六条、第六十四条",
            "Rural Collective Economic Organisations Law, art. 26, 64",
        ),
        ("一事一议", "一事一议", "一事一议"),
    ],
)
def test_an_article_is_written_out(noted: str, zh: str, en: str) -> None:
    assert in_words(noted) == (zh, en)


def test_every_kind_of_matter_names_its_articles_in_full() -> None:
    townships = MatterType.TOWNSHIP_AFFAIR  # by a local method (the five rings of 富锦): no statute
    assert {route.basis[0] for kind, route in ROUTES.items() if kind != townships} == {"《"}
    assert ROUTES[townships].basis == "乡镇五环·四步决策"
