"""A scanned QR text held against the log: first the county's signature, then what the log says."""

from contextlib import suppress

from services.transparency import keys, statement
from services.transparency.published import Published
from services.transparency.statement import Statement, StatementError


def is_statement(typed: str) -> bool:
    """Tell whether more than the twelve digits was scanned."""
    return ":" in typed.strip().rpartition("/")[2]


def claim_of(county: str, log: str, typed: str) -> Statement | None:
    """Return what the county signed, now or before it was opened again; None where it did not."""
    tail = typed.strip().rpartition("/")[2]
    for verifier in keys.verifiers(log):
        # Where a host name is bound to the county, the address lacks it; the signature has it.
        with suppress(StatementError):
            return statement.verify(f"/{county}/C/{tail.upper()}", verifier)
    return None


def agrees(claim: Statement, item: Published) -> bool:
    """Compare the signed facts with what the log holds under the same code."""
    record = item.record
    return (
        item.leaf_hash.startswith(claim.leaf)
        and record.get("number", claim.number) == claim.number
        and record.get("village_code", claim.village_code) == claim.village_code
    )
