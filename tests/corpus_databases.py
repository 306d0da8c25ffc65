"""Invented records in the forms in which news databases export them."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable

import docx

RULE = "_" * 60
CRACK = [
    "The crack in the wall of Lagoon 3 was seen in May, two engineers told the Packet.",
    "“We wrote BODY: cracked on the form and End of Document below it,” said Aldo Winsley, 58. "
    "“Nobody rang.”",
    "Lanthorn Metals would not say who had read the form.",
]
CRUE = [
    "La digue a cédé à l'aube, mardi, et la rivière a emporté les boues.",
    "« Personne ne nous a prévenus », dit Maud Lessart, pêcheuse.",
]
WRAPPED_TITLE = (
    "Oyster beds in Merrow Sound to stay shut until the autumn at least, as cadmium is found at "
    "three times the limit"
)


def make_docx(lines: Iterable[str]) -> bytes:
    """A Word document of one paragraph a line; "[[" and "]]" part its runs in mid-word."""
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for part in line.replace("]]", "[[").split("[["):
            paragraph.add_run(part).bold = "[[" in line
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_docx_table(rows: Iterable[tuple[str, list[str]]]) -> bytes:
    """A Word document of one table, the code before its value; values can have paragraphs."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for code, values in rows:
        cells = table.add_row().cells
        cells[0].text = code
        cells[1].text = "\n".join(values)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _escape(text: str) -> str:
    return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text)


def make_rtf(lines: Iterable[str]) -> bytes:
    """An RTF document of one paragraph a line; "[[" and "]]" are bold in mid-word."""
    body = "".join(f"\\pard {_escape(line)}\\par\n" for line in lines)
    body = body.replace("[[", "{\\b ").replace("]]", "}")
    return ("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\n" + body + "}").encode("ascii")


def make_rtf_table(rows: Iterable[tuple[str, list[str]]]) -> bytes:
    """An RTF document of one row for each code and value."""
    body = "".join(
        f"\\trowd\\cellx900\\cellx9000\\intbl {code}\\cell "
        + "\\par ".join(map(_escape, values))
        + "\\cell\\row\n"
        for code, values in rows
    )
    return ("{\\rtf1\\ansi\n" + body + "}").encode("ascii")


def nexis_lines(*, cover: bool = True) -> list[str]:
    """Paragraphs of a Nexis Uni export of four articles: as it should be; without byline and
    with pictures; in French; and one without text and with a broken date.
    """
    cover_lines = [
        "User Name: Tess Oakham",
        "Date and Time: Friday, March 21, 2031 10:02:00 AM EDT",
        "Job Number: 4711",
        "Documents (4)",
        "1. Crack was seen in May",
        "Client/Matter: -None-",
        "Search Terms: lagoon and crack",
        "Search Type: Terms and Connectors",
        "Narrowed by:",
        "Content Type Narrowed by",
        "News Timeline: Jan 01, 2031 to Mar 31, 2031",
        f"2. {WRAPPED_TITLE}",
        "3. La digue a cédé à l'aube",
        "4. Funeral of Peter Stroud",
        "| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2031 LexisNexis",
    ]
    return [
        *(cover_lines if cover else []),
        "Crack was seen in May",
        "The Merrow Sound Packet",
        "March 14, 2031 Friday",
        "Late Edition - Final",
        "Copyright 2031 Merrow Sound Media All Rights Reserved",
        "Section: NEWS; Pg. 1",
        "Length: 48 words",
        "Byline: By Tess Oakham and Jim Rudd",
        "Dateline: LOW HARRICK",
        "Body",
        CRACK[0].replace("crack", "cr[[ack]]"),
        "Page 2 of 9",
        "Crack was seen in May",
        *CRACK[1:],
        "Classification",
        "Language: ENGLISH",
        "Publication-Type: Newspaper",
        "Subject: DAMS (90%); MINING (78%)",
        "Load-Date: March 14, 2031",
        "End of Document",
        WRAPPED_TITLE,
        "Kestria Today",
        "Mar 22, 2031",
        "Section: BUSINESS",
        "Length: 21 words",
        "Highlight: Eighty-four boats are tied up",
        "Body",
        "The beds stay shut, the ministry said. It gave no date.",
        "Link to Image",
        "Graphic",
        "Boats at Gannet Quay. PHOTO: BRAM CASTOR",
        "Classification",
        "Language: ENGLISH",
        "Load-Date: March 23, 2031",
        "End of Document",
        "La digue a cédé à l'aube",
        "Le Canard de Vordal",
        "14 mars 2031",
        "Length: 24 words",
        "Byline: Maud Ferrand",
        "Body",
        *CRUE,
        "Classification",
        "Language: FRENCH; FRANÇAIS",
        "Load-Date: March 15, 2031",
        "End of Document",
        "Funeral of Peter Stroud",
        "Undertow",
        "Smarch 40, 2031",
        "Length: 0 words",
        "Byline: Nell Quarrie",
        "Graphic",
        "The church of St Brannoch",
        "Classification",
        "Load-Date: March 15, 2031",
        "End of Document",
    ]


