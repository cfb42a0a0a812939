"""The queue of SQLite's writers: in turn, never for reading, and given up by whoever dies."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.db.utils import OperationalError

from watercress.kernel import checks
from watercress.kernel.sqlite import OPTIONS
from watercress.kernel.sqlite.base import DatabaseWrapper
from watercress.kernel.sqlite.writers import Place, TooLong


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "town.sqlite3"


@pytest.fixture
def scratch(file: Path, django_db_blocker) -> Iterator[DatabaseWrapper]:
    """A connection to a file of its own, with a table of things, under the alias "scratch"."""
    with django_db_blocker.unblock():
        connection = _connect(file)
        connections["scratch"] = connection
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, n INTEGER)")
        yield connection
        connection.close()
        del connections["scratch"]


def _connect(name: Path | str, *, timeout: float = 0.2) -> DatabaseWrapper:
    given = {"NAME": name, "OPTIONS": {**OPTIONS, "timeout": timeout}}
    return DatabaseWrapper({**connections.databases["default"], **given}, alias="scratch")


def someone_else(file: Path, patience: float = 0.05) -> Place:
    return Place(file.with_name(file.name + ".queue"), patience=patience)


def is_free(file: Path) -> bool:
    place = someone_else(file)
    try:
        place.take()
    except TooLong:
        return False
    place.close()
    return True


def in_a_child(do: Callable[[], None]) -> int:
    """Fork, do it there and wait; 0 if it went well."""
    if child := os.fork():
        return os.waitpid(child, 0)[1]
    try:
        do()
    except BaseException:  # noqa: BLE001  (pytest must not go on in the child)
        os._exit(1)
    os._exit(0)


def test_a_transaction_holds_its_place_until_it_commits(scratch, file):
    with transaction.atomic("scratch"):
        assert not is_free(file)
    assert is_free(file)


def test_a_transaction_rolled_back_leaves_its_place(scratch, file):
    with transaction.atomic("scratch"):
        transaction.set_rollback(True, "scratch")
    assert is_free(file)


def test_inner_transactions_leave_the_place_to_the_outer_one(scratch, file):
    with transaction.atomic("scratch"):
        with transaction.atomic("scratch"):
            pass
        assert not is_free(file)
        with pytest.raises(ZeroDivisionError), transaction.atomic("scratch"):
            raise ZeroDivisionError
        assert not is_free(file)
    assert is_free(file)


def test_a_connection_closed_in_the_middle_leaves_its_place(scratch, file):
    with transaction.atomic("scratch"):
        scratch.close()
    assert is_free(file)


def test_a_single_write_takes_its_turn_and_leaves(scratch, file):
    in_front = someone_else(file)
    in_front.take()
    with scratch.cursor() as cursor, pytest.raises(OperationalError, match="locked"):
        cursor.execute("INSERT INTO thing (n) VALUES (1)")
    in_front.close()
    with scratch.cursor() as cursor:
        cursor.execute("INSERT INTO thing (n) VALUES (2)")
        assert is_free(file)
        cursor.executemany("INSERT INTO thing (n) VALUES (%s)", [(3,), (4,)])
        assert is_free(file)


def test_a_write_that_returns_rows_keeps_its_place_until_they_are_read(scratch, file):
    with scratch.cursor() as cursor:
        cursor.execute("INSERT INTO thing (n) VALUES (1), (2) RETURNING id")
        assert not is_free(file)
        assert len(cursor.fetchall()) == 2
    assert is_free(file)


def test_a_write_that_fails_leaves_its_place(scratch, file):
    with scratch.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute("INSERT INTO nowhere (n) VALUES (1)")
    assert is_free(file)


def test_a_cursor_that_is_forgotten_leaves_its_place(scratch, file):
    cursor = scratch.cursor()
    cursor.execute("INSERT INTO thing (n) VALUES (1), (2) RETURNING id")
    del cursor
    assert is_free(file)


def test_without_autocommit_the_first_write_takes_the_place_and_the_end_leaves_it(scratch, file):
    scratch.set_autocommit(False)
    with scratch.cursor() as cursor:
        cursor.execute("INSERT INTO thing (n) VALUES (1)")
    assert not is_free(file)
    scratch.commit()
    assert is_free(file)


def test_reading_never_waits(scratch, file):
    in_front = someone_else(file)
    in_front.take()
    with scratch.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM thing").fetchone() == (0,)
    in_front.close()


def test_a_writer_that_waited_too_long_hears_that_it_is_locked_and_may_try_again(scratch, file):
    in_front = someone_else(file)
    in_front.take()
    with pytest.raises(OperationalError, match="database is locked"), transaction.atomic("scratch"):
        pass
    in_front.close()
    with transaction.atomic("scratch"):
        pass
    # What the impatient one left standing in the queue has gone too.
    assert is_free(file)


def test_a_waiting_writer_is_served_as_soon_as_the_one_in_front_is_done(file):
    in_front, waiting = someone_else(file), someone_else(file, patience=5)
    in_front.take()
    threading.Timer(0.1, in_front.leave).start()
    began = time.monotonic()
    waiting.take()
    assert 0.05 < time.monotonic() - began < 1
    waiting.close()


def test_threads_exclude_each_other(file):
    inside, most = 0, 0

    def write() -> None:
        nonlocal inside, most
        place = someone_else(file, patience=10)
        for _ in range(20):
            place.take()
            inside += 1
            most = max(most, inside)
            time.sleep(0.0005)
            inside -= 1
            place.leave()
        place.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_killed_writer_holds_up_nobody(file):
    def die() -> None:
        someone_else(file).take()
        os.kill(os.getpid(), signal.SIGKILL)

    assert in_a_child(die) == signal.SIGKILL
    assert is_free(file)


def test_a_forked_child_does_not_share_its_parents_place(file):
    place = someone_else(file)
    place.take()

    def write() -> None:
        assert not place.held
        with pytest.raises(TooLong):
            place.take()
        place.close()

    assert in_a_child(write) == 0
    assert not is_free(file)
    place.close()


def test_a_database_in_memory_has_no_queue(tmp_path, monkeypatch, django_db_blocker):
    monkeypatch.chdir(tmp_path)
    with django_db_blocker.unblock():
        connection = _connect("file:scratch?mode=memory&cache=shared")
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY)")
        connection._close()
    assert list(tmp_path.iterdir()) == []


def test_an_old_sqlite_is_refused_with_a_way_out(monkeypatch):
    class Old:
        vendor = "sqlite"

        def get_database_version(self) -> tuple[int, int, int]:
            return (3, 40, 1)

    monkeypatch.setattr(checks, "connections", type("Old", (), {"all": lambda: [Old()]}))
    (found,) = checks.sqlite_is_safe()
    assert "3.40.1" in found.msg
    assert "DATABASE_URL" in found.hint
    monkeypatch.undo()
    assert checks.sqlite_is_safe() == []
