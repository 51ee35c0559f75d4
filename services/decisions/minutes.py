"""Minutes that write themselves: a pure function of what was recorded about a meeting that is over.

They are in Chinese, like the resolution; the derivation is the one that the judge left.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra import clock
from services.decisions import shortening
from services.decisions.models import (
    AgendaItem,
    Matter,
    MatterVersion,
    Meeting,
    MeetingChange,
    MeetingMember,
    MeetingPaper,
    MeetingProxy,
    PaperCount,
    Recusal,
    Resolution,
    Vote,
)
from services.decisions.proof import Proof
from services.decisions.vocabulary import (
    BODY_NAMES,
    CHANNEL_NAMES,
    STAKE_NAMES,
    Body,
    MeetingChangeKind,
    MeetingUnit,
    NoticeChannel,
    ShortenedBy,
    Source,
    Stake,
    VoteForm,
)

SOURCE_WORDS = {
    Source.DEFAULT: "明白默认值，法律没有规定",
    Source.LOCAL: "地方规定",
    Source.METHOD: "工作方法规定",
    Source.STATUTE: "法律规定",
}
FORM_NAMES = {
    VoteForm.NAMED.value: "记名投票（手机）",
    VoteForm.PAPER.value: "纸票",
    VoteForm.SECRET.value: "无记名投票（手机）",
    VoteForm.SHOW_OF_HANDS.value: "举手表决",
}


@dataclass(frozen=True)
class HeldItem:
    """Everything on record about one item of a meeting's agenda."""

    item: AgendaItem
    matter: Matter
    text: MatterVersion
    recusals: Sequence[Recusal] = ()
    vote: Vote | None = None
    count: PaperCount | None = None
    struck: Sequence[PaperCount] = ()
    resolution: Resolution | None = None


@dataclass(frozen=True)
class Held:
    """Everything on record about one meeting."""

    meeting: Meeting
    members: Sequence[MeetingMember]
    items: Sequence[HeldItem]
    proof: Proof
    papers: Sequence[MeetingPaper] = ()
    proxies: Sequence[MeetingProxy] = ()
    changes: Sequence[MeetingChange] = ()

    def name(self, member_id: UUID | None) -> str:
        return next((one.name for one in self.members if one.id == member_id), "")


def title(held: Held) -> str:
    """Return the heading: of which body."""
    return f"{BODY_NAMES[Body(held.meeting.body)][0]}会议记录".replace("会议会议", "会议")


def lines(held: Held) -> list[str]:
    """Return the minutes, one statement a line; every item by itself."""
    several = len(held.items) > 1
    found = [*_called(held), *_attended(held)]
    for item in held.items:
        found += [f"【议程{item.item.position}】“{item.text.title}”"] if several else []
        found += [*_due(held, item), *_decided(item), *_counted(held, item), *_resolved(item)]
    return [*found, *_ended(held)]


def _called(held: Held) -> Iterable[str]:
    meeting = held.meeting
    for one in held.items:
        what = f"议程{one.item.position}" if len(held.items) > 1 else "事项"
        number = f"{one.matter.year}-{one.matter.serial:03d}"
        yield f"{what}：“{one.text.title}”（{number} 号，第 {one.item.version_no} 稿）"
        yield f"议案指纹 {one.text.sha256[:16]}"
    yield from _notified(held)
    for paper in held.papers:
        yield f"会议材料：{paper.title}（{_moment(paper.at)}附上，指纹 {paper.sha256[:16]}）"
    yield f"时间：{_moment(meeting.scheduled_at)}；地点：{meeting.place}"
    yield from _presided(held)


def _presided(held: Held) -> Iterable[str]:
    """Say who presided, and from when another did."""
    handed = [one for one in held.changes if one.kind == MeetingChangeKind.CHAIR_HANDED_OVER.value]
    yield f"主持：{handed[0].before if handed else held.meeting.presider}"
    for one in handed:
        yield (
            f"{_moment(one.at)}主持由{one.before}交给{held.name(one.member_id)}：{one.reason}"
            f"（{one.recorded_by}记录）"
        )


def _notified(held: Held) -> Iterable[str]:
    """Say when and how it was announced, by which exception late, and who was told."""
    meeting = held.meeting
    days = f"，应提前 {meeting.due_days} 天" if meeting.due_days else ""
    yield f"通知：{_moment(meeting.notice_at)}由{meeting.called_by}发出{days}"
    if meeting.shortened_by:
        by = shortening.catalogue()[ShortenedBy(meeting.shortened_by)]
        yield (
            f"通知时间缩短为 {meeting.notice_days} 天：{by.zh}（{SOURCE_WORDS[by.source]}）；"
            f"理由：{meeting.shortened_reason}"
        )
    for line in meeting.composition:
        if not line["met"]:
            yield f"组成人员不符合规定，会议照开：{line['zh']}"
    for row in held.proof.to_all:
        note = f"，{row.note}" if row.note else ""
        yield f"{_channel(row.channel)}：{_moment(row.told_at)}{note}（{row.recorded_by}记录）"
    yield from _told_each(held)


