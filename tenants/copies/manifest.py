"""What an export says of itself; the county's log key signs it, so that nobody else can say it."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from infra import crypto
from infra.migrations import runner
from infra.table_copy import Piece
from tenants.copies.errors import ExportUnreadable, KeysDiffer
from tenants.registry import Kind, State, Tenant, tenant_names

FORMAT = "mingbai-county-export-v1"
FILE = "export.note"
TABLES = "tables"
FILES = "files"
FILE_LIST = "files.txt"
KEYS = ("fields", "index", "codes", "slips")


class Manifest(BaseModel):
    """The county, the shape and hash of each part, and which keys its sealed values need."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    county: str = Field(pattern=r"^([0-9]{2}|[0-9]{6})$")
    name: str
    kind: Kind
    state: State
    generation: int = Field(ge=1)
    made_at: str
    revision: str
    keys: dict[str, str]
    tables: dict[str, Piece]
    files: int
    files_sha256: str

    @property
    def tenant(self) -> Tenant:
        """The county as it was registered."""
        schema, role = tenant_names(self.county)
        return Tenant(self.county, self.name, self.kind, schema, role, self.state, self.generation)

    @property
    def text(self) -> str:
        """What is signed: the format's name, which sets it apart from heads, and JSON."""
        return f"{FORMAT}\n{self.model_dump_json(indent=1)}\n"


def parse(note: str, folder: Path) -> Manifest:
    """Read a manifest with or without its signature, which the caller checks."""
    head, _, body = note.partition("\n")
    if head != FORMAT:
        raise ExportUnreadable(folder=folder)
    try:
        manifest = Manifest.model_validate_json(body.partition("\n\n")[0])
    except ValidationError as error:
        raise ExportUnreadable(folder=folder) from error
    if not runner.knows(manifest.revision):
        raise ExportUnreadable(folder=folder)
    return manifest


def require_keys(manifest: Manifest) -> None:
    """Refuse when the keys here are not those that sealed the rows."""
    wrong = [name for name, mark in manifest.keys.items() if crypto.fingerprint(name) != mark]
    if wrong:
        raise KeysDiffer(names="、".join(f"{name}.key" for name in wrong))
