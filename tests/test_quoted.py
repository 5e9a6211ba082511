"""One shape of a quote, read with one query."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.reading.passages import excerpts
from archive.reading.quoted import quoted
from archive.text import GAP
from tests.builders import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def test_many_quotes_are_read_whole_with_one_query_and_one_for_shared_names():
    made = [make_quote(f"Peace is near, {n}", make_speaker(f"Speaker {n}")) for n in range(4)]
    draft = make_quote("Not yet", status="draft")
    with CaptureQueriesContext(connection) as captured:
        found = quoted([draft.pk, *(quote.pk for quote in reversed(made))])
        assert [quote.names for quote in found] == [f"Speaker {n}" for n in (3, 2, 1, 0)]
        assert all(quote.stands_alone and quote.sentence and quote.article.title for quote in found)
    assert len(captured) == 2


@pytest.mark.parametrize(
    "between",
    ["word " * 400, "word. " * 300, "x" * 2000, "Mr. A " * 200, "Line\n" * 50, "a b\n" * 300],
)
def test_the_sentence_read_from_a_window_is_that_of_the_whole_text(between):
    article = make_article(
        f"Title\n\n{between}Ada denied the arms deals {between}The end.\n", rights="excerpt"
    )
    (found,) = quoted([make_quote("the arms deals", cue="denied", kind="indirect", article=article).pk])
    shown = excerpts(article.raw_text, article.rights, found.anchor, found.around)
    assert found.sentence == GAP.join(article.raw_text[start:end] for start, end in shown)
