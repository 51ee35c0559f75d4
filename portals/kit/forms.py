"""Forms as people send them: read within limits, checked for origin, kept for the second try."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, TypeVar

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message

from infra import clock
from portals.kit import csrf, language, operations, reading
from portals.kit.language import N_, Locale

FIELDS_AT_MOST = 400
FORM_BYTES = 256 * 1024
UPLOAD_BYTES = 12 * 1024 * 1024
FORM_LEVEL = ""
_SECRET = frozenset({"code", "old", "password"})
Value = TypeVar("Value")
Handler = Callable[[Request, "Form"], Awaitable[Response]]


class Form:
    """What was typed, what of it could be read, and what is wrong with the rest.

    Each reader takes the field's name and its Chinese label, returns the value, and notes an error
    under the name; `errors` therefore stands in the order in which the handler reads.
    """

    def __init__(
        self,
        typed: Mapping[str, Sequence[str]] | None = None,
        files: Mapping[str, UploadFile] | None = None,
        locale: Locale = "zh",
    ) -> None:
        """Hold typed text by field name; files apart, because they cannot be shown again."""
        self._typed = {name: list(values) for name, values in (typed or {}).items()}
        self._files = dict(files or {})
        self.locale: Locale = locale
        self.errors: dict[str, str] = {}

    @classmethod
    def filled(cls, values: Mapping[str, object]) -> "Form":
        """Return a form that shows known values, for editing what exists."""
        return cls({name: [_shown(value)] for name, value in values.items()})

    def over(self, values: Mapping[str, object]) -> "Form":
        """Return this form over known values: they show in the fields that were not sent."""
        typed = {name: [_shown(value)] for name, value in values.items()} | self._typed
        merged = Form(typed, self._files, self.locale)
        merged.errors = self.errors
        return merged

    @property
    def key(self) -> str:
        """The idempotency key that the page put into the form."""
        return self.value("key")

    @property
    def status(self) -> int:
        """The status with which a page shows this form: 422 while something is wrong."""
        return 422 if self.errors else 200

    def value(self, name: str) -> str:
        """Return a field as it was typed, for showing it again."""
        return (self._typed.get(name) or [""])[0]

    def many(self, name: str) -> list[str]:
        """Return every value of a field that may come several times."""
        return self._typed.get(name, [])

    def held(self) -> list[tuple[str, str]]:
        """Return every field as it was typed, to be sent once more after something in between."""
        own = (csrf.FIELD, "key")
        return [
            (name, value)
            for name, values in self._typed.items()
            if name not in own
            for value in values
        ]

    def whole(self) -> list[tuple[str, str]]:
        """Return every field with its key, so that the very same form can be sent once more.

        Nothing where a part cannot or must not be shown again: a file, a password, a code.
        """
        if any(one.filename for one in self._files.values()) or _SECRET & set(self._typed):
            return []
        return [*self.held(), ("key", self.key)]

    def wrong(self, name: str, text: str, **facts: object) -> None:
        """Note an error at a field, or about the whole form under the empty name."""
        self.errors.setdefault(name, language.translate(self.locale, text, **facts))

    def text(self, name: str, label: str, *, required: bool = True, longest: int = 200) -> str:
        """Return trimmed text, empty where it is optional and was left out."""
        value = self.value(name).replace("\r\n", "\n").strip()
        if not value and required:
            self._missing(name, label)
        if len(value) > longest:
            self.wrong(
                name,
                N_("%(label)s最多 %(longest)s 个字，现在有 %(length)s 个"),
                label=self._label(label),
                longest=longest,
                length=len(value),
            )
        return value.replace("\x00", "")

    def choice(
        self, name: str, label: str, options: Iterable[str], *, required: bool = True
    ) -> str:
        """Return one of the offered values."""
        value = self.value(name)
        if not value and not required:
            return ""
        if value not in set(options):
            self.wrong(name, N_("请选择%(label)s"), label=self._label(label))
        return value

    def picked(self, name: str, label: str, *, required: bool = True) -> str:
        """Return what was picked of a list that only the operation knows and checks."""
        value = self.value(name)
        if not value and required:
            self.wrong(name, N_("请选择%(label)s"), label=self._label(label))
        return value

    def choices(
        self, name: str, label: str, options: Iterable[str], *, required: bool = True
    ) -> list[str]:
        """Return those of the offered values that were ticked."""
        offered = set(options)
        ticked = [value for value in self.many(name) if value in offered]
        if required and not ticked:
            self.wrong(name, N_("请选择%(label)s"), label=self._label(label))
        return ticked

    def ticked(self, name: str) -> bool:
        """Say whether a single box is ticked."""
        return bool(self.value(name))

    def money_fen(self, name: str, label: str, *, required: bool = True) -> int | None:
        """Return integer fen."""
        return self._read(name, label, reading.amount_fen, required)

    def integer(
        self,
        name: str,
        label: str,
        *,
        required: bool = True,
        least: int = 0,
        most: int = 1_000_000_000,
    ) -> int | None:
        """Return a whole number within its bounds."""
        value = self._read(name, label, reading.integer, required)
        if value is not None and not least <= value <= most:
            self.wrong(
                name,
                N_("%(label)s应在 %(least)s 到 %(most)s 之间"),
                label=self._label(label),
                least=least,
                most=most,
            )
        return value

    def date(self, name: str, label: str, *, required: bool = True) -> date | None:
        """Return a calendar date."""
        return self._read(name, label, reading.calendar_date, required)

    def moment(self, name: str, label: str, *, required: bool = True) -> datetime | None:
        """Return an aware moment from the two fields `<name>_date` and `<name>_time`."""
        day: date | None = self._read(f"{name}_date", label, reading.calendar_date, required)
        hour: time | None = self._read(f"{name}_time", N_("几点"), reading.clock_time, required)
        if day is None or hour is None:
            return None
        return datetime.combine(day, hour, tzinfo=clock.ZONE)

    def mobile(self, name: str, label: str, *, required: bool = True) -> str:
        """Return the eleven digits of a mobile number."""
        return self._read(name, label, reading.mobile, required) or ""

    def identity(self, name: str, label: str, *, required: bool = True) -> str:
        """Return an 18-sign identity number."""
        return self._read(name, label, reading.identity, required) or ""

    def file(self, name: str, label: str, *, required: bool = True) -> UploadFile | None:
        """Return an uploaded file; an empty file field counts as left out."""
        upload = self._files.get(name)
        if upload is None or not upload.filename:
            if required:
                self.wrong(name, N_("请选择%(label)s"), label=self._label(label))
            return None
        return upload

    async def close(self) -> None:
        """Let go of the temporary files."""
        for upload in self._files.values():
            await upload.close()

    def take_errors(
        self, payload: Mapping[str, Any] | None, fields: Mapping[str, str] | None = None
    ) -> bool:
        """Put a mutation's errors at the fields they belong to; say whether there were any."""
        found = operations.errors_by_field(payload, fields or {}, set(self._typed))
        for name, message in found:
            self.errors.setdefault(name, message)
        return bool(found)

    def _read(
        self, name: str, label: str, reader: Callable[[str], Value], required: bool
    ) -> Value | None:
        typed = self.value(name).strip()
        if not typed:
            if required:
                self._missing(name, label)
            return None
        try:
            return reader(typed)
        except reading.Unreadable as problem:
            self.wrong(name, str(problem))
            return None

    def _missing(self, name: str, label: str) -> None:
        self.wrong(name, N_("请填写%(label)s"), label=self._label(label))

    def _label(self, label: str) -> str:
        text = language.translate(self.locale, label)
        return text.lower() if self.locale == "en" else text


