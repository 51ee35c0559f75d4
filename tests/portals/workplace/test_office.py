"""The county office: a village is added and renamed, its roll previewed and imported."""

from infra import clock
from services.people import samples
from services.people.samples import SampleVillage
from tests.portals.site import Page, Village
from tests.portals.workplace.conftest import Sign

SMALL = SampleVillage("试点村", ("一社", "二社"), 40, 120, 6, 7_001)


async def _added(village: Village, sign: Sign, name: str) -> Page:
    office = await sign("县民政")
    page = await office.open("/office/villages/new")
    return await office.send(
        page,
        "/office/villages/new",
        township=village.code[:9],
        name=name,
        reason="旗政发〔2026〕9号",
    )


async def _upload(sign: Sign, path: str, name: str, data: bytes) -> Page:
    office = await sign("县民政")
    page = await office.open(path)
    hidden = page.hidden(office.home + path)
    files = {"roll": (name, data)}
    return Page(await office.client.post(office.home + path, data=hidden, files=files))


async def test_an_added_village_can_be_renamed_and_keeps_its_history(
    village: Village, sign: Sign
) -> None:
    office = await sign("县民政")
    page = await _added(village, sign, "新立村")
    here = page.path.removeprefix(office.home)

    page = await office.send(page, f"{here}/rename", name="新生村", rename_reason="民政批复")

    assert page.title.startswith("新生村")
    assert "新立村 → 新生村" in page.words
    assert f"{clock.today().month}月" in page.words


async def test_a_wrong_file_says_the_line_and_writes_nothing(village: Village, sign: Sign) -> None:
    office = await sign("县民政")
    here = (await _added(village, sign, "错表村")).path.removeprefix(office.home)

    page = await _upload(sign, f"{here}/roll", "x.csv", b"a,b\n1,2\n")

    assert page.status == 200
    assert "表头不对" in page.words
    assert page.buttons == ["换一份表格"]


async def test_a_roll_is_previewed_and_then_imported(village: Village, sign: Sign) -> None:
    office = await sign("县民政")
    here = (await _added(village, sign, SMALL.name)).path.removeprefix(office.home)

    page = await _upload(sign, f"{here}/roll", "名册.xlsx", samples.roll_workbook(SMALL))
    home, here = here, page.path.removeprefix(office.home)
    bare = await office.send(page, here)
    assert bare.status == 422
    assert "是推选产生的职务" in bare.words
    done = await office.send(bare, here, elected_on="2023-12-20", election_record="报告单 1 号")

    assert "写进名册" in page.buttons
    assert "名册已导入" in done.words
    assert "文件指纹" in done.words
    assert "任期到 2028年12月20日" in (await office.open(home)).words
