"""A short readable name of the device that asks, so that people know their sessions apart."""

# The first that a browser names itself by; each contains the words of those it descends from.
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "Mi Browser"),
    ("UCBrowser", "UC Browser"),
    ("MQQBrowser", "QQ Browser"),
    ("EdgA", "Edge"),
    ("Edg/", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_LONGEST_OWN_NAME = 24


def readable(user_agent: str) -> str:
    """Return "Chrome · Android"; a program's own first word where it is no browser."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser or system:
        return " · ".join(filter(None, (browser, system)))
    own = user_agent.partition("/")[0].partition(" ")[0].strip()
    return own[:_LONGEST_OWN_NAME] if own.isprintable() else ""


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in known if mark in user_agent), "")
