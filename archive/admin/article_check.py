"""Checking what an article's text and page say of themselves, before quotes are proposed."""

import re
from typing import Any

from django import forms

from archive.admin.conflicts import VersionedForm
from archive.admin.once import ANYWAY, told
from archive.admin.widgets import DayField, PassagesField
from archive.editing.articles import save_article, too_early
from archive.editing.body import restore, strike
from archive.editing.locate import locate, shorten, which
from archive.editing.pages import facts_of_page
from archive.editing.proposals.affiliation import organisation_called
from archive.intake.languages.detect import language_of
from archive.intake.page.lines import boilerplate_of, lines_of
from archive.intake.page.metadata import byline_of, metadata_of
from archive.intake.results import Line
from archive.intake.transcripts import read
from archive.models import Article, Organisation, Outlet
from archive.models.articles import LANGUAGE_UNKNOWN
from archive.models.called import same_name
from archive.models.fields import of_page
from archive.text import Offsets
from archive.text.tongue import day as in_words

UNKNOWN = "Neither text nor page says it: leave it empty unless you know."
MOST_LINES = 300  # that a person looks through; others are struck out in the text itself
Basis = Article.PublishedBasis


class CheckForm(VersionedForm):
    new_outlet = forms.CharField(max_length=200, required=False, label="Or a new outlet, named")
    new_agency = forms.CharField(max_length=200, required=False, label="Or a new agency, named")
    boilerplate = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, required=False, label="Not part of the article"
    )
    more_boilerplate = PassagesField(
        required=False,
        rows=2,
        label="Not part of the article either",
        help_text="Select the words in the text and press b, or paste them; […] stands between two places.",
    )

    class Meta:
        model = Article
        fields = (
            "title",
            "url",
            "byline",
            "outlet",
            "agency",
            "published_on",
            "published_basis",
            "updated_on",
            "language",
            "original_language",
            "translation",
            "replaces",
        )
        field_classes = {"published_on": DayField, "updated_on": DayField}
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.instance.raw_text
        lines = lines_of(text)
        self.known, self.page = metadata_of(text, lines), facts_of_page(self.instance)
        self.fields["url"].label = "Address"
        self.offer_source(text, lines)
        self.offer_places()
        self.offer_dates(text)
        self.offer_language(text)
        self.lines = [(each.span.start, each.span.end) for each in boilerplate_of(lines)][:MOST_LINES]
        self.offer_boilerplate(text)

    ABOUT = ("title", "url", "replaces", "byline", "outlet", "new_outlet", "agency", "new_agency")
    about = property(lambda self: [self[name] for name in self.ABOUT if name in self.fields])
    when = property(lambda self: [self[name] for name in ("published_on", "published_basis", "updated_on")])
    words = property(lambda self: [self[name] for name in ("language", "original_language", "translation")])

    def offer_source(self, text: str, lines: tuple[Line, ...]) -> None:
        printed = written_by(text, lines)
        for name, said, found in (("url", "", self.page.url), ("byline", printed, self.page.byline)):
            self.fields[name].help_text = evidence(said, found)
            self.initial[name] = getattr(self.instance, name) or found or said
        same = captures_of(self.initial["url"], self.instance)
        field: Any = self.fields["replaces"]
        field.queryset = Article.objects.filter(pk__in=[each.pk for each in same])
        field.empty_label = "no: another page"
        field.label = "A new capture of"
        if not (same or self.instance.replaces_id or self.is_bound):
            del self.fields["replaces"]
        elif same:
            self.initial["replaces"] = self.instance.replaces_id or same[0].pk

    def offer_places(self) -> None:
        for name, said in (("outlet", self.known.outlet or ""), ("agency", self.known.agency or "")):
            by_page = self.page.outlet if name == "outlet" else ""
            self.fields[name].help_text = evidence(said, by_page)
            if (said or by_page) and getattr(self.instance, f"{name}_id") is None:
                called = outlet_called if name == "outlet" else organisation_called
                row = called(said or by_page)
                self.initial[name] = row.pk if row else None
                self.initial[f"new_{name}"] = "" if row else said or by_page

    def offer_dates(self, text: str) -> None:
        printed, page = self.known.published, self.page
        where = self.known.published_in.of(text) if self.known.published_in else ""
        self.fields["published_on"].help_text = evidence(
            where, in_words(page.published) if page.published else ""
        )
        self.fields["updated_on"].help_text = evidence(page=in_words(page.updated) if page.updated else "")
        # A text that was changed may print the day of the change alone.
        by_text = printed if printed and not (page.published and printed == page.updated) else None
        if self.instance.published_on is None and (by_text or page.published):
            day, basis = (by_text, Basis.STATED) if by_text else (page.published, Basis.PAGE)
            self.initial.update(published_on=day, published_basis=basis)
        first = self.initial.get("published_on")
        if self.instance.updated_on is None and page.updated and first and page.updated > first:
            self.initial["updated_on"] = page.updated

    def offer_language(self, text: str) -> None:
        self.fields["language"].help_text = evidence(language_of(text), self.page.language, "looks like")
        if self.instance.language == LANGUAGE_UNKNOWN:
            self.initial["language"] = ""

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

    def clean_more_boilerplate(self) -> list[Offsets]:
        passages = self.cleaned_data["more_boilerplate"]
        if not passages.words.strip():
            return []
        located = locate(passages.words, self.instance.raw_text, passages.picks)
        self.fields["more_boilerplate"].widget.questions = located.questions
        if located.questions:
            raise forms.ValidationError(which(located.questions))
        if located.problems:
            raise forms.ValidationError(located.problems)
        return located.spans

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("outlet", "agency"):
            if cleaned.get(name) and cleaned.get(f"new_{name}"):
                self.add_error(f"new_{name}", "Choose a known one or name a new one, not both.")
        cleaned["published_basis"] = self.basis(cleaned)
        self.check_captures(cleaned)
        check_last_day(self, cleaned)
        return cleaned

    def basis(self, cleaned: dict[str, Any]) -> str:
        """A day that somebody typed is not the page's."""
        day, basis = cleaned.get("published_on"), cleaned.get("published_basis") or Basis.UNKNOWN
        if not day:
            return Basis.UNKNOWN
        typed = basis == Basis.UNKNOWN or (basis == Basis.PAGE and day != self.page.published)
        return Basis.EDITOR if typed else basis

    def check_captures(self, cleaned: dict[str, Any]) -> None:
        """The same address twice is a new capture, unless somebody says that it is not."""
        asked = "replaces" in self.data or ANYWAY in self.data
        same = (
            [] if asked or cleaned.get("replaces") else captures_of(cleaned.get("url") or "", self.instance)
        )
        if same:
            self.add_error("url", told(same))

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
        more = [*map(span, ticked - self.struck), *self.cleaned_data["more_boilerplate"]]
        if more:
            strike(article, *more)
        if less := self.struck - ticked:
            restore(article, *map(span, less))


