from django.urls import include, path, re_path

from . import accounts, own_settings, preferences, profile

urlpatterns = [
    path("people/<name:name>/", profile.show, name="person"),
    path("people/<name:name>/block/", profile.block, name="person_block"),
    path("people/<name:name>/unblock/", profile.unblock, name="person_unblock"),
    path("settings/", own_settings.profile, name="settings"),
    path("settings/look/", own_settings.look, name="settings_look"),
    path("settings/account/", own_settings.account, name="settings_account"),
    path("settings/account/sign-out-elsewhere/", own_settings.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("settings/blocked/", own_settings.blocked, name="settings_blocked"),
    path("language/", preferences.choose_language, name="language"),
    path("theme/", preferences.choose_theme, name="theme"),
    path("account/signup/", accounts.SignUp.as_view(), name="account_signup"),
    path("account/confirm-email/<str:key>/", accounts.ConfirmAddress.as_view(), name="account_confirm_email"),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)/$",
        accounts.ResetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]
