from django.urls import path

from watercress.operations.measures.pages import floors

from . import urls
from .urls import handler400, handler403, handler404, handler429, handler500

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [
    path("bench/static/", floors.static, name="bench_static"),
    path("bench/unit/", floors.unit, name="bench_unit"),
    path("bench/insert/", floors.insert, name="bench_insert"),
    *urls.urlpatterns,
]
