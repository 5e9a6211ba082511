"""10,000 followers of 2,000 searches and 500 new quotes: what telling them costs."""

import json
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from itertools import cycle, islice

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from archive.models import Delivery, Follow, Follower, Quote, Speaker, Told
from archive.search.index.building import build
from tests.operations.conftest import environment
from tests.operations.many import WORDS, make_many
from tests.share.test_smtp import post  # noqa: F401
from tests.tables import silent_triggers

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
FOLLOWERS, SEARCHES, NEW, QUOTES = 10_000, 2_000, 500, 10_000
CODE = """
import json, resource
from collections import Counter
import django; django.setup()
from django.db import connection
from archive.outputs.share.mail.compose import compose
from archive.outputs.share.mail.send import send
counts = {"compose": Counter(), "send": Counter()}
def counted(act):
    asked = []
    with connection.execute_wrapper(lambda run, *rest: asked.append(1) or run(*rest)):
        done = act()
    if done:
        counts[act.__name__][len(asked)] += 1
    return done
while counted(compose): pass
composed = resource.getrusage(resource.RUSAGE_SELF)
while counted(send): pass
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"composing": composed.ru_utime + composed.ru_stime, "seconds": used.ru_utime + used.ru_stime,
    "megabytes": used.ru_maxrss / 1024, **counts}))
"""


def searches():
    """As readers write them: people, countries, words, and all of these together."""
    people = [f"speaker={pk}" for pk in Speaker.objects.order_by("pk").values_list("pk", flat=True)]
    places = [f"country={code}" for code in ("US", "KP", "KR", "RU", "JP")]
    words = [f"q={word}" for word in WORDS] + [f"q={one}+{other}" for one in WORDS for other in WORDS]
    both = [f"{one}&published_from={year}" for year in range(2000, 2010) for one in people]
    return list(islice([*people, *places, *words, *both], SEARCHES))


@pytest.fixture
def followed(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    make_many(QUOTES)
    now = timezone.now()
    with silent_triggers(Quote):
        latest = Quote.objects.order_by("-pk").values("pk")[:NEW]
        Quote.objects.filter(pk__in=latest).update(published_at=now)
    build()
    readers = Follower.objects.bulk_create(Follower(email=f"r{n}@example.org") for n in range(FOLLOWERS))
    then = now - timedelta(days=1)
    pairs = zip(readers, cycle(searches()), strict=False)
    Follow.objects.bulk_create(
        Follow(follower=reader, search=search, confirmed_at=then, looked_at=then) for reader, search in pairs
    )


def test_ten_thousand_followers_are_told_in_a_minute_of_work(followed, post, settings, tmp_path):  # noqa: F811
    mail = {"EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}?tls=0"}
    env = {**environment(tmp_path), **mail}
    told = subprocess.run(
        [sys.executable, "-c", CODE], env=env, cwd=django_settings.BASE_DIR, check=True, capture_output=True
    )
    cost = json.loads(told.stdout)
    sys.stdout.write(f"\n{cost}; {len(post.mails)} mails of {Told.objects.count()} quotes\n")
    assert not Delivery.objects.exists()
    assert Counter(mail["To"] for mail in post.mails).most_common(1)[0][1] == 1
    assert cost["seconds"] < 60
    assert cost["megabytes"] < 300
    assert max(int(queries) for counted in (cost["compose"], cost["send"]) for queries in counted) < 30
