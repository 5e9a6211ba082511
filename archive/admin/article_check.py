"""Checking what the text of an article says about itself, before quotes are proposed."""

from typing import Any

from django import forms

from archive.admin.conflicts import VersionedForm
from archive.admin.widgets import DayInput
from archive.editing.articles import save_article, too_early
from archive.editing.body import restore, strike
from archive.editing.locate import shorten
from archive.editing.proposals.affiliation import organisation_called
from archive.intake import results
from archive.intake.page.lines import boilerplate_of, lines_of
from archive.intake.page.metadata import metadata_of
from archive.models import Article, Organisation, Outlet
from archive.text import Offsets, sort_key

UNKNOWN = "The text does not say: leave it empty unless you know."
MOST_LINES = 300  # that a person looks through; others are struck out in the text itself
Basis = Article.PublishedBasis


class CheckForm(VersionedForm):
    new_outlet = forms.CharField(max_length=200, required=False, label="Or a new outlet, named")
    new_agency = forms.CharField(max_length=200, required=False, label="Or a new agency, named")
    boilerplate = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, required=False, label="Not part of the article"
    )

    class Meta:
        model = Article
        fields = (
            "title",
            "outlet",
            "agency",
            "published_on",
            "published_basis",
            "language",
            "original_language",
            "translation",
        )
        widgets = {
            "published_on": DayInput(),
            "title": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.instance.raw_text
        lines = lines_of(text)
        self.known = metadata_of(text, lines)
        self.offer_places()
        self.offer_date(text)
        self.lines = [(each.span.start, each.span.end) for each in boilerplate_of(lines)][:MOST_LINES]
        self.offer_boilerplate(text)

    about = property(
        lambda self: [self[name] for name in ("title", "outlet", "new_outlet", "agency", "new_agency")]
    )
    when = property(lambda self: [self[name] for name in ("published_on", "published_basis")])
    words = property(lambda self: [self[name] for name in ("language", "original_language", "translation")])

    def offer_places(self) -> None:
        for name, found in (("outlet", self.known.outlet), ("agency", self.known.agency)):
            self.fields[name].help_text = evidence(found)
            if found and getattr(self.instance, f"{name}_id") is None:
                row = outlet_called(found.value) if name == "outlet" else organisation_called(found.value)
                self.initial[name] = row.pk if row else None
                self.initial[f"new_{name}"] = "" if row else found.value

    def offer_date(self, text: str) -> None:
        published = self.known.published
        where = published.evidence if published else None
        self.fields["published_on"].help_text = f"The text says: “{where.of(text)}”" if where else UNKNOWN
        if published and self.instance.published_on is None:
            self.initial.update(published_on=published.date, published_basis=Basis.STATED)

    def offer_boilerplate(self, text: str) -> None:
        """Lines that look like it, and what was struck out already; ticked is what is not part of the article."""
        removed = [each for each in self.instance.removed if text[slice(*each)].strip()][:MOST_LINES]
        apart = [each for each in removed if not any(meets(each, line) for line in self.lines)]
        struck = [line for line in self.lines if any(meets(line, each) for each in removed)]
        untouched = not self.instance.removed and not self.instance.quotes.exists()
        field: Any = self.fields["boilerplate"]
        lines = sorted([*self.lines, *apart])
        field.choices = [(value(each), shorten(text[slice(*each)].strip())) for each in lines]
        self.struck = {value(each) for each in [*struck, *apart]}
        self.initial["boilerplate"] = [
            value(each) for each in (self.lines if untouched else [*struck, *apart])
        ]

    def clean_published_on(self) -> Any:
        day = self.cleaned_data["published_on"]
        if problem := too_early(self.instance, day):
            raise forms.ValidationError(problem)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("outlet", "agency"):
            if cleaned.get(name) and cleaned.get(f"new_{name}"):
                self.add_error(f"new_{name}", "Choose a known one or name a new one, not both.")
        if cleaned.get("published_on") and cleaned.get("published_basis") == Basis.UNKNOWN:
            cleaned["published_basis"] = Basis.EDITOR
        if not cleaned.get("published_on"):
            cleaned["published_basis"] = Basis.UNKNOWN
        return cleaned

    def save(self, commit: bool = True) -> Article:
        """Adds the places that are new, and strikes out what is ticked."""
        article: Article = self.instance
        if name := self.cleaned_data["new_outlet"].strip():
            article.outlet = outlet_called(name) or Outlet.objects.create(name=name)
        if name := self.cleaned_data["new_agency"].strip():
            article.agency = organisation_called(name) or Organisation.objects.create(name=name)
        save_article(article, Article.objects.get(pk=article.pk).published_on)
        self.set_body(article)
        return article

    def set_body(self, article: Article) -> None:
        ticked = set(self.cleaned_data["boilerplate"])
        if more := ticked - self.struck:
            strike(article, *map(span, more))
        if less := self.struck - ticked:
            restore(article, *map(span, less))


def evidence(found: results.Found | None) -> str:
    return f"The text suggests: {found.value}" if found else UNKNOWN


def outlet_called(name: str) -> Outlet | None:
    return Outlet.objects.filter(sort_key=sort_key(name)).first()


def meets(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def value(span: Offsets) -> str:
    return f"{span[0]}-{span[1]}"


def span(value: str) -> Offsets:
    start, end = value.split("-")
    return int(start), int(end)
