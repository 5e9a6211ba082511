"""A merge, or its undoing, is noted for the speakers on both sides."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0009_days_and_addresses'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='outbox_speaker_canonical_id', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'DELETE' THEN \n        IF OLD.canonical_id IS NOT NULL THEN\n            INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', OLD.canonical_id::text);\n        END IF;\n            ELSIF OLD.canonical_id IS DISTINCT FROM NEW.canonical_id THEN \n        IF OLD.canonical_id IS NOT NULL THEN\n            INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', OLD.canonical_id::text);\n        END IF; \n        IF NEW.canonical_id IS NOT NULL THEN\n            INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', NEW.canonical_id::text);\n        END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='90a95e3bccfb80fbcf8894092fb6e88d79f9573b', operation='UPDATE OR DELETE', pgid='pgtrigger_outbox_speaker_canonical_id_596fc', table='archive_speaker', when='AFTER')),
        ),
    ]
