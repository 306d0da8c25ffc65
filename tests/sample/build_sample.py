"""Build corpus/sample: turn the manuscripts into web pages and save them as readers do.

A developer's script, not part of the kit. In a virtual environment of its own::

    pip install playwright jinja2 pillow minify-html
    python tests/sample/build_sample.py [--chromium /usr/bin/chromium] [--pictures FOLDER]

Each manuscript is set into the page of its outlet (templates/), opened in Chromium at its
address under `.example` (nothing leaves the machine: all requests are answered here), and saved in
the form that the manuscript names: the page with a folder of files, one file as the SingleFile
extension writes it, MHTML by Chromium itself, or text as copied from the window. The same
manuscripts give the same bytes with the same Chromium; MHTML's boundary, part names and date,
which Chromium draws anew each time, are replaced by fixed ones.

With --pictures, a screenshot of each outlet's first page is stored in FOLDER as well.
"""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import html
import itertools
import json
import re
import shutil
import sys
import tomllib
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import minify_html
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from playwright.sync_api import Page, Route, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from sample.manuscripts import Block, Manuscript, read_manuscripts
from sample.pictures import draw_picture

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "corpus" / "sample"
TEMPLATES = HERE / "templates"
SITES = tomllib.loads((TEMPLATES / "sites.toml").read_text("utf-8"))
FICTION_MARK = SITES["fiction_mark"]

CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
# Windows programs leave their traces in copied text; manuscripts not named here are plain UTF-8.
TEXT_FILES = {
    "06": ("utf-8-sig", "\r\n"),
    "24": ("utf-16", "\r\n"),
    "33": ("cp1252", "\r\n"),
}
UNITS = "million|billion|crowns|metres|kilometres|cubic|micrograms|milligrams|per cent|tonnes|homes"


def main() -> None:
    """Build the whole sample anew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="path of Chromium")
    parser.add_argument("--pictures", type=Path, help="folder for screenshots of the page kinds")
    options = parser.parse_args()
    manuscripts = read_manuscripts()
    shutil.rmtree(SAMPLE, ignore_errors=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
        for manuscript in manuscripts:
            path = SAMPLE / manuscript.path
            path.parent.mkdir(parents=True, exist_ok=True)
            if manuscript.form == "txt":
                path.write_bytes(copy_text(manuscript))
            else:
                open_page(page, manuscript, manuscripts)
                SAVERS[manuscript.form](page, manuscript, path)
        if options.pictures:
            take_pictures(page, manuscripts, options.pictures)
        browser.close()
    sizes = [path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()]
    print(f"{len(manuscripts)} articles, {len(sizes)} files, {sum(sizes) / 1e6:.2f} MB")


# ---------------------------------------------------------------- from manuscript to web page


def render_page(manuscript: Manuscript, manuscripts: list[Manuscript]) -> str:
    """Set a manuscript into its outlet's page."""
    site = SITES[manuscript.outlet]
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    lead, blocks = place_lead(manuscript)
    when = manuscript.published
    timed = isinstance(when, dt.datetime)
    return environment.get_template(f"{site['template']}.html.j2").render(
        m=manuscript,
        site=site,
        fiction_mark=FICTION_MARK,
        lead=lead,
        blocks=blocks,
        inline=lambda text: set_inline(text, site["links"]),
        slug=make_slug,
        teasers=list_teasers(manuscript, manuscripts),
        comments=pick(site.get("comments", []), 3, int(manuscript.id)),
        market=list_prices(when),
        minutes=max(1, round(len(manuscript.text.split()) / 220)),
        iso=when.isoformat(),
        day=f"{when.day} {when:%B %Y}",
        weekday=f"{when:%A}",
        numeric_day=f"{when:%d.%m.%Y}",
        clock=f"{when:%H.%M}" if timed else "",
        clock24=f"{when:%H:%M}" if timed else "",
        tide=f"{when.day % 12}.{17 + when.day % 30:02d}",
        jsonld=dump_script(describe_article(manuscript)),
        state=dump_script(page_state(manuscript)),
    )


