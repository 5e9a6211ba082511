"""`manage.py import` of a large export, killed at random moments and repeated: the same archive as without, in flat memory."""

import os
import random
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count, Q

from archive.models import Quote
from archive.operations.demo.rows import fill
from archive.search.index import building
from archive.search.index.worker import Worker
from tests import tables
from tests.operations.conftest import environment

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
QUOTES, KILLS, FLAT_MB = 5_000, 10, 40


def exported(directory):
    call_command("export_all", directory)
    return (directory / "manifest.json").read_text()  # with the hashes of all files


def imported(directory, until=0):
    """Quotes that are in at its end, and megabytes it held at most; it is killed soon after `until` were in."""
    command, place = [sys.executable, "manage.py", "import", directory], environment(directory)
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=place, stderr=subprocess.PIPE, text=True)
    assert "run the same command again. What is in stays as it is" in process.stderr.readline()
    while Quote.objects.count() < until:
        time.sleep(0.02)
    if until:
        time.sleep(random.uniform(0, 0.5))
        process.kill()
    process.stderr.read()
    process.stderr.close()
    _, process.returncode, used = os.wait4(process.pid, 0)
    return Quote.objects.count(), used.ru_maxrss // 1024


def test_killed_ten_times_and_repeated_it_is_the_archive_that_was_exported(tmp_path):
    for size in (QUOTES // 10, QUOTES):
        fill(size)
        whole = exported(tmp_path / str(size))
        tables.empty()
    _, small = imported(tmp_path / str(QUOTES // 10))
    tables.empty()
    building.build()
    moments = [*sorted(random.sample(range(1, QUOTES), KILLS)), 0]
    *killed, (there, large) = [imported(tmp_path / str(QUOTES), moment) for moment in moments]
    print(f"\n  killed at {[n for n, _ in killed]} of {there}; {large} MB, {small} for a tenth")  # noqa: T201
    assert exported(tmp_path / "again") == whole
    made = Count("events", filter=Q(events__pgh_label="insert"))
    assert not Quote.objects.annotate(made=made).exclude(made=1).exists()
    while Worker().step():
        pass
    assert building.check().clean
    assert large < small + FLAT_MB
