"""The operator's portal: the `mingbai` command; what it can do lies in `commands`."""

from importlib import import_module

import click

from infra import imports, logging

_COMMANDS = {
    "clock": "clocks:clock",
    "county": "county_copies:county",
    "demo": "demonstration:demo",
    "jobs": "jobs:jobs",
    "log": "public_log:log",
    "scheduler": "serving:scheduler",
    "verify": "verifying:verify",
    "web": "serving:web",
    "worker": "serving:worker",
}


class _OnDemand(click.Group):
    """Imports a command when it is asked for: to check a notice takes no database driver."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        with imports.uncollected():
            found: click.Command = getattr(import_module(f"portals.commands.{module}"), name)
        return found


@click.group(cls=_OnDemand, help="Mingbai 明白: a county hosts the public life of its villages.")
def main() -> None:
    """Hold the commands."""
    logging.configure()


if __name__ == "__main__":
    main()
