"""A note that its source changed counts as a version of a quote."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0034_quotes_of_several_tables'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='count_public_versions',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='count_public_versions', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'INSERT' THEN\n            NEW.public_version = 0; NEW.public_since = NULL;\n        ELSE\n            NEW.public_version = OLD.public_version; NEW.public_since = OLD.public_since;\n        END IF;\n        IF NEW.status = 'published' AND NEW.public_since IS DISTINCT FROM now() THEN\n            IF TG_OP = 'INSERT' OR OLD.status <> 'published'\n                OR to_jsonb(NEW) - ARRAY['version', 'public_version', 'public_since', 'changed_at', 'internal_note', 'submitted_at',\n    'carried_from_id', 'status', 'withdrawn_reason', 'ref'] <> to_jsonb(OLD) - ARRAY['version', 'public_version', 'public_since', 'changed_at', 'internal_note', 'submitted_at',\n    'carried_from_id', 'status', 'withdrawn_reason', 'ref'] OR EXISTS (SELECT FROM archive_quotespanevent e WHERE e.quote_id = NEW.id AND e.pgh_created_at = now()) OR EXISTS (SELECT FROM archive_attributionevent e WHERE e.quote_id = NEW.id AND e.pgh_created_at = now()) OR EXISTS (SELECT FROM archive_viaevent e WHERE e.quote_id = NEW.id AND e.pgh_created_at = now()) OR EXISTS (SELECT FROM archive_correctionevent e WHERE e.quote_id = NEW.id AND e.pgh_created_at = now())\n            THEN\n                NEW.public_version = NEW.public_version + 1; NEW.public_since = now();\n            END IF;\n        ELSIF NEW.status = 'withdrawn' THEN\n            IF TG_OP = 'INSERT' OR (OLD.status, OLD.withdrawn_reason) <> (NEW.status, NEW.withdrawn_reason) THEN\n                NEW.public_since = clock_timestamp();\n            END IF;\n        END IF;\n        RETURN NEW;\n    ", hash='650182b6d321b4cce66de760a9e27aaf426fa590', operation='INSERT OR UPDATE', pgid='pgtrigger_count_public_versions_3a818', table='archive_quote', when='BEFORE')),
        ),
    ]
