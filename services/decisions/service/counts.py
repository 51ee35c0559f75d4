"""What tellers counted by hands or on paper, entered whole with the photographed sheet."""

from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import counting, repository, writing
from services.decisions.counting import Papers, Sheet
from services.decisions.errors import AlreadyVoted, CountMissing, CountsDoNotAddUp
from services.decisions.models import MeetingChange, PaperCount, Vote
from services.decisions.rules import Tally
from services.decisions.service.voting import locked_open
from services.decisions.vocabulary import MeetingChangeKind, VoteForm
from tenants.unit_of_work import UnitOfWork


async def record_show_of_hands(
    uow: UnitOfWork,
    vote_id: UUID,
    *,
    tally: Tally,
    sheet: Sheet,
    representatives: Tally | None = None,
) -> PaperCount:
    """Enter what was counted by hands, whole and reconciled, or refuse it whole."""
    vote = await locked_open(uow, vote_id, VoteForm.SHOW_OF_HANDS)
    if tally.invalid:
        raise CountsDoNotAddUp(what_zh="举手表决没有废票", what_en="hands cannot be invalid")
    papers = Papers(issued=tally.cast, used=tally.cast, spoiled=0, unused=0)
    return await _enter(uow, vote, papers, tally, sheet, representatives)


async def record_paper_count(
    uow: UnitOfWork,
    vote_id: UUID,
    *,
    papers: Papers,
    tally: Tally,
    sheet: Sheet,
    representatives: Tally | None = None,
) -> PaperCount:
    """Enter a count of paper ballots, reconciled with the papers issued, or refuse it whole."""
    vote = await locked_open(uow, vote_id, VoteForm.PAPER)
    papers.check(tally, vote.present)
    return await _enter(uow, vote, papers, tally, sheet, representatives)


async def _enter(
    uow: UnitOfWork,
    vote: Vote,
    papers: Papers,
    tally: Tally,
    sheet: Sheet,
    part: Tally | None,
) -> PaperCount:
    reconciled = counting.reconcile(vote, tally, part)
    if await repository.paper_counts_of(uow.session, [vote.id]):
        raise AlreadyVoted
    count = PaperCount(
        vote_id=vote.id,
        issued=papers.issued,
        used=papers.used,
        spoiled=papers.spoiled,
        unused=papers.unused,
        in_favour=tally.in_favour,
        against=tally.against,
        abstain=tally.abstain,
        parts={name.value: counting.tally_json(each) for name, each in reconciled.parts.items()},
        sheet_key=sheet.key,
        sheet_sha256=sheet.sha256,
        teller_1=sheet.tellers[0],
        teller_2=sheet.tellers[1],
        scrutineer=sheet.scrutineer,
        recorded_by=uow.actor.label,
    )
    uow.session.add(count)
    await audit.record(uow, AuditTag.DECISIONS_COUNT_RECORD, subject=vote.id, count=str(count.id))
    return count


async def strike_count(uow: UnitOfWork, vote_id: UUID, reason: str) -> Vote:
    """Strike the count of an open vote that was entered wrongly; it stays, and is entered anew."""
    reason = writing.reason(reason)
    vote = await locked_open(uow, vote_id, VoteForm.PAPER, VoteForm.SHOW_OF_HANDS)
    counts = await repository.paper_counts_of(uow.session, [vote.id])
    if not counts:
        raise CountMissing
    change = MeetingChange(
        meeting_id=vote.meeting_id,
        kind=MeetingChangeKind.COUNT_STRUCK.value,
        count_id=counts[0].id,
        reason=reason,
        recorded_by=uow.actor.label,
    )
    uow.session.add(change)
    await audit.record(
        uow, AuditTag.DECISIONS_COUNT_STRIKE, subject=vote.id, count=str(counts[0].id)
    )
    return vote
