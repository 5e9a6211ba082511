"""Words that a translation exchanges: archive/search/senses.py."""

from pathlib import Path

from archive.search import senses
from archive.search.analysis import stem
from archive.search.senses import sense


def test_words_that_a_translation_exchanges_have_one_sense_in_all_their_forms():
    pairs = [("started", "beginning"), ("companies", "firm"), ("weren't", "were"), ("lawyers", "attorney")]
    assert [pair for pair in pairs if len(set(map(sense, pair))) > 1] == []


def test_words_of_different_meanings_keep_their_own():
    words = ["allies", "enemies", "imports", "exports", "peace", "war", "not", "2024", "wüste"]
    assert len(set(map(sense, words))) == len(words)


def test_each_word_of_the_table_has_one_sense():
    lines = Path(senses.__file__).with_name("senses.txt").read_text().splitlines()
    stems = [stem(word) for line in lines for word in line.split()]
    assert [line for line in lines if len(line.split()) < 2] == []
    assert sorted({each for each in stems if stems.count(each) > 1}) == []
