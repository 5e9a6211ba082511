"""Tables as spreadsheets write them: what the row says goes in, or the row is refused with what to do."""

import csv
import io

import pytest
from django.contrib.auth.models import User

from archive.models import Article, Occasion, Quote
from archive.transfer.columns import COLUMNS
from archive.transfer.jobs import run_next, stage
from archive.transfer.staging import Rules
from archive.transfer.tabulate import table
from archive.transfer.write import bundle
from tests.builders import add_span, make_article, make_organisation, make_quote, make_speaker
from tests.transfer.test_staging import as_csv, queue

pytestmark = pytest.mark.django_db

TEXT = "Pier\r\n\r\nMayor Odell said the pier “will not hold” 🕊 in a storm.\r\nNobody else spoke.\r\n"
WORDS = "will not hold"
AT = f"words {TEXT.index(WORDS)}-{TEXT.index(WORDS) + len(WORDS)}"
ROW = {
    "article": "pier",
    "article_title": "Pier",
    "article_text": TEXT,
    "published_on": "2024-03-05",
    "ref": "q",
    "words": WORDS,
    "spans": AT,
    "kind": "direct",
}


def lines(*rows, delimiter=","):
    """A table of only those columns that the rows have."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def staged(*rows, mode="skip"):
    return stage(lines(*rows).encode(), Rules(mode))


def only_problem(*rows, mode="skip"):
    found = staged(*rows, mode=mode)
    assert len(found.problems) == 1, found.problems
    return found.problems[0]


def words_in(found):
    quote, article = found.bundle.articles[0].quotes[0], found.bundle.articles[0]
    return [article.text[span.start : span.end] for span in quote.spans if span.part == "words"]


def import_table(data, mode="skip"):
    reason = "" if mode == "skip" else "Learnt."
    job = queue(data, User.objects.create_superuser(f"u{User.objects.count()}"), mode=mode, reason=reason)
    run_next()
    job.refresh_from_db()
    return job


def exported():
    out = io.StringIO()
    csv.writer(out).writerows(table(bundle()))
    return out.getvalue()


def test_the_text_is_stored_byte_for_byte_and_its_offsets_are_right():
    import_table(lines(ROW).encode())
    assert Article.objects.get().raw_text == TEXT
    assert Quote.objects.get().text == WORDS


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"words": "will hold"}, "words"),
        ({"words": "hold"}, "words"),
        ({"words": ""}, "words"),
        ({"spans": AT.replace("-", "-1")}, "spans"),
        ({"spans": f"{AT}; cue 20-24", "cue": "denied"}, "cue"),
        ({"spans": f"{AT}; cue 20-24", "cue": ""}, "cue"),
        ({"spans": "wrds 3-9"}, "spans"),
        ({"spans": "words ٣-٩"}, "spans"),
        ({"article_text": TEXT.replace("\r\n", "\n")}, "words"),
    ],
)
@pytest.mark.parametrize("mode", ["skip", "replace"])
def test_words_and_spans_that_disagree_refuse_the_row(changed, column, mode):
    problem = only_problem({**ROW, **changed}, mode=mode)
    assert problem[:2] == ("line 2", column)


@pytest.mark.parametrize("words", [f" {WORDS} ", WORDS])
def test_outer_spaces_do_not_disagree(words):
    assert words_in(staged({**ROW, "words": words})) == [WORDS]


def test_words_do_not_end_within_a_word_of_the_article():
    text = "Pier\n\nMayor Odell said “we cannot hold”.\n"
    found = only_problem({**ROW, "article_text": text, "words": "we can", "spans": ""})
    assert (found[1], "only as a part of “we cannot”" in found[2]) == ("words", True)


def test_a_part_without_spans_is_looked_for():
    quote = staged({**ROW, "cue": "said"}).bundle.articles[0].quotes[0]
    assert {span.part for span in quote.spans} == {"words", "cue"}


@pytest.fixture
def stored():
    article = make_article(TEXT, ref="pier", title="Pier")
    occasion = Occasion.objects.create(name="Hearing", kind="hearing")
    quote = make_quote(WORDS, article=article, ref="q", occasion=occasion, public_note="Kept.")
    quote.via.create(organisation=make_organisation(), channel="e-mail", basis="inferred")
    return quote


def edited(**changed):
    rows = list(csv.DictReader(io.StringIO(exported())))
    return [{**row, **changed} for row in rows]


def test_words_corrected_in_ones_own_export_are_refused_while_the_spans_say_others(stored):
    assert only_problem(*edited(words="hold"), mode="replace")[1] == "words"


def test_words_corrected_without_spans_are_taken_and_counted(stored):
    job = import_table(lines(*edited(words="the pier", spans="")).encode(), "replace")
    stored.refresh_from_db()
    assert (stored.text, stored.cue) == ("the pier", "said")
    assert "changed 1 quote" in job.outcome


def test_a_title_and_a_date_corrected_in_ones_own_export_are_taken(stored):
    import_table(lines(*edited(article_title="The pier", published_on="2024-06-21")).encode(), "replace")
    article = Article.objects.get()
    assert (article.title, str(article.published_on)) == ("The pier", "2024-06-21")


def test_another_text_under_a_known_ref_is_refused(stored):
    assert only_problem(*edited(article_text=TEXT + "More."))[1] == "article_text"


def test_what_the_table_has_no_column_for_stays(stored):
    data = lines({"article": "pier", "ref": "q", "words": WORDS, "kind": "mixed"}).encode()
    import_table(data, "replace")
    quote = Quote.objects.get()
    via = quote.via.get()
    assert (quote.kind, quote.status, quote.public_note, quote.cue) == ("mixed", "published", "Kept.", "said")
    assert (str(quote.occasion), via.channel, via.basis) == ("Hearing", "e-mail", "inferred")


def test_an_emptied_cell_empties(stored):
    import_table(lines(*edited(public_note="", cue="", spans=AT)).encode(), "replace")
    assert (Quote.objects.get().public_note, Quote.objects.get().cue) == ("", "")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_cells_may_stand_apart_and_be_encoded_as_spreadsheets_do(delimiter, encoding):
    found = stage(lines(ROW, delimiter=delimiter).encode(encoding))
    assert (found.problems, words_in(found)) == ([], [WORDS])


@pytest.mark.parametrize("line", ["sep=,\r\n", "SEP=,\n", "\ufeffsep=,\r", '"sep=,"\r\n'])
def test_a_line_that_tells_the_separator_is_skipped(line):
    assert words_in(stage((line + lines(ROW)).encode())) == [WORDS]


def test_blank_columns_and_rows_are_ignored():
    head, rest = lines(ROW).split("\r\n", 1)
    blank = "," * 10
    data = f"{head},,\r\n{rest.rstrip()},,\r\n{blank}\r\n\r\n , ,\r\n"
    found = stage(data.encode())
    assert (found.rows, found.good) == (1, 1)


def test_names_of_columns_and_chosen_words_mind_neither_capitals_nor_spaces():
    head, rest = lines(ROW).split("\r\n", 1)
    found = stage(f"{head.upper().replace(',', ' ,')}\r\n{rest}".replace("direct", "Direct ").encode())
    assert (found.problems, found.good) == ([], 1)


@pytest.mark.parametrize("day", ["3/5/2024", "17/06/2024", "5.3.2024", "March 5", "2024-3-5", "45356"])
def test_a_date_that_can_be_read_in_two_ways_is_refused_with_the_way_to_write_it(day):
    problem = only_problem({**ROW, "published_on": day})
    assert problem[1] == "published_on"
    assert "write it as in 2024-03-05" in problem[2]


def test_a_nul_is_refused_with_line_and_column_and_stops_no_other_row():
    rows = [
        {**ROW, "article": f"a{n}", "article_text": f"{n} {TEXT}", "ref": f"q{n}", "spans": ""}
        for n in range(3)
    ]
    rows[1]["article_title"] = "Pier\0"
    found = staged(*rows)
    assert [(row, column) for row, column, _ in found.problems] == [("line 3", "article_title")]
    assert found.good == 2


@pytest.mark.parametrize("length", [131_073, 150_000, 200_000])
def test_a_cell_holds_what_an_article_may(length):
    text = TEXT + "x" * (length - len(TEXT))
    assert staged({**ROW, "article_text": text}).good == 1
    assert "more than 200,000" in only_problem({**ROW, "article_text": text + "x" * 200_001})[2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lines(ROW).replace("kind", "kind,kind").encode(), "twice"),
        (lines(ROW).replace("kind", "kind,size").encode(), "size"),
        (lines(ROW).encode("cp1252", "replace").replace(b"will", b"w\xe9ll"), "CSV UTF-8"),
        (b"PK\x03\x04\xff\xfe" + b"\x00" * 50, "CSV UTF-8"),
        (b'article,words,kind\n"a"b,c,d\n', "quotation mark"),
        (b'article,words,kind\n"a,c,d\n', "quotation mark"),
        (b"\xff\xfea", "UTF-16"),
        (b"", "first line"),
        (b"article;title;text\n", "it lacks “words”, “kind”"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_to_do(data, said):
    with pytest.raises(ValueError, match=said):
        stage(data)


def test_a_cell_beyond_the_named_columns_is_no_loss_without_a_word():
    head, rest = lines(ROW).split("\r\n", 1)
    problem = stage(f"{head}\r\n{rest.rstrip()},stray\r\n".encode()).problems[0]
    assert "stray" in problem[2]


def test_names_with_semicolons_and_two_offices_of_one_title_come_back(stored):
    speaker = stored.attributions.get().speaker
    roles = [speaker.roles.create(title="Mayor; acting", ref=f"r{n}") for n in range(2)]
    stored.attributions.update(role=roles[1], role_printed=" a; b\\ ", organisation=make_organisation("A; B"))
    add_span(stored, "storm", "date")
    before = exported()
    Quote.objects.all().delete()
    Article.objects.all().delete()
    assert import_table(before.encode()).problems == []
    assert exported() == before


def test_an_unknown_speaker_is_named():
    make_speaker(ref="ada")
    assert "No speaker is called “Bob”" in only_problem({**ROW, "speakers": "Bob"})[2]
    assert set(COLUMNS) >= set(ROW)


def test_every_column_of_the_form_is_read():
    assert stage(as_csv(ROW)).problems == []
