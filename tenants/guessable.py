"""What people in China choose for a password and others try first, as rules, not as a long list.

A rule stands for thousands of lines: a birthday in several spellings, a mobile number, keys next to
each other, a name in pinyin, initials or characters, each with the digits that people hang on.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

LONGEST_TAIL = len("2026!!")
SHORTEST_WALK = 3
MOST_WALKS = 5

_KEYS = (
    "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "!@#$%^&*()", "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "147", "258",
    "369", "159", "357",
)  # fmt: skip
_LINES = tuple(line for keys in _KEYS for line in (keys, keys[::-1]))

_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_NUMBER = "|".join(
    (
        rf"\d{{6}}{_YEAR}{_MONTH}{_DAY}\d{{3}}[\dx]",  # a citizen's number
        r"1[3-9]\d{9}",  # a mobile number
        rf"{_YEAR}[-./]?{_MONTH}[-./]?{_DAY}",  # a day, as 19900101, 1990-01-01
        rf"{_DAY}{_MONTH}{_YEAR}",
        rf"\d\d{_MONTH}{_DAY}",  # 900101
        _YEAR,
        rf"{_MONTH}{_DAY}",
        *(rf"{digit}{{2,}}" for digit in range(10)),  # 888
        "0?1234?5?6?7?8?9?0?",
        "5?20|521|1314|168|518|998|110|119|120",  # "I love you", "for ever", luck, calls for help
    )
)
_NUMBERS = re.compile(rf"(?:{_NUMBER}){{1,3}}")
_REPEATED = re.compile(r"(.{1,4})\1+")
_ENDS = re.compile(r"^([\d\W_]*)(.*?)([\d\W_]*)$")
_LEET = str.maketrans("@$01345", "asoieas")

# The hundred surnames that 85 % of the people bear, by their sound.
_SURNAMES = (
    "bai cai cao chang chen cheng cui dai deng ding dong du duan fan fang feng fu gao gong gu guo"
    " han hao he hou hu huang jia jiang jin kang kong lai lei li liang liao lin liu long lu luo lv"
    " ma mao meng mo niu pan peng qian qiao qin qiu ren shao shen shi song su sun tan tang tao tian"
    " wan wang wei wen wu xia xiang xiao xie xiong xu xue yan yang yao ye yi yin yu yuan zeng zhang"
    " zhao zheng zhong zhou zhu zou"
)
_SYLLABLE = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un"
    r"|ue|ve|a|o|e|i|u|v)"
)
_NAME = re.compile(rf"(?:{_SURNAMES.replace(' ', '|')})(?:{_SYLLABLE}){{1,2}}|[一-鿿]{{2,3}}")


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the words that no rule makes, in small letters."""
    path = Path(__file__).with_name("common_passwords.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


def is_listed(low: str) -> bool:
    """Say whether it is a common word, as such, with a tail, or with digits for letters."""
    words = common_words()
    before, core, after = _parts(low)
    spellings = {core, core.translate(_LEET)}
    return bool(
        {low, low.translate(_LEET)} & words
        or (spellings & words and _is_tail(before) and _is_tail(after))
    )


def is_number(low: str) -> bool:
    """Say whether it is a day, a mobile or citizen's number, a lucky number, or a few of them."""
    return bool(_NUMBERS.fullmatch(low))


def is_keys(low: str) -> bool:
    """Say whether it is keys next to each other, a few rows of them, or the same over and over."""
    return bool(_REPEATED.fullmatch(low)) or _is_walked(low)


def is_name(low: str) -> bool:
    """Say whether it is a name (pinyin, initials or characters) with a number or a few signs."""
    before, core, after = _parts(low)
    if not (_is_tail(before) and _is_tail(after)):
        return False
    initials = 1 <= len(core) <= len("wxy") and core.isascii()
    return bool(_NAME.fullmatch(core)) or (initials and _is_telling(before, after))


def is_made_of(low: str, words: Iterable[str]) -> bool:
    """Say whether little but digits and signs is left without one of the given words."""
    return any(
        one in low and not re.sub(r"[\d\W_]+", "", low.replace(one, "", 1))
        for one in _spellings(words)
    )


def _parts(low: str) -> tuple[str, str, str]:
    """Cut off the digits and signs that people hang on either end."""
    found = _ENDS.match(low)
    return (found[1], found[2], found[3]) if found else ("", low, "")


def _is_tail(text: str) -> bool:
    return len(text) <= LONGEST_TAIL or _is_telling(text, "")


def _is_telling(before: str, after: str) -> bool:
    """Say whether the digits around a word are a number that is guessed with it."""
    digits = [re.sub(r"[\W_]", "", text) for text in (before, after)]
    return all(not one or is_number(one) or _is_walked(one) for one in digits) and any(digits)


def _is_walked(text: str) -> bool:
    """Say whether the text can be cut into a few rows of neighbouring keys."""
    ends, seen = {0}, {0}
    for _ in range(MOST_WALKS):
        ends = {end for start in ends for end in _row_ends(text, start)} - seen
        seen |= ends
    return len(text) in seen


def _row_ends(text: str, start: int) -> Iterator[int]:
    """Return where a row of neighbouring keys that begins here may end."""
    for end in range(start + SHORTEST_WALK, len(text) + 1):
        if not any(text[start:end] in line for line in _LINES):
            return
        yield end


def _spellings(words: Iterable[str]) -> set[str]:
    """Return each word, a place without its kind too: as written, in pinyin, as initials."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionaries take half a second

    found: set[str] = set()
    for word in words:
        for one in {word, re.sub(r"[省市县区旗镇乡村]$", "", word)}:
            syllables = lazy_pinyin(one)
            found |= {one, "".join(syllables), "".join(syllable[:1] for syllable in syllables)}
            found |= {one[-tail:] for tail in (8, 6) if one.isdecimal()}  # the end of a phone
    return {one.lower() for one in found if len(one) > 1}