def place_lead(manuscript: Manuscript) -> tuple[Block | None, list[Block]]:
    """Put a picture that stands at the manuscript's end above the text, as sites do."""
    blocks = list(manuscript.blocks)
    for n, block in enumerate(blocks):
        paragraphs_after = sum(later.kind == "paragraph" for later in blocks[n:])
        if block.kind == "picture" and paragraphs_after <= 1:
            return blocks.pop(n), blocks
    return None, blocks


def set_inline(text: str, linked: list[str]) -> Markup:
    """Escape a paragraph's text; bind numbers to their units; link the first mention of topics."""
    marked = html.escape(bind_units(text), quote=False)
    for name in linked:
        link = f'<a href="/topic/{make_slug(name)}">{name}</a>'
        marked = marked.replace(name, link, 1)
    return Markup(re.sub(r"^(\d{1,2}(?:\.\d\d)?[ap]m):", r"<b>\1:</b>", marked))


def bind_units(text: str) -> str:
    """Put a no-break space between a number and its unit, as editing systems do."""
    return re.sub(rf"(?<=\d) (?=(?:{UNITS})\b)", "\N{NO-BREAK SPACE}", text)


def make_slug(text: str) -> str:
    """Make the last part of an address from a name or a headline."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())[:8])


def pick(choices: list[Any], count: int, turn: int) -> list[Any]:
    """Take some choices, others on each page, without chance."""
    return [choices[(turn + n * 3) % len(choices)] for n in range(count)] if choices else []


def list_teasers(manuscript: Manuscript, manuscripts: list[Manuscript]) -> list[dict[str, str]]:
    """List other headlines for the margin: two articles of the sample and three inventions."""
    site = SITES[manuscript.outlet]
    shown = [m for m in manuscripts if m.outlet == manuscript.outlet and m.id != manuscript.id]
    own = [m for m in shown if f"{m.published:%Y-%m-%d}" < f"{saved_on(manuscript):%Y-%m-%d}"]
    real = [
        {"title": m.title, "url": m.url} for m in pick(own, min(2, len(own)), int(manuscript.id))
    ]
    made = pick(site["teasers"], 3, int(manuscript.id))
    return real + [{"title": title, "url": f"/{make_slug(title)}"} for title in made]


def list_prices(when: dt.date) -> list[tuple[str, float, float]]:
    """Invent the prices in the business daily's top line: they only need to look like prices."""
    turn = when.toordinal()
    return [
        ("Aldmoor 40", 4310 + turn % 83 * 1.7, (turn % 17 - 8) / 10),
        ("Zinc 3m", 2640 + turn % 71 * 2.3, (turn % 23 - 7) / 10),
        ("Crown/Vord", 1.31 + turn % 7 / 100, (turn % 5 - 2) / 10),
        ("10-yr bond", 3.4 + turn % 9 / 100, (turn % 7 - 3) / 10),
    ]


# ---------------------------------------------------------------- what pages tell machines


def dump_script(content: object) -> Markup:
    """Write JSON for a script element."""
    return Markup(json.dumps(content, ensure_ascii=False).replace("<", "\\u003c"))


