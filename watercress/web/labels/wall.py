"""The wall: all labels of the town, in their eight groups."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watercress.labels import reading

LONGEST_WORDS = 60


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "labels/wall.html", {"groups": reading.wall(request.user)})
