"""The worked example of docs/verification.md is what the code computes."""

from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.transparency import code, folder, merkle, note, record, statement

PAGE = (Path(__file__).parents[3] / "docs" / "verification.md").read_text(encoding="utf-8")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER = note.verifier_of("mingbai/150523", KEY)
BODY = record.canonical(
    {
        "at": "2026-11-22T03:12:19Z",
        "county": "150523",
        "kind": "resolution",
        "record": record.closed(
            {
                "title": "修路",
                "amount_fen": 2_000_000,
                "mover": {"salt": bytes(range(32)).hex(), "value": "居民0001"},
            }
        ),
        "subject": "0193a1b2-0000-7000-8000-000000000001",
        "supersedes": None,
        "version": 1,
    }
)
LEAF = merkle.leaf_hash(BODY)
CODE = code.of_leaf("150523", LEAF)
HEAD = note.Checkpoint(VERIFIER.name, 1, LEAF)
CLAIM = statement.Statement(
    "150523",
    CODE,
    "150523108217",
    "决〔2026〕12号",
    date(2026, 11, 22),
    "16:1:0 2000000",
    LEAF[:16],
)


@pytest.mark.parametrize(
    "shown",
    [
        BODY.decode(),
        LEAF.hex(),
        code.printed(CODE),
        VERIFIER.text,
        *note.sign(HEAD.text, VERIFIER.name, KEY).split("\n"),
        statement.landing_url("https://mingbai.example", CLAIM, KEY),
    ],
)
def test_the_page_shows_what_the_code_computes(shown: str) -> None:
    assert shown in PAGE


def test_the_page_names_every_file_of_the_folder() -> None:
    for name in (folder.KEY, folder.HEAD, folder.LEAVES, folder.NODES, folder.README):
        assert f"`{name}`" in PAGE
    for suffix in folder.ITEM_SUFFIXES:
        assert f"`{folder.ITEMS}/CODE{suffix}`" in PAGE
