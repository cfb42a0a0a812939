from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "watercress.discovery"

    def ready(self) -> None:
        from . import privacy

        privacy.register()