def _centre(*lines: str) -> str:
    return "\n".join(line.center(78).rstrip() for line in lines)


def _wrap(paragraph: str) -> str:
    return textwrap.fill(paragraph, 78)


def lexis_txt() -> str:
    """An older LexisNexis file of four articles, lines centred and wrapped as it does."""
    parts = [
        "Download Request: Selected Items: 1-4\nTime Of Request: Friday, March 21, 2031 16:51:31",
        "Terms: (lagoon and crack)",
        _centre("1 of 4 DOCUMENTS"),
        _centre("The Merrow Sound Packet"),
        _centre("March 14, 2031 Friday", "Edition 1;", "Coast"),
        "Crack was seen in May",
        "BYLINE: By Tess Oakham and Jim Rudd",
        "SECTION: NEWS; Pg. 1",
        "LENGTH: 48 words",
        "DATELINE: LOW HARRICK",
        *map(_wrap, CRACK),
        "LOAD-DATE: March 14, 2031",
        "LANGUAGE: ENGLISH",
        "GRAPHIC: The wall of Lagoon 3",
        "PUBLICATION-TYPE: Newspaper",
        _centre("Copyright 2031 Merrow Sound Media", "All Rights Reserved"),
        _centre("2 of 4 DOCUMENTS"),
        _centre("Copyright 2031 Kestria Today Limited", "Kestria Today"),
        _centre("22 March 2031"),
        "SECTION: BUSINESS",
        "LENGTH: 21 words",
        _wrap(f"HEADLINE: {WRAPPED_TITLE}"),
        "BODY:",
        "   The beds stay shut, the ministry said. It gave no date for\n"
        "the pre-\nand post-season fishing or the drinking-\nwater intake.\n"
        "   UPDATE: Eighty-four boats are tied up.",
        "LANGUAGE: ENGLISH",
        "LOAD-DATE: March 23, 2031",
        _centre("Document 3 de 4"),
        _centre("Le Canard de Vordal"),
        _centre("14 mars 2031"),
        "La digue a cédé à l'aube",
        "AUTEUR: Maud Ferrand",
        "LONGUEUR: 24 mots",
        *map(_wrap, CRUE),
        "LANGUE: FRANÇAIS",
        _centre("4 of 4 DOCUMENTS"),
        _centre("Undertow"),
        _centre("Smarch 40, 2031"),
        "Funeral of Peter Stroud",
        "BYLINE: Nell Quarrie",
        "LENGTH: 0 words",
        "GRAPHIC: The church of St Brannoch",
        "LOAD-DATE: March 15, 2031",
    ]
    return "\n\n".join(parts) + "\n"


