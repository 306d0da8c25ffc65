"""Save five pages of the sample in the forms a browser offers: .html, .mhtml, .txt and .pdf.

A developer's script, not part of the kit and not run by the tests. In a virtual environment of its
own::

    pip install playwright
    python tests/make_forms.py [--chromium /usr/bin/chromium]

Each page is opened in Chromium at its address under `.example`; every request is answered from
corpus/sample, nothing leaves the machine. The PDF is printed twice: tagged, with Chromium's own
header and footer, and untagged, with Firefox's (in a folder of its own, since one page is printed
once). The date of printing is a fixed one; what else Chromium draws anew on every run (creation
date of a PDF, boundary of an MHTML file) stays as it comes.
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Route, sync_playwright
from sample.manuscripts import Manuscript, read_manuscripts

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
FORMS = Path(__file__).parent / "forms"
# one page of each outlet
CHOSEN = ("01", "11", "14", "19", "27")
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
PRINTED = "22/11/2031, 10:15"
EDGE = '<div style="font-size:8px;width:100%;margin:0 24px;display:flex;'
EDGE += 'justify-content:space-between">{}</div>'
TITLE, ADDRESS = '<span class="title"></span>', '<span class="url"></span>'
NUMBER, COUNT = '<span class="pageNumber"></span>', '<span class="totalPages"></span>'
PRINTS = {
    "chromium": (
        EDGE.format(f"<span>{PRINTED}</span>{TITLE}<span></span>"),
        EDGE.format(f"{ADDRESS}<span>{NUMBER}/{COUNT}</span>"),
    ),
    "firefox": (
        EDGE.format(f"{TITLE}{ADDRESS}"),
        EDGE.format(f"<span>{NUMBER} of {COUNT}</span><span>{PRINTED}</span>"),
    ),
}


def main() -> None:
    """Save all forms anew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="path of Chromium")
    options = parser.parse_args()
    shutil.rmtree(FORMS, ignore_errors=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=CHROMIUM_FLAGS)
        for manuscript in read_manuscripts():
            if manuscript.id in CHOSEN:
                page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
                open_page(page, manuscript)
                save_forms(page, manuscript)
                page.close()
        browser.close()
    sizes = [path.stat().st_size for path in FORMS.rglob("*") if path.is_file()]
    print(f"{len(sizes)} files, {sum(sizes) / 1e6:.2f} MB")


def open_page(page: Page, manuscript: Manuscript) -> None:
    """Open a saved page at its address, answering every request from the sample."""
    saved = SAMPLE / manuscript.path
    folder = saved.with_name(f"{saved.stem}_files")
    # without its script, which has done its work on the page that was saved
    types = {".css": "text/css", ".png": "image/png"}

    def answer(route: Route) -> None:
        if route.request.url == manuscript.url:
            route.fulfill(path=saved, content_type="text/html")
            return
        file = folder / Path(unquote(urlsplit(route.request.url).path)).name
        if file.is_file() and file.suffix in types:
            route.fulfill(path=file, content_type=types[file.suffix])
        else:
            route.fulfill(status=404, body="")

    page.route("**/*", answer)
    page.goto(manuscript.url, wait_until="load")


def save_forms(page: Page, manuscript: Manuscript) -> None:
    """Save the open page in every form."""
    stem = FORMS / manuscript.outlet / manuscript.path.stem
    stem.parent.mkdir(parents=True, exist_ok=True)
    # the names end in the forms' suffixes; stems may hold points of their own
    name = str(stem)
    content = page.content()
    mark = f"<!-- saved from url=({len(manuscript.url):04d}){manuscript.url} -->"
    content = re.sub(r"<!-- saved from url=\(\d+\)\S+ -->|^(?=<html)", "", content, count=1)
    content = re.sub(r"(?i)(<!doctype[^>]*>)", rf"\1\n{mark}", content, count=1)
    content = re.sub(r"charset=[\w-]+", "charset=UTF-8", content, count=1)
    Path(f"{name}.html").write_text(content, "utf-8")
    copied = page.evaluate("() => document.body.innerText")
    Path(f"{name}.txt").write_text(copied, "utf-8")
    session = page.context.new_cdp_session(page)
    snapshot = session.send("Page.captureSnapshot", {"format": "mhtml"})
    Path(f"{name}.mhtml").write_bytes(snapshot["data"].encode("ascii"))
    print_page(page, Path(f"{name}.pdf"), "chromium", tagged=True)
    untagged = FORMS / "untagged" / f"{stem.name}.pdf"
    untagged.parent.mkdir(exist_ok=True)
    print_page(page, untagged, "firefox", tagged=False)


def print_page(page: Page, path: Path, browser: str, *, tagged: bool) -> None:
    """Print the open page on A4 as a person does, with the browser's header and footer."""
    header, footer = PRINTS[browser]
    page.pdf(
        path=path,
        format="A4",
        margin={"top": "14mm", "bottom": "14mm", "left": "10mm", "right": "10mm"},
        display_header_footer=True,
        header_template=header,
        footer_template=footer,
        tagged=tagged,
        outline=False,
    )


if __name__ == "__main__":
    main()
