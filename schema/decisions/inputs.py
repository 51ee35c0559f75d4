"""What the mutations of decisions take."""

from datetime import date, datetime

import strawberry
from strawberry import relay

from schema.core.mutations import UNTRACED
from schema.core.scalars import Fen
from schema.decisions.words import (
    Annuller,
    Answer,
    Choice,
    MatterType,
    MeetingUnit,
    NoticeChannel,
    PartyKind,
    ReasonCode,
    ReviewDecision,
    ShortenedBy,
    Stake,
    VoteForm,
)

_MATTER = "The matter."
_ITEM = "Which item of the agenda, by its matter; needed where several are left."
_GROUP = "The villagers' group whose affair it is; for that kind of matter alone."
_MEETING = "The meeting."
_VOTE = "The vote."
_SHEET = "The photographed sheet: JPEG or PNG in base64, at most 8 MB."
_SHEET_TYPE = "Its media type; the content decides."


@strawberry.input(description="The representative who follows a matter's execution.")
class TrackerNameInput:
    matter_id: relay.GlobalID = strawberry.field(description="The matter.")
    resident_id: relay.GlobalID = strawberry.field(
        description="A sitting representative, from `Matter.myTrackerOptions`."
    )


@strawberry.input(description="What the tracking representative saw.")
class TrackingReportInput:
    matter_id: relay.GlobalID = strawberry.field(description="The matter.")
    text: str = strawberry.field(description="The report, 1 to 1,000 characters.")


@strawberry.input(description="A new matter.")
class MatterDraftInput:
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    title: str = strawberry.field(description="What it is called.")
    type_key: MatterType = strawberry.field(description="The kind of matter.")
    method_key: str = strawberry.field(description="The key of the work method.")
    group_id: relay.GlobalID | None = strawberry.field(default=None, description=_GROUP)


@strawberry.input(description="A source of money.")
class FundingSourceInput:
    name: str = strawberry.field(description="Where the money comes from.")
    amount_fen: Fen = strawberry.field(description="How much, in fen; not negative.")


@strawberry.input(description="What a draft says from now on; what is left out stays.")
class MatterEditInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    title: str | None = strawberry.field(default=None, description="What it is called.")
    type_key: MatterType | None = strawberry.field(
        default=None, description="The kind of matter; another kind is routed anew."
    )
    text: str | None = strawberry.field(default=None, description="The proposal.")
    budget_fen: Fen | None = strawberry.field(
        default=None, description="The whole budget in fen; it must equal the sources."
    )
    funding_sources: list[FundingSourceInput] | None = strawberry.field(
        default=None, description="Where the money comes from."
    )
    change_note: str | None = strawberry.field(
        default=None, description="What changed against the last version."
    )
    group_id: relay.GlobalID | None = strawberry.field(default=None, description=_GROUP)


@strawberry.input(description="Somebody whom the branch heard.")
class MatterRecordHeardInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    name: str = strawberry.field(description="Who was heard.")
    opinion: str = strawberry.field(default="", description="What they said.")


@strawberry.input(description="The matter to submit.")
class MatterProposeInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)


@strawberry.input(description="The matter to move on: posted, or its open step closed.")
class MatterAdvanceInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    step_key: str = strawberry.field(
        default="", description="The step that is meant; refused kindly once it is closed."
    )


@strawberry.input(description="A comment on a posted plan.")
class MatterCommentInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    text: str = strawberry.field(description="What is said.")


@strawberry.input(description="A matter to take back before it has passed.")
class MatterWithdrawInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    reason: str = strawberry.field(description="Why.")


@strawberry.input(description="A passed decision to reopen.")
class MatterReconsiderInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    reason: str = strawberry.field(description="Why.")


@strawberry.input(description="A visit to somebody who voted against.")
class ObjectorVisitRecordInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    visited: str = strawberry.field(description="Who was visited.")
    words: str = strawberry.field(description="What they said.")


@strawberry.input(description="The decision of a review.")
class ReviewDecideInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    decision: ReviewDecision = strawberry.field(description="Approve, or return to be mended.")
    reason_code: ReasonCode | None = strawberry.field(
        default=None, description="Why it is returned; needed to return."
    )
    reason: str = strawberry.field(default="", description="In words; needed to return.")


@strawberry.input(description="A meeting to call.")
class MeetingCallInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    scheduled_at: datetime = strawberry.field(
        description="When it begins; without a zone: the time in China."
    )
    place: str = strawberry.field(description="Where.")
    also: list[relay.GlobalID] = strawberry.field(
        default_factory=list,
        description="Further matters for the same meeting, at most 9: same village, same body.",
    )
    shortened_by: ShortenedBy | None = strawberry.field(
        default=None, description="By which exception it is held before its notice has run."
    )
    shortened_reason: str = strawberry.field(
        default="", description="Why it applies; needed with an exception."
    )
    unit: MeetingUnit = strawberry.field(
        default=MeetingUnit.PERSON,
        description="HOUSEHOLD: each household sends one, where organic law art. 22 or 28 lets it.",
    )


