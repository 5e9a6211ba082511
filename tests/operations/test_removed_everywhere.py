"""What stands where: of a text that was removed for good nothing anywhere, and drafts, secrets and addresses only where they belong."""

import html
import quopri
import re
import subprocess
import zlib
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote_plus

import pghistory
import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db.models import BinaryField, CharField, JSONField, TextField
from django.utils import timezone

from archive.editing.pages import keep_page
from archive.editing.proposals.store import run_intake
from archive.editing.redaction import redact
from archive.intake.page.linked import PageFacts
from archive.models import (
    Correction,
    Entry,
    Follow,
    Follower,
    FrozenSearch,
    ImportJob,
    LongText,
    Match,
    Merge,
    Occasion,
    ProposedChange,
    Quote,
    ReadingItem,
    Role,
    SpeakerName,
    Spreadsheet,
    Statement,
    Via,
)
from archive.operations import backup
from archive.outputs.share.mail import links
from archive.outputs.share.mail.compose import compose
from archive.outputs.share.mail.send import send
from archive.search.index import building
from archive.search.index.projection import fill_small
from archive.search.index.worker import drain
from tests.builders import make_article, make_organisation, make_quote, make_speaker
from tests.operations.conftest import environment

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "zanzibar"
SAID = "Zanzibar pears are ripe and sweet"


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA_DIR, settings.SEARCH_INDEX_DIR = tmp_path, tmp_path / "index"
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = (
        "django.core.mail.backends.filebased.EmailBackend",
        tmp_path / "mail",
    )
    cache = {"BACKEND": "archive.operations.cache.Files", "LOCATION": tmp_path / "cache"}
    settings.CACHES = {"default": cache}
    return tmp_path


def everything_of(article, client):
    """Each way in which the archive comes to hold words of a text."""
    source = make_speaker("A grower of Zanzibar pears", type="unnamed", scope_article=article)
    office = {"role_printed": "a grower of Zanzibar pears"}
    quote = make_quote(SAID, source, article=article, public_note=f"Or: {SAID}", attribution=office)
    make_quote("ripe and sweet", article=article, kind="mixed", status="draft")
    Correction.objects.create(quote=quote, changed="words", old="Zanzibar figs", reason=f"It is {SAID}")
    keep_page(article, f"<p>{SAID}</p>".encode(), PageFacts())
    run_intake(article)
    LongText.objects.create(article=article)
    by = get_user_model().objects.create_user("eve")
    ImportJob.objects.create(by=by, name="a.json", content=article.raw_text.encode())
    note_around(article, quote, by)
    building.build()
    fill_small()
    followed("q=%22Zanzibar+pears+are+ripe+and+sweet%22")
    client.get(f"/quotes/{quote.pk}/picture.png")
    report = Quote.objects.get(text="Pears are ripe")
    assert SAID in client.get(report.get_absolute_url()).content.decode(), "as the transcript has it"
    for address in (f"/api/v1/quotes/{report.pk}/", f"/quotes/{report.pk}/embed/", "/feed/?record=matched"):
        client.get(address)
    notes = {str(quote.pk): SAID}
    values = {"described": "1 quote", "title": SAID, "found": [[quote.pk, 1]], "sha256": "0" * 64}
    FrozenSearch.objects.create(code="code", search="q=x", notes=notes, at=timezone.now(), **values)


def note_around(article, quote, by):
    """What the desk keeps of it."""
    sheet = Spreadsheet.objects.create(by=by, name=f"{SAID}.csv", note=SAID, entered_at=timezone.now())
    Spreadsheet.objects.create(by=by, name="waits.csv", cells=[[SAID]])
    Entry.objects.create(sheet=sheet, number=1, words=SAID)
    ReadingItem.objects.create(by=by, url="https://example.org/a", title=article.title)
    sides = {"start": 0, "end": 5, "kept": 1, "words": 1, "score": 1}
    Match.objects.create(quote=quote, turn=make_quote(), **sides)
    words = quote.spans.get(part="words")
    passage = {"start": words.start, "end": words.end, "state": "confirmed"}
    Match.objects.create(quote=make_quote("Pears are ripe"), turn=quote, **{**sides, **passage})
    ProposedChange.objects.create(quote=quote, form={"text": [SAID]}, differences=[], reason="r", by=by)
    said_there = Occasion.objects.create(name=SAID, kind="briefing", note=SAID)
    statement = Statement.objects.create(basis="wording", note=SAID)
    Quote.objects.filter(pk=quote.pk).update(occasion=said_there, statement=statement)
    source = article.unnamed_speakers.get()
    SpeakerName.objects.create(speaker=source, name="Zanzibar")
    Role.objects.create(speaker=source, title="Grower of Zanzibar")
    Via.objects.create(quote=quote, organisation=make_organisation(), channel="Zanzibar radio")
    Merge.objects.create(speaker=source, into=make_speaker("Bob"), reason=SAID)
    LogEntry.objects.create(user=by, content_type=ContentType.objects.get_for_model(quote), object_id=quote.pk, object_repr=SAID, action_flag=2)  # fmt: skip
    session = SessionStore()
    session["_messages"] = SAID
    session.create()
    with pghistory.context(reason=SAID):
        Quote.objects.get(pk=quote.pk).save()


