"""Towns of real processes, on the database the suite runs on. Migrated once, then copied."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import town as tests_town
from tests.processes.real_town import RealTown


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.processes)


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealTown]:
    made = RealTown(tmp_path_factory.mktemp("migrated"), database_url=_new_database("migrated"))
    made.run("watercress", "migrate", "--run-syncdb", "--skip-checks", "--verbosity=0")
    made.run("watercress", "createcachetable", "--verbosity=0")
    yield made
    made.end()
    _drop_database(made)


@pytest.fixture
def real_town(_migrated: RealTown, tmp_path: Path) -> Iterator[RealTown]:
    home = tmp_path / "town"
    shutil.copytree(_migrated.home, home)
    copy = RealTown(home, database_url=_new_database("town", like=_migrated))
    yield copy
    copy.end()
    _drop_database(copy)


def _new_database(name: str, *, like: RealTown | None = None) -> str:
    if os.environ.get("WATERCRESS_TEST_DATABASE") != "postgres":
        return ""
    address = tests_town.postgres_address()
    assert address
    unique = f"{name}_{os.getpid()}"
    _on_server(f"CREATE DATABASE {unique}" + (f" TEMPLATE {_database(like)}" if like else ""))
    return urlsplit(address)._replace(path=f"/{unique}").geturl()


def _drop_database(town: RealTown) -> None:
    if town.database_url:
        _on_server(f"DROP DATABASE {_database(town)} WITH (FORCE)")


def _database(town: RealTown) -> str:
    return urlsplit(town.database_url).path.lstrip("/")


def _on_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(tests_town.postgres_address() or "", autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]
