"""What is searched: for each thing that can be found, the words it says."""

from django.conf import settings
from django.db import models

ROWS = 2**48
"""More of one kind than there will ever be."""


class Kind(models.IntegerChoices):
    """What an entry is about. Labels have none: there are 240, and they are looked through in memory."""

    PRODUCT = 1
    SHOP = 2
    COMMUNITY = 3
    POST = 4
    PERSON = 5

    @property
    def first(self) -> int:
        """The number that would be row 0 of this kind: entries of one kind stand together."""
        return int(self) * ROWS

    @property
    def last(self) -> int:
        return self.first + ROWS - 1

    def entry(self, number: int) -> int:
        return self.first + number


class Entry(models.Model):
    """
    The words of one row of another package, joined by spaces: a copy that may be made again at any time.

    Its key is made of the kind and the row's own number, so that a database finds "products" as a range of keys,
    without a look at each entry. What may be seen is never asked here, but of the row it is about.
    """

    id = models.BigIntegerField(primary_key=True)
    version = models.PositiveSmallIntegerField(default=0)
    """`words.VERSION` as it was read; 0 where it has not been read yet."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    """Whom it is about, or who wrote it: with them it goes."""
    # Last in the row, as they are long.
    words = models.TextField(blank=True)
    name = models.TextField(blank=True)
    body = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{Kind(self.id // ROWS).name.lower()} {self.id % ROWS}"
