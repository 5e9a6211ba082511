"""The worst that each form and each public address can be sent: little memory, seconds, and readers answered meanwhile."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from lxml import html

from archive.models import Article, Quote, Spreadsheet
from archive.search.index import building
from archive.text import sha256
from tests.addresses import public_addresses
from tests.admin.conftest import make_user
from tests.admin.test_roles import addresses
from tests.builders import make_article, make_outlet, make_proposal, make_quote, make_speaker
from tests.operations.conftest import environment, with_static_files
from tests.operations.many import make_many
from tests.operations.web import ask, running, worker_of
from tests.pages.test_worst import WORST
from tests.transfer.test_spreadsheets import xlsx

pytestmark = pytest.mark.drill
LENGTH = 200_000
FORM = "application/x-www-form-urlencoded"
SENTENCE = "“Peace {} is near,” Ada Lovelace, the Minister of Tests, said on Monday in the town of No. {}. "
TEXTS = {
    "one letter": "a" * LENGTH,
    "words": "peace near " * (LENGTH // 11),
    "marks": "“‘a’ “b” " * (LENGTH // 10),
    "stops": "a. " * (LENGTH // 3),
    "lines": "\n".join("ab" for _ in range(LENGTH // 3)),
    "mark-up": "<p>a</p>" * (LENGTH // 8),
    "brackets": "[" * LENGTH,
    "gaps": "a […] " * (LENGTH // 6),
    "numbers": "9" * LENGTH,
}
FILES = {
    "a page": b"<p>a</p>" * 600_000,
    "a table": xlsx([], "".join(f'<row r="{y}"><c r="A{y}" t="s"><v>0</v></c></row>' for y in range(1, 2_000)), shared="\u00e4" * 190_000),
    "lines": b'{"a": 1}\n' * 500_000,
    "deep": b"[" * 4_000_000,
}  # fmt: skip
RATES = ("API", "LOGIN", "FOLLOW", "FREEZE", "FREEZES", "PICTURE", "SEARCH")
SECONDS, MEGABYTES, HEALTH = 5.0, 300, 1.0
BUSY_SECONDS = 30.0  # by the clock, on a machine that others use as well
TICKS = os.sysconf("SC_CLK_TCK")
PARTS = 4  # of all addresses: a test each


@pytest.fixture
def site(transactional_db, tmp_path, settings):
    """A server with a long article of many quotes, and an outlet of thousands."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    make_many(3000)
    Article.objects.update(outlet=make_outlet())
    long_article()
    large_table()
    paths = [path for name, path in addresses() if name not in {"logout", "login", "jsi18n"}]
    paths += [
        path.replace("/1/", f"/{Article.objects.latest('pk').pk}/") for path in paths if "/article/" in path
    ]
    building.build()
    paths += public_addresses().values()
    kept = {"ARCHIVE_DATA_DIR": str(tmp_path), **dict.fromkeys(map("{}_RATE".format, RATES), "off")}
    worker = "--worker-class=archive.operations.web_worker.WebWorker"
    variables = with_static_files({**environment(tmp_path), **kept})
    with running(variables, "--threads=8", worker) as (process, port):
        yield port, worker_of(process), paths


