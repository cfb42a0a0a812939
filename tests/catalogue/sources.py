"""Reading a file with a source, as an import does, without a database."""

from datetime import datetime
from pathlib import Path

from watercress.catalogue import importers
from watercress.catalogue.importers.records import Feed, Rejection, SourceProduct

SAMPLES = Path(__file__).parent / "samples"


class Told:
    """What a file told: its products by handle, and its rejections by line."""

    def __init__(self, source: str, told: list[SourceProduct | Rejection]) -> None:
        self.source = source
        self.products = {each.handle: each for each in told if isinstance(each, SourceProduct)}
        self.rejections = [each for each in told if isinstance(each, Rejection)]

    @property
    def reasons(self) -> dict[int, str]:
        return {each.line: str(each.reason) for each in self.rejections}


def read(
    path: Path,
    *,
    currency: str = "EUR",
    source: str = "auto",
    mapping: dict[str, str] | None = None,
    address: str = "",
    at: datetime | None = None,
) -> Told:
    feed = Feed(path, address=address, at=at)
    chosen = importers.choose(source, feed, mapping=mapping)
    chosen.check(feed)
    return Told(chosen.key, list(chosen.read(feed, currency=currency)))