def describe_article(manuscript: Manuscript) -> dict[str, Any]:
    """Describe the article in JSON-LD, each outlet in its own way."""
    site, address = urlsplit(manuscript.url), manuscript.url
    home = f"{site.scheme}://{site.netloc}/"
    publisher = {"@type": "NewsMediaOrganization", "name": manuscript.outlet, "url": home}
    authors: Any = [{"@type": "Person", "name": name} for name in manuscript.byline]
    article: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": manuscript.title,
        "datePublished": manuscript.published.isoformat(),
        "mainEntityOfPage": address,
        "articleSection": manuscript.section,
        "publisher": publisher,
    }
    match manuscript.outlet:
        case "Kestria Today":
            article["author"] = authors or {"@type": "Organization", "name": "Kestria Today"}
            article["@id"] = f"{address}#article"
            if int(manuscript.id) % 2:
                article["articleBody"] = "\n".join(p.text for p in manuscript.paragraphs)
            crumbs = [("Home", home), (manuscript.section, home + make_slug(manuscript.section))]
            trail = [
                {"@type": "ListItem", "position": n, "name": name, "item": item}
                for n, (name, item) in enumerate(crumbs, 1)
            ]
            web_page = {"@type": "WebPage", "@id": address, "name": manuscript.page_title}
            return {
                "@context": "https://schema.org",
                "@graph": [
                    web_page,
                    {"@type": "BreadcrumbList", "itemListElement": trail},
                    publisher | {"@id": f"{home}#publisher"},
                    article | {"publisher": {"@id": f"{home}#publisher"}},
                ],
            }
        case "The Mercantile Daily":  # names no author to machines
            article |= {"isAccessibleForFree": False, "description": manuscript.standfirst or ""}
        case "Undertow":
            article |= {"@type": "Article", "author": authors or publisher}
            article |= {"wordCount": len(manuscript.text.split()), "commentCount": 3}
            return {"@context": "https://schema.org", "@graph": [article]}
        case _:
            article |= {"author": authors, "dateModified": manuscript.published.isoformat()}
    return {"@context": "https://schema.org", **article}


def page_state(manuscript: Manuscript) -> dict[str, Any]:
    """Give the data that a page built by scripts carries for its scripts."""
    article = {"id": manuscript.id, "title": manuscript.title, "section": manuscript.section}
    body = [{"type": block.kind, "index": n} for n, block in enumerate(manuscript.blocks)]
    return {"props": {"pageProps": {"article": article | {"body": body}}}, "page": "/[slug]"}


# ---------------------------------------------------------------- the page in the browser


def open_page(page: Page, manuscript: Manuscript, manuscripts: list[Manuscript]) -> None:
    """Open the page at its address, answering every request from here."""
    site = SITES[manuscript.outlet]
    source = render_page(manuscript, manuscripts)
    charset = "windows-1252" if site["template"] == "packet" else "utf-8"

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if route.request.url == manuscript.url:
            route.fulfill(body=source.encode(charset), content_type=f"text/html; charset={charset}")
        elif path == "/static/style.css":
            route.fulfill(body=style_of(manuscript), content_type="text/css")
        elif path == "/static/site.js":
            route.fulfill(path=TEMPLATES / "site.js", content_type="text/javascript")
        elif path.startswith("/media/"):
            route.fulfill(body=picture_of(manuscript, path), content_type="image/png")
        else:
            route.fulfill(status=404, body="")

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(manuscript.url, wait_until="load")


def style_of(manuscript: Manuscript) -> str:
    """Read the style sheet of the outlet."""
    return (TEMPLATES / f"{SITES[manuscript.outlet]['template']}.css").read_text("utf-8")


def picture_of(manuscript: Manuscript, path: str) -> bytes:
    """Draw the picture that the page asks for."""
    return draw_picture(Path(path).stem.rsplit("-", 1)[0], int(manuscript.id))


# ---------------------------------------------------------------- saving


ABSOLUTE_LINKS = """() => {
  for (const e of document.querySelectorAll('a[href], link[rel=canonical]'))
    if (!e.getAttribute('href').startsWith('#')) e.setAttribute('href', e.href);
  for (const e of document.querySelectorAll('form[action]')) e.setAttribute('action', e.action);
}"""

