"""What a table or a feed gives as the address of a page is one, and becomes a link."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('archive', '0036_reading_list_labels')]

    operations = [
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__iregex', '^https?://\\S+$'), _connector='OR'), name='entry_url_on_the_web'),
        ),
        migrations.AddConstraint(
            model_name='readingitem',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__iregex', '^https?://\\S+$'), _connector='OR'), name='readingitem_url_on_the_web'),
        ),
    ]
