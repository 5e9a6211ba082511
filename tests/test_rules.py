"""What the database itself refuses, whoever asks: forms, imports or SQL."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from archive.models import (
    Article,
    Attribution,
    Country,
    Entry,
    Occasion,
    Quote,
    QuoteSpan,
    ReadingItem,
    Role,
    Speaker,
    Spreadsheet,
)
from tests.builders import add_span, make_article, make_country, make_outlet, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def at_commit() -> None:
    """Runs what the database checks when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def test_a_complete_quote_is_accepted() -> None:
    make_quote()
    at_commit()
    assert Quote.objects.published().count() == 1


def test_raw_text_cannot_change() -> None:
    article = make_article()
    with pytest.raises(ProgrammingError, match="annot update"), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(raw_text="other words")
    assert Article.objects.get().raw_text == article.raw_text


def test_a_span_may_not_end_after_the_text() -> None:
    quote = make_quote()
    length = len(quote.article.raw_text)
    with pytest.raises(IntegrityError, match="after the end"), transaction.atomic():
        QuoteSpan.objects.create(quote=quote, part="cue", start=length - 1, end=length + 1, text="??")


def test_a_span_may_not_be_empty() -> None:
    quote = make_quote()
    with pytest.raises(IntegrityError, match="span_not_empty"), transaction.atomic():
        QuoteSpan.objects.create(quote=quote, part="cue", start=3, end=3, text="")


def test_words_of_one_quote_may_not_overlap() -> None:
    quote = make_quote("Peace is near")
    with pytest.raises(IntegrityError, match="words_apart"), transaction.atomic():
        add_span(quote, "is near")


def test_words_of_two_quotes_may_overlap() -> None:
    quote = make_quote("Peace is near")
    make_quote("is near", article=quote.article)
    assert QuoteSpan.objects.filter(part="words").count() == 2


def test_an_offset_counts_characters_not_bytes() -> None:
    quote = make_quote("평화가 가까이 있다 🕊")
    span = quote.spans.get(part="words")
    assert quote.article.raw_text[span.start : span.end] == quote.text == "평화가 가까이 있다 🕊"


def test_said_may_not_begin_after_its_end() -> None:
    with pytest.raises(IntegrityError, match="said_earliest_first"), transaction.atomic():
        make_quote(
            said_earliest=date(2024, 6, 18), said_latest=date(2024, 6, 17), said_precision="day", said=None
        )


def test_nothing_is_said_after_publication() -> None:
    with pytest.raises(IntegrityError, match="after its article was published"), transaction.atomic():
        make_quote(said=date(2024, 6, 21))


def test_an_article_is_not_published_before_its_quotes_were_said() -> None:
    quote = make_quote(said=date(2024, 6, 17))
    with pytest.raises(IntegrityError, match="before its quotes"), transaction.atomic():
        Article.objects.filter(pk=quote.article_id).update(published_on=date(2024, 6, 16))


def test_an_unnamed_speaker_needs_an_article() -> None:
    with pytest.raises(IntegrityError, match="unnamed_has_article"), transaction.atomic():
        make_speaker("official", type="unnamed")


def test_an_unnamed_speaker_stays_in_its_article() -> None:
    official = make_speaker("official", type="unnamed", scope_article=make_article())
    with pytest.raises(IntegrityError, match="one article only"), transaction.atomic():
        make_quote(speaker=official)


def test_a_headline_is_never_published() -> None:
    with pytest.raises(IntegrityError, match="headline_never_published"), transaction.atomic():
        make_quote(kind="headline")


@pytest.mark.parametrize("part", ["words", "cue"])
def test_a_published_quote_keeps_what_it_needs(part: str) -> None:
    quote = make_quote(kind="indirect")
    quote.spans.get(part=part).delete()
    with pytest.raises(IntegrityError, match="needs words"), transaction.atomic():
        at_commit()
    add_span(quote, {"words": quote.text, "cue": "said"}[part], part)