LOCAL_FILES = """([folder, charset]) => {
  for (const e of document.querySelectorAll('link[rel=stylesheet]'))
    e.setAttribute('href', folder + 'style.css');
  for (const e of document.querySelectorAll('img[src]'))
    e.setAttribute('src', folder + e.src.split('/').pop());
  for (const e of document.querySelectorAll('script[src]'))
    e.setAttribute('src', folder + e.src.split('/').pop() + '.download');
  for (const e of document.querySelectorAll('meta[charset], meta[http-equiv=Content-Type]'))
    e.remove();
  const meta = document.createElement('meta');
  meta.setAttribute('http-equiv', 'Content-Type');
  meta.setAttribute('content', 'text/html; charset=' + charset);
  document.head.prepend(meta);
}"""

ONE_FILE = """([style, pictures]) => {
  for (const e of document.querySelectorAll('script:not([type="application/ld+json"])')) e.remove();
  for (const e of document.querySelectorAll('link[rel=stylesheet]')) {
    const sheet = document.createElement('style');
    sheet.textContent = style;
    e.replaceWith(sheet);
  }
  for (const e of document.querySelectorAll('img[src]'))
    e.setAttribute('src', pictures[new URL(e.src).pathname]);
  for (const e of document.querySelectorAll('meta[charset], meta[http-equiv=Content-Type]'))
    e.remove();
  const meta = document.createElement('meta');
  meta.setAttribute('charset', 'utf-8');
  document.head.prepend(meta);
  const policy = document.createElement('meta');
  policy.setAttribute('http-equiv', 'content-security-policy');
  policy.setAttribute('content', "default-src 'none'; font-src 'self' data:; img-src 'self' data:; "
    + "style-src 'unsafe-inline'; media-src 'self' data:; script-src 'unsafe-inline' data:;");
  document.head.append(policy);
}"""

DOCTYPE = "() => new XMLSerializer().serializeToString(document.doctype)"
OUTER_HTML = "() => document.documentElement.outerHTML"


def save_complete(page: Page, manuscript: Manuscript, path: Path) -> None:
    """Save a page as "Web page, complete": the DOM, and a folder of files beside it."""
    charset = "windows-1252" if manuscript.outlet == "The Merrow Sound Packet" else "UTF-8"
    folder = path.with_name(f"{path.stem}_files")
    pictures = picture_paths(page)
    page.evaluate(ABSOLUTE_LINKS)
    page.evaluate(LOCAL_FILES, [f"./{folder.name.replace('%', '%25')}/", charset])
    mark = f"<!-- saved from url=({len(manuscript.url):04d}){manuscript.url} -->"
    saved = f"{page.evaluate(DOCTYPE)}\n{mark}\n{page.evaluate(OUTER_HTML)}"
    path.write_bytes(saved.encode(charset))
    folder.mkdir()
    (folder / "style.css").write_bytes(style_of(manuscript).encode())
    for picture in pictures:
        (folder / Path(picture).name).write_bytes(picture_of(manuscript, picture))
    if "site.js.download" in saved:
        script = (TEMPLATES / "site.js").read_bytes()
        (folder / "site.js.download").write_bytes(script)


def save_single_file(page: Page, manuscript: Manuscript, path: Path) -> None:
    """Save a page as the SingleFile extension does: everything inline, tags left out."""
    data = {
        picture: "data:image/png;base64,"
        + base64.b64encode(picture_of(manuscript, picture)).decode()
        for picture in picture_paths(page)
    }
    page.evaluate(ABSOLUTE_LINKS)
    page.evaluate(ONE_FILE, [style_of(manuscript), data])
    saved = minify_html.minify(
        f"{page.evaluate(DOCTYPE)}{page.evaluate(OUTER_HTML)}",
        keep_closing_tags=False,
        keep_html_and_head_opening_tags=True,
        keep_comments=False,
    )
    date = saved_on(manuscript)
    summer = date >= dt.datetime(2031, 3, 30)
    zone = (
        "0200 (Central European Summer Time)" if summer else "0100 (Central European Standard Time)"
    )
    stamp = f"{date:%a %b %d %Y %H:%M:%S} GMT+{zone}"
    note = f"<!--\n Page saved with SingleFile \n url: {manuscript.url} \n saved date: {stamp}\n-->"
    saved = re.sub(r"(?i)(<!doctype[^>]*>)(<html[^>]*>)", rf"\1 \2{note}", saved, count=1)
    path.write_text(saved, "utf-8", newline="\n")