def factiva_rows() -> list[list[tuple[str, list[str]]]]:
    """Four Factiva records of codes and values."""
    return [
        [
            ("SE", ["News"]),
            ("HD", ["Crack was seen in May"]),
            ("BY", ["By Tess Oakham and Jim Rudd"]),
            ("WC", ["48 words"]),
            ("PD", ["14 March 2031"]),
            ("ET", ["06:30"]),
            ("SN", ["The Merrow Sound Packet"]),
            ("SC", ["MERPAC"]),
            ("LA", ["English"]),
            ("CY", ["Copyright 2031 Merrow Sound Media"]),
            ("LP", [CRACK[0]]),
            ("TD", [CRACK[1], CRACK[2], "IN THE end the wall fell."]),
            ("CO", ["lanmet : Lanthorn Metals"]),
            ("NS", ["genv : Environment | gcat : Political News"]),
            ("RE", ["kestr : Kestria"]),
            ("PUB", ["Merrow Sound Media"]),
            ("AN", ["Document MERPAC0020310314e73e0001a"]),
        ],
        [
            ("HD", [WRAPPED_TITLE]),
            ("WC", ["21 words"]),
            ("PD", ["22 March 2031"]),
            ("SN", ["Kestria Today"]),
            ("LA", ["English"]),
            ("LP", ["The beds stay shut, the ministry said.", "It gave no date."]),
            ("AN", ["Document KETOD00020310322e73m0002b"]),
        ],
        [
            ("HD", ["La digue a cédé à l'aube"]),
            ("BY", ["Maud Ferrand"]),
            ("WC", ["24 words"]),
            ("PD", ["14 mars 2031"]),
            ("SN", ["Le Canard de Vordal"]),
            ("LA", ["French"]),
            ("LP", CRUE[:1]),
            ("TD", CRUE[1:]),
            ("AN", ["Document CANVOR0020310314e73e0003c"]),
        ],
        [
            ("HD", ["Funeral of Peter Stroud"]),
            ("WC", ["0 words"]),
            ("PD", ["40 Smarch 2031"]),
            ("SN", ["Undertow"]),
            ("AN", ["Document UNTOW00020310315e73f0004d"]),
        ],
    ]


def factiva_coded_lines() -> list[str]:
    """The records with code and value in one line each, as pasted into a text."""
    lines = []
    for record in factiva_rows():
        for code, values in record:
            lines += [f"{code} {values[0]}", *values[1:]]
    return lines


def factiva_cell_lines() -> list[str]:
    """The records as converters write the rows of a table, cells apart by strokes."""
    rows = [row for record in factiva_rows() for row in record]
    return [line for code, vs in rows for line in (f"{code}|" + "\n".join(vs) + "|").split("\n")]


def factiva_view_lines() -> list[str]:
    """The records laid out as articles, without codes."""
    return [
        "News",
        "Crack was seen in May",
        "By Tess Oakham and Jim Rudd",
        "48 words",
        "14 March 2031",
        "06:30",
        "The Merrow Sound Packet",
        "MERPAC",
        "1",
        "English",
        "Copyright 2031 Merrow Sound Media",
        *CRACK,
        "Document MERPAC0020310314e73e0001a",
        "Page 1 of 3 © 2031 Factiva, Inc. All rights reserved.",
        WRAPPED_TITLE,
        "1,021 words",
        "22 March 2031",
        "Kestria Today",
        "KETOD",
        "English",
        "(c) 2031 Kestria Today Limited",
        "The beds stay shut, the ministry said.",
        "It gave no date.",
        "Document KETOD00020310322e73m0002b",
        "La digue a cédé à l'aube",
        "Maud Ferrand",
        "24 words",
        "14 mars 2031",
        "Le Canard de Vordal",
        "CANVOR",
        "French",
        *CRUE,
        "Document CANVOR0020310314e73e0003c",
        "Funeral of Peter Stroud",
        "0 words",
        "40 Smarch 2031",
        "Undertow",
        "UNTOW",
        "English",
        "Copyright 2031 Undertow",
        "Document UNTOW00020310315e73f0004d",
        "Search Summary",
        "Results Found 4",
        "Timestamp 21 March 2031 10:02 AM",
        "© 2031 Factiva, Inc. All rights reserved.",
    ]


def factiva_codes_html() -> str:
    """The printed view: a table of codes for each article."""
    articles = []
    for record in factiva_rows():
        language = "fr" if ("LA", ["French"]) in record else "en"
        rows = "".join(
            f'<tr><td class="index" align="right"><b>{code}</b>&nbsp;</td><td>'
            + _factiva_value(code, values)
            + "</td></tr>"
            for code, values in record
        )
        articles.append(
            f'<div id="article-x" class="article {language}Article"><p><table>{rows}</table></p>'
            "<br/></div>"
        )
    return f"<html><head><title>Factiva</title></head><body>{''.join(articles)}</body></html>"


def _factiva_value(code: str, values: list[str]) -> str:
    if code in ("LP", "TD"):
        return "".join(f'<p class="articleParagraph enarticleParagraph">{v}</p>' for v in values)
    return f"<span class='enHeadline'>{values[0]}</span>" if code == "HD" else values[0]


