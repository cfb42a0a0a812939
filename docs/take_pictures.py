"""
Take the pictures of the README from a running demo town.

    make run                                  # in another terminal
    .venv/bin/python docs/take_pictures.py    # or with an address: … http://localhost:9000

The only pictures committed are the ones this makes.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent / "pictures"
WIDE, PHONE = (1240, 860), (390, 844)
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-gpu"]

SHOTS = [
    ("home-zh", "/", "zh-CN", WIDE, "light"),
    ("home-en", "/", "en-GB", WIDE, "light"),
    ("circle-en", "/c/a-tea-house/", "en-GB", WIDE, "light"),
    ("circle-phone-dark", "/c/a-tea-house/", "zh-CN", PHONE, "dark"),
    ("topic-en", "first topic", "en-GB", WIDE, "light"),
    ("product-en", "first product", "en-GB", WIDE, "light"),
    ("departments-zh", "/categories/", "zh-CN", WIDE, "light"),
    ("department-en", "/categories/kitchen-table/", "en-GB", WIDE, "light"),
    ("shop-phone-en", "/shops/kiln-no-9/", "en-GB", PHONE, "light"),
]


def shoot(browser: Browser, site: str, name: str, path: str, locale: str, size: tuple[int, int], scheme: str) -> None:
    context = browser.new_context(
        base_url=site,
        locale=locale,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": size[0], "height": size[1]},
    )
    page = context.new_page()
    if path.startswith("/"):
        page.goto(path)
    else:
        page.goto("/c/a-tea-house/")
        page.locator(".topics > li:has(.thumbs) .t").first.click()
        if path == "first product":
            page.locator(".good .name").first.click()
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
