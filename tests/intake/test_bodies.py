"""A body that speaks is itself, and not the person whose office names it."""

import pytest

from archive.intake.proposals import propose

TEXTS = {
    "ko": ("구병삼 통일부 대변인은 \"대화를 제안한다\"고 말했다.\n통일부는 또 \"답을 기다린다\"고 밝혔다.\n대변인은 \"좋은 일이다\"라고 말했다.", ["구병삼", "통일부", "구병삼"]),
    "fr": ("« Nous attendons », a dit Jeanne Morel, porte-parole du ministère.\nLe ministère a déclaré : « Le budget est prêt. »\nLa porte-parole a ajouté : « Nous verrons. »", ["Jeanne Morel", "ministère", "Jeanne Morel"]),
    "es": ("«Esperamos», dijo Jorge Ruiz, portavoz del Ministerio de Salud.\nEl Ministerio declaró: «El presupuesto está listo».\nEl portavoz añadió: «Veremos».", ["Jorge Ruiz", "Ministerio", "Jorge Ruiz"]),
    "de": ("„Wir warten“, sagte Polizeisprecher Karl Held.\nDie Polizei erklärte: „Der Täter ist gefasst.“\nDer Polizeisprecher sagte: „Wir werden sehen.“", ["Karl Held", "Polizei", "Karl Held"]),
    "ja": ("外務省の田中一郎報道官は「待っている」と述べた。\n外務省は「予算はある」と発表した。", ["田中一郎", "外務省"]),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "names"), [(key, *value) for key, value in TEXTS.items()])
def test_a_body_is_not_its_spokesperson(language: str, text: str, names: list[str]) -> None:
    speakers = [quote.speaker for quote in propose(text, language=language).quotes]
    assert [speaker.name if speaker else None for speaker in speakers] == names
