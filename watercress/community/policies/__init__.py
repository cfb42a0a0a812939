"""
May this person do this here? Each answer is a yes, or a no with a stable code and a reason for people.

Asked inside every action, and by the pages that show or hide its button. What a feature adds, it also decides:
features/<name>/policies.py.
"""

from .members import (
    can_accept_invitation,
    can_ask,
    can_ban,
    can_decide_request,
    can_join,
    can_leave,
    can_read_log,
    can_read_members,
    can_read_requests,
    can_remove,
)
from .places import can_archive, can_change_settings, can_found, can_hand_over, can_read, can_take_over
from .stewards import can_hide, can_lock, can_steward, can_unhide
from .writing import (
    answerable,
    can_answer,
    can_draft,
    can_edit,
    can_like,
    can_post,
    can_reply,
    can_restore,
    can_unlike,
    can_withdraw,
    takes_replies,
)

__all__ = [
    "answerable",
    "can_accept_invitation",
    "can_answer",
    "can_archive",
    "can_ask",
    "can_ban",
    "can_change_settings",
    "can_decide_request",
    "can_draft",
    "can_edit",
    "can_found",
    "can_hand_over",
    "can_hide",
    "can_join",
    "can_leave",
    "can_like",
    "can_lock",
    "can_post",
    "can_read",
    "can_read_log",
    "can_read_members",
    "can_read_requests",
    "can_remove",
    "can_reply",
    "can_restore",
    "can_steward",
    "can_take_over",
    "can_unhide",
    "can_unlike",
    "can_withdraw",
    "takes_replies",
]
