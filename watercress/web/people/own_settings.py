"""One's own settings: profile, language and colours, the account, people blocked."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings as town_settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watercress.kernel import pictures
from watercress.kernel.decisions import Refused
from watercress.people import profiles

from . import letters, preferences, visitors
from .forms import LookForm, ProfileForm

PICTURE_MOST = 10 * 1024 * 1024


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    person = visitors.person(request)
    if request.method != "POST":
        form = ProfileForm(initial={"name": person.name, "about": person.about})
        return render(request, "people/settings_profile.html", {"form": form})
    form = ProfileForm(request.POST, request.FILES)
    status = _save(request, form) if form.is_valid() else 400
    if status != 200:
        return render(request, "people/settings_profile.html", {"form": form}, status=status)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("settings"))


def _save(request: HttpRequest, form: ProfileForm) -> int:
    """Save what the form holds, words first; return the status its page gets, 200 if all went well."""
    given, person = form.cleaned_data, visitors.person(request)
    try:
        profiles.describe(person, name=given["name"], about=given["about"], by=person, at=timezone.now())
    except Refused as refused:
        form.show(refused.problems)
        return 400
    picture = given["picture"]
    if picture is None:
        if given["remove_picture"]:
            profiles.remove_picture(person, by=person)
        return 200
    try:
        if picture.size > PICTURE_MOST:
            raise pictures.PictureTooLarge
        profiles.show_picture(person, picture.read(), by=person, at=timezone.now())
    except pictures.PictureTooLarge:
        form.show({"picture": _("This picture is too large. Please use one under 10 MB and 50 megapixels.")})
        return 413
    except pictures.NotAPicture:
        form.show({"picture": _("This is not a picture we can open. Please use a JPEG, PNG or WebP file.")})
        return 415
    return 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    person = visitors.person(request)
    if request.method != "POST":
        form = LookForm(initial={"language": preferences.language(request), "theme": person.theme})
        return render(request, "people/settings_look.html", {"form": form})
    form = LookForm(request.POST)
    if not form.is_valid():
        return render(request, "people/settings_look.html", {"form": form}, status=400)
    profiles.speak(person, form.cleaned_data["language"])
    profiles.dress(person, form.cleaned_data["theme"])
    with translation.override(person.language):
        messages.success(request, _("Saved."))
    response = HttpResponseRedirect(reverse("settings_look"))
    preferences.keep(response, town_settings.LANGUAGE_COOKIE_NAME, person.language)
    preferences.keep(response, preferences.THEME_COOKIE, person.theme)
    return response


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "people/settings_account.html",
        {
            "emails": list(EmailAddress.objects.filter(user=request.user).values("email", "verified", "primary")),
            "letters_are_files": letters.are_files(),
            "has_app": Authenticator.Type.TOTP in kinds,
            "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
            "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
            "has_password": visitors.person(request).has_usable_password(),
        },
    )


@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    person = visitors.person(request)
    profiles.end_other_sessions(person, by=person)
    update_session_auth_hash(request, person)
    messages.success(request, _("Every other device is signed out."))
    return HttpResponseRedirect(reverse("settings_account"))


@login_required
@require_safe
def blocked(request: HttpRequest) -> HttpResponse:
    rows = (
        visitors.person(request)
        .blocks.order_by("-blocked_at")
        .values("blocked_id", "blocked__username", "blocked__name", "blocked__picture__key", "blocked_at")
    )
    return render(request, "people/settings_blocked.html", {"rows": list(rows[:500])})
