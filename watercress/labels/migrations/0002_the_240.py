"""Fill the labels from labels.csv."""

from django.db import migrations

from watercress.labels import csv_file


def load(apps, schema_editor):
    csv_file.load(apps.get_model("labels", "Label"))


class Migration(migrations.Migration):
    dependencies = [("labels", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
