from django.apps import AppConfig


class CravingsConfig(AppConfig):
    name = "watercress.community.features.cravings"
    label = "cravings"

    def ready(self) -> None:
        from watercress.community import beside

        from . import columns, keeping, privacy

        privacy.register()
        beside.topic_columns.update(columns.OF_TOPIC)
        beside.post_columns.update(columns.of_post())
        beside.reply_columns.update(columns.OF_REPLY)
        beside.objections.append(keeping.object_to)
