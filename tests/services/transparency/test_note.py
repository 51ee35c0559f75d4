"""Signed notes and checkpoints, with the example of the format's own documentation."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.transparency import note
from services.transparency.note import Checkpoint, NoteError

# The example key and note of Go's golang.org/x/mod/sumdb/note, which C2SP signed-note describes.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_NOTE = GO_TEXT + (
    "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngot"
    "pRZb6KE6RyyBwJnAM=\n"
)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = "mingbai/150523"
HEAD = Checkpoint(NAME, 7, bytes(range(32)))


def test_the_documented_note_is_verified_by_the_documented_key() -> None:
    verifier = note.parse_verifier(GO_KEY)

    assert note.verify(GO_NOTE, verifier) == GO_TEXT
    assert verifier.text == GO_KEY


def test_a_checkpoint_survives_signing_and_reading() -> None:
    signed = note.sign(HEAD.text, NAME, KEY)

    assert signed.startswith(
        "mingbai/150523\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— mingbai/150523 "
    )
    assert note.open_checkpoint(signed, note.verifier_of(NAME, KEY)) == HEAD


def test_every_changed_character_of_a_signed_head_is_refused() -> None:
    signed = note.sign(HEAD.text, NAME, KEY)
    verifier = note.verifier_of(NAME, KEY)

    for place, character in enumerate(signed):
        for other in "aZ9\n ":
            if other == character:
                continue
            with pytest.raises(NoteError):
                note.open_checkpoint(signed[:place] + other + signed[place + 1 :], verifier)


def test_signatures_of_unknown_keys_are_passed_over_but_do_not_count() -> None:
    witness = Ed25519PrivateKey.generate()
    line = note.sign(HEAD.text, "witness", witness).rpartition("\n\n")[2]
    signed = note.sign(HEAD.text, NAME, KEY) + line

    assert note.open_checkpoint(signed, note.verifier_of(NAME, KEY)) == HEAD
    assert note.verify(signed, note.verifier_of("witness", witness)) == HEAD.text
    with pytest.raises(NoteError, match="no signature by the expected key"):
        note.verify(signed, note.verifier_of("another", witness))


def test_a_head_of_another_log_under_the_same_key_is_refused() -> None:
    signed = note.sign(HEAD._replace(origin="mingbai/371721").text, NAME, KEY)

    with pytest.raises(NoteError, match="belongs to another log"):
        note.open_checkpoint(signed, note.verifier_of(NAME, KEY))


@pytest.mark.parametrize(
    "text",
    [
        "mingbai/150523\n07\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "mingbai/150523\n-7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "mingbai/150523\n７\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "mingbai/150523\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=\n",
        "mingbai/150523\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==\n",
        "mingbai/150523\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nextension\n",
        "\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "mingbai/150523\n\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "mingbai/150523\n7\n",
    ],
)
def test_a_head_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        note.parse_checkpoint(text)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=",
        "PeterNeumann+c74f20a3+%%%",
    ],
)
def test_a_crooked_verifier_key_is_refused(key: str) -> None:
    with pytest.raises(NoteError):
        note.parse_verifier(key)


@pytest.mark.parametrize(
    "crooked",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        "text\n\n— name AAAA\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n— na+me AAAAAAAA\n",
        "te\rxt\n\n— name AAAAAAAA\n",
        "text\n\n" + "— name AAAAAAAA\n" * 101,
    ],
)
def test_a_crooked_note_is_refused(crooked: str) -> None:
    with pytest.raises(NoteError):
        note.verify(crooked, note.verifier_of(NAME, KEY))


@pytest.mark.parametrize("text", ["no newline", "a\ttab\n", ""])
def test_a_text_that_could_not_be_read_back_is_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        note.sign(text, NAME, KEY)


@pytest.mark.parametrize("name", ["", "with space", "with+plus", "with\u3000space"])
def test_a_key_has_a_plain_name(name: str) -> None:
    with pytest.raises(NoteError):
        note.sign("text\n", name, KEY)
