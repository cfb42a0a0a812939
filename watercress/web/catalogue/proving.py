"""Showing that a shop's host is its own; for a shop nobody keeps, this is how one claims it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from watercress.catalogue import policies, proofs
from watercress.kernel.decisions import Refused
from watercress.web.catalogue.loading import counter, signed_in


@require_http_methods(["GET", "POST"])
@login_required
def host(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    person, problem = signed_in(request), ""
    policies.can_prove(person, here.shop).require()
    if request.method == "POST":
        try:
            proofs.ask(here.shop, person=person, at=timezone.now())
        except Refused as refused:
            problem = " ".join(map(str, refused.problems.values()))
        else:
            return redirect("shop_host", slug)
    proof, word = proofs.latest(here.shop, person=person), proofs.word(here.shop, person)
    context = {
        **here.frame(),
        "proof": proof,
        "waiting": bool(proof and proofs.is_waiting(proof)),
        "word": word,
        "tag": f'<meta name="{proofs.META}" content="{word}">',
        "problem": problem,
        "file": proofs.FILE,
        "record": f"{proofs.NAME}.{here.shop.host}",
    }
    return render(request, "catalogue/host.html", context, status=400 if problem else 200)
