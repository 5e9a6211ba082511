import json
from pathlib import Path
from urllib.parse import quote

import pghistory
import pgtrigger
import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import INFO
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory, override_settings
from django.utils import timezone

from archive.editing import redacted_list
from archive.editing.redaction import listed, reapply, redact
from archive.editing.verify import verify
from archive.models import (
    Article,
    Correction,
    Entry,
    Follow,
    Follower,
    FrozenSearch,
    ImportJob,
    Merge,
    Occasion,
    Quote,
    ReadingItem,
    Spreadsheet,
    Statement,
    Told,
    Via,
)
from archive.query.filters import Refused, read_quotes
from archive.text import sha256
from tests.builders import make_article, make_organisation, make_proposal, make_quote, make_speaker

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar pears"


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def article():
    article = make_article(f"{SECRET} reported\n\n“{SECRET} are ripe,” Ada said.\n")
    quote = make_quote(f"{SECRET} are ripe,", article=article, attribution={"role_printed": SECRET})
    make_proposal(article, f"{SECRET} are ripe", content={"speaker": {"name": SECRET}})
    Correction.objects.create(quote=quote, changed="words", old=SECRET, new="x", reason="misread")
    return article


def test_no_row_and_no_event_holds_the_text_any_more(article):
    assert SECRET in dumped()
    redact(article, "A court order.")
    assert SECRET not in dumped()


