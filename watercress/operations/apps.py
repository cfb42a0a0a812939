from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "watercress.operations"

    def ready(self) -> None:
        from . import privacy

        privacy.register()
