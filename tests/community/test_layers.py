"""What import-linter is not told: the core knows none of its features, and they do not know each other."""

import ast
from pathlib import Path

import pytest

import watercress.community

ENGINE = Path(watercress.community.__file__).parent
FEATURES = ENGINE / "features"


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from (f"{module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def core():
    return [path for path in ENGINE.rglob("*.py") if FEATURES not in path.parents and "migrations" not in path.parts]


@pytest.mark.parametrize("path", core(), ids=lambda path: str(path.relative_to(ENGINE)))
def test_the_core_imports_no_feature(path):
    assert [name for name in imports(path) if "features" in name.split(".")] == []


@pytest.mark.parametrize("feature", sorted(path.name for path in FEATURES.iterdir() if (path / "__init__.py").exists()))
def test_features_do_not_know_each_other(feature):
    for path in (FEATURES / feature).glob("*.py"):
        for name in imports(path):
            if "features" in name.split("."):
                assert f"features.{feature}" in name
