"""Where a quotation stands in a longer text: archive/text/alignment.py."""

from archive.text.alignment import align, words

SPEECH = (
    "Good morning. I want to be very clear about the harbour. We will open the northern gate on Friday, and nobody, "
    "I think, will be turned away. The southern gate is another matter. We have asked the engineers for a report, and "
    "until we have that report we will not say more about it."
)


def aligned(quotation: str):
    return align(words(quotation), words(SPEECH))


def passage(quotation: str) -> str:
    found = aligned(quotation)
    return SPEECH[found.start : found.end]


def test_words_as_they_stand_are_found_whole():
    found = aligned("We will open the northern gate on Friday")
    assert (found.kept, found.share, found.exact) == (8, 1.0, True)


def test_marks_case_and_apostrophes_do_not_count():
    assert aligned("“we will OPEN the northern gate—on Friday”").exact


def test_words_left_out_are_bridged():
    assert passage("nobody will be turned away") == "nobody, I think, will be turned away"


def test_two_sentences_that_a_newspaper_joined_are_one_passage_with_a_gap():
    found = aligned("We will open the northern gate on Friday … we will not say more about it")
    assert found.share == 1.0
    assert found.widest_gap > 20


def test_a_changed_word_lowers_the_share_and_keeps_the_place():
    found = aligned("They will open the northern gate on Friday")
    assert found.kept == 7
    assert passage("They will open the northern gate on Friday").startswith("will open")


def test_other_words_find_nothing_worth_showing():
    assert aligned("Inflation rose because bakeries hoarded sugar") is None


def test_scripts_without_spaces_are_compared_letter_by_letter():
    text = "我们愿意就边境通道问题举行会谈。我们的立场没有改变。"
    found = align(words("立场没有改变"), words(text))
    assert text[found.start : found.end] == "立场没有改变"


def test_a_letter_in_an_editor_s_bracket_is_one_of_the_word():
    assert [word.term for word in words("[W]e will […] [the mayor] [É]tat")] == [
        *("we", "will", "the", "mayor", "etat")
    ]
