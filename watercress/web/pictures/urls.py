from django.urls import path

from . import views

urlpatterns = [path("pictures/<key:key>/<number:width>.webp", views.show, name="picture")]
