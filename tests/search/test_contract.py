"""What every engine answers, with the same tests."""

from datetime import UTC, date, datetime

import pytest

from archive.models import Quote, Statement
from archive.query import QuoteQuery
from archive.query.dimensions import DIMENSIONS
from archive.search import find, walk
from archive.search.contract import ordinal
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

FIRST, SECOND, THIRD = date(2024, 6, 1), date(2024, 6, 2), date(2024, 7, 3)


def ids(q="", **values):
    return find(QuoteQuery(q=q, **values)).ids


def facet(name, q="", **values):
    return find(QuoteQuery(q=q, **values), facets=[name]).facets[name]


def test_no_words_find_every_published_quote(index):
    kept = make_quote("Peace is near", said=FIRST)
    make_quote("Nothing to see", status="draft")
    index()
    assert find(QuoteQuery()).total == 1
    assert ids() == [kept.pk]


def test_all_words_must_match_and_or_finds_either(index):
    both, one = make_quote("We sent ammunition and fuel", said=FIRST), make_quote("We sent ammunition")
    rice = make_quote("rice", said=SECOND)
    index()
    assert ids("fuel ammunition") == [both.pk]
    assert ids("fuel OR rice") == [rice.pk, both.pk]
    assert one.pk in ids("ammunition")


def test_a_minus_leaves_out(index):
    kept, _ = make_quote("fuel alone"), make_quote("fuel and grain")
    index()
    assert ids("fuel -grain") == [kept.pk]
    assert ids("-grain") == [kept.pk]


def test_a_group_under_a_minus_leaves_out_each(index):
    kept, _, _ = make_quote("fuel alone"), make_quote("fuel and grain"), make_quote("fuel and rice")
    index()
    assert ids("fuel -(grain OR rice)") == [kept.pk]


def test_words_are_stemmed(index):
    quote = make_quote("They were discussing sanctions")
    index()
    assert ids("discuss sanction") == [quote.pk]


def test_a_phrase_is_exact(index):
    quote, _ = make_quote("the arms of the bank"), make_quote("the bank of the arms")
    index()
    assert ids('"bank of the arms"') != [quote.pk]
    assert ids('"arms of the bank"') == [quote.pk]


def test_a_phrase_does_not_run_from_the_words_into_a_name(index):
    quote = make_quote("Peace is near", make_speaker("Ada Lovelace"))
    index()
    assert ids('"is near"') == ids('"Ada Lovelace"') == [quote.pk]
    assert ids('"near Ada"') == ids('"Lovelace said"') == []


def test_a_prefix_finds_every_ending(index):
    one, two = make_quote("ammunition", said=SECOND), make_quote("ammonia", said=FIRST)
    make_quote("amber")
    index()
    assert ids("amm*") == [one.pk, two.pk]


def test_a_hyphen_joins_words_that_stand_together(index):
    quote, _ = make_quote("state-run media"), make_quote("run by the state")
    index()
    assert ids("state-run") == [quote.pk]


def test_a_model_is_found_however_its_letters_and_figures_are_joined(index):
    forms = ["MiG-31s", "MiG31", "MiG 31"]
    quotes = [make_quote(f"they sent {form} to us", said=FIRST) for form in forms]
    one = make_article("No number\n\n“they sent a MiG on the day,” Ada said.\n")
    make_quote("they sent a MiG on the day", said=FIRST, article=one)
    index()
    typed = ["mig 31", "mig31", "MiG-31s", '"MiG 31"', '"sent MiG31s"', "MiG 31 -grain"]
    found = [quote.pk for quote in quotes]
    assert {each: sorted(ids(each)) for each in typed} == dict.fromkeys(typed, found)


def test_a_model_of_three_parts_is_found_however_they_are_joined(index):
    quotes = [make_quote(f"an {form} fired", said=FIRST) for form in ["S-300PMU", "S-300 PMU", "S300PMU"]]
    make_quote("an S-300 fired", said=FIRST)
    index()
    found = [quote.pk for quote in quotes]
    typed = ["s 300 pmu", "S-300PMU", '"an S 300 PMU"']
    assert {each: sorted(ids(each)) for each in typed} == dict.fromkeys(typed, found)


