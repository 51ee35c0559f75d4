"""Chinese numerals for article numbers and counts below one hundred."""

_DIGITS = "零一二三四五六七八九"
_TEN = 10
_HUNDRED = 100


def chinese(number: int) -> str:
    """Return 26 as 二十六; from one hundred on, plain digits."""
    if not 0 <= number < _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
