# ruff: noqa: N999  (the file is named as the command is)
"""`watercress import FILE --shop NAME`: read a shop's export into the catalogue, or with --dry-run only look at it."""

import json
import shlex
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.models import Q
from django.utils import timezone, translation

from watercress.catalogue import hosts, import_readings, import_runs, importers, previews, shops
from watercress.catalogue.importers import mapped_csv, table
from watercress.catalogue.importers.records import Feed, FileRefused
from watercress.catalogue.importers.report import Report
from watercress.catalogue.models import Shop
from watercress.kernel import money
from watercress.kernel.decisions import Refused

CURRENCY = "CNY"
LINES_SHOWN = 20


class Command(BaseCommand):
    help = "Read the products of a shop's export. The same file again changes nothing; what vanished is retired."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the export")
        parser.add_argument(
            "--shop",
            required=True,
            metavar="NAME",
            help="name or slug; a shop without a keeper is opened if there is none",
        )
        parser.add_argument("--site", default="", metavar="URL", help="where the shop's checkout is")
        parser.add_argument(
            "--currency", default="", help=f"of the shop; a new one takes the file's, or {CURRENCY} where it names none"
        )
        parser.add_argument(
            "--source", default=importers.AUTO, choices=[importers.AUTO, *importers.SOURCES, importers.MAPPED]
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="ROLE=COLUMN",
            help=f"which column is which, for any table: {', '.join(role.key for role in mapped_csv.ROLES)}",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what it would do, and change nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON on the last line")

    def handle(self, *, file: Path, shop: str, site: str, currency: str, source: str, **options: Any) -> None:
        mapping = _mapping(options["map"])
        source = importers.MAPPED if mapping and source == importers.AUTO else source
        if Shop._meta.db_table not in connection.introspection.table_names():
            raise CommandError("This town has never been opened. Start it once with `watercress up`, then import.")
        with translation.override("en"):
            try:
                if not file.is_file():
                    raise CommandError(f"{file} is not a file.")
                if options["dry_run"]:
                    report = self._look(file, shop, currency=currency, source=source, mapping=mapping)
                else:
                    found = self._shop(shop, site=site, currency=currency, file=file, source=source, mapping=mapping)
                    report = self._carry_out(file, found, source, mapping)
                    self._tell(report, found.name)
            except FileRefused as refusal:
                hint = "" if mapping else _suggested(file)
                raise CommandError(f"{file.name} was refused. {refusal.reason}{hint}") from None
            except import_runs.Superseded:
                raise CommandError("Another import of this shop began, so this one stopped.") from None
            except Refused as refusal:
                raise CommandError("; ".join(f"{field}: {why}" for field, why in refusal.problems.items())) from None
            except KeyboardInterrupt:
                raise CommandError("Stopped. What is done is kept; bring the file again for the rest.") from None
            except money.UnknownCurrency as unknown:
                raise CommandError(f"--currency: {unknown}.") from None
            except OSError as problem:
                raise CommandError(f"{file} cannot be read: {problem}") from None
            if options["json"]:
                self.stdout.write(json.dumps(report.counts(), ensure_ascii=False))

    def _look(self, file: Path, name: str, *, currency: str, source: str, mapping: dict[str, str]) -> Report:
        """Say what the file would do; a shop there is not yet is looked at as the empty one it would be."""
        found = _named(name)
        if found is None:
            told = currency or _currency_of(file, source, mapping)
            found = Shop(name=name, currency=money.currency_of(told))
        self._require_currency(found, currency)
        reading = import_readings.begin(file, shop=found, source=source, at=timezone.now(), mapping=mapping)
        preview = previews.look(reading, tell=self._progress)
        self._clear()
        self.stdout.write(self.style.WARNING("Only looked at: nothing has been changed."))
        self._tell(reading.report, found.name)
        for card in preview.sample:
            price = "no price" if card["price"] is None else money.shown(card["price"], card["currency"], "en")
            under = card["category"] or "no department"
            self.stdout.write(f"  {card['does']:8}{price:>12}  {card['title'][:60]}  ({under}, {card['options']})")
        if reading.other_currency:
            self.stdout.write(f"Most of it is priced in {reading.other_currency}, the shop in {found.currency}.")
        if preview.looks_cut_off:
            self.stdout.write("It looks cut off: most of what the shop sells is not in it.")
        return reading.report

    def _shop(self, name: str, *, site: str, currency: str, file: Path, source: str, mapping: dict[str, str]) -> Shop:
        """Return the shop of this name, opened now if there is none; refuse what contradicts it."""
        found = _named(name)
        if found is None:
            # A file that will not do opens no shop.
            told = _currency_of(file, source, mapping)
            opened = shops.open_unclaimed(name=name, host=site, currency=currency or told, at=timezone.now())
            if not currency and told != CURRENCY:
                self.stdout.write(f"{opened.name}: opened in {told}, which the prices of the file are in.")
            return opened
        self._require_currency(found, currency)
        try:
            host = hosts.normalised(site)
        except hosts.NotAHost as wrong:
            raise CommandError(f"--site: {wrong.reason}") from None
        if host and host != found.host:
            shops.name_host(found, host=host)
        return found

    def _require_currency(self, found: Shop, currency: str) -> None:
        if currency and currency.strip().upper() != found.currency:
            raise CommandError(
                f"{found.name} keeps its prices in {found.currency}, not in {currency.strip().upper()}. "
                "A shop has one currency; give the other one a shop of its own."
            )

    def _carry_out(self, file: Path, shop: Shop, source: str, mapping: dict[str, str]) -> Report:
        run = import_runs.begin(shop, person=None, file_name=file.name, source=source, at=timezone.now())
        try:
            return import_runs.carry_out(run, path=file, clock=timezone.now, mapping=mapping, tell=self._progress)
        finally:
            self._clear()

    def _clear(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r\x1b[2K", style_func=str, ending="")

    def _progress(self, feed: Feed, report: Report) -> None:
        line = f"{feed.percent:3} %  {report.read} products"
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[2K  {line}", style_func=str, ending="")
            self.stderr.flush()
        elif report.read % 10_000 < 200:
            self.stderr.write(line, style_func=str)

    def _tell(self, report: Report, shop: str) -> None:
        self.stdout.write(
            f"{shop}: {_counted(report.read, 'product')} with {_counted(report.variants, 'variant')} read. "
            f"{report.created} new, {report.updated} changed, {report.unchanged} as they were, "
            f"{report.retired} no longer sold; {report.unlisted} are kept off the shelf."
        )
        for rejection in report.rejected[:LINES_SHOWN]:
            self.stdout.write(f"  line {rejection['line']}: {rejection['reason']}")
        if (more := len(report.rejected) + report.rejected_more - LINES_SHOWN) > 0:
            self.stdout.write(f"  and {more} more lines that were not taken")


def _currency_of(file: Path, source: str, mapping: dict[str, str]) -> str:
    """Return the currency the prices of a file are in; raises FileRefused if nobody can read it."""
    feed = Feed(file)
    chosen = importers.choose(source, feed, mapping=mapping)
    chosen.check(feed)
    return importers.currency_of(chosen, feed, otherwise=CURRENCY)


def _named(shop: str) -> Shop | None:
    return Shop.objects.filter(Q(slug=shop) | Q(name__iexact=shop.strip())).order_by("pk").first()


def _mapping(written: list[str]) -> dict[str, str]:
    """Read "title=Name"; the column's name may hold an equals sign itself."""
    if wrong := next((each for each in written if "=" not in each), None):
        raise CommandError(f"--map {wrong}: write the role, an equals sign and the column, such as title=Name.")
    return {role.strip(): column.strip() for role, _equals, column in (each.partition("=") for each in written)}


def _suggested(file: Path) -> str:
    """Return how the file might be read with its columns mapped by hand, if it is a table at all."""
    try:
        mapping = mapped_csv.guess(table.header(Feed(file)))
    except FileRefused:
        return ""
    if not {"title", "price"} <= mapping.keys():
        return ""
    words = " ".join(f"--map {role}={shlex.quote(column)}" for role, column in mapping.items())
    return f"\nIf these are the right columns, add: {words}"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word if number == 1 else word + 's'}"
