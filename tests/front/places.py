"""Where a payload may land without being escaped, and what careless hands do to it before."""

import json
import re
from collections.abc import Callable
from html import escape
from unicodedata import normalize

Place = Callable[[str], str]


def _inside(page: str, change: Place = str) -> Place:
    return lambda payload: page.replace("{}", change(payload))


def _removed(sign: str) -> Place:
    return lambda payload: payload.replace(sign, "", 1)


# Where most of them run comes first; the harmless ones are tried in these alone.
COMMON: list[Place] = [
    _inside("{}"),
    _inside('<a href="{}">x</a>'),
    _inside("<input value={}>"),
    _inside('<a title="{}">x</a>'),
    _inside("<script>{}</script>"),
    _inside('<iframe srcdoc="{}"></iframe>'),
]
PLACES: list[Place] = [
    *COMMON,
    # In a script
    _inside('<script>document.write("{}")</script>'),
    _inside("<script>var x = '{}';</script>"),
    _inside('<script>var x = "{}";</script>'),
    _inside("<script>var x = `{}`;</script>"),
    _inside("<script>var x = {};</script>"),
    _inside("<script>var x = '{}';</script>", lambda payload: payload.replace("'", "\\'")),
    _inside(
        "<div id=a></div><script>a.innerHTML = {}; a.innerHTML = a.innerHTML</script>",
        lambda payload: json.dumps(payload).replace("</", "<\\/"),
    ),
    # In a text after a filter that means well, or before something else
    _inside("{}", lambda payload: normalize("NFKC", payload)),
    _inside("{}", _removed("<script>")),
    _inside("{}", _removed("\u200d")),
    _inside("{}\n//\n</script>"),
    _inside("{}<script src=x.js></script>"),
    # In another attribute
    _inside("<a title='{}'>x</a>"),
    _inside('<iframe src="data:text/html,{}"></iframe>'),
    # In an element that holds text alone
    _inside("<select><option>{}</option></select>"),
    _inside("<title>{}</title>"),
    _inside("<textarea>{}</textarea>"),
    _inside("<style>{}</style>"),
    _inside("<!-- {} -->"),
    _inside("<noscript>{}</noscript>"),
    _inside("<svg><![CDATA[{}]]></svg>"),
]
_LIVE = re.compile(r"RAN \((\d+),\)|asks for \w+://e(\d+)\.example")


def frames(place: Place, some: dict[int, str]) -> str:
    """Return a page of frames, with a payload at the place in each; numbered, to be told apart."""
    return "".join(
        f'<iframe srcdoc="{escape(place(_numbered(one, at)))}"></iframe>'
        for at, one in some.items()
    )


def alive(seen: list[str]) -> set[int]:
    """Return the numbers of those that ran, or asked for something elsewhere."""
    return {int(one) for pair in _LIVE.findall("\n".join(seen)) for one in pair if one}


def _numbered(payload: str, number: int) -> str:
    named = payload.replace("pwn()", f"pwn({number})")
    return named.replace("e.example", f"e{number}.example")
