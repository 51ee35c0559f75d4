"""Verbs about a village's roll: look at a spreadsheet first, then write all of it or nothing."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from infra import clock, crypto
from infra.errors import Conflict
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import (
    DayInFuture,
    ElectionRecordNeeded,
    RollHasProblems,
    RollUploadExpired,
    RollUploadUnknown,
    UnknownVillage,
    VillageNotActive,
)
from services.people.models import RollUpload, Village
from services.people.roll import check, history, sandbox
from services.people.roll import repository as life
from services.people.roll.history import Deed
from services.people.roll.problems import RowProblem
from services.people.roll.register import Register
from services.people.roll.rows import RollRow, parse
from services.people.roll.rules import RollAct
from services.people.roll.writing import Written, write
from services.people.service.accounts import sync_roles
from services.people.service.bars import bars_in
from services.people.service.interests import village_kin
from services.people.workflow import ELECTED_AT_THE_POLLS, VillageState
from tenants.unit_of_work import UnitOfWork

KEPT_HOURS = 24
PROBLEMS_KEPT = 1_000
FILENAME_LIMIT = 200
_RECORD = Words("election_record", "选举结果报告单", "election record", most=100)


@dataclass(frozen=True)
class RollPreview:
    """What importing a file would do; with a single problem it would do nothing."""

    upload_id: UUID
    digest: str
    rows_total: int
    households_total: int
    adds: int
    changes: int
    problems: list[RowProblem]

    @classmethod
    def of(cls, upload: RollUpload) -> Self:
        """Return the preview that was kept with an upload."""
        return cls(
            upload_id=upload.id,
            digest=upload.digest,
            rows_total=upload.rows_total,
            households_total=upload.households_total,
            adds=upload.adds,
            changes=upload.changes,
            problems=[RowProblem(**found) for found in upload.problems],
        )

    @property
    def id(self) -> UUID:
        """The id of the upload that was kept."""
        return self.upload_id

    @property
    def importable(self) -> bool:
        """Whether the file may be imported as it is."""
        return not self.problems


@dataclass(frozen=True)
class ElectionRecord:
    """The vote by which a village has the officers that its first roll names."""

    on: date | None
    record: str


@dataclass(frozen=True)
class RollResult:
    """What an import did: how many people were added and changed."""

    adds: int
    changes: int


def _check_active(village_code: str, found: Sequence[Village]) -> None:
    if not found:
        raise UnknownVillage(village_code=village_code)
    if found[0].state != VillageState.ACTIVE:
        raise VillageNotActive(name=found[0].name)


async def register_of(uow: UnitOfWork, village_code: str) -> Register:
    """Return everything that a village's roll consists of now."""
    session = uow.session
    households = await repository.list_households(session, village_code, ended=True)
    people = await repository.list_residents(session, village_code)
    number = {household.id: household.number for household in households}
    register = Register(
        groups={row.name: row for row in await repository.list_groups(session, village_code)},
        households={row.number: row for row in households},
        people={(number[person.household_id], person.name): person for person in people},
        terms={},
        links={},
        bars=await bars_in(uow, village_code),
        had_committee=await repository.ever_held(session, village_code, ELECTED_AT_THE_POLLS),
        kin=frozenset(await village_kin(uow, village_code)),
    )
    for term in await repository.current_terms(session, village_code):
        register.terms.setdefault(term.resident_id, []).append(term)
    for link in await repository.representations_of_households(session, list(number)):
        register.links.setdefault(link.representative_id, []).append(link)
    return register


async def _phone_owners(uow: UnitOfWork, indexes: dict[str, str]) -> dict[str, UUID]:
    """Return who of the county is registered under the phones of the sheet."""
    owners = await repository.phone_owners(uow.session, list(indexes.values()))
    return {phone: owners[index] for phone, index in indexes.items() if index in owners}


def _indexes(rows: Sequence[RollRow]) -> dict[str, str]:
    return {row.phone: crypto.blind_index(row.phone) for row in rows if row.phone}


def _counts(register: Register, rows: Sequence[RollRow], indexes: dict[str, str]) -> RollResult:
    old = [row for row in rows if check.key(row) in register.people]
    changed = [row for row in old if register.differs(row, indexes.get(row.phone, ""))]
    return RollResult(adds=len(rows) - len(old), changes=len(changed))


