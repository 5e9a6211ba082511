"""Adding a language is one file: a small one is told apart and read."""

import pytest

from archive.intake.languages import table
from archive.intake.languages.detect import language_of
from archive.intake.proposals import propose

PORTUGUESE = """
name = "Portuguese"
script = "latin"
reader = "spaced"
stop_words = "o a os as de do da que e em um uma não é para com se por mais no na ao como foi"
marks = ["«»", "“”"]
verbs = "disse afirmou declarou explicou"
that = "que"
according = ["segundo"]
determiners = "o a os as um uma"
of = "de do da"
particles = "de do da"
prepositions = "em no na para com por"
conjunctions = "e mas"
offices = "ministro ministra prefeito porta-voz"
[countries]
BR = "brasil"
"""
TEXT = (
    "«A ponte vai abrir em maio e não há mais o que discutir», disse a ministra Clara Prado.\n\n"
    "O prefeito Davi Rocha afirmou que a obra foi paga com dinheiro do Brasil.\n\n"
    "Segundo o ministro do Brasil, Caio Neves, a conta está certa e não há dúvida."
)


@pytest.fixture
def portuguese(tmp_path, monkeypatch):
    for file in table.TABLES.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "pt.toml").write_text(PORTUGUESE, encoding="utf-8")
    monkeypatch.setattr(table, "TABLES", tmp_path)
    caches = (table.languages, language_of)
    for each in caches:
        each.cache_clear()
    yield
    monkeypatch.undo()
    for each in caches:
        each.cache_clear()


@pytest.mark.usefixtures("portuguese")
def test_one_file_adds_a_language():
    assert language_of(TEXT) == "pt"
    found = propose(TEXT).quotes
    assert [each.speaker.name for each in found] == ["Clara Prado", "Davi Rocha", "Caio Neves"]
    assert [each.affiliation.countries for each in found] == [(), (), ("BR",)]
