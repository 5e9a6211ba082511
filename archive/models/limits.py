"""How much each client asked for lately."""

from django.db import models


class Usage(models.Model):
    """`key` is a keyed hash, of an address for one: dumps and logs of this table name nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    ends = models.DateTimeField(help_text="When counting begins anew")
    used = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index("ends", name="usage_ends")]

    def __str__(self) -> str:
        return f"{self.used} until {self.ends}"
