"""The second factor: asked of officials, shown by an authenticator, enrolled once."""

import pyotp

from infra import clock
from portals.identity import demonstration
from tests.portals.site import Browser, Village


async def test_an_official_is_asked_and_comes_in_with_the_code(
    village: Village, visitor: Browser
) -> None:
    asked = await visitor.sign_in(village.phones["镇审核员"])
    shown = demonstration.code()
    assert shown is not None

    wrong = await visitor.send(asked, "/second-factor", code="000000")
    page = await visitor.send(wrong, "/second-factor", code=shown.now)

    assert asked.path == f"{visitor.home}/second-factor"
    assert shown.now in asked.words
    assert wrong.status == 422
    assert page.path == f"{visitor.home}/township"


async def test_a_villager_is_not_asked(village: Village) -> None:
    browser = await village.browser_of(village.villagers[0])

    assert (await browser.open("/my")).path == f"{browser.home}/my"


async def test_an_authenticator_is_enrolled_with_its_first_code(
    village: Village, visitor: Browser
) -> None:
    asked = await visitor.sign_in(village.phones["县民政"])
    shown = demonstration.code()
    assert shown is not None
    await visitor.send(asked, "/second-factor", code=shown.now)

    start = await visitor.open("/second-factor/enrol")
    refused = await visitor.send(start, "/second-factor/enrol")
    secret = await visitor.send(start, "/second-factor/enrol", replace="1")
    fields = secret.hidden(f"{visitor.home}/second-factor/enrol/confirm")
    wrong = await visitor.send(secret, "/second-factor/enrol/confirm", code="000000")
    code = pyotp.TOTP(fields["secret"]).at(clock.now())
    done = await visitor.send(wrong, "/second-factor/enrol/confirm", code=code)

    assert refused.status == 422
    assert "<svg" in secret.html
    assert (wrong.status, fields["secret"] in wrong.words) == (422, True)
    assert "备用码" in done.title


async def test_whoever_is_not_signed_in_signs_in_first(visitor: Browser) -> None:
    for path in ("/second-factor", "/second-factor/enrol", "/me", "/me/password"):
        assert (await visitor.open(path)).path == f"{visitor.home}/sign-in"


async def test_what_was_typed_waits_for_the_second_factor_and_is_sent_after_it(
    village: Village, visitor: Browser
) -> None:
    await visitor.sign_in(village.phones["县系统管理员"])
    path = "/office/villages/new"
    typed = {"township": village.code[:9], "name": "新立村", "reason": "县政府批文〔2026〕7 号"}

    asked = await visitor.send(await visitor.open(path), path, **typed)
    shown = demonstration.code()
    assert shown is not None
    wrong = await visitor.send(asked, "/second-factor", code="000000")
    resumed = await visitor.send(wrong, "/second-factor", code=shown.now)
    page = await visitor.send(resumed, path)

    assert "刚才填的都留着" in asked.words
    assert wrong.status == 422
    assert f"{visitor.home}{path}" in resumed.links
    assert page.query == "done=added"
    assert "新立村" in page.title
