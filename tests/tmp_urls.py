from django.urls import path, include
from watercress.web.urls import urlpatterns as u
from django.http import HttpResponse
v=lambda r,**k: HttpResponse("x")
urlpatterns=[*u, path("p/<number:n>-<words:w>/",v,name="product"),path("shops/",v,name="shops"),path("shops/new/",v,name="shop_new"),path("shops/<name:slug>/",v,name="shop")]
handler403 = "watercress.web.errors.forbidden"