def _told_each(held: Held) -> Iterable[str]:
    proof, everybody = held.proof, len(held.members)
    if not proof.first:
        yield f"送达：应通知 {everybody} 人，没有逐人送达的记录"
        return
    counts = Counter(row.channel for row in proof.first.values())
    ways = "、".join(f"{_channel(key)} {number}" for key, number in sorted(counts.items()))
    yield f"送达：应通知 {everybody} 人，有记录 {len(proof.first)} 人（{ways}）"
    yield f"没有送达记录：{_names(one.name for one in proof.untold(held.members))}"
    if proof.late:
        yield f"送达晚于规定时间：{_names(held.name(one) for one in sorted(proof.late))}"


def _channel(key: str) -> str:
    return CHANNEL_NAMES[NoticeChannel(key)][0]


def _attended(held: Held) -> Iterable[str]:
    members = held.members
    came = [one for one in members if one.present_at is not None]
    unit = unit_of(held)
    yield f"组成人员 {len(members)} {unit}，签到 {len(came)} {unit}"
    yield f"到会：{_names(_came(one) for one in came)}"
    gone = [one for one in members if one.present_at is None]
    yield f"未到：{_names(_absent(held.meeting, one) for one in gone)}"
    for row in held.proxies:
        paper = row.sheet_sha256[:16]
        yield f"书面委托：{held.name(row.member_id)}委托{row.holder}，委托书照片指纹 {paper}"
        for end in (one for one in held.changes if one.proxy_id == row.id):
            yield f"这份委托{_moment(end.at)}撤回：{end.reason}（{end.recorded_by}记录）"
    if held.meeting.opened_at is not None:
        yield f"{_moment(held.meeting.opened_at)}宣布开会，名册指纹 {held.meeting.roll_hash[:16]}"
        yield from _reckoned("开会人数", held.meeting.derivation)


def _due(held: Held, one: HeldItem) -> Iterable[str]:
    """Say who is due for an item and here; at its vote these were frozen."""
    staked = {row.member_id for row in one.recusals}
    here = sum(member.here and member.id not in staked for member in held.members)
    due = len(held.members) - len(staked)
    if one.vote is not None:
        due, here = one.vote.due, one.vote.present
    unit = unit_of(held)
    yield f"应到 {due} {unit}，实到 {here} {unit}"
    yield f"回避（离开会场，不表决）：{_names(_stake(held, row) for row in one.recusals)}"


def _decided(one: HeldItem) -> Iterable[str]:
    vote = one.vote
    if vote is None or vote.closed_at is None:
        yield "没有表决"
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


def _counted(held: Held, one: HeldItem) -> Iterable[str]:
    for row in one.struck:
        why = next(each for each in held.changes if each.count_id == row.id)
        yield (
            f"计票录错作废：同意 {row.in_favour}、反对 {row.against}、弃权 {row.abstain}，"
            f"计票单照片指纹 {row.sheet_sha256[:16]}；{_moment(why.at)}由{why.recorded_by}作废："
            f"{why.reason}"
        )
    count = one.count
    if count is None:
        return
    names = {each.resident_id: each.name for each in held.members}
    tellers = [names.get(each, "") for each in (count.teller_1, count.teller_2)]
    yield (
        f"计票：发出 {count.issued}、有效 {count.used}、废票 {count.spoiled}、没用 {count.unused}；"
        f"计票人{_names(tellers)}，监票人{names.get(count.scrutineer, '')}"
    )
    yield f"计票单照片指纹 {count.sheet_sha256[:16]}"


def _resolved(one: HeldItem) -> Iterable[str]:
    if one.resolution is not None:
        yield f"决议 {one.resolution.number} 号：{one.resolution.text}"


def _ended(held: Held) -> Iterable[str]:
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


def unit_of(held: Held) -> str:
    """Return what a line of the roll stands for."""
    return "户" if held.meeting.unit == MeetingUnit.HOUSEHOLD.value else "人"


def _came(member: MeetingMember) -> str:
    return f"{member.name}（{member.acting}代）" if member.acting else member.name


def _absent(meeting: Meeting, member: MeetingMember) -> str:
    closed, told = meeting.closed_at, member.excused_at
    late = "，会后补记" if closed is not None and told is not None and told > closed else ""
    return f"{member.name}（请假：{member.excuse}{late}）" if member.excuse else member.name


def _stake(held: Held, row: Recusal) -> str:
    return f"{held.name(row.member_id)}（{STAKE_NAMES[Stake(row.stake)][0]}：{row.reason}）"


def _moment(at: datetime) -> str:
    return f"{clock.local(at):%Y年%-m月%-d日 %H:%M}"
