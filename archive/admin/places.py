from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.base import DeskAdmin
from archive.admin.conflicts import PublicForm
from archive.admin.once import OnceForm
from archive.admin.place_merging import PlaceAdmin
from archive.models import Country, Organisation, Outlet


class NamedForm(OnceForm, PublicForm):
    worded = frozenset({"name"})


@admin.register(Country)
class CountryAdmin(DeskAdmin):
    form = NamedForm
    list_display = ["name", "code", "other_names", "valid_from", "valid_to"]
    search_fields = ["code__iexact", "name", "sort_key", "other_names"]


@admin.register(Organisation)
class OrganisationAdmin(PlaceAdmin):
    form = NamedForm
    list_display = ["name", "country", "parent"]
    list_filter = [("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country", "parent"]
    search_fields = ["name", "sort_key", "other_names", "wikidata__exact"]
    autocomplete_fields = ["country", "parent"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return super().get_queryset(request).select_related("country")

    def autocomplete_label(self, obj: Organisation) -> str:
        known = ", ".join(filter(None, [str(obj.country or ""), obj.wikidata]))
        return f"{obj} ({known})" if known else str(obj)


@admin.register(Outlet)
class OutletAdmin(PlaceAdmin):
    form = NamedForm
    list_display = ["name", "organisation", "homepage"]
    list_select_related = ["organisation"]
    search_fields = ["name", "sort_key", "other_names"]
    autocomplete_fields = ["organisation"]
