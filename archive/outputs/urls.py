"""The addresses of everything that is no page; the site map includes them."""

from django.urls import path

from archive.outputs import exports, feeds, sitemaps
from archive.outputs.api import urls as api

urlpatterns = [
    *api.urlpatterns,
    path("export/quotes.csv-metadata.json", exports.csv_dictionary, name="export-csv-dictionary"),
    path("export/quotes.jsonl-schema.json", exports.jsonl_dictionary, name="export-jsonl-dictionary"),
    path("export/quotes.<str:extension>", exports.export, name="export"),
    path("feed/", feeds.quotes, name="feed"),
    path("feed/corrections/", feeds.corrections, name="feed-corrections"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:section>-<int:number>.xml", sitemaps.part, name="sitemap-part"),
]
