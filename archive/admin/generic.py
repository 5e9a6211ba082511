"""Django's classes with their type parameters: django-stubs knows these as generic, Django itself does not."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.text import capfirst

from archive.admin.widgets import NO_ONE, Autocomplete

if TYPE_CHECKING:
    StockAdmin = admin.ModelAdmin[Any]
    StockTabular = admin.TabularInline[Any, Any]
    StockStacked = admin.StackedInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
    InlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    Mixin = admin.options.BaseModelAdmin[Any]
    StockMixin = admin.ModelAdmin[Any]
    InlineMixin = admin.options.InlineModelAdmin[Any, Any]
else:
    StockAdmin, StockTabular, StockStacked = admin.ModelAdmin, admin.TabularInline, admin.StackedInline
    ModelForm, InlineFormSet, Mixin = forms.ModelForm, forms.BaseInlineFormSet, object
    InlineMixin = StockMixin = object

# Rows beside an object: more are never needed, and a form says how many it holds.
MOST_ROWS = 200
# Of a new quote, all of whose rows are empty; its own form takes the others afterwards.
MOST_NEW_ROWS = 40


class Choosing(Mixin):
    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Autocomplete(db_field, self.admin_site, using=kwargs.get("using"))
            kwargs["error_messages"] = {"invalid_choice": NO_ONE}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Bounded(Choosing, InlineMixin):
    max_num = MOST_ROWS

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **{"absolute_max": MOST_ROWS, **kwargs})


class ModelAdmin(Choosing, StockAdmin):
    """With fields that take no harm from what is no key."""


class TabularInline(Bounded, StockTabular):
    """Likewise; its fields have the name of their column, which the stock table leaves to the eye."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", capfirst(field.label))
        return field


class StackedInline(Bounded, StockStacked):
    """Likewise."""
