from django.urls import path

from . import choosing, views, why

urlpatterns = [
    path("", views.home, name="home"),
    path("why/<key:key>/", why.show, name="why"),
    path("labels/choose/", choosing.choose, name="choose_labels"),
]
