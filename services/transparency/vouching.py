"""The county's word on its own export, and what restored rows must agree with."""

from services.transparency import heads, keys, note, repository
from services.transparency.errors import ExportNotVouched, LogKeyMissing
from services.transparency.note import NoteError
from services.transparency.origin import file_name
from tenants.unit_of_work import UnitOfWork


def vouch(log: str, text: str) -> str:
    """Sign the text of an export's manifest with the key of the log."""
    return note.sign(text, keys.origin(log), keys.signing_key(log))


def require_vouched(log: str, signed: str) -> str:
    """Return the text that the log's key signed; no key is made on the way."""
    if not keys.is_here(log):
        raise LogKeyMissing(log=log, file=f"log-{file_name(log)}.pem")
    try:
        return note.verify(signed, keys.verifier(log))
    except NoteError as error:
        raise ExportNotVouched(log=log) from error


async def require_continuing(uow: UnitOfWork) -> None:
    """Refuse restored rows that forget what was shown, or contradict their own signed head.

    The heads outside the database are the witnesses; a contradiction is reported beside them.
    """
    size = await repository.size(uow.session)
    await heads.require_unrewound(uow, size)
    await heads.require_sound(uow, size)
