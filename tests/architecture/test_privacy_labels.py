"""Every column has a class, a purpose, an end and a mask, and the end is no dead letter."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

import services.jobs
import services.tables  # noqa: F401 - fills the metadata and the sweeps
from infra.database import owner_engine
from infra.privacy import Class, Label, Mask, Purpose, Retention, table
from services import data_catalogue
from tenants.job_registry import SWEEPS

OPENS_SOMETHING = re.compile(r"^(token|code|password)_hash$|^secret_|^code_index$")


def labelled() -> Iterator[tuple[str, str, Label]]:
    for name, columns in data_catalogue.labels().items():
        for column, label in columns.items():
            yield name, column, label


def test_every_column_has_a_label_and_every_label_a_column() -> None:
    there = {
        f"{each.name}.{column}"
        for each in SQLModel.metadata.sorted_tables
        for column in each.columns.keys()  # noqa: SIM118 - a collection, not a mapping
    }
    known = {f"{name}.{column}" for name, column, _ in labelled() if "." not in name}

    # Mend by a line in the `privacy.py` beside the models and `make catalogue`.
    assert there - known == set()
    assert known - there == set()


async def test_every_column_of_the_registry_has_a_label(server: None) -> None:
    statement = text(
        "SELECT table_name || '.' || column_name FROM information_schema.columns"
        " WHERE table_schema = 'registry'"
    )
    async with owner_engine().connect() as connection:
        there = set(await connection.scalars(statement))
    known = {f"{name}.{column}" for name, column, _ in labelled() if "." in name}

    assert {f"registry.{one}" for one in there} == known


def test_a_column_that_nobody_labelled_would_be_found() -> None:
    known = data_catalogue.labels()["resident"]
    columns = {*SQLModel.metadata.tables["resident"].columns.keys(), "identity_card"}
    assert columns - known.keys() == {"identity_card"}


def test_an_unknown_mask_is_refused_and_without_one_a_person_is_never_shown() -> None:
    some = Purpose.ROLL, Retention.ON_THE_ROLL
    with pytest.raises(KeyError):
        table(*some, personal="name:whole_word")
    assert table(*some, personal="name:surname phone")["phone"].mask is Mask.NEVER


def test_what_opens_something_is_secret_and_what_is_sealed_is_never_public() -> None:
    wrong = [
        f"{name}.{column}: {label.data_class}"
        for name, column, label in labelled()
        if (OPENS_SOMETHING.search(column) and label.data_class is not Class.SECRET)
        or (column.endswith("_sealed") and label.data_class in {Class.PUBLIC, Class.INTERNAL})
    ]
    assert wrong == []


def test_classes_and_masks_do_not_contradict_each_other() -> None:
    wrong = [
        f"{name}.{column}"
        for name, column, label in labelled()
        if (label.data_class in {Class.PUBLIC, Class.INTERNAL}) != (label.mask is Mask.NONE)
        or (label.data_class is Class.SECRET and label.mask is not Mask.NEVER)
    ]
    assert wrong == []


def test_every_end_names_a_sweep_that_exists_or_says_that_there_is_none() -> None:
    swept = {one: one.value.sweep for one in Retention if one.value.sweep}
    assert set(swept.values()) - set(SWEEPS) == set()
    dead = [
        one.name
        for one in Retention
        if one not in swept
        and not re.search(r"\bkept\b|by hand, see honest-limits", one.value.words)
    ]
    assert dead == []


def test_every_end_is_used() -> None:
    assert set(Retention) - {label.retention for _, _, label in labelled()} == set()


def test_the_checked_in_catalogue_is_the_live_one() -> None:
    assert data_catalogue.FILE.read_text("utf-8") == data_catalogue.rendered()
