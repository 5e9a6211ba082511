"""Names that an article prints in full without saying that their bearers spoke, each list read once."""

import re
from collections.abc import Iterator
from functools import cached_property

from archive.intake.languages.table import Language

_FULL_NAME = re.compile(
    r"(?<![\w.'-])(?=(?P<given>[^\W\d_][\w'-]{1,40}|[^\W\d_]\w{0,2}\.) (?P<particles>(?:[a-z]{1,3} ){0,2})(?P<last>[^\W\d_][\w'-]{0,40})(?![\w-]))"
)
# Farther back nobody is followed.
_FAR = 3_000
_KANJI_NAME = re.compile(
    r"(?<![\u4e00-\u9fff々])(?P<full>[\u4e00-\u9fff々]{3,6}|[\u4e00-\u9fff々]{1,3}[ァ-ヶーぁ-ん]{2,3})(?=さん|氏|[（(]\d)"
)


class Printed:
    def __init__(self, language: Language, bare: str) -> None:
        self.language = language
        self.bare = bare

    def in_full(self, name: str, position: int) -> list[str]:
        """“Lorenz” where the article has “Anke Lorenz”, without saying anything of her: each full name that ends so."""
        if self.language.script == "kana":
            # 西村さん, where 西村惣一さん and later 西村楓さん are named: those up to here, or all.
            known = self._kanji_names.get(name, {})
            return [full for full, at in known.items() if at < position] or list(known)
        if self.language.script not in ("latin", "cyrillic") or " " in name:
            return []
        found = [full for full, given in self._full_names.get(name, {}).items() if self.is_given(given)]
        # “Anke Lorenz” beside “Worten von Lorenz”
        return [each for each in found if each.count(" ") == 1] or found

    @cached_property
    def firms(self) -> frozenset[str]:
        """“Northfell”, of which the article says “la minera canadiense Northfell”."""
        if not self.language.firms:
            return frozenset()
        kinds = "|".join(sorted(self.language.firms))
        shape = (
            rf"(?<!\w)(?i:{kinds}) (?:(?P<of>[^\W\d_]{{1,20}}) )?(?P<name>[^\W\d_a-z][\w'-]{{1,30}})(?![\w-])"
        )
        return frozenset(
            match["name"]
            for match in re.finditer(shape, self.bare)
            if not match["of"] or self.language.country_of(match["of"])
        )

    def other_between(self, name: str, start: int, end: int) -> bool:
        """“跡を継ぐのは孫の西村楓さん。「A」と笑う”: somebody else is named in Japanese since."""
        if end - start > _FAR:
            return True
        others = (match["full"] for match in _KANJI_NAME.finditer(self.bare, min(start, end), end))
        return any(name not in other and other not in name for other in others)

    def _kanji(self) -> Iterator[re.Match[str]]:
        """In front of an honorific or an age, and in full in front of an office: 平沼康介社長."""
        yield from _KANJI_NAME.finditer(self.bare)
        known = self.language.offices
        offices = "|".join(sorted((each for each in known if len(each) > 1), key=len, reverse=True))
        shape = rf"(?<=の)(?P<full>[\u4e00-\u9fff々]{{4}})(?=(?P<office>{offices})[はがの、（「])"
        # 毛寧|報道局長
        for match in re.finditer(shape, self.bare):
            if not any(match["full"][at:] + match["office"] in known for at in (2, 3)):
                yield match

    @cached_property
    def _kanji_names(self) -> dict[str, dict[str, int]]:
        """By surname, the full names in front of an honorific or an age, and where each stands first."""
        found: dict[str, dict[str, int]] = {}
        for match in self._kanji():
            full = match["full"]
            if not full.endswith((*self.language.offices, *self.language.bodies)):
                for length in range(max(1, len(full) - 3), len(full)):
                    found.setdefault(full[:length], {}).setdefault(full, match.start())
        return found

    @cached_property
    def _full_names(self) -> dict[str, dict[str, str]]:
        """By surname, the full names in the article with what comes first in them: read once."""
        found: dict[str, dict[str, str]] = {}
        for match in _FULL_NAME.finditer(self.bare):
            full = f"{match['given']} {match['particles']}{match['last']}"
            found.setdefault(match["last"], {})[full] = match["given"]
        return found

    def is_given(self, word: str) -> bool:
        """A capital that is no office, honorific or word that only opens a sentence."""
        language, low = self.language, word.casefold()
        common = (
            language.stop_words
            | language.skip
            | language.prepositions
            | language.conjunctions
            | language.determiners
        )
        office = language.is_office(low) or language.is_body(word) or bool(language.country_of(word))
        titled = low in language.honorifics or low.rstrip(".") in language.honorifics
        return word[0].isupper() and not word.isupper() and not office and not titled and low not in common
