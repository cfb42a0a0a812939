"""`watercress bench pages`: figures come from pages that show what they must, and a page that does not cannot win."""

import http.server
import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.operations.towns import a_town
from watercress.community import recounting
from watercress.community.models import Community, Post, Reply
from watercress.labels import recounting as labels
from watercress.operations.measures.pages import filling, load, processes, report, rows, visit
from watercress.operations.measures.pages.cells import Cell, Took, percentile
from watercress.operations.measures.pages.load import Ask
from watercress.operations.measures.pages.rows import Kind
from watercress.operations.measures.pages.sizes import Sizes
from watercress.operations.measures.pages.truths import Truth
from watercress.shelves import recounting as shelves

TINY = Sizes(people=40, circles=2, topics=20, replies=100, longest=25, goods=60, likes=60, marks=60)
ROW = '<li class="note reply" id="reply-{0}"><div class="text" lang="en"><p>{1}</p></div></li>'
PAGE = "<ol>" + ROW.format(1, "First.") + ROW.format(2, "Second.") + "</ol>"
TRUE = Truth("/c/tea/1-x/", {Kind.REPLY: [("1", "<p>First.</p>"), ("2", "<p>Second.</p>")]})


def test_a_page_that_shows_its_rows_has_no_flaw() -> None:
    assert TRUE.flaw(PAGE) == ""
    assert TRUE.checksum == rows.checksum(rows.cut(Kind.REPLY, PAGE))


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<ol></ol>", "0 rows, and not 2"),
        (PAGE.replace("Second.", "Third."), "row 2 is"),
        (PAGE.replace("reply-2", "reply-3"), "row 2 is"),
        ("<ol>" + ROW.format(2, "Second.") + ROW.format(1, "First.") + "</ol>", "row 1 is"),
    ],
)
def test_an_emptied_page_a_wrong_row_and_a_wrong_order_are_flaws(page: str, says: str) -> None:
    assert says in TRUE.flaw(page)


def test_a_page_of_which_nothing_is_known_is_a_flaw() -> None:
    assert "there is no REPLY" in Truth("/", {Kind.REPLY: []}).flaw(PAGE)
    assert "0 of at least 1 GOOD" in Truth("/", {}, {Kind.GOOD: 1}).flaw(PAGE)


