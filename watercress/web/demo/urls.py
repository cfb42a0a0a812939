from django.urls import path

from . import entry

urlpatterns = [path("demo/enter/<words:role>/", entry.enter, name="demo_enter")]