# Hold names of other things, numbers, and what no text brings.
ELSEWHERE = {
    *("auth_group", "auth_permission", "auth_user", "django_content_type", "pghistory_events"),
    *("axes_accessattempt", "axes_accessfailurelog", "axes_accesslog"),
    *(
        f"archive_{name}{event}"
        for name in ("country", "organisation", "outlet", "match")
        for event in ("", "event")
    ),
    *(
        f"archive_{name}"
        for name in (
            "delivery",
            "epoch",
            "follower",
            "outbox",
            "placemerge",
            "spelling",
            "usage",
            "mentionevent",
        )
    ),
}


def tables_with_texts():
    models = [model for model in apps.get_models() if model._meta.managed]
    return {
        model._meta.db_table
        for model in models
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField | BinaryField | ArrayField)
    }


def followed(search):
    """A mail was sent of it."""
    then = timezone.now() - timedelta(days=2)
    Follow.objects.create(
        follower=Follower.objects.create(email="a@example.org"),
        search=search,
        confirmed_at=then,
        looked_at=then,
    )
    while compose():
        pass
    assert send() == 1


def dumped(tmp_path):
    words = [backup.program_path("pg_dump"), "--inserts", environment(tmp_path)["DATABASE_URL"]]
    return subprocess.run(words, check=True, capture_output=True).stdout.decode()


def unpacked(line):
    """The bytes in a line of a dump as text, unpacked where they are; and what a session holds."""
    found = [bytes.fromhex(each) for each in re.findall(r"\\x((?:[0-9a-f]{2})+)", line)]
    for data in list(found):
        with suppress(zlib.error):
            found.append(zlib.decompress(data, wbits=47))
    if line.startswith("INSERT INTO public.django_session"):
        found += [str(SessionStore().decode(each)).encode() for each in re.findall(r"'([^']{50,})'", line)]
    return b" ".join(found).decode(errors="replace")


def holding(tmp_path):
    """Where the word stands, whatever way it is written in."""
    files = {
        str(file.relative_to(tmp_path)): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()
    }
    texts = {name: data.decode("latin-1") for name, data in files.items()}
    texts |= {
        f"{name}, as a mail": quopri.decodestring(data).decode("latin-1") for name, data in files.items()
    }
    lines = {f"dump: {line[:90]}": line + unpacked(line) for line in dumped(tmp_path).splitlines()}
    return [
        name for name, text in (texts | lines).items() if WORD in html.unescape(unquote_plus(text)).casefold()
    ]


def test_a_removed_text_stands_in_no_file_and_in_no_row(data, client):
    article = make_article(f"{SAID}\n\n“{SAID},” a grower of Zanzibar pears said.\n", title=SAID)
    make_quote("Peace is near")
    everything_of(article, client)
    before = holding(data)
    assert {name.split("/")[0] for name in before} >= {"index", "mail"}
    held = {
        table
        for table in tables_with_texts()
        if any(name.startswith(f"dump: INSERT INTO public.{table} ") for name in before)
    }
    assert tables_with_texts() - held == ELSEWHERE
    assert list((data / "cache").iterdir())
    redact(article, "A court order.")
    while drain():
        pass
    assert holding(data) == []
    assert list((data / "cache").iterdir()) == []


def restored(file):
    """A backup as SQL."""
    words = [backup.program_path("pg_restore"), "--file=-", file]
    return subprocess.run(words, check=True, capture_output=True).stdout.decode()


def test_drafts_secrets_and_addresses_stand_only_where_they_belong(data, client, lines, settings):
    article = make_article(
        "“Peace is near,” Ada said. “Zanzibar figs,” she said.\n", title="News", rights="quotes"
    )
    quote = make_quote(article=article)
    draft = make_quote("Zanzibar figs", article=article, status="draft", internal_note="A zanzibar note")
    building.build()
    followed("")
    follow, key = Follow.objects.get(), signed_in(client, draft)
    for path in (links.manage(follow), f"/quotes/{draft.pk}/picture.png", f"/quotes/{quote.pk}/picture.png"):
        client.get(path)
    call_command("export_all", str(data / "public"), public=True)
    backup.back_up(data / "full.dump")
    places = {file: file.read_bytes().decode("latin-1") for file in data.rglob("*") if file.is_file()}
    assert len({file.parts[len(data.parts)] for file in places}) > 4
    texts = {**places, "logs": lines(), "backup": restored(data / "full.dump")}
    belongs = {
        "zanzibar": {"backup"},
        "a@example.org": {"backup", "mail"},
        follow.nonce: {"backup", "mail"},
        "pbkdf2_sha256|md5": {"backup"},
        settings.SECRET_KEY: set(),
        "198.51.100.7": {"logs"},  # of a failed login
        key: set(),
    }
    for secret, where in belongs.items():
        found = {
            getattr(place, "parent", Path(place)).name
            for place, text in texts.items()
            if secret_in(secret, text)
        }
        assert found == where, secret


def secret_in(secret, text):
    return any(each.casefold() in text.casefold() for each in secret.split("|"))


def signed_in(client, draft):
    """The key of the session of somebody who looked at the draft, once mistyped the password, and has left."""
    get_user_model().objects.create_superuser("eve", "eve@example.com", "a password")
    for password in ("mistyped", "a password"):
        client.post("/admin/login/", {"username": "eve", "password": password}, REMOTE_ADDR="198.51.100.7")
    for path in (f"/admin/archive/quote/{draft.pk}/change/", "/admin/archive/quote/?q=zanzibar"):
        assert client.get(path).status_code == 200
    return client.session.session_key
