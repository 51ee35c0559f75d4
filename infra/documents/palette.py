"""The colours of printed sheets: the same inks as the pages, and their black-and-white twins."""

from collections.abc import Mapping
from types import MappingProxyType

# portals/kit/tokens.py holds the same values for screens; infra may not import upwards, so a test
# compares the two (tests/infra/test_documents.py).
COLOUR: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#1c211f",
        "ink-2": "#4a524e",
        "line": "#d9d5c7",
        "edge": "#5b625f",
        "pine": "#0c5a45",
        "pine-d": "#08402f",
        "pine-t": "#e4efe9",
        "seal": "#a8281e",
        "none-t": "#ececea",
    }
)

# Village laser printers: no tint may turn to dots behind text, so fills are white or solid black.
BLACK_AND_WHITE: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#000000",
        "ink-2": "#000000",
        "line": "#000000",
        "edge": "#000000",
        "pine": "#000000",
        "pine-d": "#000000",
        "pine-t": "#ffffff",
        "seal": "#000000",
        "none-t": "#ffffff",
    }
)
