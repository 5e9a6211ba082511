"""Names that are looked up in rows say what names that are read as a whole say, whatever has changed since the rows were made."""

from io import StringIO
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Country, Epoch, Organisation, Speaker, SpeakerName, Spelling
from archive.search import name_rows
from archive.search.analysis import exact_terms
from archive.search.index import name_keeper as worker
from archive.search.index.name_keeper import NameKeeper
from archive.search.index.worker import Worker
from archive.search.language import parse
from archive.search.name_groups import called
from archive.search.spellings import Looked, Spellings, announce, expand, read_spellings
from tests.builders import make_country, make_organisation, make_quote, make_speaker
from tests.html import text_of
from tests.pages.conftest import settle
from tests.search.test_renewed_names import CHANGES, TEXTS, beside, make_names

pytestmark = pytest.mark.django_db(transaction=True)

LETTERS = st.sampled_from(
    [
        "a",
        "b",
        "e",
        "k",
        "o",
        "m",
        "n",
        "L",
        "é",
        "ß",
        "ﬁ",
        "İ",
        "'",
        "-",
        ".",
        "к",
        "о",
        "Д",
        "ї",
        "김",
        "정",
        "은",
        "北",
        "京",
        "م",
        "ح",
        "क",
        "7",
        "ﷺ",
    ]
)
PIECES = [
    "Kim",
    "Ким",
    "김",
    "Un",
    "US",
    "us",
    "Чен",
    "Jong-un",
    "O’Brien",
    "U.S.",
    "朝鲜",
    "Сергей",
    "Lavrov",
]
WORDS = st.one_of(st.sampled_from(PIECES), st.text(LETTERS, min_size=1, max_size=8))
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ACTS = st.sampled_from(["name", "alias", "drop", "merge", "delete", "new", "country", "organisation"])


@pytest.fixture(autouse=True)
def _many(monkeypatch):
    monkeypatch.setattr(worker, "LEAST", 1)
    monkeypatch.setattr(worker, "CHUNK", 2)
    read_spellings.forget()
    yield
    read_spellings.forget()


def made() -> None:
    names = NameKeeper()
    while names.go_on():
        pass


def looked_up() -> Spellings:
    found = read_spellings()
    assert isinstance(found, Looked)
    return found.for_one_search()


def terms(text):
    return tuple(exact_terms(text))


def told(names: Spellings, text: str, every: set[Any], begun: bool) -> dict[str, Any]:
    """All that is asked of names about a text."""
    ends = range(1, len(text) + 1) if begun else [len(text)]
    return {
        "named": names.named(terms(text)),
        "sounding": names.sounding(text),
        "others": names.others(terms(text), every),
        "begin with": {text[:end]: names.begin_with(text[:end]) for end in ends},
    }


def assert_equal(texts, *, begun=True):
    """Each asked by itself, and all together."""
    whole = Spellings(called())
    every = set(whole.known.groups)
    together = looked_up()
    together.about([(terms(text), text) for text in texts], texts)
    for text in texts:
        expected = told(whole, text, every, begun)
        for found in (together, looked_up()):
            assert told(found, text, every, begun) == expected, text


@pytest.mark.parametrize("folded", [False, True])
def test_rows_say_what_names_say_after_each_change(folded):
    people = make_names()
    made()
    assert_equal(TEXTS)
    for what, change in CHANGES.items():
        change(*people)
        if folded:
            made()
            assert not looked_up().changed, what
        assert_equal(TEXTS, begun=False)


