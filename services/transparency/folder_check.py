"""The steps by which an exported folder is checked."""

from pathlib import Path

from services.transparency import folder as layout
from services.transparency import leaf_lines, merkle, note, proof
from services.transparency import record as records
from services.transparency.merkle import Hashes
from services.transparency.note import Checkpoint, NoteError, Verifier
from services.transparency.origin import county_of
from services.transparency.record import Plain, Record, RecordError
from services.transparency.report import Report

_BROKEN = (NoteError, RecordError, UnicodeDecodeError)


class FolderCheck:
    """One check of one folder; what it learns from a file serves for the next."""

    def __init__(self, folder: Path, report: Report) -> None:
        self.folder = folder
        self.report = report
        self.leaves: list[Record] = []
        self.hashes: Hashes = {}

    def run(self, old_checkpoint: str | None, trusted_key: str | None) -> None:
        """Check key and head, leaves, tree, the head from before, items, in this order."""
        opened = self._key_and_head(trusted_key)
        if opened is None or not self._leaves(opened[1]):
            return
        verifier, head = opened
        self._root(head)
        self._nodes()
        self._trusted_head(verifier, head, old_checkpoint)
        self._items(verifier)

    def _text(self, *names: str) -> str:
        return self.folder.joinpath(*names).read_bytes().decode()

    def _key_and_head(self, trusted_key: str | None) -> tuple[Verifier, Checkpoint] | None:
        try:
            text = self._text(layout.KEY)
            verifier = note.parse_verifier(text)
            if text != f"{verifier.text}\n":
                raise NoteError("the key file holds more than the key")
            if trusted_key is not None and note.parse_verifier(trusted_key) != verifier:
                self.report.failed(
                    "OTHER_KEY", "公钥不是您手里的那一把。", "The key is not the one you hold."
                )
                return None
            head = note.open_checkpoint(self._text(layout.HEAD), verifier)
        except _BROKEN as error:
            self.report.failed("HEAD", "日志头不可信：签名或格式不对。", f"The head fails: {error}")
            return None
        self.report.passed(
            "HEAD",
            f"日志头由 {verifier.name} 签名，共 {head.size} 条。",
            f"The head is signed by {verifier.name} and counts {head.size} leaves.",
        )
        return verifier, head

    def _leaves(self, head: Checkpoint) -> bool:
        data = self.folder.joinpath(layout.LEAVES).read_bytes()
        try:
            for row in leaf_lines.read(data, county_of(head.origin)):
                self.leaves.append(row)
        except _BROKEN as error:
            place = len(self.leaves)
            self.report.failed(
                "LEAF",
                f"第 {place} 条对不上：内容、位置、哈希或校验码被改动过。",
                f"Leaf {place} fails: {error}",
            )
            return False
        self.hashes = merkle.build(bytes.fromhex(str(leaf["hash"])) for leaf in self.leaves)
        return True

    def _root(self, head: Checkpoint) -> None:
        size = len(self.leaves)
        if size == head.size and merkle.root(size, self.hashes) == head.root:
            self.report.passed(
                "ROOT",
                f"{size} 条内容与日志头一致，没有增、删、改、换序。",
                f"The {size} leaves lead to the signed root: none changed, added, cut or moved.",
            )
        else:
            self.report.failed(
                "ROOT",
                f"{size} 条内容与签名的日志头（{head.size} 条）不一致。",
                f"The {size} leaves do not lead to the signed root over {head.size}.",
            )

    def _nodes(self) -> None:
        lines = (
            f"{node.level} {node.place} {self.hashes[node].hex()}\n" for node in sorted(self.hashes)
        )
        if self.folder.joinpath(layout.NODES).read_bytes() == "".join(lines).encode():
            self.report.passed("NODES", "子树哈希一致。", "The subtree hashes agree.")
        else:
            self.report.failed(
                "NODES", "子树哈希与内容不一致。", "The subtree hashes disagree with the leaves."
            )

    def _trusted_head(
        self, verifier: Verifier, head: Checkpoint, old_checkpoint: str | None
    ) -> None:
        if old_checkpoint is None:
            return
        try:
            old = note.open_checkpoint(old_checkpoint, verifier)
        except NoteError as error:
            self.report.failed(
                "TRUSTED_HEAD",
                "您留存的日志头与这把公钥不符。",
                f"The head you kept does not fit this key: {error}",
            )
            return
        if old.size <= len(self.leaves) and merkle.root(old.size, self.hashes) == old.root:
            self.report.passed(
                "TRUSTED_HEAD",
                f"您留存的 {old.size} 条都原样还在，之后增加了 {head.size - old.size} 条。",
                f"The {old.size} leaves you knew are unchanged; {head.size - old.size} are new.",
            )
        else:
            self.report.failed(
                "TRUSTED_HEAD",
                f"现在的日志不是从您留存的 {old.size} 条接下来的：历史被改写。",
                f"The log does not continue the {old.size} leaves you knew: the past is rewritten.",
            )

    def _items(self, verifier: Verifier) -> None:
        expected = {
            f"{leaf['code']}{suffix}" for leaf in self.leaves for suffix in layout.ITEM_SUFFIXES
        }
        found = {path.name for path in self.folder.joinpath(layout.ITEMS).iterdir()}
        for name in sorted(expected ^ found):
            self.report.failed(
                "ITEM_FILES", f"内容文件多出或缺少：{name}", f"Item file missing or extra: {name}"
            )
        erased = 0
        for leaf in self.leaves:
            if {f"{leaf['code']}{suffix}" for suffix in layout.ITEM_SUFFIXES} <= found:
                erased += self._item(leaf, verifier)
        self.report.passed(
            "ITEMS",
            f"核对内容 {len(self.leaves)} 件；其中 {erased} 个个人信息字段已依法删除。",
            f"{len(self.leaves)} items checked; {erased} personal values have been erased.",
        )

    def _item(self, leaf: Record, verifier: Verifier) -> int:
        """Check an item's text and proof; return how many of its personal values were erased."""
        name = str(leaf["code"])
        try:
            data = self.folder.joinpath(layout.ITEMS, f"{name}.json").read_bytes()
            public = records.parse_record(data.removesuffix(b"\n"))
            if not data.endswith(b"\n") or not _same(records.closed(public), leaf["leaf"]):
                raise RecordError("the text is not the one in the log")
            text = self._text(layout.ITEMS, f"{name}.tlog-proof")
            if proof.parse(text).leaf_index != leaf["index"]:
                raise NoteError("the proof belongs to another leaf")
            proof.verify(text, bytes.fromhex(str(leaf["hash"])), verifier)
        except _BROKEN as error:
            self.report.failed(
                "ITEM", f"{name} 对不上：内容或证明与日志不一致。", f"{name} fails: {error}"
            )
            return 0
        return len(records.erased_paths(public))


def _same(left: Plain, right: Plain) -> bool:
    """Compare by bytes: in Python `True` equals 1, on paper it does not."""
    return records.canonical(left) == records.canonical(right)
