"""
What a page is held against, answered by the same processes under /bench/.

"The unit" is a page as a Django tutorial would write it: one query for thirty model instances, shown by a Django
template, behind the same middleware as every page. `bare` is the same page without any of it.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines

from watercress.community.models import Post
from watercress.community.models.posts import STANDING

from .talk import SAID

TABLE = "bench_written"
ROWS = 30
BARE = "/bench/bare/"
UNIT = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Topics</title></head><body><ul>
{% for post in posts %}<li>
  {% if post.pinned_at %}<span>pinned</span>{% endif %}
  <a href="/c/{{ post.community.slug }}/{{ post.number }}-x/" lang="{{ post.lang }}">{{ post.title }}</a>
  <a href="/people/{{ post.author.username }}/">{{ post.author.name|default:post.author.username }}</a>
  in <a href="/c/{{ post.community.slug }}/">{{ post.community.name }}</a>
  <span>{{ post.replies_count }}</span> <span>{{ post.likes_count }}</span>
  <time datetime="{{ post.bumped_at|date:"c" }}">{{ post.bumped_at|timesince }}</time>
</li>{% endfor %}
</ul></body></html>
"""
_paragraphs = [f"<p>{sentence} {n}</p>" for n in range(40) for sentence in SAID["en"]]
STATIC = ("<!doctype html><title>20 KB</title>" + "\n".join(_paragraphs))[:20_000]


def static(request: HttpRequest) -> HttpResponse:
    return HttpResponse(STATIC)


def unit(request: HttpRequest) -> HttpResponse:
    posts = Post.objects.filter(STANDING).select_related("author", "community").order_by("-bumped_at", "-id")[:ROWS]
    return HttpResponse(_template().render({"posts": posts}, request))


def insert(request: HttpRequest) -> HttpResponse:
    """Write one row, durably, and nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (words) VALUES ('written')")  # noqa: S608  (our own constant)
    return HttpResponse(status=204)


def make_table() -> None:
    kind = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (id {kind} PRIMARY KEY, words text)")


class BareMiddleware:
    """Outermost, so that one address is answered without the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != BARE:
            return self.get_response(request)
        response = unit(request)
        response.headers["Content-Length"] = str(len(response.content))
        return response


@cache
def _template() -> Any:
    """Compiled once a process, as Django's own cached loader does."""
    return engines["floors"].from_string(UNIT)
