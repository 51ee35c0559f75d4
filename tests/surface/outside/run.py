"""Schemathesis asks every root field as several people; no run but `make soak` collects it."""

import os
import subprocess
from pathlib import Path

import pytest

from infra.settings import environment
from schema.authentication import session_cookie
from tests.surface.crowded import ROLES, Crowd
from tests.surface.process import Process

PROGRAM = Path(os.environ.get("SCHEMATHESIS", ".venv-soak/bin/st"))
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "100")  # of every root field
SEED = "20261130"
CHECKS = "tests.surface.outside.checks"


@pytest.mark.parametrize("number", [None, *range(len(ROLES))])
def test_no_operation_is_answered_with_a_defect(
    number: int | None, crowd: Crowd, web: Process
) -> None:
    shown = [] if number is None else ["-H", f"Cookie: {session_cookie()}={crowd.tokens[number]}"]
    asked = subprocess.run(
        [
            str(PROGRAM), "run", f"{web.site}/{crowd.county.code}/graphql",
            "--checks", "calm", "--phases", "fuzzing", "--max-examples", EXAMPLES,
            "--seed", SEED, "--continue-on-failure", "--request-timeout", "30", "--no-color",
            "--suppress-health-check", "all", *shown,
        ],
        env={**environment(), "SCHEMATHESIS_HOOKS": CHECKS},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    print(asked.stdout[-1500:])
    wrong = asked.stdout[max(0, asked.stdout.find("= FAILURES =")) :]
    assert asked.returncode == 0, wrong[:6000] + asked.stdout[-3000:] + asked.stderr[-2000:]
