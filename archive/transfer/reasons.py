"""Errors of libraries and of the database in words that say what to do; their own words go to the log."""

import logging
import re
from typing import Any, get_args, get_origin

import msgspec
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import ProtectedError

logger = logging.getLogger(__name__)

DATE = re.compile(r"Invalid RFC3339 encoded (date|datetime|time)")
PATTERNS = {
    r"Object missing required field `(\w+)`": "“{0}” is missing: give it.",
    r"Object contains unknown field `(.*)`": "“{0}” is not known here: rename or remove it.",
    r"Expected `int` >= (\d+)": "“{value}” must be a whole number, {0} or more.",
    r"Expected `float` >= (\S+)": "“{value}” must be a number, {0} or more.",
    r"Expected `(?:int|float)` <= (\S+)": "“{value}” is too large: {0} at most.",
    r"Expected `str` of length >= 1": "This is empty: give it, or leave it out.",
    r"Expected `str` matching regex": "“{value}” is no country code: give the two letters of ISO 3166, as in KR.",
    r"Expected `datetime` with a timezone": "“{value}” has no time zone: write 2024-03-05T14:30:00Z.",
    r"Expected `time` with no timezone": "“{value}” has a time zone: write the time alone, as in 14:30:00.",
    r"Expected `(?:date|datetime|time)(?: \| null)?`": "“{value}” is no date: write it as in 2024-03-05.",
    r"Expected `array` of length (\d+)": "This must be a list of {0}.",
    r"Expected `array": "This must be a list.",
    r"Expected `object": "This must be an object with named fields.",
    r"Expected `str": "“{value}” must be text, between quotation marks.",
    r"Expected `(?:int|float)": "“{value}” must be a number.",
}
# What the database says of a row that the check found good: two imports at once, or a rule that only it knows.
CONSTRAINTS = {
    "archive_article_raw_sha256_key": "The archive holds this text already, under another ref: use that one.",
    "archive_country_name_key": "Another country has this name: correct the name or the code.",
    "archive_organisation_name_key": "Another organisation has this name: use its ref.",
    "archive_outlet_name_key": "Another outlet has this name: use its ref.",
    "speaker_once_per_quote": "One speaker stands twice beside a quote: leave one of the two out.",
    "words_apart": "Two passages of a quote's words overlap: give each part once.",
}


def of_field(error: msgspec.ValidationError, raw: Any, type_: Any) -> tuple[str, str]:
    """The place of a wrong value and what is wrong with it, from what msgspec says; `raw` is the whole record."""
    said, _, path = str(error).partition(" - at `$")
    place = path.strip(".`")
    value = value_at(raw, place)
    shown = value if len(value) <= 60 else f"{value[:59]}…"
    if DATE.match(said):
        return place or "-", no_day(shown)
    if said.startswith("Invalid enum value"):
        return place or "-", f"“{shown}” is none of {', '.join(allowed_at(type_, place))}."
    for pattern, reason in PATTERNS.items():
        if match := re.match(pattern, said):
            return place or "-", reason.format(*match.groups(), value=shown)
    return place or "-", f"“{shown}” cannot be read here: correct it."


def no_day(shown: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", shown):
        return f"“{shown}” is no day of the calendar: correct it."
    return f"“{shown}” can be read in more than one way, or not at all: write it as in 2024-03-05."


def value_at(raw: Any, place: str) -> str:
    for step in re.findall(r"\w+", place):
        if isinstance(raw, dict):
            raw = raw.get(step)
        elif isinstance(raw, list) and step.isdecimal() and int(step) < len(raw):
            raw = raw[int(step)]
        else:
            break
    return str(raw)


def allowed_at(type_: Any, place: str) -> tuple[str, ...]:
    """The words that the field there can have."""
    for step in re.findall(r"[a-z_]+", place):
        inner = get_args(type_)[0] if get_origin(type_) is list else type_
        type_ = next((each.type for each in msgspec.structs.fields(inner) if each.name == step), str)
    return get_args(type_)


def of_failure(error: Exception) -> str:
    """Why a row did not go in; it left no trace."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, ProtectedError):
        return "Something else rests on a row that would go: keep it in the file."
    if not isinstance(error, DatabaseError):
        return str(error)
    logger.error("A row was refused by the database", exc_info=error)
    told: Any = getattr(error.__cause__, "diag", None)
    if name := getattr(told, "constraint_name", None):
        return CONSTRAINTS.get(name, f"It contradicts the rule “{name.replace('_', ' ')}”: correct the row.")
    if getattr(told, "sqlstate", "") == "23514":
        return f"The rules of the archive forbid it: {told.message_primary}. Correct the row."
    return "The database could not store it: look for a value that is too long, too large or out of place."
