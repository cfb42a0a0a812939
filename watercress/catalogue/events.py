"""What happens in the catalogue that others may react to."""

from dataclasses import dataclass
from datetime import datetime

from watercress.kernel.events import Event, event


@event("catalogue.import-asked")
@dataclass(frozen=True, kw_only=True)
class ImportAsked(Event):
    """Something is to be looked at; nothing of it is put on the shelves yet."""

    run_id: int
    look: int = 0
    """Which of its looks this is: a later one makes it needless."""
    language: str = ""
    """The one whoever asked was reading, for what the report says."""


@event("catalogue.import-confirmed")
@dataclass(frozen=True, kw_only=True)
class ImportConfirmed(Event):
    """What was looked at is to be put on the shelves."""

    run_id: int
    language: str = ""


@event("catalogue.feed-asked")
@dataclass(frozen=True, kw_only=True)
class FeedAsked(Event):
    """A shop's feed is to be fetched now; `asked_at` tells this asking from others."""

    feed_id: int
    asked_at: datetime


@event("catalogue.pictures-wanted")
@dataclass(frozen=True, kw_only=True)
class PicturesWanted(Event):
    """Products whose pictures have not come yet. One event for a batch of an import, not for each product."""

    product_ids: tuple[int, ...]
    attempt: int = 0
    """How often their hosts have failed to answer."""


@event("catalogue.proof-asked")
@dataclass(frozen=True, kw_only=True)
class ProofAsked(Event):
    """Someone wants the town to look for their word on a shop's host now."""

    proof_id: int
    language: str = ""


@event("catalogue.shop-changed")
@dataclass(frozen=True, kw_only=True)
class ShopChanged(Event):
    """Opened, or says something else of itself."""

    shop_id: int


@event("catalogue.products-changed")
@dataclass(frozen=True, kw_only=True)
class ProductsChanged(Event):
    """New, changed or no longer sold; one event for a batch of an import, not for each product."""

    product_ids: tuple[int, ...]


@event("catalogue.prices-fell")
@dataclass(frozen=True, kw_only=True)
class PricesFell(Event):
    """Goods on the shelf that cost less than before in the same currency: three tuples of one length."""

    product_ids: tuple[int, ...]
    was: tuple[int, ...]
    now: tuple[int, ...]
    currency: str
    fell_at: datetime
