"""The migrations build exactly the tables of the models, and can be undone."""

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect

from tests.databases import fresh_database
from tracker.commands.database import migrations
from tracker.core.database import listen
from tracker.core.model import Base


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path):
    if request.param == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    else:
        engine = create_engine(fresh_database(request.getfixturevalue("postgresql")))
    listen(engine)
    yield engine
    engine.dispose()


def tables(connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_up_check_and_down(engine):
    with engine.begin() as connection:
        command.upgrade(migrations(connection), "head")
        command.check(migrations(connection))
        assert tables(connection) == set(Base.metadata.tables)
    with engine.begin() as connection:
        command.downgrade(migrations(connection), "base")
        assert tables(connection) == set()
