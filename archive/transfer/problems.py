"""What is wrong with one record, before anything of it is written: column and reason of everything at once."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from archive import models as rows
from archive.editing.checks import Said, far_cue, no_words, said_of, said_problems
from archive.models import days
from archive.models.fields import WIKIDATA, WebField, WikidataField, language_code
from archive.text import check_article, sha256
from archive.text.names import HOW_DATED, name_of, unseen
from archive.transfer import records
from archive.transfer.known import Known, Problems, parts_of, words_of

MODELS: dict[type[records.FileRecord], Any] = {
    records.Country: rows.Country,
    records.Organisation: rows.Organisation,
    records.Outlet: rows.Outlet,
    records.Role: rows.Role,
    records.Speaker: rows.Speaker,
    records.Occasion: rows.Occasion,
    records.Statement: rows.Statement,
    records.Correction: rows.Correction,
    records.Attribution: rows.Attribution,
    records.Via: rows.Via,
    records.Quote: rows.Quote,
    records.Article: rows.Article,
    records.Merge: rows.Merge,
}
NAMED = (
    records.Country,
    records.Organisation,
    records.Outlet,
    records.Role,
    records.Speaker,
    records.Occasion,
)
# Days that can lie ahead: a term ends, a state is to be, a conference is planned.
AHEAD = {"start", "end", "valid_from", "valid_to", "date"}
LONGEST_NAME = 200
on_the_web: URLValidator = WebField.default_validators[0]  # type: ignore[assignment]


def value_problems(record: Any) -> Problems:
    """What no column of the record's table could hold, whatever else the archive knows."""
    model = MODELS.get(type(record))
    for field in model._meta.concrete_fields if model else ():
        value = getattr(record, field.name, None)
        if isinstance(value, str) and not field.is_relation and (problem := text_problem(value, field)):
            yield field.name, problem
    yield from unseen_names(record)
    for name in ("other_names", "dated_names", "adjectives"):
        yield from ((name, problem) for problem in name_problems(getattr(record, name, ())))
    yield from timeless(getattr(record, "dated_names", ()))
    for name in record.__struct_fields__:
        if problem := day_problem(name, getattr(record, name)):
            yield name, problem


def unseen_names(record: Any) -> Problems:
    for name in ("name", "sort_name", "title") if isinstance(record, NAMED) else ():
        yield from ((name, problem) for problem in unseen_problems(getattr(record, name, "")))


def timeless(lines: Iterable[str]) -> Problems:
    found = (line for line in lines if not name_of(line))
    yield from (("dated_names", f"“{line[:40]}” tells no time. {HOW_DATED}") for line in found)


def text_problem(value: str, field: Any) -> str:
    if field.max_length and len(value) > field.max_length:
        return f"{len(value)} characters are more than {field.max_length}: shorten it."
    if value and isinstance(field, WebField):
        try:
            on_the_web(value)
        except ValidationError as error:
            return f"“{value[:60]}” is no address of a page. {error.messages[0]}"
    if value and isinstance(field, WikidataField) and not WIKIDATA.fullmatch(value):
        return f"“{value[:20]}” is no number of Wikidata: give the one that begins with Q, such as Q1065."
    if value and language_code in field.validators and not re.fullmatch(language_code.regex, value):
        return f"“{value}” is no code. {language_code.message}"
    return ""


