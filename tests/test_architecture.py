"""House rules that a review would otherwise have to repeat."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from tests.source import PACKAGE, ROOT, dotted, height, modules, parsed, project, tracked, where
from watercress.config import environment, reference
from watercress.kernel import registries
from watercress.operations.messages import catalogue

OURS = "watercress."
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
CLOCKS = {"timezone.now", "datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.datetime.now"}
MAY_READ_THE_CLOCK = {
    "kernel/worker.py": "runs by itself",
    "kernel/mail.py": "Django's mail backends are handed a message and no clock",
}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "handler", "handlers", "data", "info", "process", "misc", "common"}  # fmt: skip


def test_imports_only_point_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_foreign_keys_only_point_down() -> None:
    upward = [
        f"{model.__module__}.{model.__name__}.{field.name} → {field.related_model.__module__}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if field.concrete and field.is_relation and model.__module__.startswith(OURS)
        and field.related_model.__module__.startswith(OURS)
        and height(field.related_model.__module__) > height(model.__module__)
    ]  # fmt: skip
    assert upward == []


def test_the_clock_is_passed_in_below_the_faces() -> None:
    read = [
        where(path, node)
        for path in modules("kernel", "people", "catalogue", "community", "formats")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and dotted(node) in CLOCKS
        and str(path.relative_to(PACKAGE)) not in MAY_READ_THE_CLOCK
        and "management" not in path.parts
    ]  # fmt: skip
    assert read == []


def test_http_and_templates_stay_in_the_faces() -> None:
    banned = (
        "django.http",
        "django.shortcuts",
        "django.template",
        "django.urls",
        "django.dispatch",
        "django.db.models.signals",
    )
    imported = [
        f"{where(path, node)} {name}"
        for path in modules("kernel", "people", "catalogue", "community", "formats")
        for node in ast.walk(parsed(path))
        for name in _imported(node)
        if name.startswith(banned)
    ]
    assert imported == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def test_nothing_happens_behind_save() -> None:
    overridden = [
        where(path, node)
        for path in modules("kernel", "people", "catalogue", "community", "formats")
        for cls in ast.walk(parsed(path))
        if isinstance(cls, ast.ClassDef) and any(dotted(base).endswith("Model") for base in cls.bases)
        for node in cls.body
        if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete")
    ]
    assert overridden == []


def test_no_module_is_longer_than_300_lines() -> None:
    long = {where(path): lines for path in modules() if (lines := len(path.read_text().splitlines())) > LONGEST_MODULE}
    assert long == {}


def test_a_function_over_40_lines_says_why() -> None:
    silent = [
        f"{where(path, node)} {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
        and not _line_above(path, node).lstrip().startswith("#")
    ]
    assert silent == []


def _line_above(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return path.read_text().splitlines()[first - 2]


def test_modules_are_named_for_what_they_hold() -> None:
    assert [where(path) for path in modules() if path.stem in EMPTY_NAMES or path.parent.name in EMPTY_NAMES] == []


def test_every_model_says_what_erasing_a_person_does_to_it() -> None:
    silent = [model._meta.label for model in apps.get_models() if model not in registries.erasure]
    assert silent == []


def test_an_erasure_rule_names_every_link_to_a_person() -> None:
    person = apps.get_model("people.Person")
    forgotten = [
        f"{model._meta.label}.{field.name}"
        for model, rule in registries.erasure.items()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is person
        and field.remote_field.on_delete is not models.SET_NULL
        and not any(named.split("__")[0] == field.name for named in rule.fields)
    ]  # fmt: skip
    assert forgotten == []


def test_what_is_kept_without_its_person_can_be() -> None:
    stuck = [
        f"{model._meta.label}.{name}"
        for model, rule in registries.erasure.items()
        if rule.then is registries.OnErasure.FORGET
        for name in rule.fields
        if not model._meta.get_field(name).null
    ]
    assert stuck == []


@pytest.mark.parametrize("language", catalogue.languages())
def test_every_text_is_translated(language: str) -> None:
    assert [str(flaw) for flaw in catalogue.flaws(language)] == []


@pytest.mark.django_db
def test_the_migrations_fit_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_setting_is_documented() -> None:
    assert (ROOT / "docs" / "settings.md").read_text() == "\n".join(reference.lines()) + "\n"
    declared = {name for name, value in vars(environment).items() if isinstance(value, environment.Setting)}
    assert len(declared) == len(environment.ALL)


def test_settings_are_read_in_one_place() -> None:
    may = {"config/environment.py", "operations/backups/databases.py"}
    read = [
        where(path, node)
        for path in modules()
        for node in ast.walk(parsed(path))
        if str(path.relative_to(PACKAGE)) not in may and _reads_the_environment(node)
    ]
    assert read == []


def _reads_the_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript):
        return dotted(node.value) == "os.environ"
    return isinstance(node, ast.Call) and dotted(node.func) in ("os.environ.get", "os.getenv")


def test_every_direct_dependency_says_why() -> None:
    given = project()
    wanted = [
        *given["project"]["dependencies"],
        *(name for names in given["project"]["optional-dependencies"].values() for name in names),
        *(name for names in given["dependency-groups"].values() for name in names),
    ]
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    silent = [name for name in wanted if not any(f'"{name}"' in line and "# " in line for line in lines)]
    assert silent == []
    assert len(given["project"]["dependencies"]) <= 25


def test_no_file_names_a_package_index_or_somebodys_machine() -> None:
    hosts = ["py" + "pi.org", "python" + "hosted", "registry." + "npm" + "js", "deb." + "debian.org"]
    addresses = re.compile(
        "|".join([*map(re.escape, hosts), r"(?<!no-emit-)\b(?:extra-)?index-" + "url", r"(?<!no-emit-)find-" + "links"])
    )
    machine = re.compile(r"(?<![\w.:/-])/(?:" + "root|work|home/[a-z]+|Users" + r")/")
    found = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if match := addresses.search(text) or machine.search(text):
            found.append(f"{where(path)}: {match[0]}")
    assert found == []


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            yield entry


def test_every_address_has_a_name() -> None:
    assert [str(pattern.pattern) for pattern in _patterns(get_resolver()) if not pattern.name] == []
