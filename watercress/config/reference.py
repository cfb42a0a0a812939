"""docs/settings.md, made from environment.py: `python -m watercress.config.reference > docs/settings.md`."""

from collections.abc import Iterator

from .environment import ALL

HEAD = """\
# Settings

Every setting is read from the environment; none is needed. Made from `watercress/config/environment.py` by
`python -m watercress.config.reference > docs/settings.md`; a test fails if this page is stale.

| setting | default | what it does |
|---|---|---|"""


def lines() -> Iterator[str]:
    yield HEAD
    for setting in ALL:
        default = f"`{setting.default}`" if setting.default else "empty"
        yield f"| `{setting.name}` | {default} | {setting.says.replace('|', chr(92) + '|')} |"


if __name__ == "__main__":
    print("\n".join(lines()))
