"""A village with a resolution to publish, a maker and a checker."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from infra.ids import new_id
from services.disclosure import service
from services.people import service as people
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work

MAKER = Actor(new_id(), new_id(), "起草人")
CHECKER = Actor(new_id(), new_id(), "批准人")

CONTENT: dict[str, object] = {
    "matter_number": "2026-1",
    "text": "全村安装、改造自来水管道。",
    "budget_fen": 18640000,
    "funding": [{"name": "上级资金", "amount_fen": 18640000}],
    "body": "村民代表会议",
    "attendance": {"all": 17, "due": 17, "present": 17},
    "tally": {"in_favour": 17, "against": 0, "abstain": 0},
    "passed": True,
    "derivation": [
        {"zh": "17×3 ≥ 17×2", "en": "17·3 ≥ 17·2", "met": True, "citation_zh": "四权四制"}
    ],
    "rail": [{"zh": "公示结果", "en": "Posted", "state": "now", "on": "2026-11-22"}],
    "executor": "村民委员会",
    "phone": "0475-6123456",
}

Draft = Callable[..., Awaitable[UUID]]


@pytest.fixture
async def village(county: Tenant) -> str:
    """Seed one township with one village and return the village's code."""
    code = f"{county.code}108201"
    async with unit_of_work(county) as uow:
        await people.seed_divisions(uow, [(code[:9], "吉日嘎郎吐镇")], [(code, "三苗树村")])
    return code


@pytest.fixture
def draft(county: Tenant, village: str) -> Draft:
    """Return a way to draft a bulletin as the maker."""

    async def drafted(kind: str = "resolution", **content: object) -> UUID:
        async with unit_of_work(county, MAKER) as uow:
            return await service.prepare(
                uow,
                kind=kind,
                subject=new_id(),
                village_code=village,
                title_zh="安装与改造自来水工程",
                record={**CONTENT, **content},
            )

    return drafted
