import pytest

from tests.factories import NOON, a_circle, a_person, a_post, a_reply, a_section
from watercress.community import posting, reading, replying, stewardship
from watercress.community.features.pins import pinning
from watercress.community.features.sections import shelving
from watercress.community.features.stewards import appointing
from watercress.community.models import LogEntry, Post, Reply
from watercress.kernel.decisions import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(db):
    return a_person("steward")


@pytest.fixture
def member(db):
    return a_person("member")


@pytest.fixture
def circle(steward, member):
    circle = a_circle(members=(steward, member))
    circle.memberships.filter(person=steward).update(is_steward=True)
    return circle


@pytest.fixture
def post(circle, member):
    return a_post(circle, author=member)


def acts(circle):
    return list(LogEntry.objects.filter(community=circle).order_by("id").values_list("act", flat=True))


def test_each_act_of_a_steward_is_a_line_in_the_log_and_twice_is_once(circle, post, steward):
    for _ in range(2):
        stewardship.lock(post, by=steward, at=NOON, reason="It went in circles.")
    for _ in range(2):
        stewardship.unlock(post, by=steward, at=NOON)
    for _ in range(2):
        pinning.pin(post, by=steward, at=NOON)
    for _ in range(2):
        pinning.unpin(post, by=steward, at=NOON)
    for _ in range(2):
        pinning.best(post, by=steward, at=NOON)
    for _ in range(2):
        pinning.unbest(post, by=steward, at=NOON)

    assert acts(circle) == ["lock", "unlock", "pin", "unpin", "best", "unbest"]
    assert LogEntry.objects.first().words == "It went in circles."


@pytest.mark.parametrize(
    "act", [stewardship.lock, stewardship.unlock, pinning.pin, pinning.unpin, pinning.best, pinning.unbest]
)
def test_members_do_none_of_this(post, member, act):
    with pytest.raises(NotAllowed, match="Only stewards"):
        act(post, by=member, at=NOON)


@pytest.mark.parametrize(
    "act", [stewardship.lock, stewardship.unlock, pinning.pin, pinning.unpin, pinning.best, pinning.unbest]
)
def test_s14_a_steward_of_one_circle_does_none_of_this_in_another(post, act):
    with pytest.raises(NotAllowed):
        act(post, by=a_circle().founder, at=NOON)


def test_there_is_room_for_five_on_top(circle, steward):
    posts = [a_post(circle) for _ in range(6)]
    for post in posts[:5]:
        pinning.pin(post, by=steward, at=NOON)

    with pytest.raises(NotAllowed, match="At most 5"):
        pinning.pin(posts[5], by=steward, at=NOON)
    stewardship.hide(posts[0], by=steward, reason="Out of date.", at=NOON)
    pinning.pin(posts[5], by=steward, at=NOON)


def test_a_hidden_post_is_gone_for_all_but_its_author_and_the_stewards(circle, post, steward, member):
    stewardship.hide(post, by=steward, reason="Spam.", at=NOON)
    stewardship.hide(post, by=steward, reason="Another reason.", at=NOON)

    circle.refresh_from_db()
    assert circle.posts_count == 0
    assert not Post.objects.visible_to(circle.founder).exists()
    assert [Post.objects.kept_for(person).count() for person in (member, steward, circle.founder, a_person())] == [
        1,
        1,
        1,
        0,
    ]
    entry = LogEntry.objects.get()
    assert (entry.words, entry.about, entry.post) == ("Spam.", member, post)


def test_a_hidden_post_comes_back_unless_its_author_withdrew_it(circle, post, steward, member):
    stewardship.hide(post, by=steward, reason="Spam.", at=NOON)
    with pytest.raises(NotAllowed, match="taken this down"):
        posting.restore(post, author=member, at=NOON)
    posting.withdraw(post, author=member, at=NOON)

    stewardship.unhide(post, by=steward, at=NOON)
    assert not Post.objects.visible_to(steward).exists()
    posting.restore(post, author=member, at=NOON)

    circle.refresh_from_db()
    assert circle.posts_count == Post.objects.visible_to(steward).count() == 1


def test_taking_down_needs_a_reason(post, steward):
    with pytest.raises(Refused, match="reason"):
        stewardship.hide(post, by=steward, reason=" ", at=NOON)


def test_a_hidden_reply_is_no_longer_counted(post, steward, member):
    reply = replying.reply(post, author=steward, text="Buy here!", at=NOON)

    stewardship.hide(reply, by=steward, reason="An advertisement.", at=NOON)
    post.refresh_from_db()
    assert (post.replies_count, post.last_reply_at) == (0, None)
    stewardship.unhide(reply, by=steward, at=NOON)

    post.refresh_from_db()
    assert post.replies_count == Reply.objects.visible_to(member).count() == 1
    assert set(LogEntry.objects.values_list("reply", flat=True)) == {reply.pk}


