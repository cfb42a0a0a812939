from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "watercress.search"

    def ready(self) -> None:
        from . import privacy

        privacy.register()