def act(what, name, at):
    speakers = list(Speaker.objects.order_by("pk"))
    one, other = speakers[at % len(speakers)], speakers[(at // 7) % len(speakers)]
    chosen, stands_for_none = Speaker.objects.filter(pk=one.pk), not one.merged.exists()
    match what:
        case "name":
            chosen.update(name=name)
        case "alias":
            SpeakerName.objects.get_or_create(speaker=one, name=name)
        case "drop":
            SpeakerName.objects.filter(speaker=one).delete()
        case "merge":
            free = stands_for_none and one != other and not other.canonical_id
            chosen.update(canonical=other if free else None)
        case "delete":
            one.delete() if stands_for_none and len(speakers) > 2 else None
        case "new":
            make_speaker(name)
        case "country" | "organisation":
            {"country": Country, "organisation": Organisation}[what].objects.update(other_names=[name])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(NAMES, min_size=3, max_size=6, unique=True),
    st.lists(st.tuples(ACTS, NAMES, st.integers(0, 99), st.booleans()), max_size=8),
)
def test_rows_say_what_names_say_in_any_script(names, acts):
    SpeakerName.objects.all().delete()
    Speaker.objects.update(canonical=None)
    Speaker.objects.all().delete()
    make_country("KP", "North Korea")
    make_organisation("Ministry of Fuel")
    for name in names:
        SpeakerName.objects.create(speaker=make_speaker(name), name=f"{name} Kim")
    made()
    asked = [*names, *(name for _, name, _, _ in acts), *(word for name in names for word in name.split())]
    assert_equal(asked)
    for what, name, at, folded in acts:
        act(what, name, at)
        if folded:
            made()
        assert_equal(asked, begun=False)
    made()
    read_spellings.forget()
    assert not looked_up().changed
    assert_equal(asked, begun=False)


def test_a_search_asks_once_however_many_words_it_has():
    make_names()
    made()
    for typed in ("Kim", "Ким Чен Ын said DPRK and Lavrov have met in North Korea to talk of fuel"):
        found = looked_up()
        tree = parse(typed)
        with CaptureQueriesContext(connection) as asked:
            announce(found, tree, typed)
            expand(tree, found)
            found.begin_with(typed)
        assert sum("archive_spelling" in each["sql"] for each in asked) == 1


def test_a_page_asks_once_more_than_where_names_are_read_by_each_process(client, index_dir):
    make_quote("Peace is near in the north", make_names()[0])
    settle()
    asked = {}
    for kept in (False, True):
        if kept:
            made()
        read_spellings.forget()
        for typed in ("peace", "peace is near in the north"):
            client.get(f"/quotes/?q={typed}")
            with CaptureQueriesContext(connection) as captured:
                assert "Peace is near" in text_of(client.get(f"/quotes/?q={typed}"))
            asked[kept, typed] = len(captured)
        assert isinstance(read_spellings(), Looked) == kept
    assert asked[False, "peace"] == asked[False, "peace is near in the north"]
    assert {asked[True, typed] - asked[False, typed] for kept, typed in asked} == {1}


def test_the_worker_makes_the_rows_when_nothing_else_is_to_do(index_dir):
    make_names()
    settle()
    one = Worker()
    while one.rest():
        pass
    assert_equal(TEXTS, begun=False)


def test_few_names_are_read_by_each_process(monkeypatch):
    monkeypatch.setattr(worker, "LEAST", 1_000)
    make_names()
    made()
    assert not Spelling.objects.exists()
    assert not isinstance(read_spellings(), Looked)


def test_rows_of_other_rules_or_of_another_database_are_not_asked_and_made_anew(monkeypatch):
    make_names()
    made()
    Epoch.objects.update(value="00000000-0000-4000-8000-000000000000")
    read_spellings.forget()
    assert not isinstance(read_spellings(), Looked)
    made()
    read_spellings.forget()
    assert_equal(TEXTS)
    monkeypatch.setattr(name_rows, "VERSION", "another")
    read_spellings.forget()
    assert not isinstance(read_spellings(), Looked)
    Spelling.objects.filter(key="^kim").delete()
    made()
    read_spellings.forget()
    assert_equal(TEXTS)


def test_rows_that_are_made_anew_while_somebody_asks_are_not_believed(monkeypatch):
    make_names()
    made()
    kept = looked_up()
    Epoch.objects.update(spelled="")
    Spelling.objects.all().delete()
    whole = Spellings(called())
    read = Mock(side_effect=called)
    monkeypatch.setattr("archive.search.spellings.called", read)
    assert kept.sounding("Лавров") == whole.sounding("Лавров") != []
    assert kept.named(("dprk",)) == whole.named(("dprk",)) != []
    assert not isinstance(read_spellings(), Looked)
    assert read.call_count == 1


def test_a_worker_that_ends_in_between_leaves_nothing_wrong():
    people = make_names()
    begun = NameKeeper()
    assert begun.go_on()
    read_spellings.forget()
    assert not isinstance(read_spellings(), Looked)
    made()
    read_spellings.forget()
    for change in CHANGES.values():
        change(*people)
    folding = NameKeeper()
    assert folding.go_on()
    assert_equal(TEXTS, begun=False)
    read_spellings.forget()
    assert_equal(TEXTS, begun=False)
    made()
    assert_equal(TEXTS, begun=False)


def test_a_history_that_lost_what_the_rows_were_made_of_has_them_made_anew():
    kim, *_ = make_names()
    made()
    Speaker.objects.filter(pk=kim.pk).update(name="Zed Korea")
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE archive_speakerevent")
    make_speaker("Second Zed")
    read_spellings.forget()
    assert not isinstance(read_spellings(), Looked)
    made()
    read_spellings.forget()
    assert_equal([*TEXTS, "Zed Korea"])


def test_a_change_that_ends_after_one_with_a_higher_number_is_not_lost():
    make_names()
    made()
    names = NameKeeper()

    def go_on():
        names._look_at = 0.0
        while names.go_on():
            pass

    with transaction.atomic():
        make_speaker("Other Alias")
        beside(lambda: make_speaker("Later Name"))
        beside(go_on)
    go_on()
    assert not looked_up().changed
    assert_equal([*TEXTS, "Later", "Other Alias"])
    assert looked_up().begin_with("Later Other")


def test_what_is_typed_and_no_text_of_a_database_is_no_name():
    make_names()
    made()
    assert_equal(["\0kim", "\ud800", "", "ﷺ" * 200], begun=False)


def test_a_long_name_of_any_script_has_rows():
    long = make_speaker("김" * 66 + " " + "ﷺ" * 66 + " 정은" * 22)
    SpeakerName.objects.create(speaker=long, name=("北京" * 99))
    made()
    assert_equal([long.name, "北京" * 99, "Kim"], begun=False)


def test_the_rules_of_a_version_are_those_that_its_rows_were_made_by():
    """Where this fails because names sound otherwise, are read otherwise, or rows look otherwise: raise ROWS_VERSION too."""
    rows = sorted(
        row
        for name in (
            ["Kim Jong-un", "김정은", "Ким Чен Ын"],
            ["O’Brien"],
            ["U.S. of Ämerica", "北京", "Щедрин"],
        )
        for row in name_rows._rows(("speaker", 1), name)
    )
    assert (name_rows.ROWS_VERSION, digest(rows)) == (1, "bec7778de172785b")


def digest(rows) -> str:
    from hashlib import sha256

    return sha256(repr(rows).encode()).hexdigest()[:16]


def test_a_check_finds_rows_that_are_not_what_the_names_make_them(index_dir):
    kim, lavrov, second = make_names()
    settle()
    made()
    Speaker.objects.filter(pk=second.pk).update(name="Changed since")
    assert worker.check() == []
    call_command("index", "check", stdout=StringIO())
    Spelling.objects.filter(key="^kim").delete()
    Spelling.objects.create(key="^lavrov", named=f"speaker {lavrov.pk}")
    Spelling.objects.create(key="^nobody", named="speaker 999999")
    assert worker.check() == sorted([f"speaker {kim.pk}", f"speaker {lavrov.pk}", "speaker 999999"])
    with pytest.raises(CommandError, match="index build"):
        call_command("index", "check", stderr=StringIO())
    call_command("index", "build", stdout=StringIO(), verbosity=0)
    made()
    assert worker.check() == []
