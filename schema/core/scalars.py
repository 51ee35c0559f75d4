"""Scalars of our own: money in fen beyond 32 bits, and JSON for frozen facts."""

from typing import NewType

import strawberry
from graphql import GraphQLError

MOST_FEN = 2**53 - 1


def _parse_fen(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST_FEN:
        message = "Fen is an integer number of fen (1/100 yuan)."
        raise GraphQLError(message)  # any other error would be told as a defect of ours
    return value


Fen = NewType("Fen", int)
FEN = strawberry.scalar(
    name="Fen",
    description="An amount of money: an integer number of fen (1/100 yuan), up to 2^53-1.",
    serialize=int,
    parse_value=_parse_fen,
)