def test_a_published_quote_keeps_an_attribution() -> None:
    quote = make_quote()
    Attribution.objects.filter(quote=quote).delete()
    with pytest.raises(IntegrityError, match="needs words"), transaction.atomic():
        at_commit()
    Attribution.objects.create(quote=quote, speaker=make_speaker())


def test_a_direct_quote_needs_no_cue() -> None:
    quote = make_quote(kind="direct")
    quote.spans.get(part="cue").delete()
    at_commit()
    assert quote.cue == ""


def test_a_withdrawn_quote_needs_a_reason() -> None:
    with pytest.raises(IntegrityError, match="withdrawn_with_reason"), transaction.atomic():
        make_quote(status="withdrawn")


def test_every_change_leaves_history() -> None:
    quote = make_quote()
    Quote.objects.filter(pk=quote.pk).update(public_note="bulk")
    labels = list(quote.events.order_by("pgh_id").values_list("pgh_label", flat=True))
    assert labels[0] == "insert"
    assert quote.events.order_by("pgh_id").last().public_note == "bulk"


def test_history_holds_no_article_text() -> None:
    article = make_article()
    assert "raw_text" not in {field.name for field in type(article.events.get())._meta.fields}


def test_what_is_published_has_a_time_of_publication_even_by_bare_sql() -> None:
    quote = make_quote(status="draft")
    with pytest.raises(IntegrityError, match="published_at_a_time"), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(status="published")


@pytest.mark.parametrize(
    "dates",
    [
        {"said": date(24, 3, 5)},
        {"said": date(9999, 1, 1), "published_on": None},
        {
            "said_earliest": date(2024, 4, 1),
            "said_latest": date(2024, 6, 1),
            "said_precision": "day",
            "said": None,
        },
        {
            "said_earliest": date(2024, 4, 1),
            "said_latest": date(2024, 6, 1),
            "said_precision": "week",
            "said": None,
        },
    ],
)
def test_days_that_cannot_be_are_refused(dates: dict[str, Any]) -> None:
    published = {"published_on": dates.pop("published_on", date(2024, 6, 20))}
    article = make_article("“Peace is near,” Ada said.", **published)
    with pytest.raises(IntegrityError, match="cannot be"), transaction.atomic():
        make_quote(article=article, **dates)


@pytest.mark.parametrize("day", [date(24, 6, 20), date(9999, 1, 1)])
def test_an_article_has_a_day_that_can_be(day: date) -> None:
    with pytest.raises(IntegrityError, match="on this day"), transaction.atomic():
        make_article(published_on=day)


def test_a_printed_date_of_a_published_quote_needs_its_words() -> None:
    quote = make_quote(said_basis="explicit", status="draft")
    Quote.objects.update(status="published", published_at=timezone.now())
    with pytest.raises(IntegrityError, match="date words"), transaction.atomic():
        at_commit()
    add_span(quote, "No.", "date")
    at_commit()


@pytest.mark.parametrize(
    "dates",
    [
        {"end": date(2011, 12, 24), "end_precision": "day"},
        {"start": date(2024, 7, 1), "start_precision": "month"},
        {"end": date(2023, 1, 1), "end_precision": "year"},
    ],
)
def test_a_published_quote_shows_no_office_that_was_not_held(dates: dict[str, Any]) -> None:
    role = Role.objects.create(speaker=make_speaker(), title="Minister")
    quote = make_quote(attribution={"role": role})
    at_commit()
    Role.objects.update(**dates)
    with pytest.raises(IntegrityError, match="was not there"), transaction.atomic():
        at_commit()
    Quote.objects.filter(pk=quote.pk).update(status="draft")
    at_commit()


def test_a_published_quote_speaks_for_no_country_that_was_none() -> None:
    union = make_country("SU", "Soviet Union", valid_from=date(1922, 12, 30), valid_to=date(1991, 12, 26))
    late = make_quote(attribution={"country": union})
    with pytest.raises(IntegrityError, match="was not there"), transaction.atomic():
        at_commit()
    Quote.objects.filter(pk=late.pk).update(said_earliest="1991-12-26", said_latest="1991-12-26")
    at_commit()