async def preview_roll(
    uow: UnitOfWork, village_code: str, data: bytes, filename: str
) -> RollPreview:
    """Say what importing this .xlsx or .csv would change, and what is wrong in which row."""
    _check_active(village_code, await repository.load_villages(uow.session, [village_code]))
    table = await sandbox.read(data)
    rows, problems = parse(table, clock.today())
    register = await register_of(uow, village_code)
    indexes = _indexes(rows)
    known = register.known(await _phone_owners(uow, indexes))
    problems = sorted(
        [*problems, *check.check(table.sheet, rows, known)], key=lambda found: found.row
    )[:PROBLEMS_KEPT]
    counts = RollResult(0, 0) if problems else _counts(register, rows, indexes)
    upload = RollUpload(
        village_code=village_code,
        filename="".join(one for one in filename if one.isprintable())[:FILENAME_LIMIT],
        digest=hashlib.sha256(data).hexdigest(),
        rows_sealed="" if problems else _sealed(rows),
        rows_total=len(rows),
        households_total=len({row.number for row in rows}),
        adds=counts.adds,
        changes=counts.changes,
        elects=check.elects(rows, known),
        problems=[found._asdict() for found in problems],
        account_id=uow.actor.account_id,
        expires_at=clock.now() + timedelta(hours=KEPT_HOURS),
    )
    uow.session.add(upload)
    await audit.record(
        uow,
        AuditTag.PEOPLE_ROLL_PREVIEW,
        subject=upload.id,
        village=village_code,
        rows=len(rows),
        problems=len(problems),
    )
    return RollPreview.of(upload)


def _sealed(rows: list[RollRow]) -> str:
    """Return rows as they are kept until the import: they are personal data."""
    return crypto.seal(json.dumps(rows, ensure_ascii=False))


def _rows(upload: RollUpload) -> list[RollRow]:
    rows = (RollRow(*row) for row in json.loads(crypto.unseal(upload.rows_sealed)))
    return [
        row._replace(offices=tuple(row.offices), represents=tuple(row.represents)) for row in rows
    ]


async def _lock_upload(uow: UnitOfWork, village_code: str, upload_id: UUID) -> RollUpload:
    upload = await repository.find_upload_for_update(uow.session, upload_id)
    if upload is None or upload.village_code != village_code:
        raise RollUploadUnknown(path=("upload_id",))
    if upload.expires_at <= clock.now():
        raise RollUploadExpired(path=("upload_id",), hours=KEPT_HOURS)
    if upload.problems:
        raise RollHasProblems(path=("upload_id",), problems=len(upload.problems))
    return upload


async def imported_before(uow: UnitOfWork, village_code: str, digest: str) -> datetime | None:
    """Return when this very file was last imported into the village, if it ever changed it."""
    event = await life.imports_of(uow.session, village_code, digest)
    return event.at if event else None


def _written(needed: bool, digest: str, told: ElectionRecord | None) -> Written:
    """Return by what the offices of a roll are held; elective ones rest on a vote (art. 11)."""
    source = f"名册导入 {digest[:12]}"
    if not needed:
        return Written(clock.today(), source)
    record = _RECORD.read(told.record if told else "")
    if told is None or told.on is None or not record:
        names = {"office_zh": "名册里的村干部和村民代表", "office_en": "the officers on this roll"}
        path = ("election_record",) if told is not None and told.on else ("elected_on",)
        raise ElectionRecordNeeded(path=path, **names)
    if told.on > clock.today():
        raise DayInFuture(path=("elected_on",), day=told.on)
    return Written(clock.today(), source, told.on, record)


async def import_roll(
    uow: UnitOfWork, village_code: str, upload_id: UUID, election: ElectionRecord | None = None
) -> RollResult:
    """Write a previewed roll: all of it or nothing; writing it again changes nothing.

    A village that comes in with officers names the vote that seated them (Organic Law art. 11).
    """
    _check_active(
        village_code, await repository.load_villages_for_update(uow.session, [village_code])
    )
    upload = await _lock_upload(uow, village_code, upload_id)
    rows = _rows(upload)
    register = await register_of(uow, village_code)
    indexes = _indexes(rows)
    known = register.known(await _phone_owners(uow, indexes))
    problems = check.check("", rows, known)
    if problems:  # the roll changed between the preview and the import
        raise RollHasProblems(path=("upload_id",), problems=len(problems))
    counts = _counts(register, rows, indexes)
    by = _written(check.elects(rows, known), upload.digest, election)
    try:
        took_office = await write(uow.session, village_code, register, rows, by)
        await uow.session.flush()  # a clash with another village's import is told here
    except IntegrityError as error:
        raise Conflict from error
    if counts != RollResult(0, 0):
        reason = f"名册导入：{upload.filename}"[: history.REASON_LIMIT]
        deed = Deed(RollAct.IMPORTED, clock.today(), reason, upload.digest)
        await history.write_down(uow, village_code, deed, villages=[village_code])
    for resident_id in took_office:
        await sync_roles(uow, resident_id)
    upload.imported_at = clock.now()
    await audit.record(
        uow,
        AuditTag.PEOPLE_ROLL_IMPORT,
        subject=upload.id,
        village=village_code,
        adds=counts.adds,
        changes=counts.changes,
    )
    return counts


async def purge_uploads(uow: UnitOfWork) -> int:
    """Delete uploads past their day; they hold personal data that nobody needs any more."""
    return await repository.delete_expired_uploads(uow.session, clock.now())


async def load_uploads(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, RollUpload]:
    """Return uploads by id, for loaders."""
    return {row.id: row for row in await repository.uploads_by_ids(uow.session, ids)}