def name_problems(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if not name.strip():
            yield "One of the names is empty: leave it out."
        yield from unseen_problems(name)
        if len(name) > LONGEST_NAME:
            yield f"“{name[:40]}…” has {len(name)} characters, more than {LONGEST_NAME}: shorten it."


def unseen_problems(name: str) -> Iterator[str]:
    if odd := unseen(name):
        yield f"It holds characters that nobody sees ({', '.join(odd)}): type it anew."


def day_problem(name: str, value: Any) -> str:
    if isinstance(value, dt.datetime):
        value = value.date()
    return days.impossible(value, ahead=name in AHEAD) if isinstance(value, dt.date) else ""


def world_problems(record: Any, known: Known) -> Problems:
    """Of an organisation, an outlet, a speaker, an occasion, or a role."""
    yield from value_problems(record)
    for name, kind in (
        ("parent", "organisation"),
        ("organisation", "organisation"),
        ("canonical", "speaker"),
    ):
        yield from known.missing(kind, getattr(record, name, None), name)
    yield from known.no_country(getattr(record, "country", None))
    if isinstance(record, records.Organisation) and known.goes_round(record.ref, record.parent):
        yield "parent", f"“{record.parent}” is a part of this one already: name another, or none."
    if isinstance(record, records.Speaker):
        yield from speaker_problems(record, known)
    if isinstance(record, records.Role):
        yield from role_problems(record, known)


def match_problems(match: records.Match, form: str, length: int) -> Problems:
    """`form` and `length` are those of the turn's article."""
    if match.quote == match.turn:
        yield "turn", "A quote cannot match itself: name a turn of a transcript."
    if form != rows.Article.Form.TRANSCRIPT:
        yield "turn", f"“{match.turn}” stands in no transcript: name a turn of one."
    if not match.start < match.end <= length:
        yield "end", f"{match.start}–{match.end} is no passage of a text of {length} characters: correct it."
    yield from value_problems(match)


def speaker_problems(speaker: records.Speaker, known: Known) -> Problems:
    target = speaker.canonical
    if target == speaker.ref:
        yield "canonical", "A speaker cannot point to itself: leave it out."
    elif target in known.unnamed or (target and known.canonical.get(target)):
        yield "canonical", f"“{target}” is unnamed or points to another itself: name the last of the chain."
    elif target and speaker.ref in known.pointed_at:
        yield "canonical", "Others point to this speaker: let them point to the same one first."
    if speaker.type == "unnamed" and known.unnamed.get(speaker.ref, "") is None:
        yield "type", "An unnamed source belongs to an article: put it into “speakers” of that one."
    if len(set(speaker.other_names)) < len(speaker.other_names):
        yield "other_names", "One name stands there twice: leave one out."
    for role in speaker.roles:
        owner = known.offices.get(role.ref, (speaker.ref,))[0]
        if owner != speaker.ref:
            yield "roles", f"The role “{role.ref}” belongs to “{owner}”: give this one a ref of its own."
        yield from ((f"roles.{column}", reason) for column, reason in world_problems(role, known))


def country_problems(code: str, existed: days.Stretch, known: Known) -> Problems:
    """Its dates may leave out no quote that speaks for it."""
    stored = known.states.get(code)
    if existed.first and existed.last and existed.first > existed.last:
        yield "valid_to", "It ends before it begins: correct one of the dates."
    elif stored and existed != days.existence(stored) and (problem := stored.left_outside(existed)):
        yield "valid_to", problem


def role_problems(role: records.Role, known: Known) -> Problems:
    stored = known.roles.get(role.ref)
    then = known.becoming(role, stored)
    held = days.office(then)
    if stored and held != days.office(stored) and (problem := stored.left_outside(held)):
        yield "end", problem
    for name in ("start", "end"):
        if bool(getattr(role, name)) == (getattr(role, f"{name}_precision") == "unknown"):
            yield f"{name}_precision", "Give a date and its precision, or neither."
    if then.start and then.end and then.start > then.end:
        yield "end", "The role ends before it starts: correct one of the dates."


def article_problems(article: records.Article, known: Known) -> Problems:
    if article.text is None:
        yield "text", "The text itself must stand in the file when it is uploaded."
        return
    yield from value_problems(article)
    yield from raw_text_problems(article, article.text, known)
    if not in_order(article.body_spans, len(article.text)):
        yield "body_spans", "The spans must be in order, apart, and inside the text."
    then = known.published(article)
    if then.published_on and then.updated_on and then.updated_on < then.published_on:
        yield "updated_on", "It was changed before it was published: correct one of the two."
    elif problem := known.too_early(article):
        yield "published_on", problem
    else:
        yield from moved_problems(article, then.published_on, known)
    yield from known.missing("outlet", article.outlet)
    yield from known.missing("organisation", article.agency, "agency")
    yield from known.missing("article", article.replaces, "replaces")
    for speaker in article.speakers:
        if known.unnamed.get(speaker.ref, article.ref) not in (None, article.ref):
            yield "speakers", f"“{speaker.ref}” belongs to the article “{known.unnamed[speaker.ref]}”."
        yield from ((f"speakers.{column}", why) for column, why in world_problems(speaker, known))


def moved_problems(article: records.Article, day: dt.date | None, known: Known) -> Problems:
    """Another day of publication is that of its quotes without a date, and of what their speakers were then."""
    if known.mode == "skip" or known.days.get(article.ref, {"published_on": day})["published_on"] == day:
        return
    for quote in known.held(article.ref).values():
        if quote.status == "published" and quote.said_precision == "unknown":
            said = replace(said_of(quote), latest=day)
            yield from (
                ("published_on", problem)
                for each in quote.attributions
                for _, problem in not_then(each, said, known)
            )


def raw_text_problems(article: records.Article, text: str, known: Known) -> Problems:
    """A text is known by its hash, and never changes: offsets into another one would show other words."""
    try:
        check_article(text)
    except ValueError as error:
        yield "text", str(error)
    if article.ref in known.redacted:
        yield "text", f"The text of this article was removed for good: {known.redacted[article.ref]}"
    hash_ = sha256(text)
    if article.sha256 not in (None, hash_):
        yield "sha256", "The text does not have this hash: give the text that was hashed, or leave it out."
    if known.texts.get(hash_, article.ref) != article.ref:
        yield (
            "text",
            f"The archive or this file holds this text already, as “{known.texts[hash_]}”: use that ref.",
        )
    elif known.hashes.get(article.ref, hash_) != hash_:
        yield (
            "text",
            "The archive holds another text under this ref, and texts never change: give it a new ref.",
        )


def in_order(spans: list[tuple[int, int]], length: int) -> bool:
    edges = [edge for span in spans for edge in span]
    return edges == sorted(edges) and (not edges or (edges[0] >= 0 and edges[-1] <= length))


def quote_problems(quote: records.Quote, article: records.Article, known: Known) -> Problems:
    if known.quotes.get(quote.ref, article.ref) != article.ref:
        yield "ref", f"This ref belongs to a quote of the article “{known.quotes[quote.ref]}”: give another."
    yield from value_problems(quote)
    yield from span_problems(quote, article.text or "")
    said = said_of(quote)
    then = known.published(article)
    yield from said_problems(said, then)
    if said.precision == "unknown":
        said = replace(said, latest=then.published_on)
    yield from publishing_problems(quote, article.text or "")
    yield from known.missing("occasion", quote.occasion)
    yield from known.missing("statement", quote.statement)
    if quote.carried_from and quote.carried_from not in known.quotes:
        yield "carried_from", f"No quote has the ref “{quote.carried_from}”: put it before this one."
    speakers = [each.speaker for each in quote.attributions]
    if len(set(speakers)) < len(speakers):
        yield "speakers", "One speaker stands there twice: leave one of the two out."
    for attribution in quote.attributions:
        yield from attribution_problems(attribution, said, article.ref, known)
    for part in (*quote.via, *quote.corrections):
        yield from value_problems(part)
    for via in quote.via:
        yield from known.missing("organisation", via.organisation, "via")


def attribution_problems(
    attribution: records.Attribution, said: Said, article: str, known: Known
) -> Problems:
    yield from value_problems(attribution)
    yield from known.missing("speaker", attribution.speaker)
    yield from known.missing("role", attribution.role)
    yield from known.missing("organisation", attribution.organisation)
    yield from known.no_country(attribution.country)
    home = known.unnamed.get(attribution.speaker, article)
    if home != article:
        yield (
            "speaker",
            f"“{attribution.speaker}” is an unnamed source of “{home}”: it speaks in that article only.",
        )
    yield from not_then(attribution, said, known)


def not_then(attribution: records.Attribution, said: Said, known: Known) -> Problems:
    """An office of somebody else, one that was over, a country that was none."""
    countries = [attribution.country]
    if attribution.role in known.offices:
        owner, title, held, country = known.offices[attribution.role]
        countries.append(country)
        if known.one(owner) != known.one(attribution.speaker):
            yield (
                "role",
                f"The role “{title}” is held by “{owner}”, not by “{attribution.speaker}”: choose another.",
            )
        elif problem := days.out_of_office(title, held, said):
            yield "role", problem
    for code in dict.fromkeys(filter(None, countries)):
        if code in known.countries and (problem := days.no_such_country(code, known.countries[code], said)):
            yield "country", problem


def span_problems(quote: records.Quote, text: str) -> Problems:
    for span in quote.spans:
        stands = text[span.start : span.end]
        if not span.start < span.end <= len(text):
            yield "spans", f"{span.start}–{span.end} is no place in the text."
        elif span.text not in (None, stands):
            yield (
                "spans",
                f"At {span.start}–{span.end} stands “{stands[:80]}”, not “{(span.text or '')[:80]}”: correct one of the two.",
            )
    words = words_of(quote)
    if no_words("".join(text[start:end] for start, end in words)):
        yield "words", "A quote needs words: […] or a mark alone says nothing."
    if any(end > start for (_, end), (start, _) in pairwise(words)):
        yield "words", "Two of the spans overlap: give each part of the words once."


def step_problem(before: str, after: str) -> str:
    """Why a stored quote cannot take the file's status: what readers saw is withdrawn with a reason, and no other way."""
    if before == "published" and after not in {"published", "withdrawn"}:
        return "It is published: withdraw it, with “withdrawn_reason”, or leave it published."
    if before == "withdrawn" and after in {"draft", "review"}:
        return "It was withdrawn, and says so in public: take it up again at the desk, or leave it withdrawn."
    return ""


def publishing_problems(quote: records.Quote, text: str) -> Problems:
    parts = {span.part for span in quote.spans}
    if quote.status == "withdrawn" and not quote.withdrawn_reason.strip():
        yield "withdrawn_reason", "A withdrawn quote needs its public reason."
    if quote.status != "published":
        return
    if problem := days.unprinted(said_of(quote), "date" in parts):
        yield "said_basis", problem
    if quote.kind == "headline":
        yield "status", "A headline is never published: import it as a draft."
    if not quote.attributions:
        yield "attributions", "A published quote needs a speaker."
    yield from cue_problems(quote, text)


def cue_problems(quote: records.Quote, text: str) -> Problems:
    cues = parts_of(quote, "cue")
    if quote.kind != "direct" and no_words("".join(text[slice(*cue)] for cue in cues)):
        yield "cue", "A published quote that is not direct needs its reporting verb."
    for cue in cues:
        if problem := far_cue(text, cue, words_of(quote), quote.public_note):
            yield "cue", problem
