"""Who may sign in at the desk, and as what: one choice of four, in words, instead of ticks and permissions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.once import OnceAdmin

NONE, EDITOR, PUBLISHER, ADMINISTRATOR = "none", "Editor", "Publisher", "administrator"
ROLES = {
    EDITOR: "Editor: enters articles and drafts, sends them to review, proposes changes of what is published",
    PUBLISHER: "Publisher: all that an Editor does; publishes, returns, withdraws, merges, decides what readers see",
    ADMINISTRATOR: "Administrator: all that a Publisher does; accounts, countries and the site's machinery too",
    NONE: "No access: cannot sign in any more; what was done under the name stays in the history",
}
PERSON = ("username", "first_name", "last_name", "email")


def role_of(user: User) -> str:
    if not (user.is_active and user.is_staff):
        return NONE
    if user.is_superuser:
        return ADMINISTRATOR
    names = {group.name for group in user.groups.all()}
    return next((name for name in (PUBLISHER, EDITOR) if name in names), "")


def give(user: User, role: str) -> None:
    user.is_active = user.is_staff = role != NONE
    user.is_superuser = role == ADMINISTRATOR
    user.save()
    user.groups.set(Group.objects.filter(name=role))
    user.user_permissions.clear()


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    role = forms.ChoiceField(choices=ROLES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["role"] = role_of(self.instance)
        if "email" in self.fields:
            self.fields["email"].help_text = "Where mail is set up, returned quotes are told there."


class AccountForm(RoleForm, UserChangeForm):  # type: ignore[type-arg]
    by: Any = None

    def clean_role(self) -> str:
        """So that there is always somebody who can."""
        role: str = self.cleaned_data["role"]
        if self.instance.pk == self.by.pk and role != ADMINISTRATOR:
            raise forms.ValidationError(
                "It is your own account: another administrator can take this from you."
            )
        return role


class NewAccountForm(RoleForm, UserCreationForm):  # type: ignore[type-arg]
    """With a password that its owner changes after signing in."""


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(OnceAdmin, UserAdmin):  # type: ignore[type-arg]
    form, add_form = AccountForm, NewAccountForm
    add_form_template = "admin/change_form.html"
    fieldsets = ((None, {"fields": (*PERSON, "role", "password")}),)
    add_fieldsets = ((None, {"fields": (*PERSON, "role", "password1", "password2")}),)
    list_display = ("username", "first_name", "last_name", "email", "role", "last_login")
    list_filter = ("is_active", "groups")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The history names it."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "role" in form.changed_data:
            give(form.instance, form.cleaned_data["role"])

    @admin.display(description="role")
    def role(self, obj: User) -> str:
        name = role_of(obj)
        return ROLES[name].partition(":")[0] if name else "none of these"
