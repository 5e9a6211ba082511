"""Mails over a real mail server."""

import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from archive.models import Delivery, Follower
from archive.outputs.share.mail.compose import compose
from archive.outputs.share.mail.send import send
from tests.builders import make_quote
from tests.share.test_follow import LATER, follow


class Post:
    """Keeps what it is given; answers as `answers` says, in turn, then takes everything."""

    def __init__(self):
        self.mails, self.answers, self.unknown = [], [], set()
        self.refusal = "550 no such mailbox"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.unknown:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answers.pop(0) if self.answers else "250 OK"


@pytest.fixture
def post(settings):
    handler = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    controller = Controller(handler, hostname=host, port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield handler
    controller.stop()


def due(*followers):
    for email in followers:
        follow(email=email)
    compose(timezone.now() + LATER)


@pytest.fixture
def quote(indexed):
    made = make_quote("Peace is near", translated="back")
    indexed()
    return made


def test_a_mail_arrives_in_text_and_html_with_its_headers(post, quote):
    due("reader@example.org")
    send()
    [mail] = post.mails
    assert mail["To"] == "reader@example.org"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        text = mail.get_body((kind,)).get_content()
        assert "“Peace is near”" in text
        assert "translated back" in text
    assert not Delivery.objects.exists()


def test_a_mail_that_may_have_arrived_is_sent_again_with_the_same_message_id(post, quote):
    due("reader@example.org")
    post.answers = ["451 later"]
    send()
    send(timezone.now() + timedelta(hours=1))
    first, second = post.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert not Delivery.objects.exists()


def test_one_refused_mail_holds_up_no_other(post, quote):
    due("a@example.org", "b@example.org")
    post.answers = ["554 no"]
    send()
    assert [mail["To"] for mail in post.mails] == ["a@example.org", "b@example.org"]
    assert Delivery.objects.count() == 1


def test_a_mail_on_which_the_server_hangs_up_holds_up_no_other(post, quote):
    due("a@example.org", "b@example.org", "c@example.org")
    post.unknown, post.refusal = {"a@example.org"}, "421 too many"
    for minute in range(4):
        send(timezone.now() + timedelta(minutes=minute))
    assert {mail["To"] for mail in post.mails} == {"b@example.org", "c@example.org"}


def test_a_mail_that_cannot_be_written_holds_up_no_other(post, quote, caplog):
    due("a@example.org", "b@example.org")
    Follower.objects.filter(email="a@example.org").update(email="a@example.org\nBcc: x@example.org")
    send()
    assert [mail["To"] for mail in post.mails] == ["b@example.org"]
    assert "example.org" not in caplog.text


def test_an_address_that_refuses_three_times_is_forgotten(post, quote, caplog):
    due("gone@example.org")
    post.unknown = {"gone@example.org"}
    for hour in range(3):
        assert Follower.objects.exists()
        send(timezone.now() + timedelta(days=hour))
    assert not Follower.objects.exists()
    assert "gone@example.org" not in caplog.text


def test_an_address_that_asks_to_come_later_is_kept(post, quote):
    due("greylisted@example.org")
    post.unknown, post.refusal = {"greylisted@example.org"}, "450 come later"
    for day in range(4):
        send(timezone.now() + timedelta(days=day))
    post.unknown = set()
    send(timezone.now() + timedelta(days=9))
    assert len(post.mails) == 1


def test_mails_wait_while_the_server_is_away(post, quote, settings, caplog):
    due("reader@example.org")
    settings.EMAIL_PORT, port = 1, settings.EMAIL_PORT
    assert send() == 0
    settings.EMAIL_PORT = port
    send(timezone.now() + timedelta(days=1))
    assert len(post.mails) == 1
    assert "example.org" not in caplog.text
