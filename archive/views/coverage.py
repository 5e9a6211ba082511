from typing import Any

from archive.models import Quote


def coverage() -> dict[str, Any]:
    """What an empty result may be measured against."""
    return Quote.objects.published().coverage()
