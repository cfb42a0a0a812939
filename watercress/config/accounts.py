"""allauth's settings: accounts by name or by e-mail, letters that are never needed to get in."""

_FORMS = "watercress.web.people.account_forms"

ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "leave_empty"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # Addresses stand in allauth's table alone, never on Person.
ACCOUNT_USER_DISPLAY = lambda person: person.shown_name
ACCOUNT_EMAIL_VERIFICATION = "optional"  # Without a mail server nobody is locked out.
ACCOUNT_CONFIRM_EMAIL_ON_GET = False  # Mail scanners follow links (S32).
ACCOUNT_LOGOUT_ON_GET = False
# Strict: an address someone else has is taken without a word and simply never gets confirmed (S29).
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # No letters to strangers.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # Whoever changes how one signs in gives the password again.
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # This device stays signed in; every other session ends (S31).
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_ADAPTER = "watercress.web.people.adapter.AccountAdapter"
ACCOUNT_TEMPLATE_EXTENSION = "html"
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_USERNAME_VALIDATORS = "watercress.people.names.VALIDATORS"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignIn",
    "signup": f"{_FORMS}.SignUp",
    "add_email": f"{_FORMS}.AddAddress",
    "change_password": f"{_FORMS}.ChangePassword",
    "set_password": f"{_FORMS}.SetPassword",
    "reset_password": f"{_FORMS}.AskForReset",
    "reset_password_from_key": f"{_FORMS}.NewPassword",
    "reauthenticate": f"{_FORMS}.Reauthenticate",
}
# Limits by visitor are ours, on the real routes (web/middleware/limits.py); allauth keeps those by account.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "signup": None,
    "reset_password": None,
    "reset_password_from_key": None,
    "change_password": None,
    "manage_email": None,
    "reauthenticate": None,
    "login_failed": "10/5m/key",
    "confirm_email": "1/3m/key",
}

MFA_ADAPTER = "watercress.web.people.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# An address may stay unconfirmed for good here, and its owner can always open an account of their own.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.Authenticate",
    "authenticate_webauthn": f"{_FORMS}.AuthenticateByPasskey",
    "reauthenticate": f"{_FORMS}.ReauthenticateByCode",
    "reauthenticate_webauthn": f"{_FORMS}.ReauthenticateByPasskey",
    "activate_totp": f"{_FORMS}.ActivateApp",
    "login_webauthn": f"{_FORMS}.SignInByPasskey",
    "add_webauthn": f"{_FORMS}.AddPasskey",
    "edit_webauthn": f"{_FORMS}.RenamePasskey",
}
