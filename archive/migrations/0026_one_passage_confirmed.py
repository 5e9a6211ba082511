"""A quote has one confirmed passage: where several were, the likeliest stays, and the others wait again."""

from django.db import migrations, models

LIKELIEST = """
    UPDATE archive_match m SET state = 'proposed' WHERE m.state = 'confirmed' AND EXISTS (
        SELECT FROM archive_match o WHERE o.quote_id = m.quote_id AND o.state = 'confirmed'
            AND (o.score > m.score OR (o.score = m.score AND o.id < m.id)));
    SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"""


class Migration(migrations.Migration):

    dependencies = [('archive', '0025_outbox_once')]

    operations = [
        migrations.RunSQL(LIKELIEST, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(
                condition=models.Q(('state', 'confirmed')), fields=('quote',), name='one_passage_confirmed'
            ),
        ),
    ]
