"""What must move together when an article changes."""

from datetime import date

from archive.editing.checks import Said, not_on_the_day
from archive.models import Article, Attribution, Basis, Precision, Quote
from archive.reading import phrases


def save_article(article: Article, published_before: date | None) -> None:
    """Saves, and gives the quotes without a said date the article's new date as their latest.

    The order keeps every quote said on or before its publication at each step, as the triggers ask.
    """
    now = article.published_on
    if now == published_before or not article.pk:
        article.save()
        return
    undated = Quote.objects.filter(article=article, said_precision=Precision.UNKNOWN)
    if now is None or published_before is None or now < published_before:
        undated.update(said_latest=now)
        article.save()
    else:
        article.save()
        undated.update(said_latest=now)


def said_after(article: Article, day: date) -> Quote | None:
    """A dated quote of the article that was said later than `day`."""
    return article.quotes.filter(said_latest__gt=day).exclude(said_precision=Precision.UNKNOWN).first()


def too_early(article: Article, published: date | None, updated: date | None = None) -> str:
    """What stands against this day of publication; empty where nothing does."""
    if not article.pk or not (published or updated):
        return ""
    later = said_after(article, max(filter(None, [published, updated])))
    if later is None:
        return not_in_office_yet(article, published)
    return (
        f"A quote of this article was said {phrases.said(*later.when)}, after this day: “{later}”. "
        "Correct that quote's date first."
    )


def not_in_office_yet(article: Article, published: date | None) -> str:
    """An office or a country, of a published quote without a date of its own, that began after this day."""
    undated = Said(None, published, Precision.UNKNOWN, Basis.NONE)
    shown = Attribution.objects.filter(quote__article=article, quote__said_precision=Precision.UNKNOWN)
    published_ones = shown.filter(quote__status=Quote.Status.PUBLISHED)
    rows = published_ones.select_related("role__organisation", "role__country", "country")
    return next((problem for each in rows for problem in not_on_the_day(each, undated)), "")
