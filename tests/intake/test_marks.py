import pytest

from archive.intake.marks.pairs import quotations
from archive.intake.spans import Span


def words(text: str) -> list[str]:
    return [quotation.words.of(text) for quotation in quotations(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will go," he said. "Soon."', ["We will go,", "Soon."]),
        ("“We will go,” he said.", ["We will go,"]),
        ('"We will go,” he said.', ["We will go,"]),
        ('“We will go" he said.', ["We will go"]),
        ("„Wir gehen“, sagte er.", ["Wir gehen"]),
        ("« Nous partons », dit-il.", [" Nous partons "]),
        ("»Wir gehen«, sagte er.", ["Wir gehen"]),
        ("「我们走」他说。", ["我们走"]),
        ("「他说『走』了」", ["他说『走』了"]),
        ("''We will go,'' he said.", ["We will go,"]),
        ("``We will go,'' he said.", ["We will go,"]),
        ("‘We will go,’ she said.", ["We will go,"]),
        ("“He said “no” to us,” she said.", ["He said “no” to us,"]),
        ("‘The players’ wages come first,’ he said.", ["The players’ wages come first,"]),
        ("It was ‘let down by those it trusted’ and closed.", ["let down by those it trusted"]),
        ("‘He told me “never again” and left,’ she said.", ["He told me “never again” and left,"]),
        ("'Tis the season, in the '90s as now", []),
        ("The boys' club and the dogs' home", []),
        ('A 12" pipe and a 5" nail', []),
        ("He left.” Then nothing.", []),
        ('"I have not finished', ["I have not finished"]),
    ],
)
def test_marks_enclose(text, expected):
    assert words(text) == expected


def test_an_unclosed_quotation_says_so():
    text = 'He said: "We had no choice.'
    assert [quotation.closed for quotation in quotations(text, Span(0, len(text)))] == [False]


def test_an_opener_before_the_last_one_closed_begins_a_new_quotation():
    assert words("“One is open, he said. “Two is closed,” she said.") == [
        "One is open, he said. ",
        "Two is closed,",
    ]
