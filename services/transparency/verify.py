"""Checks an exported folder, one item or a scanned code with no server and no database."""

from pathlib import Path

from services.transparency import folder as layout
from services.transparency import merkle, note, proof, statement
from services.transparency import record as records
from services.transparency.folder_check import FolderCheck
from services.transparency.note import NoteError
from services.transparency.origin import county_of
from services.transparency.record import RecordError
from services.transparency.report import Report
from services.transparency.statement import StatementError

__all__ = ["Report", "head_of", "verify_code_offline", "verify_folder", "verify_item"]


def verify_folder(
    path: Path, *, old_checkpoint: str | None = None, trusted_key: str | None = None
) -> Report:
    """Check everything in an exported folder.

    `old_checkpoint` is the text of a head that the asker kept from before: without it nobody
    can see that the whole log was written anew with the county's key. `trusted_key` is the key
    (C2SP verifier key) that the asker got in another way.
    """
    report = Report()
    try:
        FolderCheck(Path(path), report).run(old_checkpoint, trusted_key)
    except OSError as error:
        report.unreadable = True
        report.failed(
            "FILE_UNREADABLE",
            f"读不到文件：{error.filename}",
            f"A file cannot be read: {error.filename}",
        )
    return report


def verify_item(item: str, proof_text: str, key: str) -> Report:
    """Check one item (the text of its JSON file) with its proof file and the county's key."""
    report = Report()
    try:
        verifier = note.parse_verifier(key)
        public = records.parse_record(item.strip().encode())
        leaf = merkle.leaf_hash(records.canonical(records.closed(public)))
        head = proof.verify(proof_text, leaf, verifier)
    except (NoteError, RecordError) as error:
        report.failed(
            "ITEM_NOT_PROVEN", "证明不成立：内容、证明和公钥对不上。", f"The proof fails: {error}"
        )
        return report
    report.passed(
        "ITEM_PROVEN",
        f"内容在 {head.origin} 的公开日志里（共 {head.size} 条），没有被改动。",
        f"The item is in the public log {head.origin} ({head.size} leaves), unchanged.",
    )
    return report


def verify_code_offline(qr_text: str, key: str) -> Report:
    """Check a scanned QR text with nothing but the county's public key."""
    report = Report()
    try:
        verifier = note.parse_verifier(key)
        claim = statement.verify(qr_text, verifier)
    except (NoteError, StatementError) as error:
        report.failed(
            "STATEMENT_NOT_SIGNED",
            "不是这把公钥的主人签发的，或者内容被改动过。",
            f"Not signed by the county: {error}",
        )
        return report
    if county_of(verifier.name) != claim.county:
        report.failed(
            "OTHER_COUNTY",
            f"公钥属于 {verifier.name}，公告属于 {claim.county}。",
            f"The key belongs to {verifier.name}, the notice to {claim.county}.",
        )
        return report
    report.passed(
        "STATEMENT_SIGNED",
        f"本县签发。请核对纸上：村 {claim.village_code}，文号 {claim.number}，"
        f"日期 {claim.day}，要点 {claim.facts}，校验码 {claim.code}。",
        f"Signed by the county. Compare the paper: village {claim.village_code}, number "
        f"{claim.number}, date {claim.day}, facts {claim.facts}, code {claim.code}.",
    )
    return report


def head_of(path: Path) -> str:
    """Return the text of a folder's newest head, to be kept for the next check."""
    return (Path(path) / layout.HEAD).read_text(encoding="utf-8")
