"""The form of a quote: words are pasted, offsets are found."""

from typing import Any

from django import forms
from django.db import transaction

from archive.admin.conflicts import NamesForm, VersionedForm
from archive.admin.generic import InlineFormSet
from archive.admin.once import ANYWAY, told
from archive.admin.widgets import Passages, PassagesField
from archive.editing.checks import Said, attribution_problems, far_cue, no_words, said_problems
from archive.editing.corrections import Seen
from archive.editing.locate import Located, join, locate, unify, which
from archive.editing.spans import anchor_roles, set_spans, settle, spans_of, twin_of
from archive.models import Article, Attribution, Precision, Quote, QuoteSpan
from archive.models.days import unprinted
from archive.text import Offsets, name_key

Part = QuoteSpan.Part


class QuoteForm(VersionedForm):
    PARTS = {
        Part.WORDS: "words",
        Part.SPEAKER: "speaker_words",
        Part.CUE: "cue_words",
        Part.DATE: "date_words",
    }

    words = PassagesField(
        rows=4,
        help_text="Paste them from the article, without the outer quotation marks; […] where it is interrupted.",
    )
    speaker_words = PassagesField(
        required=False,
        label="Speaker as printed",
        help_text="How the article names the speaker: “he”, “the spokesman”.",
    )
    cue_words = PassagesField(
        required=False, label="Reporting verb", help_text="Or the phrase: said, denied, according to."
    )
    date_words = PassagesField(
        required=False, label="Date as printed", help_text="“on the 17th (local time)”"
    )
    reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Public: why this published quote is changed. Readers see it beside the old and the new text.",
    )
    before: Seen | None = None
    twin: Quote | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spans: dict[str, list[Offsets]] = {}
        self.stored = self.stored_spans()
        self.roles = roles_of(self.instance) if self.instance.pk else []
        for part, spans in self.stored.items():
            self.initial[self.PARTS[part]] = given(self.instance.article.raw_text, spans)

    def stored_spans(self) -> dict[Any, list[Offsets]]:
        """Where the parts stand until the editor changes their words."""
        return {part: spans_of(self.instance, part) for part in self.PARTS} if self.instance.pk else {}

    @property
    def article(self) -> Article | None:
        return self.instance.article if self.instance.article_id else self.cleaned_data.get("article")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if article := self.article:
            self.find_parts(article)
            self.check_said(article)
            self.check_words(article)
        self.check_published()
        return cleaned

    def find_parts(self, article: Article) -> None:
        for part, name in self.PARTS.items():
            passages = self.cleaned_data.get(name)
            if passages is None:
                continue
            if name in self.changed_data:
                near = () if part == Part.WORDS else self.spans.get(Part.WORDS, ())
                located = locate(passages.words, article.raw_text, passages.picks, near)
                self.report(name, located)
                self.spans[part] = located.spans
            else:
                self.spans[part] = self.stored.get(part, [])

    def places(self, name: str, theirs: Any, yours: Any) -> list[tuple[Any, str]]:
        """Where the words of a part stand and were sent to stand, with the words; before they are found, the words."""
        part = next(part for part, field in self.PARTS.items() if field == name)
        was, now = self.stored.get(part, []), self.spans.get(part)
        texts = [each.words if isinstance(each, Passages) else str(each or "") for each in (theirs, yours)]
        if now is None or not self.article:
            return [(unify(text), text) for text in texts]
        text = self.article.raw_text
        return [(list(spans), with_places(text, spans)) for spans in (was, now)]

    def report(self, name: str, located: Located) -> None:
        self.fields[name].widget.questions = located.questions
        for problem in located.problems:
            self.add_error(name, problem)
        if located.questions:
            self.add_error(name, which(located.questions))

    def check_said(self, article: Article) -> None:
        cleaned = self.cleaned_data
        if cleaned.get("said_precision") == Precision.DAY and not cleaned.get("said_latest"):
            cleaned["said_latest"] = cleaned.get("said_earliest")
        if cleaned.get("said_precision") == Precision.UNKNOWN:
            cleaned["said_latest"] = article.published_on
        said = Said(*(cleaned.get(f"said_{name}") for name in ("earliest", "latest", "precision", "basis")))  # type: ignore[arg-type]
        for field, message in said_problems(said, article):
            self.add_error(field, message)
        if problem := unprinted(said, bool(self.spans.get(Part.DATE))):
            self.add_error("said_basis", problem)

    def check_words(self, article: Article) -> None:
        """They say something, and the reporting verb is that of these words."""
        text, words = article.raw_text, self.spans.get(Part.WORDS, [])
        if "words" not in self.errors and (problem := no_words(join(text, words))):
            self.add_error("words", problem)
        if words and {"words", "kind"} & set(self.changed_data):
            self.check_twin(words)
            self.check_same_words(article, words)
        if {"words", "cue_words", "public_note"} & set(self.changed_data):
            for cue in self.spans.get(Part.CUE, []) if words else []:
                if problem := far_cue(text, cue, words, self.cleaned_data.get("public_note", "")):
                    self.add_error("cue_words", problem)

    def check_twin(self, words: list[Offsets]) -> None:
        """The row of the article is locked, so that a form that is sent twice makes one quote."""
        self.instance.kind = self.cleaned_data.get("kind") or self.instance.kind
        with transaction.atomic():
            Article.objects.select_for_update(of=("self",)).filter(pk=self.article.pk).first()  # type: ignore[union-attr]
            self.twin = twin_of(
                Quote(pk=self.instance.pk, article=self.article, kind=self.instance.kind), words
            )
        if self.twin:
            self.add_error("words", f"These words are a quote of this article already: no. {self.twin.pk}.")

    def check_same_words(self, article: Article, words: list[Offsets]) -> None:
        """What is printed in two places may be one statement: asked once, with a button that goes on."""
        if self.twin or ANYWAY in self.data:
            return
        wanted = name_key(join(article.raw_text, words))
        others = article.quotes.exclude(pk=self.instance.pk).with_lines()
        if same := [each for each in others if wanted and name_key(each.text) == wanted]:
            self.add_error(None, told(same))

    def check_published(self) -> None:
        if self.instance.status != Quote.Status.PUBLISHED:
            return
        if not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", "Say why: what was published is changed with a public reason.")
        kind = self.cleaned_data.get("kind")
        if kind == Quote.Kind.HEADLINE:
            self.add_error("kind", "A headline is never published: withdraw the quote first.")
        elif kind != Quote.Kind.DIRECT and no_words(self.cue()):
            self.add_error(
                "cue_words", "A published quote that is not direct needs its reporting verb: paste it."
            )

    def cue(self) -> str:
        return join(self.article.raw_text, self.spans.get(Part.CUE, [])) if self.article else ""

    def save_roles(self, quote: Quote) -> None:
        if roles_of(quote) != self.roles:
            anchor_roles(quote, self.roles)

    def to_be_written(self, part: Any) -> bool:
        return self.PARTS[part] in self.changed_data

    def save_words(self) -> None:
        """Writes the spans that changed and what follows from them, once the quote and its rows are saved."""
        changed = {str(part): spans for part, spans in self.spans.items() if self.to_be_written(part)}
        set_spans(self.instance, changed)
        quote = Quote.objects.get(pk=self.instance.pk)
        self.save_roles(quote)
        settle(quote)


