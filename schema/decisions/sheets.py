"""What stands behind a count: the photographed sheet, two tellers and a scrutineer."""

from schema.core.mutations import Ask
from schema.decisions import touch
from schema.decisions.inputs import TallyInput, VoteRecordHandsInput, VoteRecordPaperInput
from services.decisions import models
from services.decisions.counting import Sheet
from services.decisions.errors import TellersNotDistinct
from services.decisions.rules import Tally

_TELLERS = 2


async def counted_sheet(
    ask: Ask, vote: models.Vote, given: VoteRecordHandsInput | VoteRecordPaperInput
) -> Sheet:
    """Keep the sheet and name the three members of the meeting who answer for it."""
    if len(given.tellers) != _TELLERS:
        raise TellersNotDistinct(path=("tellers",))
    tellers = await touch.present(ask, vote, given.tellers, "tellers")
    (watched,) = await touch.present(ask, vote, [given.scrutineer], "scrutineer")
    key = await touch.stored_sheet(ask, given.sheet_base64)
    first, second = (one.resident_id for one in tellers)
    return Sheet(tellers=(first, second), scrutineer=watched.resident_id, key=key)


def part_of(given: TallyInput | None) -> Tally | None:
    """Return the representatives' part of a count, if it was given."""
    if given is None:
        return None
    return Tally(given.in_favour, given.against, given.abstain, given.invalid)
