import pytest

from archive.query import QuoteQuery
from archive.search import describe, did_you_mean, find
from archive.search.index import building
from archive.search.language import And, Or, Phrase, Word, parse, simplify
from tests.builders import make_country, make_quote, make_speaker


@pytest.fixture
def archive(db, index_dir):
    """What a minister and a spokesman said of China and the treaty."""
    korea = make_country("KR", "South Korea")
    quotes = [
        make_quote("China must think of its role", make_speaker("Jens Stoltenberg")).pk,
        make_quote("the treaty is an arms deal", make_speaker("Maria Zakharova")).pk,
        make_quote("no arms go there", make_speaker("Cho Hyun"), attribution={"country": korea}).pk,
    ]
    building.build()
    return quotes


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("what did Stoltenberg say about China?", "Stoltenberg China"),
        ("Did North Korea deny arms deals", "North Korea deny arms deals"),
        ("what did US officials say on ammunition", "US ammunition"),
        ("Who has Theresa May warned about?", "Theresa May warned"),
        ("ammunition？", "ammunition"),
        ("who first reported deepening cooperation", "deepening cooperation"),
        ("All that Stoltenberg said on China", "Stoltenberg China"),
        ("everything said about the treaty", "treaty"),
        ("everything from Stoltenberg on China", "Stoltenberg China"),
        ("Stoltenberg's statements about China", "Stoltenberg China"),
        ("statements by Jens Stoltenberg on China", "Jens Stoltenberg China"),
        ("Zakharova quotes on the treaty", "Zakharova treaty"),
        ("show me what Stoltenberg has said on China", "Stoltenberg China"),
        ("find quotes by Zakharova about arms", "Zakharova arms"),
        ("latest from Stoltenberg", "Stoltenberg"),
        ("미국은 이란에 대해 뭐라고 했나", "미국 이란"),
        ("김여정이 제재에 관해 무엇을 말했습니까?", "김여정 제재"),
        ("러시아가 무기 거래를 부인했나", "러시아 무기 거래 부인"),
        ("이란 관련 발언", "이란"),
        ("푸틴이 한 말", "푸틴"),
    ],
)
def test_of_a_question_the_words_that_only_ask_are_left_out(db, typed, words):
    kept = tuple(map(Word, words.split()))
    assert parse(typed) == (And(kept) if len(kept) > 1 else kept[0])


@pytest.mark.parametrize(
    "typed",
    ["김정은 발언", "김정은은 뭐라고 했나", "김정은이 무엇을 말했습니까?", "김정은에 대해 뭐라고 했나"],
)
def test_of_a_known_name_no_ending_is_taken_for_a_particle(archive, typed):
    son, father = (make_speaker(name) for name in ("Kim Jong Un", "Kim Jong Il"))
    son.other_names.create(name="김정은")
    father.other_names.create(name="김정일")
    quotes = [make_quote("we shall see", speaker).pk for speaker in (son, father)]
    building.build()
    assert find(QuoteQuery(q=typed)).ids == quotes[:1]
    assert "“김정은”" in describe(QuoteQuery(q=typed), lambda name, value: str(value))


def test_a_name_that_nothing_published_leads_to_keeps_no_ending(archive):
    make_quote("a secret", make_speaker("이정은"), status="draft")
    assert parse("이정은 발언") == Word("이정")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("all they said was no", And(tuple(map(Word, ("all", "they", "said", "was", "no"))))),
        ("joint statement on China", And(tuple(map(Word, ("joint", "statement", "on", "China"))))),
        ("평화를 원한다고 말했다", And((Word("평화를"), Word("원한다고"), Word("말했다")))),
        ("find a way", And((Word("find"), Word("a"), Word("way")))),
        ("what they said", And((Word("what"), Word("they"), Word("said")))),
        ('"what did he say"?', Phrase("what did he say")),
        ('who reported "arms deals" first', Phrase("arms deals")),
        ("did OR does", Or((Word("did"), Word("does")))),
        ("what did they say?", And(tuple(map(Word, ("what", "did", "they", "say?"))))),
    ],
)
def test_what_is_no_question_or_nothing_else_stays_as_it_is(typed, kept):
    assert parse(typed) == kept


