"""What became of the rows of tables that an article was waited for by."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from archive.models import Article
from archive.transfer.spreadsheets.drafting import Arrival


def said_of_arrival(request: HttpRequest, arrival: Arrival, article: Article) -> None:
    if arrival.drafted:
        link = reverse("admin:archive_article_review", args=[article.pk])
        text = 'Rows of tables that are <a href="{}">drafts of this article</a> now: {}.'
        messages.success(request, format_html(text, link, len(arrival.drafted)))
    if arrival.missing:
        text = (
            f"{len(arrival.missing)} entries of tables name this article, but their words do not stand in it."
        )
        messages.warning(request, text)
    if arrival.left:
        first = reverse("admin:archive_spreadsheet_change", args=[arrival.left[0][0].sheet_id])
        text = '{} more rows were too many for one request: their <a href="{}">table</a> goes on with them.'
        messages.warning(request, format_html(text, len(arrival.left), first))
