"""What the archive covers: the home page, the page about it and empty results count the same."""

from typing import Any

from archive.models import Outlet, Quote
from archive.models.remembered import remembered


@remembered("quote", "article", "outlet")
def coverage() -> dict[str, Any]:
    """What an empty result may be measured against; at size, counting takes longer than all else on a page."""
    outlets = Outlet.objects.public().values_list("name", flat=True)
    return {**Quote.objects.published().coverage(), "outlet_names": tuple(outlets)}
