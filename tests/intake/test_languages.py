"""Passages in eight languages, invented, with their truth marked in place."""

import datetime as dt

import pytest

from archive.intake.languages.detect import language_of
from archive.intake.languages.table import table
from archive.intake.measure.scoring import proposed_units, score
from archive.intake.proposals import propose
from tests.intake.conftest import DATA
from tests.intake.marked import passages

FILES = sorted((DATA / "intake" / "languages").glob("*.txt"))
CASES = [(file.stem, *case) for file in FILES for case in passages(file)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(code, text, expected) for code, _, text, expected in CASES],
    ids=[f"{code}-{name}" for code, name, _, _ in CASES],
)
def test_a_passage_is_read_with_its_speakers(language, text, expected):
    found = propose(text, language=language)
    result = score(text, proposed_units(text, found, default_tier=True), expected)
    assert [unit.span.of(text) for unit in result.wrong] == []
    assert [unit.span.of(text) for unit in result.missed] == []
    assert result.all.speakers == result.all.speakers_right


@pytest.mark.parametrize("code", [file.stem for file in FILES])
def test_the_text_says_in_which_language_it_is(code):
    text = "\n\n".join(case[2] for case in CASES if case[0] == code)
    assert language_of(text) == code


PUBLISHED = dt.date(2024, 6, 20)
DAYS = {
    "„Das Angebot liegt vor“, sagte Finanzminister Karl Brand am Mittwoch, und er wird es nicht ändern.": "2024-06-19",
    "„Das Angebot liegt nun auch vor“, sagte Finanzminister Karl Brand am 3. Mai in der Stadt Mainz.": "2024-05-03",
    "« Nous avons reçu les offres de la ville », a déclaré le 31 décembre le maire Paul Aubin.": "2023-12-31",
    "조민석 통일부 장관은 17일 “북한의 도발을 용납하지 않겠다”고 말했다.": "2024-06-17",
    "조민석 통일부 장관은 21일(현지시간) “북한의 도발을 용납하지 않겠다”고 말했다.": None,
    "林芳正官房長官は5月30日の記者会見で「断じて容認できない」と述べた。": "2024-05-30",
    "外交部发言人林岚昨天表示：“这是双边合作的事，我不作评论。”": "2024-06-19",
    "«Мы готовы к переговорам без условий», — заявил 25 июня министр финансов Ерлан Сабитов.": None,
    "«Estamos ante la peor sequía del siglo», dijo ayer la ministra Marta Olivella en Madrid.": "2024-06-19",
}


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_the_year_of_a_day_is_that_of_the_publication(text, day):
    said = propose(text, PUBLISHED).quotes[0].said
    assert said is not None
    assert (said.earliest and said.earliest.isoformat()) == day


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Berlin. 12.06.2024, 14:05 Uhr", "de"),
        ("Par Lucie Marchand, publié le 12 juin 2024 à 18h02", "fr"),
        ("2024年6月12日 12時15分", "ja"),
        ("2024-06-12 16:35 来源：新声社", "zh"),
        ("[서울=한빛] 김나리 기자 = 2024.06.12 16:20", "ko"),
        ("12 июня 2024, 09:20", "ru"),
    ],
)
def test_the_day_of_publication_is_read_beside_the_article(line, language):
    body = next(case[2] for case in CASES if case[0] == language)
    found = propose(f"Title\n{line}\n\n{body}", language=language).metadata.published
    assert found is not None
    assert found == dt.date(2024, 6, 12)


@pytest.mark.parametrize(
    "text", ["", "…", "12", "สวัสดีครับ ยินดีต้อนรับ", "Привіт", "Αυτό είναι ένα κείμενο στα ελληνικά"]
)
def test_what_cannot_be_told_is_not_guessed(text):
    assert language_of(text) == ""


NOBODY_BY_NAME = {
    "de": "Das Statistische Bundesamt teilte mit, die Preise seien im vergangenen Jahr um drei Prozent gestiegen.",
    "fr": "« Nous suivons la situation », a déclaré la Maison Blanche dans un communiqué.",
    "es": "«Seguimos la situación de cerca», afirmó la Casa Blanca en un comunicado.",
    "ja": "会談に同席したという男性は「とても緊張した」と語った。",
    "ko": "한 시민은 “너무 힘들다”며 “도와 달라”고 말했다.",
}


@pytest.mark.parametrize(("language", "text"), NOBODY_BY_NAME.items())
def test_what_is_no_name_makes_no_person(language, text):
    speakers = [quote.speaker for quote in propose(text, language=language).quotes]
    assert [each.type for each in speakers if each and each.type == "person"] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Minister Karl Brand sagte: „Das ist gut so.“\n\nMinister Jan Lorch sagte: „Das ist es nicht.“\n\n„Wir werden sehen“, sagte der Minister."),
        ("ko", "김도현 장관은 \"지금은 때가 아니다\"고 말했다.\n\n박서진 장관은 \"지금이 때다\"라고 말했다.\n\n장관은 \"두고 보자\"고 말했다."),
    ],
)  # fmt: skip
def test_the_minister_of_two_ministers_stays_what_is_printed(language, text):
    last = propose(text, language=language).quotes[-1]
    assert last.speaker.type == "unnamed"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "„Wir warten“, sagte die Konzernbevollmächtigte für Hessen, Imke Voss, bei einem Termin.", "Imke Voss"),
        ("ja", "みなと組合の高森浩参与は「被害は増えている」と指摘した。", "高森浩"),
        ("de", "Imke Voss betonte, Pendler bekämen die Hälfte erstattet.", "Imke Voss"),
        ("es", "«Esperamos», sostuvo su gerente para Chile, Elvira Tapia.", "Elvira Tapia"),
        ("es", "«Esperamos», dijo a EFE la dirigente aymara Elvira Tapia.", "Elvira Tapia"),
    ],
)  # fmt: skip
def test_an_office_before_a_name_is_no_body_and_nobody_unnamed(language, text, name):
    assert propose(text, language=language).quotes[0].speaker.name == name


def test_a_firm_that_the_article_calls_one_is_no_person():
    text = "El Gobierno suspendió el contrato con la minera canadiense Kelpor. Kelpor negó que hubiera incumplido los plazos."
    assert [quote.speaker.type for quote in propose(text, language="es").quotes] == ["unnamed"]


def test_the_account_of_a_post_is_not_who_wrote_it():
    text = "La diputada Elvira Tapia pidió su renuncia. En su cuenta de X escribió que el Gobierno miente."
    found = [quote for quote in propose(text, language="es").quotes if "miente" in quote.spans[0].of(text)]
    assert [quote.speaker.name for quote in found if quote.speaker] in ([], ["Elvira Tapia"])


def test_a_sign_inside_a_name_is_no_country():
    japanese = table("ja")
    assert [japanese.country_of(words) for words in ("組合の苫米地", "米高官")] == [None, "US"]


def test_a_chamber_of_an_industry_speaks_for_no_country():
    text = "Bolivia espera. Según la Cámara Boliviana de Minería, la medida pone en riesgo 2.300 empleos."
    assert propose(text, language="es").quotes[0].affiliation.countries == ()
