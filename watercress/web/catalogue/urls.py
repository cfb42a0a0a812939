from django.urls import path

from . import deciding, departments, directory, feeding, importing, keeping, products, proving, shops, stand_in

urlpatterns = [
    path("categories/", departments.directory, name="categories"),
    path("categories/<name:slug>/", departments.show, name="category"),
    path("shops/", directory.show, name="shops"),
    path("shops/new/", keeping.new, name="shop_new"),
    path("shops/<name:slug>/", shops.show, name="shop"),
    path("shops/<name:slug>/edit/", keeping.edit, name="shop_edit"),
    path("shops/<name:slug>/keepers/", keeping.keepers, name="shop_keepers"),
    path("shops/<name:slug>/host/", proving.host, name="shop_host"),
    path("shops/<name:slug>/import/", importing.bring, name="shop_import"),
    path("shops/<name:slug>/import/page/", importing.page, name="shop_import_page"),
    path("shops/<name:slug>/import/<number:number>/", deciding.run, name="import_run"),
    path("shops/<name:slug>/import/<number:number>/decision/", deciding.decide, name="import_decision"),
    path("shops/<name:slug>/import/<number:number>/columns/", deciding.columns, name="import_columns"),
    path("shops/<name:slug>/import/<number:number>/lines.csv", deciding.lines, name="import_lines"),
    path("shops/<name:slug>/feeds/", feeding.feed, name="shop_feed"),
    path("p/<number:number>-<words:words>/", products.show, name="product"),
    path("p/<number:number>/", products.find, name="product_find"),
    # Without a slash at the end, as the addresses they stand in for.
    path("demo/shop/<str:host>/", stand_in.front, name="stand_in_front"),
    path("demo/shop/<str:host>/products/<path:handle>", stand_in.product, name="stand_in_product"),
]
