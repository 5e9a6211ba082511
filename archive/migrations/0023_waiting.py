"""What waits: with four eyes a change of any row for a second publisher, a long text for the worker to look for quotes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0022_public_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='LongText',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='long_text', serialize=False, to='archive.article')),
                ('add', models.BooleanField(default=True, help_text='Off: what is proposed already is brought up to date, nothing new')),
                ('failed', models.BooleanField(default=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.AlterField(
            model_name='proposedchange',
            name='quote',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proposed_changes', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='proposedchange',
            name='path',
            field=models.CharField(blank=True, default='', help_text='Of a change of another row: the page of the desk that was sent', max_length=500),
        ),
    ]