def test_near_words_may_differ_in_any_letter(index):
    near = ["start", "art", "parts", "cart", "pert"]
    quotes = [make_quote(f"the {word} of it", said=FIRST) for word in near if word != "start"]
    make_quote("the start of it", said=FIRST)
    index()
    assert sorted(ids("part~")) == [quote.pk for quote in quotes]


def test_near_words_are_of_every_script(index):
    words = {"59,000~": "50,000", "война~": "койна", "שלום~": "חלום"}
    quotes = {typed: [make_quote(f"of {word} we spoke").pk] for typed, word in words.items()}
    make_quote("of peace we spoke")
    index()
    assert {typed: ids(typed) for typed in words} == quotes


def test_letters_and_figures_side_by_side_are_words_too(index):
    quotes = [make_quote("5 may be too few", said=SECOND), make_quote("not before May 5", said=FIRST)]
    index()
    assert ids("may 5") == [quote.pk for quote in quotes]


def test_stop_words_alone_are_searched(index):
    quote, _ = make_quote("it was to be"), make_quote("Peace")
    index()
    assert ids("to be") == [quote.pk]


def test_a_speaker_s_name_is_searched_with_the_words(index):
    quote = make_quote("new sanctions", make_speaker("Matthew Miller"))
    make_quote("new sanctions", make_speaker("Bob"))
    index()
    assert ids("Miller sanctions") == [quote.pk]


def test_a_title_and_a_role_are_searched(index):
    article = make_article("Zebra summit\n\n“Peace is near,” Ada said.\n", title="Zebra summit")
    quote = make_quote(article=article, attribution={"role_printed": "foreign minister"})
    index()
    assert ids("zebra") == [quote.pk]
    assert ids("minister") == [quote.pk]


def test_korean_words_are_found_inside_longer_ones(index):
    quote, _ = make_quote("북한은 무기를 보냈다"), make_quote("한국은 아니다")
    index()
    assert ids("북한") == [quote.pk]


def test_pages_follow_one_another(index):
    quotes = [make_quote(said=date(2024, 6, day)).pk for day in (5, 4, 3, 2, 1)]
    index()
    assert find(QuoteQuery(), start=1, stop=3).ids == quotes[1:3]
    assert find(QuoteQuery(), start=4, stop=9).ids == quotes[4:]


def test_newest_and_oldest_put_the_undatable_last(index):
    article = make_article("When?\n\n“Peace is near,” Ada said.\n", published_on=None)
    never = make_quote(article=article, said=None)
    old, new = make_quote(said=FIRST), make_quote(said=SECOND)
    index()
    assert ids(sort="newest") == [new.pk, old.pk, never.pk]
    assert ids(sort="oldest") == [old.pk, new.pk, never.pk]


def test_what_was_published_last_comes_first_for_feeds(index):
    made = [make_quote(f"fuel {n}") for n in range(4)]
    for quote, hour in zip(made, (3, 1, 3, 2), strict=True):
        Quote.objects.filter(pk=quote.pk).update(published_at=datetime(2024, 5, 1, hour, tzinfo=UTC))
    index()
    order = [made[at].pk for at in (2, 0, 3, 1)]
    assert find(QuoteQuery(q="fuel", sort="added")).ids == order
    assert find(QuoteQuery(q="fuel", sort="added"), start=1, stop=3).ids == order[1:3]


def test_ties_are_settled_by_id(index):
    quotes = [make_quote("same words", said=FIRST).pk for _ in range(3)]
    index()
    for sort in ("relevance", "newest", "oldest"):
        assert ids("words", sort=sort) == quotes


def test_a_total_can_be_asked_for_alone(index):
    for _ in range(3):
        make_quote("same words")
    index()
    for sort in ("relevance", "newest"):
        found = find(QuoteQuery(q="words", sort=sort), stop=0, facets=["kind"])
        assert (found.ids, found.total, found.facets) == ([], 3, {"kind": {"direct": 3}})


def test_what_matches_alike_comes_newest_first(index):
    old, new, middle = (
        make_quote("same words", said=day).pk for day in (FIRST, SECOND.replace(day=9), SECOND)
    )
    never = make_quote(
        "same words", said=None, article=make_article("No. 0\n\n“same words,” Ada said.", published_on=None)
    ).pk
    index()
    for words in ("", "speaker:ada", "-zebra", "sam*", '"same words"', "words"):
        assert ids(words, sort="relevance") == [new, middle, old, never], words
        assert find(QuoteQuery(q=words, sort="relevance"), start=1, stop=2).ids == [middle], words


