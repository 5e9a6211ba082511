"""Names of Russian and Ukrainian sources, as they stand behind “according to”."""

import pytest

from archive.intake.languages.nominative import nominative

pytest.importorskip("pymorphy3")


@pytest.mark.parametrize(
    ("code", "printed", "name"),
    [
        ("ru", "Ольги Петровой", "Ольга Петрова"),
        ("ru", "Льва Толмачёва", "Лев Толмачёв"),
        ("ru", "Петра Мельника", "Петр Мельник"),
        ("ru", "Натальи Майер", "Наталья Майер"),
        ("uk", "Дмитра Кулеби", "Дмитро Кулеба"),
        ("uk", "Марії Заньковецької", "Марія Заньковецька"),
        ("uk", "Олега Ляшка", "Олег Ляшко"),
    ],
)
def test_a_name_is_put_into_the_nominative(code, printed, name):
    assert nominative(code, printed) == name


@pytest.mark.parametrize(("code", "name"), [("de", "Annas Weber"), ("ru", "Xu Wei"), ("ru", "Никиты Сомова")])
def test_what_the_dictionary_cannot_read_is_left_to_the_table(code, name):
    assert nominative(code, name) is None
