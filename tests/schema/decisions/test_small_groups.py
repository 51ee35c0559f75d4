"""Of fewer than five people the neighbours know who they are: such counts are not shown."""

import pytest

from infra.privacy import shown_count
from schema.decisions.types.execution import EvaluationSummary


@pytest.mark.parametrize(("people", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (113, 113)])
def test_a_count_of_one_to_four_people_is_not_shown(people: int, shown: int | None) -> None:
    assert shown_count(people) == shown


def test_evaluations_show_no_small_group() -> None:
    counted = EvaluationSummary.from_counts({"yes": 40, "no": 4})

    assert (counted.yes, counted.partly, counted.no) == (40, 0, None)
