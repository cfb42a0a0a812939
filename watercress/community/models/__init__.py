"""A community, the people in it, and what they wrote."""

from .communities import Community, Handover
from .log import LogEntry
from .members import Ban, Invitation, JoinRequest, Membership
from .posts import Post, PostLabel, PostPicture, PostProduct, Section
from .replies import Like, Reply
from .writing import Draft, Revision

__all__ = [
    "Ban",
    "Community",
    "Draft",
    "Handover",
    "Invitation",
    "JoinRequest",
    "Like",
    "LogEntry",
    "Membership",
    "Post",
    "PostLabel",
    "PostPicture",
    "PostProduct",
    "Reply",
    "Revision",
    "Section",
]
