"""Founding a circle, and what its founder changes."""

import pytest

from tests.factories import NOON, a_circle, a_person, a_post, a_section
from tests.kernel import drawings
from tests.web.circles import SIGN_IN, a_file, as_, words
from watercress.catalogue.models import Category
from watercress.community import founding
from watercress.community.models import Community, LogEntry, Membership

pytestmark = pytest.mark.django_db
CHOICES = {"joining": "open", "readable_by": "world"}


@pytest.fixture(autouse=True)
def picture_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def found(person, **sent):
    return as_(person).post("/circles/new/", {"name": "Nut party", "sentence": "Nuts.", **CHOICES, **sent})


# Founding


def test_a_member_of_the_town_founds_a_circle():
    person = a_person()
    category = Category.objects.filter(parent__isnull=False).first()
    answer = found(person, name="坚果党", sentence="我们爱坚果", category=category.slug, member_name="nut friends")
    circle = Community.objects.get()
    assert answer.status_code == 302
    assert (circle.founder, circle.category, circle.member_name) == (person, category, "nut friends")
    assert circle.lang == "zh-hans"
    assert Membership.objects.get(community=circle).is_steward
    assert as_().get(answer["Location"]).status_code == 200


def test_a_visitor_is_asked_to_sign_in_first():
    assert as_().get("/circles/new/")["Location"].startswith(SIGN_IN)
    assert as_().post("/circles/new/", {"name": "Nuts"})["Location"].startswith(SIGN_IN)
    assert not Community.objects.exists()


def test_what_is_wrong_is_said_beside_each_field_and_what_was_typed_stays():
    answer = found(a_person(), name="N" * 61, sentence="", rules="Be kind.\nReally.", joining="ask")
    page = words(answer)
    assert answer.status_code == 400
    assert "N" * 61 in page
    assert "Be kind.\nReally." in page
    assert page.count('class="errors"') >= 2
    assert not Community.objects.exists()


def test_a_question_is_needed_where_newcomers_are_asked():
    answer = found(a_person(), joining="ask")
    assert answer.status_code == 400
    assert "Write the question newcomers answer." in words(answer)


def test_an_empty_form_is_refused_not_broken():
    assert as_(a_person()).post("/circles/new/").status_code == 400


@pytest.mark.parametrize("wrong", [{"joining": "secret"}, {"readable_by": "nobody"}, {"category": "9" * 50}])
def test_a_choice_that_is_not_offered_is_refused(wrong):
    assert found(a_person(), **wrong).status_code == 400
    assert not Community.objects.exists()


def test_the_sixteenth_circle_is_one_too_many():
    person = a_person()
    for number in range(15):
        founding.found("circle", founder=person, name=f"Circle {number}", sentence="One of many.", at=NOON)
    page = as_(person).get("/circles/new/")
    assert page.status_code == 403
    assert "as many as one person may" in words(page)
    assert found(person).status_code == 403
    assert Community.objects.count() == 15


def test_s17_a_founder_chooses_nothing_the_form_does_not_offer():
    founder, other = a_person(), a_person()
    sent = {"founder": other.pk, "slug": "admin", "members_count": 99, "format_key": "x", "visits_this_month": 9}
    found(founder, **sent, archived_at="2020-01-01", is_staff="1", verified="1")
    circle = Community.objects.get()
    assert (circle.founder, circle.slug, circle.members_count) == (founder, "nut-party", 1)
    assert (circle.format_key, circle.visits_this_month, circle.archived_at) == ("circle", 0, None)


# Settings


@pytest.fixture
def circle():
    return a_circle(slug="company", name="Company")


def change(circle, by=None, files=None, **sent):
    given = {"do": "settings", "name": "Company", "sentence": "Us.", **CHOICES, **sent}
    return as_(by or circle.founder).post(f"/c/{circle.slug}/settings/", {**given, **(files or {})})


def test_the_founder_changes_words_and_the_log_says_which(circle):
    assert change(circle, member_name="friends of the kettle").status_code == 302
    circle.refresh_from_db()
    assert circle.member_name == "friends of the kettle"
    assert LogEntry.objects.get().words == "sentence, member_name"


def test_only_the_founder_changes_settings(circle):
    steward, member = a_person(), a_person()
    Membership.objects.create(community=circle, person=steward, joined_at=NOON, is_steward=True)
    Membership.objects.create(community=circle, person=member, joined_at=NOON)
    for person in (steward, member, a_person(is_operator=True)):
        assert as_(person).get("/c/company/settings/").status_code == 403
        assert change(circle, by=person, name="Mine now").status_code == 403
        assert as_(person).post("/c/company/settings/", {"do": "archive"}).status_code == 403
        assert as_(person).post("/c/company/settings/", {"do": "add-section", "name": "x"}).status_code == 403
    circle.refresh_from_db()
    assert circle.name == "Company"


def test_a_refused_change_keeps_what_was_typed(circle):
    answer = change(circle, name="M" * 61, rules="Bring cups.")
    assert answer.status_code == 400
    assert "M" * 61 in words(answer)
    assert "Bring cups." in words(answer)


