"""What readers were told is gone stays so, with its reason and its day, until it is published again."""

from importlib import import_module

import pytest
from django.db import connection

from archive.editing.confirming import listed, read
from archive.editing.transcripts.publishing import take_whole
from archive.editing.workflow import STEPS, take
from archive.models import Quote
from tests.admin.conftest import make_user
from tests.builders import make_quote

pytestmark = pytest.mark.django_db
REASON, SECRET = "It was Bob who said it.", "Secret work"
SAID_GONE = {
    "/quotes/{}/": 410,
    "/quotes/{}/embed/": 410,
    "/api/v1/quotes/{}/": 410,
    "/api/v1/changes/?limit=100": 200,
    "/corrections/": 200,
    "/feed/corrections/": 200,
    "/changes/": 200,
}


@pytest.fixture(params=["draft", "review"])
def again(request):
    quote, pia = make_quote(), make_user("pia", "Publisher")
    steps = ("withdraw", "reopen", "submit")[: 3 if request.param == "review" else 2]
    for step in steps:
        assert take(STEPS[step], quote, pia, REASON) == []
    Quote.objects.filter(pk=quote.pk).update(public_note=SECRET, text=SECRET)
    quote.refresh_from_db()
    return quote


@pytest.mark.parametrize("four_eyes", [False, True])
def test_a_withdrawn_quote_tells_its_reason_while_it_is_a_draft_again(client, again, settings, four_eyes):
    settings.FOUR_EYES = four_eyes
    since = Quote.objects.withdrawn().get().public_since
    assert since
    for address, status in SAID_GONE.items():
        answer = client.get(address.format(again.pk))
        page = answer.content.decode()
        assert (answer.status_code, REASON in page, "ecret" in page) == (status, True, False), address
    assert client.get(f"/q/{again.pk}@1")["Location"] == f"/quotes/{again.pk}/"


def take_alone(quote, step, user):
    return take(step, quote, user)


def take_with_others(quote, step, user):
    seen = read(listed(Quote.objects.with_sources()))
    return [problem for _, problems in take_whole(quote.article, step, user, seen) for problem in problems]


@pytest.mark.parametrize("taken", [take_alone, take_with_others])
def test_publishing_it_again_takes_the_reason_away(client, again, taken):
    Quote.objects.update(text="Peace is near")
    assert taken(again, STEPS["publish"], make_user("paul", "Publisher")) == []
    assert client.get(Quote.objects.get().get_absolute_url()).status_code == 200
    assert Quote.objects.get().withdrawn_reason == ""
    assert not Quote.objects.withdrawn().exists()


def test_a_draft_that_nobody_read_has_no_public_reason(client):
    quote = make_quote(status="draft", withdrawn_reason=REASON)
    assert client.get(f"/quotes/{quote.pk}/").status_code == 404


def test_those_that_were_taken_up_before_have_their_reason_again(again):
    Quote.objects.update(withdrawn_reason="")
    with connection.cursor() as cursor:
        cursor.execute(import_module("archive.migrations.0038_withdrawn_until_published").PUT_BACK)
    assert Quote.objects.withdrawn().get().withdrawn_reason == REASON
