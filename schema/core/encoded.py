"""Files inside an input, in base64: the only way in for callers that send JSON."""

import base64

from infra.errors import DomainError


def decoded(text: str, refusal: DomainError) -> bytes:
    """Return the bytes, or raise the refusal: for letters outside ASCII as for a wrong length."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise refusal from error
