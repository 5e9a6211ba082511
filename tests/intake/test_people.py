import pytest

from archive.intake.people.names import name_key, personal_name, similar_names
from archive.intake.people.places import institution_of, spoken_for
from archive.intake.proposals import propose


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("U.S. Secretary of State Antony Blinken", "Antony Blinken"),
        ("Spokesperson Miller", "Miller"),
        ("Russian President Vladimir Putin", "Vladimir Putin"),
        ("Chairman Kim Jong-un", "Kim Jong-un"),
        ("Civil Defense Authority director General Suleiman al-Amr", "Suleiman al-Amr"),
        ("House Speaker Paul Ryan", "Paul Ryan"),
        ("team member Rodaba Noori", "Rodaba Noori"),
        ("Sen. John McCain", "John McCain"),
        ("Sen. Ben Sasse of Nebraska", "Ben Sasse"),
        ("Senator Pat Toomey of Pennsylvania", "Pat Toomey"),
        ("a spokesman for provincial governor Gul Agha", None),
        ("forecaster with the Sydney Weather Bureau Ian Robertson", "Ian Robertson"),
        ("Professor Alan Trent deputy director of the Institute of Development", "Alan Trent"),
        ("the Bureau of Meteorology's Claire Richards", "Claire Richards"),
        ("Attorney-General Daryl Wade", "Daryl Wade"),
        ("Ana Trent's brief", None),
        ("residents of Flint", None),
        ("Critics", None),
        ("North Korea", None),
        ("the State Department", None),
        ("a senior official", None),
        ("The White House", None),
        ("Blue/Yellow", None),
    ],
)
def test_a_name_is_told_from_titles(mention, name):
    found = personal_name(mention)
    assert (found.of(mention) if found else None) == name


@pytest.mark.parametrize(
    ("one", "other"), [("Kim Jong-un", "KIM JONG UN"), ("José Ñañez", "jose nanez"), ("O'Neil", "o’neil")]
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert name_key(one) == name_key(other)


def test_different_people_have_different_keys():
    assert name_key("Kim Jong-un") != name_key("Kim Hong-kyun")


def test_suggestions_begin_with_the_likeliest_and_leave_strangers_out():
    known = ["Kim Hong-kyun", "Kim Jong Un", "Matthew Miller"]
    assert similar_names("Kim Jong-un", known)[0] == "Kim Jong Un"
    assert "Matthew Miller" not in similar_names("Kim Jong-un", known)


@pytest.mark.parametrize(
    ("phrase", "countries"),
    [
        ("Russia's ambassador to North Korea", ("RU",)),
        ("South Korean Deputy Foreign Minister", ("KR",)),
        ("Kremlin spokesman", ("RU",)),
        ("NATO Secretary General", ()),
        ("Pentagon official", ("US",)),
        ("a senior official at the presidential office in Seoul", ("KR",)),
        ("Russia's ambassador to the United Nations", ("RU",)),
        ("the chief economist", ()),
    ],
)
def test_the_country_is_the_one_spoken_for(phrase, countries):
    assert spoken_for(phrase)[0] == countries


def test_an_institution_has_one_name():
    assert institution_of("The State Department")[0] == institution_of("the U.S. Department of State")[0]


def speakers(text: str) -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in propose(text).quotes]


def test_a_surname_is_the_last_person_of_that_name():
    text = "“We agree with them,” Dana Kessel said.\n\n“We do not agree,” Tom Brandt said.\n\n“That is a pity,” Kessel said."
    assert speakers(text) == ["Dana Kessel", "Tom Brandt", "Dana Kessel"]


def test_a_pronoun_looks_back_past_a_speaker_of_another_gender():
    text = "“We agree with them,” Hillary Kessel said.\n\n“We do not agree,” Thomas Brandt said.\n\n“That is a pity,” she said."
    assert speakers(text)[-1] == "Hillary Kessel"


def test_a_pronoun_without_anyone_before_it_stays_a_pronoun():
    assert [
        (q.speaker.name, q.speaker.type) for q in propose("“That is a pity for us,” he said.").quotes
    ] == [("he", "unnamed")]


def test_two_unnamed_officials_are_not_one():
    text = "“We agree with them,” a Pentagon official said.\n\n“We do not agree,” a Kremlin official said.\n\n“It is a pity,” the official said."
    assert speakers(text) == ["Pentagon official", "Kremlin official", "Kremlin official"]


def test_a_title_tells_two_people_of_one_surname_apart():
    text = "President Vladimir Kessel met Senator Dana Kessel in Oslo.\n\n“We agree with that,” President Kessel said."
    assert speakers(text) == ["Vladimir Kessel"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Fars quoted Omar Habibi as saying: "We will not be intimidated."', "Omar Habibi"),
        ('"We will not be intimidated," Omar Habibi was quoted by Fars as saying.', "Omar Habibi"),
        ("John Gibbons said Kim Smith had noted the debts. He said nobody was told.", "John Gibbons"),
        ("Abdul Baker says Richard Reid was a thief. He says Mr Reid had changed.", "Abdul Baker"),
    ],
)
def test_the_last_words_go_to_whoever_spoke_them(text, expected):
    assert speakers(text)[-1] == expected


def test_a_pronoun_does_not_reach_over_a_heading():
    text = (
        "A title for it\n\nAnn Bell said it was late.\n\nSigns of trouble\n\nThe planes have left, he wrote."
    )
    assert speakers(text)[-1] == "he"
