"""What happens around labels that others may react to."""

from dataclasses import dataclass

from watercress.kernel.events import Event, event


@event("labels.worn")
@dataclass(frozen=True, kw_only=True)
class LabelsWorn(Event):
    """Someone wears other labels than before, in another order, or shows others of them."""

    person_id: int


@event("labels.goods-tagged")
@dataclass(frozen=True, kw_only=True)
class GoodsTagged(Event):
    """Products that bear other labels than before; one event for all that changed together."""

    product_ids: tuple[int, ...]


@event("labels.hidden-or-shown")
@dataclass(frozen=True, kw_only=True)
class LabelHiddenOrShown(Event):
    """The town does without a label from now on, or with it again."""

    label_id: int
