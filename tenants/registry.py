"""The counties and provinces of this installation; nothing about people."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from sqlalchemy import Connection, TextClause, text

from infra.database import REGISTRY_ROLE, REGISTRY_SCHEMA, app_engine
from infra.errors import NotFound

Kind = Literal["county", "province"]
State = Literal["open", "suspended"]
_COLUMNS = "code, name, kind, schema_name, role_name, state, generation"
_ENTER = text("SELECT set_config('role', :role, true), set_config('search_path', :path, true)")


@dataclass(frozen=True)
class Tenant:
    """A county (6-digit code) or a province (2-digit code) with its schema and role."""

    code: str
    name: str
    kind: Kind
    schema: str
    role: str
    state: State
    generation: int = 1

    @property
    def log(self) -> str:
        """The name of its public log: the code, and from the second opening on the generation.

        A county that was erased and opened again begins another log under another key (ADR 13).
        """
        return self.code if self.generation == 1 else f"{self.code}/{self.generation}"


class UnknownTenant(NotFound):
    """No county or province of this code is open here."""

    code = "UNKNOWN_TENANT"
    zh = "这里没有开通 {county}。请核对网址里的行政区划代码。"
    en = "{county} is not open here. Check the division code in the address."


class TenantSuspended(NotFound):
    """The county is closed for the moment by its operator."""

    code = "TENANT_SUSPENDED"
    zh = "{county} 暂停服务，数据都在。请联系县里的管理员。"
    en = "{county} is suspended; its data is kept. Ask the county's administrator."


def tenant_names(code: str) -> tuple[str, str]:
    """Return schema and role of a division code; both bear the same name."""
    name = f"province_{code}" if len(code) == 2 else f"county_{code}"  # noqa: PLR2004 - code lengths
    return name, name


@cache
def _select(where: str) -> TextClause:
    return text(f"SELECT {_COLUMNS} FROM tenant {where} ORDER BY code")  # noqa: S608 - constants


def _rows(connection: Connection, where: str, values: dict[str, str]) -> list[Tenant]:
    connection.execute(_ENTER, {"role": REGISTRY_ROLE, "path": REGISTRY_SCHEMA})
    return [Tenant(*row) for row in connection.execute(_select(where), values)]


async def _read(where: str, **values: str) -> list[Tenant]:
    async with app_engine().connect() as connection:  # closing it ends the transaction
        return await connection.run_sync(_rows, where, values)


async def find(code: str) -> Tenant:
    """Return the open county or province of this code."""
    if not (code.isascii() and code.isdigit()):  # NUL, for one, is nothing to ask PostgreSQL about
        raise UnknownTenant(county=code)
    found = await _read("WHERE code = :code", code=code)
    if not found:
        raise UnknownTenant(county=code)
    if found[0].state == "suspended":
        raise TenantSuspended(county=found[0].name)
    return found[0]


async def find_by_host(host: str) -> Tenant:
    """Return the open county that a host name is bound to."""
    found = await _read("WHERE host_name = :host AND state = 'open'", host=host)
    if not found:
        raise UnknownTenant(county=host)
    return found[0]


async def open_tenants() -> list[Tenant]:
    """Return every tenant that is open, by code."""
    return await _read("WHERE state = 'open'")


async def all_tenants() -> list[Tenant]:
    """Return every tenant, suspended ones too, by code."""
    return await _read("")