def test_what_was_written_for_members_is_not_shown_to_the_world_afterwards():
    circle = a_circle(readable_by="members")
    a_post(circle)
    answer = change(circle, readable_by="world")
    assert answer.status_code == 400
    assert "What was written for members stays with members." in words(answer)
    circle.refresh_from_db()
    assert circle.readable_by == "members"


def test_a_crest_is_kept_and_shown(circle):
    crest = a_file("crest.jpg", drawings.a_picture(300, 300))
    assert change(circle, files={"crest": crest}).status_code == 302
    circle.refresh_from_db()
    assert circle.crest.key in words(as_().get("/c/company/"))


HOSTILE = {
    "an SVG": ("crest.svg", drawings.SVG),
    "an SVG named PNG": ("crest.png", drawings.SVG),
    "HTML named PNG": ("crest.png", b"<html><script>alert(1)</script></html>"),
    "a GIF that is also HTML": ("crest.gif", drawings.GIF_AND_HTML),
    "nothing": ("crest.png", b""),
    "half a picture": ("crest.jpg", drawings.a_picture()[:400]),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_s10_a_hostile_crest_is_refused_at_its_field(circle, kind):
    name, content = HOSTILE[kind]
    answer = change(circle, files={"crest": a_file(name, content, "image/png")}, rules="Bring cups.")
    page = words(answer)
    assert answer.status_code == 400
    assert "Bring cups." in page
    assert page.index('name="crest"') < page.index('class="errors"')
    circle.refresh_from_db()
    assert circle.crest is None


def test_s36_a_crest_of_50000_squared_is_refused_at_its_field(circle):
    bomb = a_file("crest.png", drawings.a_png_that_claims(50_000, 50_000), "image/png")
    answer = change(circle, files={"crest": bomb}, rules="Bring cups.")
    assert answer.status_code == 400
    assert "Bring cups." in words(answer)
    assert 'class="errors"' in words(answer)


def test_sections_are_added_renamed_and_removed(circle):
    founder = as_(circle.founder)
    assert founder.post("/c/company/settings/", {"do": "add-section", "name": "Hauls"}).status_code == 302
    section = circle.sections.get()
    sent = {"do": "rename-section", "section": section.pk, "name": "Finds"}
    assert founder.post("/c/company/settings/", sent).status_code == 302
    assert "Finds" in words(as_().get("/c/company/"))
    assert founder.post("/c/company/settings/", {"do": "drop-section", "section": section.pk}).status_code == 302
    assert not circle.sections.exists()


def test_a_section_needs_a_short_name_of_its_own(circle):
    a_section(circle, "Hauls")
    for name in ("", "Hauls", "x" * 17):
        answer = as_(circle.founder).post("/c/company/settings/", {"do": "add-section", "name": name})
        assert answer.status_code == 400
        assert 'class="errors"' in words(answer)
        assert f'value="{name}"' in words(answer)
    assert circle.sections.count() == 1


def test_s14_a_section_of_another_circle_is_missing(circle):
    theirs = a_section(a_circle())
    sent = {"do": "rename-section", "section": theirs.pk, "name": "Ours"}
    assert as_(circle.founder).post("/c/company/settings/", sent).status_code == 404
    assert as_(circle.founder).post("/c/company/settings/", {**sent, "do": "drop-section"}).status_code == 404


def test_an_unknown_button_of_the_settings_is_a_bad_request(circle):
    section = a_section(circle)
    sent = {"do": "explode", "section": section.pk}
    assert as_(circle.founder).post("/c/company/settings/", sent).status_code == 400


def test_a_closed_circle_is_read_and_not_written_in_and_can_be_opened_again(circle):
    founder = as_(circle.founder)
    assert founder.post("/c/company/settings/", {"do": "archive"}).status_code == 302
    page = words(founder.get("/c/company/"))
    assert "closed" in page
    assert 'href="/c/company/write/"' not in page
    assert founder.get("/c/company/write/").status_code == 403
    assert as_(a_person()).post("/c/company/membership/", {"do": "join"}).status_code == 403
    assert founder.post("/c/company/settings/", {"do": "reopen"}).status_code == 302
    assert founder.get("/c/company/write/").status_code == 200


def test_a_founder_chooses_neighbours_by_their_addresses(circle):
    near, far = a_circle(slug="near", name="Near"), a_circle(slug="坚果", name="坚果党")
    sent = {"do": "neighbours", "neighbours": "near\n http://localhost/c/%E5%9D%9A%E6%9E%9C/ \n\n"}
    assert as_(circle.founder).post("/c/company/settings/", sent).status_code == 302
    assert set(circle.neighbours.all()) == {near, far}
    assert "chosen by the founder" in words(as_().get("/c/company/"))
    assert "near\n坚果" in words(as_(circle.founder).get("/c/company/settings/"))


@pytest.mark.parametrize("typed", ["nowhere", "company", "\n".join(f"c{n}" for n in range(7)), "x" * 3000, "a\x00b"])
def test_what_is_no_neighbour_is_said_and_stays_typed(circle, typed):
    for number in range(7):
        a_circle(slug=f"c{number}")
    answer = as_(circle.founder).post("/c/company/settings/", {"do": "neighbours", "neighbours": typed})
    assert answer.status_code == 400
    assert 'class="errors"' in words(answer)
    assert typed in words(answer)
    assert not circle.neighbours.exists()