def test_a_range_finds_what_may_have_been_said_in_it(index):
    year = make_quote(
        said=None, said_earliest=date(2023, 12, 1), said_latest=date(2024, 2, 20), said_precision="year"
    )
    day = make_quote(said=THIRD, article=make_article(published_on=THIRD))
    index()
    assert ids(said_from=date(2024, 2, 1), said_to=date(2024, 3, 1)) == [year.pk]
    assert ids(said_from=date(2024, 6, 21)) == [day.pk]


def test_an_undated_quote_matches_by_its_publication(index):
    quote = make_quote(said=None)  # published on 20 June 2024
    index()
    assert ids(said_from=date(2024, 6, 20), said_to=date(2024, 6, 20)) == [quote.pk]
    assert ids(said_to=date(2024, 6, 19)) == []


def test_undated_quotes_can_be_left_out_or_shown_alone(index):
    dated, undated = make_quote(), make_quote(said=None)
    index()
    assert ids(undated="exclude") == [dated.pk]
    assert ids(undated="only") == [undated.pk]


def test_published_dates_filter(index):
    early, _ = make_quote(said=None, article=make_article(published_on=FIRST)), make_quote()
    index()
    assert ids(published_to=FIRST) == [early.pk]
    assert early.pk not in ids(published_from=SECOND)


def test_any_of_several_values_matches(index):
    ada, bob = make_quote(), make_quote(speaker=make_speaker("Bob"))
    make_quote(speaker=make_speaker("Cy"))
    index()
    both = tuple(quote.attributions.get().speaker_id for quote in (ada, bob))
    assert ids(speaker=both) == [ada.pk, bob.pk]


def test_speaking_for_and_mentions_are_two_filters(index):
    korea, russia = make_country("KP", "North Korea"), make_country("RU", "Russia")
    quote = make_quote(attribution={"country": korea})
    quote.mentions.create(country=russia)
    index()
    assert ids(country=("KP",)) == ids(mentions=("RU",)) == [quote.pk]
    assert ids(country=("RU",)) == ids(mentions=("KP",)) == []


def test_via_outlet_and_role_filter(index):
    agency, outlet = make_organisation("Yonhap"), make_outlet()
    quote = make_quote(
        article=make_article(outlet=outlet), via=[agency], attribution={"role_printed": "Chief Envoy"}
    )
    make_quote()
    index()
    assert ids(via=(agency.pk,)) == ids(outlet=(outlet.pk,)) == ids(role=("chief-envoy",)) == [quote.pk]


def test_an_unknown_outlet_is_a_value(index):
    quote, _ = make_quote(), make_quote(article=make_article(outlet=make_outlet()))
    index()
    assert ids(outlet=(0,)) == [quote.pk]


def test_picked_ids_are_a_list(index):
    picked, _ = make_quote(), make_quote()
    index()
    assert ids(id=(picked.pk,)) == [picked.pk]


def test_a_field_can_be_typed(index):
    quote, _ = make_quote("fuel", make_speaker("Matthew Miller")), make_quote("fuel")
    index()
    assert ids("fuel speaker:miller") == ids('speaker:"matthew miller"') == [quote.pk]
    assert ids("fuel -speaker:miller") != [quote.pk]


def test_typed_dates_bound_the_said_interval(index):
    june, july = make_quote(said=SECOND), make_quote(said=THIRD, article=make_article(published_on=THIRD))
    index()
    assert ids("said_to:2024-06") == [june.pk]
    assert ids("said_from:2024-07") == [july.pk]


def test_a_merged_speaker_s_quotes_carry_the_canonical_speaker(index):
    real, other = make_speaker("Kim Jong-un"), make_speaker("Kim Jong Eun")
    quote = make_quote(speaker=other)
    other.canonical = real
    other.save()
    index()
    assert ids(speaker=(real.pk,)) == ids("Jong-un") == [quote.pk]
    assert facet("speaker") == {real.pk: 1}


def test_a_facet_counts_quotes_by_value(index):
    make_quote(kind="mixed"), make_quote(kind="mixed"), make_quote()
    index()
    assert facet("kind") == {"mixed": 2, "direct": 1}