def check_last_day(form: Any, cleaned: dict[str, Any]) -> None:
    """No quote of the article was said after it was changed last."""
    if problem := too_early(form.instance, cleaned.get("published_on"), cleaned.get("updated_on")):
        form.add_error("published_on", problem)


def written_by(text: str, lines: tuple[Line, ...]) -> str:
    """As the text prints it; the “By” above a transcript says who speaks in it, and that is nobody who wrote it."""
    printed = byline_of(text, lines)
    spoken = {word for turn in read(text).turns for word in words_of(turn.key)} if printed else set()
    return "" if spoken & words_of(printed) else printed


def words_of(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.casefold()) if len(word) > 2} - {"the", "and", "mrs"}


def evidence(text: str = "", page: str = "", verb: str = "says") -> str:
    """What each of the two says; one line where they say the same."""
    if text and text == page:
        return f"Text and page say: {text}"
    said = [f"The text {verb}: {text}" if text else "", f"The page says: {page}" if page else ""]
    return ". ".join(filter(None, said)) or UNKNOWN


def captures_of(url: str, article: Article) -> list[Article]:
    """Earlier articles of the same address, the last first."""
    if not url:
        return []
    return list(of_page(Article.objects.exclude(pk=article.pk), url).order_by("-id")[:5])


def outlet_called(name: str) -> Outlet | None:
    keys = same_name("outlet", name)
    return Outlet.objects.filter(pk__in=keys).first() if len(keys) == 1 else None


def meets(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def value(span: Offsets) -> str:
    return f"{span[0]}-{span[1]}"


def span(value: str) -> Offsets:
    start, end = value.split("-")
    return int(start), int(end)
