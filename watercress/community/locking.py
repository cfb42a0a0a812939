"""
Hold a row while deciding about it.

Always in this order, so that two actions never wait for each other: community, post, reply. SQLite has one
writer at a time, so there it only reads afresh.
"""

from .models import Community, Post, Reply


def hold(community: Community) -> Community:
    """Read the community afresh and keep others from changing it, its members and its numbers until commit."""
    # Not FOR UPDATE: that would also stop everyone who writes a row that points here.
    return Community.objects.select_for_update(no_key=True).get(pk=community.pk)


def hold_post(post: Post) -> Post:
    return (
        Post.objects.select_for_update(no_key=True, of=("self",)).select_related("community", "author").get(pk=post.pk)
    )


def hold_reply(reply: Reply) -> Reply:
    """Hold the post first, then the reply under it."""
    post = hold_post(reply.post)
    held = Reply.objects.select_for_update(no_key=True, of=("self",)).select_related("author").get(pk=reply.pk)
    held.post = post
    return held
