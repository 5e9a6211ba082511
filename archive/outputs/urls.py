"""The addresses of everything that is no page; the site map includes them."""

from django.urls import path, re_path

from archive.outputs import exports, feeds, sitemaps
from archive.outputs.api import urls as api
from archive.outputs.share import addresses, changes, embed, follows, pictures, story

urlpatterns = [
    *api.urlpatterns,
    re_path(r"^q/(?P<cited>[0-9]{1,15}(?:@[0-9]{1,9})?)$", addresses.lead, name="short"),
    path("quotes/<int:key>/picture.png", pictures.of_quote, name="picture-quote"),
    path("pictures/site.png", pictures.of_site, name="picture-site"),
    re_path(r"^pictures/(?P<kind>country)/(?P<key>[A-Z]{2})\.png$", pictures.of_page, name="picture"),
    re_path(r"^pictures/(?P<kind>[a-z]+)/(?P<key>[0-9]{1,15})\.png$", pictures.of_page, name="picture"),
    path("quotes/<int:key>/embed/", embed.page, name="embed"),
    path("changes/", changes.page, name="changes"),
    path("changes/since/", changes.since, name="since"),
    path("feed/changes/", changes.feed, name="feed-changes"),
    path("follow/", follows.ask, name="follow"),
    path("follow/<str:token>/", follows.followed, name="followed"),
    path("follow/<str:token>/stop/", follows.unfollow, name="unfollow"),
    path("oembed", embed.oembed, name="oembed"),
    path("quotes/<int:key>/story.txt", story.text, name="story"),
    path("export/quotes.csv-metadata.json", exports.csv_dictionary, name="export-csv-dictionary"),
    path("export/quotes.jsonl-schema.json", exports.jsonl_dictionary, name="export-jsonl-dictionary"),
    path("export/quotes.<str:extension>", exports.export, name="export"),
    path("feed/", feeds.quotes, name="feed"),
    path("feed/corrections/", feeds.corrections, name="feed-corrections"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:section>-<int:number>.xml", sitemaps.part, name="sitemap-part"),
]
