from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive.outputs.share import tags

register = template.Library()


@register.simple_tag(takes_context=True)
def share_head(context: dict[str, Any]) -> SafeString:
    """Pages of errors have no request, or show nothing that may be passed on."""
    request = context.get("request")
    if not request:
        return SafeString("")
    asked = context.get("asked")
    of_all = asked is not None and not asked.pairs and tags.has_words(request)
    described = "" if of_all else context.get("described", "")
    how = gettext("Who said what, when, in which role, and who reported it in which words")
    return tags.head(request, described, how)
