"""A county's name and signing key in the public log."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra import crypto
from services.transparency.note import Verifier, verifier_of


def origin(county: str) -> str:
    """Return the name of a county's log."""
    return f"mingbai/{county}"


def signing_key(county: str) -> Ed25519PrivateKey:
    """Return the key that signs the county's heads and notices."""
    return crypto.signing_key(f"log-{county}")


def verifier(county: str) -> Verifier:
    """Return what anybody needs to check the county's signatures."""
    return verifier_of(origin(county), signing_key(county))
