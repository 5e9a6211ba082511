"""Only confirmed matches change what searches find."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0018_sort_keys_again'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='match',
            name='outbox_quote',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='match',
            trigger=pgtrigger.compiler.Trigger(name='outbox_quote', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP <> 'INSERT' THEN IF OLD.state = 'confirmed' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text); END IF; END IF;\n            IF TG_OP <> 'DELETE' THEN IF NEW.state = 'confirmed' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text); END IF; END IF;\n            RETURN NULL;\n        ", hash='009837c983aa6401808ee4cd5917330b894bd1e2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_quote_ea639', table='archive_match', when='AFTER')),
        ),
    ]
