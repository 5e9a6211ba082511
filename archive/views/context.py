"""What every page may ask for."""

from collections.abc import Callable

from django.http import HttpRequest

from archive.models.outbox import Epoch
from archive.outputs.wording import absolute


def made_up(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """Whether the archive was filled by `manage.py demo`; asked only by a page that says so."""
    known = getattr(request, "generation", None)
    return {"made_up": (lambda: known.made_up) if known else Epoch.objects.filter(made_up=True).exists}


def on_paper(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """Where a printed page came from."""
    return {"address": lambda: absolute(request.get_full_path())}
