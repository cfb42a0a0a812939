from django.urls import path

from . import goods, places, shops, wall, wearing

urlpatterns = [
    path("labels/", wall.show, name="labels"),
    path("labels/<name:slug>/", places.show, name="label"),
    path("labels/<name:slug>/people/", places.people, name="label_people"),
    path("labels/<name:slug>/topics/", places.topics, name="label_topics"),
    path("labels/<name:slug>/wear/", wearing.wear, name="label_wear"),
    path("settings/labels/", wearing.mine, name="settings_labels"),
    path("p/<number:number>/labels/", goods.labels, name="product_labels"),
    path("p/<number:number>/labels/voices/", goods.speak_up, name="product_voices"),
    path("shops/<name:slug>/labels/", shops.labels, name="shop_labels"),
]