def test_a_facet_ignores_its_own_selection_but_no_other(index):
    make_quote("fuel", kind="mixed", language="ko"), make_quote("fuel"), make_quote("grain")
    index()
    assert facet("kind", "fuel", kind=("mixed",)) == {"mixed": 1, "direct": 1}
    assert facet("kind", "fuel", language=("ko",)) == {"mixed": 1}


def test_a_walk_gives_all_in_order_and_goes_on_after_any_of_them(index, monkeypatch):
    for engine in ("whoosh.index", "postgres", "opensearch.index"):
        monkeypatch.setattr(f"archive.search.engines.{engine}.STEP", 2)
    days = [FIRST, SECOND, SECOND, THIRD, None, None]
    made = [
        make_quote("fuel", said=day, article=make_article(f"No. {n}\n\n“fuel,” Ada said.", published_on=day))
        for n, day in enumerate(days)
    ]
    make_quote("grain")
    index()
    for sort in ("newest", "oldest", "relevance", "added"):
        asked = QuoteQuery(q="fuel", sort=sort)
        every = list(find(asked).ids)
        walked, total, _ = walk(asked)
        assert (list(walked), total) == (every, len(made)), sort
        for quote, day in zip(made, days, strict=True) if sort in {"newest", "oldest"} else ():
            rest, total, _ = walk(asked, (ordinal(day), quote.pk))
            assert list(rest) == every[every.index(quote.pk) + 1 :], sort
            assert total == len(made)


def test_many_valued_facets_count_a_quote_once_a_value(index):
    quote = make_quote(via=[make_organisation("Yonhap"), make_organisation("Newsis")])
    for code in ("KP", "RU"):
        quote.mentions.create(country=make_country(code, code))
    quote.mentions.create(organisation=make_organisation("NATO"))
    make_quote()
    index()
    assert sorted(facet("via").values()) == [1, 1]
    assert facet("mentions") == {"KP": 1, "RU": 1, str(make_organisation("NATO").pk): 1}


def test_a_limited_facet_has_the_commonest_values_these_and_how_many_there_are(index):
    people = [make_speaker(f"Speaker {n}") for n in range(6)]
    for speaker, quotes in zip(people, (3, 1, 2, 1, 2, 1), strict=True):
        for _ in range(quotes):
            make_quote("fuel", speaker=speaker)
    index()
    keys = [speaker.pk for speaker in people]

    def counted(most, these=(), **chosen):
        asked = {"facets": ["speaker", "period"], "most": most, "these": {"speaker": these}}
        found = find(QuoteQuery(q="fuel", **chosen), **asked).facets
        assert len(found["period"]) == found["period"].many == 2  # a drawing needs all of them
        return dict(found["speaker"]), found["speaker"].many

    assert counted(1) == ({keys[0]: 3}, 6)
    # Of equally common ones the first by their letters, as addresses have them.
    assert counted(2) == ({keys[0]: 3, min(keys[2], keys[4], key=str): 2}, 6)
    assert counted(1, these=[keys[5], 10**6]) == ({keys[0]: 3, keys[5]: 1}, 6)
    assert counted(0, these=[keys[5]]) == ({keys[5]: 1}, 6)
    assert counted(1, speaker=(keys[1],)) == ({keys[0]: 3, keys[1]: 1}, 6)
    assert counted(9) == counted(None) == (dict(zip(keys, (3, 1, 2, 1, 2, 1), strict=True)), 6)


def test_periods_count_what_touches_them_and_the_undated_apart(index):
    make_quote(said=FIRST), make_quote(said=None)
    make_quote(
        said=None, said_earliest=date(2023, 12, 1), said_latest=date(2024, 2, 20), said_precision="year"
    )
    index()
    wider = {"2023": 1, "2023-12": 1, "2024-01": 1, "2024-02": 1}
    assert facet("period") == {"2024": 2, "2024-06": 1, "undated": 1, **wider}


def test_the_wordings_of_a_statement_are_a_filter(index):
    statement = Statement.objects.create(basis="wording")
    one, other = (make_quote(words, statement=statement) for words in ("Peace is near", "Peace is close"))
    make_quote("Peace is far")
    index()
    assert set(find(QuoteQuery(statement=(statement.pk,))).ids) == {one.pk, other.pk}
    assert ids(f"near statement:{statement.pk}") == [one.pk]


