"""Refusals of what is attached to a matter."""

from infra.errors import DomainError, NotFound


class AttachmentUnreadable(DomainError):
    code = "ATTACHMENT_UNREADABLE"
    zh = (
        "这个文件用不了：只收完整的 PDF、JPEG 照片或 PNG 图片，PDF 不能设密码、带脚本或夹带文件。"
        "请另存为 PDF，或重新拍照后再选。"
    )
    en = (
        "This file cannot be used: only a whole PDF, JPEG or PNG, and a PDF without a password,"
        " scripts or files inside. Save it as PDF or take a photo."
    )


class AttachmentTooLarge(DomainError):
    code = "ATTACHMENT_TOO_LARGE"
    zh = "文件超过 {most_mb} MB。请缩小照片或压缩 PDF 后再选。"
    en = "The file is larger than {most_mb} MB. Shrink the photo or compress the PDF."


class TooManyAttachments(DomainError):
    code = "TOO_MANY_ATTACHMENTS"
    zh = "一件事最多 {most} 个附件。请先删去不用的，或把几页合成一个 PDF。"
    en = "A matter has at most {most} attachments. Remove one, or join several pages in one PDF."


class AttachedAlready(DomainError):
    code = "ATTACHED_ALREADY"
    zh = "这个文件已经附上了，名称是“{title}”。要换名称，请先删去再附一次。"
    en = "This file is attached already as “{title}”. To rename it, remove it and attach it again."


class UnknownAttachment(NotFound):
    """No file of this hash is attached to the text."""


class NeitherPhotoNorVoice(DomainError):
    code = "NEITHER_PHOTO_NOR_VOICE"
    zh = (
        "这个文件用不了：只收照片（JPEG、PNG）和录音（手机录的 M4A 或 MP3）。"
        "请重新拍照或录音后再选。"
    )
    en = (
        "This file cannot be used: only photos (JPEG, PNG) and recordings (M4A or MP3, as phones"
        " make them). Take it again and choose it once more."
    )


class TooManyOpinionFiles(DomainError):
    code = "TOO_MANY_OPINION_FILES"
    zh = "一条意见最多 {most} 个照片或录音。请挑最要紧的。"
    en = "A suggestion has at most {most} photos and recordings. Choose the most important ones."