def factiva_view_html() -> str:
    """The article view: divisions for the head, paragraphs, the number."""
    one = CRACK[0].replace("crack", "cr<b class='hlt'>ack</b>")
    return f"""<html><body><div id="headlines">Headlines</div>
    <div class="article enArticle" id="article-MERPAC">
    <div class="colhd">News</div>
    <div id="hd"><span class="enHeadline">Crack was seen in May</span>&nbsp;</div>
    <div class="author">By Tess Oakham and Jim Rudd</div>
    <div>48 words</div><div>14 March 2031</div><div>06:30</div><div>The Merrow Sound Packet</div>
    <div>MERPAC</div><div>1</div><div>English</div><div>Copyright 2031 Merrow Sound Media</div>
    <p class="articleParagraph enarticleParagraph">{one}</p>
    <p class="articleParagraph enarticleParagraph">{CRACK[1]}</p>
    <p class="articleParagraph enarticleParagraph">{CRACK[2]}</p>
    <p>Document MERPAC0020310314e73e0001a</p></div>
    <div class="article frArticle">
    <div id="hd"><span class="frHeadline">La digue a cédé
      à l'aube</span></div>
    <div>24 mots</div><div>14 mars 2031</div><div>Le Canard de Vordal</div><div>CANVOR</div>
    <div>Français</div><div>Copyright 2031</div>
    <p class="articleParagraph frarticleParagraph">{CRUE[0]}</p>
    <p class="articleParagraph frarticleParagraph">{CRUE[1]}</p>
    <p>Document CANVOR0020310314e73e0003c</p></div>
    <div class="article enArticle">
    <div id="hd"><span class="enHeadline">Funeral of Peter Stroud</span></div>
    <div>0 words</div><div>40 Smarch 2031</div><div>Undertow</div><div>UNTOW</div>
    <div>English</div><div>Copyright 2031 Undertow</div>
    <p>Document UNTOW00020310315e73f0004d</p></div></body></html>"""


_PROQUEST_TAIL = [
    "Publication subject: General Interest Periodicals--Kestria",
    "Source type: Newspaper",
    "Copyright: Copyright Merrow Sound Media Mar 14, 2031",
    "Last updated: 2031-03-15",
    "Database: Kestrian Newsstream",
]


def proquest_txt() -> str:
    """A ProQuest file of four records."""
    parts = [
        RULE,
        "Report Information from ProQuest",
        "21 March 2031 10:02",
        RULE,
        "Crack was seen in May",
        "Author: Oakham, Tess; Rudd, Jim.",
        "Publication info: The Merrow Sound Packet ; Port Merrow [Port Merrow] 14 Mar 2031: A.1.",
        "https://www.proquest.example/docview/31415926?accountid=1",
        "Links: http://linksource.example/31415926",
        f"Abstract: {CRACK[0]}",
        f"Full text: {CRACK[0]}\n{CRACK[1]}\nTitle: no word was longer on that form.\n{CRACK[2]}",
        "Subject: Dams; Mining",
        "Location: Kestria",
        "Title: Crack was seen in May",
        "Publication title: The Merrow Sound Packet; Port Merrow",
        "First page: A.1",
        "Publication year: 2031",
        "Publication date: Mar 14, 2031",
        "Language of publication: English",
        "Document type: News",
        "ProQuest document ID: 31415926",
        "Document URL: https://www.proquest.example/docview/31415926?accountid=1",
        "\n".join(_PROQUEST_TAIL),
        RULE,
        WRAPPED_TITLE,
        "Abstract: Beds shut.",
        "Full text:",
        "The beds stay shut, the ministry said.",
        "It gave no date.",
        f"Title: {WRAPPED_TITLE}",
        "Publication title: Kestria Today",
        "Publication date: 2031-03-22",
        "Copyright: Kestria Today Limited\n\nReproduced with permission",
        "ProQuest document ID: 27182818",
        RULE,
        "Title: La digue a cédé à l'aube",
        "Author: Maud Ferrand, Staff Writer",
        f"Full text: {CRUE[0]}",
        CRUE[1],
        "Publication title: Le Canard de Vordal",
        "Publication date: 14 mars 2031",
        "Language of publication: French",
        "ProQuest document ID: 16180339",
        RULE,
        "Funeral of Peter Stroud",
        "Author: Anonymous",
        "Abstract: The church was full.",
        "Full text: Not available.",
        "Publication title: Undertow",
        "Publication date: Smarch 40, 2031",
        "ProQuest document ID: 14142135",
        RULE,
        "Contact us at: http://www.proquest.example/go/contact Copyright © 2031 ProQuest LLC.",
    ]
    return "\n\n".join(parts) + "\n"