@pytest.mark.parametrize("typed", ["Mr. Stoltenberg", "Dr Stoltenberg", "Sen. Stoltenberg"])
def test_courtesy_titles_are_no_required_words(archive, typed):
    assert find(QuoteQuery(q=typed)).ids == archive[:1]
    assert simplify(parse("Mr")) == Word("Mr")


def test_a_title_that_nothing_has_is_left_out_and_said_to_be(archive):
    found = find(QuoteQuery(q="President Stoltenberg"))
    assert (found.ids, found.part) == (archive[:1], (1, 2))
    assert "“President”" in found.notice
    assert not find(QuoteQuery(q="President zebra")).ids


@pytest.mark.parametrize(
    ("typed", "at", "share"),
    [
        ("what did Stoltenberg say about zebras in China?", 0, (2, 3)),
        ("what did South Korea say about zebras and arms?", 2, (3, 4)),
        ("arms treaty deal zebra crossing zigzag", 1, (3, 6)),
    ],
)
def test_a_question_or_a_sentence_finds_the_largest_part_that_something_has(archive, typed, at, share):
    found = find(QuoteQuery(q=typed))
    assert (found.ids, found.part) == ([archive[at]], share)
    held, words = share
    assert f"with {held} of your {words} words" in describe(QuoteQuery(q=typed), str, 1, part=found.part)


@pytest.mark.parametrize(
    ("typed", "at", "left_out"),
    [
        ("“China must think of its role,” said Jens Stoltenberg.", 0, "said"),
        (
            "“The treaty is an arms deal”, minister Maria Zakharova told reporters",
            1,
            "minister told reporters",
        ),
        ("According to Mr. Cho Hyun, “no arms go there”", 2, "According"),
        ("“China must think of its role,” Maria Zakharova said", 0, "Maria Zakharova said"),
        ("Jens Stoltenberg said 漁業協定について協議する用意がある", 3, "said"),
        ("장관은 “우리는 대화할 준비가 되어 있다”고 말했다", 4, "장관은 고 말했다"),
    ],
)
def test_a_statement_that_was_pasted_with_who_said_it_is_found(archive, typed, at, left_out):
    """Which words of what tells it stand in the article, nobody who remembers it can know."""
    archive.append(make_quote("漁業協定について協議する用意がある", make_speaker("Jens Stoltenberg")).pk)
    archive.append(make_quote("우리는 대화할 준비가 되어 있다").pk)
    building.build()
    found = find(QuoteQuery(q=typed))
    assert found.ids == [archive[at]]
    assert f"Nothing has “{left_out}” beside these words" in (found.notice or "")


def test_a_name_in_marks_and_words_beside_it_are_all_asked_for(archive):
    assert find(QuoteQuery(q="“Jens Stoltenberg” ammunition")).ids == []


def test_a_few_words_that_nothing_has_find_nothing(archive):
    assert not find(QuoteQuery(q="Stoltenberg zebra")).ids
    assert not find(QuoteQuery(q="what did zebras say?")).ids


@pytest.mark.parametrize(
    "typed", ["Столтенберг", "스톨텐베르그", "Столтенберг China", "옌스 Столтенберг OR Столтенберг"]
)
def test_a_name_in_another_script_finds_how_it_is_stored(archive, typed):
    found = find(QuoteQuery(q=typed))
    assert (found.ids, found.added) == (archive[:1], ("Stoltenberg",))


def test_a_stored_name_in_another_script_is_found_by_how_it_sounds(archive, db):
    quote = make_quote("we shall see", make_speaker("김여정"))
    building.build()
    assert quote.pk in find(QuoteQuery(q="Kim Yo-jong")).ids


def test_a_name_that_nothing_published_leads_to_sounds_like_nothing(archive):
    make_quote("a secret", make_speaker("Ivan Sekretov"), status="draft")
    assert find(QuoteQuery(q="Секретов")).added == ()


@pytest.mark.parametrize("typed", ["Jenz Stoltenbirg", "Stoltonburg"])
def test_a_name_that_is_two_letters_off_is_guessed(archive, typed):
    assert "stoltenberg" in did_you_mean(QuoteQuery(q=typed)).lower()
