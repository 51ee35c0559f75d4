"""The households of representatives who came in with the roll, entered on their page."""

import re

from tests.portals.roll.test_choosing import freed, signed_in
from tests.portals.site import open_village


async def test_households_are_recorded_for_who_came_with_the_roll(server: None) -> None:
    village = await open_village()
    numbers = await freed(village, village.villagers[0])  # households of nobody now
    township = await signed_in(village, "镇管理员", second=True)
    here = f"/roll/{village.code}/representatives"
    page = await township.open(here)
    found = re.search(r'<option value="([^"]+)"[^>]*>(代表\d\d)（', page.html)
    assert found is not None
    speaker, name = found[1], found[2]
    post = f"{here}/households"

    bare = await township.send(page, post, speaker="", numbers="")
    assert "请选择哪位代表" in bare.words
    assert "请填写户号" in bare.words
    few = await township.send(bare, post, speaker=speaker, numbers=numbers[0])
    assert "应由 5 到 15 户推选" in few.html.split('id="numbers-wrong"')[1].split("</div>")[0]
    wrong = await township.send(few, post, speaker=speaker, numbers="、".join([*numbers, "999"]))
    assert "本村没有户号 999" in wrong.words
    taken = await township.send(wrong, post, speaker=speaker, numbers=" ".join(numbers))
    assert "这位代表的户已登记" in taken.words
    row = taken.words.split(name)[1].split("代表证")[0]
    assert f"代表 {len(numbers)} 户" in row

    clerk = await signed_in(village, "文书01", second=True)
    assert "登记这些户" not in (await clerk.open(here)).buttons
