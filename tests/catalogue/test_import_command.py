import json
import os
import shutil
import subprocess
import sys
import time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import a_person, a_shop
from watercress.catalogue.models import ImportRun, Product, Shop

from .exports import CUP, POT, a_file, many, many_items, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(tmp_path):
    return str(a_file(tmp_path, written(POT, {**CUP, "Variant Price": "soon"})))


def test_a_shop_is_opened_for_the_file_and_the_import_is_written_down(export, capsys):
    call_command("import", export, "--shop", "Kiln No. 9", "--site", "https://KilnNo9.example/", "--json")
    shop = Shop.objects.get()
    assert (shop.name, shop.host, shop.currency) == ("Kiln No. 9", "kilnno9.example", "CNY")
    assert not shop.keepers.exists()
    run = ImportRun.objects.get()
    assert (run.person, run.source, run.shop) == (None, "shopify", shop)
    assert run.finished_at
    out = capsys.readouterr().out.strip().splitlines()
    assert "1 product with 1 variant read" in out[0]
    assert "line 3: “soon” is not a price in CNY." in out[1]
    told = json.loads(out[-1])
    assert set(told) == {
        "source", "read", "created", "updated", "unchanged", "retired", "unlisted", "variants", "rejected",
    }  # fmt: skip
    assert told["rejected"] == [{"line": 3, "reason": "“soon” is not a price in CNY."}]


def test_a_shop_is_found_by_its_name_or_its_slug(export):
    call_command("import", export, "--shop", "Kiln No. 9")
    call_command("import", export, "--shop", "kiln no. 9")
    call_command("import", export, "--shop", "kiln-no-9")
    assert Shop.objects.count() == 1
    assert Product.objects.count() == 1


def test_another_currency_than_the_shops_is_refused(export):
    call_command("import", export, "--shop", "Kiln", "--currency", "eur")
    assert Shop.objects.get().currency == "EUR"
    with pytest.raises(CommandError, match="keeps its prices in EUR, not in CNY"):
        call_command("import", export, "--shop", "Kiln", "--currency", "CNY")
    with pytest.raises(CommandError, match="code of a currency"):
        call_command("import", export, "--shop", "Other", "--currency", "XXQ")


def test_the_host_of_a_kept_shop_is_its_keepers_to_change(export):
    a_shop("Kiln", keeper=a_person(), host="kiln.net")
    call_command("import", export, "--shop", "Kiln", "--site", "kiln.net")
    with pytest.raises(CommandError, match="only they change its host"):
        call_command("import", export, "--shop", "Kiln", "--site", "evil.net")
    with pytest.raises(CommandError, match="--site"):
        call_command("import", export, "--shop", "Kiln", "--site", "127.0.0.1")


def test_a_file_that_will_not_do_opens_no_shop(tmp_path):
    with pytest.raises(CommandError, match="was refused"):
        call_command("import", str(a_file(tmp_path, b"a,b\r\n1,2\r\n")), "--shop", "Kiln")
    with pytest.raises(CommandError, match="is not a file"):
        call_command("import", str(tmp_path / "none.csv"), "--shop", "Kiln")
    with pytest.raises(CommandError, match="is not a file"):
        call_command("import", str(tmp_path), "--shop", "Kiln")
    assert not Shop.objects.exists()


PROGRAM = "from watercress.__main__ import main; main()"


def its_environment(home) -> dict[str, str]:
    environment = {**os.environ, "WATERCRESS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "watercress.config.settings"}
    environment.pop("DATABASE_URL", None)
    return environment


def the_command(home, *arguments: str, code: str = PROGRAM) -> subprocess.CompletedProcess:
    """Run the command line itself, in a town of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=False,
        env=its_environment(home),
        capture_output=True,
        text=True,
        timeout=900,
    )


@pytest.fixture(scope="module")
def new_town(tmp_path_factory):
    home = tmp_path_factory.mktemp("new") / "town"
    assert the_command(home, "migrate", "-v0").returncode == 0
    return home


@pytest.fixture
def home(new_town, tmp_path):
    """The folder of an empty town of one's own."""
    return shutil.copytree(new_town, tmp_path / "town")


@pytest.mark.alike
@pytest.mark.processes
def test_the_command_ends_with_a_status_and_never_with_a_traceback(home, tmp_path):
    unopened = the_command(tmp_path / "unopened", "import", str(a_file(tmp_path, written(POT))), "--shop", "Kiln")
    assert (unopened.returncode, "Traceback" in unopened.stderr) == (1, False)
    assert "never been opened" in unopened.stderr
    good = the_command(home, "import", str(a_file(tmp_path, written(POT))), "--shop", "Kiln", "--json")
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout.strip().splitlines()[-1])["created"] == 1
    for content in (b"ID,Name\r\n1,2\r\n", written({**POT, "Variant Price": "?"})):
        bad = the_command(home, "import", str(a_file(tmp_path, content, "bad.csv")), "--shop", "Other", "--json")
        assert bad.returncode == 1
        assert "Traceback" not in bad.stderr
        assert "bad.csv was refused" in bad.stderr


