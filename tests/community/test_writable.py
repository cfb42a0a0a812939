"""What anyone can write at all, as a list to be read when it changes (S17)."""

from watercress import formats
from watercress.community import charter, drafts


def test_s17_what_a_founder_writes():
    assert sorted(charter.FIELDS) == [
        "category",
        "crest",
        "joining",
        "lang",
        "member_name",
        "name",
        "other_name",
        "question",
        "readable_by",
        "rules",
        "sentence",
        "steward_name",
    ]


def test_s17_what_a_member_writes():
    posts = {format.key: sorted(part.name for part in format.parts) for format in formats.ALL}
    replies = {format.key: sorted(part.name for part in format.reply_parts) for format in formats.ALL}

    assert posts == {"circle": ["labels", "pictures", "products", "text", "title"]}
    assert replies == {"circle": ["text"]}


def test_s17_what_a_draft_keeps():
    assert sorted(drafts.FIELDS) == [
        "asks_shop",
        "craved",
        "craves",
        "labels",
        "leans",
        "parent",
        "pictures",
        "products",
        "quoted",
        "section",
        "text",
        "title",
    ]