BLANK = Form()


def post(path: str, handler: Handler, *, most_bytes: int = FORM_BYTES, name: str = "") -> Route:
    """Return the only kind of route that takes a form: read, limited and checked for its token."""

    async def endpoint(request: Request) -> Response:
        form = await read(request, most_bytes=most_bytes)
        request.state.form = form
        try:
            return await handler(request, form)
        finally:
            await form.close()

    return Route(path, endpoint, methods=["POST"], name=name or handler.__name__)


async def read(request: Request, *, most_bytes: int = FORM_BYTES) -> Form:
    """Return the sent form; refuse one that is too large or does not carry this browser's token."""
    limited = Request(request.scope, _limited(request, most_bytes))
    data = await limited.form(max_files=10, max_fields=FIELDS_AT_MOST, max_part_size=FORM_BYTES)
    if not csrf.matches(request, str(data.get(csrf.FIELD, ""))):
        await data.close()
        stale = N_("这个页面放得太久了。请返回上一页，刷新后再提交一次。")
        raise HTTPException(403, language.translate(language.of(request), stale))
    return _form(data, language.of(request))


def _form(data: FormData, locale: Locale) -> Form:
    typed: dict[str, list[str]] = {}
    files: dict[str, UploadFile] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            files[name] = value
        else:
            typed.setdefault(_storable(name), []).append(_storable(value))
    return Form(typed, files, locale)


def _storable(text: str) -> str:
    """Return a text without what neither PostgreSQL nor UTF-8 holds: NUL and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _limited(request: Request, most_bytes: int) -> Callable[[], Awaitable[Message]]:
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > most_bytes:
            large = N_("内容太大，送不出去。照片请缩小到 12 MB 以内再选一次。")
            raise HTTPException(413, language.translate(language.of(request), large))
        return message

    return receive


def _shown(value: object) -> str:
    return "" if value is None else str(value)
