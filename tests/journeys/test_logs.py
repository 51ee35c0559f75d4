"""What the processes of a running system write down names nobody and repeats nothing said."""

import pytest

from tests.journeys.conftest import People
from tests.journeys.system import System
from tests.journeys.test_away import say

SAID = "只有我知道的一句话：井房钥匙在第三块砖下。"


@pytest.mark.browser
async def test_no_log_holds_a_phone_a_name_a_password_or_what_was_said(
    people: People, system: System
) -> None:
    villager = await people.the("villager")
    await say(villager, SAID)
    secretary = await people.the("party_secretary", place=villager.account["place"])
    await secretary.visit("/secretary/needs")
    await secretary.sees(SAID[:20])

    logs = sorted((system.home / "logs").glob("*.log"))
    written = {log.name: log.read_text("utf-8", "replace") for log in logs}
    private = {SAID, *(one["password"] for one in system.accounts())}
    private |= {one["phone"] for one in system.accounts()}
    private |= {one["name"] for one in system.accounts() if one["role"] == "villager"}

    assert set(written) >= {"scheduler.log", "web.log", "worker.log"}
    assert all(written.values()), "a log that says nothing tells nothing"
    assert [(log, one) for log, text in written.items() for one in private if one in text] == []
