"""The addresses of everything that is no page; the site map includes them."""

from django.urls import path

from archive.outputs import exports

urlpatterns = [
    path("export/quotes.csv-metadata.json", exports.csv_dictionary, name="export-csv-dictionary"),
    path("export/quotes.jsonl-schema.json", exports.jsonl_dictionary, name="export-jsonl-dictionary"),
    path("export/quotes.<str:extension>", exports.export, name="export"),
]
