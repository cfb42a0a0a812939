"""What happens in the catalogue that others may react to."""

from dataclasses import dataclass

from watercress.kernel.events import Event, event


@event("catalogue.import-asked")
@dataclass(frozen=True, kw_only=True)
class ImportAsked(Event):
    run_id: int
    language: str = ""
    """The one whoever asked was reading, for what the report says."""


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