@contextmanager
def a_server(page: str) -> Iterator[int]:
    class Answer(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_arguments: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        running = threading.Thread(target=server.serve_forever, args=(0.01,))
        running.start()
        yield server.server_port
        server.shutdown()
        running.join()


@pytest.mark.parametrize(("page", "flaw"), [(PAGE, ""), ("<ol></ol>", "0 rows"), (PAGE.replace("Fi", "fi"), "row 1")])
def test_every_answer_is_read_whole_and_checked(page: str, flaw: str) -> None:
    ask = Ask(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", truth=TRUE)
    with a_server(page) as port:
        heard = load.ask(port, [itertools.repeat(ask, 3), itertools.repeat(ask, 2)], seconds=60)
    assert heard.asked == len(heard.took) == 5
    assert heard.bytes == 5 * len(page)
    assert flaw in "".join(heard.flaws)
    assert bool(heard.flaws) is bool(flaw)


def test_an_answer_of_another_status_is_a_flaw() -> None:
    with a_server(PAGE) as port:
        heard = load.ask(port, [iter([Ask(b"GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n", status=302)])], seconds=60)
    assert heard.flaws == ["status 200, and not 302: GET /x"]


def test_percentiles_lie_between_the_values() -> None:
    assert percentile([float(n) for n in range(101)], 99) == 99
    assert percentile([3.0], 99) == 3
    assert percentile([1.0, 2.0], 50) == 1.5


def test_processor_time_is_read_behind_whatever_a_program_calls_itself() -> None:
    stat = "41 (a) b (c) S 1 41 41 0 -1 4194304 900 0 0 0 120 34 5 6 20 0 7 0 100 1000 10"
    assert processes.ticks(stat) == 120 + 34
    assert processes.ticks("") == 0


def test_memory_is_read_once_for_what_several_share() -> None:
    said = (
        "00400000-7fff ---p 00000000 00:00 0 [rollup]\nRss:  90000 kB\nPss:  41 kB\nPss_Dirty:  7 kB\nPss_Anon:  5 kB\n"
    )
    assert processes.pss(said) == 41 * 1024
    assert processes.pss("") == 0


def test_a_tree_holds_all_who_descend_and_nobody_else(tmp_path: Path) -> None:
    for pid, parent in ((10, 1), (11, 10), (12, 11), (20, 1), (21, 20)):
        (tmp_path / str(pid)).mkdir()
        (tmp_path / str(pid) / "stat").write_text(f"{pid} (x) S {parent} 0 0 0 0 0 0 0 0 0 {pid} 1 0 0")
    assert processes.tree(10, proc=tmp_path) == {10, 11, 12}
    assert processes.cpu_seconds({10, 11, 99}, proc=tmp_path) == (10 + 11 + 2) / processes.TICKS


def test_a_browser_loads_what_does_not_wait_to_be_seen_and_each_thing_once() -> None:
    page = (
        '<link rel="stylesheet" href="/a.css"><link rel="canonical" href="/c/"><link rel="icon" href="/i.svg">'
        '<script src="/s.js"></script><script>x</script><img src="/p.webp"><img src="/p.webp"><img src="/l" loading="lazy">'
    )
    assert visit.eager(page) == ["/a.css", "/i.svg", "/s.js", "/p.webp"]


def test_what_holds_and_what_misses_is_said() -> None:
    took = Took(rate=50, p50=1, p99=2, cpu=3, bytes=100, asked=10)
    cells = {
        Cell("topic", "visitor", 8): Took(**{**vars(took), "unit": 2.0}),
        Cell("topic", "member", 8): Took(**{**vars(took), "unit": 2.0}),
        Cell("topic", "visitor", 1): Took(**{**vars(took), "unit": 0.1}),
        Cell("reply", "member", 1): Took(**{**vars(took), "floor": 100}),
        Cell("reply", "member", 8): Took(**{**vars(took), "floor": 100}),
    }
    made = report.Report("sqlite", cells, {}, pss=300_000_000, started=3.0, visit=visit.Visit(11, 110_001))
    held = {str(verdict).split()[0] + " " + verdict.what: verdict.value for verdict in report.verdicts(made)}
    assert held == {
        "misses topic, visitor, uncached": 1.5,
        "holds topic, member, uncached": 1.5,
        "holds replies for a durable INSERT, 1 at once": 0.5,
        "misses replies for a durable INSERT, 8 at once": 0.5,
        "holds memory of all processes (PSS)": 300,
        "misses warm start to first answer": 3,
        "misses a topic's first visit": 110.001,
        "holds a topic's first visit": 11,
    }


@pytest.fixture
def filled(settings, tmp_path: Path, db: None) -> None:
    settings.MEDIA_ROOT = tmp_path
    for _line in filling.fill(TINY, at=datetime(2026, 11, 3, 12, tzinfo=UTC)):
        pass


def test_a_filled_town_has_every_counter_right(filled: None) -> None:
    assert Post.objects.count() == TINY.topics
    assert Reply.objects.count() == TINY.replies
    assert max(Post.objects.values_list("replies_count", flat=True)) == TINY.longest
    assert set(Reply.objects.values_list("lang", flat=True)) == {"en", "zh-hans"}
    off = [wrong for circle in Community.objects.all() for wrong in recounting.recount(circle)]
    assert [*off, *labels.recount(), *shelves.recount()] == []


@pytest.mark.processes
@pytest.mark.alike
@pytest.mark.django_db(transaction=True)
def test_a_quick_run_fills_every_cell_with_pages_that_show_their_rows(tmp_path: Path) -> None:
    town = a_town(tmp_path / "town")
    told = json.loads(_run(town, tmp_path / "figures.json"))
    cells = {(cell["page"], cell["viewer"], cell["connections"], cell["writes"]) for cell in told["cells"]}
    assert {(page, viewer, 1, False) for page in ("topic",) for viewer in ("visitor", "member")} < cells
    assert {("topic", "visitor", 8, True), ("reply", "member", 8, False), ("unit", "", 8, False)} < cells
    assert all(cell["cpu"] > 0 and cell["rate"] > 0 for cell in told["cells"] if cell["page"] != "insert")
    checksums = {cell["checksum"] for cell in told["cells"] if cell["page"] == "topic"}
    assert len(checksums) == 1
    assert len(checksums.pop()) == 64
    assert told["first_visit"]["requests"] > 3
    assert told["pss_bytes"] > 10_000_000


def _run(town, figures: Path) -> str:
    only = [part for page in ("topic", "reply") for part in ("--only", page)]
    town.run("bench", "pages", "--quick", "--json", str(figures), *only)
    return figures.read_text()
