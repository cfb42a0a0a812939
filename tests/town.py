"""
The town the tests run in: a folder of its own, plain static files, and the database asked for.

Loaded before Django (`-p tests.town`). WATERCRESS_TEST_DATABASE=postgres starts a PostgreSQL of our own, once: the
workers of pytest-xdist inherit its address.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres

_ADDRESS = "WATERCRESS_TEST_POSTGRES"
_server: postgres.Server | None = None
_home: str | None = None
_why_missing = ""


def _open() -> None:
    global _home
    for name in ("WATERCRESS_URL", "DEMO", "MAIL_URL", "PORT", "BIND", "DATABASE_URL", "TRUSTED_PROXY"):
        os.environ.pop(name, None)
    os.environ["WATERCRESS_SECRET"] = "only-for-tests"
    _home = os.environ["WATERCRESS_HOME"] = tempfile.mkdtemp(prefix="watercress-tests-")
    os.mkdir(os.path.join(_home, "static"))  # WhiteNoise warns where there is none.
    if os.environ.get("WATERCRESS_TEST_DATABASE") == "postgres" and (address := postgres_address()):
        os.environ["DATABASE_URL"] = address


def postgres_address() -> str | None:
    """Return the address of the tests' PostgreSQL, started on first need; None where it is not installed."""
    global _server, _why_missing
    if _ADDRESS not in os.environ and not _why_missing:
        try:
            _server = postgres.Server()
        except postgres.Missing as missing:
            _why_missing = str(missing)
            return None
        _server.start()
        os.environ[_ADDRESS] = _server.url()
    return os.environ.get(_ADDRESS)


_open()


def pytest_configure() -> None:
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "watercress.kernel.sqlite":
        # pytest-django knows Django's own SQLite to be in memory; of ours each worker would make a file of a wrong name.
        database.setdefault("TEST", {})["NAME"] = ":memory:"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not _why_missing or os.environ.get("WATERCRESS_TEST_DATABASE") != "postgres":
        return
    if os.environ.get("CI"):
        raise pytest.UsageError(_why_missing)
    for item in items:
        item.add_marker(pytest.mark.skip(reason=_why_missing))


def pytest_unconfigure() -> None:
    global _server
    if _server:
        _server.stop()
        _server = None
    if _home:
        shutil.rmtree(_home, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files() -> Iterator[None]:
    """Serve static files under their own names: nothing has been collected."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # Argon2 takes a tenth of a second on purpose; what it is for is tested where it matters (S29).
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, PASSWORD_HASHERS=quick):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Forget the town of the test before, and wake no worker: tests deliver for themselves."""
    from watercress.kernel import events, town

    town.forget()
    events.wake_with(None)


@pytest.fixture(scope="session", autouse=True)
def _no_network_in_transactions() -> Iterator[None]:
    """Fail whoever waits for the network while they hold a transaction, and with it SQLite's one writer's place."""
    from django.db import connections

    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        holding = [block for each in connections.all(initialized_only=True) for block in each.atomic_blocks]
        # Those of the test itself do not count.
        if self.family != socket.AF_UNIX and not all(block._from_testcase for block in holding):
            raise AssertionError(f"a socket was opened inside a transaction, to {address}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]
