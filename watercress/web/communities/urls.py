from django.urls import path

from .views import acts, founding, invitations, members, membership, place, replies, settings, topics, writing

urlpatterns = [
    path("circles/", place.directory, name="circles"),
    path("circles/new/", founding.found, name="found"),
    path("c/<name:slug>/", place.show, name="community"),
    path("c/<name:slug>/membership/", membership.change, name="membership"),
    path("c/<name:slug>/ask/", membership.ask, name="ask"),
    path("c/<name:slug>/requests/", members.requests, name="requests"),
    path("c/<name:slug>/members/", members.members, name="members"),
    path("c/<name:slug>/log/", members.log, name="log"),
    path("c/<name:slug>/invitations/", invitations.invitations, name="invitations"),
    path("c/<name:slug>/invitations/<key:token>/", invitations.accept, name="invitation"),
    path("c/<name:slug>/settings/", settings.settings, name="community_settings"),
    path("c/<name:slug>/write/", writing.write, name="write"),
    path("c/<name:slug>/draft/", writing.draft, name="draft"),
    path("c/<name:slug>/pictures/<key:key>/<number:width>.webp", topics.picture, name="post_picture"),
    path("c/<name:slug>/<number:number>-<words:words>/", topics.show, name="post"),
    path("c/<name:slug>/<number:number>/", topics.find, name="post_short"),
    path("c/<name:slug>/<number:number>/replies/", replies.reply, name="replies"),
    path("c/<name:slug>/<number:number>/draft/", replies.draft, name="reply_draft"),
    path("c/<name:slug>/<number:number>/edit/", writing.edit, name="post_edit"),
    path("c/<name:slug>/<number:number>/history/", topics.history, name="post_history"),
    path("c/<name:slug>/<number:number>/acts/", acts.post, name="post_acts"),
    path("c/<name:slug>/<number:number>/like/", topics.like, name="post_like"),
    path("replies/<number:number>/edit/", replies.edit, name="reply_edit"),
    path("replies/<number:number>/history/", replies.history, name="reply_history"),
    path("replies/<number:number>/like/", replies.like, name="reply_like"),
    path("replies/<number:number>/acts/", acts.reply, name="reply_acts"),
]