def save_mhtml(page: Page, manuscript: Manuscript, path: Path) -> None:
    """Save a page as MHTML by Chromium; replace what Chromium draws anew on every run."""
    snapshot = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})
    data = snapshot["data"]
    when = format_datetime(saved_on(manuscript).replace(tzinfo=dt.UTC)).replace("+0000", "-0000")
    data = re.sub(r"(?m)^Date: .*?(?=\r?$)", f"Date: {when}", data, count=1)
    boundary = f"----MultipartBoundary--{manuscript.id * 21}----"
    data = re.sub(r"----MultipartBoundary--\w+----", boundary, data)
    for n, name in enumerate(dict.fromkeys(re.findall(r"[\w-]+(?=@mhtml\.blink)", data))):
        data = data.replace(name, f"{name.split('-')[0]}-{n:032X}")
    path.write_bytes(data.encode("ascii"))


SAVERS = {"html": save_complete, "singlefile": save_single_file, "mhtml": save_mhtml}


def picture_paths(page: Page) -> list[str]:
    """List the pictures on the page, as paths on their site."""
    addresses: list[str] = page.eval_on_selector_all("img[src]", "all => all.map(e => e.src)")
    return [urlsplit(address).path for address in addresses if address.startswith("https:")]


def saved_on(manuscript: Manuscript) -> dt.datetime:
    """Say when the reader saved the page: the evening after it was published."""
    turn = int(manuscript.id)
    day = manuscript.published + dt.timedelta(days=1 + turn % 3)
    return dt.datetime(day.year, day.month, day.day, 17 + turn % 5, turn * 7 % 60, turn * 11 % 60)


# ---------------------------------------------------------------- text copied from the window


def copy_text(manuscript: Manuscript) -> bytes:
    """Give the text as it lands in an editor when the page is copied from the window."""
    site = SITES[manuscript.outlet]
    lines = [
        site["txt_top"],
        manuscript.title,
        *([manuscript.standfirst] * bool(manuscript.standfirst)),
    ]
    if manuscript.shows_byline:
        lines += byline_lines(manuscript)
    lines += [bind_units(paragraph.text) for paragraph in manuscript.paragraphs]
    # editors' leftovers: a space or a no-break space at the end of some paragraphs
    ends = itertools.cycle(["", " ", "", "\N{NO-BREAK SPACE}", "", "", "\N{NO-BREAK SPACE} "])
    lines = [line + end for line, end in zip(lines, ends, strict=False)]
    lines += [*site["txt_end"], FICTION_MARK]
    encoding, newline = TEXT_FILES.get(manuscript.id, ("utf-8", "\n"))
    return (newline * 2).join(lines).encode(encoding)


def byline_lines(manuscript: Manuscript) -> list[str]:
    """Write author and date as they stand between headline and text."""
    when = manuscript.published
    date = f"{when.day} {when:%B %Y}"
    if isinstance(when, dt.datetime):
        date += f", {when:%H:%M}"
    names = " and ".join(manuscript.byline)
    return [f"By {names}", date] if names else [date]


def take_pictures(page: Page, manuscripts: list[Manuscript], folder: Path) -> None:
    """Photograph one page of every outlet."""
    folder.mkdir(parents=True, exist_ok=True)
    for outlet in dict.fromkeys(m.outlet for m in manuscripts):
        choice = [m for m in manuscripts if m.outlet == outlet and m.form != "txt"]
        shown = next((m for m in choice if any(b.kind == "picture" for b in m.blocks)), choice[0])
        open_page(page, shown, manuscripts)
        page.screenshot(path=folder / f"{SITES[outlet]['template']}.png", full_page=True)


if __name__ == "__main__":
    main()
