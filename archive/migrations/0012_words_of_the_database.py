"""A full-text configuration without stop words, and a function that folds letters, for searches without the index."""

from django.db import migrations

# Accents, the points of Hebrew and Arabic, and what has no width.
MARKS = r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060]"
FORWARD = rf"""
    CREATE TEXT SEARCH DICTIONARY archive_stem (TEMPLATE = snowball, LANGUAGE = english);
    CREATE TEXT SEARCH CONFIGURATION archive_words (COPY = pg_catalog.english);
    ALTER TEXT SEARCH CONFIGURATION archive_words
      ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH archive_stem;
    CREATE FUNCTION archive_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
      translate(regexp_replace(normalize($1, NFKD), '{MARKS}', '', 'g'), '’‘ʼ′ŁłØøĐđĦħı', '''''''''LlOoDdHhi');
"""
BACK = """
    DROP FUNCTION archive_folded(text);
    DROP TEXT SEARCH CONFIGURATION archive_words;
    DROP TEXT SEARCH DICTIONARY archive_stem;
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0011_limits")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
