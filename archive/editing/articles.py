"""What must move together when an article changes."""

from datetime import date

from archive.models import Article, Precision, Quote
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
    if now and (published_before is None or now < published_before):
        undated.update(said_latest=now)
        article.save()
    else:
        article.save()
        undated.update(said_latest=now)


def said_after(article: Article, day: date) -> Quote | None:
    """A dated quote of the article that was said later than `day`."""
    return article.quotes.filter(said_latest__gt=day).exclude(said_precision=Precision.UNKNOWN).first()


def too_early(article: Article, day: date | None) -> str:
    """What stands against this day of publication; empty where nothing does."""
    later = said_after(article, day) if day and article.pk else None
    if later is None:
        return ""
    return (
        f"A quote of this article was said {phrases.said(*later.when)}, after this day: “{later}”. "
        "Correct that quote's date first."
    )
