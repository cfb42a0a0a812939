"""Letters kept as files for want of a mail server: the operator reads them and hands them over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watercress.kernel import mail
from watercress.web.people import letters as account_letters

from .access import operator_only


@require_safe
@operator_only
def show_all(request: HttpRequest) -> HttpResponse:
    kept = mail.letters()
    return render(request, "operator/letters.html", {"letters": kept, "are_files": account_letters.are_files()})


@require_safe
@operator_only
def show(request: HttpRequest, name: str) -> HttpResponse:
    try:
        letter = mail.letter(name)
    except mail.NoSuchLetter:
        raise Http404 from None
    return render(request, "operator/letter.html", {"letter": letter})
