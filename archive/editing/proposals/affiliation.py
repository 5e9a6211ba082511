"""In which role, for whom, and how we know: what goes beside a proposed speaker."""

from django.db.models import Q

from archive.editing.locate import paragraph
from archive.editing.proposals.markup_hints import role_then
from archive.intake import results
from archive.intake.people.places import is_past, is_private
from archive.intake.spans import Span
from archive.models import Article, Attribution, Basis, Country, Organisation, Role, Speaker
from archive.text import name_key, sort_key


def organisation_called(name: str) -> Organisation | None:
    """The one organisation with this name; several are none."""
    plain = name.removeprefix("The ").removeprefix("the ")
    named = Q(sort_key=sort_key(name)) | Q(other_names__contains=[plain]) | Q(other_names__contains=[name])
    rows = list(Organisation.objects.filter(named)[:2])
    return rows[0] if len(rows) == 1 else None


def spoke_for(
    article: Article, quote: results.Quote, speaker: Speaker | None, proposed: results.Speaker | None
) -> Attribution:
    """What goes beside one speaker, unsaved: from the article, or from the only role held then that agrees with it.

    `speaker` is None where a new one will be added.
    """
    named = quote.affiliation.organisation if proposed in (None, quote.speaker) else None
    organisation = organisation_called(named) if named else None
    organisation = organisation or (speaker.organisation if speaker else None)
    country = country_of(quote, proposed)
    held = role_then(speaker, article.published_on) if speaker and not of_no_country(article, quote) else None
    role = agreeing(held, organisation, country)
    if role and not (named or organisation or country):
        organisation, country = role.organisation, role.country
    return Attribution(
        speaker=speaker,
        role=role,
        organisation=organisation,
        country=country,
        basis=basis_of(article.raw_text, proposed),
    )


def of_no_country(article: Article, quote: results.Quote) -> bool:
    """“a researcher in Washington”, “the former minister”: the office that the archive knows is not the one printed."""
    found = quote.affiliation
    if found.role is None or found.role_basis != "explicit" or found.country_basis != "none":
        return False
    printed = found.role.of(article.raw_text)
    return is_private(printed) or is_past(printed)


def role_as_printed(text: str, quote: results.Quote) -> str:
    role = quote.affiliation.role
    return role.of(text)[:300] if role and printed_with(text, quote) else ""


def printed_with(text: str, quote: results.Quote) -> bool:
    role, around = quote.affiliation.role, quote.cue or quote.spans[0]
    return role is not None and Span(*paragraph(text, *around)).holds(role)


def country_of(quote: results.Quote, proposed: results.Speaker | None) -> Country | None:
    """The only country there is. Which of several belongs to which speaker, only their names say."""
    codes = quote.affiliation.countries
    if len(codes) == 1 and not quote.joint:
        return Country.objects.filter(code=codes[0]).first()
    return Country.objects.filter(code__in=codes, name=proposed.name).first() if proposed else None


def agreeing(role: Role | None, organisation: Organisation | None, country: Country | None) -> Role | None:
    """A role for another body or country than the article names is not the one that it speaks of."""
    if role is None:
        return None
    other_body = organisation and role.organisation and role.organisation != organisation
    other_country = country and role.country and role.country != country
    return None if other_body or other_country else role


def basis_of(text: str, proposed: results.Speaker | None) -> str:
    """Printed where the mention holds a part of the name; carried over where it is “he” or “the minister”."""
    if proposed is None or proposed.mention is None:
        return Basis.INFERRED
    if proposed.type != "person":
        return Basis.EXPLICIT
    mention = set(name_key(proposed.mention.of(text)).split())
    return Basis.EXPLICIT if mention & set(name_key(proposed.name).split()) else Basis.INHERITED
