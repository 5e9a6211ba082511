"""Whatever editors did to an archive of many scripts, its export comes back as it was."""

import random

import pytest
from django.utils import timezone

from archive.models import Quote
from tests.nasty import DEEDS, nasty_quote
from tests.transfer.test_nasty_texts import comes_back

MANY = [0, 1, *(pytest.param(seed, marks=pytest.mark.drill) for seed in range(2, 60))]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", MANY)
def test_the_export_of_a_worked_on_archive_comes_back(seed):
    rng = random.Random(seed)
    quotes = [nasty_quote(rng) for _ in range(6)]
    times = [timezone.now()]
    for _ in range(15):
        rng.choice(DEEDS)(rng, Quote.objects.get(pk=rng.choice(quotes).pk), times)
    comes_back()
