"""Rules that span several tables, as triggers: the last net under forms and imports."""

from typing import Any

import pgtrigger


def refuse(condition: str, message: str) -> str:
    """The body of a trigger that raises a check violation, which Django reports as IntegrityError."""
    return f"""
        IF {condition} THEN
            RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """


def before_write(name: str, condition: str, message: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=refuse(condition, message),
    )


def at_commit(name: str, operation: Any, condition: str, message: str) -> pgtrigger.Trigger:
    """Checked when the transaction ends."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        operation=operation,
        func=refuse(condition, message),
    )


def complete(name: str, quote: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """The quote whose id is `quote` has all that publishing needs."""
    return at_commit(
        name,
        operation,
        INCOMPLETE.format(quote=quote),
        "a published quote needs words that say something, an attribution, a cue unless direct, and date words for a printed date",
    )


# The quote itself is checked when written; its spans and attributions when one is changed or taken away.
WRITES = pgtrigger.Insert | pgtrigger.Update
REMOVALS = pgtrigger.Update | pgtrigger.Delete

# Words and verbs are more than spaces and marks; a coarse net: `checks.no_words` knows the marks of every script.
INCOMPLETE = r"""EXISTS (
    SELECT FROM archive_quote q WHERE q.id = {quote} AND q.status = 'published' AND NOT (
        (q.said_basis <> 'explicit' OR q.said_precision = 'unknown' OR EXISTS (
            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'date')) AND
        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words'
            AND s.text ~ '[^\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u2000-\u206f]')
        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)
        AND (q.kind = 'direct' OR EXISTS (
            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'
                AND s.text ~ '[^\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u2000-\u206f]'))
    )
)"""

SPAN_INSIDE_TEXT = before_write(
    "span_inside_text",
    """NEW."end" > (SELECT char_length(a.raw_text) FROM archive_quote q
        JOIN archive_article a ON a.id = q.article_id WHERE q.id = NEW.quote_id)""",
    "a span ends after the end of the article",
)
UNNAMED_STAYS_HOME = before_write(
    "unnamed_stays_home",
    """EXISTS (SELECT FROM archive_speaker s JOIN archive_quote q ON q.id = NEW.quote_id
        WHERE s.id = NEW.speaker_id AND s.scope_article_id IS DISTINCT FROM q.article_id
        AND s.type = 'unnamed')""",
    "an unnamed speaker belongs to one article only",
)
SAID_BEFORE_PUBLISHED = before_write(
    "said_before_published",
    "NEW.said_latest > (SELECT GREATEST(published_on, updated_on) FROM archive_article WHERE id = NEW.article_id)",
    "a quote cannot be said after its article was published",
)
PUBLISHED_AFTER_SAID = before_write(
    "published_after_said",
    "EXISTS (SELECT FROM archive_quote q WHERE q.article_id = NEW.id AND q.said_latest > GREATEST(NEW.published_on, NEW.updated_on))",
    "an article cannot be published before its quotes were said",
)
# What archive/models/days.py says in Python; the database knows no words for it.
DAYS_CAN_BE = before_write(
    "said_days_can_be",
    """NEW.said_earliest < '1000-01-01'
        OR (NEW.said_precision <> 'unknown' AND NEW.said_latest > CURRENT_DATE + 1)
        OR NEW.said_latest - NEW.said_earliest >=
            (CASE NEW.said_precision WHEN 'day' THEN 7 WHEN 'week' THEN 31 WHEN 'month' THEN 366 END)""",
    "the days on which it was said cannot be, or not with this precision",
)
PUBLISHED_DAY_CAN_BE = before_write(
    "published_day_can_be",
    "NEW.published_on < '1000-01-01' OR NEW.published_on > CURRENT_DATE + 1",
    "an article cannot be published on this day",
)
# Offices and countries of published quotes, with what each end can mean; an undated one has a last day alone.
NOT_THEN = """EXISTS (
    SELECT FROM archive_quote q JOIN archive_attribution a ON a.quote_id = q.id
        JOIN archive_speaker s ON s.id = a.speaker_id
        LEFT JOIN archive_role r ON r.id = a.role_id
        LEFT JOIN archive_speaker h ON h.id = r.speaker_id
        LEFT JOIN archive_country c ON c.code IN (a.country_id, r.country_id)
    WHERE {quotes} AND q.status = 'published' AND (
        COALESCE(h.canonical_id, h.id) <> COALESCE(s.canonical_id, s.id)
        OR c.valid_to < q.said_earliest OR c.valid_from > q.said_latest
        OR q.said_earliest > CASE r.end_precision
            WHEN 'year' THEN date_trunc('year', r."end") + interval '1 year - 1 day'
            WHEN 'month' THEN date_trunc('month', r."end") + interval '1 month - 1 day'
            WHEN 'week' THEN r."end" + 6 ELSE r."end" END
        OR q.said_latest < CASE r.start_precision
            WHEN 'year' THEN date_trunc('year', r.start) WHEN 'month' THEN date_trunc('month', r.start)
            WHEN 'week' THEN r.start - 6 ELSE r.start END
    )
)"""


OF_SPEAKER = """q.id IN (
    SELECT quote_id FROM archive_attribution WHERE speaker_id = NEW.id
    UNION SELECT quote_id FROM archive_attribution JOIN archive_role o ON o.id = role_id WHERE o.speaker_id = NEW.id)"""


def held_then(name: str, quotes: str, operation: Any = WRITES) -> pgtrigger.Trigger:
    """The offices of these quotes were their speakers', and there on the day."""
    return at_commit(
        name,
        operation,
        NOT_THEN.format(quotes=quotes),
        "a role is somebody else''s, or a role or a country was not there when the quote was said",
    )


