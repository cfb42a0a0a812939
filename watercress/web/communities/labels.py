"""The labels a topic may carry, as its composer offers them: what fits first, all of them after."""

from collections.abc import Sequence
from typing import Any

from watercress.labels import reading, wearing
from watercress.labels.reading.wall import by_number

OFFERED = 12


def to_choose(chosen: Sequence[int], products: Sequence[int], *, person: Any) -> dict[str, Any]:
    """
    Return `chosen_labels`, `offered_labels`, which one wears or the products bear, and all in `label_groups`.

    Two queries, three with products.
    """
    groups = reading.choices(person)
    known = by_number(groups)
    borne = reading.bearing(products) if products else {}
    fitting = [row["id"] for number in products for row in borne.get(number, [])]
    fitting += [row["id"] for row in wearing.of(person, person)]
    offered = [number for number in dict.fromkeys(fitting) if number in known and number not in chosen]
    return {
        "chosen_labels": [known[number] for number in chosen if number in known],
        "offered_labels": [known[number] for number in offered[:OFFERED]],
        "label_groups": groups,
    }
