"""The worker, killed at random moments of an import: whole articles or none, and the rest on the next start."""

import json
import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from archive.models import Article, ImportJob, Quote
from tests.operations.conftest import environment

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ARTICLES, QUOTES = 30, 5
CODE = "import django; django.setup(); from archive.transfer.jobs import run_next; run_next()"


def text(number):
    return "\n".join([f"Article {number}", *(f"“Words {number} {n}.”" for n in range(QUOTES))])


def article(number):
    starts = [text(number).index(f"Words {number} {n}.") for n in range(QUOTES)]
    quotes = [
        {"ref": f"q{number}-{n}", "kind": "direct", "spans": [{"part": "words", "start": at, "end": at + 5}]}
        for n, at in enumerate(starts)
    ]
    return {"ref": f"a{number}", "title": f"Article {number}", "text": text(number), "quotes": quotes}


def worker(directory):
    return subprocess.Popen([sys.executable, "-c", CODE], env=environment(directory), cwd=settings.BASE_DIR)


def test_killed_twenty_times_it_leaves_whole_articles_or_none(transactional_db, tmp_path):
    content = json.dumps({"articles": [article(number) for number in range(ARTICLES)]}).encode()
    ImportJob.objects.create(
        name="f", content=content, state="queued", by=User.objects.create_superuser("grace")
    )
    for _ in range(20):
        process = worker(tmp_path)
        time.sleep(random.uniform(1.0, 3.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert {each.quotes.count() for each in Article.objects.all()} <= {QUOTES}
    assert worker(tmp_path).wait() == 0
    assert (Article.objects.count(), Quote.objects.count()) == (ARTICLES, ARTICLES * QUOTES)
