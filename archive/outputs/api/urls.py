from django.urls import path, re_path

from archive.outputs.api import docs, views
from archive.outputs.api.details import RESOURCES

ID = r"(?P<pk>[0-9]{1,19})"
CODE = r"(?P<code>[a-z0-9]{1,16})"


def addresses(kind: str) -> list[object]:
    key = r"(?P<pk>[A-Z]{2})" if kind == "countries" else ID
    return [
        path(f"api/v1/{kind}/", views.listing(kind).as_view(), name=f"api-{kind}"),
        re_path(rf"^api/v1/{kind}/{key}/$", views.single(kind).as_view(), name=f"api-one-of-{kind}"),
    ]


urlpatterns = [
    path("api/v1/", docs.index, name="api"),
    path("api/v1/openapi.json", docs.Description.as_view(), name="api-schema"),
    path("api/v1/quotes/", views.Quotes.as_view(), name="api-quotes"),
    re_path(rf"^api/v1/quotes/{ID}/$", views.OneQuote.as_view(), name="api-quote"),
    path("api/v1/changes/", views.Changes.as_view(), name="api-changes"),
    re_path(rf"^api/v1/statements/{ID}/$", views.OneStatement.as_view(), name="api-statement"),
    re_path(rf"^api/v1/searches/{CODE}/$", views.OneSearch.as_view(), name="api-search"),
    re_path(rf"^searches/{CODE}/record\.json$", views.Record.as_view(), name="frozen-record"),
    *(address for kind in RESOURCES for address in addresses(kind)),
    re_path(r"^api/", views.Nothing.as_view()),
]
