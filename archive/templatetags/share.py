from typing import Any

from django import template
from django.utils.safestring import SafeString

from archive.outputs.share import tags

register = template.Library()


@register.simple_tag(takes_context=True)
def share_head(context: dict[str, Any]) -> SafeString:
    """Pages of errors have no request, or show nothing that may be passed on."""
    request = context.get("request")
    return tags.head(request, context.get("described", "")) if request else SafeString("")
