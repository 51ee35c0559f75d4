"""Finding somebody on the roll by what was typed: 姓名, or 户号/姓名 where two share a name."""

from starlette.requests import Request

from portals.kit.forms import Form
from portals.kit.language import N_
from portals.kit.operations import run

_LONGEST = 60
_SEPARATORS = str.maketrans("、，,；;\n\t", "       ")


def numbers(typed: str) -> list[str]:
    """Return the household numbers in a text, however they are set apart."""
    return typed.translate(_SEPARATORS).split()


async def person(request: Request, form: Form, field: str, label: str) -> str:
    """Return the id of the person who was typed, or note at the field why nobody is meant."""
    typed = form.text(field, label, longest=_LONGEST)
    number, _, rest = typed.rpartition("/")
    name = rest.strip()
    people = await _named(request, number.strip(), name) if name else []
    if name and len(people) != 1:
        words = N_("名册上没有叫“%(who)s”的人，请核对")
        if people:
            words = N_("有 %(n)s 人叫“%(who)s”，请写成 户号/姓名")
        form.wrong(field, words, who=typed, n=len(people))
    return people[0] if len(people) == 1 else ""


async def _named(request: Request, number: str, name: str) -> list[str]:
    code = request.path_params["code"]
    if not number:
        found = (await run(request, "RollFindPerson", village=code, name=name)).data["residents"]
        people = [edge["node"] for edge in found["edges"]]
    else:
        found = (await run(request, "RollFindMember", village=code, number=number)).data
        homes = [edge["node"] for edge in found["households"]["edges"]]
        people = [one for home in homes if home["number"] == number for one in home["residents"]]
    return [one["id"] for one in people if one["name"] == name]
