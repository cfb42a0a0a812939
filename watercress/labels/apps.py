from django.apps import AppConfig


class LabelsConfig(AppConfig):
    name = "watercress.labels"

    def ready(self) -> None:
        from . import privacy

        privacy.register()
