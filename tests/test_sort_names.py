import pytest

from archive.text.sort_names import sort_name


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Habib Essid", "Essid, Habib"),
        ("Ursula von der Leyen", "von der Leyen, Ursula"),
        ("Robert F. Kennedy Jr.", "Kennedy, Robert F., Jr."),
        ("Abdel Fattah al-Sisi", "al-Sisi, Abdel Fattah"),
        ("Lech Wałęsa", "Wałęsa, Lech"),
        ("Kim Darroch", "Darroch, Kim"),
        ("Lee Anne Smith", "Smith, Lee Anne"),
        *(
            (name, name)
            for name in ("Kim Jong-un", "Kim Yo Jong", "Moon Jae-in", "Xi Jinping", "Wang Yi", "Li Keqiang")
        ),
        ("Jean-Claude Van-Damme", "Van-Damme, Jean-Claude"),
        ("Hassan Al-sabah", "Al-sabah, Hassan"),
        *((name, name) for name in ("Ban Ki-moon", "Tsai Ing-wen", "Kim Jong‑un", "Chiang Kai-shek")),
        *((name, name) for name in ("Elizabeth II", "Pope John Paul II", "King Felipe VI", "Pope Francis")),
        ("Oskar Berg II", "Berg, Oskar, II"),
        *(
            (name, name)
            for name in ("Mohammed bin Salman", "김정은", "王毅", "محمد بن سلمان", "Pelé", "Essid, Habib")
        ),
    ],
)
def test_a_person_is_listed_under_the_name_that_readers_look_for(name: str, listed: str) -> None:
    assert sort_name(name) == listed
