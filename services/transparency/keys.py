"""The key of each log of a county: every opening has its own (ADR 13)."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra import crypto
from services.transparency.note import Verifier, verifier_of
from services.transparency.origin import earlier, file_name, origin

__all__ = ["is_here", "origin", "signing_key", "verifier", "verifiers"]


def signing_key(log: str) -> Ed25519PrivateKey:
    """Return the key that signs the heads and notices of a log."""
    return crypto.signing_key(f"log-{file_name(log)}")


def is_here(log: str) -> bool:
    """Say whether this installation holds the key of a log already."""
    return crypto.has_signing_key(f"log-{file_name(log)}")


def verifier(log: str) -> Verifier:
    """Return what anybody needs to check the signatures of a log."""
    return verifier_of(origin(log), signing_key(log))


def verifiers(log: str) -> Iterator[Verifier]:
    """Return the key of a log and those of the county's earlier ones that are still here."""
    yield verifier(log)
    yield from (verifier(one) for one in earlier(log) if is_here(one))
