from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0038_withdrawn_until_published")]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="confidence",
            field=models.CharField(
                choices=[("high", "Sure"), ("medium", "Likely"), ("possible", "Doubtful")], max_length=8
            ),
        ),
    ]
