"""Files that shops export, read into the catalogue. A new source is one module and one name in SOURCES."""

from django.utils.translation import gettext as _

from .records import Feed, FileRefused, Source
from .shopify_csv import ShopifyCsv

AUTO = "auto"
SOURCES: dict[str, Source] = {source.key: source for source in (ShopifyCsv(),)}


def choose(key: str, feed: Feed) -> Source:
    """
    Return the source named `key`, or for "auto" the one surest that the file is its own.

    Raises FileRefused with what is missing and how to mend it, if the one chosen could not read the file.
    """
    recognised = {name: source.recognise(feed) for name, source in SOURCES.items() if key in (AUTO, name)}
    if not recognised:
        raise FileRefused(
            _("There is no source “%(key)s”; there are: %(known)s.") % {"key": key, "known": _(", ").join(SOURCES)}
        )
    best = max(recognised, key=lambda name: (not recognised[name].missing, recognised[name].sure))
    if missing := recognised[best].missing:
        names = _(", ").join(f"“{name}”" for name in missing)
        told = _("To be read as “%(label)s” the file lacks the columns %(missing)s.")
        raise FileRefused(f"{told % {'label': SOURCES[best].label, 'missing': names}} {SOURCES[best].advice(feed)}")
    return SOURCES[best]
