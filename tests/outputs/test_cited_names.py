"""Citations keep names, suffixes, initials and words as they are."""

import bibtexparser
import pytest
import rispy

from archive.models import Role
from archive.outputs import citations
from archive.outputs.facts import PersonName
from archive.reading.quoted import quoted
from tests.builders import make_article, make_quote, make_speaker


@pytest.mark.parametrize(
    ("sort_name", "listed", "initials"),
    [
        ("Kennelly, Robert F., Jr.", "Kennelly, Robert F., Jr.", "Kennelly, R. F., Jr."),
        ("Kennelly, Robert F., 3rd", "Kennelly, Robert F., 3rd", "Kennelly, R. F., 3rd"),
        ("Kennelly, Jr., Robert F.", "Kennelly, Robert F., Jr.", "Kennelly, R. F., Jr."),
        ("Kennelly Jr., Robert F.", "Kennelly, Robert F., Jr.", "Kennelly, R. F., Jr."),
        ("Barnaby, John, III", "Barnaby, John, III", "Barnaby, J., III"),
        ("Junkermann, Jean-Claude", "Junkermann, Jean-Claude", "Junkermann, J.-C."),
        ("Junkermann, Jean\u2011Claude Émile", "Junkermann, Jean\u2011Claude Émile", "Junkermann, J.-C. É."),
        ("Vancely, J.D.", "Vancely, J.D.", "Vancely, J. D."),
        ("von der Leyen, Ursula", "von der Leyen, Ursula", "von der Leyen, U."),
        ("O’Neill, Seán 'Jack'", "O’Neill, Seán 'Jack'", "O’Neill, S. J."),
        ("毛, 泽东", "毛, 泽东", "毛, 泽东"),
        ("Grey, D’Arcy Mo'ath", "Grey, D’Arcy Mo'ath", "Grey, D. M."),
        ("Durand, E\u0301lodie", "Durand, E\u0301lodie", "Durand, É."),
        ("मोदी, नरेन्द्र", "मोदी, नरेन्द्र", "मोदी, नरेन्द्र"),
        ("Silva, Luiz Inácio da", "Silva, Luiz Inácio da", "Silva, L. I. da"),
        ("Al Saud, Mohammed bin Salman", "Al Saud, Mohammed bin Salman", "Al Saud, M. bin S."),
        ("hooks, bell", "hooks, bell", "hooks, b."),
        ("Kim Jong-un", "as written", "as written"),
        ("Madonna", "as written", "as written"),
        ("King, Jr.", "as written", "as written"),
    ],
)
def test_a_name_in_lists_and_with_initials(sort_name, listed, initials):
    name = PersonName.of("as written", sort_name)
    assert (name.in_lists, name.initials) == (listed, initials)


def cited(speaker, words="Peace between North Korea and the UN {is} near"):
    made = make_quote(words, speaker)
    return quoted([made.pk])[0]


@pytest.fixture
def junior(db):
    return cited(make_speaker("Robert F. Kennelly Jr.", sort_name="Kennelly, Robert F., Jr."))


@pytest.fixture
def ministry(db):
    return cited(make_speaker("Ministry of Trade, Industry and Tides", type="organisation"))


def test_a_suffix_is_one_in_every_format(junior):
    assert "author = {Kennelly, Jr., Robert F.}" in citations.bibtex(junior)
    assert citations.csl(junior)["author"] == [{"family": "Kennelly", "given": "Robert F.", "suffix": "Jr."}]
    assert "AU  - Kennelly, Robert F., Jr.\r\n" in citations.ris(junior)
    assert citations.apa(junior).startswith("Kennelly, R. F., Jr. (2024")
    assert citations.chicago(junior).startswith("Kennelly, Robert F., Jr. “Peace")


@pytest.mark.parametrize(
    ("held", "printed", "told"),
    [
        ("Minister", "", "Robert Kennelly [Minister], “"),
        ("", "Minister (acting)", "Robert Kennelly (Minister, acting), “"),
        ("", "Minister (acting) of Tides", "Robert Kennelly (Minister, acting, of Tides), “"),
        ("", "Minister", "Robert Kennelly (Minister), “"),
    ],
)
def test_an_office_stands_in_one_pair_of_brackets(db, held, printed, told):
    speaker = make_speaker("Robert Kennelly")
    role = Role.objects.create(speaker=speaker, title=held) if held else None
    article = make_article(f"T\n\n{printed or 'He'} said “Peace is near”.\n")
    made = make_quote(
        "Peace is near", speaker, article=article, attribution={"role": role, "role_printed": printed}
    )
    assert told in citations.chicago(quoted([made.pk])[0])


def test_an_organisation_is_not_taken_apart(ministry):
    assert "author = {{Ministry of Trade, Industry and Tides}}" in citations.bibtex(ministry)
    assert citations.csl(ministry)["author"] == [{"literal": "Ministry of Trade, Industry and Tides"}]
    [entry] = rispy.loads(citations.ris(ministry))
    assert "," not in entry["authors"][0]
    assert "Speaker: Ministry of Trade, Industry and Tides" in entry["notes"]


@pytest.mark.parametrize("name", ["Barnaby & Noblet, Inc.", "Yahoo!", "Barnaby and Noblet"])
def test_no_stop_stands_twice_after_a_name(db, name):
    quote = cited(make_speaker(name, type="organisation"))
    stop = "" if name[-1] in ".!" else "."
    assert citations.chicago(quote).startswith(f"{name}{stop} “Peace")
    assert citations.apa(quote).startswith(f"{name}{stop} (2024, ")


def test_a_bibtex_style_can_put_the_month_into_words(junior):
    entry = citations.bibtex(junior)
    assert "  month = jun,\n" in entry
    assert bibtexparser.parse_string(entry).entries[0]["month"] == "jun"


def test_a_bibtex_style_may_not_change_the_words(ministry):
    entry = citations.bibtex(ministry)
    assert (
        "title = {{“Peace between North Korea and the UN {\\textbraceleft}is{\\textbraceright} near”}}"
        in entry
    )
    assert "howpublished = {{Quoted in" in entry
    assert len(bibtexparser.parse_string(entry).entries) == 1


def test_a_word_of_a_title_that_is_all_braces_keeps_the_file_whole(db):
    quote = cited(make_speaker(), words="a {b")
    other = cited(make_speaker("Bob"), words="c} d")
    parsed = bibtexparser.parse_string(citations.bibtex(quote) + citations.bibtex(other))
    assert len(parsed.entries) == 2


def test_tex_joins_no_signs_that_the_words_have_apart(db):
    [quote] = quoted([make_quote("the 1950--53 war --- ''so be it'' -- and well-known").pk])
    assert "the 1950-{}-53 war -{}-{}- '{}'so be it'{}' -{}- and well-known" in citations.bibtex(quote)


@pytest.mark.parametrize("style", ["ris", "bibtex", "csl"])
def test_managers_of_references_tell_two_of_one_name_apart_by_their_offices(db, style):
    told = []
    for office in ("Mayor", "Minister (acting)"):
        article = make_article(f"T\n\n{office} Ada Roe said “Peace is near”.\n")
        made = make_quote(
            "Peace is near", make_speaker("Ada Roe"), article=article, attribution={"role_printed": office}
        )
        told.append(str(getattr(citations, style)(quoted([made.pk])[0])))
    assert "Speaker: Ada Roe (Mayor)." in told[0]
    assert "Speaker: Ada Roe (Minister, acting)." in told[1]
