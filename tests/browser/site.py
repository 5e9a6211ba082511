"""The public pages in a real Chromium: what each test walks over."""

from archive.models import Article, Occasion, Organisation, Outlet, Quote, Speaker, Statement


def addresses() -> dict[str, str]:
    """One of each kind of page, by name."""
    quote = Quote.objects.published().get(ref="003-s1")
    miller = Speaker.objects.get(name="Matthew Miller")
    return {
        "home": "/",
        "results": "/quotes/?q=Korea",
        "filtered": "/quotes/?country=US&said_from=2024-06&said_to=2024-06&undated=exclude",
        "empty": "/quotes/?q=ammunition&country=KP",
        "by-speaker": "/quotes/?view=speakers",
        "timeline": "/timeline/",
        "quote": quote.get_absolute_url(),
        "reported": Quote.objects.get(ref="002-s11").get_absolute_url(),
        "statement": Statement.objects.get().get_absolute_url(),
        "speaker": miller.get_absolute_url(),
        "speakers": "/speakers/",
        "country": "/countries/KP/",
        "countries": "/countries/",
        "organisation": Organisation.objects.get(name="Yonhap News Agency").get_absolute_url(),
        "organisations": "/organisations/",
        "outlet": Outlet.objects.get(name="The Times Hub").get_absolute_url(),
        "outlets": "/outlets/",
        "occasion": Occasion.objects.filter(quotes__status="published").first().get_absolute_url(),
        "occasions": "/occasions/",
        "article": quote.article.get_absolute_url(),
        "raw": quote.article.get_absolute_url() + "?text=raw",
        "long-article": Article.objects.get(
            ref=Quote.objects.get(ref="002-s3").article.ref
        ).get_absolute_url(),
        "articles": "/articles/",
        "compare": "/compare/?a.country=KP&b.country=KR",
        "corrections": "/corrections/",
        "about": "/about/",
        "help": "/help/",
        "coverage": "/help/coverage/",
    }


WRONG = {"not-found": "/nothing/", "refused": "/quotes/?q=(peace", "bad-date": "/quotes/?said_from=2024-13"}
