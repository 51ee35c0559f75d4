"""`make bench`: runs every benchmark on the embedded engines and prints one line each."""

import asyncio
import importlib
import os
import sys
import tempfile
from pathlib import Path

from infra.settings import publish

NAMES = (
    *("permission", "opening", "proofs", "matters", "ballots"),
    *("pages", "growth", "rush", "rolls"),  # on the loaded county, a part of it with BENCH_SCALE
)


async def main(names: list[str]) -> None:
    """Run the named benchmarks, or all."""
    importlib.import_module("services.jobs")
    importlib.import_module("services.tables")
    from infra import database, valkey
    from tenants.server import prepare_server

    await prepare_server()
    for name in names or NAMES:
        found = await importlib.import_module(f"tests.benchmarks.{name}").run()
        for comparison in found if isinstance(found, list) else [found]:
            print(comparison.line(), flush=True)
    await valkey.dispose()
    await database.dispose()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="mingbai-bench-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)
        for name in ("DATABASE_URL", "DATABASE_APP_URL", "REDIS_URL"):
            os.environ.pop(f"MINGBAI_{name}", None)
        publish(home=home, profile="demo", log_level="WARNING", pool_size="20")
        from infra import logging
        from infra.embedded import engines

        logging.configure()
        with engines():
            asyncio.run(main(sys.argv[1:]))
