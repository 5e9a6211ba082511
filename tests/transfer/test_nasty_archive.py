"""Whatever editors did to an archive of many scripts, its export comes back as it was."""

import random

import pytest
from django.utils import timezone

from archive.models import Article, Quote
from archive.transfer.write import bundle, encode
from tests.nasty import DEEDS, nasty_quote
from tests.transfer.test_nasty_texts import come_in
from tests.transfer.test_round_trip import empty_the_archive
from tests.transfer.test_tables import exported

MANY = [0, 1, *(pytest.param(seed, marks=pytest.mark.drill) for seed in range(2, 60))]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", MANY)
def test_the_export_of_a_worked_on_archive_comes_back(seed):
    rng = random.Random(seed)
    quotes = [nasty_quote(rng) for _ in range(6)]
    times = [timezone.now()]
    for _ in range(15):
        rng.choice(DEEDS)(rng, Quote.objects.get(pk=rng.choice(quotes).pk), times)
    as_json, as_table = encode(bundle()), exported()
    empty_the_archive()
    come_in(as_json)
    assert encode(bundle()) == as_json
    Quote.objects.all().delete()
    Article.objects.all().delete()
    come_in(as_table.encode())
    assert exported() == as_table
