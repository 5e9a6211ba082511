"""The sender, killed at random moments: every mail arrives at least once, none with another Message-ID, none of a draft."""

import random
import signal
import subprocess
import sys
import time
from collections import defaultdict

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from archive.models import Delivery, Told
from archive.outputs.share.mail.compose import compose
from archive.search.index.building import build
from tests.builders import make_quote
from tests.operations.conftest import environment
from tests.share.test_follow import LATER, follow
from tests.share.test_smtp import post  # noqa: F401

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
FOLLOWERS, KILLS = 60, 20
CODE = """
import sys
from datetime import timedelta
import django; django.setup()
from django.utils import timezone
from archive.outputs.share.mail.compose import compose
from archive.outputs.share.mail.send import send
now = timezone.now() + timedelta(hours=int(sys.argv[1]))  # what a killed process had in hand is due again
while compose(now) or send(now): pass
"""


def sender(directory, settings, hours):
    mail = {"EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}?tls=0"}
    env = {**environment(directory), **mail}
    return subprocess.Popen([sys.executable, "-c", CODE, str(hours)], env=env, cwd=django_settings.BASE_DIR)


def test_killed_twenty_times_no_mail_is_lost_or_another(post, settings, tmp_path):  # noqa: F811
    make_quote("Peace is near")
    make_quote("Not for readers", status="draft")
    build()
    for number in range(FOLLOWERS):
        follow(email=f"reader{number}@example.org")
    compose(timezone.now() + LATER)
    for kill in range(KILLS):
        process = sender(tmp_path, settings, 200 + 20 * kill)
        start = len(post.mails)
        until = time.monotonic() + 30
        while len(post.mails) < min(start + random.randint(1, 4), FOLLOWERS) and time.monotonic() < until:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert sender(tmp_path, settings, 1000).wait() == 0
    assert not Delivery.objects.exists()
    assert Told.objects.count() == FOLLOWERS
    ids = defaultdict(set)
    for mail in post.mails:
        ids[mail["To"]].add(mail["Message-ID"])
        assert "Not for readers" not in mail.as_string()
    assert len(ids) == FOLLOWERS
    assert all(len(of_one) == 1 for of_one in ids.values())
