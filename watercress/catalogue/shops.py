"""Opening a shop here, and what it says of itself. Its checkout stays where it is, on its own host."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.catalogue import countries, hosts, policies
from watercress.catalogue.events import ShopChanged
from watercress.catalogue.models import Keeper, Shop
from watercress.kernel import events, ids, money
from watercress.kernel.decisions import Refused
from watercress.kernel.models import Picture
from watercress.people.models import Person

MOST_NAME = 80
MOST_ABOUT = 2000
# Words that stand where a shop's slug would in its address.
RESERVED = {"new"}
Problems = dict[str, str | Promise]

_NO_CURRENCY = _("This is not the code of a currency, such as CNY or EUR.")
_TAKEN = _("Another shop here already names this host. If it is yours, claim that shop.")


def open_shop(
    *,
    person: Person,
    name: str,
    host: str = "",
    currency: str,
    country: str = "",
    about: str = "",
    lang: str = "en",
    at: datetime,
) -> Shop:
    """
    Open a shop whose first keeper is `person`.

    Raises NotAllowed, or Refused with what is wrong with each field.
    """
    policies.can_open(person).require()
    with transaction.atomic():
        shop = _create(
            name=name, host=host, currency=currency, country=country, about=about, lang=lang, opened_by=person, at=at
        )
        Keeper.objects.create(shop=shop, person=person, since=at)
    return shop


def open_unclaimed(*, name: str, host: str = "", currency: str, lang: str = "en", at: datetime) -> Shop:
    """Open a shop nobody keeps yet, as the command line does; whoever proves its host may claim it."""
    return _create(name=name, host=host, currency=currency, country="", about="", lang=lang, opened_by=None, at=at)


def edit(
    shop: Shop, *, person: Person, name: str, host: str, country: str, about: str, lang: str, at: datetime
) -> None:
    """
    Change what a shop says of itself. Its currency stays: prices of the past are in it.

    A new host is not proved, so links lead through a page that names it until it is. Raises NotAllowed or Refused.
    """
    policies.can_edit(person, shop).require()
    host, problems = _checked(name=name, host=host, country=country, about=about)
    if problems:
        raise Refused(problems)
    with transaction.atomic():
        locked = Shop.objects.select_for_update().get(pk=shop.pk)
        if locked.host != host:
            locked.host, locked.host_proved_at = host, None
        locked.name, locked.country, locked.about, locked.lang = name.strip(), country, about.strip(), lang
        _save(locked)
        events.record(ShopChanged(shop_id=shop.pk), at=at)
    shop.refresh_from_db()


def name_host(shop: Shop, *, host: str) -> None:
    """
    Give an unclaimed shop the host its goods are sold on.

    Raises Refused where it has keepers: then the host is theirs to change, and to prove.
    """
    host = hosts.normalised(host)
    with transaction.atomic():
        locked = Shop.objects.select_for_update().get(pk=shop.pk)
        if locked.keepers.exists():
            raise Refused({"host": _("This shop has keepers; only they change its host.")})
        locked.host, locked.host_proved_at = host, None
        _save(locked)
    shop.refresh_from_db()


def say_small(shop: Shop, *, person: Person, small: bool, at: datetime) -> None:
    """Say that the shop is small by the town's rule, or no longer; saying it again keeps the day it was first said."""
    policies.can_edit(person, shop).require()
    said_otherwise = Shop.objects.filter(pk=shop.pk, small_since__isnull=small)
    with transaction.atomic():
        if said_otherwise.update(small_since=at if small else None):
            events.record(ShopChanged(shop_id=shop.pk), at=at)
    shop.refresh_from_db(fields=["small_since"])


def set_currency(shop: Shop, *, person: Person, currency: str, at: datetime) -> None:
    """
    Keep the shop's prices in another currency from now on; only before anything has been on its shelves.

    Raises NotAllowed, or Refused for what is no currency's code.
    """
    try:
        code = money.currency_of(currency)
    except money.UnknownCurrency:
        raise Refused({"currency": _NO_CURRENCY}) from None
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=shop.pk)
        policies.can_set_currency(person, shop).require()
        Shop.objects.filter(pk=shop.pk).update(currency=code)
        events.record(ShopChanged(shop_id=shop.pk), at=at)
    shop.refresh_from_db(fields=["currency"])


def set_crest(shop: Shop, *, person: Person, picture: Picture | None) -> None:
    policies.can_edit(person, shop).require()
    Shop.objects.filter(pk=shop.pk).update(crest=picture)


def _create(
    *, name: str, host: str, currency: str, country: str, about: str, lang: str, opened_by: Person | None, at: datetime
) -> Shop:
    host, problems = _checked(name=name, host=host, country=country, about=about)
    try:
        currency = money.currency_of(currency)
    except money.UnknownCurrency:
        problems["currency"] = _NO_CURRENCY
    if problems:
        raise Refused(problems)
    shop = Shop(
        name=name.strip(),
        host=host,
        currency=currency,
        country=country,
        about=about.strip(),
        lang=lang,
        opened_by=opened_by,
        opened_at=at,
    )
    with transaction.atomic():
        shop.slug = free_slug(name)
        _save(shop)
        events.record(ShopChanged(shop_id=shop.pk), at=at)
    return shop


def _checked(*, name: str, host: str, country: str, about: str) -> tuple[str, Problems]:
    problems: Problems = {}
    if not name.strip():
        problems["name"] = _("A shop needs a name.")
    elif len(name.strip()) > MOST_NAME:
        problems["name"] = _("A name has at most 80 characters.")
    if len(about) > MOST_ABOUT:
        problems["about"] = _("At most 2,000 characters, please.")
    if country and country not in countries.codes():
        problems["country"] = _("This is not the code of a country.")
    try:
        host = hosts.normalised(host)
    except hosts.NotAHost as wrong:
        problems["host"] = wrong.reason
    return host, problems


def _save(shop: Shop) -> None:
    if shop.host and Shop.objects.filter(host=shop.host).exclude(pk=shop.pk).exists():
        raise Refused({"host": _TAKEN})
    try:
        with transaction.atomic():
            shop.save()
    except IntegrityError:
        # Two at once: the other one was first.
        raise Refused({"host": _TAKEN}) from None


def free_slug(name: str) -> str:
    """Return a tail for the shop's address that no other shop has."""
    wanted = ids.words(name, most=50) or "shop"
    if wanted in RESERVED:
        wanted = f"{wanted}-shop"
    taken = set(Shop.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in _numbered(wanted) if slug not in taken)


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    yield from (f"{wanted}-{number}" for number in count(2))
