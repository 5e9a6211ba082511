"""Whatever stands in the archive and whatever a file says of it: the check refuses what the database would."""

import json
import random
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from archive.models import Role
from archive.transfer.commit import commit
from archive.transfer.jobs import stage
from archive.transfer.staging import Rules
from tests.builders import make_article, make_country, make_quote, make_speaker
from tests.transfer.test_staging import RAW

DAYS = [None, "0024-03-05", "1995-05-05", "2010-02-02", "2015-03-18", "2017-01-01", "2024-06-20"]
SPANS = [{"part": "words", "start": 11, "end": 24}]


def some(rng, **chances):
    """Each name with one of its values, unless that is None."""
    picked = {name: rng.choice(values) for name, values in chances.items()}
    return {name: value for name, value in picked.items() if value is not None}


def office(rng):
    start, end = rng.choice([None, None, "2012-01-01"]), rng.choice([None, "2011-12-24", "2016-05-01"])
    precision = ["day", "month", "year", "unknown" if rng.random() < 0.1 else "day"]
    dates = some(rng, start=[start], end=[end])
    return {**dates, **{f"{name}_precision": rng.choice(precision) for name in dates}}


def union(rng):
    return some(rng, valid_from=[None, "1922-12-30"], valid_to=[None, "1991-12-26", "2016-01-01"])


def said(rng):
    if rng.random() < 0.4:
        return {}
    day = rng.choice(DAYS[1:])
    last = day if rng.random() < 0.7 else rng.choice(DAYS[1:])
    basis = rng.choice(["editor", "editor", "explicit", "none"])
    return {
        "said_earliest": day,
        "said_latest": last,
        "said_precision": rng.choice(["day", "year"]),
        "said_basis": basis,
    }


def spoken(rng):
    return {
        "speaker": rng.choice(["ada", "ada", "bob"]),
        **some(rng, role=["r", "r", None], country=["SU", None]),
    }


def stored(rng):
    """Of an archive as the database takes it."""
    make_country("SU", "Soviet Union", **union(rng))
    ada = make_speaker(ref="ada")
    bob = make_speaker("Bob", ref="bob", canonical=rng.choice([None, None, ada]))
    role = Role.objects.create(ref="r", speaker=ada, title="Minister", **office(rng))
    article = make_article(
        RAW, ref="a", published_on=rng.choice([None, date(2015, 3, 20), date(2024, 6, 25)])
    )
    held = {"role": rng.choice([None, role]), "country_id": rng.choice([None, "SU"])}
    given = {"said": None, **said(rng)}
    status = rng.choice(["draft", "published", "published"])
    make_quote(
        speaker=rng.choice([ada, bob]), article=article, ref="q", status=status, attribution=held, **given
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def written(rng):
    """A file about the same."""
    quotes = [
        {
            "ref": ref,
            "kind": rng.choice(["direct", "direct", "indirect"]),
            "spans": SPANS,
            "status": rng.choice(["draft", "published", "published"]),
            "attributions": [spoken(rng)] if rng.random() < 0.8 else [],
            **said(rng),
        }
        for ref in rng.choice([["q"], ["new"], ["q", "new"], []])
    ]
    ada = {"ref": "ada", "name": "Ada Lovelace", "roles": [{"ref": "r", "title": "Minister", **office(rng)}]}
    bob = {"ref": "bob", "name": "Bob", **some(rng, canonical=[None, None, "ada"])}
    article = {
        "ref": "a",
        "title": "T",
        "text": RAW,
        "quotes": quotes,
        **some(rng, published_on=DAYS, updated_on=[None, None, *DAYS]),
    }
    return {
        "format": "statement-archive/1",
        "countries": rng.choice([[], [{"code": "SU", "name": "Soviet Union", **union(rng)}]]),
        "speakers": [each for each in (ada, bob) if rng.random() < 0.5],
        "articles": [article],
    }


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["skip", "merge", "replace"])
@pytest.mark.parametrize("first", [0, pytest.param(30, marks=pytest.mark.drill)])
def test_what_the_check_lets_through_goes_in(mode, first):
    failed = {}
    for seed in range(first, first * 30 + 30):
        rng = random.Random(seed)
        with transaction.atomic():
            try:
                with transaction.atomic():
                    stored(rng)
            except IntegrityError:
                continue
            data = json.dumps(written(rng)).encode()
            staged = stage(data, Rules(mode=mode))
            if told := commit(staged.bundle, mode).failed:
                failed[seed] = told
            transaction.set_rollback(True)
    assert failed == {}
