"""The repository as its own tests read it: files, layers, parsed modules and pages."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "watercress"
PAGES = PACKAGE / "web" / "templates"


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def layers() -> list[str]:
    """Highest first, as the import contract has them; siblings on one line share its place."""
    return list(project()["tool"]["importlinter"]["contracts"][0]["layers"])


def height(module: str) -> int:
    """How high the package of a module such as "watercress.people.models" stands."""
    package = module.split(".")[1]
    order = [[name.strip() for name in layer.split("|")] for layer in reversed(layers())]
    return next(place for place, names in enumerate(order) if package in names)


def modules(*packages: str) -> Iterator[Path]:
    """Our Python files, migrations aside."""
    for package in packages or ("",):
        for path in sorted((PACKAGE / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT)}{line}"


def dotted(node: ast.AST) -> str:
    """The name an expression spells, such as "timezone.now"; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def tracked() -> Iterator[Path]:
    """Every file that would be published."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.split("\0"):
        if name and (ROOT / name).is_file():
            yield ROOT / name
