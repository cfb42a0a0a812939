from django.urls import path

from . import going, reports

urlpatterns = [
    path("go/<str:card>/<str:slate>/", going.go, name="go"),
    path("go/<str:card>/<str:slate>/on/", going.go_on, name="go_on"),
    path("shops/<name:slug>/visitors/", reports.show, name="shop_visitors"),
    path("shops/<name:slug>/visitors.csv", reports.table, name="shop_visitors_csv"),
]
