"""What is typed into an opinion sheet, before anything is asked of the API."""

from portals.kit.forms import Form
from portals.matters import acts


def _sheet(score: str) -> tuple[object, set[str]]:
    typed = {"subject": ["12"], "rated": ["1"], "stance": ["AGREE"], "score": [score]}
    form = Form(typed)
    said = acts._paper_sheet(form)
    return said["score"], set(form.errors)


def test_a_score_is_one_of_those_on_the_sheet() -> None:
    assert _sheet("5")[0] == 5
    for wrong in ("", "0", "6", "x", "/150523/", "⁵"):
        score, errors = _sheet(wrong)
        assert score is None
        assert "score" in errors
