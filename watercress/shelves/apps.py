from django.apps import AppConfig


class ShelvesConfig(AppConfig):
    name = "watercress.shelves"

    def ready(self) -> None:
        from . import privacy

        privacy.register()
