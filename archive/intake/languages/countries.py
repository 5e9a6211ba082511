"""For which country a mention speaks: as printed in it, or as what else the article and its language tell."""

import re
from collections import Counter
from functools import cached_property

from archive.intake.languages.marked import BLOT
from archive.intake.languages.mentions import Mention
from archive.intake.languages.table import Language

# “Tobias Kern (SPD)”
_PARTY = re.compile(r" ?[(（]([^()（）\s]{2,12})[)）]")
# 元駐米大使, 前外相
_FORMER = ("元", "前", "전직 ", "전 ")
_PREPOSITION = re.compile(r"(\w+)\s+(?:\w{1,3}\s+)?$")
_LATIN = re.compile("[A-Za-z]{4,}")
_KATAKANA = re.compile(r"[ァ-ヶー・＝]+$")
# Of the signs that only the long forms have.
_TRADITIONAL = re.compile("[國說會這對於長與灣縣]")
_SLIP = 3
_PLAIN = 3
_ELSEWHERE = re.compile("香港|澳門|新加坡")


class Countries:
    def __init__(self, language: Language, flat: str) -> None:
        self.language = language
        self.flat = flat

    def printed(self, mention: Mention) -> tuple[str, ...]:
        """Of an office or a body. An expert speaks for nobody, and a place behind “in” is not spoken for."""
        role = self._role(mention)
        if not self._speaks(role) or not self._holds_office(role):
            return ()
        code = self.language.country_of(role)
        found = self.language.country_span(role)
        before = _PREPOSITION.search(role[: found.start]) if found else None
        elsewhere = before is not None and before[1].casefold() in self.language.prepositions
        # “источник в южнокорейском министерстве”: of the body, not in the country.
        behind = re.match(r"\w* (\w+)", role[found.end :]) if found else None
        of_body = behind is not None and self.language.is_body(behind[1])
        return (code,) if code and (of_body or not elsewhere) else ()

    def inferred(self, mention: Mention, name: str) -> tuple[str, ...]:
        """Only one country has that body, party or place; or the article is about one, and the office is a state's."""
        role = self._role(mention)
        if not self._speaks(role) or self.language.worldwide.search(role):
            return ()
        if code := self.language.only_of(role):
            return (code,)
        if not self.language.of_state.search(role) or self._is_foreign(name):
            return ()
        if name and self.language.native.search(role) and (own := self._own):
            return (own,)
        home = self.language.region_of(role) or self._home(role)
        return (home,) if home else ()

    def _role(self, mention: Mention) -> str:
        words = mention.span.of(self.flat)
        role = words.replace(mention.name.of(self.flat), BLOT) if mention.name else words
        party = _PARTY.match(self.flat, mention.span.end)
        return f"{role} {party[1]}" if party else role

    def _speaks(self, role: str) -> bool:
        low = role.casefold()
        # “директорка Transparency International Україна”
        if self.language.script == "cyrillic" and _LATIN.search(role):
            return False
        return not (
            any(each.replace("_", " ") in low for each in self.language.unofficial) or low.startswith(_FORMER)
        )

    def _holds_office(self, role: str) -> bool:
        """“el argentino Simeone”, “Côté irlandais”: a people's name is no office."""
        language = self.language
        if language.script not in ("latin", "cyrillic"):
            return True
        words = re.findall(r"[\w'-]+", role)
        return language.of_state.search(role) is not None or any(
            language.is_office(word.casefold()) or language.is_body(word) or word.isupper() for word in words
        )

    def _is_foreign(self, name: str) -> bool:
        """Of names whose script tells: ピゴット, 토미 피곳."""
        language = self.language
        if language.script == "hangul":
            return bool(name) and (len(name) != 3 or name[0] not in language.surnames)
        if language.script == "han":
            return bool(name) and name[0] not in language.surnames
        return language.script == "kana" and _KATAKANA.match(name) is not None

    @cached_property
    def _named(self) -> Counter[str]:
        return Counter(self.language.countries_in(self.flat))

    def _home(self, role: str) -> str | None:
        """The country that the article is plainly about: named alone, or three times as often as any other, unless it is
        an office that speaks on others."""
        if not self._named:
            return None
        home, times = self._named.most_common(1)[0]
        if home not in self.language.homes:
            return None
        others = [count for code, count in self._named.items() if code != home]
        if not others:
            return home if times > 1 else None
        plain = times > _PLAIN and times >= 3 * max(others) and not self.language.abroad.search(role)
        return home if plain else None

    @cached_property
    def _own(self) -> str:
        """Whose people have names like this: 佐藤, 김민지; of Chinese ones, the signs tell."""
        homes = self.language.homes
        if self.language.script != "han":
            return next(iter(homes), "")
        if _ELSEWHERE.search(self.flat):
            return ""
        return "TW" if len(_TRADITIONAL.findall(self.flat)) > _SLIP else "CN"
