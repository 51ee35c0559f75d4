"""Refusals of the public log."""

from infra.errors import DomainError, NotFound


class LogRewound(DomainError):
    """The database holds less than, or something else than, what was shown before."""

    code = "LOG_REWOUND"
    zh = (
        "公开日志与库外存底不一致（存底 {stored} 条，库内 {size} 条），已停止公布并记为事故。"
        "请县级管理员按《运维手册》“日志回退”一节处理。"
    )
    en = (
        "The public log disagrees with its copy outside the database ({stored} leaves there, "
        "{size} here). Nothing is published and an incident is recorded. The county's "
        "administrator decides what follows, by the chapter on a rewound log."
    )


class LogDamaged(DomainError):
    """Stored rows of the log contradict each other."""

    code = "LOG_DAMAGED"
    zh = "公开日志的存储内容被改动过：{what}。已停止公布。请县级管理员核对备份。"
    en = "Stored rows of the public log were changed: {what}. Compare with a backup."


class LeafDiffers(DomainError):
    """The same object was logged before with other contents."""

    code = "LEAF_DIFFERS"
    zh = "这件内容已经上过公开日志（校验码 {verification_code}），内容不同。请用“更正”另行公布。"
    en = (
        "This is in the public log already, under code {verification_code} and with other contents."
        " Publish a correction instead."
    )


class AlreadySuperseded(DomainError):
    """A correction must correct the newest version."""

    code = "ALREADY_SUPERSEDED"
    zh = "这一版已被校验码 {verification_code} 更正。请在那一版上更正。"
    en = "This version has been corrected by code {verification_code}. Correct that one."


class UnknownCode(NotFound):
    """No published item bears this code."""

    code = "UNKNOWN_CODE"
    zh = "没有公布过校验码为 {verification_code} 的内容。请逐位核对后再输。"
    en = "Nothing was published under code {verification_code}. Compare it digit by digit."


class NotSignedYet(NotFound):
    """The log is not that long, or its head is not signed and kept yet."""

    code = "NOT_SIGNED_YET"
    zh = "日志还没有签到这一条，请一分钟后再试。"
    en = "The signed log does not reach that far yet. Try again in a minute."


class LogKeyMissing(DomainError):
    """The key that signed an export is not here; making a new one would only hide that."""

    code = "LOG_KEY_MISSING"
    zh = "这里没有公开日志 {log} 的密钥，无法核对导出。请先把原机器 keys 里的 {file} 拷来。"
    en = (
        "The key of the public log {log} is not here, so the export cannot be checked. Copy"
        " {file} from the keys of the machine that wrote it."
    )


class ExportNotVouched(DomainError):
    """The manifest of an export does not bear the county's signature."""

    code = "EXPORT_NOT_VOUCHED"
    zh = "导出清单的签名与公开日志 {log} 的密钥不符：清单被改动过。什么都没有恢复。"
    en = (
        "The export's manifest is not signed by the key of the public log {log}: it was changed."
        " Nothing was restored. Take another copy of the export."
    )
