"""Keys for programs: made on a page, shown once, used on the API, ended."""

import re

from portals.developer.permission_words import WORDS
from portals.identity import demonstration
from tenants.authorization.permissions import STEP_UP, Permission
from tests.portals.site import Browser, Village

HERE = "/me/tokens"
ASKED = "{ me { name permissions { permission places } } }"


def test_every_permission_that_a_program_may_hold_has_words() -> None:
    assert list(WORDS) == [one.name for one in Permission if one not in STEP_UP]


async def _asked(village: Village, text: str) -> tuple[int, dict[str, object]]:
    program = Browser(village.county.code)
    answer = await program.client.post(
        f"{program.home}/graphql",
        json={"query": ASKED},
        headers={"Authorization": f"Bearer {text}"},
    )
    return answer.status_code, answer.json()


async def test_a_token_is_made_shown_once_used_and_ended(village: Village) -> None:
    developer = await village.browser_of("县开发者")
    page = await developer.visit((await developer.open("/me")).link(HERE))
    assert page.path == f"{developer.home}/second-factor"
    code = demonstration.code()
    assert code is not None
    page = await developer.send(page, "/second-factor", code=code.now)
    assert page.path == f"{developer.home}{HERE}"
    assert "没有令牌" in page.words
    assert 'value="DIVISION_READ"' in page.html
    assert 'value="API_TOKEN_MANAGE"' not in page.html  # asks for the factor again
    assert 'value="VOTE_CAST"' not in page.html  # not the developer's own

    bare = await developer.send(page, HERE, name="", place="", days="900")
    assert bare.status == 422
    for words in ("请填写用途", "请选择可以做什么", "请选择在哪里", "应在 1 到 365 之间"):
        assert words in bare.words
    typed = {"name": "县大屏取数", "place": village.code[:9], "days": "30"}
    wide = await developer.send(bare, HERE, permissions="VOTE_CAST", **typed)
    assert "令牌的权限不能超过本人的权限" in wide.html.split('id="permissions-wrong"')[1]
    made = await developer.send(wide, HERE, permissions="DIVISION_READ", **typed)
    (text,) = re.findall(r"<p><code>([^<:/ ]{30,})</code></p>", made.html)
    assert "只显示这一次" in made.words
    assert made.headers["cache-control"] == "private, no-store"

    status, said = await _asked(village, text)
    assert status == 200
    assert said["data"] == {
        "me": {
            "name": "县开发者",
            "permissions": [{"permission": "DIVISION_READ", "places": [village.code[:9]]}],
        }
    }
    page = await developer.open(HERE)
    assert "县大屏取数" in page.words
    assert text not in page.html
    page = await developer.send(page, f"{HERE}/revoke")
    assert "令牌已作废" in page.html
    assert "没有令牌" in page.words
    assert (await _asked(village, text))[0] == 401


async def test_who_may_make_none_is_offered_none(village: Village) -> None:
    villager = await village.browser_of(village.villagers[4])

    assert HERE not in (await villager.open("/me")).html
    assert (await villager.open(HERE)).status == 403
