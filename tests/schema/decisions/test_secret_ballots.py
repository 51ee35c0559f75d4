"""Secret ballots by the API: a repeated request leaves no hash that can be guessed."""

from typing import Any

import orjson
from sqlalchemy import text

from infra import clock
from infra.database import owner_engine
from services.decisions import service
from services.decisions.vocabulary import VoteForm
from tenants import idempotency
from tenants.registry import Tenant
from tests.factories import decisions as factory
from tests.factories.decisions import START
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Village, gid

SEATED = ["党支部01", "党支部02", "党支部03", "村委01", "村委02"]
_SHOWN = "vote { castCount hasVoted myBallot { choice } }"


async def voting(village: Village) -> tuple[str, str]:
    """An open secret vote of the two committees; returns the meeting's and the vote's ids."""
    made = village.made
    matter_id = await factory.submitted(made, "siyi_lianggongkai")
    meeting = await factory.called(made, matter_id, made.secretary)
    await factory.seat(made, meeting, SEATED)
    await made.do(made.secretary, service.open_meeting, meeting.id)
    vote = await made.do(made.secretary, service.open_vote, meeting.id, VoteForm.SECRET)
    return gid("Meeting", meeting.id), gid("Vote", vote.id)


async def _fingerprints(county: Tenant) -> set[str]:
    async with owner_engine().connect() as connection:
        await connection.execute(text(f"SET search_path TO {county.schema}"))
        rows = await connection.execute(text("SELECT body_sha256 FROM idempotency_key"))
        return {row[0] for row in rows}


async def test_a_request_leaves_nothing_that_says_what_was_voted(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        meeting, vote = await voting(village)
        name, ballot = "党支部01", {"voteId": vote, "choice": "AGAINST"}
        first = await village.do(name, "ballotCastSecret", _SHOWN, "form-1", **ballot)
        again = await village.do(name, "ballotCastSecret", _SHOWN, "form-1", **ballot)
        late = await village.do(
            name, "ballotCastSecret", _SHOWN, "form-1", **{**ballot, "choice": "ABSTAIN"}
        )
        can = (await village.meeting(name, meeting, "can"))["can"]

    # One shape of answer whatever was sent: the first ballot counts, and nobody learns what it was.
    assert first == again == late
    assert first["vote"] == {"castCount": None, "hasVoted": True, "myBallot": None}
    assert "cast" not in can
    guesses = {_guess(vote, choice) for choice in ("in_favour", "against", "abstain")}
    kept = await _fingerprints(county)
    assert kept
    assert not guesses & kept


def _guess(vote: str, choice: str) -> str:
    """Hash what a request would be hashed as, were the choice in it."""
    body: dict[str, Any] = {"vote_id": vote, "choice": choice}
    return idempotency.digest(orjson.dumps(body))


async def test_the_count_of_a_secret_vote_shows_from_five_on_and_its_result_to_all(
    county: Tenant,
) -> None:
    village = await asking.sanmiaoshu(county)
    shown, choices = [], ["IN_FAVOUR"] * 3 + ["AGAINST"] * 2
    with clock.at(START):
        _, vote = await voting(village)
        for name, choice in zip(SEATED, choices, strict=True):
            done = await village.do(name, "ballotCastSecret", _SHOWN, voteId=vote, choice=choice)
            shown.append(done["vote"]["castCount"])
        closed = await village.do(
            "党支部01",
            "voteClose",
            "vote { outcome tally { inFavour against notVoted } derivation { met } }",
            voteId=vote,
        )

    assert shown == [None, None, None, None, 5]
    assert closed["vote"]["tally"] == {"inFavour": 3, "against": 2, "notVoted": 0}
    assert all(line["met"] for line in closed["vote"]["derivation"])
