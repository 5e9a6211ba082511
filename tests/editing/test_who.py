"""Who a proposed speaker may be: a person decides wherever a name alone does not."""

import datetime as dt

import pytest

from archive.editing.proposals.affiliation import spoke_for
from archive.editing.proposals.speaker_choices import NEW, NOBODY, who
from archive.intake.proposals import propose
from archive.intake.results import Affiliation, Quote, Speaker, Sure
from archive.intake.spans import Span
from archive.models import Role, SpeakerName
from archive.models import Speaker as Row
from tests.builders import make_article, make_country, make_organisation, make_quote, make_speaker

pytestmark = pytest.mark.django_db
RAW = "A senior official said no. The official said yes. A senior official said maybe."


@pytest.fixture
def article():
    return make_article(RAW)


def quote(name, type_="person", mention=None, countries=(), joint=()):
    affiliation = Affiliation(countries=countries)
    speaker = Speaker(name, mention, type_) if name else None
    sure = Sure(words="high", who="high")
    return Quote(
        (Span(0, 5),), "direct", None, speaker, joint, affiliation, None, (), "D-after", "high", sure
    )


def chosen(article, *args, **values):
    return who(article, quote(*args, **values))[0].chosen


def labels(article, *args, **values):
    return [option.value for option in who(article, quote(*args, **values))[0].options]


@pytest.mark.parametrize("spelling", ["Kim Jong-un", "KIM JONG UN", "Kim Jong Un"])
def test_a_known_speaker_is_found_by_all_tokens_of_the_name(article, spelling):
    kim = make_speaker("Kim Jong-un")
    assert chosen(article, spelling) == str(kim.pk)


def test_other_spellings_and_scripts_count(article):
    kim = make_speaker("Kim Jong-un")
    SpeakerName.objects.create(speaker=kim, name="김정은")
    assert chosen(article, "김정은") == str(kim.pk)


@pytest.mark.parametrize(
    ("language", "raw", "known", "printed"),
    [
        ("ko", "조민석 통일부 장관은 “우리 안보를 위협하는 행위에 대응할 것”이라고 밝혔다.", "Cho Min-seok", "조민석"),
        ("ru", "По словам представителя министерства Игоря Захарова, договор не направлен против них.", "Igor Zakharov", "Игорь Захаров"),
        ("zh", "外交部发言人林岚在会上表示：“这是双边合作的事。”", "Lin Lan", "林岚"),
    ],
)  # fmt: skip
def test_a_name_printed_in_its_own_script_finds_the_known_speaker(language, raw, known, printed):
    speaker = make_speaker(known)
    SpeakerName.objects.create(speaker=speaker, name=printed)
    (proposed,) = propose(raw, language=language).quotes
    (choice,) = who(make_article(raw), proposed)
    assert choice.chosen == str(speaker.pk)
    assert choice.options[0].label == f"{known} ({printed})"


def test_a_similar_name_is_offered_and_never_chosen(article):
    other = make_speaker("Jens Stoltenbergh")
    assert chosen(article, "Jens Stoltenberg") == ""
    assert labels(article, "Jens Stoltenberg") == [str(other.pk), NEW, NOBODY]


def test_a_surname_alone_is_never_chosen(article):
    miller = make_speaker("Miller")
    assert chosen(article, "Miller") == ""
    assert labels(article, "Miller")[0] == str(miller.pk)


MEADOWS = "White House Chief of Staff Meadows said talks go on."


@pytest.mark.parametrize(
    ("raw", "title", "country", "right"),
    [
        (MEADOWS, "White House Chief of Staff", "US", True),
        (MEADOWS, "Chief of Staff", "US", True),
        (MEADOWS, "Deputy Chief of Staff", "US", False),
        (MEADOWS, "Member of Congress", "US", False),
        (MEADOWS, "Chief of Staff", "KR", False),
        ("Ukrainian President Meadows said talks go on.", "President", "UA", True),
        ("Ukrainian President Meadows said talks go on.", "President", "US", False),
        ("Former White House Chief of Staff Meadows said talks go on.", "Chief of Staff", "US", False),
    ],
)
def test_a_surname_in_its_office_is_the_one_bearer_who_held_it(raw, title, country, right):
    mark = make_speaker("Mark Meadows")
    Role.objects.create(speaker=mark, title=title, country=make_country(country, country))
    (proposed,), article = propose(raw).quotes, make_article(raw)
    (choice,) = who(article, proposed)
    assert choice.options[0].why.startswith("the only one of this surname here")
    assert choice.chosen == (str(mark.pk) if right else "")
    make_speaker("Debra Meadows")
    assert who(article, proposed)[0].chosen == ""


