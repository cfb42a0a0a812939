"""A backup made while others write is one moment of the town, and comes back whole or not at all."""

import io
import os
import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories import NOON
from tests.operations.towns import RealTown, a_town, an_empty_place, end, wait_until
from watercress.operations.backups import BackupProblem, databases, reading

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

WRITER = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "watercress.config.settings"
django.setup()
from datetime import datetime, UTC
from django.db import transaction
from django.db.models import F
from watercress.community.models import Community, Membership
from watercress.people.models import Person
name, stop = sys.argv[1], sys.argv[2]
number = 0
while not os.path.exists(stop):
    number += 1
    with transaction.atomic():
        person = Person.objects.create(username=f"{name}-{number}", likeness=f"{name}-{number}", joined_at=datetime.now(UTC))
        Membership.objects.create(community_id=1, person=person, joined_at=datetime.now(UTC))
        Community.objects.filter(pk=1).update(members_count=F("members_count") + 1)
"""
FOUND = """
from datetime import datetime, UTC
from watercress.community.models import Community
Community.objects.create(pk=1, slug="tea", format_key="circle", name="Tea", sentence="-", founded_at=datetime.now(UTC))
"""
COUNT = """
from watercress.community.models import Community, Membership
from watercress.people.models import Person
print(Community.objects.get().members_count, Membership.objects.count(), Person.objects.count())
"""
DEPARTMENTS = """
from watercress.catalogue.models import Category
print(list(Category.objects.order_by("id").values_list("id", "slug", "parent", "google_ids")))
"""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[RealTown]:
    town = a_town(tmp_path / "town")
    town.python(FOUND)
    pictures = town.home / "pictures" / "ab"
    pictures.mkdir(parents=True)
    (pictures / "one.webp").write_bytes(os.urandom(100_000))
    mail = town.home / "mail"
    mail.mkdir()
    (mail / "1.eml").write_text("Subject: hello\n\nhello")
    return town


def backed_up(town: RealTown, file: Path) -> Path:
    town.run("backup", str(file))
    return file


def test_p17_a_backup_made_amid_writes_is_one_moment_of_the_town(town: RealTown, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    writers = [town.start("-c", WRITER, name, str(stop)) for name in ("ann", "ben", "cai")]
    try:
        wait_until(lambda: int(town.python(COUNT).split()[0]) >= 20)
        file = backed_up(town, tmp_path / "kept.tar")
    finally:
        stop.touch()
        for writer in writers:
            writer.wait(20)
            end(writer)
    written = int(town.python(COUNT).split()[0])

    other = an_empty_place(tmp_path / "other")
    other.run("restore", str(file))

    counted, rows, people = map(int, other.python(COUNT).split())
    assert 20 <= counted == rows == people <= written
    assert (other.home / "secret").read_text() == (town.home / "secret").read_text()
    picture = Path("pictures", "ab", "one.webp")
    assert (other.home / picture).read_bytes() == (town.home / picture).read_bytes()
    assert (other.home / "mail" / "1.eml").exists()
    assert other.run("migrate", "--check", "--skip-checks").returncode == 0
    print(f"backed up {counted} of {written} joins")


@pytest.mark.alike
def test_only_its_owner_can_read_a_backup(town: RealTown, tmp_path: Path) -> None:
    file = backed_up(town, tmp_path / "kept.tar")
    assert file.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob(".watercress-*"))
    with tarfile.open(file) as archive:
        names = archive.getnames()
    assert "home/secret" in names
    assert not [name for name in names if "static" in name or name.endswith((".lock", "-wal"))]


@pytest.mark.alike
def test_a_backup_inside_the_town_is_refused(town: RealTown) -> None:
    refused = town.run("backup", str(town.home / "kept.tar"), ok=False)
    assert refused.returncode != 0
    assert "outside" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.alike
def test_a_town_that_is_there_is_not_restored_over(town: RealTown, tmp_path: Path) -> None:
    file = backed_up(town, tmp_path / "kept.tar")
    (town.home / "mail" / "2.eml").write_text("later")
    refused = town.run("restore", str(file), ok=False)
    assert refused.returncode != 0
    assert "already" in refused.stderr
    assert (town.home / "mail" / "2.eml").exists()


def test_force_sets_the_former_town_aside(town: RealTown, tmp_path: Path) -> None:
    file = backed_up(town, tmp_path / "kept.tar")
    (town.home / "mail" / "2.eml").write_text("later")
    town.python("from watercress.people.models import Person; Person.objects.update(name='x')")
    town.run("restore", "--force", str(file))

    assert not (town.home / "mail" / "2.eml").exists()
    assert [place.name for place in town.home.glob("before-restore-*/mail/2.eml")] == ["2.eml"]
    assert town.python(COUNT) == "0 0 0"
    # And what was set aside stays out of the next backup, which restores again.
    again = backed_up(town, tmp_path / "again.tar")
    with tarfile.open(again) as archive:
        assert not [name for name in archive.getnames() if "before-restore" in name]
    town.run("restore", "--force", str(again))


def rewritten(file: Path, change: dict[str, bytes | None], add: tuple[tarfile.TarInfo, bytes] | None = None) -> Path:
    """A copy of a backup in which some members say something else, or are missing."""
    other = file.with_name("other.tar")
    with tarfile.open(file) as source, tarfile.open(other, "w") as target:
        for member in source:
            content = source.extractfile(member).read()  # type: ignore[union-attr]
            content = change.get(member.name, content)
            if content is not None:
                member.size = len(content)
                target.addfile(member, io.BytesIO(content))
            if add and member.name == "manifest.json":
                target.addfile(add[0], io.BytesIO(add[1]))
    return other


def test_a_damaged_backup_is_refused_and_changes_nothing(town: RealTown, tmp_path: Path, settings: Any) -> None:
    file = backed_up(town, tmp_path / "kept.tar")
    link = tarfile.TarInfo("home/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    climbing = tarfile.TarInfo("home/../../climbed")
    cut = tmp_path / "cut.tar"
    cut.write_bytes(file.read_bytes()[:-150_000])
    nonsense = tmp_path / "nonsense.tar"
    nonsense.write_bytes(os.urandom(5000))
    database = "town.pgdump" if town.database_url else "town.sqlite3"
    settings.HOME = tmp_path / "other"
    for words, bad in {
        "cannot be read": lambda: cut,
        "not as it was written": lambda: rewritten(file, {"home/pictures/ab/one.webp": b"other"}),
        "end is missing": lambda: rewritten(file, {"checksums.txt": None}),
        "newer than": lambda: rewritten(file, {"manifest.json": b'{"layout": 2, "watercress": "9.0"}'}),
        "does not begin": lambda: rewritten(file, {"manifest.json": None}),
        "manifest cannot": lambda: rewritten(file, {"manifest.json": b"[1, 2]"}),
        "not a plain file": lambda: rewritten(file, {}, (link, b"")),
        "climbed": lambda: rewritten(file, {}, (climbing, b"")),
        "is not as": lambda: rewritten(file, {f"database/{database}": b"not a database"}),
        "cannot be read:": lambda: nonsense,
        "There is no file": lambda: tmp_path / "nowhere.tar",
    }.items():
        with pytest.raises(BackupProblem, match=words):
            reading.restore(bad(), at=NOON, force=True, progress=lambda done, of: None)
        assert not settings.HOME.exists() or not list(settings.HOME.iterdir())
    assert not (tmp_path / "climbed").exists()
    refused = town.run("restore", "--force", str(cut), ok=False)
    assert "CommandError: This backup cannot be read" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (town.home / "mail" / "1.eml").exists()


def test_a_town_moves_from_sqlite_to_postgresql(town: RealTown, tmp_path: Path) -> None:
    if not town.database_url:
        return  # Said by the run on PostgreSQL.
    small = a_town(tmp_path / "small", sqlite=True)
    small.python(FOUND)
    stop = tmp_path / "stop"
    with small.start("-c", WRITER, "ann", str(stop)) as writer:
        wait_until(lambda: int(small.python(COUNT).split()[0]) >= 20)
        stop.touch()
        writer.wait(20)
    file = backed_up(small, tmp_path / "small.tar")

    large = an_empty_place(tmp_path / "large")
    large.run("restore", str(file))
    assert large.python(COUNT) == small.python(COUNT)
    assert large.python(DEPARTMENTS) == small.python(DEPARTMENTS)
    large.python(
        "from watercress.catalogue.models import Category; Category.objects.create(slug='new', en='n', zh='n')"
    )
    assert large.run("migrate", "--check", "--skip-checks").returncode == 0

    refused = small.run("restore", "--force", str(backed_up(large, tmp_path / "large.tar")), ok=False)
    assert "holds a postgresql database" in refused.stderr


def test_a_corrupt_database_is_found_even_if_its_checksum_fits(tmp_path: Path) -> None:
    place = tmp_path / "town.sqlite3"
    with sqlite3.connect(place) as database:
        database.executescript("CREATE TABLE a (b); CREATE INDEX c ON a (b);")
        database.executemany("INSERT INTO a VALUES (?)", [(f"{n:0100}",) for n in range(1000)])
    database.close()
    databases._check_sqlite(place)
    content = bytearray(place.read_bytes())
    content[40_000:48_000] = b"x" * 8000
    place.write_bytes(content)
    with pytest.raises(BackupProblem):
        databases._check_sqlite(place)