def proquest_html() -> str:
    """The same kind of records as a page."""
    border = '<div style="margin-bottom:20px;border-bottom:2px solid #ccc;padding-bottom:5px">'
    one = CRACK[0].replace("crack", "cr<span class='hit'>ack</span>")
    return f"""<html><head><title>ProQuest</title></head><body>
    {border}<h2>Table of contents</h2><p>1. Crack was seen in May</p></div>
    {border}<a name="31415926"></a><p>Document 1 of 2</p></div>
    <p style="font-weight:bold">Crack was seen in May</p>
    <p><strong>Author: </strong>Oakham, Tess; Rudd, Jim</p>
    <p><strong>Abstract: </strong>{CRACK[0]}</p>
    <p><strong>Full text: </strong></p><html><body><p>{one}</p><p>{CRACK[1]}</p>
    <p>Title: no word was longer on that form.</p><p>{CRACK[2]}</p></body></html>
    <p><strong>Title: </strong>Crack was seen in May</p>
    <p><strong>Publication title: </strong>The Merrow Sound Packet; Port Merrow</p>
    <p><strong>Publication date: </strong>Mar 14, 2031</p>
    <p><strong>Language of publication: </strong>English</p>
    <p><strong>ProQuest document ID: </strong>31415926</p>
    <p><strong>Database: </strong>Kestrian Newsstream</p>
    {border}<a name="16180339"></a><p>Document 2 of 2</p></div>
    <p style="font-weight:bold">La digue a cédé à l'aube</p>
    <p><strong>Publication title: </strong>Le Canard de Vordal</p>
    <p><strong>Publication date: </strong>14 mars 2031</p>
    <p><strong>Language of publication: </strong>French</p>
    <p><strong>ProQuest document ID: </strong>16180339</p>
    </body></html>"""


def europresse_html() -> str:
    """A Europresse page of four articles, of the present and of an older form."""
    return f"""<!DOCTYPE html><html><body>
    <article><header>
    <div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Canard de Vordal,
      no. 4711                Supplément</span></div>
    <div class="rdp__DocHeader"><span class="DocHeader">Région, vendredi 14 mars 2031 24 mots,
      p. 8</span></div>
    <div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">La
      digue a cédé à l'<mark>au</mark>be</p>
    <p class="sm-margin-TopNews rdp__subtitle">La rivière emporte les boues</p></div>
    <p class="sm-margin-bottomNews">Maud FERRAND et Luc Aubin</p></header>
    <section><div class="DocText clearfix"><div class="docOcurrContainer">
    <p>La digue a cé<mark>dé</mark> à l'aube, mardi, et la rivière a emporté les boues.</p>
    <p>{CRUE[1]}</p>
    <p>Lire aussi : Les digues du pays https://canard.example/digues</p>
    <p>Cet article est paru dans <a href="https://canard.example/2031/03/14/digue">Le Canard
      (site web)</a></p></div></div></section>
    <footer><small>© 2031 Le Canard. Tous droits réservés.</small>
    <div class="publiC-lblNodoc">news·20310314·CV·0001</div></footer></article>
    <article><header>
    <span class="DocPublicationName">The Merrow Sound Packet</span>
    <span class="DocHeader">News, Friday, March 14, 2031 48 words, p. 1</span>
    <p class="titreArticleVisu">Crack was seen in May</p>
    <div class="docAuthors">Tess Oakham</div></header>
    <div class="DocText"><p>{CRACK[0]}</p><p>{CRACK[1]}</p><p>{CRACK[2]}</p></div>
    <footer><div class="publiC-lblNodoc">news·20310314·MP·0002</div></footer></article>
    <article><header><span class="DocPublicationName">Undertow</span>
    <span class="DocHeader">32 smarch</span>
    <p class="titreArticleVisu">Funeral of Peter Stroud</p>
    <p class="sm-margin-bottomNews">Low Harrick, in the church of the village</p></header>
    <div class="docOcurrContainer"></div></article></body></html>"""
