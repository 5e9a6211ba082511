"""The public pages in a real Chromium: what each test walks over."""

from archive.editing.redaction import redact
from archive.models import Article, Correction, Occasion, Organisation, Outlet, Quote, Speaker, Statement
from tests.builders import make_quote

REMOVED = "A court ordered it."


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
        "days": "/timeline/?said_from=2024-06&said_to=2024-06",
        "values": "/quotes/values/speaker/?country=US&named=m",
        "gathering": f"/quotes/?q=Russia&keep={quote.pk}",
        "quote": quote.get_absolute_url(),
        "reported": Quote.objects.get(ref="002-s11").get_absolute_url(),
        "statement": Statement.objects.get().get_absolute_url(),
        "speaker": miller.get_absolute_url(),
        "speakers": "/speakers/",
        "country": "/countries/KP/",
        "month": "/2024/06/",
        "matrix": "/countries/matrix/",
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
        "articles-found": "/articles/?q=Korea",
        "compare": "/compare/?a.country=KP&b.country=KR",
        "compare-asked": "/compare/?a.who=Kim&b.said_from=2024-06-01",
        "line": "/quotes/?q=cooperation&view=line",
        "question": "/quotes/?q=what+did+Stoltenberg+say+about+zebras+in+China?",
        "in-short": "/dossier/?view=compact",
        "linked": f"{quote.article.get_absolute_url()}?words=404-808&hash={quote.article.raw_sha256[:12]}",
        "corrections": "/corrections/",
        "about": "/about/",
        "help": "/help/",
        "coverage": "/help/coverage/",
        "picked": f"/quotes/?id={quote.pk}&id={Quote.objects.get(ref='002-s11').pk}",
        "quotes-compared": f"/compare/?id={quote.pk}&id={Quote.objects.get(ref='002-s11').pk}",
        "organisation-via": Organisation.objects.get(name="Yonhap News Agency").get_absolute_url()
        + "?tab=via",
        "country-mentioned": "/countries/KP/?tab=mentions",
        "unnamed": Speaker.objects.public().filter(type="unnamed").first().get_absolute_url(),
        "no-such-speaker": "/speakers/?q=zebra",
        "nearly-a-speaker": "/speakers/?q=blinkin",
        "login": "/admin/login/",
    }


def wrong() -> dict[str, str]:
    """One of each kind of answer that is no page, by name; tests/browser/wrong_urls.py makes the last three."""
    return {
        "not-found": "/nothing/",
        "refused": "/quotes/?q=p*",
        "bad-date": "/quotes/?said_from=2024-13",
        "withdrawn": Quote.objects.withdrawn().exclude(withdrawn_reason=REMOVED).get().get_absolute_url(),
        "removed": Article.objects.redacted().get().get_absolute_url(),
        "forbidden": "/wrong/forbidden/",
        "broken": "/wrong/broken/",
        "database-down": "/wrong/database-down/",
    }


def go_wrong() -> None:
    """Adds what the five articles lack: a correction, a withdrawn quote, a text that had to be removed."""
    quote = Quote.objects.get(ref="003-s1")
    Correction.objects.create(quote=quote, changed="date", old="17 June", new="18 June", reason="A slip.")
    withdrawn = make_quote("Nobody said this")
    Quote.objects.filter(pk=withdrawn.pk).update(
        status="withdrawn", withdrawn_reason="Somebody else said it."
    )
    redact(make_quote("Nobody may read this").article, REMOVED)
