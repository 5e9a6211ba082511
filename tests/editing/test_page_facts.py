"""Six pages as newsrooms make them: each keeps its day, outlet, address, byline and language."""

from datetime import date

import pytest

from archive.editing.uploads import language_for, read_upload

DAY, CHANGED = date(2024, 6, 17), date(2024, 6, 18)
TEXTS = {
    "en": "“Peace is near,” Ada Lovelace said on Monday, and the talks would go on for the whole of the week in the city.",
    "pt": "“A paz está próxima”, disse a ministra na segunda-feira, e as conversas vão continuar durante toda a semana.",
    "ar": "قالت الوزيرة يوم الاثنين إن السلام قريب وإن المحادثات سوف تستمر طوال الأسبوع في المدينة القديمة.",
    "fr": "« La paix est proche », a dit la ministre lundi, et les discussions vont continuer pendant toute la semaine.",
    "de": "„Der Frieden ist nah“, sagte die Ministerin am Montag, und die Gespräche gehen die ganze Woche weiter.",
}
GRAPH = """<meta property="og:site_name" content="Riga Daily"><meta property="og:url" content="https://riga.example/talks">
<meta property="article:published_time" content="2024-06-17T18:42:00+03:00"><meta property="article:modified_time" content="2024-06-18T07:00:00+03:00">
<meta name="author" content="Ann Lee">"""
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Talks end",
"datePublished": "2024-06-17T18:42:00Z", "dateModified": "2024-06-18T07:00:00Z", "author": [{"@type": "Person", "name": "Ann Lee"}],
"publisher": {"@type": "Organization", "name": "Riga Daily"}, "mainEntityOfPage": "https://riga.example/talks", "inLanguage": "en-US"}</script>
<link rel="canonical" href="https://riga.example/talks"><meta property="og:site_name" content="Riga Daily">"""
NAMED = """<meta name="date" content="2024-06-17"><meta name="last-modified" content="2024-06-18"><meta name="author" content="Ann Lee">
<meta name="application-name" content="Riga Daily"><link rel="canonical" href="https://riga.example/talks">"""
ITEMS = """<meta itemprop="datePublished" content="2024-06-17T18:42:00Z"><meta itemprop="dateModified" content="2024-06-18">
<meta property="og:site_name" content="Riga Daily"><meta property="og:url" content="https://riga.example/talks"><meta name="author" content="Ann Lee">"""


def page(head, lang, text):
    body = "".join(f"<p>{text} {at}.</p>" for at in ("", "Et", "Al", "Um"))
    return (
        f"<!DOCTYPE html><html{lang}><head><meta charset='utf-8'><title>Talks end</title>{head}</head>"
        f"<body><nav>Home</nav><main><article><h1>Talks end</h1>{body}</article></main></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("head", "lang", "text", "language"),
    [
        (GRAPH, ' lang="en-GB"', "en", "en-GB"),
        (LINKED, "", "en", "en-US"),
        (NAMED, ' lang="pt-BR"', "pt", "pt-BR"),
        (ITEMS, ' lang="ar" dir="rtl"', "ar", "ar"),
        (GRAPH + '<meta property="og:locale" content="fr_FR">', "", "fr", "fr-FR"),
        (LINKED, ' lang="de"', "de", "de"),
    ],
    ids=["open graph", "json-ld", "names, pt", "items, ar", "locale, fr", "json-ld, de"],
)
def test_a_page_keeps_day_outlet_address_byline_and_language(head, lang, text, language):
    read = read_upload(page(head, lang, TEXTS[text]))
    facts = read.facts
    assert (facts.published, facts.updated) == (DAY, CHANGED)
    assert (facts.outlet, facts.url, facts.byline) == ("Riga Daily", "https://riga.example/talks", "Ann Lee")
    assert language_for(read.text, facts.language) == language
