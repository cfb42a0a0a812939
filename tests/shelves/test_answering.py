import pytest

from tests.factories import NOON, a_mark, a_person, a_product, a_shop
from watercress.kernel import events
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.shelves import answering, marking, reading
from watercress.shelves.events import ReviewAnswered
from watercress.shelves.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return a_person()


@pytest.fixture
def review(keeper):
    return a_mark(a_product(shop=a_shop("Kiln", keeper=keeper)), shelf="have", stars=2, words="It leaks.")


def test_the_shop_answers_once_and_may_say_it_better(review, keeper, monkeypatch):
    heard = []
    monkeypatch.setattr(events, "record", lambda happened, *, at: heard.append(happened))

    answering.answer(review, by=keeper, words="Send it back.", at=NOON)
    given = answering.answer(review, by=keeper, words=" 请寄回来，换一把。\r\n", at=NOON)

    assert Answer.objects.get() == given
    assert (given.words, given.lang, given.edited_at) == ("请寄回来，换一把。", "zh-hans", NOON)
    shop = review.product.shop_id
    assert heard == [ReviewAnswered(mark_id=review.pk, person_id=review.person_id, shop_id=shop)]
    assert answering.take_back(review, by=keeper)
    assert not answering.take_back(review, by=keeper)


def test_only_the_keepers_of_the_shop_answer(review, keeper):
    rival = a_person()
    a_shop(keeper=rival)
    for person in (rival, review.person, a_person(is_operator=True)):
        with pytest.raises(NotAllowed, match="only-keeper"):
            answering.answer(review, by=person, words="No.", at=NOON)
        with pytest.raises(NotAllowed, match="only-keeper"):
            answering.take_back(review, by=person)
    for words in ("", " \n", "x" * 1001, "\0"):
        with pytest.raises(Refused):
            answering.answer(review, by=keeper, words=words, at=NOON)


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"held_at": NOON}, {"shelf": "want", "stars": None}])
def test_what_the_shop_may_not_read_it_cannot_answer(keeper, hidden):
    product = a_product(shop=a_shop(keeper=keeper))
    review = a_mark(product, **{"shelf": "have", "words": "Hm.", **hidden})

    assert reading.one(review.pk, person=keeper) is None
    with pytest.raises(NotAllowed, match="gone"):
        answering.answer(review, by=keeper, words="Hello.", at=NOON)


def test_an_answer_goes_with_the_review_and_never_the_other_way(review, keeper):
    answering.answer(review, by=keeper, words="Send it back.", at=NOON)
    marking.mark(review.product, person=review.person, shelf="had", stars=1, words="It still leaks.", at=NOON)
    assert Answer.objects.get().words == "Send it back."

    marking.unmark(review.product, person=review.person, at=NOON)
    assert not Answer.objects.exists()
