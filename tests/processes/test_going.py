"""P16, first part: whatever eight processes write and whichever are killed, every total equals its rows."""

from tests.processes.real_town import RealTown, journal

WRITERS, WRITES = 8, 60
VISITS = """
SELECT count(*) FROM traffic_tally t WHERE visits <> (
  SELECT count(*) FROM traffic_visit v
  WHERE v.reason = '' AND v.shop_id = t.shop_id AND v.day = t.day AND v.surface = t.surface AND v.place = t.place)
"""


def test_p16_looks_and_visits_of_8_processes_with_kills_recount_exactly(real_town: RealTown) -> None:
    done = journal(real_town.spawn("tests.processes.crowd", "tests.processes.going", str(WRITERS), str(WRITES)))
    print(done)  # With `pytest -s`: what they did, and the longest anyone waited.
    assert done["errors"] == []
    assert {"looked", "went", "was killed", "followed the link everybody follows"} == set(done["done"])
    assert real_town.ask(VISITS) == [0]
    assert real_town.ask(
        "SELECT sum(visits) - (SELECT count(*) FROM traffic_visit WHERE reason = '') FROM traffic_tally"
    ) == [0]
    # Three goods by place 0, on two kinds of page: all followed them, and each counted once at most.
    (counted,) = real_town.ask("SELECT count(*) FROM traffic_visit WHERE reason = ''")
    (stored,) = real_town.ask("SELECT count(*) FROM traffic_visit")
    assert stored > counted > 0
    twice = "SELECT count(*) FROM (SELECT 1 FROM traffic_visit WHERE reason = '' GROUP BY slate, position HAVING count(*) > 1) x"
    assert real_town.ask(twice) == [0]
    sent = "SELECT visits_this_month - (SELECT sum(small_visits) FROM traffic_tally WHERE place <> '') FROM community_community"
    assert real_town.ask(sent) == [0]
    assert "0 counters were off" in real_town.run("watercress", "recount", "--check", "--skip-checks")
