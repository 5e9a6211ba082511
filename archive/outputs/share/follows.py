"""Following a search by e-mail, without an account: asked for here, confirmed and stopped by secret links."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from archive.models import Delivery, Follow, Follower, Quote
from archive.operations.clients import address
from archive.operations.declared import takes_a_form, unkept
from archive.operations.limits import rate_of, searches, slow_down, wait_for
from archive.outputs.feeds import title
from archive.outputs.share.mail import links
from archive.outputs.share.mail.send import named
from archive.outputs.share.mail.stopping import end
from archive.query import Asked
from archive.query.filters import read_quotes
from archive.search.finding import among
from archive.text.tongue import spoken

MONTH = timedelta(days=30)
AN_ADDRESS = "3/day"  # mails that anybody may have sent to one address by asking to follow
SAME = re.compile(r"\+[^@]*|\.(?=[^@]*@)")  # mail to a.d.a+anything reaches ada, at many providers
FOLLOWS = 50  # of one address


class AskForm(forms.Form):
    email = forms.EmailField(max_length=254, label="E-mail address")
    every = forms.ChoiceField(choices=Follow.Every.choices, initial="day", label="How often")


class ChangeForm(forms.Form):
    every = forms.ChoiceField(choices=Follow.Every.choices, required=False)
    act = forms.ChoiceField(choices=[(a, a) for a in ("confirm", "change", "stop")])


# These forms act for nobody who is signed in: there is no session to ride on, so they need no token against that,
# and readers get no cookie.
@searches
@unkept
@csrf_exempt
@never_cache
@takes_a_form
def ask(request: HttpRequest) -> HttpResponse:
    asked = read_quotes(request.GET)
    month = last_month(asked)
    form = AskForm(request.POST or None)
    if request.method == "POST":
        if wait := wait_for("follow", address(request), rate_of(settings.RATES["follow"])):
            return slow_down(wait)
        if form.is_valid():
            begin(form.cleaned_data["email"], asked.found.removeprefix("?"), form.cleaned_data["every"])
            return render(request, "follow/asked.html", {"files": not settings.EMAIL_URL, "asked": asked})
    asking = request.method != "POST"
    context = {"asked": asked, "form": form, "name": title(asked), "month": month if asking else None}
    return render(request, "follow/ask.html", context, status=400 if form.errors else 200)


def last_month(asked: Asked) -> int:
    recent = Quote.objects.published().filter(published_at__gt=timezone.now() - MONTH)
    return len(among(asked, recent.values_list("pk", flat=True)))


def begin(email: str, search: str, every: str) -> None:
    """Always a mail and nothing else, whether the address is known or not; too many for one address are dropped."""
    email = email.lower()
    if wait_for("follow-address", SAME.sub("", email), rate_of(AN_ADDRESS)):
        return
    with transaction.atomic():
        follower, _ = Follower.objects.select_for_update().get_or_create(email=email)
        if follower.follows.count() < FOLLOWS:
            follow, _ = Follow.objects.get_or_create(
                follower=follower, search=search, defaults={"every": every, "language": spoken()}
            )
            if not follow.confirmed_at:
                follow.every, follow.language = every, spoken()
                follow.save(update_fields=["every", "language"])
            Delivery.objects.get_or_create(follow=follow, kind=Delivery.Kind.CONFIRM)


@unkept
@csrf_exempt
@never_cache
@takes_a_form
def followed(request: HttpRequest, token: str) -> HttpResponse:
    """One link for all: confirm, change, stop. It acts on a button alone, since programs open links in mails."""
    follow, done = links.followed(token), ""
    form = ChangeForm(request.POST)
    if follow and request.method == "POST" and form.is_valid():
        done = act(follow, form.cleaned_data)
        follow = None if done == "stopped" else follow
    return _page(request, follow, done)


def act(follow: Follow, asked: dict[str, Any]) -> str:
    if asked["act"] == "stop":
        end(follow)
        return "stopped"
    if asked["act"] == "confirm" and not follow.confirmed_at:
        follow.confirmed_at = follow.looked_at = timezone.now()
        follow.next_at = follow.confirmed_at
    follow.every, follow.language = asked["every"] or follow.every, spoken()
    if asked["act"] == "change":
        follow.next_at = timezone.now()
    follow.save()
    return "confirmed" if asked["act"] == "confirm" else "changed"


@unkept
@csrf_exempt
@never_cache
@takes_a_form
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs post here without a person looking (RFC 8058); people get the page with the button."""
    follow = links.followed(token)
    if request.method == "POST" and follow:
        end(follow)
        follow = None
    return _page(request, follow, "stopped" if follow is None and links.is_ours(token) else "")


def _page(request: HttpRequest, follow: Follow | None, done: str) -> HttpResponse:
    context: dict[str, Any] = {
        "follow": follow,
        "done": done,
        "name": named([follow.search])[follow.search] if follow else "",
    }
    if follow:
        context |= {
            "token": links.token(follow),
            "choices": Follow.Every.choices,
            "search": QueryDict(follow.search).urlencode(),
        }
    response = render(request, "follow/followed.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
