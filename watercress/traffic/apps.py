from django.apps import AppConfig


class TrafficConfig(AppConfig):
    name = "watercress.traffic"

    def ready(self) -> None:
        from . import privacy

        privacy.register()
