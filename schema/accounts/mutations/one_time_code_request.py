"""Ask for a code by SMS."""

from schema.accounts.fronts import front
from schema.accounts.inputs import OneTimeCodeRequestInput
from schema.accounts.words import CodePurpose
from schema.core.mutations import Ask, mutation
from services.people import service as people
from tenants import one_time_codes, sign_in
from tenants.errors import PhoneInvalid, SignInUnavailable, TooManyAttempts


@mutation(
    None,
    returns={"valid_minutes": int},
    refuses=(PhoneInvalid, SignInUnavailable, TooManyAttempts),
    description="Send a code to a phone that is known here; the answer never says whether it is.",
    replayable=False,
)
async def one_time_code_request(ask: Ask, input: OneTimeCodeRequestInput) -> int:
    if input.purpose is CodePurpose.SIGN_IN:
        await sign_in.request_code(ask.context.tenant, input.phone, front(ask))
    else:
        await _request_claim(ask, input.phone)
    return int(one_time_codes.VALID_FOR.total_seconds() // 60)


async def _request_claim(ask: Ask, phone: str) -> None:
    async with ask.context.unit_of_work() as uow:
        resident = await people.find_resident_by_phone(uow, phone)
    await sign_in.claim_code(
        ask.context.tenant, phone, front(ask), on_the_roll=resident is not None
    )
