"""`mingbai jobs …`: what was given up in the queue, and sending it anew."""

import click

import services.jobs  # noqa: F401 - declares all actors
from portals.commands.running import command
from tenants import dead_jobs, registry
from tenants.unit_of_work import unit_of_work


@click.group(help="See the jobs of a county that were given up, and send them anew.")
def jobs() -> None:
    """Hold the commands for jobs."""


@jobs.command("dead", help="List the jobs of a county that were given up, oldest first.")
@click.argument("code")
@command
async def jobs_dead(code: str) -> None:
    """Print one line a job."""
    async with unit_of_work(await registry.find(code)) as uow:
        for key, name, created_at in await dead_jobs.listed(uow):
            click.echo(f"{key}  {created_at.isoformat(timespec='seconds')}  {name}")


@jobs.command("again", help="Send every job anew that was given up; mend the cause first.")
@click.argument("code")
@command
async def jobs_again(code: str) -> None:
    """Queue them again; what has run meanwhile has no second effect."""
    tenant = await registry.find(code)
    async with unit_of_work(tenant) as uow:
        count = await dead_jobs.send_anew(uow)
    await dead_jobs.report(tenant)
    click.echo(f"{count}")
