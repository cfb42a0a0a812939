from django.urls import path

from . import begin, health, labels, letters, overview, queue, reviews, town_settings

urlpatterns = [
    path("operator/", overview.show, name="operator"),
    path("operator/mail/", letters.show_all, name="operator_mail"),
    path("operator/mail/<str:name>/", letters.show, name="operator_letter"),
    path("operator/queue/", queue.show, name="operator_queue"),
    path("operator/queue/<number:number>/retry/", queue.retry, name="operator_retry"),
    path("operator/labels/", labels.show, name="operator_labels"),
    path("operator/labels/decisions/", labels.decide, name="operator_labels_decide"),
    path("operator/labels/hidden/", labels.hide, name="operator_labels_hide"),
    path("operator/reviews/", reviews.show, name="operator_reviews"),
    path("operator/reviews/<number:number>/", reviews.rule, name="operator_rule"),
    path("operator/town/", town_settings.edit, name="operator_town"),
    path("begin/", begin.show, name="begin"),
    path("healthz", health.healthz, name="healthz"),
]
