"""What `watercress bench` measures: a name and a function that writes its figures, line by line."""

from collections.abc import Callable, Iterator

from .home import home
from .pages import pages
from .search import search
from .writes import writes

MEASURES: dict[str, Callable[..., Iterator[str]]] = {"writes": writes, "home": home, "search": search, "pages": pages}
