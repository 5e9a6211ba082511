"""A quote that was withdrawn and taken up again keeps its public reason, which was blanked until now."""

from django.db import migrations

# As the last row of its history says that has it withdrawn. Readers knew it, so nothing is noted and no day changes.
PUT_BACK = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE archive_quote DISABLE TRIGGER USER;
UPDATE archive_quote q SET withdrawn_reason = e.withdrawn_reason, public_since = COALESCE(q.public_since, e.pgh_created_at)
FROM archive_quoteevent e
WHERE q.status IN ('draft', 'review') AND q.published_at IS NOT NULL AND q.withdrawn_reason = '' AND e.pgh_id = (
    SELECT max(o.pgh_id) FROM archive_quoteevent o WHERE o.pgh_obj_id = q.id AND o.status = 'withdrawn');
ALTER TABLE archive_quote ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [('archive', '0037_entries_on_the_web')]

    operations = [migrations.RunSQL(PUT_BACK, migrations.RunSQL.noop)]
