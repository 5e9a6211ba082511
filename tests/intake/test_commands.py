import io
import json
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.bench import score_intake

DATA = Path(__file__).resolve().parent.parent / "data"
KEYS = {
    "spans",
    "kind",
    "cue",
    "speaker",
    "joint",
    "role",
    "organisation",
    "countries",
    "said",
    "via",
    "rule",
    "confidence",
}


def propose(*arguments: str) -> list[dict]:
    out = io.StringIO()
    call_command("propose", *arguments, stdout=out, stderr=io.StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_propose_writes_one_object_an_article_with_every_field():
    files = [str(path) for path in sorted((DATA / "seeds").glob("*.txt"))]
    articles = propose(*files)
    assert [article["file"] for article in articles] == files
    assert set(articles[0]) == {"file", "title", "outlet", "agency", "published", "boilerplate", "quotes"}
    assert all(set(quote) == KEYS for article in articles for quote in article["quotes"])


def test_propose_takes_the_publication_date():
    path = next((DATA / "seeds").glob("004*.txt"))
    (article,) = propose(str(path), "--published", "2024-06-20")
    assert article["published"] == "2024-06-20"
    assert {quote["said"]["earliest"] for quote in article["quotes"] if quote["said"]} == {"2024-06-19"}


@pytest.mark.parametrize("raw", [b"\xff\xfe broken", b"a\0b", b"a" * 200_001])
def test_propose_refuses_what_is_no_article(tmp_path, raw):
    path = tmp_path / "article.txt"
    path.write_bytes(raw)
    with pytest.raises(CommandError, match=r"article\.txt"):
        propose(str(path))


def test_propose_says_how_a_date_is_written():
    with pytest.raises(CommandError, match="17 June 2024 is no date: write YYYY-MM-DD"):
        propose("article.txt", "--published", "17 June 2024")


def test_propose_names_the_file_that_it_cannot_read(tmp_path):
    with pytest.raises(CommandError, match=r"missing\.txt: No such file or directory\."):
        propose(str(tmp_path / "missing.txt"))


def test_propose_reads_a_page_as_the_desk_does_and_gives_the_text_that_its_places_count_in(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><head><title>Bridge to close</title>'
        '<meta property="article:published_time" content="2024-06-20T08:00:00Z"></head>'
        "<body><nav>Home News Sport</nav><article><h1>Bridge to close</h1><p>The bridge closes for a year.</p>"
        "<p>&ldquo;It is no longer safe,&rdquo; Mayor Ann Lee said on Wednesday.</p></article></body></html>"
    )
    (article,) = propose(str(page))
    assert [article["text"][start:end] for quote in article["quotes"] for start, end in quote["spans"]] == [
        "It is no longer safe,"
    ]
    assert article["quotes"][0]["speaker"]["name"] == "Ann Lee"
    assert article["quotes"][0]["said"]["earliest"] == "2024-06-19"
    assert "<p>" not in article["text"]


def test_another_language_gets_its_direct_quotations(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("Ein Titel\n\n„Wir gehen heute nach Hause“, sagte er.\n", encoding="utf-8")
    (article,) = propose(str(path), "--language", "de")
    assert [quote["kind"] for quote in article["quotes"]] == ["direct"]


@pytest.fixture
def few(tmp_path):
    """A few articles of each set: all of them are measured in tests of their own."""
    truth = {path.name: path.read_text() for path in (DATA / "intake" / "truth").iterdir()}
    names = {name for text in truth.values() for name in re.findall(r"(?m)^= (\S+)", text)[:2]}
    (tmp_path / "intake" / "truth").mkdir(parents=True)
    for file, text in truth.items():
        kept = [each for each in re.split(r"(?m)^(?== )", text) if each[2:].split(" ")[0] in names]
        (tmp_path / "intake" / "truth" / file).write_text("".join(kept))
    shutil.copytree(DATA / "news", tmp_path / "news")
    told = json.loads((DATA / "news" / "attributions.json").read_text())[:2]
    (tmp_path / "news" / "attributions.json").write_text(json.dumps(told))
    for folder in ("kinds", "ordinary"):
        (tmp_path / "intake" / folder).mkdir()
        passages = re.split(r"(?m)^(?=# )", (DATA / "intake" / folder / "en.txt").read_text())
        (tmp_path / "intake" / folder / "en.txt").write_text("".join(passages[:4]))
    for name in ("seeds", "intake/wikinews"):
        (tmp_path / name).symlink_to(DATA / name)
    return tmp_path


def test_score_intake_prints_articles_and_rules(few):
    out = io.StringIO()
    call_command(score_intake.Command(), data=few, stdout=out)
    assert {"D-after", "I-ccomp", "000", "afghan", "all"} <= {
        line.split()[0] for line in out.getvalue().splitlines() if line
    }
