"""What a notice-board sheet says: the JSON that the template prints, nothing left out."""

from typing import Literal, TypedDict

StepState = Literal["done", "now", "late", "todo"]


class Step(TypedDict):
    label: str
    state: StepState
    when: str


class Count(TypedDict):
    label: str
    value: str
    unit: str
    strong: bool


class Derived(TypedDict):
    met: bool
    text: str
    citation: str


class Fact(TypedDict):
    label: str
    text: str


class Table(TypedDict):
    """`numeric` names the columns set flush right; `total` may be empty."""

    title: str
    head: list[str]
    numeric: list[int]
    rows: list[list[str]]
    total: list[str]


class Checked(TypedDict):
    body: str
    text: str


class Labels(TypedDict):
    rail: str
    vote: str
    facts: str
    checked: str


class Poster(TypedDict):
    """An empty text or list leaves its part of the sheet out."""

    issuer: str
    masthead: str
    place: str
    kind: str
    number: str
    title: str
    period: str
    labels: Labels
    rail: list[Step]
    counts: list[Count]
    derivation: list[Derived]
    facts: list[Fact]
    table: Table
    checked: list[Checked]
    objection: str
    phone: str
    seal: str
    code: str
    code_label: str
    code_spaced: str
    how_to_check: str
    qr_url: str
    qr_alt: str