def test_s14_a_steward_takes_nothing_down_elsewhere(steward):
    elsewhere = a_reply(a_post(a_circle()))

    with pytest.raises(NotAllowed):
        stewardship.hide(elsewhere, by=steward, reason="Mine!", at=NOON)


def test_the_founder_makes_stewards_and_ends_it(circle, member, steward):
    with pytest.raises(NotAllowed, match="Only the founder"):
        appointing.appoint(circle, person=member, by=steward, at=NOON)
    for _ in range(2):
        appointing.appoint(circle, person=member, by=circle.founder, at=NOON)
    appointing.dismiss(circle, person=steward, by=circle.founder, at=NOON)
    appointing.dismiss(circle, person=member, by=member, at=NOON)

    assert acts(circle) == ["steward", "unsteward", "unsteward"]
    assert not circle.memberships.filter(person__in=(member, steward), is_steward=True).exists()


def test_the_founder_stays_a_steward(circle):
    with pytest.raises(NotAllowed, match="always a steward"):
        appointing.dismiss(circle, person=circle.founder, by=circle.founder, at=NOON)


def test_only_members_become_stewards_and_only_so_many(circle):
    with pytest.raises(NotAllowed, match="not a member"):
        appointing.appoint(circle, person=a_person(), by=circle.founder, at=NOON)
    full = a_circle(members=tuple(a_person() for _ in range(12)))
    late = full.memberships.order_by("id").last()
    full.memberships.exclude(pk=late.pk).update(is_steward=True)
    with pytest.raises(NotAllowed, match="At most 12"):
        appointing.appoint(full, person=late.person, by=full.founder, at=NOON)


def test_sections_are_the_founders_to_shape(circle, steward):
    hauls = shelving.add(circle, name="Hauls", by=circle.founder, at=NOON)
    talk = shelving.add(circle, name="Talk", by=circle.founder, at=NOON)
    shelving.rename(talk, name="Table talk", by=circle.founder, at=NOON)
    shelving.reorder(circle, sections=[talk, hauls], by=circle.founder, at=NOON)

    assert list(circle.sections.values_list("name", flat=True)) == ["Table talk", "Hauls"]
    with pytest.raises(NotAllowed, match="Only the founder"):
        shelving.add(circle, name="Mine", by=steward, at=NOON)


@pytest.mark.parametrize("name", ["", "Hauls", "x" * 17, "\x00"])
def test_a_sections_name_is_short_and_its_own(circle, name):
    a_section(circle, "Hauls")

    with pytest.raises(Refused):
        shelving.add(circle, name=name, by=circle.founder, at=NOON)


def test_there_are_at_most_eight_sections(circle):
    for n in range(8):
        shelving.add(circle, name=f"Shelf {n}", by=circle.founder, at=NOON)

    with pytest.raises(NotAllowed, match="At most 8"):
        shelving.add(circle, name="Ninth", by=circle.founder, at=NOON)


def test_reordering_names_each_section_once(circle):
    hauls = a_section(circle)

    for wrong in ([], [hauls, hauls], [a_section(a_circle())]):
        with pytest.raises(Refused):
            shelving.reorder(circle, sections=wrong, by=circle.founder, at=NOON)


def test_a_steward_moves_a_topic_to_a_section_of_its_circle(circle, post, steward):
    hauls, elsewhere = a_section(circle), a_section(a_circle())

    shelving.move(post, section=hauls, by=steward, at=NOON)
    with pytest.raises(Refused):
        shelving.move(post, section=elsewhere, by=steward, at=NOON)

    post.refresh_from_db()
    assert post.section == hauls


def test_a_removed_section_leaves_its_topics(circle, post):
    hauls = a_section(circle)
    Post.objects.update(section=hauls)

    shelving.remove(hauls, by=circle.founder, at=NOON)
    shelving.remove(hauls, by=circle.founder, at=NOON)

    post.refresh_from_db()
    assert post.section is None
    assert acts(circle) == ["sections"]


def test_members_read_a_log_without_the_names_of_those_who_only_asked(circle, post, steward):
    LogEntry.objects.create(community=circle, act="decline", by=steward, about=a_person("shy"), words="No.", at=NOON)
    stewardship.hide(post, by=steward, reason="Spam.", at=NOON)

    plain, count = reading.log(circle)
    full, _count = reading.log(circle, full=True)

    assert count == 2
    assert [(row["act"], row["about_username"], row["words"]) for row in plain] == [
        ("hide", "member", "Spam."),
        ("decline", None, ""),
    ]
    assert (plain[0]["post_number"], plain[0]["post_title"]) == (None, None)
    assert (full[0]["post_number"], full[1]["about_username"]) == (post.number, "shy")
