"""What running a town keeps for itself."""

from django.db import models


class Simulation(models.Model):
    """How far the people of a demo town have lived, and when each of them comes next; one row, or none."""

    seed = models.PositiveIntegerField()
    anchor = models.DateTimeField()
    """When the town was filled: the files count their words from here."""
    began_at = models.DateTimeField()
    """The first simulated moment."""
    until = models.DateTimeField()
    """Everything up to here has happened."""
    slept = models.DurationField()
    """How much of the time since `anchor` was passed over, altogether: nobody lived it, and no word was due in it."""
    plans = models.JSONField(default=dict)
    """By the number of a simulated person: when their next visit ends, in seconds since 1970, and their mood, 0 … 1."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="simulation_is_one")]

    def __str__(self) -> str:
        return f"until {self.until}"
