import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from archive import search
from archive.editing.duplicates import hold_apart, pairs, possible_duplicates
from archive.editing.merge import merge, undo
from archive.models import Attribution, Merge, Role, Speaker, SpeakerName
from archive.query import QuoteQuery
from archive.query.filters import read_quotes
from archive.search.index.worker import drain
from archive.text import name_key
from tests.builders import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_speaker()


@pytest.fixture
def lady():
    return make_speaker("Lady Lovelace")


def shown(speaker):
    return Speaker.objects.get(pk=speaker.pk).shown


def test_a_merge_is_a_pointer_and_quotes_keep_their_row(ada, lady):
    quote = make_quote(speaker=lady)
    assert merge(lady, ada, "Her own letters.") == []
    assert shown(lady) == ada
    assert quote.attributions.get().speaker == lady


def test_those_who_pointed_to_the_merged_come_along_and_go_back(ada, lady):
    countess = make_speaker("Countess of Lovelace")
    merge(countess, lady, "Peerage.")
    merge(lady, ada, "Letters.")
    assert shown(countess) == ada
    assert undo(Merge.objects.get(speaker=lady)) == []
    assert (shown(lady), shown(countess)) == (lady, lady)


def test_undoing_goes_in_order(ada, lady):
    countess = make_speaker("Countess of Lovelace")
    merge(countess, lady, "Peerage.")
    merge(lady, ada, "Letters.")
    assert "undo the later merge first" in undo(Merge.objects.get(speaker=countess))[0]


def test_an_unnamed_source_is_identified_later(ada):
    source = Speaker.objects.create(name="an official", type="unnamed", scope_article=make_article())
    merge(source, ada, "Named in the memoirs.")
    assert Merge.objects.get().kind == "identified"


@pytest.mark.parametrize(
    ("make_into", "said"),
    [
        (lambda ada: ada, "than itself"),
        (lambda ada: make_speaker("NATO", type="organisation"), "different types"),
        (
            lambda ada: make_speaker("a source", type="unnamed", scope_article=make_article()),
            "choose a named speaker",
        ),
        (lambda ada: make_speaker("L", canonical=make_speaker("M")), "choose that one"),
    ],
)
def test_what_cannot_be_one_is_refused(ada, make_into, said):
    assert said in merge(ada, make_into(ada), "Why not.")[0]
    assert not Merge.objects.exists()


def test_two_speakers_of_one_quote_are_not_merged(ada, lady):
    quote = make_quote(speaker=ada)
    Attribution.objects.create(quote=quote, speaker=lady)
    assert "names both" in merge(lady, ada, "Letters.")[0]


def test_a_merge_needs_its_reason(ada, lady):
    assert merge(lady, ada, " ") == ["Say how we know."]


def totals(queries, old_links):
    asked = [read_quotes(QueryDict(f"speaker={key}")).query for key in old_links]
    return [search.find(query).total for query in (*queries, *asked)]


@pytest.mark.parametrize("quotes", [12, pytest.param(500, marks=pytest.mark.drill)])
def test_the_quotes_of_both_are_found_under_either_name_and_apart_again(ada, lady, client, quotes):
    """With `quotes` of each; the index follows by itself."""
    for number in range(2 * quotes):
        make_quote(f"Engine {number}", lady if number % 2 else ada)
    search.index.building.build()
    by_name = [QuoteQuery(q=f'speaker:"{name}"') for name in ("Ada Lovelace", "Lady Lovelace")]
    by_address = [each.key for each in (ada, lady)]
    assert totals(by_name, by_address) == [quotes] * 4
    merge(lady, ada, "Letters.")
    catch_up()
    assert totals(by_name, by_address) == [2 * quotes] * 4
    assert client.get(reverse("speaker", args=[lady.key])).url == ada.get_absolute_url()
    undo(Merge.objects.get())
    catch_up()
    assert totals(by_name, by_address) == [quotes] * 4
    assert client.get(reverse("speaker", args=[lady.key])).status_code == 200


def catch_up():
    while drain():
        pass


def test_names_with_the_same_words_are_suggested(ada):
    kim = make_speaker("Kim Jong-un")
    other = make_speaker("KIM Jong Un")
    assert name_key(kim.name) == name_key(other.name) == "kim jong un"
    assert possible_duplicates() == [(kim.pk, other.pk, 1.0)]


def test_other_names_are_compared_too(ada):
    SpeakerName.objects.create(speaker=ada, name="Augusta Byron")
    other = make_speaker("Augusta Bryon")
    assert [pair[1] for pair in pairs(possible_duplicates(ada))] == [other]


def test_names_that_look_alike_are_suggested_whatever_their_accents():
    one = make_speaker("Émilie-Anne Żółkiewska")
    for number in range(30):
        make_speaker(f"Somebody Number{number}x Else")
    make_speaker("officials", type="unnamed", scope_article=make_article())
    other = make_speaker("Emilie Anna Zolkiewska")
    alike = possible_duplicates(one)
    assert [pair[:2] for pair in alike] == [(one.pk, other.pk)]
    assert alike[0] in possible_duplicates()


def test_namesakes_held_apart_are_not_suggested_again():
    kim, other = make_speaker("Kim Jong-un"), make_speaker("Kim Jong Un")
    hold_apart(other, kim)
    assert possible_duplicates() == []


def test_no_machine_joins_similar_names():
    make_speaker("Kim Jong-un")
    make_speaker("Kim Hong-kyun")
    possible_duplicates()
    assert not Speaker.objects.exclude(canonical=None).exists()


def test_an_undone_merge_leaves_nobody_in_the_office_of_the_other(ada, lady):
    quote = make_quote(speaker=lady)
    merge(lady, ada, "Letters.")
    role = Role.objects.create(speaker=ada, title="Minister")
    quote.attributions.update(role=role)
    assert f"“{quote}” was said as “Minister”, an office of Ada" in undo(Merge.objects.get())[0]
    assert Merge.objects.get().undone_at is None
    quote.attributions.update(role=None)
    assert undo(Merge.objects.get()) == []


def test_an_office_stays_with_whoever_was_quoted_in_it(ada, lady):
    role = Role.objects.create(speaker=lady, title="Minister")
    make_quote(speaker=lady, attribution={"role": role})
    role.speaker = ada
    with pytest.raises(ValidationError, match="shows this role: correct the role of that quote first"):
        role.clean()
    merge(lady, ada, "Letters.")
    role.clean()
