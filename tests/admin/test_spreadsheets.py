"""A researcher's table at the desk: columns, one question about days, one list of names, two clicks to undo."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.editing.merge import merge
from archive.models import Article, Entry, Quote, Role, Speaker, Spreadsheet
from archive.transfer.spreadsheets import drafting
from tests.admin.conftest import logged_in, make_user
from tests.builders import make_article, make_country, make_outlet, make_speaker
from tests.html import text, values
from tests.tables import fill

ADD = reverse("admin:archive_spreadsheet_add")
SYLLABLES = ("Ka", "Lo", "Mi", "Nu", "Pe", "Ra", "So", "Tu")
PEOPLE = [f"{one}{two.lower()}ro {two}{one.lower()}sen" for one in SYLLABLES for two in SYLLABLES[:5]]


def table(rows=200):
    lines = ["What was said;Who;When;Paper;Where"]
    lines += [
        f"Sentence number {at} of the table;{PEOPLE[at % 40]};{at % 12 + 1:02}/{at % 9 + 1:02}/2023;Paper {at % 3};https://a.example/{at}"
        for at in range(rows)
    ]
    return "\n".join(lines).encode("cp1252")


def upload(client, data):
    return client.post(ADD, {"file": SimpleUploadedFile("mine.csv", data)})["Location"]


def test_a_table_that_is_sent_twice_from_one_page_is_one(editor):
    first = upload(editor, table(5))
    assert upload(editor, table(5)) == first
    assert upload(editor, table(6)) != first


def test_200_rows_and_40_unknown_names_in_one_round_undone_with_two(editor):
    make_article("On 7\n\n“Sentence number 7 of the table,” she said.\n", url="https://a.example/7")
    page = upload(editor, table())
    sent = values(editor.get(page))
    answered = editor.post(page, sent | {"day_first": "yes", "column-3": "outlet", "column-4": "url"})
    names = editor.get(answered["Location"])
    chosen = values(names)
    assert len([name for name in chosen if name.startswith("speaker-")]) == 40
    assert {chosen[name] for name in chosen if name.startswith("speaker-")} == {"new"}
    done = editor.post(answered["Location"], chosen)["Location"]
    assert (Entry.objects.count(), Quote.objects.count(), Speaker.objects.count()) == (200, 1, 40)
    assert all(", " in each.sort_name for each in Speaker.objects.all())
    assert str(Entry.objects.get(number=3).said_latest) == "2023-02-02"
    assert "Undo this import" in text(editor.get(done))
    editor.post(reverse("admin:archive_spreadsheet_undo", args=[Spreadsheet.objects.get().pk]))
    assert (Entry.objects.count(), Quote.objects.count(), Speaker.objects.count()) == (0, 0, 0)


def test_days_that_may_be_two_are_asked_about(editor):
    page = upload(editor, table(30))
    assert "may be two days" in text(editor.post(page, values(editor.get(page))))


def test_the_same_columns_are_remembered(editor):
    page = upload(editor, b"Alpha;Beta\nPeace is near;Ada Lovelace\n")
    assert "column-0" not in values(editor.get(page))
    assert "Say which column holds the words" in text(editor.post(page, values(editor.get(page))))
    answered = editor.post(page, {"column-0": "words", "column-1": "speakers"})
    editor.post(answered["Location"], values(editor.get(answered["Location"])))
    again = values(editor.get(upload(editor, b"Alpha;Beta\nWe shall wait;Ada Lovelace\n")))
    assert (again["column-0"], again["column-1"]) == ("words", "speakers")


def test_a_name_like_another_is_left_open_until_somebody_says(editor):
    known = make_speaker("Volodymyr Zelensky")
    page = upload(editor, b"Quote;Speaker\nPeace is near;Volodymyr Zelenskiy\n")
    names = editor.post(page, values(editor.get(page)))["Location"]
    sent = values(editor.get(names))
    assert sent["speaker-0"] == "open"
    editor.post(names, sent | {"speaker-0": str(known.pk)})
    assert Entry.objects.get().speakers.get() == known


def test_choices_are_of_the_names_that_were_listed_and_asked_again_where_others_are_now(editor):
    page = upload(editor, b"Quote;Speaker\nPeace is near;Ann Bell\nWe wait;Zoe Newman\n")
    names = editor.post(page, values(editor.get(page)))["Location"]
    sent = values(editor.get(names)) | {"speaker-0": "new", "speaker-1": "open"}
    known = make_speaker("Ann Bell")
    answer = editor.post(names, sent)
    assert "Somebody changed it since you looked" in text(answer)
    assert not Entry.objects.exists()
    again = values(answer)
    assert {name: value for name, value in again.items() if name.startswith("speaker-")} == {
        "speaker-0": "open"
    }
    editor.post(names, again)
    assert list(Entry.objects.order_by("number").values_list("speakers", flat=True)) == [known.pk, None]


def test_what_was_not_entered_is_still_said_afterwards(editor):
    rows = "Quote;Said on\nPeace is near;30/02/2024\nWe wait;2024-03-05\nWe wait;2024-03-05\n"
    page = upload(editor, rows.encode())
    names = editor.post(page, values(editor.get(page)))["Location"]
    assert "stands in an earlier table or row already, and is not entered again" in text(editor.get(names))
    done = editor.post(names, values(editor.get(names)))["Location"]
    told = text(editor.get(done))
    assert "Not entered: row 2. Said on: no calendar has this day" in told
    assert "Not entered again: row 4, which an earlier table or row has." in told


def test_an_outlet_is_known_by_all_its_names_and_offered_by_those_like_it(editor):
    known = make_outlet("The Riga Morning Post")
    known.other_names = ["RMP"]
    known.save()
    page = upload(
        editor, b"Quote;Outlet\nPeace is near;RMP\nWe wait;Riga Morning Post\nWe go;Rigas Morning Post\n"
    )
    names = editor.post(page, values(editor.get(page)))["Location"]
    sent = values(editor.get(names))
    assert {name: value for name, value in sent.items() if name.startswith("outlet-")} == {"outlet-0": "open"}
    editor.post(names, sent | {"outlet-0": str(known.pk)})
    assert set(Entry.objects.values_list("outlet", flat=True)) == {known.pk}


def test_a_table_of_which_no_column_holds_the_words_goes_back_to_its_columns(editor):
    page = upload(editor, b"Quote;Outlet\nPeace is near;RMP\n")
    editor.post(page, values(editor.get(page)) | {"column-0": ""})
    names = page.replace("columns", "names")
    assert {editor.get(names)["Location"], editor.post(names)["Location"]} == {page}
    assert not Entry.objects.exists()


def test_a_file_that_is_no_table_says_what_to_do(editor):
    answer = editor.post(ADD, {"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0")})
    assert "save it as .xlsx" in text(answer)


def test_an_article_that_is_checked_takes_its_entries(editor):
    page = upload(editor, b"Quote;Link\nSentence number 7 of the table;https://a.example/7\n")
    names = editor.post(page, values(editor.get(page)))["Location"]
    editor.post(names, values(editor.get(names)))
    article = make_article("On 7\n\n“Sentence number 7 of the table,” she said.\n", language="en")
    check = reverse("admin:archive_article_check", args=[article.pk])
    editor.post(check, values(editor.get(check)) | {"url": "https://a.example/7"})
    assert Quote.objects.get().article == article


def test_without_rights_nothing_is_seen(rightless):
    assert rightless.get(ADD).status_code == 403


def entered(client, data):
    page = upload(client, data)
    names = client.post(page, values(client.get(page)))["Location"]
    chosen = values(client.get(names))
    client.post(names, chosen)
    return chosen


TALKS = "Talks\n\n“We go,” ministers Ann Bell and Carl Dow said.\n"


def test_an_article_that_is_there_is_found_by_its_title(editor):
    make_article(TALKS, title="Talks", outlet=make_outlet("Post"))
    entered(editor, b"Quote;Headline;Paper\nWe go;TALKS;Post\n")
    assert Entry.objects.get().quote == Quote.objects.get()


def test_what_a_draft_has_no_place_for_stands_in_its_note(editor):
    make_article(TALKS, url="https://a.example/1")
    head = b"Quote;Speaker;Role;Organisation;Link;Published;Note\n"
    entered(
        editor,
        head + b"We go;Zoe Dow / Ann Bell;ministers;Party of Calm;https://a.example/1;June 2024;Mine.\n",
    )
    assert Quote.objects.get().internal_note == (
        "Mine.\nThe table says: published 2024-06-01 to 2024-06-30.\n"
        "The table says: role ministers.\nThe table says: organisation Party of Calm."
    )
    names = [str(each.speaker) for each in Quote.objects.get().attributions.order_by("position")]
    assert names == ["Zoe Dow", "Ann Bell"]


def test_who_may_be_two_or_nobody_is_left_open(editor):
    cells = [
        "Ann Bell, MP",
        "Zoe Zed (Labour)",
        "Unnamed official of Calm",
        "Zoe Zed with Ann Zed",
        "Zoe Zed",
    ]
    sent = entered(
        editor, "\n".join(["Quote;Speaker", *(f"We go {n};{cell}" for n, cell in enumerate(cells))]).encode()
    )
    assert [sent[f"speaker-{n}"] for n in range(5)] == ["open"] * 4 + ["new"]


def test_an_address_given_on_the_page_of_an_article_makes_drafts_of_its_entries(editor):
    entered(editor, b"Quote;Link\nWe go;www.a.example/1\n")
    article = make_article(TALKS)
    change = reverse("admin:archive_article_change", args=[article.pk])
    editor.post(change, values(editor.get(change)) | {"url": "https://a.example/1"})
    assert Article.objects.get().url
    assert Quote.objects.get().article == article


def test_our_own_exports_taken_back_find_every_quote_again(db, client):
    fill()
    editor = logged_in(make_user("eddie", "Editor"))
    for way in ("csv", "jsonl"):
        entered(editor, b"".join(client.get(f"/export/quotes.{way}")))
        assert (Entry.objects.count(), Entry.objects.waiting().count(), Quote.objects.count()) == (45, 0, 58)
        Entry.objects.all().delete()


def test_an_undo_says_what_was_worked_on_and_keeps_what_was_decided_of_a_speaker(editor):
    make_article(TALKS, url="https://a.example/1")
    entered(editor, b"Quote;Speaker;Link\nWe go;Ann Bell;https://a.example/1\nWe sit;Bea Roe;\n")
    quote, (_ann, bea) = Quote.objects.get(), Speaker.objects.order_by("pk")
    assert not merge(bea, make_speaker("Beatrice Roe"), "One.")
    sheet = Spreadsheet.objects.get()
    page = reverse("admin:archive_spreadsheet_change", args=[sheet.pk])
    assert "changed since" not in text(editor.get(page))
    change = reverse("admin:archive_quote_change", args=[quote.pk])
    editor.post(change, values(editor.get(change)) | {"public_note": "An hour's work."})
    assert "1 of them was changed since" in text(editor.get(page))
    editor.post(reverse("admin:archive_spreadsheet_undo", args=[sheet.pk]))
    assert not Quote.objects.exists()
    assert set(Speaker.objects.values_list("name", flat=True)) == {"Bea Roe", "Beatrice Roe"}


def test_of_each_name_the_likeliest_are_offered_since_a_page_looks_hundreds_up(editor):
    for letter in "abcdefghijklmn":
        make_speaker(f"Ada Lovelac{letter} Byron")
    page = upload(editor, b"What was said;Who\nThe first sentence;Ada Lovelacz Byron\n")
    answered = editor.post(page, values(editor.get(page)))
    assert text(editor.get(answered["Location"])).count("Ada Lovelac") < 14


def test_a_long_table_goes_on_by_its_button_until_no_row_is_left(editor, rightless, monkeypatch):
    monkeypatch.setattr(drafting, "MOST", 2)
    said = " ".join(f"“We go {n} miles,” he said." for n in range(3))
    make_article(f"Talks\n\n{said}\n", url="https://a.example/1")
    entered(
        editor,
        "\n".join(["Quote;Link", *(f"We go {n} miles;https://a.example/1" for n in range(3))]).encode(),
    )
    sheet = Spreadsheet.objects.get()
    page, go_on = (
        reverse(f"admin:archive_spreadsheet_{name}", args=[sheet.pk]) for name in ("change", "go_on")
    )
    assert "1 of 3 rows have still to be looked for" in text(editor.get(page))
    assert (editor.get(go_on).status_code, rightless.post(go_on).status_code) == (404, 403)
    assert "still to be looked for" not in text(editor.post(go_on, follow=True))
    assert Quote.objects.count() == 3


def test_namesakes_of_a_table_are_told_apart_by_office_country_or_number(editor):
    banker, minister, *unknown = [Speaker.objects.create(name="Karim Hosseini") for _ in range(4)]
    Role.objects.create(speaker=banker, title="Governor", country=make_country("FI", "Finland"))
    Role.objects.create(speaker=minister, title="Minister", country=make_country("FR", "France"))
    page = upload(editor, b"words;speaker;date;outlet\nPeace;Karim Hosseini;2023-01-20;The Post\n")
    names = editor.get(editor.post(page, values(editor.get(page)))["Location"]).content.decode()
    told = ["Governor · Finland", "Minister · France", *(f"no. {each.pk}" for each in unknown)]
    assert [each for each in told if f">Karim Hosseini ({each})</option>" not in names] == []
