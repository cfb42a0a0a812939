"""What a page's parts tell of one product, put together in the order they are trusted."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from watercress.kernel import money

from . import amounts, availability, drafts
from .records import Rejection, SourceProduct, SourceVariant
from .schema_org import Offer, Telling

_WORDS = ("name", "description", "vendor", "kind", "link", "identifier", "tags", "pictures")
_OF_AN_OFFER = ("price", "before", "currency", "availability", "sku")


def together(tellings: Sequence[Telling]) -> Telling:
    """Return one telling: of each thing what the first that speaks of it says."""
    whole = Telling(tellings[0].line)
    for name in _WORDS:
        setattr(whole, name, next((said for each in tellings if (said := getattr(each, name))), getattr(whole, name)))
    priced = [each.offers for each in tellings if any(offer.price for offer in each.offers)]
    whole.offers = [*(priced or [each.offers for each in tellings if each.offers] or [[Offer()]])[0]]
    others = [each.offers[0] for each in tellings if len(each.offers) == 1]
    if len(whole.offers) == 1:
        for name in _OF_AN_OFFER:
            first = next((said for offer in (*whole.offers, *others) if (said := getattr(offer, name))), "")
            setattr(whole.offers[0], name, first)
    return whole


def told(telling: Telling, *, handle: str, at: str, currency: str) -> Iterator[SourceProduct | Rejection]:
    """Yield the product, and what was refused of it; `at` is where its relative addresses are named from."""
    draft = drafts.Draft(handle, telling.line)
    return draft.told(_product(draft, telling, at=at, currency=currency))


def _product(draft: drafts.Draft, telling: Telling, *, at: str, currency: str) -> SourceProduct | None:
    title = drafts.line_of_words(telling.name)
    if not draft.has_title(title, telling.line):
        return None
    priced = [each for offer in telling.offers if (each := _priced(draft, offer, telling.line, currency))]
    if not priced:
        return None
    kind = drafts.line_of_words(telling.kind)
    return SourceProduct(
        line=telling.line,
        handle=draft.handle,
        title=title,
        listed=True,
        currency=priced[0].currency,
        description=telling.description,
        vendor=drafts.line_of_words(telling.vendor)[:120],
        kind=kind.split(">")[-1].strip()[:120],
        category=drafts.filed(kind),
        link=draft.link(telling.link, telling.line, at=at),
        tags=drafts.tags(telling.tags),
        variants=tuple(_cheapest(draft.choices(priced, title=title))),
        pictures=draft.pictures(((telling.line, address, words) for address, words in telling.pictures), at=at),
    )


def _cheapest(choices: Sequence[drafts.Priced]) -> Iterator[SourceVariant]:
    """Yield each choice once: where several sell the same one, the cheapest that can be bought."""
    variants = [each.variant for each in choices]
    best: dict[tuple[tuple[str, str], ...], SourceVariant] = {}
    for variant in sorted(variants, key=lambda each: (not each.available, each.price is None, each.price)):
        best.setdefault(tuple(variant.options.items()), variant)
    yield from (variant for variant in variants if best[tuple(variant.options.items())] is variant)


def _priced(draft: drafts.Draft, offer: Offer, line: int, currency: str) -> drafts.Priced | None:
    try:
        named = amounts.currency_named(offer.currency, currency) if offer.currency else currency
        price = amounts.read(_rounded(offer.price, named), named) if offer.price else None
        before = amounts.read(_rounded(offer.before, named), named) if offer.before else None
        available = availability.read(offer.availability)
    except (amounts.NotAPrice, availability.NotSaid) as problem:
        draft.reject(line, problem.reason)
        return None
    now = price.minor if price else None
    compare_at = drafts.reduced_from(before.minor if before else None, now)
    chosen = drafts.options((name, drafts.line_of_words(value)) for name, value in offer.options)
    variant = SourceVariant(chosen, offer.sku[:120], now, compare_at, available)
    return drafts.Priced(line, drafts.line_of_words(offer.name), variant, price.currency if price else named)


def _rounded(written: str, currency: str) -> str:
    """Mend what a machine that reckons in binary wrote: 19.990000000000002 is 19.99."""
    whole, point, fraction = written.partition(".")
    if not point or len(fraction) < 8 or not (whole.isdecimal() and fraction.isdecimal()) or len(written) > 40:
        return written
    return f"{round(Decimal(written), money.exponent(currency)):f}"
