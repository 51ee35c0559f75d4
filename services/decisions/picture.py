"""A method drawn as a picture: steps downwards, ways back beside them; SVG with title and words."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from services.decisions.comparing import own_words
from services.decisions.method_types import ON_REJECT_FAIL, ON_REJECT_SUSPEND, Method, Step
from services.decisions.vocabulary import BODY_NAMES, ROLE_NAMES, RuleKind

_WIDTH, _BOX, _LEFT = 360, 236, 12
_HEIGHT, _GAP, _TOP = 52, 22, 12
_LONGEST_NAME, _LONGEST_NOTE = 15, 22


def drawn(method: Method, *, chinese: bool = True) -> str:
    """Return the picture; colours come from the page, so that contrast follows its scheme."""
    height = _TOP * 2 + len(method.steps) * (_HEIGHT + _GAP) - _GAP
    parts = [*_boxes(method, chinese), *_ways_back(method, chinese)]
    name, words = _titles(method, chinese)
    # Only words, lines and numbers of our own making: every text of the county is escaped.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {max(height, 24)}" '
        f'role="img" aria-labelledby="method-title method-words" class="method-picture">'
        f'<title id="method-title">{escape(name)}</title>'
        f'<desc id="method-words">{escape(words)}</desc>{"".join(parts)}</svg>'
    )


def _titles(method: Method, chinese: bool) -> tuple[str, str]:
    names = [step.name_zh if chinese else step.name_en for step in method.steps]
    words = " → ".join(names)
    back = [
        f"{step.name_zh if chinese else step.name_en} ⤺ {_target(method, step, chinese)}"
        for step in method.steps
        if step.on_reject
    ]
    return (method.name_zh if chinese else method.name_en, "; ".join([words, *back]))


def _target(method: Method, step: Step, chinese: bool) -> str:
    named = {ON_REJECT_SUSPEND: ("暂缓", "suspended"), ON_REJECT_FAIL: ("不通过", "rejected")}
    if step.on_reject in named:
        return named[step.on_reject][0 if chinese else 1]
    found = next((one for one in method.steps if one.key == step.on_reject), None)
    if found is None:
        return ""
    return found.name_zh if chinese else found.name_en


def _y(number: int) -> int:
    return _TOP + number * (_HEIGHT + _GAP)


def _boxes(method: Method, chinese: bool) -> Iterator[str]:
    for number, step in enumerate(method.steps):
        y = _y(number)
        name = _cut(step.name_zh if chinese else step.name_en, _LONGEST_NAME * (1 + (not chinese)))
        note = _cut(_note(step, chinese), _LONGEST_NOTE * (1 + (not chinese)))
        dash = ' stroke-dasharray="5 3"' if step.publishes else ""
        yield (
            f'<rect x="{_LEFT}" y="{y}" width="{_BOX}" height="{_HEIGHT}" '
            f'rx="{8 if step.meets else 2}" fill="none" stroke="currentColor"{dash}/>'
            f'<text x="{_LEFT + 10}" y="{y + 21}" font-size="14" fill="currentColor">'
            f"{number + 1}. {escape(name)}</text>"
            f'<text x="{_LEFT + 10}" y="{y + 41}" font-size="11" fill="currentColor">'
            f"{escape(note)}</text>"
        )
        if number:
            x, top = _LEFT + _BOX // 2, y - _GAP
            yield _arrow(f"M{x} {top}V{y - 1}", f"M{x - 4} {y - 7}L{x} {y - 1}L{x + 4} {y - 7}")


def _note(step: Step, chinese: bool) -> str:
    side = 0 if chinese else 1
    parts = [ROLE_NAMES[step.actor][side]]
    if step.routed:
        parts.append(("按类型定机构", "body by kind")[side])
    elif step.body is not None:
        parts.append(BODY_NAMES[step.body][side])
    parts += [word for word in [own_words(step, RuleKind.PASS)] if word]
    days = step.posting or step.notice
    if days is not None and days.days:
        parts.append(f"{days.days} " + ("天", "days")[side])
    return " · ".join(parts)


def _ways_back(method: Method, chinese: bool) -> Iterator[str]:
    places = {step.key: number for number, step in enumerate(method.steps)}
    edge, lane = _LEFT + _BOX, 0
    for number, step in enumerate(method.steps):
        if not step.on_reject:
            continue
        start = _y(number) + _HEIGHT // 2 + 6
        if step.on_reject not in places:
            yield (
                f'<path d="M{edge} {start}h14" fill="none" stroke="currentColor"/>'
                f'<text x="{edge + 18}" y="{start + 4}" font-size="11" fill="currentColor">'
                f"{escape(_cut(_target(method, step, chinese), 12))}</text>"
            )
            continue
        lane += 1
        x, end = edge + 12 + lane * 12 % 84, _y(places[step.on_reject]) + _HEIGHT // 2 - 6
        yield _arrow(
            f"M{edge} {start}H{x}V{end}H{edge + 1}",
            f"M{edge + 7} {end - 4}L{edge + 1} {end}L{edge + 7} {end + 4}",
        )


def _arrow(line: str, head: str) -> str:
    return f'<path d="{line}{head}" fill="none" stroke="currentColor"/>'


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
