import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.models import Article, Quote, QuoteSpan
from archive.reading.passages import paragraphs, raw_pieces
from archive.reading.quoted import quoted
from archive.templatetags.archive import passage, words
from archive.text.sentences import sentence
from tests.builders import add_span, make_article, make_quote

pytestmark = pytest.mark.django_db
TEXT = "Title\n\n“Peace is near,” Ada said. “War is over,” she added. She left.\nMenu\nThe end came.\n"


@pytest.fixture
def article():
    return make_article(TEXT, body_spans=[[0, TEXT.index("Menu")], [TEXT.index("The end"), len(TEXT)]])


def shown(article, **options):
    quotes = quoted(Quote.objects.in_article(article).ids())
    return "\n".join(
        " […] ".join("".join(piece.text for piece in run) for _, run in paragraph.runs)
        for paragraph in paragraphs(article, quotes, **options)
    )


def test_the_body_is_the_text_without_title_and_boilerplate(article):
    assert shown(article) == "“Peace is near,” Ada said. “War is over,” she added. She left.\nThe end came."


def test_an_excerpt_is_the_sentences_around_the_quotes(article):
    make_quote("War is over", article=article, cue="she added")
    article.rights = "excerpt"
    assert shown(article) == "“War is over,” she added."
    assert shown(article, everything=True).endswith("The end came.")


def test_where_only_quotes_may_be_shown_nothing_else_is(article):
    make_quote("War is over", article=article, cue="she added")
    make_quote("Peace is near", article=article, cue="Ada said")
    article.rights = "quotes"
    assert shown(article) == "Peace is near […] War is over"


def test_overlapping_quotes_are_split_and_both_keep_their_address(article):
    whole = make_quote("Peace is near,” Ada said. “War is over", article=article, cue="she added")
    part = make_quote("War is over", article=article, cue="she added")
    first = paragraphs(article, quoted(Quote.objects.in_article(article).ids()))[0]
    assert [
        (piece.text, {quote.pk for quote in piece.quotes}) for piece in first.runs[0][1] if piece.quotes
    ] == [
        ("Peace is near,” Ada said. “", {whole.pk}),
        ("War is over", {whole.pk, part.pk}),
    ]
    html = str(passage(first))
    assert f'id="q{whole.pk}"' in html
    assert f'id="q{part.pk}"' in html


def test_two_quotes_that_begin_at_one_place_both_have_an_address(article):
    make_quote("War is over", article=article, cue="she added")
    other = make_quote("War is over", article=article, cue="Ada said")
    add_span(other, "She left")
    quotes = quoted(Quote.objects.in_article(article).ids())
    html = "".join(str(passage(paragraph)) for paragraph in paragraphs(article, quotes))
    assert all(html.count(f'id="q{quote.pk}"') == 1 for quote in quotes)


def test_the_raw_text_is_all_there_with_the_boilerplate_marked(article):
    pieces = raw_pieces(article, [])
    assert "".join(piece.text for piece in pieces) == article.raw_text
    assert [piece.text for piece in pieces if piece.removed] == ["Menu\n"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("serious", "The U.S. State Dept. is serious."),
        ("Mr. Lee", "“Mr. Lee is here!”"),
        ("end", "No end"),
    ],
)
def test_a_sentence_is_not_broken_at_an_abbreviation(words, expected):
    text = "First. The U.S. State Dept. is serious. “Mr. Lee is here!” he said? Yes.\nNo end"
    start = text.index(words)
    found = text[slice(*sentence(text, start, start + len(words)))]
    assert found == expected


class Asking:
    def __init__(self, q):
        from archive.query import QuoteQuery

        self.query = QuoteQuery(q=q)


@given(text=st.text(max_size=80), q=st.text(max_size=12))
@settings(max_examples=300)
def test_marked_text_without_its_marks_is_the_text(text, q):
    from html import unescape

    html = str(words(text, Asking(q)))
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == text


def test_a_quote_that_lost_its_words_breaks_nothing(article):
    quote = make_quote("War is over", article=article, cue="she added", status="draft")
    QuoteSpan.objects.filter(quote=quote).delete()
    assert Article.objects.count() == 1
    assert list(quoted(Quote.objects.in_article(article).ids())) == []


def test_a_link_marks_words_of_what_may_be_shown_and_nothing_else(client, db):
    text = "Title\n\nA secret line.\n\n“Peace is near,” Ada said. More of it.\n"
    quote = make_quote("Peace is near", article=make_article(text, rights="excerpt"))
    article, at = quote.article, text.index("is near")

    def page(words, hash_=article.raw_sha256[:12]):
        return client.get(article.get_absolute_url(), {"words": words, "hash": hash_}).content.decode()

    assert '<mark class="linked" id="words">is near</mark>' in page(f"{at}-{at + 7}")
    assert "linked" in page(f"{at}-{at + 7}", article.raw_sha256[:12].upper())
    secret = text.index("secret")
    for lost in (
        page(f"{secret}-{secret + 6}"),
        page(f"{at}-{at + 7}", "0" * 12),
        *map(page, ["5-2", "1-99999", "-1-3", "abc", "12", "1-2-3", "٣-٩", "1" * 9 + "-2"]),
    ):
        assert "linked" not in lost
        assert "leads to words that are not marked here" in lost
        assert "secret" not in lost


def test_every_part_of_a_quote_is_marked_without_scripts(client, article):
    quote = make_quote("Peace is near", article=article)
    add_span(quote, "War is over")
    draft = make_quote("She left", article=article, status="draft")
    page = client.get(article.get_absolute_url()).content.decode()
    assert page.count(f'data-quotes="{quote.pk}"') == 2
    assert f'href="/articles/{article.pk}/marks.css"' in page
    rules = client.get(f"/articles/{article.pk}/marks.css").content.decode()
    assert f':has(#q{quote.pk}:target) mark.said[data-quotes~="{quote.pk}"]' in rules
    assert str(draft.pk) not in rules


@pytest.mark.parametrize(("body", "told"), [([[0, 5], [7, 17]], False), ([[7, 17]], True)])
def test_only_where_more_than_blanks_is_left_out_an_article_says_so(client, body, told):
    quote = make_quote("Peace", article=make_article("Title\n\nPeace said", body_spans=body))
    page = client.get(quote.article.get_absolute_url()).content.decode()
    assert ("Boilerplate is left out." in page) is told
    assert "Show the whole text as it was captured" in page