@strawberry.input(description="A member's written proxy, by its photographed paper.")
class MeetingProxyRecordInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    member_id: relay.GlobalID = strawberry.field(description="Who does not come.")
    resident_id: relay.GlobalID = strawberry.field(
        description="Who comes for them: of age, of the same household."
    )
    sheet_base64: str = strawberry.field(
        description="The photographed paper: JPEG or PNG in base64, at most 8 MB."
    )


@strawberry.input(description="Somebody, or a firm, whom a matter concerns.")
class MatterPartyRecordInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    kind: PartyKind = strawberry.field(description="A person on the roll, or a firm.")
    name: str = strawberry.field(description="The name, at most 60 characters.")
    household_number: str = strawberry.field(
        default="", description="The number of the household, to tell namesakes apart."
    )
    part: str = strawberry.field(description="What they have to do with it, such as: bids.")


@strawberry.input(description="A matter concerns somebody no longer.")
class MatterPartyEndInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    number: int = strawberry.field(description="Its number in `Matter.parties`, from 1.")


@strawberry.input(description="That one has the notice of a meeting.")
class MeetingAcknowledgeInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)


@strawberry.input(description="How and when the notice of a meeting went out.")
class MeetingNotifyInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    channel: NoticeChannel = strawberry.field(
        description="How; BOARD, BROADCAST and GROUP are for everybody, the others for people."
    )
    told_at: datetime = strawberry.field(
        description="When; without a zone: the time in China. Not before it was called."
    )
    note: str = strawberry.field(default="", description="Where it hung, who brought it.")
    member_ids: list[relay.GlobalID] = strawberry.field(
        default_factory=list, description="Who was told, at most 500; none for everybody."
    )


@strawberry.input(description="That somebody has left a meeting before its end.")
class MeetingLeaveInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    member_id: relay.GlobalID = strawberry.field(description="The member of the meeting.")


@strawberry.input(description="A paper that goes with the notice of a meeting.")
class MeetingAttachInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    title: str = strawberry.field(description="What it is, at most 40 characters.")
    file: str = strawberry.field(
        description="PDF, JPEG or PNG in base64, at most 5 MB; the content decides its type."
    )


@strawberry.input(description="One's own presence at a meeting.")
class MeetingSignInInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    code: str | None = strawberry.field(
        default=None, description="The six digits shown in the room; needed without a QR code."
    )
    qr: str | None = strawberry.field(
        default=None, description="What the QR code on the screen or at the door says."
    )


@strawberry.input(description="Somebody's presence, entered by the clerk.")
class MeetingSignInMemberInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    member_id: relay.GlobalID = strawberry.field(description="The member of the meeting.")
    resident_id: relay.GlobalID | None = strawberry.field(
        default=None, description="Who came for the household, where it is not its line's own."
    )


@strawberry.input(description="Why a member does not come.")
class MeetingExcuseInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    member_id: relay.GlobalID = strawberry.field(description="The member of the meeting.")
    reason: str = strawberry.field(description="Why.")


@strawberry.input(description="That a member has a stake in the matter.")
class MeetingRecuseInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    member_id: relay.GlobalID = strawberry.field(description="The member of the meeting.")
    stake: Stake = strawberry.field(description="Whose interest it is.")
    reason: str = strawberry.field(description="What it is.")
    matter_id: relay.GlobalID | None = strawberry.field(default=None, description=_ITEM)


@strawberry.input(description="The minutes to sign.")
class MinutesSignInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)


@strawberry.input(description="An objection to minutes.")
class MinutesObjectInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    text: str = strawberry.field(description="What is wrong with them.")


@strawberry.input(description="The meeting to open.")
class MeetingOpenInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)


@strawberry.input(description="A meeting to break off.")
class MeetingAdjournInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    reason: str = strawberry.field(description="Why.")


@strawberry.input(description="The vote to open in a meeting.")
class VoteOpenInput:
    meeting_id: relay.GlobalID = strawberry.field(description=_MEETING)
    form: VoteForm = strawberry.field(description="How votes are given.")
    matter_id: relay.GlobalID | None = strawberry.field(default=None, description=_ITEM)


@strawberry.input(description="One's own ballot.")
class BallotCastInput:
    vote_id: relay.GlobalID = strawberry.field(description=_VOTE)
    choice: Choice = strawberry.field(description="What it says; it cannot be changed.")
    member_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The line one acts for; none: one's own."
    )


@strawberry.input(description="One's own secret ballot.")
class BallotCastSecretInput:
    vote_id: relay.GlobalID = strawberry.field(description=_VOTE)
    choice: Choice = strawberry.field(
        description="What it says; kept under a key that is destroyed, and in no log.",
        metadata=UNTRACED,
    )
    member_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The line one acts for; none: one's own."
    )


@strawberry.input(description="The representatives' part of a count.")
class TallyInput:
    in_favour: int = strawberry.field(description="Votes in favour.")
    against: int = strawberry.field(description="Votes against.")
    abstain: int = strawberry.field(default=0, description="Abstentions.")
    invalid: int = strawberry.field(default=0, description="Invalid papers.")


