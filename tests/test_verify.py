import pgtrigger
import pytest
from django.core.management import call_command

from archive.editing.verify import Failure, verify
from archive.models import Article, Quote
from tests.builders import make_article, make_quote

pytestmark = pytest.mark.django_db


def tamper(article: Article, old: str, new: str) -> None:
    """Changes the text past the trigger that forbids it, as a broken disk would."""
    with pgtrigger.ignore("archive.Article:raw_text_frozen"):
        Article.objects.filter(pk=article.pk).update(raw_text=article.raw_text.replace(old, new))


def failures_of(article: Article) -> list[Failure]:
    return verify(Article.objects.prefetch_related("quotes__spans").get(pk=article.pk))


@pytest.fixture
def article() -> Article:
    article = make_article(
        "Title\n\n“Peace is near,” Ada said. “War is over,” she said on Monday. The end.\n"
    )
    make_quote("Peace is near", article=article, cue="Ada said")
    make_quote("War is over", article=article, cue="she said")
    return article


def test_true_anchors_pass(article: Article, capsys: pytest.CaptureFixture[str]) -> None:
    assert failures_of(article) == []
    call_command("verify")
    assert "1 articles and 2 quotes checked: no failures." in capsys.readouterr().out


def test_a_change_inside_a_span_names_that_quote(article: Article) -> None:
    tamper(article, "near", "near"[::-1])
    assert [quote for quote, _ in failures_of(article)] == [Quote.objects.get(text="Peace is near")]


def test_a_change_elsewhere_names_the_article_and_all_its_quotes(article: Article) -> None:
    tamper(article, "The end", "The eNd")
    assert [quote and quote.text for quote, _ in failures_of(article)] == [
        None,
        "Peace is near",
        "War is over",
    ]


def test_a_text_that_the_spans_do_not_give_is_a_failure(article: Article) -> None:
    Quote.objects.filter(text="War is over").update(text="War is not over")
    assert "is not what its spans give" in failures_of(article)[0][1]


def test_the_command_exits_1_and_says_what_fails(
    article: Article, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(article, "near", "here")
    with pytest.raises(SystemExit, match="1"):
        call_command("verify")
    assert "'Peace is near'" in capsys.readouterr().err
