"""One topic: its page, its pictures, its history, its like button."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from watercress.community import liking
from watercress.community.models import Draft, Post, PostPicture
from watercress.kernel import ids, pictures
from watercress.web import addresses
from watercress.web.communities import showing
from watercress.web.communities.loading import place, post_at


@require_safe
def show(request: HttpRequest, slug: str, number: int, words: str) -> HttpResponse:
    here, post = post_at(request, slug, number)
    # The words, and not the whole paths: an address in Chinese is written one way and read another.
    if words != addresses.words(post.title):
        address = addresses.post(slug, post.number, post.title)
        query = request.META.get("QUERY_STRING")
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    return showing.topic(here, post, to=_row(request, "to"), quote=_row(request, "quote"))


@require_safe
def find(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    _here, post = post_at(request, slug, number)
    return redirect(addresses.post(slug, post.number, post.title), permanent=True)


@require_safe
def history(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    _here, post = post_at(request, slug, number)
    versions = post.revisions.order_by("-id").values("written_at", "title", "html")
    address = addresses.post(slug, post.number, post.title)
    return render(request, "communities/history.html", {"versions": versions, "title": post.title, "address": address})


@require_http_methods(["GET", "POST"])
@login_required
def like(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    here, post = post_at(request, slug, number)
    if request.method == "GET":
        return redirect(addresses.post(slug, number, post.title))
    if request.POST.get("do") == "unlike":
        liking.unlike(post, person=request.user, at=timezone.now())
    else:
        liking.like(post, person=request.user, at=timezone.now())
    post.refresh_from_db(fields=["likes_count"])
    return showing.like_button(here, post, "post_like", slug, number, back=addresses.post(slug, number, post.title))


@require_safe
def picture(request: HttpRequest, slug: str, key: str, width: int) -> HttpResponse | FileResponse:
    """A picture of a post, for those who may read the post; of a draft, for the one who writes it."""
    here = place(request, slug)
    shown = PostPicture.objects.filter(
        picture__key=key, post__in=Post.objects.kept_for(request.user).filter(community=here.community)
    )
    if not shown.exists() and not _drafting(request, here.community, key):
        raise Http404
    try:
        file = pictures.open_file(key, width, public=False)
    except pictures.NoSuchPicture:
        raise Http404 from None
    response = FileResponse(file, content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _drafting(request: HttpRequest, community: object, key: str) -> bool:
    if key in request.session.get("uploaded_pictures", []):
        return True
    mine = Draft.objects.visible_to(request.user).filter(Q(community=community), post=None)
    return any(key in dict(draft.fields.get("pictures", [])) for draft in mine)


def _row(request: HttpRequest, name: str) -> int | None:
    written = request.GET.get(name)
    if not written:
        return None
    number = ids.row_number(written)
    if number is None:
        raise BadRequest(name)
    return number
