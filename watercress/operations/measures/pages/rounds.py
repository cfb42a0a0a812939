"""Goes through all cells, round after round, with the floors between them, so that what else the machine does hits both."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from watercress.community.models import Post, Reply

from . import asking, cells, truths
from .asking import VISITOR, Viewer
from .cells import Cell, Took, WrongAnswer
from .load import Ask
from .server import Server
from .sizes import Sizes

FLOORS = ("static", "unit", "bare")
REPLIES = "reply"
INSERT = "insert"
ANSWERED = 20
"""Topics that replies are written under in turn."""


class Rounds:
    """
    Measures one open town; `found` holds what each cell took, round by round.

    only    the pages to measure, of truths.PAGES and REPLIES
    cached  whether the town answers visitors from kept pages
    """

    def __init__(self, server: Server, sizes: Sizes, *, only: tuple[str, ...], cached: bool = False) -> None:
        self.server, self.sizes, self.only, self.cached = server, sizes, only, cached
        self.topic = truths.longest()
        self.members = asking.members(sizes.writers)
        posts = Post.objects.filter(community=self.topic.community).exclude(pk=self.topic.pk)
        self.answered = list(posts.select_related("community").order_by("number")[:ANSWERED])
        self.turn = asking.turns()
        self.found: defaultdict[Cell, list[Took]] = defaultdict(list)
        self.truths: dict[tuple[str, str], str] = {}

    def warm(self) -> None:
        """Have both processes read their templates and fill what they keep."""
        every = [self._page(page, viewer) for page in self._pages() for viewer in self._viewers()]
        for ask in [*every, *(self._floor(name) for name in FLOORS)]:
            self._measure([asking.again(ask)] * 4, "warming", seconds=min(0.4, self.sizes.seconds))

    def go(self) -> Iterator[str]:
        for number in range(1, self.sizes.rounds + 1):
            for connections in self.sizes.connections:
                self._floors(connections)
                self._look(connections)
                self._look_while_written(connections)
                if REPLIES in self.only and not self.cached:
                    self._write(connections)
            yield f"round {number} of {self.sizes.rounds}"

    def _floors(self, connections: int) -> None:
        for name in () if self.cached else FLOORS:
            turns = [asking.again(self._floor(name))] * connections
            self.found[Cell(name, "", connections)].append(self._measure(turns, name))

    def _look(self, connections: int) -> None:
        for page in self._pages():
            for viewer in self._viewers():
                turns = [asking.again(self._page(page, viewer))] * connections
                self._beside_the_unit(Cell(page, viewer.name, connections, cached=self.cached), turns)

    def _look_while_written(self, connections: int) -> None:
        for page in self._pages():
            # The first lifts the topic above all others: those that follow move nothing that is looked at.
            self._measure([iter([asking.reply(self.topic, self.members[-1], self.server.port)])], "a reply", seconds=0)
            ask = self._page(page, VISITOR)
            turns = [
                asking.with_writes(ask, self.topic, self.members[1:], self.server.port, self.turn)
                for _ in range(connections)
            ]
            self._beside_the_unit(Cell(page, VISITOR.name, connections, writes=True, cached=self.cached), turns)
            cells.wait_until_quiet()

    def _write(self, connections: int) -> None:
        """Rows first, then replies; each reply that was answered must stand in the database."""
        rows = self._measure([asking.again(asking.insert(self.server.port))] * connections, INSERT)
        self.found[Cell(INSERT, "", connections)].append(rows)
        before = Reply.objects.count()
        turns = [
            asking.replies(self.answered, self.members[1:], self.server.port, self.turn) for _ in range(connections)
        ]
        took = self._measure(turns, REPLIES)
        if (written := Reply.objects.count() - before) != took.asked:
            raise WrongAnswer(f"{took.asked} replies were answered, {written} stand in the database")
        self.found[Cell(REPLIES, "member", connections)].append(replace(took, floor=rows.rate))
        cells.wait_until_quiet()

    def _beside_the_unit(self, cell: Cell, turns: list[Iterator[Ask]]) -> None:
        unit = [asking.again(self._floor("unit"))] * cell.connections
        beside = self._measure(unit, "unit", seconds=self.sizes.seconds / 2)
        took = self._measure(turns, f"{cell.page} of a {cell.viewer}")
        self.found[cell].append(replace(took, unit=beside.cpu))

    def _measure(self, turns: list[Iterator[Ask]], what: str, *, seconds: float | None = None) -> Took:
        seconds = self.sizes.seconds if seconds is None else seconds
        return cells.measure(self.server, turns, seconds=seconds, what=what)

    def _pages(self) -> tuple[str, ...]:
        return tuple(page for page in truths.PAGES if page in self.only)

    def _viewers(self) -> tuple[Viewer, ...]:
        return (VISITOR,) if self.cached else (VISITOR, self.members[0])

    def _page(self, page: str, viewer: Viewer) -> Ask:
        """Ask for a page by what the database says of it now."""
        truth = truths.of(page, person=viewer.person)
        self.truths[page, viewer.name] = truth.checksum
        return asking.get(truth.address, viewer, self.server.port, truth=truth)

    def _floor(self, name: str) -> Ask:
        return asking.get(f"/bench/{name}/", VISITOR, self.server.port)
