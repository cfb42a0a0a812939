"""
What people write, made safe to show.

Everything returned as HTML has passed nh3 last; nothing is added to it afterwards (SAFETY, rule 3).
"""

from .characters import TRICKS, UNKEEPABLE, line
from .foreign import clean_html
from .languages import language_of
from .reading import links, mentions, plain
from .rendering import MOST, render

__all__ = ["MOST", "TRICKS", "UNKEEPABLE", "clean_html", "language_of", "line", "links", "mentions", "plain", "render"]
