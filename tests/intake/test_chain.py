import pytest

from archive.intake.proposals import propose


def chain(text: str) -> list[tuple[str, str | None]]:
    return [(via.name, via.channel) for via in propose(text).quotes[0].via]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We are ready for it,” Ann Kessel said, according to the Voice of America.",
            [("Voice of America", None)],
        ),
        ("“We are ready for it,” Ann Kessel said in an interview with CNN.", [("CNN", "interview")]),
        (
            "“We are ready for it,” Ann Kessel conveyed to Yonhap News Agency via email.",
            [("Yonhap News Agency", "email")],
        ),
        ("“We are ready for it,” Ann Kessel said, as reported by Reuters.", [("Reuters", None)]),
        ("Minister Ann Kessel said that they were ready, TASS reported.", [("TASS", None)]),
        ("Norway accused Sweden of delays, the Interfax news agency said.", [("Interfax", None)]),
        ("“We are ready for it,” Ann Kessel told reporters.", []),
        ("“We are ready for it,” Ann Kessel told Congress.", []),
        ("“We are ready for it,” Ann Kessel said.\n\nReuters reports.", [("Reuters", None)]),
    ],
)
def test_who_passed_the_words_on(text, expected):
    assert chain(text) == expected


def test_a_newspaper_that_reports_a_statement_is_its_chain():
    quotes = propose(
        "The Rodong Sinmun reported that Chairman Kim confirmed that they would expand cooperation."
    ).quotes
    inner = next(quote for quote in quotes if quote.speaker.name == "Kim")
    assert [via.name for via in inner.via] == ["Rodong Sinmun"]
