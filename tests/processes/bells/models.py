from django.db import models


class Bell(models.Model):
    rings_count = models.PositiveIntegerField(default=0)
    polished_count = models.PositiveIntegerField(default=0)


class Ring(models.Model):
    bell = models.ForeignKey(Bell, on_delete=models.CASCADE, related_name="rings")


class Effect(models.Model):
    """What a delivery brought about. Nothing here is unique: a doubled effect must show."""

    effect_key = models.CharField(max_length=301)
    event = models.CharField(max_length=100)
