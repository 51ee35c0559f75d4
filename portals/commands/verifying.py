"""`mingbai verify …` checks published things with no server and no database.

Nothing that needs either is imported here: whoever checks should not wait for it.
"""

import sys
from pathlib import Path

import click

from services.transparency import verify as verifier


@click.group(help="Check published things with no server and no database.")
def verify() -> None:
    """Hold the commands for verification."""


def _report(report: verifier.Report) -> None:
    for line in report.lines:
        click.echo(f"{line.zh}  {line.en}")
    sys.exit(0 if report.genuine else 1)


_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_KEY_HELP = "The county's public key line, or a file that holds it (log.vkey)."


def _key(given: str) -> str:
    path = Path(given)
    return path.read_text(encoding="utf-8").strip() if path.is_file() else given


@verify.command("folder", help="Check an exported FOLDER of a county's public log.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--since", type=_FILE, help="A checkpoint that you kept; the log must have grown from it."
)
@click.option("--key", help="The key that you got in another way: the key itself, or a file.")
def verify_folder(folder: Path, since: Path | None, key: str | None) -> None:
    """Verify a folder."""
    kept = since.read_text(encoding="utf-8") if since else None
    trusted = _key(key) if key else None
    _report(verifier.verify_folder(folder, old_checkpoint=kept, trusted_key=trusted))


@verify.command("item", help="Check one ITEM (.json) with its PROOF (.tlog-proof) and the key.")
@click.argument("item", type=_FILE)
@click.argument("proof", type=_FILE)
@click.option("--key", required=True, help=_KEY_HELP)
def verify_item(item: Path, proof: Path, key: str) -> None:
    """Verify one item of a folder."""
    item_text, proof_text = (one.read_text(encoding="utf-8") for one in (item, proof))
    _report(verifier.verify_item(item_text, proof_text, _key(key)))


@verify.command("code", help="Check SCANNED, the text of a poster's QR code, against the key.")
@click.argument("scanned")
@click.option("--key", required=True, help=_KEY_HELP)
def verify_code(scanned: str, key: str) -> None:
    """Verify a scanned code offline."""
    _report(verifier.verify_code_offline(scanned, _key(key)))