MEASURED = """
import sys, threading, time
from watercress.__main__ import main
peak = 0
def watch():
    global peak
    while True:
        for line in open("/proc/self/status"):
            if line.startswith("RssAnon"):
                peak = max(peak, int(line.split()[1]) // 1024)
        time.sleep(0.02)
threading.Thread(target=watch, daemon=True).start()
try:
    main()
finally:
    print("peak", peak, file=sys.stderr)
"""
"""Watches the process's own memory: SQLite also maps up to 128 MB of its file, which the system takes back at will."""


@pytest.mark.proof
@pytest.mark.parametrize(("written_as", "of_a_megabyte"), [(many, 800), (many_items, 270)], ids=["csv", "xml"])
def test_a_hundred_megabytes_are_read_in_bounded_memory(tmp_path, written_as, of_a_megabyte):
    """The figures stand in docs/shop.md."""
    peaks, began = {}, time.monotonic()
    for megabytes in (5, 100):
        home, path = tmp_path / f"town-{megabytes}", tmp_path / f"{megabytes}.export"
        with path.open("wb") as file:
            file.writelines(written_as(megabytes * of_a_megabyte))
        assert path.stat().st_size > megabytes * 1_000_000
        assert the_command(home, "migrate", "-v0").returncode == 0
        began = time.monotonic()
        done = the_command(home, "import", str(path), "--shop", "Kiln", "--json", code=MEASURED)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout.strip().splitlines()[-1])["created"] == megabytes * of_a_megabyte
        peaks[megabytes] = int(done.stderr.rsplit("peak", 1)[1])
        path.unlink()
    print(f"peak memory in MB by size of the file in MB: {peaks}; {time.monotonic() - began:.0f} s for the larger")
    assert peaks[100] < 160
    assert peaks[100] - peaks[5] < 60


def begun(home, path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "import", str(path), "--shop", "Kiln"],
        env=its_environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.processes
def test_an_import_that_is_killed_is_finished_by_the_next_one(home, tmp_path):
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.writelines(many(1_000))
    running = begun(home, path)
    assert running.stderr
    running.stderr.readline()  # The first batch is written.
    running.kill()
    running.communicate()

    again = the_command(home, "import", str(path), "--shop", "Kiln", "--json")
    told = json.loads(again.stdout.strip().splitlines()[-1])
    assert (told["read"], told["created"] + told["unchanged"]) == (1_000, 1_000)
    assert told["unchanged"] > 0
    assert told["updated"] == told["retired"] == 0
    assert counted(home) == [1000, 1000, 1000, 3000]


@pytest.mark.processes
def test_of_two_imports_of_one_shop_the_later_one_wins(home, tmp_path):
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.writelines(many(600))
    shop = the_command(home, "import", str(a_file(tmp_path, written(POT))), "--shop", "Kiln")
    assert shop.returncode == 0
    both = [begun(home, path) for _ in range(2)]
    said = [each.communicate()[1] for each in both]
    assert not any("Traceback" in words for words in said), said
    assert 0 in [each.returncode for each in both]
    on_the_shelf, listed, points, variants = counted(home)
    assert on_the_shelf == listed == 600
    assert (points, variants) == (601, 1_801)


def counted(home) -> list[int]:
    done = the_command(home, "shell", "-v0", "-c", COUNTED)
    assert done.returncode == 0, done.stderr
    return [int(each) for each in done.stdout.split()]


COUNTED = """
from watercress.catalogue.models import *
shop = Shop.objects.get()
print(shop.products_count, Product.objects.on_the_shelf().count(), PricePoint.objects.count(), Variant.objects.count())
"""