def dumped():
    """Every row of every table as text, and bytes as the text that they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        rows = []
        for name in names:
            cursor.execute(f'SELECT t::text FROM "{name}" AS t')
            rows += [text for (text,) in cursor.fetchall()]
    return "\n".join(rows) + "".join(
        bytes(content).decode() for content in ImportJob.objects.values_list("content", flat=True)
    )


def an_import(**values):
    user = get_user_model().objects.get_or_create(username="editor")[0]
    return ImportJob.objects.create(**{"by": user, "name": "a.json", "content": b"", **values})


def logged(row, text=SECRET):
    user = get_user_model().objects.get_or_create(username="editor")[0]
    kind = ContentType.objects.get_for_model(row)
    LogEntry.objects.create(
        user=user, content_type=kind, object_id=row.pk, object_repr=text, action_flag=2, change_message=text
    )


def a_source(article):
    """An unnamed one with another name, a role, and a reason for who it is."""
    source = make_speaker(SECRET, type="unnamed", scope_article=article, description=SECRET)
    source.other_names.create(name=SECRET)
    source.roles.create(title=SECRET)
    Merge.objects.create(speaker=source, into=make_speaker(), reason=SECRET)


def a_deleted_draft(article):
    draft = make_quote(f"{SECRET} are ripe,", article=article, kind="mixed", status="draft")
    logged(draft)
    draft.delete()


def an_occasion(article):
    occasion = Occasion.objects.create(name=SECRET, kind="briefing", note=SECRET, place=SECRET)
    statement = Statement.objects.create(basis="wording", note=SECRET)
    article.quotes.update(occasion=occasion, statement=statement)


def a_reason(article):
    with pghistory.context(user=1, reason=SECRET, url=f"/x/{SECRET}"):
        article.quotes.get().save()
    Correction.objects.create(quote=article.quotes.get(), changed="words", reason=SECRET)


def a_frozen_search(article, found=True, **values):
    told = f"the {SECRET.lower()}, are RIPE!"
    pk = article.quotes.get().pk if found else make_quote().pk
    defaults = {"search": "q=x", "described": f"1 quote with “{told}”", "title": told, "notes": {pk: "Pears"}}
    row = {**defaults, "found": [[pk, 1]], "sha256": "0" * 64, "at": timezone.now(), **values}
    return FrozenSearch.objects.create(code=f"code{FrozenSearch.objects.count()}", **row)


def a_session(article):
    session = SessionStore()
    session["_messages"] = f"The quote “{article.raw_text[:40]}” was changed."
    session.create()


COPIES = {
    "the file of an import": lambda a: an_import(
        content=a.raw_text.encode(), name=SECRET, article_hashes=[a.raw_sha256]
    ),
    "what was said of an import": lambda a: an_import(
        article_hashes=[a.raw_sha256], reason=SECRET, problems=[["1", "x", SECRET]], notes=[], outcome=SECRET
    ),
    "a file that could not be read": lambda a: an_import(content=f"{{broken {a.raw_text}".encode()),
    "the log of the desk": lambda a: [logged(row) for row in (a, a.quotes.get(), a.proposals.get())],
    "the log of an import": lambda a: logged(an_import(article_hashes=[a.raw_sha256])),
    "an unnamed source": a_source,
    "a draft that was deleted": a_deleted_draft,
    "an occasion and a statement": an_occasion,
    "reasons of changes": a_reason,
    "a channel": lambda a: Via.objects.create(
        quote=a.quotes.get(), organisation=make_organisation(), channel=SECRET
    ),
    "a message that waits": a_session,
    "a frozen search": a_frozen_search,
    "an earlier reason": lambda a: a.quotes.update(status="withdrawn", withdrawn_reason=SECRET),
}


@pytest.mark.parametrize("copy", COPIES)
def test_every_copy_is_emptied(article, copy):
    COPIES[copy](article)
    redact(article, "A court order.")
    assert SECRET not in dumped()


WRITTEN = {
    "said": 'Zanzibar pears reported\n\n“It’s ripe and "sweet" now,” Ada said.\n[It’s ripe and "sweet" now]',
    "말했다": "잔지바르 배가 익었다는 보도\n\n“배가 익었고 달다,” 에이다가 말했다.\n[배가 익었고 달다]",
    "艾达说": "桑给巴尔的梨熟了的报道\n\n“梨熟了而且很甜。”艾达说。\n[梨熟了而且很甜]",
    "a dit": "Les poires de Zanzibar\n\n«\xa0Elles sont mûres\xa0; et l'on dit « douces »\xa0», a dit Ada.\n[Elles sont mûres\xa0; et l'on dit]",
}
KEPT = {
    "a file with letters as numbers": lambda a, said: an_import(content=json.dumps([a.title, said]).encode()),
    "a file as spreadsheets save it": lambda a, said: an_import(
        content=f"{a.title}\t{said}".encode("utf-16")
    ),
    "what was wrong with a file": lambda a, said: an_import(
        problems=[["1", "words", f"“{said}”\xa0?"]], notes=[]
    ),
    "a table that waits": lambda a, said: a_sheet(cells=[["1", f'"{said}\xa0"']]),
    "a table called so": lambda a, said: a_sheet(name=f"{a.title}.csv", entered_at=timezone.now()),
    "a row in other marks": lambda a, said: a_row(words=f"« {said} »".replace("\xa0", " ")),
    "a row with the outlet's name": lambda a, said: a_row(words="x", title=f"{a.title} - The Daily Post"),
    "an entry of a feed": lambda a, said: an_item(title=f"{a.title} | Post", url="https://b.example/"),
    "its address otherwise": lambda a, said: an_item(
        title=said[:5], url=f"http://www.a.example/pears?utm_source=rss#{quote(said)}"
    ),
    "a message that waits": lambda a, said: a_message(said),
    "a mail in a file": lambda a, said: a_mail(a.title),
}


def a_sheet(**values):
    user = get_user_model().objects.get_or_create(username="editor")[0]
    return Spreadsheet.objects.create(**{"by": user, "name": "a.csv", **values})


def a_row(**values):
    return Entry.objects.create(sheet=a_sheet(entered_at=timezone.now()), number=1, **values)


def an_item(**values):
    return ReadingItem.objects.create(by=a_sheet().by, **values)


def a_message(said):
    request = RequestFactory().get("/")
    request.session = SessionStore()
    waiting = SessionStorage(request)
    waiting.add(INFO, f"The quote “{said}” was changed.")
    waiting.update(HttpResponse())
    request.session.create()


def a_mail(title):
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend"):
        send_mail(
            f"Statement Archive: you follow “{title}”, which is long enough", "x", None, ["a@example.org"]
        )


def left():
    jobs = ImportJob.objects.values_list("content", "problems", "state")
    files = [file.name for file in Path(settings.EMAIL_FILE_PATH).glob("*")]
    rows = [model.objects.exclude(name="Removed") if model is Spreadsheet else model.objects.all() for model in (Spreadsheet, Entry, ReadingItem, Session)]  # fmt: skip
    held = [
        row
        for found in rows
        for row in found
        if not (isinstance(row, Spreadsheet) and row.name == "a.csv" and not row.cells)
    ]
    return [*held, *(bytes(content) for content, problems, _ in jobs if content or problems), *files]


@pytest.mark.parametrize("copy", KEPT)
def test_words_are_known_in_every_script_and_dress(
    copy, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_FILE_PATH.mkdir()
    for verb, written in WRITTEN.items():
        text, _, said = written.rstrip("]").partition("\n[")
        article = make_article(text, url="https://a.example/pears")
        make_quote(said, article=article, cue=verb)
        KEPT[copy](article, said)
        assert left()
        with django_capture_on_commit_callbacks(execute=True):
            redact(article, "A court order.")
        assert left() == [], verb


def test_of_what_readers_never_saw_not_even_the_removal_is_told(client):
    article = make_article(f"{SECRET} reported\n\n“{SECRET} are ripe,” Ada said.\n")
    make_quote(f"{SECRET} are ripe,", article=article, status="draft")
    redact(article, "A court order.")
    assert client.get(f"/articles/{article.pk}/").status_code == 404


def test_a_frozen_search_keeps_its_numbers_and_what_others_said(article):
    own = a_frozen_search(article)
    other = a_frozen_search(article, found=False, described="1 quote", title="Pears of Zanzibar")
    quoting = a_frozen_search(
        article, found=False, title=f"“{SECRET} are ripe,” Ada said.", described="1 quote"
    )
    redact(article, "A court order.")
    for row in (own, other, quoting):
        row.refresh_from_db()
    assert (own.title, own.notes, own.search, own.found) == (
        "",
        {},
        "removed",
        [[article.quotes.get().pk, 1]],
    )
    assert own.described == "1 found by a search whose words were removed"
    assert (other.title, list(other.notes.values())) == ("Pears of Zanzibar", ["Pears"])
    assert (quoting.title, quoting.search) == ("", "q=x")


def test_a_followed_search_with_words_of_the_text_is_lost_and_others_go_on(article):
    reader = Follower.objects.create(email="reader@example.org")
    words = ["“Zanzibar pears are ripe,” Ada said.", "zanzibar pears ARE ripe", "Zanzibar"]
    follows = [
        Follow.objects.create(follower=reader, search=QueryDict.fromkeys(["q"], text).urlencode())
        for text in words
    ]
    Told.objects.create(follow=follows[1], quote=article.quotes.get())
    redact(article, "A court order.")
    left = Follow.objects.order_by("pk").values_list("search", flat=True)
    assert list(left) == [f"id=removed-{follows[0].pk}", f"id=removed-{follows[1].pk}", "q=Zanzibar"]
    with pytest.raises(Refused):
        read_quotes(QueryDict(left[0]))


def test_an_import_that_waits_says_why_it_has_nothing_left(article):
    job = an_import(content=article.raw_text.encode(), state="queued")
    redact(article, "A court order.")
    job.refresh_from_db()
    assert (job.state, bytes(job.content)) == ("failed", b"")
    assert "removed" in job.outcome


def test_words_in_another_capture_are_reported_and_left_alone(article):
    make_article(article.raw_text + "More.\n", title="Another capture")
    done = redact(article, "A court order.")
    assert done.leftovers == ["archive_article: 1 row"]


def test_what_others_share_with_it_stays(article):
    occasion = Occasion.objects.create(name="Briefing", kind="briefing")
    other = make_quote(occasion=occasion)
    article.quotes.update(occasion=occasion)
    redact(article, "A court order.")
    assert Quote.objects.get(pk=other.pk).occasion.name == "Briefing"


def test_a_text_that_comes_back_is_removed_again(article, django_capture_on_commit_callbacks):
    kept = Article.objects.filter(pk=article.pk).values("raw_text", "title").get()
    with django_capture_on_commit_callbacks(execute=True):
        redact(article, "A court order.")
    with pgtrigger.ignore("archive.Article:raw_text_frozen"):  # as a restored backup brings it
        Article.objects.filter(pk=article.pk).update(redacted_at=None, redacted_reason="", **kept)
    assert reapply() == 1
    assert SECRET not in dumped()
    assert reapply() == 0


def test_the_list_holds_hashes_and_reasons_for_the_operator_alone(
    article, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        redact(article, "A court order.")
    (entry,) = redacted_list.entries()
    assert (entry.sha256, entry.reason) == (article.raw_sha256, "A court order.")
    assert redacted_list.file().stat().st_mode & 0o077 == 0


def test_a_lost_list_is_made_again_from_the_database(article):
    redact(article, "A court order.")
    assert listed() == 1


def test_hash_reason_and_a_withdrawn_quote_stay(article):
    before = article.raw_text
    Article.objects.filter(pk=article.pk).update(url="https://a.example/zanzibar-pears")
    redact(article, "A court order.")
    article.refresh_from_db()
    assert article.url == ""  # addresses are often made of the headline
    assert (article.raw_sha256, article.redacted_reason) == (sha256(before), "A court order.")
    assert (Quote.objects.get().status, Quote.objects.get().withdrawn_reason) == (
        "withdrawn",
        "A court order.",
    )


def test_a_removed_text_is_no_failing_anchor(article):
    redact(article, "A court order.")
    assert verify(Article.objects.get()) == []


def test_another_article_is_left_alone(article):
    other = make_quote()
    redact(article, "A court order.")
    assert Quote.objects.get(pk=other.pk).text == "Peace is near"


def test_the_command_asks_first(article, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    with pytest.raises(CommandError, match="Nothing was removed"):
        call_command("redact", article.pk, reason="A court order.")
    assert Article.objects.get().raw_text


def test_the_command_redacts(article, capsys):
    call_command("redact", article.pk, reason="A court order.", yes=True)
    assert "1 quotes withdrawn" in capsys.readouterr().out


def test_a_redaction_needs_a_reason(article):
    with pytest.raises(ValueError, match="public reason"):
        redact(article, " ")
