"""End one of one's own sessions."""

from uuid import UUID

from schema.accounts.fronts import own_session
from schema.accounts.inputs import SessionRevokeInput
from schema.accounts.types import Session
from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import sessions
from tenants.errors import SignInNeeded


class _Ended:
    """The row that the payload shows."""

    def __init__(self, key: UUID) -> None:
        """Keep the id."""
        self.id = key


@mutation(
    None,
    returns={"session": Session},
    refuses=(SignInNeeded,),
    description="End one of the viewer's own sessions at once, for instance of a lost phone.",
)
async def session_revoke(ask: Ask, input: SessionRevokeInput) -> _Ended:
    account_id, _ = own_session(ask)
    session_id = local_id(input.session_id, Session, "sessionId")
    await sessions.revoke(ask.uow, account_id, session_id)
    await audit.record(ask.uow, AuditTag.ACCOUNTS_SESSION_REVOKE, subject=session_id)
    return _Ended(session_id)
