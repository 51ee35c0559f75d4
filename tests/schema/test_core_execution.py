import logging
from dataclasses import replace

import pytest

from schema.core import execution
from schema.core.scalars import MOST_FEN
from tests.schema import toy


async def messages(document: str, **variables: object) -> list[str]:
    outcome = await toy.run(toy.nobody(), document, **variables)
    assert outcome.data is None
    assert not outcome.executed
    return [error["message"] for error in outcome.errors]


async def test_a_syntax_error_is_told() -> None:
    assert await messages("{ notes(") == ["Syntax Error: Expected Name, found <EOF>."]


async def test_an_unknown_field_is_told_without_suggestions() -> None:
    assert await messages("{ note }") == ["Cannot query field 'note' on type 'Query'."]


async def test_more_than_a_thousand_tokens_are_refused() -> None:
    document = "{ " + "money(amount: 1) " * 200 + "}"

    assert await messages(document) == [
        "The query has too many tokens: at most 1000. Ask for less at once."
    ]


async def test_a_document_without_its_one_operation_is_refused() -> None:
    name_it = "Name the one operation to run in operationName."

    assert await messages("query A { broken } query B { refused }") == [name_it]


async def test_a_fragment_that_contains_itself_is_refused() -> None:
    document = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"

    assert len(await messages(document)) == 1


async def test_a_deep_query_is_refused_and_not_a_defect() -> None:
    document = "{ " + "a { " * 400 + "b" + " }" * 401

    assert len(await messages(document)) >= 1


async def test_introspection_cannot_be_nested_into_a_flood() -> None:
    document = (
        "{ __schema { types { fields { type { fields { type { fields { type { name }"
        " } } } } } } } }"
    )

    assert await messages(document) == ["Maximum introspection depth exceeded"]


async def test_many_mistakes_give_few_errors() -> None:
    assert len(await messages("{ " + " ".join(f"x{n}" for n in range(300)) + " }")) <= 21


async def test_a_missing_variable_is_told() -> None:
    document = "query($first: Int!) { notes(first: $first) { pageInfo { endCursor } } }"

    [message] = await messages(document)

    assert message.startswith("Variable '$first' has invalid value: Expected a value of non-null")


async def test_a_defect_is_masked_behind_the_request_id(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL):
        outcome = await toy.run(toy.nobody(), "{ broken }")

    assert outcome.executed
    assert outcome.data == {"broken": None}
    [error] = outcome.errors
    assert error["message"].startswith("Unexpected error. Try again later")
    assert error["extensions"]["code"] == "INTERNAL"
    assert len(error["extensions"]["requestId"]) == 16
    assert "password" not in str(outcome)


async def test_a_refusal_comes_in_the_language_of_the_viewer() -> None:
    outcome = await toy.run(toy.nobody(), "{ refused }")

    [error] = outcome.errors
    assert error["message"].startswith("Not found.")
    assert error["extensions"] == {"code": "NOT_FOUND"}
    assert error["path"] == ["refused"]


async def test_a_query_over_the_deadline_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "DEADLINE_SECONDS", 0.05)

    outcome = await toy.run(toy.nobody(), "{ slow }")

    [error] = outcome.errors
    assert error["extensions"] == {"code": "DEADLINE"}
    assert error["message"].startswith("It took too long and was stopped.")


async def test_what_the_endpoint_refuses_is_told_in_chinese_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(execution, "DEADLINE_SECONDS", 0.05)
    asker = replace(toy.nobody(), locale="zh")

    late = await toy.run(asker, "{ slow }")
    wide = await toy.run(
        asker, "{ " + " ".join(f"a{n}: money(amount: 1)" for n in range(16)) + " }"
    )

    told = [(one["extensions"]["code"], one["message"]) for one in (*late.errors, *wide.errors)]
    assert told == [
        ("DEADLINE", "用时太长，已经停下。请一次少查一些，或过一会儿再试。"),
        ("QUERY_TOO_COSTLY", "一次查询的别名太多，最多 15。请分几次查。"),
    ]


@pytest.mark.parametrize("amount", [0, -1, MOST_FEN, -MOST_FEN])
async def test_fen_beyond_32_bits_come_and_go(amount: int) -> None:
    outcome = await toy.run(toy.nobody(), "query($a: Fen!) { money(amount: $a) }", a=amount)

    assert outcome.data == {"money": amount}


@pytest.mark.parametrize("amount", [1.0, 1.5, "1", True, MOST_FEN + 1, None, [1], float("inf")])
async def test_fen_are_whole_numbers_and_nothing_else(amount: object) -> None:
    outcome = await toy.run(toy.nobody(), "query($a: Fen!) { money(amount: $a) }", a=amount)

    assert outcome.data is None
    assert len(outcome.errors) == 1
    assert outcome.errors[0]["extensions"] == {"code": "QUERY_INVALID"}


@pytest.mark.parametrize("literal", ["1.5", '"1"', "true", "9007199254740992"])
async def test_fen_written_in_the_query_are_whole_numbers_too(literal: str) -> None:
    outcome = await toy.run(toy.nobody(), f"{{ money(amount: {literal}) }}")

    assert len(outcome.errors) == 1
    assert outcome.errors[0]["extensions"] == {"code": "QUERY_INVALID"}  # no defect of ours
