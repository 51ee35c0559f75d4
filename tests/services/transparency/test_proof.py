"""The proof file of one leaf."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.transparency import merkle, note, proof
from services.transparency.note import Checkpoint, NoteError

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = "mingbai/150523"
VERIFIER = note.verifier_of(NAME, KEY)
LEAVES = [merkle.leaf_hash(bytes([each])) for each in range(7)]
HASHES = merkle.build(LEAVES)
HEAD = Checkpoint(NAME, 7, merkle.root(7, HASHES))
STEPS = [merkle.range_hash(part, HASHES) for part in merkle.inclusion_ranges(4, 7)]
TEXT = proof.render(4, STEPS, note.sign(HEAD.text, NAME, KEY))


def test_a_proof_file_has_the_documented_lines() -> None:
    lines = TEXT.split("\n")

    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 4"]
    assert lines[2:5] == [note.encode64(step) for step in STEPS]
    assert lines[5:8] == ["", "mingbai/150523", "7"]


def test_a_proof_file_leads_from_its_leaf_to_the_signed_head() -> None:
    assert proof.verify(TEXT, LEAVES[4], VERIFIER) == HEAD


def test_extra_data_is_skipped() -> None:
    extra = TEXT.replace("index", "extra AAAA\nindex", 1)

    assert proof.verify(extra, LEAVES[4], VERIFIER) == HEAD


def test_a_proof_file_is_refused_for_every_other_leaf() -> None:
    for leaf in LEAVES[:4] + LEAVES[5:]:
        with pytest.raises(NoteError, match="does not lead"):
            proof.verify(TEXT, leaf, VERIFIER)


def test_every_changed_character_is_refused() -> None:
    for place, character in enumerate(TEXT):
        if character != "7" or TEXT[place - 1] != "\n":
            with pytest.raises(NoteError):
                proof.verify(
                    TEXT[:place] + "7" * (character != "7") + TEXT[place + 1 :], LEAVES[4], VERIFIER
                )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v1",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v2\nindex 4\n\n",
    ],
)
def test_a_file_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        proof.parse(text)