def long_article():
    lines = (SENTENCE.format(n, n) for n in range(LENGTH // 100))
    text = "".join(f"{line}\n\n" if n % 5 else line for n, line in enumerate(lines))[: LENGTH - 1]
    article = make_article(text, title="A long text")
    for n in range(300):
        make_quote(f"Peace {n} is near", article=article, status="draft")
        make_proposal(article, f"Peace {n + 400} is near")
    return article


def large_table():
    """As many rows as a table may have, none of which stands in its long article, of people whose names are like others.

    Rows that do stand there become drafts, so many in a request: tests/transfer/test_spreadsheets.py.
    """
    text, by = Article.objects.latest("pk").raw_text, make_user("eddie", "Editor")
    Article.objects.filter(raw_sha256=sha256(text)).update(url="https://a.example/long")
    for n in range(300):
        make_speaker(f"Ada Lovelac{chr(97 + n % 26)} {chr(97 + n // 26)} Byron")
    names, mapping = ["Said", "Who", "Where"], {"Said": "words", "Who": "speakers", "Where": "url"}
    cells = [
        [f"Peace {n} is nowhere in this text", f"Ada Lovelac{n % 100} Byron", "https://a.example/long"]
        for n in range(5_000)
    ]
    Spreadsheet.objects.create(by=by, name="a.csv", names=names, mapping=mapping, cells=cells)


class Desk:
    """A client of the desk that says how long each answer took, and how much memory its process took for it."""

    def __init__(self, port, worker):
        self.port, self.status = port, Path(f"/proc/{worker}/status")
        self.spent = Path(f"/proc/{worker}/stat")
        self.worked = self.waited = 0.0
        self.peak = Path(f"/proc/{worker}/clear_refs")
        client = Client()
        client.force_login(make_user("pia", "Publisher"))
        client.get("/admin/")
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def memory(self, which):
        lines = dict(line.split(":", 1) for line in self.status.read_text().splitlines())
        return int(lines[which].split()[0]) / 1024

    def cpu(self):
        """Seconds that the process and those it started have worked: what they waited for is not theirs."""
        return sum(map(int, self.spent.read_text().rpartition(")")[2].split()[11:15])) / TICKS

    def ask(self, method, path, body=None, kind=FORM):
        self.peak.write_text("5")  # begins the peak anew
        before, asked, worked = self.memory("VmRSS"), time.monotonic(), self.cpu()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": self.cookies, "Content-Type": kind}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith(settings.CSRF_COOKIE_NAME):
                self.cookies = f"{self.cookies.split(';')[0]}; {cookie.split(';')[0]}"
        taken = self.cpu() - worked, time.monotonic() - asked
        self.worked, self.waited = self.worked + taken[0], self.waited + taken[1]
        connection.close()
        return answer.status, text, taken, self.memory("VmHWM") - before


def forms(page):
    """Their filled-in values, the names of the fields that a person types in, of the others, and of those for files."""
    for form in html.fromstring(page).forms if page.strip().startswith(b"<") else []:
        named = {each: [one.name for one in form.xpath(xpath) if one.name] for each, xpath in FIELDS.items()}
        if form.method == "POST" and any(named.values()) and "logout" not in (form.action or ""):
            yield dict(form.form_values()), named


FIELDS = {
    "typed": ".//textarea | .//input[@type='text' or @type='search' or @type='url' or @type='email']",
    "others": ".//select | .//input[@type='hidden' or @type='number' or @type='date' or @type='checkbox']",
    "files": ".//input[@type='file']",
}


def bodies(values, named, number):
    """Each with its kind: long texts where one types, nonsense where one chooses, and large files."""
    kind = list(TEXTS)[number % len(TEXTS)]
    if named["typed"]:
        yield kind, urlencode({**values, **dict.fromkeys(named["typed"][:20], TEXTS[kind])})[:5_900_000], FORM
    chosen = [name for name in named["others"] if name != "csrfmiddlewaretoken"]
    counted = {name: "20000000" for name in chosen if name.endswith("_FORMS")}
    yield "nonsense", urlencode({**values, **dict.fromkeys(chosen, "9" * 5_000), **counted})[:5_900_000], FORM
    for kind, data in FILES.items() if named["files"] else ():
        files = {name: SimpleUploadedFile("a", data) for name in named["files"][:1]}
        yield kind, encode_multipart(BOUNDARY, {**values, **files}), MULTIPART_CONTENT


def health(port, stopped):
    worst = 0.0
    while not stopped.wait(0.1):
        asked = time.monotonic()
        with ask(port, "/livez") as answer:
            answer.read()
        worst = max(worst, time.monotonic() - asked)
    return worst


def too_much(found):
    status, _text, (worked, waited), megabytes = found
    return status >= 500 or worked > SECONDS or waited > BUSY_SECONDS or megabytes > MEGABYTES


@pytest.mark.parametrize("part", range(PARTS))
def test_the_worst_of_each_form_and_address_is_answered_shortly_and_in_little_memory(site, part):
    port, worker, paths = site
    desk, stopped, failed, sent = Desk(port, worker), Event(), [], 0
    with ThreadPoolExecutor(1) as pool:
        worst = pool.submit(health, port, stopped)
        try:
            for number, path in enumerate(sorted(set(paths))[part::PARTS]):
                page = desk.ask("GET", path)
                failed += [("GET", path, page[0], *page[2:])] if too_much(page) else []
                query = list(WORST.values())[number % len(WORST)][:3_500]
                asked = desk.ask("GET", f"{path}?{quote(query, safe='=&+')}")
                failed += [("query", path, asked[0], *asked[2:])] if too_much(asked) else []
                for values, named in forms(page[1]):
                    for kind, body, type_ in bodies(values, named, number):
                        found = desk.ask("POST", path, body, type_)
                        failed += [(kind, path, found[0], *found[2:])] if too_much(found) else []
                        sent += 1
        finally:
            stopped.set()
    others = max(desk.waited / desk.worked, 1)  # how much longer everything takes than it would alone
    told = f"{sent} forms; /livez at worst {worst.result():.2f} s, all else {others:.1f} times its CPU"
    sys.stderr.write(f"{told}; too much: {failed}\n")
    assert failed == []
    assert worst.result() < HEALTH * others
    assert sent > 15


def test_a_name_in_thousands_of_quotes_is_changed_in_one_request(site):
    """A publisher renames the outlet of all, and merges the speaker of a third of them."""
    port, worker, _ = site
    desk, outlet = Desk(port, worker), make_outlet()
    path = f"/admin/archive/outlet/{outlet.pk}/change/"
    values = next(iter(forms(desk.ask("GET", path)[1])))[0]
    found = desk.ask("POST", path, urlencode({**values, "name": "Another", "reason": "Misspelt."}))
    sys.stderr.write(
        f"renamed for {Quote.objects.published().count()} quotes in {found[2][0]:.1f} s, {found[3]:.0f} MB\n"
    )
    assert found[0] == 302
    assert not too_much(found)
    speaker = Quote.objects.published().first().attributions.first().speaker
    path = f"/admin/archive/speaker/{speaker.pk}/merge/"
    sent = {"into": make_speaker("Countess").pk, "reason": "One."}
    token = {"csrfmiddlewaretoken": values["csrfmiddlewaretoken"]}
    looked_at = next(iter(forms(desk.ask("POST", path, urlencode(sent | token))[1])))[0]
    found = desk.ask("POST", path, urlencode({**looked_at, **sent, "_confirm": "1"}))
    sys.stderr.write(f"merged in {found[2][0]:.1f} s, {found[3]:.0f} MB\n")
    assert found[0] == 302
    assert not too_much(found)
