"""`{% translate %}`, `{% blocktranslate %}` and `{% url %}` at a tenth of the time that Django's take, and what else a page
says of itself: its languages, its address, whether the archive is made up."""

from datetime import date
from functools import cached_property
from typing import Any

from django import template
from django.template.base import render_value_in_context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as do_url
from django.templatetags.i18n import BlockTranslateNode, do_block_translate, do_translate
from django.utils import timezone
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from archive.models import Epoch
from archive.query import absolute
from archive.query.parameters import in_tongue
from archive.text.tongue import (
    ENGLISH,
    NAMES,
    SCRIPTS,
    catalogue,
    day,
    gettext,
    ngettext,
    pgettext,
    spoken,
    stretch,
)

register = template.Library()


class Translate(template.Node):
    """`texts` are what `tests/messages.py` looks for in templates."""

    child_nodelists = ()

    def __init__(self, text: str) -> None:
        self.text, self.texts = text, [text]

    def render(self, context: template.Context) -> SafeString:
        return SafeString(gettext(self.text))  # of the catalogue, whose markup is ours


@register.tag
def translate(parser: Any, token: Any) -> template.Node:
    """With more than a text it is Django's."""
    match token.split_contents():
        case [_, text] if text[0] == text[-1] and text[0] in "'\"":
            return Translate(text[1:-1])
    node: template.Node = do_translate(parser, token)
    return node


class TranslateWith(template.Node):
    """A text with values in it. `one` and `many` are the texts, `names` of the values in them; `given` are those
    that the tag names, `counter` the name of the number that chooses."""

    child_nodelists = ()

    def __init__(self, node: BlockTranslateNode) -> None:
        self.one, names = node.render_token_list(node.singular)
        self.many, others = node.render_token_list(node.plural) if node.plural else ("", [])
        self.names = dict.fromkeys([*names, *others])
        self.given, self.counter = node.extra_context, node.countervar
        self.texts = [(self.one, self.many) if node.plural else self.one]
        if self.counter and node.counter:
            self.given = {**self.given, self.counter: node.counter}

    def render(self, context: template.Context) -> SafeString:
        values = {name: given.resolve(context) for name, given in self.given.items()}
        text = gettext(self.one)
        if self.counter:
            text = ngettext(self.one, self.many, values[self.counter])
        for name in self.names:
            values[name] = written(values[name] if name in values else context.get(name, ""), context)
        return SafeString(text % values)


def written(value: Any, context: template.Context) -> str:
    if isinstance(value, str):
        return str(conditional_escape(value) if context.autoescape else value)
    return str(value) if type(value) is int else render_value_in_context(value, context)


@register.tag
def blocktranslate(parser: Any, token: Any) -> template.Node:
    """Without a context and without `asvar`; with them it is Django's."""
    node = do_block_translate(parser, token)
    return node if node.message_context or node.asvar else TranslateWith(node)


class FixedAddress(template.Node):
    """`{% url %}` of a page that is always the same: looked up once."""

    child_nodelists = ()

    def __init__(self, node: URLNode) -> None:
        self.node = node

    def render(self, context: template.Context) -> str:
        return self.address

    @cached_property
    def address(self) -> str:
        return self.node.render(template.Context())


@register.tag
def url(parser: Any, token: Any) -> template.Node:
    node = do_url(parser, token)
    fixed = not any(given.is_var for given in (node.view_name, *node.args))
    return FixedAddress(node) if fixed and not node.kwargs and not node.asvar else node


@register.filter("day")
def day_in_words(value: date | None) -> str:
    return day(value) if value else ""


@register.filter
def until(first: date | None, last: date | None) -> str:
    return stretch(first, last)


@register.filter
def translated(text: str) -> str:
    """Of a text that is marked where it stands, such as the label of a choice."""
    return gettext(text)


@register.simple_tag
def tongue() -> str:
    return spoken()


@register.simple_tag(takes_context=True)
def languages(context: template.Context) -> list[tuple[str, str, str, str, bool]]:
    """Those that the page can be read in: code, name, the same page in it as a path and as an address from elsewhere,
    whether it is this one. English stands without a parameter; pages of errors may have no request."""
    if not (request := context.get("request")):
        return []
    query, now = request.META.get("QUERY_STRING", ""), spoken()
    found = ((code, name, in_tongue(request.path, query, code)) for code, name in NAMES.items())
    return [(code, name, path, absolute(path), code == now) for code, name, path in found]


@register.simple_tag(takes_context=True)
def own_address(context: template.Context) -> str:
    """Where a printed page came from, unless that is a secret."""
    request = context.get("request")
    if not request or (request.resolver_match and "token" in request.resolver_match.kwargs):
        return ""
    return absolute(request.get_full_path())


@register.simple_tag(takes_context=True)
def made_up(context: template.Context) -> bool:
    """Whether the archive was filled by `manage.py demo`."""
    if not (request := context.get("request")):
        return False
    known = getattr(request, "generation", None)
    return known.made_up if known else Epoch.objects.filter(made_up=True).exists()


@register.simple_tag
def texts_of_scripts() -> dict[str, str]:
    """What scripts say, by what stands in them; of a number the text for one under the one, else for many."""
    if spoken() == ENGLISH:
        return {}
    known: dict[Any, str] = catalogue(spoken(), SCRIPTS)._catalog  # type: ignore[attr-defined]
    return {key if isinstance(key, str) else key[0]: text for key, text in known.items() if key}


@register.simple_tag
def initials_of_months() -> SafeString:
    """As heads of columns; a language whose months have numbers has those."""
    letters = pgettext("the initials of the months", "J F M A M J J A S O N D").split()
    return format_html_join("", '<th scope="col" aria-hidden="true">{}</th>', ((one,) for one in letters))


@register.filter
def quotes(number: int) -> str:
    return ngettext("{number} quote", "{number} quotes", number).format(number=f"{number:,}")


@register.filter
def articles(number: int) -> str:
    return ngettext("{number} article", "{number} articles", number).format(number=f"{number:,}")


@register.simple_tag
def printed_today() -> str:
    return gettext("printed on {day}").format(day=day(timezone.localdate()))
