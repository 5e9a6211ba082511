import datetime as dt

import pytest

from archive.intake.dates import dated
from archive.intake.day_phrases import date_phrases, resolve
from archive.intake.grammar.sentences import passages
from archive.intake.proposals import propose
from archive.intake.spans import Span, plain

PUBLISHED = dt.date(2024, 6, 20)  # a Thursday
DAY = dt.date(2024, 6, 17)


def resolved(text: str, anchor=(DAY, DAY, "day")):
    phrase = date_phrases(text, Span(0, len(text)))[0]
    found = resolve(text, phrase, PUBLISHED, anchor)
    return found and (found[0].isoformat(), found[1].isoformat(), found[2])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said on Wednesday that", ("2024-06-19", "2024-06-19", "day")),
        ("He said Thursday that", ("2024-06-20", "2024-06-20", "day")),
        ("He said on Friday that", ("2024-06-14", "2024-06-14", "day")),
        ("He said on the 17th (local time) that", ("2024-06-17", "2024-06-17", "day")),
        ("He said on the 25th that", ("2024-05-25", "2024-05-25", "day")),
        ("He said on June 3 that", ("2024-06-03", "2024-06-03", "day")),
        ("He said on December 3 that", ("2023-12-03", "2023-12-03", "day")),
        ("He said on March 5, 2022, that", ("2022-03-05", "2022-03-05", "day")),
        ("On the same day he said", ("2024-06-17", "2024-06-17", "day")),
        ("The following day he said", ("2024-06-18", "2024-06-18", "day")),
        ("He said this week that", ("2024-06-17", "2024-06-20", "week")),
        ("He said last week that", ("2024-06-10", "2024-06-16", "week")),
        ("He said in March that", ("2024-03-01", "2024-03-31", "month")),
        ("In June he said", ("2024-06-01", "2024-06-20", "month")),
        ("In October he said", ("2023-10-01", "2023-10-31", "month")),
        ("He said in 2019 that", ("2019-01-01", "2019-12-31", "year")),
        ("He said yesterday that", ("2024-06-19", "2024-06-19", "day")),
        ("He said on July 4, 2024, that", None),
        ("He said on February 29 that", ("2024-02-29", "2024-02-29", "day")),
    ],
)
def test_a_phrase_is_the_last_such_day_on_or_before_publication(text, expected):
    assert resolved(text) == expected


@pytest.mark.parametrize(
    "text", ["May I say so", "We said so", "in the second week of talks", "Tuesday's vote", "by Sunday Times"]
)
def test_words_that_only_look_like_dates_are_none(text):
    assert date_phrases(text, Span(0, len(text))) == []


def test_the_day_of_a_claim_does_not_date_its_denial():
    text = "Kessel denied that the ships had been sold, as was claimed by state radio on Monday."
    assert [quote.said for quote in propose(text, PUBLISHED, grammar=True).quotes] == [None]


def test_the_day_of_an_event_does_not_date_the_statement():
    quotes = propose(
        "Kessel said the vote planned for Monday would go ahead.", PUBLISHED, grammar=True
    ).quotes
    assert all(quote.said is None for quote in quotes)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ann Kessel, another pilot who took part yesterday, said it was safe.", None),
        ("Ann Kessel, who on Monday told reporters it was safe, left.", "2024-06-17"),
    ],
)
def test_the_day_of_a_relative_clause_dates_its_own_verb_alone(text, day):
    said = propose(text, PUBLISHED).quotes[0].said
    assert (said and said.earliest.isoformat()) == day


def test_the_dates_follow_a_corrected_publication_date():
    text = "“We will go there together,” Ann Kessel said on Wednesday."
    quotes = propose(text, PUBLISHED, grammar=False).quotes
    again = dated(
        plain(text), passages(text, [Span(0, len(text))], grammar=False), quotes, dt.date(2024, 6, 27)
    )
    assert [quote.said.earliest.isoformat() for quote in (*quotes, *again)] == ["2024-06-19", "2024-06-26"]


def test_a_speaker_keeps_the_day_of_an_earlier_statement():
    text = "“We will go there,” Ann Kessel said on Monday.\n\nThe hall was full.\n\n“I am sure of that,” Kessel said."
    said = propose(text, PUBLISHED, grammar=False).quotes[-1].said
    assert (said.earliest.isoformat(), said.basis) == ("2024-06-17", "inherited")


def test_a_day_far_down_the_article_is_not_lent_to_the_others():
    text = "".join(f"“We will go there number {n},” Ann{n} Kessel{n} said.\n\n" for n in ("a", "b", "c", "d"))
    quotes = propose(
        text + "“I will stay at home,” Tom Brandt said on Monday.", PUBLISHED, grammar=False
    ).quotes
    assert [quote.said is None for quote in quotes] == [True, True, True, True, False]
