"""What allauth says, in the town's own words: its templates and catalogues are not ours to translate."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERRORS: dict[str, str | Promise] = {
    "account_inactive": _("This account is suspended."),
    "cannot_remove_primary_email": _("Choose another main address before you remove this one."),
    "duplicate_email": _("This address is already on your account."),
    "email_password_mismatch": _("The address or the password is not right."),
    "email_taken": _("This address belongs to another account."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_code": _("This code is not right, or it has run out. Please try the next one."),
    "incorrect_password": _("The password is not right."),
    "invalid_login": _("The name or the password is not right."),
    "invalid_or_expired_key": _("This link is no longer good."),
    "invalid_password_reset": _("This link is no longer good."),
    "max_email_addresses": _("You cannot add more than %d addresses."),
    "rate_limited": _("That was too often. Please wait a moment."),
    "same_as_current": _("This is what it already is."),
    "select_only_one": _("Please choose one."),
    "too_many_login_attempts": _("That was wrong too often. Please wait a few minutes and try again."),
    "unknown_email": _("The address or the password is not right."),
    "unverified_primary_email": _("Your main address must be confirmed first."),
    "username_blacklisted": _("This name stays free, so that nobody is taken for the town. Please choose another."),
    "username_password_mismatch": _("The name or the password is not right."),
    "username_taken": _("This name, or one that looks like it, is taken."),
}

SECOND_STEP_ERRORS: dict[str, str | Promise] = {
    "add_email_blocked": _("Turn off the second step before you add an address."),
    "cannot_delete_authenticator": _("This second step cannot be removed."),
    "cannot_generate_recovery_codes": _("Recovery codes come with a second step. Add one first."),
    "incorrect_code": _("This code is not right, or it has run out. Please try the next one."),
    "unverified_email": _("Confirm your address first, or remove it."),
}

MESSAGES: dict[str, str | Promise] = {
    "account/messages/cannot_delete_primary_email.txt": _("Choose another main address before you remove %(email)s."),
    "account/messages/email_confirmation_failed.txt": _("%(email)s already belongs to another account."),
    "account/messages/email_confirmation_sent.txt": _("A letter to confirm %(email)s is on its way."),
    "account/messages/email_confirmed.txt": _("%(email)s is confirmed."),
    "account/messages/email_deleted.txt": _("%(email)s is removed."),
    "account/messages/logged_in.txt": _("Welcome, %(name)s."),
    "account/messages/logged_out.txt": _("You have signed out."),
    "account/messages/password_changed.txt": _("Your password is changed. Other devices are signed out."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/primary_email_set.txt": _("This is your main address now."),
    "account/messages/unverified_primary_email.txt": _("Your main address must be confirmed first."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are new recovery codes. The old ones no longer work."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is on."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is off."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("Your passkey is removed."),
}


KEPT_UNCONFIRMED = _("%(email)s is noted. This town sends no mail, so it stays unconfirmed, and works all the same.")


def message(template: str, context: dict[str, object]) -> str:
    """
    Return what to say for one of allauth's message templates.

    Raises KeyError for one we have no words for: a new version of allauth should be noticed, not overheard.
    """
    person = context.get("user")
    named = {"name": getattr(person, "shown_name", ""), "email": context.get("email", "")}
    return str(MESSAGES[template]) % named
