"""A bulletin on its whole way: published, checked by code and by its QR, corrected, exported."""

from pathlib import Path

from strawberry.relay import to_base64

from services.disclosure import service as disclosure
from services.transparency import service, verify
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.transparency.test_queries import VERIFICATION, ask
from tests.services.disclosure.conftest import CONTENT, MAKER, Draft, draft, village
from tests.services.disclosure.steps import publish, read

__all__ = ["draft", "village"]


async def test_a_corrected_bulletin_leads_to_the_one_in_force(
    county: Tenant,
    draft: Draft,
    tmp_path: Path,
) -> None:
    first = await draft()
    await publish(county, first)
    async with unit_of_work(county, MAKER) as uow:
        changed = {**CONTENT, "budget_fen": 18640001}
        second = (await disclosure.correct(uow, first, changed, "合计写错")).id
    await publish(county, second)
    old, new = await read(county, first), await read(county, second)
    assert old.code is not None
    assert new.code is not None

    before = (await ask(county, VERIFICATION, code=old.code))["verification"]
    after = (await ask(county, VERIFICATION, code=new.statement_url))["verification"]

    assert (before["result"], before["bulletin"]) == (
        "SUPERSEDED",
        {"id": to_base64("Bulletin", str(first))},
    )
    assert before["supersededBy"] == {"id": to_base64("Bulletin", str(second))}
    assert (after["result"], after["code"]) == ("GENUINE", new.code)
    assert after["bulletin"] == {"id": to_base64("Bulletin", str(second))}
    assert after["supersededBy"] is None
    key = service.verifier(county.code).text
    assert verify.verify_code_offline(old.statement_url, key).genuine
    async with unit_of_work(county) as uow:
        await service.export(uow, tmp_path / "log")
    assert verify.verify_folder(tmp_path / "log", trusted_key=key).genuine
