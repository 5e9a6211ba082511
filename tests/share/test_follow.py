"""Following a search by e-mail: asked, confirmed, told once, told of corrections and withdrawals, stopped."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.editing.workflow import STEPS, take
from archive.models import Correction, Delivery, Follow, Follower, Quote, Speaker, Statement, Told
from archive.outputs.share.mail import links
from archive.outputs.share.mail.compose import compose, forget
from archive.outputs.share.mail.send import send
from archive.outputs.share.mail.stopping import end
from archive.search.index import building
from tests.builders import make_article, make_country, make_quote, make_speaker

pytestmark = pytest.mark.django_db
LATER = timedelta(days=8)


def ask(client, search="", email="reader@example.org", **more):
    return client.post(f"/follow/?{search}", {"email": email, "every": "day", **more})


def follow(search="", **values):
    follower, _ = Follower.objects.get_or_create(email=values.pop("email", "reader@example.org"))
    then = timezone.now() - timedelta(days=1)
    return Follow.objects.create(
        follower=follower, search=search, **{"confirmed_at": then, "looked_at": then, **values}
    )


def deliver(after=LATER):
    mail.outbox.clear()
    while compose(timezone.now() + after):
        pass
    send(timezone.now() + after)
    return mail.outbox


@pytest.fixture
def denied(indexed):
    article = make_article("T\n\nAda denied the deals.\n")
    quote = make_quote("the deals", cue="denied", kind="indirect", article=article)
    indexed()
    return quote


def test_nothing_is_sent_before_a_reader_has_confirmed(client, denied):
    assert "Look into your mail" in ask(client).content.decode()
    assert "do you want to follow" in deliver()[0].subject
    [address] = re.findall(r"http://127.0.0.1:8000(/follow/\S+)", mail.outbox[0].body)
    client.get(address)
    assert Follow.objects.get().confirmed_at is None
    client.post(address, {"act": "confirm"})
    assert Follow.objects.get().confirmed_at
    assert deliver() == []  # what was there before is not news


def test_a_new_quote_is_told_once_with_verb_label_source_and_date(denied):
    follow()
    [message] = deliver()
    for text in (message.body, message.alternatives[0].content):
        for part in (
            "[Ada Lovelace] denied the deals",
            "In the reporter",
            "[on 17 June 2024]",
            "[publisher not identified]",
        ):
            assert part in text
    assert message.subject.startswith("1 new: All quotes")
    assert deliver() == []


def test_a_new_quote_is_told_with_role_and_country(indexed):
    make_quote(
        "we go", attribution={"role_printed": "spokesperson", "country": make_country("US", "United States")}
    )
    indexed()
    follow()
    [message] = deliver()
    for text in (message.body, message.alternatives[0].content):
        assert re.search(
            r"Ada Lovelace: \[?spokesperson\]?, speaking for United States(</bdi>)?\. Direct", text
        )


def test_words_stand_in_their_own_direction(indexed):
    make_quote("لا أسلحة weapons هنا", language="ar", attribution={"basis": "inferred"})
    indexed()
    follow()
    html = deliver()[0].alternatives[0].content
    assert '<bdi>[Ada Lovelace]</bdi>:</strong> <span lang="ar" dir="rtl">“لا' in html


@pytest.mark.parametrize("kind", ["direct", "indirect"])
def test_a_mail_tells_namesakes_apart(denied, kind):
    other = Speaker.objects.create(name="Ada Lovelace", description="A cricketer")
    article = make_article("Other\n\nAda denied the talks.\n")
    quote = make_quote("the talks", other, cue="denied", kind=kind, article=article)
    building.build()
    follow()
    [news] = deliver()
    Correction.objects.create(quote=quote, changed="cue", reason="Misread", at=timezone.now() + LATER)
    [corrected] = deliver(2 * LATER)
    for text in (news.body, news.alternatives[0].content, corrected.body):
        assert "Ada Lovelace (listed in the archive as A cricketer)" in text


def test_a_correction_that_began_before_and_ended_after_a_mail_is_told_once(denied):
    begun = timezone.now()
    other = make_quote()
    building.build()
    follow()
    assert len(deliver()) == 1
    Correction.objects.create(quote=other, changed="cue", reason="Misread", at=timezone.now())
    [corrected] = deliver(2 * LATER)
    assert "1 corrected" in corrected.subject
    assert "Direct quote. Said [on 17 June 2024]. Reported by [publisher not identified]" in corrected.body
    Correction.objects.create(quote=denied, changed="cue", reason="Misheard", at=begun)
    assert "1 corrected" in deliver(3 * LATER)[0].subject
    assert deliver(4 * LATER) == []


def test_a_quote_that_two_searches_find_is_told_once_even_when_one_is_stopped(denied):
    one, other = follow(), follow("kind=indirect", every="week")
    assert len(deliver()) == 1
    end(Told.objects.get().follow)
    assert deliver(2 * LATER) == []
    assert Told.objects.get().follow_id in {one.pk, other.pk}


def test_a_mail_on_its_way_comes_through_the_other_search_when_one_is_stopped(denied):
    follow(), follow("kind=indirect")
    follow("q=deals", confirmed_at=None, next_at=timezone.now() + 99 * LATER)
    while compose(timezone.now() + LATER):
        pass
    end(Told.objects.get().follow)
    assert Told.objects.get().follow.confirmed_at
    [message] = deliver(2 * LATER)
    assert "denied the deals" in message.body


def test_a_batch_costs_as_many_queries_for_twenty_followers_of_twenty_searches_as_for_two(indexed):
    quote = make_quote("the deals", attribution={"country": make_country()})
    indexed()
    searches = [f"speaker={quote.attributions.get().speaker_id}", "country=US", "q=deals+OR+country:US"]
    counts = []
    for followers in (3, 6, 21):  # what is remembered is read with the first
        for number in range(followers):
            search = f"{searches[number % 3]}&published_from={2000 + number}"
            follow(search, email=f"reader{followers}-{number}@example.org")
        with CaptureQueriesContext(connection) as composing:
            compose(timezone.now() + LATER)
        with CaptureQueriesContext(connection) as sending:
            assert send(timezone.now() + LATER) == followers
        counts.append((len(composing), len(sending)))
    assert counts[1] == counts[2]


def test_a_quote_that_was_published_long_before_it_was_indexed_is_told(indexed):
    indexed()
    follow()
    quote = make_quote()
    Quote.objects.filter(pk=quote.pk).update(published_at=timezone.now() - timedelta(hours=2))
    assert deliver() == []
    indexed()
    assert len(deliver(2 * LATER)) == 1


def test_a_search_that_takes_too_long_once_is_asked_again(denied, monkeypatch):
    follow()
    with monkeypatch.context() as slow:
        slow.setattr("archive.search.contract.WORK_SECONDS", -1)
        assert deliver() == []
    assert [message.subject[:5] for message in deliver(2 * LATER)] == ["1 new"]


def test_a_lost_search_that_is_found_again_goes_on(indexed):
    quote = make_quote()
    follow(f"speaker={quote.attributions.get().speaker_id}")
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Made up")
    indexed()
    assert ["can no longer be run" in message.subject for message in deliver()] == [True]
    another = make_quote()
    Quote.objects.filter(pk=another.pk).update(published_at=timezone.now() + LATER)
    indexed()
    assert [message.subject[:5] for message in deliver(2 * LATER)] == ["1 new"]


def test_a_mail_can_be_stopped_with_one_click(client, denied):
    one = follow()
    [message] = deliver()
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    client.get(address)
    assert Follow.objects.filter(pk=one.pk).exists()
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert client.post(address).status_code == 200


def test_a_correction_and_a_withdrawal_of_what_was_sent_are_told(denied):
    follow()
    deliver()
    Correction.objects.create(
        quote=denied, changed="said", old="1 May", new="2 May", reason="Misread", at=timezone.now() + LATER
    )
    denied.corrections.create(
        changed="words", old="deal", new="deals", reason="Cut", at=timezone.now() + LATER
    )
    [message] = deliver(2 * LATER)
    assert message.subject.startswith("2 corrected")
    for text in (message.body, message.alternatives[0].content):
        assert "[Ada Lovelace, denied:] deals" in text
    assert "1 May -> 2 May. Misread" in message.body
    assert "denied the deals" in message.body
    Quote.objects.filter(pk=denied.pk).update(status="withdrawn", withdrawn_reason="Made up")
    [message] = deliver(3 * LATER)
    assert "because: Made up" in message.body
    assert "deals" not in message.body
    assert deliver(4 * LATER) == []


def test_who_was_told_that_it_is_gone_is_told_that_it_is_back_and_gone_again(denied, admin_user):
    follow()
    deliver()
    for number, step, subject in (
        (2, "withdraw", "1 withdrawn"),
        (3, "reopen", ""),
        (4, "publish", "1 corrected"),
        (5, "withdraw", "1 withdrawn"),
    ):
        assert take(STEPS[step], denied, admin_user, "Misheard") == []
        assert subject in "".join(message.subject for message in deliver(number * LATER)), step
        assert bool(subject) is bool(mail.outbox)


def test_whoever_asks_again_is_told_that_nothing_changed(client, denied):
    follow("kind=indirect", next_at=timezone.now() + 99 * LATER)
    ask(client, "kind=indirect", every="week")
    [message] = deliver()
    assert message.subject.endswith("already")
    assert "three days" not in message.body + message.alternatives[0].content
    assert Follow.objects.get().every == "day"


def test_what_is_withdrawn_before_the_mail_goes_is_not_in_it(denied):
    follow()
    compose(timezone.now() + LATER)
    Quote.objects.filter(pk=denied.pk).update(status="withdrawn", withdrawn_reason="Made up")
    mail.outbox.clear()
    send(timezone.now() + LATER)
    assert mail.outbox == []
    assert not Delivery.objects.exists()


def test_a_follower_hears_only_of_the_search(indexed):
    make_quote("Peace", attribution={"country": make_country()})
    make_quote("War", make_speaker("Bob"))
    make_quote("Secret", status="draft")
    indexed()
    follow("country=US")
    [message] = deliver()
    assert "Peace" in message.body
    assert not {"War", "Secret"} & set(re.findall(r"\w+", message.body))


def test_a_statement_is_followed_from_its_page(client, indexed):
    statement = Statement.objects.create(basis="wording")
    make_quote("Peace is near", statement=statement)
    make_quote("War is near")
    indexed()
    search = f"statement={statement.pk}"
    assert f'href="/follow/?{search}"' in client.get(statement.get_absolute_url()).content.decode()
    follow(search)
    assert [message.subject for message in deliver()] == [f"1 new: Quotes reporting statement {statement.pk}"]


def test_a_search_that_cannot_be_run_any_more_says_so_once(indexed):
    quote = make_quote("Peace", make_speaker("Bob"))
    indexed()
    follow(f"speaker={quote.attributions.get().speaker_id}")
    deliver()
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Made up")
    indexed()
    assert any("can no longer be run" in message.subject for message in deliver(2 * LATER))
    assert deliver(3 * LATER) == []


def test_known_and_unknown_addresses_are_answered_alike(client, denied):
    follow()
    known, unknown = ask(client), ask(client, email="other@example.org")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


def test_nobody_can_bomb_an_address_or_ask_without_end(client, denied, settings):
    for number in range(10):
        ask(client, search=f"q=peace{number}", email=f"reader+{number}@example.org")
        ask(client, search=f"q=war{number}", email=f"r{'.' * (number > 5)}eader@Example.org")
    assert Delivery.objects.count() == 3
    settings.RATES = {**settings.RATES, "follow": "1/hour"}
    assert [ask(client).status_code for _ in range(2)][-1] == 429


@pytest.mark.parametrize(
    "email", ["", "a@b", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org"]
)
def test_what_is_no_address_is_refused(client, denied, email):
    assert ask(client, email=email).status_code == 400
    assert not Follower.objects.exists()


def test_words_of_a_search_break_out_of_no_header_and_no_line(client, denied):
    ask(client, search="q=x%0D%0A%0D%0ABcc:%20b@example.org")
    [message] = deliver()
    assert "\n" not in message.subject
    assert not any(line.startswith("Bcc") for line in message.body.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        "pay at evil.example",
        "https://evil.example/x",
        "www.evil",
        "mail a@b",
        "pay now " * 40,
        "go evil。example",
        "go evil．example",
        "call +1 (800) 555-0199",
        "전화 ０２-１２３４-５６７８",
    ],
)
def test_nobody_sends_a_message_of_theirs_to_a_stranger(client, denied, words):
    ask(client, search=urlencode({"q": words}))
    [message] = deliver()
    page = message.alternatives[0].content
    assert words.strip() not in message.subject + message.body + page
    assert message.body.count("://") == page.count("://") == 1
    assert len(message.body) < 700


@pytest.mark.parametrize("token", ["x", "a~b", "~"])
def test_a_forged_link_leads_nowhere(client, denied, token):
    one = follow()
    for address in (f"/follow/{token}/", f"/follow/{one.nonce}/", f"/follow/{one.nonce}~x/stop/"):
        answer = client.post(address, {"act": "stop"})
        assert (answer.status_code, "Stopped" in answer.content.decode()) == (200, False)
    assert Follow.objects.exists()


def test_an_address_that_never_confirmed_is_forgotten(client, denied):
    ask(client)
    forget(timezone.now() + timedelta(days=4))
    assert not Follower.objects.exists()


def test_the_page_says_what_it_would_have_sent_and_how_often_can_be_changed(client, denied):
    assert "<strong>1</strong> quote in the last month" in client.get("/follow/").content.decode()
    one = follow()
    client.post(f"/follow/{links.token(one)}/", {"act": "change", "every": "week"})
    assert Follow.objects.get().every == "week"


def test_mails_speak_the_language_of_the_page_on_which_the_search_was_followed(client, indexed):
    article = make_article("T\n\nAda denied the deals.\n")
    korea = {"country": make_country("KR", "South Korea"), "basis": "explicit"}
    quote = make_quote("the deals", cue="denied", kind="indirect", article=article, attribution=korea)
    indexed()
    client.post("/follow/?country=KR&lang=ko", {"email": "reader@example.org", "every": "day"})
    [asked] = deliver()
    assert "구독하시겠습니까" in asked.subject
    assert "South Korea" not in asked.body + asked.subject
    [address] = re.findall(r"http://127.0.0.1:8000(/follow/\S+)", asked.body)
    assert '<html lang="ko">' in client.post(address, {"act": "confirm"}).content.decode()
    Follow.objects.update(confirmed_at=quote.published_at - timedelta(days=1), looked_at=quote.published_at)
    [news] = deliver()
    for part in ("새 발언 1건", "대한민국"):
        assert part in news.subject
    assert "2024년 6월 17일" in news.body
    assert "/quotes/?country=KR&lang=ko" in news.body
    assert '<html lang="ko">' in news.alternatives[0].content
    assert not re.search("Said|Reported|told|Change", news.body)


def test_whoever_changes_a_search_on_an_english_page_is_told_in_english(client, denied):
    one = follow(language="ko")
    client.post(f"/follow/{links.token(one)}/", {"act": "change", "every": "week"})
    assert deliver()[0].subject.startswith("1 new")
