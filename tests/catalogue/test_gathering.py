import pytest

from watercress.catalogue.importers import gathering
from watercress.catalogue.importers.gathering import Piece, gathered, runs
from watercress.catalogue.importers.records import Rejection

from .exports import a_file, many_items
from .sources import memory_below, reading


def pieces(keys: str, **said: str) -> list[Piece]:
    return [Piece(key, line, dict(said)) for line, key in enumerate(keys, start=1)]


def brought(told, scattered=None) -> list[str]:
    """Return each product's key and the lines its pieces stood on."""
    keys = [piece.key for piece in told if isinstance(piece, Piece)]
    groups = gathered(told, runs(keys) if scattered is None else scattered, once="description")
    return [
        "refused" if isinstance(group, Rejection) else group[0].key + "".join(str(piece.line) for piece in group)
        for group in groups
    ]


@pytest.mark.parametrize(
    ("keys", "products"),
    [
        ("", []),
        ("aaabb", ["a123", "b45"]),
        ("aba", ["b2", "a13"]),
        ("abcabc", ["a14", "b25", "c36"]),
        ("aabbaab", ["a1256", "b347"]),
    ],
)
def test_pieces_of_one_product_come_together_when_the_last_is_there(keys, products):
    assert brought(pieces(keys)) == products


def test_a_rejection_passes_at_once():
    told = [*pieces("ab"), Rejection(3, "why", "a"), Piece("a", 4)]
    assert brought(told) == ["refused", "b2", "a14"]


def test_two_keys_of_one_hash_lose_nothing():
    """As if "a" and "b" had one: their runs are counted together, and more are awaited than come."""
    scattered = {hash("a"): 5, hash("b"): 5}
    assert sorted(brought(pieces("aba"), scattered)) == ["a13", "b2"]


def test_what_a_product_says_once_is_kept_once():
    (group,) = gathered([Piece("a", 1), *pieces("aa", description="long")], {}, once="description")
    assert [piece.said for piece in group] == [{"description": "long"}, {}, {}]


def test_a_product_of_more_pieces_than_any_shop_has_is_cut():
    (group,) = gathered(pieces("a" * (gathering.MOST_ROWS + 50)), {}, once="description")
    assert len(group) == gathering.MOST_ROWS + 1


def test_a_feed_whose_variants_stand_apart_takes_no_more_memory_for_being_long(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "IN_MEMORY", 20_000)
    path = a_file(tmp_path, b"".join(many_items(150)), "feed.xml")
    assert path.stat().st_size > 600_000
    with memory_below(300_000):
        _source, told = reading(path)
        variants = [len(product.variants) for product in told]
    assert variants == [3] * 150