# Forms compare it: whoever changed the row, by whatever way, the second of two editors is told.
COUNT_VERSIONS = pgtrigger.Trigger(
    name="count_versions",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        NEW.version = OLD.version;
        IF NEW IS DISTINCT FROM OLD THEN NEW.version = OLD.version + 1; END IF;
        RETURN NEW;
    """,
)
# What no reader sees of the quote itself. What hangs on it is changed before the quote is saved, as `derive` asks, and
# so is what its article shows, with a note.
_UNSEEN = """ARRAY['version', 'public_version', 'public_since', 'changed_at', 'internal_note', 'submitted_at',
    'carried_from_id', 'status', 'withdrawn_reason', 'ref']"""
_PARTS = " OR ".join(
    f"EXISTS (SELECT FROM archive_{part}event e WHERE e.quote_id = NEW.id AND e.pgh_created_at = now())"
    for part in ("quotespan", "attribution", "via", "correction")
)
# Once a transaction, since nobody saw what it replaced itself.
COUNT_PUBLIC_VERSIONS = pgtrigger.Trigger(
    name="count_public_versions",
    when=pgtrigger.Before,
    operation=WRITES,
    func=f"""
        IF TG_OP = 'INSERT' THEN
            NEW.public_version = 0; NEW.public_since = NULL;
        ELSE
            NEW.public_version = OLD.public_version; NEW.public_since = OLD.public_since;
        END IF;
        IF NEW.status = 'published' AND NEW.public_since IS DISTINCT FROM now() THEN
            IF TG_OP = 'INSERT' OR OLD.status <> 'published'
                OR to_jsonb(NEW) - {_UNSEEN} <> to_jsonb(OLD) - {_UNSEEN} OR {_PARTS}
            THEN
                NEW.public_version = NEW.public_version + 1; NEW.public_since = now();
            END IF;
        ELSIF NEW.status = 'withdrawn' THEN
            IF TG_OP = 'INSERT' OR (OLD.status, OLD.withdrawn_reason) <> (NEW.status, NEW.withdrawn_reason) THEN
                NEW.public_since = clock_timestamp();
            END IF;
        END IF;
        RETURN NEW;
    """,
)
RAW_TEXT_FROZEN = pgtrigger.ReadOnly(name="raw_text_frozen", fields=["raw_text", "raw_sha256"])
# A quote whose words are others is held against the record anew: see matches.py.
SOUGHT_ANEW = pgtrigger.Trigger(
    name="sought_anew",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("text"),  # type: ignore[no-untyped-call]
    condition=pgtrigger.Q(old__text__df=pgtrigger.F("new__text")),
    func="DELETE FROM archive_sought WHERE quote_id = NEW.id; RETURN NULL;",
)