def test_a_bare_surname_is_no_new_source_where_the_archive_knows_bearers():
    mark, raw = make_speaker("Mark Meadows"), "“We will go on,” Meadows said."
    (proposed,) = propose(raw).quotes
    (choice,) = who(make_article(raw), proposed)
    assert (choice.options[0].value, choice.chosen) == (str(mark.pk), "")


def test_two_of_the_same_name_are_asked_about(article):
    make_speaker("Kim Young-ho")
    Row.objects.create(name="Kim Young-ho", description="another")
    assert chosen(article, "Kim Young-ho") == ""


def test_a_namesake_who_spoke_for_another_country_is_asked_about(article):
    kim = make_speaker("Kim Young-ho")
    Role.objects.create(speaker=kim, title="Minister", country=make_country("KR", "South Korea"))
    assert chosen(article, "Kim Young-ho", countries=("KP",)) == ""
    assert chosen(article, "Kim Young-ho", countries=("KR",)) == str(kim.pk)


def test_a_merged_speaker_stands_for_the_one_it_was_merged_into(article):
    kim = make_speaker("Kim Jong-un")
    make_speaker("Chairman Kim Jong-un", canonical=kim)
    assert chosen(article, "Chairman Kim Jong-un") == str(kim.pk)


def test_a_full_name_like_no_other_is_new(article):
    assert chosen(article, "Jens Stoltenberg") == NEW


def test_an_organisation_is_new_only_where_the_archive_knows_it_as_one(article):
    assert chosen(article, "NATO", "organisation") == ""
    make_organisation("NATO")
    assert chosen(article, "NATO", "organisation") == NEW


def test_a_person_is_no_organisation_of_the_same_name(article):
    make_speaker("Aung San", type="organisation")
    assert chosen(article, "Aung San") == ""


def test_nobody_found_is_nobody(article):
    assert chosen(article, None) == NOBODY


def test_each_speaker_of_a_joint_statement_is_asked_about(article):
    joint = (Speaker("Bob Roe", None, "person"),)
    assert [each.chosen for each in who(article, quote("Ada Lovelace", joint=joint))] == [NEW, NEW]


def test_the_official_takes_up_the_source_and_an_official_may_be_another(article):
    source = make_speaker("senior official", type="unnamed", scope_article=article)
    the, other = Span(27, 39), Span(50, 67)
    assert chosen(article, "senior official", "unnamed", the) == str(source.pk)
    assert chosen(article, "senior official", "unnamed", other) == ""


def test_one_mention_is_one_source(article):
    source = make_speaker("senior official", type="unnamed", scope_article=article)
    made = make_quote("A senior official", source, article=article, status="draft")
    made.spans.create(part="speaker", start=0, end=17, text="A senior official")
    assert chosen(article, "senior official", "unnamed", Span(0, 17)) == str(source.pk)


def test_a_source_of_another_article_is_never_offered(article):
    make_speaker("senior official", type="unnamed", scope_article=make_article())
    assert labels(article, "senior official", "unnamed") == [NEW, NOBODY]


@pytest.mark.parametrize(
    ("printed", "country"),
    [("", "US"), (", a researcher in Washington", None), (", the former Secretary of State", None)],
)
def test_an_office_of_the_archive_is_not_lent_to_who_is_printed_without_one(printed, country):
    lee = make_speaker("Ann Lee")
    Role.objects.create(speaker=lee, title="Secretary of State", country=make_country("US", "United States"))
    article = make_article(
        f"“We will wait for it,” said Ann Lee{printed}.", published_on=dt.date(2024, 6, 18)
    )
    found = propose(article.raw_text).quotes[0]
    given = spoke_for(article, found, lee, found.speaker).country
    assert (given and given.code) == country
