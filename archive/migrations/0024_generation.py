"""Public pages name the state of the archive: a number that grows when changes have been indexed. An index that knows of less is refused."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0023_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='epoch',
            name='generation',
            field=models.BigIntegerField(db_default=0, default=0, help_text='Grows whenever changes have been taken to the index'),
        ),
        migrations.AddField(
            model_name='epoch',
            name='seen',
            field=models.BigIntegerField(db_default=0, default=0, help_text="The number of the newest change that the worker's index may know of"),
        ),
        migrations.AddField(
            model_name='epoch',
            name='covered',
            field=models.BigIntegerField(help_text='The generation in which what the archive covers was counted', null=True),
        ),
        migrations.AddField(
            model_name='epoch',
            name='coverage',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='outbox_quote', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n                IF OLD.quote_id IS DISTINCT FROM NEW.quote_id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='5bcd3b1d73e83d82bd28ea91e07ef285844011f7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_quote_bf2e8', table='archive_correction', when='AFTER')),
        ),
    ]