def test_every_facet_can_be_counted(index):
    make_quote(
        attribution={"role_printed": "Chief Envoy", "country": make_country()}, via=[make_organisation()]
    )
    index()
    counted = find(QuoteQuery(), facets=[*(each.name for each in DIMENSIONS), "period"]).facets
    assert counted["role"] == {"chief-envoy": 1}
    assert counted["outlet"] == {0: 1}
    assert counted["country"] == {"US": 1}
    assert counted["type"] == {"person": 1}
    assert (counted["source"], counted["record"], counted["verb"]) == (
        {"report": 1},
        {"none": 1},
        {"said": 1},
    )
    assert counted["occasion"] == counted["organisation"] == {}


def test_a_withdrawn_quote_is_gone_at_once_from_page_total_and_facets(index):
    gone, kept = make_quote("fuel"), make_quote("fuel")
    index()
    gone.status, gone.withdrawn_reason = "withdrawn", "A mistake"
    gone.save()
    found = find(QuoteQuery(q="fuel"), facets=["kind"])
    assert (found.ids, found.total, found.facets["kind"]) == ([kept.pk], 1, {"direct": 1})


def test_of_very_many_changes_what_they_have_in_common_is_left_out(index, monkeypatch):
    ada, bob = make_speaker("Ada"), make_speaker("Bob")
    for speaker in (ada, ada, bob):
        kept = make_quote("fuel", speaker)
    index()
    monkeypatch.setattr("archive.search.index.pending.MAX_PENDING", 1)
    ada.name = "Grace"
    ada.save()
    found = find(QuoteQuery(q="fuel"), facets=["speaker"])
    assert (kept.pk in found.ids, found.facets["speaker"][bob.pk]) == (True, 1)
    assert find(QuoteQuery(q="Ada")).ids == []


def test_words_are_searched_as_they_are_written_or_without_accents(index):
    words = {
        "should more": "We should have more",
        "will not": "All that they will not do",
        "Capek": "Čapek wrote it",
        "Łukasz": "it was written by Lukasz Wozniak",
        '"no war"': "They said “no war” again",
    }
    quotes = {typed: [make_quote(written).pk] for typed, written in words.items()}
    make_quote("Nothing of the kind")
    index()
    assert {typed: ids(typed) for typed in words} == quotes
    assert [typed for typed in words if quotes[typed][0] in ids(f"-({typed})")] == []


def test_an_organisation_is_found_by_all_its_names_and_through_roles(index):
    ministry = make_organisation("Foreign Ministry", other_names=["MOFA", "외교부"])
    ada = make_speaker()
    role = ada.roles.create(title="Spokesperson", organisation=ministry)
    quote = make_quote(speaker=ada, attribution={"role": role})
    make_quote(speaker=make_speaker("Bob"))
    index()
    assert ids('"Foreign Ministry"', expand="off") == ids("MOFA", expand="off") == [quote.pk]


def test_the_names_of_those_merged_into_a_speaker_find_its_quotes(index):
    real = make_speaker("Kim Jong-un")
    quote = make_quote(speaker=real)
    make_speaker("Chairman Zed", canonical=real)
    index()
    assert ids("Zed", expand="off") == [quote.pk]


def test_a_pasted_text_of_which_no_word_is_known_finds_nothing(index):
    make_quote("Peace is near")
    index()
    pasted = ["zxqv wvut " * 40, "😀 zxqv " * 40, "ужгород " * 41, "“zxqv wvut” " * 30]
    assert [text for text in pasted if ids(text)] == []


def test_a_statement_pasted_in_its_marks_with_who_said_it_is_found(index):
    quote = make_quote("The artillery shells crossed the frozen border before dawn on that very day")
    make_quote("A frozen lake at dawn")
    index()
    assert ids(f"“{quote.text},” a weary spokesman insisted")[0] == quote.pk
    assert ids(f"“{quote.text.replace('frozen', 'thawed')}”") == []
    assert ids("“The artillery shells” spokesman") == []


def test_a_long_text_finds_what_shares_its_words(index):
    quote, _ = (
        make_quote("The artillery shells crossed the frozen border before dawn"),
        make_quote("A frozen lake"),
    )
    index()
    text = f"As reported, {quote.attributions.get().speaker} insisted: shells crossed frozen border dawn artillery "
    assert ids(text + " ".join(f"zq{n}" for n in range(30)), sort="relevance")[0] == quote.pk
