from django.urls import path

from . import list_editing, lists, marks, people, reviews, wanting

urlpatterns = [
    path("want/", wanting.want, name="want"),
    path("want/seen/", wanting.seen, name="drops_seen"),
    path("p/<number:number>/mark/", marks.mark, name="mark"),
    path("p/<number:number>/reviews/", reviews.of_product, name="reviews"),
    path("reviews/<number:number>/answer/", reviews.answer, name="review_answer"),
    path("people/<name:name>/shelves/", people.shelves, name="shelves"),
    path("people/<name:name>/lists/", people.lists, name="person_lists"),
    path("lists/", lists.directory, name="lists"),
    path("lists/new/", lists.new, name="list_new"),
    path("lists/add/", lists.add, name="list_add"),
    path("lists/<number:number>-<words:words>/", lists.show, name="list"),
    path("lists/<number:number>/", lists.find, name="list_find"),
    path("lists/<number:number>/edit/", list_editing.edit, name="list_edit"),
    path("lists/<number:number>/follow/", lists.follow, name="list_follow"),
    path("lists/<number:number>/delete/", lists.delete, name="list_delete"),
]
