"""Waits in a running demonstration until it is quiet, then counts every effect there is.

`python -m tests.crash.counting FOLDER` prints JSON; the public log is exported to FOLDER.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlmodel import col

import services.jobs
import services.tables  # noqa: F401 - fills the metadata and the job registry
from infra import database
from infra.outbox import InboxRow, OutboxRow
from infra.settings import publish, settings
from portals.commands.running import run
from portals.demo.places import KAILU
from services.audit import service as audit
from services.audit.chain import ChainBroken
from services.decisions.models import Ballot, MatterComment, Opinion, Vote
from services.disclosure.models import Bulletin, BulletinFile, OutgoingText, Question
from services.transparency import service as transparency
from services.transparency import verify
from services.transparency.models import LogLeaf
from tenants import registry
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

PATIENCE_SECONDS = 150  # without one job less


async def _waiting(tenant: Tenant) -> dict[str, int]:
    """Count the jobs that have not run, and the texts that have not left."""
    async with unit_of_work(tenant) as uow:
        ran = select(InboxRow.key).where(col(InboxRow.key) == col(OutboxRow.id)).exists()
        states = await uow.session.execute(
            select(col(OutboxRow.state), func.count())
            .where(col(OutboxRow.state).in_(("pending", "sent", "dead")), ~ran)
            .group_by(col(OutboxRow.state))
        )
        texts = select(func.count()).where(col(OutgoingText.state) == "waiting")
        on_the_way = select(func.count()).where(
            col(Bulletin.state).in_(("queued", "logged", "rendering"))
        )
        found = {str(state): int(number) for state, number in states}
        found["texts"] = int(await uow.session.scalar(texts) or 0)
        found["bulletins"] = int(await uow.session.scalar(on_the_way) or 0)
    return {name: number for name, number in found.items() if number}


async def _until_quiet(tenant: Tenant) -> tuple[dict[str, int], float]:
    """Wait while it gets less, however much there is; return what is left lying, and how long."""
    began = less = time.monotonic()
    fewest = sys.maxsize
    while True:
        waiting, now = await _waiting(tenant), time.monotonic()
        left = sum(waiting.values())
        if left < fewest:
            fewest, less = left, now
        if not waiting or set(waiting) == {"dead"} or now - less > PATIENCE_SECONDS:
            return waiting, now - began
        await asyncio.sleep(0.5)


def _codes(rows: Any) -> dict[str, int]:
    return dict(Counter(str(one) for one in rows))


async def _effects(tenant: Tenant) -> dict[str, Any]:
    async with unit_of_work(tenant) as uow:
        all_of = uow.session.scalars
        questions = {row.text: str(row.id) for row in await all_of(select(Question))}
        answers = _codes(await all_of(select(col(Bulletin.subject))))
        ballots = await uow.session.execute(
            text("SELECT vote_id, member_id, count(*) FROM ballot GROUP BY 1, 2")
        )
        votes = _codes(await all_of(select(col(Ballot.vote_id))))
        counted = {str(v.id): v for v in await all_of(select(Vote))}
        published = select(Bulletin).where(col(Bulletin.published_at).is_not(None))
        bulletins = {str(one.id): one.state for one in await all_of(published)}
        return {
            "needs": _codes(await all_of(select(col(Opinion.text)))),
            "comments": _codes(await all_of(select(col(MatterComment.text)))),
            "questions": _codes(await all_of(select(col(Question.text)))),
            "question_ids": questions,
            "bulletins_of_subject": answers,
            "ballots": votes,
            "most_ballots_of_one": max([row[2] for row in ballots], default=0),
            "votes": sorted(counted),
            "published": bulletins,
            "state_of": {str(row.subject): row.state for row in await all_of(select(Bulletin))},
            "leaves": _codes(await all_of(select(col(LogLeaf.subject)))),
            "texts": _codes(await all_of(select(col(OutgoingText.bulletin_id)))),
            "texts_sent": _codes(
                await all_of(
                    select(col(OutgoingText.bulletin_id)).where(col(OutgoingText.state) == "sent")
                )
            ),
            "files": _codes(await all_of(select(col(BulletinFile.bulletin_id)))),
            "text_ids": [str(one) for one in await all_of(select(col(OutgoingText.id)))],
            "events": int(await uow.session.scalar(text("SELECT count(*) FROM audit_event")) or 0),
            "audits": [
                [row[0], str(row[1]), row[2]]
                for row in await uow.session.execute(
                    text("SELECT tag, subject, count(*) FROM audit_event GROUP BY 1, 2")
                )
            ],
        }


async def _chain(tenant: Tenant) -> str:
    """Seal what is left and check every seal."""
    try:
        while True:
            async with unit_of_work(tenant) as uow:
                if not await audit.seal(uow):
                    break
        async with unit_of_work(tenant) as uow:
            state = await audit.verify_chain(uow)
    except ChainBroken as broken:
        return str(broken.message("en"))
    return "whole" if state.unsealed == 0 else f"{state.unsealed} unsealed"


async def _log(tenant: Tenant, folder: Path) -> bool:
    async with unit_of_work(tenant) as uow:
        await transparency.export(uow, folder)
    kept = settings().home / "checkpoints" / tenant.log.replace("/", "-") / "head.note"
    since = kept.read_text() if kept.exists() else None
    return verify.verify_folder(folder, old_checkpoint=since).genuine


def _announcements() -> dict[str, Any]:
    """What the receivers got: they drop a message whose key they know."""
    path = settings().home / "sent" / "messages.jsonl"
    whole, torn, said = Counter[str](), 0, dict[str, set[str]]()
    for line in path.read_text().splitlines() if path.exists() else []:
        try:
            message = json.loads(line)
        except json.JSONDecodeError:
            torn += 1
            continue
        whole[message["key"]] += 1
        said.setdefault(message["key"], set()).add(message["text"] + message["to"])
    return {
        "messages": len(whole),
        "repeated": sum(number - 1 for number in whole.values()),
        "contradicting": [key for key, texts in said.items() if len(texts) > 1],
        "torn": torn,
        "of_text": dict(Counter(key.partition(":")[0] for key in whole)),
    }


async def main() -> None:
    """Print what there is."""
    tenant = await registry.find(KAILU)
    waiting, seconds = await _until_quiet(tenant)
    told = {
        "waiting": waiting,
        "quiet_after": round(seconds, 1),
        **await _effects(tenant),
        "chain": await _chain(tenant),
        "log": await _log(tenant, Path(sys.argv[1])),
        "announced": _announcements(),
    }
    await database.dispose()
    print(json.dumps(told))


if __name__ == "__main__":
    publish(profile="demo")
    run(main)
