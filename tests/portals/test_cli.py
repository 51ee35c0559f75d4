"""The operator's commands, run as one runs them, on a data folder of their own."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from portals import cli

HOLD = """
import sys
from infra.embedded import engines
with engines():
    print("up", flush=True)
    sys.stdin.read()
"""
PUBLISH = """
from uuid import uuid4
import services.jobs, services.tables
from portals.commands.running import run
from services.transparency import service
from tenants import registry
from tenants.unit_of_work import unit_of_work
async def main():
    tenant = await registry.find("150523")
    async with unit_of_work(tenant) as uow:
        for number in range(3):
            record = {"title": f"第{number}号公告"}
            await service.append(uow, subject=uuid4(), kind="bulletin", record=record)
        head = await service.sign_checkpoint(uow)
    async with unit_of_work(tenant) as uow:
        await service.persist_checkpoint(uow, head.note)
run(main)
"""


DIES = """
import os
from portals.commands import counties
seed = counties.people.seed_divisions
async def seeded_and_killed(uow, townships, villages):
    await seed(uow, townships, villages)
    await uow.session.flush()
    os.kill(os.getpid(), {signal})
counties.people.seed_divisions = seeded_and_killed
counties.county_add.main(["150524"])
"""
RAISES = DIES.replace("os.kill(os.getpid(), {signal})", "raise RuntimeError('on purpose')")


@dataclass(frozen=True)
class Machine:
    """A data folder with engines that run, and the command."""

    home: Path
    environment: dict[str, str]
    listed_at_first: str = ""  # what `county list` said before any county was open

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def mingbai(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "portals.cli", *arguments)

    def done(self, *arguments: str) -> str:
        """Run a command that must succeed and return what it printed."""
        ended = self.mingbai(*arguments)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    with tempfile.TemporaryDirectory(prefix="mingbai-cli-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)
        inherited = {n: v for n, v in os.environ.items() if not n.startswith("MINGBAI_")}
        one = Machine(Path(home), {**inherited, "MINGBAI_HOME": home})
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD],
            env=one.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert holder.stdin is not None
        assert holder.stdout is not None
        try:
            assert holder.stdout.readline() == b"up\n"
            yield replace(one, listed_at_first=one.mingbai("county", "list").stderr)
        finally:
            holder.stdin.close()
            holder.wait(60)
            holder.stdout.close()


@pytest.fixture(scope="module")
def kailu(machine: Machine) -> str:
    """开鲁县 opened by the command; what the command printed."""
    return machine.done("county", "add", "150523")


@pytest.fixture(scope="module")
def folder(machine: Machine, kailu: str) -> Path:
    """The county's log with three items, handed out."""
    published = machine.python("-c", PUBLISH)
    assert published.returncode == 0, published.stderr
    folder = machine.home / "log-of-150523"
    assert machine.done("log", "export", "150523", str(folder)).startswith(f"{folder}：3 条")
    return folder


def test_a_county_is_opened_with_its_townships_and_villages(kailu: str) -> None:
    line = re.fullmatch(r"开鲁县 150523: (\d+) townships, (\d+) villages, ([0-9.]+) s\n", kailu)

    assert line is not None
    assert int(line[1]) > 0
    assert int(line[2]) > 100
    assert float(line[3]) < 30


def test_a_list_without_counties_says_what_to_do(machine: Machine) -> None:
    assert machine.listed_at_first == (
        "这里还没有开通县。请开通一个，例如 mingbai county add 150523。\n"
        "No county is open here. Open one, for instance mingbai county add 150523.\n"
    )


def test_a_county_is_opened_once(machine: Machine, kailu: str) -> None:
    again = machine.mingbai("county", "add", "150523")

    assert again.returncode == 1
    assert again.stderr == (
        "开鲁县（150523）已经开通，不用再开。\n"
        "开鲁县 (150523) is open already; there is nothing to do. [COUNTY_EXISTS]\n"
    )


@pytest.mark.parametrize("cut_off", [DIES.format(signal=9), RAISES], ids=["killed", "an error"])
def test_a_county_that_was_cut_off_while_it_was_opened_is_not_there_and_can_be_opened(
    machine: Machine, cut_off: str
) -> None:
    ended = machine.python("-c", cut_off)
    between = machine.done("county", "list")
    again = machine.done("county", "add", "150524")
    machine.done("county", "erase", "150524", "--yes", "150524")

    assert ended.returncode != 0
    assert "150524" not in between
    assert re.fullmatch(r"库伦旗 150524: \d+ townships, \d+ villages, [0-9.]+ s\n", again)


@pytest.mark.parametrize(
    "command",
    [
        ["county", "add", "999999"],
        ["county", "erase", "999999", "--yes", "999999"],
        ["log", "export", "999999", "nowhere"],
    ],
)
def test_an_unknown_code_is_refused_in_both_languages(machine: Machine, command: list[str]) -> None:
    ended = machine.mingbai(*command)

    zh, en = ended.stderr.splitlines()[-2:]
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert re.search(r"999999.*。$", zh)
    assert re.search(r"999999.* \[UNKNOWN_(DIVISION|TENANT)\]$", en)


