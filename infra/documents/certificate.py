"""A certificate for one person, on a sheet that is signed and stamped: its JSON becomes a PDF."""

from typing import TypedDict

from infra.documents import accessible


class Roster(TypedDict):
    """A table on the certificate; no rows: it is left out."""

    title: str
    head: list[str]
    rows: list[list[str]]


class Certificate(TypedDict):
    """Everything that stands on it."""

    title: str
    number: str
    name: str
    text: str
    basis: str
    roster: Roster
    issuer: str
    day: str
    note: str


def pdf(certificate: Certificate) -> bytes:
    """Print the certificate; as many pages as its table needs."""
    return accessible.pdf("certificate.typ", certificate=certificate)
