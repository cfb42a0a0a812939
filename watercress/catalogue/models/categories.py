from django.db import models
from django.utils import translation


class Category(models.Model):
    """A department of the town's own small tree, in both languages, and the Google ids that file under it."""

    slug = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    en = models.CharField(max_length=60)
    zh = models.CharField(max_length=60)
    google_ids = models.JSONField(default=list)
    ord = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["ord"]

    def __str__(self) -> str:
        return self.slug

    @property
    def path(self) -> list["Category"]:
        """From the top of the tree down to this one; asks for each step that was not read with it."""
        return [*(self.parent.path if self.parent else []), self]

    @property
    def name(self) -> str:
        return self.zh if (translation.get_language() or "").startswith("zh") else self.en