def roles_of(quote: Quote) -> list[str]:
    return sorted(each.role_printed for each in quote.attributions.all() if each.role_printed)


def with_places(text: str, spans: list[Offsets]) -> str:
    where = ", ".join(f"{start}–{end}" for start, end in spans)
    return f"{join(text, spans)} (at {where})" if spans else ""


def given(text: str, spans: list[Offsets]) -> Passages:
    return Passages(join(text, spans), dict(enumerate(spans)))


class AttributionForm(NamesForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role := self.fields.get("role_printed"):
            role.help_text = (
                "In the article's words; empty where it prints none. Words that do not stand there are shown to "
                "readers as established by an editor."
            )

    def clean_role_printed(self) -> str:
        """Lines end elsewhere in a form than in the article."""
        return " ".join(self.cleaned_data["role_printed"].split())

    def clean(self) -> dict[str, Any]:
        """Where a role is given, whom it speaks for is taken from it unless the editor says otherwise."""
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        if role and not (cleaned.get("organisation") or cleaned.get("country")):
            cleaned["organisation"], cleaned["country"] = role.organisation, role.country
        return cleaned


class AttributionFormSet(InlineFormSet):
    """Mirrors the rules of the tables: one article for an unnamed source, a speaker for what is published."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [form for form in kept if not self._should_delete_form(form)]  # type: ignore[attr-defined]
        for form in kept:
            self.check_attribution(form)
        if self.instance.status == Quote.Status.PUBLISHED and not kept:
            raise forms.ValidationError(
                "A published quote needs a speaker: name another before removing this one."
            )

    def check_attribution(self, form: Any) -> None:
        if not form.cleaned_data.get("speaker") or not self.instance.article_id:
            return
        given = {name: form.cleaned_data.get(name) for name in ("speaker", "role", "country")}
        attribution = Attribution(**given)
        for problem in attribution_problems(attribution, self.instance):
            form.add_error("speaker", problem)
