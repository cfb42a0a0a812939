"""Fill the departments from categories.csv."""

from django.db import migrations

from watercress.catalogue import categories


def load(apps, schema_editor):
    categories.load(apps.get_model("catalogue", "Category"))


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
