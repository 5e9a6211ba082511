from typing import Any

from django import template
from django.utils.safestring import SafeString

from archive.outputs.share import tags
from archive.text.tongue import ENGLISH, speaking

register = template.Library()


@register.simple_tag(takes_context=True)
def share_head(context: dict[str, Any]) -> SafeString:
    """Pages of errors have no request, or show nothing that may be passed on."""
    request = context.get("request")
    if not request:
        return SafeString("")
    with speaking(ENGLISH):  # but a search is said as the page says it: its address leads to that page
        return tags.head(request, context.get("described", ""))
