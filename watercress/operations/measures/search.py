"""How long a hundred thousand products take to answer a thousand questions, and whether a word finds all it should."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q, QuerySet

from watercress.catalogue import cards
from watercress.catalogue.models import Product
from watercress.search import asked, hits, index, suggestions, words
from watercress.search.models import Kind

from . import goods, towns

PRODUCTS, QUESTIONS = 100_000, 1_000
A_PAGE = 24
SCANNED_EACH = 20
"""Of so many questions one is asked by reading every title, too."""
VISITOR = AnonymousUser()


def search(*, products: int = PRODUCTS, queries: Path | None = None) -> Iterator[str]:
    """`queries` has a question in each line, after the last tab; without it they are made up."""
    questions = _read(queries) if queries else goods.made_up_queries(QUESTIONS)
    with towns.as_configured():
        yield from _fill(products, questions)
        hits.products(asked.read("茶"), person=VISITOR).count()  # The dictionary is read once a process.
        yield f"{len(questions):,} questions, {'from ' + queries.name if queries else 'made up'}:"
        took = _took(lambda q: _page(_said(q)), questions)
        yield _line("a page of goods, and count", took)
        yield _line("counts of every kind", _took(lambda q: hits.counts(asked.read(q), person=VISITOR), questions))
        yield _line("suggestions, at 3 letters", _took(lambda q: suggestions.suggest(q[:3], person=VISITOR), questions))
        scanned = _took(lambda q: _page(_scan(q)), questions[::SCANNED_EACH])
        yield _line("a page, by reading titles", scanned)
        yield f"  {median(scanned) / median(took):.0f} times as long without the index, at the median"
        found = [_said(each).count() for each in questions]
        yield f"  {sum(map(bool, found)):,} of them found something, {sum(found) / len(found):.1f} products each"
        yield from _missed(questions)


def _fill(products: int, questions: Sequence[str]) -> Iterator[str]:
    for _many in goods.put_up(products, queries=questions):
        pass
    began = time.perf_counter()
    index.reread(Kind.PRODUCT, Product.objects.values_list("pk", flat=True))
    took = time.perf_counter() - began
    if connection.vendor == "postgresql":
        # What autovacuum does within a minute or so.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    yield f"{products:,} products on {name}, read for search in {took:.0f} s ({products / took:,.0f} a second)"


def _missed(questions: Sequence[str]) -> Iterator[str]:
    """Compare what each word of two characters finds with all titles it stands in."""
    every = {word for each in questions for kind, run in words.runs(words.normal(each)) if kind == "han"
             for word in words.cut(run) if len(word) == 2}  # fmt: skip
    some = sorted(every)[:: max(1, len(every) // 100)]
    missed = standing = 0
    for word in some:
        told = set(Product.objects.filter(title__contains=word).values_list("pk", flat=True))
        standing += len(told)
        missed += len(told - set(_said(word).values_list("pk", flat=True)))
    yield f"{len(some)} words of two characters stand in {standing:,} titles; {missed:,} of these were not found"


def _read(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.rsplit("\t", 1)[-1].strip() for line in lines if line.strip()]


def _said(question: str) -> QuerySet[Product]:
    wanted = asked.read(question)
    return hits.in_order("products", hits.products(wanted, person=VISITOR), wanted)


def _scan(question: str) -> QuerySet[Product]:
    """Return what has every word in its title, as one finds it without an index."""
    every = Q()
    for kind, run in words.runs(words.normal(question)):
        for word in words.cut(run) if kind == "han" else [run]:
            every &= Q(title__icontains=word)
    return Product.objects.visible_to(VISITOR).on_the_shelf().filter(every).order_by("-wants_count", "-id")


def _page(found: QuerySet[Product]) -> tuple[int, list[Any]]:
    return found.count(), cards.rows(found[:A_PAGE])


def _took(work: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Return the milliseconds each question took."""
    took = []
    for question in questions:
        began = time.perf_counter()
        work(question)
        took.append((time.perf_counter() - began) * 1000)
    return took


def _line(what: str, took: Sequence[float]) -> str:
    cuts = quantiles(took, n=100)
    return (
        f"  {what:<27} median {median(took):7.1f} ms, p90 {cuts[89]:7.1f} ms, p99 {cuts[98]:7.1f} ms, "
        f"longest {max(took):7.1f} ms"
    )
