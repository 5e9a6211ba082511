"""What sites in other languages put around an article, and what only looks like it."""

import pytest

from archive.intake.page.lines import lines_of
from archive.intake.proposals import propose

BODY = {
    "ko": "강변시는 7일 무너진 다리를 내년까지 다시 놓겠다고 발표했다고 시장이 말했다.",
    "ja": "川辺市の市長は１日、記者会見で橋を来年までに直すと述べました。",
    "zh": "江边市市长王小明3月3日在记者会上表示，大桥将于明年修好。",
    "de": "Der Rat von Hafenstadt hat am Montag nach zweitägigen Gesprächen einen Hafenplan beschlossen.",
    "fr": "Le conseil a adopté lundi un plan pour le port après deux jours de discussions.",
    "es": "El ayuntamiento aprobó el lunes un plan para el puerto tras dos días de conversaciones.",
    "ru": "Мост через реку откроют в мае, сообщил журналистам мэр города Сергей Лунин.",
    "uk": "Міст через річку відкриють у травні, повідомив журналістам мер міста.",
    "en": "The council of Port City agreed on a plan on Monday, mayor Rita Odell said.",
}
AROUND = {
    "ko": "저작권자 ⓒ 강변뉴스 무단전재 및 재배포 금지|관련기사|많이 본 뉴스|입력 2024.02.20 11:03 수정 2024.02.20 12:00|송고시간 2024-02-20 11:03|"
    "2023.04.07. 오후 6:22|이영희 기자 lee@riverdaily.example|▶ 강변뉴스 앱 지금 바로 다운받기~|제보는 카카오톡 강변|글자 크기 조정|공유",
    "ja": "関連記事|続きを読む|シェアする|無断転載を禁じます|あわせて読みたい",
    "zh": "责任编辑：李某|【责任编辑:李某】|来源：江边日报|分享到：|相关阅读|版权所有 未经许可不得转载|平台声明：该文观点仅代表作者本人。|阅读 (0)",
    "de": "Lesen Sie auch: „Nie wieder“, sagt Meier|Mehr zum Thema|Anzeige|Teilen|Quelle: dpa|Foto: dpa/Karl Held",
    "fr": "Lire aussi : « Jamais », dit le maire|À lire aussi : « Jamais », dit le maire|Publicité|Partager|Réservé aux abonnés",
    "es": "Lea también: «Nunca», dice el alcalde|Te puede interesar: «Nunca», dice el alcalde|Publicidad|Compartir|Suscríbete a nuestro boletín",
    "ru": "Читайте также: «Никогда», — сказал мэр|Реклама|Поделиться|Подписывайтесь на наш канал|Фото: Иван Иванов / Река|Теги мост",
    "uk": "Читайте також: «Ніколи», — сказав мер|Реклама|Поділитися",
}
ARTICLE = {
    "ko": "공유 경제는 끝났다고 시장은 말했다.|▶일시: 5월 6일 오후 3시|김철수 기자는 시장에게 물었다.|2024년 5월 6일 시장은 말했다.|제보는 많았다고 그는 말했다.",
    "ja": "「続きを読む」と市長は言った。",
    "zh": "来源：“我们不知道。”他说。",
    "de": "Werbung ist teuer, sagte Meier.|Teilen müssen wir alle, sagte Meier.|Quelle: „Wir wissen es nicht“, sagte Meier",
    "fr": "Partager le port, dit le maire.|Photo : « Jamais », dit le maire.",
    "es": "Compartir es vivir, dijo el alcalde.",
    "ru": "Реклама дорога, сказал Лунин.|По теме выступил Лунин.",
    "en": "Correction of the course was needed, Odell said.|Corrections officers said: “No.”",
}


def kind(language: str, line: str) -> str:
    body = BODY[language]
    text = f"{body}\n\n{body} 2\n\n{line}\n\n{body} 3"
    return next(each.kind for each in lines_of(text) if each.span.of(text) == line)


@pytest.mark.parametrize("language", AROUND)
def test_what_stands_around_an_article_is_known_in_its_language(language: str) -> None:
    assert [each for each in AROUND[language].split("|") if kind(language, each) in ("body", "heading")] == []


@pytest.mark.parametrize("language", ARTICLE)
def test_lines_of_the_article_stay(language: str) -> None:
    found = {each: kind(language, each) for each in ARTICLE[language].split("|")}
    assert {each: one for each, one in found.items() if one not in ("body", "heading")} == {}


def test_a_teaser_proposes_nothing() -> None:
    text = f"{BODY['fr']}\n\nLire aussi : « Jamais », dit le maire Jean Morel.\n\n{BODY['fr']} Il reste deux ans."
    assert [each for each in propose(text, language="fr").quotes if each.speaker] == []


@pytest.mark.parametrize("note", ["Correction", "Editor’s note", "Clarification (7 May)"])
def test_a_note_of_the_desk_stays_and_says_nothing(note: str) -> None:
    text = f"Plan agreed\n\n{BODY['en']}\n\n{note}: An earlier version said the plan cost £2 million."
    found = propose(text)
    assert [each.speaker.name for each in found.quotes if each.speaker] == ["Rita Odell"]
    assert found.boilerplate == ()
