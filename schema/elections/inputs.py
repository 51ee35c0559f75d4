"""What the mutations of elections take."""

from datetime import date, datetime

import strawberry
from strawberry import relay

from schema.elections.words import ElectionKind, Relation, StationKind, Step, Wish
from schema.people.words import Office

_REASON = "The reason or the document it rests on, 1 to 500 characters; it is kept."
_PERSON = "The person's key, from `Election.people`."
_ELECTION = "The election."


@strawberry.input(description="How many seats of an office are voted on.")
class ElectionSeatsInput:
    office: Office = strawberry.field(description="The office.")
    seats: int = strawberry.field(description="How many.")
    women_seats: int = strawberry.field(default=0, description="How many a woman takes first.")


@strawberry.input(description="An election to be planned.")
class ElectionPlanInput:
    kind: ElectionKind = strawberry.field(description="What is voted on; recalls have their own.")
    village_code: str = strawberry.field(description="The village's code, 12 digits.")
    election_day: date = strawberry.field(description="The day of the vote.")
    seats: list[ElectionSeatsInput] = strawberry.field(description="The seats, 1 to 7 in all.")
    reason: str = strawberry.field(default="", description="Why; a by-election needs it.")


@strawberry.input(
    description="A recall that enough people ask for, by a demand that was counted here."
)
class ElectionRecallInput:
    village_code: str = strawberry.field(description="The village's code, 12 digits.")
    election_day: date = strawberry.field(description="The day of the vote.")
    reason: str = strawberry.field(description=_REASON)
    demand_id: relay.GlobalID = strawberry.field(
        description="A demand for a recall that reached its number; it is answered by this vote. "
        "Signatures on paper are entered by `demandPaperOpen` and `demandSheetRecord`.",
    )


@strawberry.input(description="Another day for an election, or the day of its run-off.")
class ElectionMoveInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    election_day: date = strawberry.field(description="The day of the vote.")


@strawberry.input(description="An election with a reason.")
class ElectionCallOffInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="Whom the villagers chose to run the election.")
class ElectionCommitteeFormInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    members: list[str] = strawberry.field(description="Keys of the members, the chair first.")
    source: str = strawberry.field(
        default="",
        description="The meeting that chose it or its minutes, of a branch the leave from above: "
        "1 to 200 characters, public.",
    )
    chosen_on: date | None = strawberry.field(
        default=None, description="The day of it, not after today."
    )


@strawberry.input(description="The audit of a leaving member.")
class ElectionAuditRecordInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    resident_key: str = strawberry.field(description="The leaving member's key.")
    auditor: str = strawberry.field(description="Who audited, 1 to 100 characters.")
    result: str = strawberry.field(description="The result as it is posted.")


@strawberry.input(description="The review of a nominee.")
class ElectionCandidateReviewInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    candidate_key: str = strawberry.field(description="The candidate.")
    bar: str = strawberry.field(default="", description="rights_taken, sentenced, unfit; or none.")
    reason: str = strawberry.field(default="", description=_REASON)


@strawberry.input(description="The secretary of a branch, approved from above.")
class ElectionSecretaryApproveInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    resident_key: str = strawberry.field(description=_PERSON)
    document: str = strawberry.field(description="The number of the approval.")


@strawberry.input(description="An election.")
class ElectionInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)


@strawberry.input(description="Somebody to be put on the voter list, or struck from it.")
class ElectionVoterCorrectInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    resident_key: str = strawberry.field(description=_PERSON)
    wish: Wish = strawberry.field(description="Add or strike.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="An objection to the voter list.")
class ElectionListObjectInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    about_name: str = strawberry.field(description="Whom it is about, by name.")
    wish: Wish = strawberry.field(description="Add or strike.")
    text: str = strawberry.field(description="Why, 1 to 500 characters.")


@strawberry.input(description="The decision of an objection.")
class ElectionObjectionDecideInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    objection_key: str = strawberry.field(description="The objection.")
    upheld: bool = strawberry.field(description="Whether the list changes.")
    decision: str = strawberry.field(description="The decision in words.")
    resident_key: str | None = strawberry.field(default=None, description=_PERSON)


@strawberry.input(description="A notice to be drafted.")
class ElectionNoticePostInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    step: Step = strawberry.field(description="The step whose notice it is.")


@strawberry.input(description="A nominee.")
class ElectionCandidateNominateInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    contest_key: str = strawberry.field(description="The contest.")
    resident_key: str = strawberry.field(description=_PERSON)
    nominations: int = strawberry.field(description="How many villagers named them.")


@strawberry.input(description="A nominee who does not want to stand.")
class ElectionCandidateWithdrawInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    candidate_key: str = strawberry.field(description="The candidate.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="A written proxy.")
class ElectionProxyRecordInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    principal_key: str = strawberry.field(description="The voter who is away.")
    holder_key: str = strawberry.field(description="The near relative who votes.")
    relation: Relation = strawberry.field(description="What the relative is to the voter.")
    sheet_base64: str = strawberry.field(description="A photo of the paper, at most 8 MB.")


@strawberry.input(description="A written proxy to be struck.")
class ElectionProxyStrikeInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    proxy_key: str = strawberry.field(description="The proxy, from `Election.proxies`.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="A polling station.")
class ElectionStationAddInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    name: str = strawberry.field(description="Its name, 1 to 40 characters.")
    kind: StationKind = strawberry.field(description="Meeting place, branch or carried box.")
    place: str = strawberry.field(description="Where it is, 1 to 100 characters.")


@strawberry.input(description="The votes of one candidate on a tally sheet.")
class ElectionVotesInput:
    candidate_key: str = strawberry.field(description="The candidate.")
    votes: int = strawberry.field(description="How many.")


@strawberry.input(description="A tally sheet of one station and one contest.")
class ElectionCountRecordInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    contest_key: str = strawberry.field(description="The contest.")
    station_key: str = strawberry.field(description="The station.")
    issued: int = strawberry.field(description="Ballots issued.")
    returned: int = strawberry.field(description="Ballots returned.")
    unreturned: int = strawberry.field(description="Ballots that did not come back.")
    valid: int = strawberry.field(description="Valid ballots.")
    invalid: int = strawberry.field(description="Invalid ballots.")
    votes: list[ElectionVotesInput] = strawberry.field(description="Each candidate's votes.")
    others: int = strawberry.field(default=0, description="Votes for others than candidates.")
    tellers: list[str] = strawberry.field(description="Keys of the two tellers.")
    scrutineer: str = strawberry.field(description="Key of the scrutineer.")
    sheet_base64: str = strawberry.field(description="A photo of the sheet, at most 8 MB.")
    place: str = strawberry.field(description="Where it was counted in the open.")
    counted_at: datetime = strawberry.field(description="When it was counted.")


@strawberry.input(description="A tally sheet that was entered wrongly.")
class ElectionCountStrikeInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    count_key: str = strawberry.field(description="The sheet.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="One thing handed over.")
class ElectionHandoverRecordInput:
    election_id: relay.GlobalID = strawberry.field(description=_ELECTION)
    item: str = strawberry.field(description="The key of the thing.")
    note: str = strawberry.field(description="What was handed over, 1 to 500 characters.")
