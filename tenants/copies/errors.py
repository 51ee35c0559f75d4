"""Refusals of a county's export and of its restoration."""

from infra.errors import DomainError


class ExportUnreadable(DomainError):
    """The folder is no export, or one of a format that this version does not know."""

    code = "EXPORT_UNREADABLE"
    zh = "{folder} 不是本版本能读的县导出。请核对路径；如果由更新版本导出，请先升级再恢复。"
    en = (
        "{folder} is no county export that this version can read. Check the path; if a newer"
        " version wrote it, upgrade first."
    )


class ExportAltered(DomainError):
    """A file is missing, was changed or does not belong to the export."""

    code = "EXPORT_ALTERED"
    zh = "导出被改动过或不完整：{what}。什么都没有恢复。请另取一份完好的导出。"
    en = (
        "The export was changed or is not complete: {what}. Nothing was restored. Take another"
        " copy of the export."
    )


class KeysDiffer(DomainError):
    """The sealed values of the export cannot be opened with the keys that are here."""

    code = "KEYS_DIFFER"
    zh = (
        "这里的密钥打不开导出里的加密内容（{names}）。"
        "请先把原机器数据目录下 keys 里的这些文件拷到这里，再恢复。"
    )
    en = (
        "The keys here do not open the sealed values of the export ({names}). Copy these files"
        " from the data folder's keys on the machine that wrote it, then restore."
    )


class FileSpoilt(DomainError):
    """A file on the disk is no longer what its name says."""

    code = "FILE_SPOILT"
    zh = "文件 {name} 在磁盘上已损坏，导出没有完成。请从备份恢复这个文件后再导出。"
    en = "The file {name} is damaged on the disk; nothing was exported. Restore it, then repeat."
