"""Enter a tally sheet."""

from infra.texts import Words
from schema.core.mutations import Ask, mutation
from schema.decisions import touch as photos
from schema.decisions.errors import SheetUnreadable
from schema.elections import touch
from schema.elections.inputs import ElectionCountRecordInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    CountersNotAllowed,
    CountImpossible,
    ElectionNotReady,
    NotOnElectionCommittee,
    PersonNotOnRoll,
    PlaceNeeded,
    SheetMissing,
    StationCounted,
    StationUnknown,
)
from services.elections.service import Sheet
from tenants.authorization.permissions import Permission

_VOTES = Words("votes", "候选人", "candidates", most=60)
_TELLERS = 2


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        CountImpossible,
        CountersNotAllowed,
        ElectionNotReady,
        NotOnElectionCommittee,
        PersonNotOnRoll,
        PlaceNeeded,
        SheetMissing,
        SheetUnreadable,
        StationCounted,
        StationUnknown,
    ),
    description="Enter the tally sheet of a station; numbers that do not add up are refused.",
)
async def election_count_record(ask: Ask, input: ElectionCountRecordInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    _VOTES.few(input.votes)
    if len(input.tellers) != _TELLERS:
        raise CountersNotAllowed(
            path=("tellers",), why_zh="应有两名计票人", why_en="there are two tellers"
        )
    first, second = touch.keys(input.tellers, "tellers")
    sheet = Sheet(
        issued=input.issued,
        returned=input.returned,
        unreturned=input.unreturned,
        valid=input.valid,
        invalid=input.invalid,
        votes={touch.key(one.candidate_key, "votes"): one.votes for one in input.votes},
        others=input.others,
        tellers=(first, second),
        scrutineer=touch.key(input.scrutineer, "scrutineer"),
        key=await photos.stored_sheet(ask, input.sheet_base64),
        place=input.place,
        counted_at=photos.aware(input.counted_at),
    )
    contest = touch.key(input.contest_key, "contest_key")
    station = touch.key(input.station_key, "station_key")
    return await service.record_count(ask.uow, row.id, contest, station, sheet)
