"""Shares of a whole as exact whole numbers: met or not, how many are needed, the printed sum."""

from typing import Protocol


class Share(Protocol):
    """A fraction that a count must reach; 过半数 is strict, 以上 includes its own number."""

    @property
    def numerator(self) -> int: ...

    @property
    def denominator(self) -> int: ...

    @property
    def strict(self) -> bool: ...


def met(count: int, base: int, share: Share) -> bool:
    """Say whether count/base reaches the share, by cross multiplication; of nobody none does."""
    if base <= 0:
        return False
    left, right = count * share.denominator, base * share.numerator
    return left > right if share.strict else left >= right


def needed(base: int, share: Share) -> int:
    """Return the smallest count that reaches it: 过半数 is floor + 1, 以上 is the ceiling."""
    if share.strict:
        return base * share.numerator // share.denominator + 1
    return max(1, -(-base * share.numerator // share.denominator))


def formula(count: int, base: int, share: Share) -> str:
    """Return the sum that decides: 38·3 ≥ 56·2."""
    sign = {(True, True): ">", (True, False): "≤", (False, True): "≥", (False, False): "<"}
    reached = met(count, base, share)
    left, right = _times(count, share.denominator), _times(base, share.numerator)
    return f"{left} {sign[share.strict, reached]} {right}"


def _times(number: int, factor: int) -> str:
    return str(number) if factor == 1 else f"{number}·{factor}"
