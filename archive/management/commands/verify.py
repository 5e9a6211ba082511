import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from archive.editing.verify import verify
from archive.models import Article


class Command(BaseCommand):
    help = "Compares every quote's spans with its article's text, and every text with its hash. Exits 1 when one differs."

    def handle(self, **options: Any) -> None:
        articles = Article.objects.order_by("id").prefetch_related("quotes__spans")
        checked = quotes = failed = 0
        for article in tqdm(
            articles.iterator(chunk_size=100), total=articles.count(), unit="article", disable=None
        ):
            failures = verify(article)
            for quote, problem in failures:
                where = f"Article {article.pk} ({article.title[:60]})" + (
                    f", quote {quote.pk}" if quote else ""
                )
                self.stderr.write(self.style.ERROR(f"{where}: {problem}"))
            checked, quotes, failed = checked + 1, quotes + len(article.quotes.all()), failed + len(failures)
        self.stdout.write(f"{checked:,} articles and {quotes:,} quotes checked: {failed or 'no'} failures.")
        if failed:
            sys.exit(1)
