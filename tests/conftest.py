"""
With CI set nothing may be skipped: a part that is missing there is a fault, and not a newcomer's bad luck.

Translations are compiled first if they are stale, so that `pytest` alone speaks both languages too.
"""

import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import TransactionTestCase

_STRICT = bool(os.environ.get("CI"))
# What migrations fill, and every town has.
_ALWAYS_THERE = ("catalogue.Category", "labels.Label")
_DATABASE_FIXTURES = {"db", "transactional_db", "real_town", "town"}


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):  # Once, not in every worker.
        from watercress.operations.opening import steps

        steps.compile_messages()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Begin with what takes longest, so that no worker waits for it alone at the end.

    On PostgreSQL leave out what asks no database, and the browser: it cannot come out otherwise there.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if os.environ.get("WATERCRESS_TEST_DATABASE") != "postgres":
        return
    gone = [item for item in items if not _asks_a_database(item)]
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if _asks_a_database(item)]


def _asks_a_database(item: pytest.Item) -> bool:
    if "browser" in item.keywords:
        return False
    named = set(getattr(item, "fixturenames", ()))
    return bool(named & _DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if _STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and CI must not skip: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if _STRICT and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped, and CI must not skip: {_reason(report.longrepr)}"
    return report


def _reason(said: object) -> str:
    return str(said[2]) if isinstance(said, tuple) else str(said)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """
    Put back what migrations filled after each test that empties all tables.

    Workers steal tests from each other, so such a test may come before any other, and must leave what it found.
    """
    with django_db_blocker.unblock():
        kept = {model: list(model._default_manager.all()) for model in map(apps.get_model, _ALWAYS_THERE)}
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def refilled(case: TransactionTestCase) -> None:
        empty(case)
        for model, rows in kept.items():
            model._default_manager.bulk_create(rows)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", refilled)
        yield
