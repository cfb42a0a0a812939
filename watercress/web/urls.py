"""Every address of the town; each area keeps its own list."""

from django.urls import include, path

from . import converters

converters.register()

urlpatterns = [
    path("", include("watercress.web.pictures.urls")),
    path("", include("watercress.web.home.urls")),
    path("", include("watercress.web.communities.urls")),
    path("", include("watercress.web.catalogue.urls")),
    path("", include("watercress.web.labels.urls")),
    path("", include("watercress.web.traffic.urls")),
    path("", include("watercress.web.shelves.urls")),
    path("", include("watercress.web.people.urls")),
    path("", include("watercress.web.search.urls")),
    path("", include("watercress.web.operator.urls")),
    path("", include("watercress.web.demo.urls")),
    path("", include("watercress.web.crawlers.urls")),
]
