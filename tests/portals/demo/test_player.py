"""What the demonstration does when it finds the data of an earlier start."""

import pytest

from portals.demo import player


async def test_data_of_an_older_program_are_brought_to_its_schema(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []

    async def note(name: str) -> None:
        done.append(name)

    monkeypatch.setattr(player, "prepare_server", lambda: note("server"))
    monkeypatch.setattr(player.provisioning, "migrate", lambda: note("migrate"))
    monkeypatch.setattr(player.sign_ins, "kept", lambda: ["somebody"])
    monkeypatch.setattr(player.places, "clear", lambda *_codes: note("cleared"))
    monkeypatch.setattr(player.database, "dispose", lambda: note("disposed"))

    await player._prepare(play=True)

    assert done == ["server", "migrate", "disposed"]
