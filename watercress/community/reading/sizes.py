"""How much one page shows, and where it begins."""

TOPICS_A_PAGE = 30
REPLIES_A_PAGE = 20
MEMBERS_A_PAGE = 60
LOG_A_PAGE = 50


def of_page(page: int, each: int) -> slice:
    """Return the slice that is `page`, counted from 1; what is before the first is the first."""
    start = (max(page, 1) - 1) * each
    return slice(start, start + each)