@strawberry.input(description="A count of paper ballots: issued = used + spoiled + unused.")
class VoteRecordPaperInput:
    vote_id: relay.GlobalID = strawberry.field(description=_VOTE)
    issued: int = strawberry.field(description="Papers handed out.")
    used: int = strawberry.field(description="Valid papers: in favour, against and abstaining.")
    spoiled: int = strawberry.field(description="Invalid papers.")
    unused: int = strawberry.field(description="Papers handed out and not used.")
    in_favour: int = strawberry.field(description="Votes in favour.")
    against: int = strawberry.field(description="Votes against.")
    abstain: int = strawberry.field(description="Abstentions.")
    sheet_base64: str = strawberry.field(description=_SHEET)
    tellers: list[relay.GlobalID] = strawberry.field(description="Two members who counted.")
    scrutineer: relay.GlobalID = strawberry.field(description="A third member who watched.")
    sheet_type: str = strawberry.field(default="", description=_SHEET_TYPE)
    representatives: TallyInput | None = strawberry.field(
        default=None, description="Their part, where `needsRepresentativeCount` asks for it."
    )


@strawberry.input(description="A count of raised hands.")
class VoteRecordHandsInput:
    vote_id: relay.GlobalID = strawberry.field(description=_VOTE)
    in_favour: int = strawberry.field(description="Votes in favour.")
    against: int = strawberry.field(description="Votes against.")
    abstain: int = strawberry.field(description="Abstentions.")
    sheet_base64: str = strawberry.field(description=_SHEET)
    tellers: list[relay.GlobalID] = strawberry.field(description="Two members who counted.")
    scrutineer: relay.GlobalID = strawberry.field(description="A third member who watched.")
    sheet_type: str = strawberry.field(default="", description=_SHEET_TYPE)
    representatives: TallyInput | None = strawberry.field(
        default=None, description="Their part, where `needsRepresentativeCount` asks for it."
    )


@strawberry.input(description="The vote to close.")
class VoteCloseInput:
    vote_id: relay.GlobalID = strawberry.field(description=_VOTE)


@strawberry.input(description="The resolution to sign oneself.")
class ResolutionSignInput:
    resolution_id: relay.GlobalID = strawberry.field(description="The resolution.")


@strawberry.input(description="Signatures on a photographed sheet.")
class ResolutionSignPaperInput:
    resolution_id: relay.GlobalID = strawberry.field(description="The resolution.")
    member_ids: list[relay.GlobalID] = strawberry.field(description="Who signed the sheet.")
    sheet_base64: str = strawberry.field(description=_SHEET)
    sheet_type: str = strawberry.field(default="", description=_SHEET_TYPE)


@strawberry.input(description="A piece of the work to plan.")
class MilestoneInput:
    title: str = strawberry.field(description="What is to be done.")
    due_on: date | None = strawberry.field(default=None, description="The day.")


@strawberry.input(description="The work to begin, with its milestones.")
class ExecutionStartInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    milestones: list[MilestoneInput] = strawberry.field(
        default_factory=list, description="Pieces of the work; more can be planned later."
    )


@strawberry.input(description="One more piece of the work.")
class MilestonePlanInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    title: str = strawberry.field(description="What is to be done.")
    due_on: date | None = strawberry.field(default=None, description="The day.")


@strawberry.input(description="A milestone that is done.")
class MilestoneReportInput:
    milestone_id: relay.GlobalID = strawberry.field(description="The milestone.")
    note: str = strawberry.field(description="What was done.")
    spent_fen: Fen = strawberry.field(default=Fen(0), description="Money spent on it, in fen.")
    photos: list[str] = strawberry.field(
        default_factory=list,
        description="Photos of the place (JPEG, PNG) in base64, at most 3 of 5 MB.",
    )


@strawberry.input(description="A check of the work.")
class InspectionRecordInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    passed: bool = strawberry.field(description="Whether the work passes.")
    opinion: str = strawberry.field(description="What was found.")
    mend_by: date | None = strawberry.field(
        default=None, description="If it does not pass: by when it must be mended."
    )


@strawberry.input(description="A passed decision that others have set aside.")
class MatterAnnulInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    annuller: Annuller = strawberry.field(description="Who decided so; the article follows.")
    document: str = strawberry.field(description="Name and number of that decision.")
    decided_on: date = strawberry.field(description="The day of that decision.")
    reason: str = strawberry.field(description="Why; the village reads it.")


@strawberry.input(description="A villager's answer: was it really done?")
class EvaluationSubmitInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    answer: Answer = strawberry.field(description="The answer; it cannot be changed.")
    words: str = strawberry.field(default="", description="In words, if one likes.")


@strawberry.input(description="What the assembly lets the representatives decide.")
class DelegationRecordInput:
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    type_key: MatterType = strawberry.field(description="The kind of matter.")
    since: date = strawberry.field(description="The first day.")
    until: date = strawberry.field(description="The last day.")
    source: str = strawberry.field(description="The minutes of the assembly, or the charter.")
