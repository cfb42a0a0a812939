"""Public pictures, straight from their files: no row is read, no session opened."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.http import require_safe

from watercress.kernel import pictures

# A file that is opened by itself may do nothing at all (S10).
ALONE = "sandbox; default-src 'none'"


@require_safe
def show(request: HttpRequest, key: str, width: int) -> HttpResponse | FileResponse:
    try:
        file = pictures.open_file(key, width)
    except pictures.NoSuchPicture:
        return HttpResponseNotFound()  # nobody reads a page inside an <img>
    response = as_response(file)
    # A key is never used for another picture.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def as_response(file: object) -> FileResponse:
    """Send one copy of a picture; whoever shows a private one adds who may keep it (`private, no-store`)."""
    return FileResponse(
        file,
        content_type="image/webp",
        headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": ALONE},
    )
