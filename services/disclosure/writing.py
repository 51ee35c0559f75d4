"""What people write about bulletins: how much of it is taken."""

from infra.texts import NOTE, TEXT, TITLE, Words
from services.disclosure.errors import ReasonNeeded

BOARD = Words("board", "公开栏名称", "name of the board", TITLE, public=True)
CHANGES = Words("changes", "更正", "corrections", 100)
FIELD = Words("changes", "更正的栏目", "name of a corrected field", TITLE)
REASON = Words("reason", "原因", "reason", NOTE, public=True)
SAID = Words("text", "要说的话", "text", NOTE, public=True)
VALUE = Words("changes", "更正后的内容", "corrected text", TEXT, public=True)


def reason(raw: str) -> str:
    """Return why a bulletin is taken back or corrected; everybody can read it."""
    text = REASON.read(raw)
    if not text:
        raise ReasonNeeded(path=(REASON.field,))
    return text
