"""From an address or a form to the label it names."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.labels import reading
from watercress.labels.models import Label


def label_at(request: HttpRequest, slug: str) -> Label:
    """Return the label at this address; one that this town hides is missing."""
    label = reading.found(slug, person=request.user)
    if label is None:
        raise Http404
    return label


def label_sent(request: HttpRequest, name: str = "label", *, hidden: bool = False) -> Label:
    """
    Return the label a form names by its number.

    Raises Refused where none was chosen, BadRequest for what no list of ours offers.
    """
    if not (sent := request.POST.get(name, "")):
        raise Refused({name: _("Choose a label.")})
    number = ids.row_number(sent)
    labels = Label.objects.all() if hidden else Label.objects.visible_to(request.user)
    found = labels.filter(pk=number).first() if number else None
    if found is None:
        raise BadRequest(name)
    return found
