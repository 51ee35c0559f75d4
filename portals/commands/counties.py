"""`mingbai county …`: opens, lists, migrates, suspends, resumes, exports and erases counties."""

import sys
import time

import click

import services.jobs
import services.tables  # noqa: F401 - fills the metadata and the job registry
from portals.commands.running import command
from services.people import service as people
from services.transparency import service as transparency
from tenants import provisioning, registry
from tenants.divisions import catalogue
from tenants.unit_of_work import UnitOfWork


@click.group(help="Open, list, migrate, suspend, resume, export and erase counties.")
def county() -> None:
    """Hold the commands for counties."""


@county.command("add", help="Open the county (or province) of this national division code.")
@click.argument("code")
@command
async def county_add(code: str) -> None:
    """Open a county with its townships and villages in one transaction.

    An error or a kill at any moment leaves no county at all, so that the command can be repeated.
    """
    began = time.monotonic()
    division = catalogue.find(code)
    is_county = len(code) == len("150523")
    villages = [(one.code, one.name) for one in catalogue.villages(code)] if is_county else []
    townships = [(one.code, one.name) for one in catalogue.townships(code)] if is_county else []

    async def seed(uow: UnitOfWork) -> None:
        await people.seed_divisions(uow, townships, villages)

    await provisioning.open_tenant(code, division.name, seed)
    counted = f"{len(townships)} townships, {len(villages)} villages"
    click.echo(f"{division.name} {code}: {counted}, {time.monotonic() - began:.2f} s")


@county.command("list", help="List the counties and provinces that are open here.")
@command
async def county_list() -> None:
    """Print one line a tenant."""
    known = await registry.all_tenants()
    if not known:
        click.echo(
            "这里还没有开通县。请开通一个，例如 mingbai county add 150523。\n"
            "No county is open here. Open one, for instance mingbai county add 150523.",
            err=True,
        )
    for tenant in known:
        click.echo(f"{tenant.code:>6}  {tenant.state:<9}  {tenant.name}")


@county.command("migrate", help="Bring the named counties, or all, to the newest schema.")
@click.argument("codes", nargs=-1)
@command
async def county_migrate(codes: tuple[str, ...]) -> None:
    """Migrate in parallel; a county that failed is named, and a second run goes on with it."""
    outcomes = await provisioning.migrate(codes)
    for code, outcome in outcomes.items():
        click.echo(f"{code}  {outcome}")
    if any(outcome.startswith("failed") for outcome in outcomes.values()):
        sys.exit(1)


@county.command("suspend", help="Close a county for everybody; its data stays.")
@click.argument("code")
@command
async def county_suspend(code: str) -> None:
    """Suspend a county."""
    await provisioning.suspend(code)


@county.command("resume", help="Open a suspended county again.")
@click.argument("code")
@command
async def county_resume(code: str) -> None:
    """Resume a county."""
    await provisioning.resume(code)


@county.command("erase", help="Remove a county for ever; its signed heads and keys stay.")
@click.argument("code")
@click.option("--yes", "confirmed", default="", metavar="CODE", help="Repeat the code to confirm.")
@command
async def county_erase(code: str, confirmed: str) -> None:
    """Erase a county, if its code was given twice."""
    if confirmed != code:
        click.echo(
            f"什么都没有删除。确定要删，请再写一遍代码：--yes {code}\n"
            f"Nothing was erased. Confirm with --yes {code}",
            err=True,
        )
        sys.exit(2)
    tenants = {tenant.code: tenant for tenant in await registry.all_tenants()}
    await provisioning.erase(code)
    click.echo(f"已删除 {code}。Erased.")
    kept = transparency.kept_heads_of(tenants[code].log)
    if kept.exists():
        click.echo(
            f"公开日志的库外存底仍在 {kept}。请与密钥一同保留，核对旧公告要用；"
            "再开通时另起新日志，另用新密钥。\n"
            f"The signed heads stay in {kept}. Keep them and the key: old notices are checked with"
            " them. The county, opened again, begins another log under another key."
        )
