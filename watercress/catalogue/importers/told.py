"""A product as its source tells it, beside the row it is or becomes."""

from dataclasses import dataclass

from watercress.catalogue.models import Product

from .records import SourceProduct


@dataclass
class Told:
    """A product as told, beside the row it is or becomes, and what that row was before."""

    source: SourceProduct
    fingerprint: str
    row: Product
    description: str | None = None
    was_on_the_shelf: bool = False
    cost: tuple[int | None, str] | None = None
    """What it cost while it had been listed before."""

    @property
    def is_the_same(self) -> bool:
        return self.row.fingerprint == self.fingerprint and self.row.retired_at is None

    @property
    def is_new(self) -> bool:
        return self.row.pk is None
