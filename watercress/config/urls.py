from django.urls import include, path

urlpatterns = [path("", include("watercress.web.urls"))]
handler400 = "watercress.web.errors.bad_request"
handler403 = "watercress.web.errors.forbidden"
handler404 = "watercress.web.errors.missing"
handler500 = "watercress.web.errors.broken"
handler429 = "watercress.web.errors.too_many"  # allauth asks for it by this name