def test_suspended_and_resumed_shows_in_the_list(machine: Machine, kailu: str) -> None:
    machine.done("county", "suspend", "150523")
    suspended = machine.done("county", "list")
    machine.done("county", "resume", "150523")
    resumed = machine.done("county", "list")

    assert suspended == "150523  suspended  开鲁县\n"
    assert resumed == "150523  open       开鲁县\n"


def test_a_county_is_exported_erased_and_restored_and_its_log_still_verifies(
    machine: Machine,
) -> None:
    machine.done("county", "add", "150525")
    assert machine.python("-c", PUBLISH.replace("150523", "150525")).returncode == 0
    export = machine.done("county", "export", "150525", str(machine.home / "out")).strip()
    open_still = machine.mingbai("county", "restore", export)
    machine.done("county", "erase", "150525", "--yes", "150525")

    restored = machine.done("county", "restore", export)

    log, kept = machine.home / "log-of-150525", machine.home / "checkpoints/150525/head.note"
    machine.done("log", "export", "150525", str(log))
    machine.done("verify", "folder", str(log), "--since", str(kept))
    machine.done("county", "erase", "150525", "--yes", "150525")
    assert re.fullmatch(r"奈曼旗 150525 \(open\): \d+ rows, 0 files\n", restored)
    assert open_still.returncode == 1
    assert "[COUNTY_EXISTS]" in open_still.stderr


def test_an_exported_log_is_verified_with_no_server(machine: Machine, folder: Path) -> None:
    elsewhere = {**machine.environment, "MINGBAI_HOME": str(machine.home / "nobody")}
    reader = Machine(machine.home / "nobody", elsewhere)
    kept = folder / "checkpoint"
    key = folder / "log.vkey"

    whole = reader.mingbai("verify", "folder", str(folder), "--since", str(kept), "--key", str(key))

    assert whole.returncode == 0, whole.stdout
    assert not (machine.home / "nobody" / "embedded.json").exists()


def test_a_changed_folder_fails(machine: Machine, folder: Path) -> None:
    copy = Path(shutil.copytree(folder, machine.home / "changed"))
    leaves = copy / "leaves.jsonl"
    leaves.write_text(leaves.read_text("utf-8").replace("第1号", "第9号"), "utf-8")

    assert machine.mingbai("verify", "folder", str(copy)).returncode == 1


def test_one_item_is_verified_with_its_proof(machine: Machine, folder: Path) -> None:
    item, other = sorted((folder / "items").glob("*.json"))[:2]
    key = ["--key", str(folder / "log.vkey")]

    right = machine.mingbai("verify", "item", str(item), str(item.with_suffix(".tlog-proof")), *key)
    wrong = machine.mingbai(
        "verify", "item", str(item), str(other.with_suffix(".tlog-proof")), *key
    )

    assert right.returncode == 0
    assert "没有被改动" in right.stdout
    assert wrong.returncode == 1
    assert "证明不成立" in wrong.stdout


def test_a_log_is_not_written_over_something_else(machine: Machine, folder: Path) -> None:
    taken = machine.home / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("dear", "utf-8")

    ended = machine.mingbai("log", "export", "150523", str(taken))

    assert ended.returncode == 1
    assert "holds something else" in ended.stderr
    assert (taken / "letter.txt").read_text("utf-8") == "dear"


def test_erasing_needs_the_code_twice(machine: Machine, kailu: str) -> None:
    hasty = machine.mingbai("county", "erase", "150523")

    assert hasty.returncode == 2
    assert "什么都没有删除。确定要删，请再写一遍代码：--yes 150523" in hasty.stderr
    assert "Nothing was erased. Confirm with --yes 150523" in hasty.stderr
    assert "150523" in machine.done("county", "list")


def test_a_county_opened_again_begins_another_log_under_another_key(machine: Machine) -> None:
    logs = []
    for turn in (1, 2):
        machine.done("county", "add", "371721")
        assert machine.python("-c", PUBLISH.replace("150523", "371721")).returncode == 0
        logs.append(machine.home / f"log-{turn}-of-371721")
        machine.done("log", "export", "371721", str(logs[-1]))
        erased = machine.done("county", "erase", "371721", "--yes", "371721")
    old, new = logs
    names = [one.joinpath("log.vkey").read_text("utf-8").partition("+")[0] for one in logs]
    mixed = machine.mingbai("verify", "folder", str(new), "--since", str(old / "checkpoint"))

    assert names == ["mingbai/371721", "mingbai/371721/2"]
    assert machine.mingbai("verify", "folder", str(new)).returncode == 0
    assert mixed.returncode == 1
    assert "您留存的日志头与这把公钥不符" in mixed.stdout
    assert str(machine.home / "checkpoints" / "371721-2") in erased
    assert (machine.home / "checkpoints" / "371721" / "head.note").read_text("utf-8") == (
        old / "checkpoint"
    ).read_text("utf-8")


@pytest.mark.parametrize("group", ["county", "log", "verify"])
def test_every_command_says_what_it_does(group: str) -> None:
    listed = CliRunner().invoke(cli.main, [group, "--help"]).output.partition("Commands:\n")[2]

    assert listed
    assert all(re.match(r"  \w+ {2,}[A-Z]", line) for line in listed.splitlines())
