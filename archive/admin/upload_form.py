"""The form of raw articles: one or many files, or pasted text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html

from archive.admin.once import ANYWAY, told
from archive.editing import shared_text
from archive.editing.locate import unify
from archive.editing.reading_list import is_feed, read_feed
from archive.editing.uploads import LARGEST, Upload, read_upload
from archive.models import Article, Outlet, ReadingItem
from archive.text import check_article, sha256

AT_ONCE = 20  # files, so that a request ends in time


@dataclass(frozen=True)
class ReadFile:
    """A file with what was read of it, or why it was not."""

    name: str
    upload: Upload | None = None
    problem: Any = ""
    items: Sequence[ReadingItem] = ()
    """Where it is a feed: what it names."""


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [file for each in files if (file := super(FilesField, self).clean(each, initial))]


class RawArticleForm(forms.Form):
    file = FilesField(
        required=False,
        label="Files",
        help_text=f"Up to {AT_ONCE} articles: text files in UTF-8, saved web pages (HTML, SingleFile, MHTML), or captures of web "
        "archives (WARC, WACZ), of at most 20 MB each; or a feed (Atom, RSS), whose entries become a reading list. They may be "
        "dropped on this page.",
    )
    pasted = forms.CharField(
        required=False,
        strip=False,
        label="Or its text",
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField"}),
        help_text="As it came, boilerplate and all: that is found, and you check it.",
    )
    outlet = forms.ModelChoiceField(
        Outlet.objects.all(), required=False, help_text="Leave empty when not known"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read: list[ReadFile] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        files, pasted = cleaned.get("file") or [], cleaned.get("pasted") or ""
        if bool(files) == bool(pasted.strip()):
            raise forms.ValidationError("Choose a file, or paste the text: one of them.")
        if len(files) > AT_ONCE:
            raise forms.ValidationError(
                f"{len(files)} files are more than {AT_ONCE}: send the rest after these."
            )
        self.read = [self.read_one(each.name, each) for each in files] or [self.read_one("", pasted)]
        if len(self.read) == 1 and self.read[0].problem:
            raise forms.ValidationError(self.read[0].problem)
        return cleaned

    def read_one(self, name: str, file: Any) -> ReadFile:
        try:
            if isinstance(file, str):
                upload = Upload(check_article(unify(file)))
            elif is_feed(data := file.read(LARGEST + 1)):
                return ReadFile(name, items=read_feed(data))
            else:
                upload = read_upload(data, name)
        except ValueError as error:
            return ReadFile(name, problem=str(error))
        return ReadFile(name, upload, self.there_already(upload))

    def there_already(self, upload: Upload) -> Any:
        twin = Article.objects.filter(raw_sha256=sha256(upload.text)).first()
        if twin:
            return f"This text is in the archive already: “{twin}” (no. {twin.pk})."
        shared = (
            []
            if ANYWAY in self.data
            else shared_text.shared_with(upload.text, Article.objects.all(), shared_text.SAME)
        )
        if not shared:
            return ""
        said = "; ".join(shared_text.told(*each) for each in shared)
        return format_html("{}. {}", said, told(article for article, _ in shared))
