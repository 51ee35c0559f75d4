"""What somebody is told is kept about them is all of it: held against the privacy labels."""

from sqlmodel import SQLModel

import services.tables  # noqa: F401 - fills the metadata
from infra.privacy import Class, Purpose
from services import data_catalogue
from services.holdings.catalogue import EXEMPT, HELD, PURPOSES

_PEOPLE = {Class.PERSONAL, Class.SENSITIVE}


def leading() -> set[str]:
    """Return every column of ids that is labelled as being about a person."""
    return {
        f"{table}.{column}"
        for table, columns in data_catalogue.labels().items()
        if table in SQLModel.metadata.tables and not table.startswith("registry.")
        for column, label in columns.items()
        if label.data_class in _PEOPLE
        and type(SQLModel.metadata.tables[table].columns[column].type).__name__ == "Uuid"
    }


def test_every_column_that_leads_to_a_person_is_told_or_says_why_not() -> None:
    told = {one.key for one in HELD}

    assert leading() - told - EXEMPT.keys() == set(), "add it to services/holdings/catalogue.py"
    assert told & EXEMPT.keys() == set()
    assert EXEMPT.keys() <= leading()
    assert len(told) == len(HELD)


def test_only_known_columns_are_told_and_nothing_secret() -> None:
    labels = data_catalogue.labels()
    for one in HELD:
        columns = SQLModel.metadata.tables[one.table].columns
        assert {one.link, *one.shows, *([one.at] if one.at else [])} <= set(columns.keys()), one.key
        shown = {labels[one.table][name].data_class for name in one.shows}
        assert Class.SECRET not in shown, one.key
        assert not any(name.endswith(("_sealed", "_hash", "_index")) for name in one.shows)


def test_every_purpose_has_its_words() -> None:
    assert set(PURPOSES) == set(Purpose)
