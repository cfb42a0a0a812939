"""
Take the pictures of the README from a running demo town.

    make run                                  # in another terminal
    .venv/bin/python docs/take_pictures.py    # or with an address: … http://localhost:9000

The only pictures committed are the ones this makes.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent / "pictures"
WIDE, PHONE = (1240, 860), (390, 844)
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-gpu"]

SAMPLE = Path(__file__).parents[1] / "tests/catalogue/samples/woocommerce.csv"

# Name, where, language, size, colours, and as whom: "" for a visitor, or one of the demo's own doors.
SHOTS = [
    ("home-en", "/", "en-GB", WIDE, "light", "buyer"),
    ("home-zh", "/", "zh-CN", WIDE, "light", ""),
    ("circle-en", "/c/a-tea-house/", "en-GB", WIDE, "light", ""),
    ("circle-phone-dark", "/c/a-tea-house/", "zh-CN", PHONE, "dark", ""),
    ("product-en", "first product", "en-GB", WIDE, "light", ""),
    ("label-zh", "/labels/tea-house/", "zh-CN", WIDE, "light", ""),
    ("search-zh", "/search/?q=茶", "zh-CN", WIDE, "light", ""),
    ("craving-en", "a craving", "en-GB", WIDE, "light", ""),
    ("visitors-en", "/shops/kiln-no-9/visitors/", "en-GB", WIDE, "light", "keeper"),
    ("preview-en", "a shop's file", "en-GB", WIDE, "light", "keeper"),
]


def first_product(page: Page) -> None:
    page.goto("/c/a-tea-house/")
    page.locator(".topics > li:has(.thumbs) .t").first.click()
    page.locator(".good .name").first.click()


def a_craving(page: Page) -> None:
    page.goto("/talk-me-out/?verdict=waiting")
    page.locator(".cravings .t").first.click()


def a_file(page: Page) -> None:
    page.goto("/shops/kiln-no-9/import/")
    form = page.locator("form[enctype]").first
    form.locator("input[type=file]").set_input_files(SAMPLE)
    form.locator("button").first.click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(6_000)  # Until the worker has looked at it.
    page.reload()


ROADS = {"first product": first_product, "a craving": a_craving, "a shop's file": a_file}


def shoot(
    browser: Browser, site: str, name: str, road: str, locale: str, size: tuple[int, int], scheme: str, role: str
) -> None:
    context = browser.new_context(
        base_url=site,
        locale=locale,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": size[0], "height": size[1]},
    )
    page = context.new_page()
    if role:
        page.goto("/")
        page.locator(f"footer form[action*={role}] button").click()
    if road in ROADS:
        ROADS[road](page)
    else:
        page.goto(road)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{name}.png")
    context.close()
    print(f"docs/pictures/{name}.png")


def main() -> None:
    site = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    HERE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for shot in SHOTS:
            shoot(browser, site, *shot)
        browser.close()


if __name__ == "__main__":
    main()