def test_a_country_keeps_the_days_on_which_it_was_spoken_for() -> None:
    union = make_country("SU", "Soviet Union")
    make_quote(attribution={"country": union})
    at_commit()
    Country.objects.update(valid_to=date(1991, 12, 26))
    with pytest.raises(IntegrityError, match="was not there"), transaction.atomic():
        at_commit()
    with pytest.raises(ValidationError, match="17 June 2024, outside these dates"):
        Country.objects.get().clean()
    Country.objects.update(valid_to=None)
    at_commit()


def test_nobody_spoke_for_a_country_that_came_after_the_publication() -> None:
    article = make_article("“Peace is near,” Ada said.", published_on=date(1999, 1, 1))
    sudan = make_country("SS", "South Sudan", valid_from=date(2011, 7, 9))
    quote = make_quote(article=article, said=None, attribution={"country": sudan})
    with pytest.raises(IntegrityError, match="was not there"), transaction.atomic():
        at_commit()
    Quote.objects.filter(pk=quote.pk).update(status="draft")
    at_commit()


def test_a_published_quote_shows_no_office_of_somebody_else() -> None:
    role = Role.objects.create(speaker=make_speaker("Bob"), title="Minister")
    quote = make_quote(attribution={"role": role})
    with pytest.raises(IntegrityError, match="somebody else's"), transaction.atomic():
        at_commit()
    Speaker.objects.filter(name="Bob").update(canonical=quote.attributions.get().speaker)
    at_commit()
    Speaker.objects.filter(name="Bob").update(canonical=None)
    with pytest.raises(IntegrityError, match="somebody else's"), transaction.atomic():
        at_commit()
    Role.objects.update(speaker=quote.attributions.get().speaker)
    at_commit()


def test_a_said_date_says_how_it_is_known() -> None:
    with pytest.raises(IntegrityError, match="said_date_has_basis"), transaction.atomic():
        make_quote(said_basis="none")
    assert make_quote(said=None).said_basis == "none"


@pytest.mark.parametrize("words", ["[…]", "…", "“—”", "...", "\u200b", "(!)"])
def test_the_words_of_a_published_quote_say_something(words: str) -> None:
    quote = make_quote(words)
    with pytest.raises(IntegrityError, match="words that say something"), transaction.atomic():
        at_commit()
    Quote.objects.filter(pk=quote.pk).update(status="draft")
    at_commit()


def test_a_mark_is_no_reporting_verb() -> None:
    quote = make_quote(kind="indirect", cue="said:")
    QuoteSpan.objects.filter(part="cue").update(text=":")
    with pytest.raises(IntegrityError, match="a cue unless direct"), transaction.atomic():
        at_commit()
    QuoteSpan.objects.filter(part="cue").update(text="said:")
    at_commit()
    assert quote.kind == "indirect"


@pytest.mark.parametrize("words", ["평화", "Нет", "१२", "々", "½", "a"])
def test_words_of_every_script_say_something(words: str) -> None:
    make_quote(words)
    at_commit()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "//a.example", "https://a b"]
)
def test_every_address_is_one_of_the_web(address: str) -> None:
    def refused(make: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                make()
        except IntegrityError as error:
            return "on_the_web" in str(error)
        return False

    assert refused(lambda: make_article(url=address))
    assert refused(lambda: make_article(archive_url=address))
    assert refused(lambda: make_outlet("O", homepage=address))
    assert refused(lambda: Occasion.objects.create(name="O", kind="k", transcript_url=address))
    user = get_user_model().objects.create(username="eddie")
    sheet = Spreadsheet.objects.create(by=user, name="a.csv")
    assert refused(lambda: Entry.objects.create(sheet=sheet, number=1, words="Yes", url=address))
    assert refused(lambda: ReadingItem.objects.create(by=user, title="T", url=address))
