"""
What pages show: plain rows, in a number of queries that does not grow with them.

Each takes the person who looks, and asks `visible_to` what that person may see.
"""

from .gathering import members, neighbours, stewards
from .history import log
from .personal import drafts_of, requests_for, waiting_of
from .places import carrying_most, directory, filed_under, joinable, listed, place, posts_today, to_join
from .sizes import LOG_A_PAGE, MEMBERS_A_PAGE, REPLIES_A_PAGE, TOPICS_A_PAGE
from .threads import page_of, post, post_at, replies
from .topics import among, by_person, carrying, latest, mentioning, mentioning_any, others, table, topics

__all__ = [
    "LOG_A_PAGE",
    "MEMBERS_A_PAGE",
    "REPLIES_A_PAGE",
    "TOPICS_A_PAGE",
    "among",
    "by_person",
    "carrying",
    "carrying_most",
    "directory",
    "drafts_of",
    "filed_under",
    "joinable",
    "latest",
    "listed",
    "log",
    "members",
    "mentioning",
    "mentioning_any",
    "neighbours",
    "others",
    "page_of",
    "place",
    "post",
    "post_at",
    "posts_today",
    "replies",
    "requests_for",
    "stewards",
    "table",
    "to_join",
    "topics",
    "waiting_of",
]
