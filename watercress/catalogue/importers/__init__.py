"""Files that shops export, read into the catalogue. A new source is one module and one name in SOURCES."""

from collections import Counter
from collections.abc import Mapping
from itertools import islice

from django.utils.translation import gettext as _

from .google_table import GoogleTable
from .google_xml import GoogleXml
from .mapped_csv import MappedCsv
from .product_page import ProductPage
from .records import Feed, FileRefused, Recognition, Source, SourceProduct
from .shopify_csv import ShopifyCsv
from .woocommerce_csv import WooCommerceCsv

AUTO = "auto"
FIRST = 50
MAPPED = MappedCsv.key
SOURCES: dict[str, Source] = {
    source.key: source for source in (ShopifyCsv(), WooCommerceCsv(), GoogleXml(), GoogleTable(), ProductPage())
}
"""Those that know a file by itself; MAPPED stands beside them, and needs a mapping."""


def choose(key: str, feed: Feed, *, mapping: Mapping[str, str] | None = None) -> Source:
    """
    Return the source named `key`, or for "auto" the one surest that the file is its own; "mapped" goes by `mapping`.

    Raises FileRefused with what is missing and how to mend it, if the one chosen could not read the file.
    """
    if key == MAPPED:
        return _mapped(feed, mapping or {})
    if key not in (AUTO, *SOURCES):
        known = _(", ").join((*SOURCES, MAPPED))
        raise FileRefused(_("There is no source “%(key)s”; there are: %(known)s.") % {"key": key, "known": known})
    recognised = _recognised(feed, [name for name in SOURCES if key in (AUTO, name)])
    best = max(recognised, key=lambda name: (not recognised[name].missing, recognised[name].sure))
    if missing := recognised[best].missing:
        names = _(", ").join(f"“{name}”" for name in missing)
        told = _("To be read as “%(label)s” the file lacks the columns %(missing)s.")
        reason = f"{told % {'label': SOURCES[best].label, 'missing': names}} {SOURCES[best].advice(feed)}"
        if recognised[best].sure < 1:
            reason += " " + _("Or choose “%(label)s” and say which column is which.") % {"label": MappedCsv.label}
        raise FileRefused(reason)
    return SOURCES[best]


def currency_of(source: Source, feed: Feed, *, otherwise: str) -> str:
    """Return the currency most of a file's first products are in; `otherwise` is meant where they name none."""
    told = (each for each in source.read(feed, currency=otherwise) if isinstance(each, SourceProduct))
    named = Counter(product.currency for product in islice(told, FIRST))
    return named.most_common(1)[0][0] if named else otherwise


def _recognised(feed: Feed, names: list[str]) -> dict[str, Recognition]:
    """Ask each source; raises the first refusal if it is everybody's."""
    recognised: dict[str, Recognition] = {}
    refusals: list[FileRefused] = []
    for name in names:
        try:
            recognised[name] = SOURCES[name].recognise(feed)
        except FileRefused as refusal:
            refusals.append(refusal)
    if not recognised:
        raise refusals[0]
    return recognised


def _mapped(feed: Feed, mapping: Mapping[str, str]) -> Source:
    source = MappedCsv(mapping)
    if source.recognise(feed).missing:
        raise FileRefused(source.advice(feed))
    return source
