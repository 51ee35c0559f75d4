"""Minutes that write themselves: a pure function of what was recorded about a meeting that is over.

They are in Chinese, like the resolution; the derivation is the one that the judge left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infra import clock
from services.decisions.models import (
    Matter,
    MatterVersion,
    Meeting,
    MeetingMember,
    PaperCount,
    Resolution,
    Vote,
)
from services.decisions.vocabulary import BODY_NAMES, STAKE_NAMES, Body, Stake, VoteForm

FORM_NAMES = {
    VoteForm.NAMED.value: "记名投票（手机）",
    VoteForm.PAPER.value: "纸票",
    VoteForm.SECRET.value: "无记名投票（手机）",
    VoteForm.SHOW_OF_HANDS.value: "举手表决",
}


@dataclass(frozen=True)
class Held:
    """Everything on record about one meeting."""

    matter: Matter
    text: MatterVersion
    meeting: Meeting
    members: Sequence[MeetingMember]
    vote: Vote | None = None
    count: PaperCount | None = None
    resolution: Resolution | None = None


def title(held: Held) -> str:
    """Return the heading: of which body."""
    return f"{BODY_NAMES[Body(held.meeting.body)][0]}会议记录".replace("会议会议", "会议")


def lines(held: Held) -> list[str]:
    """Return the minutes, one statement a line."""
    return [*_called(held), *_attended(held), *_decided(held), *_counted(held), *_ended(held)]


def _called(held: Held) -> Iterable[str]:
    matter, meeting = held.matter, held.meeting
    number = f"{matter.year}-{matter.serial:03d}"
    yield f"事项：“{held.text.title}”（{number} 号，第 {meeting.version_no} 稿）"
    yield f"议案指纹 {held.text.sha256[:16]}"
    yield f"通知：{_moment(meeting.notice_at)}由{meeting.called_by}发出"
    yield f"时间：{_moment(meeting.scheduled_at)}；地点：{meeting.place}"
    yield f"主持：{meeting.presider}"


def _attended(held: Held) -> Iterable[str]:
    members = held.members
    here = [one for one in members if one.in_the_room]
    away = [one for one in members if not one.in_the_room and one.recused_at is None]
    recused = [one for one in members if one.recused_at is not None]
    due = len(members) - len(recused)
    yield f"组成人员 {len(members)} 人，应到 {due} 人，实到 {len(here)} 人"
    yield f"到会：{_names(one.name for one in here)}"
    yield f"未到：{_names(_absent(one) for one in away)}"
    yield f"回避（离开会场，不表决）：{_names(_stake(one) for one in recused)}"
    if held.meeting.opened_at is not None:
        yield f"{_moment(held.meeting.opened_at)}宣布开会，名册指纹 {held.meeting.roll_hash[:16]}"
        yield from _reckoned("开会人数", held.meeting.derivation)


def _decided(held: Held) -> Iterable[str]:
    vote = held.vote
    if vote is None or vote.closed_at is None:
        return
    yield f"表决：{vote.question}"
    yield f"表决方式：{FORM_NAMES[vote.form]}"
    yield f"表决时间：{_moment(vote.opened_at)}至{_moment(vote.closed_at)}"
    yield (
        f"到会 {vote.present} 人，赞成 {vote.in_favour}、反对 {vote.against}、"
        f"弃权 {vote.abstain}、无效 {vote.invalid}、未投 {vote.not_voted}"
    )
    yield from _reckoned("通过票数", vote.derivation)
    yield f"结果：{'通过' if vote.outcome == 'passed' else '未通过'}"


def _counted(held: Held) -> Iterable[str]:
    count = held.count
    if count is None:
        return
    names = {one.resident_id: one.name for one in held.members}
    tellers = [names.get(one, "") for one in (count.teller_1, count.teller_2)]
    yield (
        f"计票：发出 {count.issued}、有效 {count.used}、废票 {count.spoiled}、没用 {count.unused}；"
        f"计票人{_names(tellers)}，监票人{names.get(count.scrutineer, '')}"
    )
    yield f"计票单照片指纹 {count.sheet_sha256[:16]}"


def _ended(held: Held) -> Iterable[str]:
    if held.resolution is not None:
        yield f"决议 {held.resolution.number} 号：{held.resolution.text}"
    meeting = held.meeting
    if meeting.reason:
        yield f"休会：{meeting.reason}"
    if meeting.closed_at is not None:
        yield f"{_moment(meeting.closed_at)}散会"


def _reckoned(what: str, derivation: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for line in derivation:
        yield f"{what}：{line['zh']}（{line['formula']}）"


def _names(names: Iterable[str]) -> str:
    return "、".join(names) or "无"


def _absent(member: MeetingMember) -> str:
    return f"{member.name}（请假：{member.excuse}）" if member.excuse else member.name


def _stake(member: MeetingMember) -> str:
    whose = STAKE_NAMES[Stake(member.recusal)][0]
    return f"{member.name}（{whose}：{member.recusal_reason}）"


def _moment(at: datetime) -> str:
    return f"{clock.local(at):%Y年%-m月%-d日 %H:%M}"
