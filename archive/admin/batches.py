"""The country or the role of many chosen quotes: looked at first, then set as it was listed."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize

from archive.admin.base import DeskAdmin
from archive.admin.quote_steps import tell_problems
from archive.admin.widgets import Autocomplete
from archive.editing.batches import PUBLISHED, plan, set_for
from archive.editing.confirming import CHANGED, as_listed, listed, read, version_in
from archive.editing.workflow import Outcomes
from archive.models import Attribution, Country, Quote, Role

AT_ONCE = 200
FACTS: dict[str, tuple[str, QuerySet[Any]]] = {
    "country": ("Country spoken for", Country.objects.all()),
    "role": ("Role held at the time", Role.objects.select_related("speaker", "organisation", "country")),
}


class FactForm(forms.Form):
    reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Public: needed where one of the quotes is published.",
    )

    def __init__(self, name: str, site: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label, rows = FACTS[name]
        field = forms.ModelChoiceField(rows, label=label)
        field.widget = Autocomplete(Attribution._meta.get_field(name), site, choices=field.widget.choices)
        self.fields = {"fact": field, **self.fields}

    def as_listed(self) -> bool:
        """Whether it still says what was shown before it was confirmed."""
        return str(self.cleaned_data["fact"].pk) == self.data.get("listed")


def fact_actions() -> dict[str, Any]:
    return {f"set_{name}": (partial(batch, name=name), f"set_{name}", f"Set the {name} …") for name in FACTS}


def batch(desk: DeskAdmin, request: HttpRequest, queryset: QuerySet[Quote], name: str) -> HttpResponse | None:
    chosen = Quote.objects.filter(pk__in=queryset.values("pk"))
    quotes = list(chosen.with_sources()[:AT_ONCE])
    sent = request.POST if {"looked", "confirmed"} & set(request.POST) else None
    form = FactForm(name, desk.admin_site, sent)
    plans = plans_of(form, quotes, request.user)
    if "confirmed" in request.POST and form.is_valid() and form.as_listed():
        report(request, set_all(form, quotes, request))
        return None
    return desk.render(
        request,
        "quote_batch",
        f"Set the {name}: {len(quotes)} quote{pluralize(len(quotes))}",
        form=form,
        media=form.media,
        quotes=quotes,
        plans=plans,
        changing=sum(not problems for *_, problems in plans),
        left_out=chosen.count() - len(quotes),
        seen=listed(quotes),
        action=f"set_{name}",
        action_name=ACTION_CHECKBOX_NAME,
    )


def plans_of(form: FactForm, quotes: list[Quote], user: Any) -> list[tuple[Quote, str, str, list[str]]]:
    """None before the form is sent and right; it is not, where a reason is missing that readers would see."""
    if not form.is_valid():
        return []
    plans = [(quote, *plan(quote, form.cleaned_data["fact"], user)) for quote in quotes]
    public = any(quote.status == PUBLISHED and not problems for quote, *_, problems in plans)
    if public and not form.cleaned_data["reason"].strip():
        form.add_error("reason", "Say why: one of the quotes is published, and readers see what changes.")
    return plans


def set_all(form: FactForm, quotes: list[Quote], request: HttpRequest) -> Outcomes:
    """What was listed, as it was listed."""
    seen, fact = read(request.POST.get("seen", "")), form.cleaned_data["fact"]
    reason = form.cleaned_data["reason"].strip()
    same = as_listed(seen, quotes)
    return [
        (
            quote,
            set_for(quote, fact, request.user, reason, version_in(seen, quote))
            if quote.pk in same
            else [CHANGED],
        )
        for quote in quotes
    ]


def report(request: HttpRequest, outcomes: Outcomes) -> None:
    done = sum(not problems for _, problems in outcomes)
    if done:
        messages.success(request, f"{done} quote{pluralize(done, ' was,s were')} changed.")
    tell_problems(request, outcomes)
