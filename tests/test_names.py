import pytest

from archive.text.names import sort_name


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Habib Essid", "Essid, Habib"),
        ("Ursula von der Leyen", "von der Leyen, Ursula"),
        ("Kim van Dam", "van Dam, Kim"),
        ("Robert F. Kennedy Jr.", "Kennedy, Robert F., Jr."),
        ("Henry Fordham 3rd", "Fordham, Henry, 3rd"),
        ("Henry Fordham 2d", "Fordham, Henry, 2d"),
        ("Abdel Fattah al-Sisi", "al-Sisi, Abdel Fattah"),
        ("Lech Wałęsa", "Wałęsa, Lech"),
        *(
            (f"{given} {family}", f"{family}, {given}")
            for given, family in (
                *(
                    ("Kim", "Darroch"),
                    ("Lee Anne", "Smith"),
                    ("Lee Ann", "Smith"),
                    ("Kim", "Dean"),
                    ("Lee", "Mack"),
                ),
                *(
                    ("Kim", "Nguyen"),
                    ("Viet Thanh", "Nguyen"),
                    ("Mai", "Tran"),
                    ("Do", "Kwon"),
                    ("Lee", "Child"),
                ),
                *(
                    ("Ben", "Wallace"),
                    ("Ḥasan", "Rūḥānī"),
                    ("Nguyen", "Anderson"),
                    ("Syngman", "Rhee"),
                    ("Kim", "Lee"),
                ),
            )
        ),
        *(
            (name, name)
            for name in (
                *(
                    "Nguyễn Phú Trọng",
                    "Nguyen Phu Trong",
                    "Nguyễn Thị Kim Ngân",
                    "Tô Lâm",
                    "To Lam",
                    "Hồ Chí Minh",
                ),
                *(
                    "Võ Văn Thưởng",
                    "Đỗ Mười",
                    "Vu\u031b\u01a1ng Đình Huệ",
                    "Bùi Thanh Sơn",
                    "Lê Duẩn",
                    "Phạm Minh Chính",
                ),
                *(
                    "Kim Gu",
                    "Kim Koo",
                    "Kim Jong Un",
                    "Lee Jae Myung",
                    "Thae Yong Ho",
                    "O Kuk Ryol",
                    "Roh Tae Woo",
                ),
                *(
                    "Lee Kuan Yew",
                    "Lee Hsien Loong",
                    "Chen Shui Bian",
                    "Han Kang",
                    "Ri Son Gwon",
                    "Park Chung Hee",
                ),
            )
        ),
        *(
            (name, name)
            for name in ("Kim Jong-un", "Kim Yo Jong", "Moon Jae-in", "Xi Jinping", "Wang Yi", "Li Keqiang")
        ),
        ("Jean-Claude Van-Damme", "Van-Damme, Jean-Claude"),
        ("Hassan Al-sabah", "Al-sabah, Hassan"),
        *((name, name) for name in ("Ban Ki-moon", "Tsai Ing-wen", "Kim Jong‑un", "Chiang Kai-shek")),
        *((name, name) for name in ("Elizabeth II", "Pope John Paul II", "King Felipe VI", "Pope Francis")),
        *(
            (name, name)
            for name in (
                "Prince Harry",
                "Sheikh Hasina",
                "Aung San Suu Kyi",
                "Min Aung Hlaing",
                "Песков Дмитрий Сергеевич",
            )
        ),
        ("Владимир Путин", "Путин, Владимир"),
        ("Дмитрий Сергеевич Песков", "Песков, Дмитрий Сергеевич"),
        ("Κυριάκος Μητσοτάκης", "Μητσοτάκης, Κυριάκος"),
        ("Win Butler", "Butler, Win"),
        ("Oskar Berg II", "Berg, Oskar, II"),
        *(
            (name, name)
            for name in ("Mohammed bin Salman", "김정은", "王毅", "محمد بن سلمان", "Pelé", "Essid, Habib")
        ),
    ],
)
def test_a_person_is_listed_under_the_name_that_readers_look_for(name: str, listed: str) -> None:
    assert sort_name(name) == listed
