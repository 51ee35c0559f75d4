"""Refusals of disclosure, each with a stable code and what to do next."""

from infra import errors
from infra.errors import DomainError, NotFound, Trouble


class UnknownBulletin(NotFound):
    code = "UNKNOWN_BULLETIN"
    zh = "没有找到这份公告。请核对编号或校验码后再试。"
    en = "There is no such bulletin. Check the number or the verification code and try again."


class UnknownQuestion(NotFound):
    code = "UNKNOWN_QUESTION"
    zh = "没有找到这个提问。请从公告页面重新打开。"
    en = "There is no such question. Open it again from the bulletin's page."


class WrongBulletinState(DomainError):
    code = "WRONG_BULLETIN_STATE"
    zh = "这份公告{state}，现在不能这样办。请刷新页面看最新情况。"
    en = "This bulletin is {state}; that cannot be done now. Reload the page to see where it is."


class MakerIsChecker(DomainError):
    code = "MAKER_IS_CHECKER"
    zh = "谁起草的公告，谁就不能自己批准。请另一位有权限的干部来批准。"
    en = "Whoever drafted a bulletin may not approve it. Ask another official to approve it."


class NobodyApproves(DomainError):
    code = "NOBODY_APPROVES"
    zh = "公告要由登录的干部批准。请先登录再批准。"
    en = "A bulletin is approved by a signed-in official. Sign in first."


class TooLateToWithdraw(DomainError):
    code = "TOO_LATE_TO_WITHDRAW"
    zh = "撤回时间已过，短信和广播可能已经发出。内容有错请用“更正”。"
    en = "The time to withdraw has passed and texts may be out. If it is wrong, correct it instead."


class ReasonNeeded(errors.ReasonNeeded):
    zh = "请写明原因，群众看得到。"
    en = "Give the reason; everybody will be able to read it."


class NothingChanged(DomainError):
    code = "NOTHING_CHANGED"
    zh = "更正的内容和原来一样。请改好错的地方再提交。"
    en = "The correction says the same as before. Change what is wrong and send it again."


class UnknownField(DomainError):
    code = "UNKNOWN_FIELD"
    zh = "公告里没有可以这样改的内容：{field}。请从公告页面逐项更正。"
    en = "The bulletin has no such thing to change: {field}. Correct it row by row from its page."


class AlreadyCorrected(DomainError):
    code = "ALREADY_CORRECTED"
    zh = "这份公告已经更正过。请打开最新的那份再更正。"
    en = "This bulletin has been corrected already. Open the newest one and correct that."


class BadRecord(DomainError):
    code = "BAD_RECORD"
    zh = "公告内容里有系统存不了的数据：{reason}。请改正后再提交。"
    en = "The bulletin holds something that cannot be kept: {reason}. Mend it and send it again."


class QuestionEmpty(DomainError):
    code = "QUESTION_EMPTY"
    zh = "请写下要说的话，1 到 {most} 个字。"
    en = "Write what you want to say, 1 to {most} characters."


class QuestionAnswered(DomainError):
    code = "QUESTION_ANSWERED"
    zh = "这个提问已经答复。要补充，请更正那份答复公告。"
    en = "This question has been answered. To add something, correct the bulletin of the answer."


class PhotoNeeded(DomainError):
    code = "PHOTO_NEEDED"
    zh = "请上传一张公开栏的照片（JPG 或 PNG，不超过 8 MB）。"
    en = "Send a photo of the notice board (JPEG or PNG, at most 8 MB)."


class PostedInTheFuture(DomainError):
    code = "POSTED_IN_THE_FUTURE"
    zh = "张贴时间不能晚于现在。请改成实际张贴的时间。"
    en = "The sheet cannot have been posted in the future. Give the time it was put up."


class HeadNotKept(Trouble):
    """No head on disk covers the bulletin, so that it must not show yet; the job runs again."""
