import pytest
from django.urls import reverse

from archive.models import Merge, Namesakes, Role, Speaker
from tests.builders import make_country, make_quote, make_speaker
from tests.html import errors, text, values


@pytest.fixture
def ada(db):
    return make_speaker()


@pytest.fixture
def lady(db):
    return make_speaker("Lady Lovelace")


def merge_url(speaker):
    return reverse("admin:archive_speaker_merge", args=[speaker.pk])


def confirmed(client, speaker, data):
    """Looks at what would happen, and confirms it."""
    seen = values(client.post(merge_url(speaker), data)).get("seen", "")
    return client.post(merge_url(speaker), {**data, "seen": seen, "_confirm": "1"})


def test_a_merge_shows_what_it_touches_before_it_is_made(publisher, ada, lady):
    make_quote(speaker=lady)
    data = {"into": ada.pk, "reason": "Letters."}
    page = publisher.post(merge_url(lady), data)
    assert "That is 1 quote, 1 of them published" in text(page)
    assert not Merge.objects.exists()
    confirmed(publisher, lady, data)
    assert Speaker.objects.get(pk=lady.pk).canonical == ada


@pytest.mark.parametrize("between", ["a quote", "a name"])
def test_a_merge_is_made_only_as_it_was_shown(publisher, ada, lady, between):
    data = {"into": ada.pk, "reason": "Letters."}
    seen = values(publisher.post(merge_url(lady), data))["seen"]
    if between == "a quote":
        make_quote(speaker=lady)
    else:
        Speaker.objects.filter(pk=ada.pk).update(name="Ada King")
    page = publisher.post(merge_url(lady), {**data, "seen": seen, "_confirm": "1"})
    assert "Somebody changed it since you looked" in text(page)
    assert not Merge.objects.exists()


def test_a_refused_merge_says_why_and_keeps_the_reason(publisher, ada):
    page = publisher.post(merge_url(ada), {"into": ada.pk, "reason": "Long reason.", "_confirm": "1"})
    assert errors(page) == ["Choose another speaker than itself."]
    assert "Long reason." in text(page)


def test_a_merge_is_undone_from_its_record(publisher, ada, lady):
    confirmed(publisher, lady, {"into": ada.pk, "reason": "Letters."})
    record = Merge.objects.get()
    assert "Undo" in text(publisher.get(reverse("admin:archive_merge_change", args=[record.pk])))
    publisher.post(reverse("admin:archive_merge_undo", args=[record.pk]))
    assert Speaker.objects.get(pk=lady.pk).canonical is None


def test_two_of_one_name_are_told_apart_by_their_numbers(publisher, ada):
    other = Speaker.objects.create(name=ada.name, type=ada.type)
    Role.objects.create(speaker=ada, title="Analyst")
    page = publisher.post(merge_url(other), {"into": ada.pk, "reason": "Letters."})
    name = str(ada)
    assert f"Yes, {name} (no. {other.pk}) is {name} (no. {ada.pk})" in page.content.decode()
    assert f'under {name} (no. {ada.pk}) <span class="help">Analyst' in text(page)
    confirmed(publisher, other, {"into": ada.pk, "reason": "Letters."})
    assert str(Merge.objects.get()) == f"{name} (no. {other.pk}) into {name} (no. {ada.pk})"


def test_a_merge_tells_why_it_was_made_and_when(publisher, ada, lady):
    confirmed(publisher, lady, {"into": ada.pk, "reason": "Her letters say so."})
    page = text(publisher.get(reverse("admin:archive_merge_change", args=[Merge.objects.get().pk])))
    assert "Her letters say so." in page
    assert "Undone at" in page


def test_an_editor_cannot_merge(editor, ada, lady):
    assert editor.post(merge_url(lady), {"into": ada.pk, "reason": "R", "_confirm": "1"}).status_code == 403
    assert "Merge or identify" not in text(editor.get(reverse("admin:archive_speaker_change", args=[ada.pk])))


def test_duplicates_are_listed_and_held_apart(publisher):
    one, other = make_speaker("Kim Jong-un"), make_speaker("Kim Jong Un")
    url = reverse("admin:archive_speaker_duplicates")
    assert "same words" in text(publisher.get(url))
    publisher.post(url, {"one": one.pk, "other": other.pk})
    assert Namesakes.objects.get().other == other


def test_a_role_lists_the_quotes_that_a_change_affects(editor, ada):
    role = Role.objects.create(speaker=ada, title="Minister")
    make_quote(speaker=ada, attribution={"role": role})
    page = text(editor.get(reverse("admin:archive_role_change", args=[role.pk])))
    assert "A change here shows in 1 quote" in page


def test_a_page_of_duplicates_ends_and_says_how_many_more_there_are(publisher, django_assert_max_num_queries):
    for _ in range(12):
        Speaker.objects.create(name="Kim Jong-un")
    with django_assert_max_num_queries(20):
        shown = text(publisher.get(reverse("admin:archive_speaker_duplicates")))
    assert shown.count("Two different speakers") == 50
    assert "16 more come when these are decided" in shown


def test_namesakes_whom_readers_tell_apart_are_merged_only_when_that_is_confirmed(publisher):
    rows = [Speaker.objects.create(name="Karim Hosseini") for _ in range(2)]
    for speaker, (title, code, name) in zip(
        rows, [("Governor", "FI", "Finland"), ("Minister", "FR", "France")], strict=True
    ):
        role = Role.objects.create(speaker=speaker, title=title, country=make_country(code, name))
        make_quote(f"Peace, says the {title}", speaker, attribution={"role": role, "country": role.country})
    address = reverse("admin:archive_speaker_changelist")
    chosen = {"action": "merge", "_selected_action": [each.pk for each in rows]}
    alone = publisher.post(merge_url(rows[0]), {"into": rows[1].pk, "reason": "One."})
    assert "different people: Karim Hosseini (Governor · Finland" in text(alone)
    page = publisher.post(address, chosen)
    for told in ("Governor · Finland", "Minister · France", "different people"):
        assert told in text(page)
    sent = {**chosen, "seen": values(page)["seen"], "confirmed": "1", "into": rows[0].pk, "reason": "One."}
    assert "Tick this" in text(publisher.post(address, sent))
    assert not Merge.objects.exists()
    publisher.post(address, {**sent, "apart": "on"})
    assert Merge.objects.get().into == rows[0]


def test_two_that_nobody_tells_apart_are_merged_without_that_question(publisher, ada, lady):
    chosen = {"action": "merge", "_selected_action": [ada.pk, lady.pk]}
    assert "different people" not in text(publisher.post(reverse("admin:archive_speaker_changelist"), chosen))


def test_two_of_one_name_that_are_merged_in_their_list_are_told_apart_too(publisher, ada):
    other = Speaker.objects.create(name=ada.name, type=ada.type)
    listing = reverse("admin:archive_speaker_changelist")
    chosen = {"action": "merge", "_selected_action": [ada.pk, other.pk]}
    seen = values(publisher.post(listing, chosen))["seen"]
    data = {**chosen, "seen": seen, "into": ada.pk, "reason": "Letters.", "confirmed": "1"}
    page = publisher.post(listing, data, follow=True)
    assert f"{ada} (no. {other.pk}) is shown as {ada} (no. {ada.pk}) from now on." in text(page)
