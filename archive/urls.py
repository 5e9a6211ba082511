"""The site map: every address on one screen."""

from django.conf import settings
from django.contrib import admin
from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from archive.operations import health, middleware
from archive.outputs import urls as outputs
from archive.views import (
    articles,
    calendar,
    compare,
    corrections,
    dossier,
    errors,
    help,
    home,
    matrix,
    occasions,
    places,
    quotes,
    searches,
    speakers,
    statements,
)
from archive.views.results import facets


class KeyConverter(StringConverter):
    """An id with or without its slug: 12, 12-matthew-miller."""

    regex = r"[0-9]{1,15}(?:-[^/]*)?"


class YearConverter(StringConverter):
    regex = r"[0-9]{4}"


class TwoDigitsConverter(StringConverter):
    regex = r"[0-9]{2}"


register_converter(KeyConverter, "key")
register_converter(YearConverter, "yyyy")
register_converter(TwoDigitsConverter, "mm")

urlpatterns = [
    path("", home.index, name="home"),
    # Quotes
    path("quotes/", quotes.index, name="quotes"),
    path("quotes/list/", quotes.open_list, {"page": "quotes"}, name="open-list"),
    path("quotes/values/<slug:name>/", facets.values, name="values"),
    path("quotes/suggest/", quotes.suggestions, name="suggest"),
    path("quotes/<key:key>/", quotes.detail, name="quote"),
    path("statements/<key:key>/", statements.detail, name="statement"),
    path("compare/", compare.index, name="compare"),
    path("compare/list/", quotes.open_list, {"page": "compare"}, name="compare-list"),
    path("dossier/", dossier.index, name="dossier"),
    path("searches/", searches.freeze, name="freeze"),
    path("searches/<slug:code>/", searches.detail, name="frozen"),
    path("searches/<slug:code>/export.csv-metadata.json", searches.dictionary, name="frozen-dictionary"),
    path("searches/<slug:code>/export.<str:extension>", searches.export, name="frozen-export"),
    path("searches/<slug:code>/citation.<str:style>", searches.citation, name="frozen-citation"),
    path("timeline/", quotes.by_time, name="timeline"),
    path("<yyyy:year>/", calendar.page, name="year"),
    path("<yyyy:year>/<mm:month>/", calendar.page, name="month"),
    path("<yyyy:year>/<mm:month>/<mm:day>/", calendar.page, name="day"),
    # Who and where
    path("speakers/", speakers.index, name="speakers"),
    path("speakers/<key:key>/", speakers.detail, name="speaker"),
    path("countries/matrix/", matrix.page, name="matrix"),
    path("countries/", places.countries, name="countries"),
    re_path(r"^countries/(?P<key>[A-Za-z]{2})/$", places.country, name="country"),
    path("organisations/", places.organisations, name="organisations"),
    path("organisations/<key:key>/", places.organisation, name="organisation"),
    path("occasions/", occasions.index, name="occasions"),
    path("occasions/<key:key>/", occasions.detail, name="occasion"),
    # Sources
    path("outlets/", places.outlets, name="outlets"),
    path("outlets/<key:key>/", places.outlet, name="outlet"),
    path("articles/", articles.index, name="articles"),
    path("articles/<key:key>/", articles.detail, name="article"),
    path("articles/<int:pk>/marks.css", articles.marks, name="article-marks"),
    # The archive itself
    path("corrections/", corrections.index, name="corrections"),
    path("about/", help.about, name="about"),
    path("help/", help.index, name="help"),
    path("help/coverage/", help.coverage_page, name="coverage"),
    path("robots.txt", help.robots),
    *outputs.urlpatterns,
    path("livez", health.livez),
    path("readyz", health.readyz),
    path(settings.ADMIN_URL, admin.site.urls),
]

handler400 = errors.bad_request
handler500 = middleware.server_error
