"""Archives, messages, crawls, webarchives, and which format a file has."""

import gzip
import mailbox
import plistlib
import time
import zipfile
import zlib
from datetime import datetime
from email.message import EmailMessage

import brotli
import pytest
from corpus_containers import (
    SITE,
    gzip_zeros,
    lock_zip,
    make_email,
    make_mhtml_frames,
    make_record,
    make_warc,
    make_webarchive,
    nest_mime,
    nest_zips,
    overlap_zip,
    pack_zip,
    understate_size,
    view_in_chromium,
    view_in_firefox,
)
from corpus_fixtures import HEADLINE, PARAGRAPHS, make_html, make_mhtml

from helpers.corpus.draft import NoArticleError
from helpers.corpus.limits import Limits
from helpers.corpus.readers import eml, mhtml, view_source, warc, webarchive, zip_archive
from helpers.corpus.reading import FileReader, Reading
from helpers.corpus.sniff import sniff_format

LIMITS = Limits()
PAGE = make_html().encode()
EMPTY_PAGE = "<html><body><iframe src='frame'></iframe></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HEADERS = b"From: Ines Halvard <i@a.example>\r\nTo: b@a.example\r\nSubject: Rain\r\n"


def read_file(tmp_path, name, data, **limits):
    """Read a file as a load does, to what each page gave."""
    path = tmp_path / name
    path.write_bytes(data)
    return [item for item in FileReader(Limits(**limits)).read(path) if isinstance(item, Reading)]


def fail(call, *args):
    """Give the problem that a call names, and what can be done."""
    with pytest.raises(NoArticleError) as error:
        found = call(*args)
        if not isinstance(found, (str, list)):
            list(found)
    return error.value.problem, error.value.detail


# which format a file has


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "page.html", "pdf"),
        (b"%!PS-Adobe\n\x00\x01%PDF-1.4\n" + bytes(range(32)) * 9, "page.pdf", "pdf"),
        (b"The mark %PDF- stands at the top of a file, said Ruud.", "a.txt", "txt"),
        (b"{\\rtf1\\ansi Rain}", "page.doc", "rtf"),
        (PAGE, "page.doc", "html"),
        (make_mhtml(make_html()), "page.doc", "mhtml"),
        (make_mhtml(make_html()), "page.html", "mhtml"),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Rain", "page.mht", "mhtml"),
        (gzip.compress(PAGE), "page.htm", "gzip"),
        (gzip.compress(b"WARC/1.0\r\n"), "a", "warc"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo", "a.txt", "warc"),
        (b"WARC/fare is a play, said Ruud.", "a.txt", "txt"),
        (pack_zip({"page.html": PAGE}), "a.docx", "zip"),
        (pack_zip({"[Content_Types].xml": b"", "word/document.xml": b""}), "a.zip", "docx"),
        (pack_zip({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a", "xlsx"),
        (pack_zip({"word/rain.txt": b"Rain", "xl/a.txt": b"Rain"}), "a.zip", "zip"),
        (pack_zip({"[Content_Types].xml": b"", "word/document.xml": b"x" * 99})[:-60], "a.doc",
         "docx"),
        (pack_zip({"a.html": PAGE, "b.html": PAGE})[:-90], "a.zip", "zip"),
        (make_webarchive(PAGE), "a.html", "webarchive"),
        (make_webarchive(PAGE, form=plistlib.FMT_XML), "a", "webarchive"),
        (HEADERS + b"\r\nIt rained.", "a", "eml"),
        (HEADERS + b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n", "a", "eml"),
        (b"From i@a.example Fri Mar 14 20:25:00 2031\n" + HEADERS + b"\r\nRain.", "Inbox", "eml"),
        (b"Subject: Rain\n\nIt rained.", "a.eml", "eml"),
        (b"Subject: why I left\n\nThe rain, she said.", "a.txt", "txt"),
        (b"From: here to there\nA walk of nine days.\n\nIt rained.", "a.txt", "txt"),
        (b"title;text\nRain;It rained.\n", "table.csv", "csv"),
        (b"Title\tDate\tFull text\nRain\t2031\tIt rained.\n", "a.txt", "csv"),
        (b"title,text\nRain,<p>It</p><p>did</p><p>rain</p><p>a</p><p>lot</p><p>.</p>", "a", "csv"),
        (b"Rain, text and tide\n\nIt rained, said Ruud, and how.", "a.txt", "txt"),
        (PAGE, "table.csv", "html"),
        (b'{"title": "Rain", "text": "<p>It</p><p>r</p><p>a</p><p>i</p><p>n</p><p>s"}', "a.txt",
         "jsonl"),
        (b'[\n {"title": "Rain"}]', "a", "jsonl"),
        (b"# Rain\n\nIt rained.", "a.md", "md"),
        (b"Rain\n\nIt rained.", "a.docx", "txt"),
        (b"Rain\n\nIt rained.", "Rain fills the St. Ives river", "txt"),
        (view_in_chromium("<html>").encode(), "a.html", "html"),
    ],
)  # fmt: skip
def test_format_is_told_by_content_first(data, name, expected):
    assert sniff_format(data, name) == expected


@pytest.mark.parametrize(
    ("data", "name", "problem", "word"),
    [
        (b"", "a.txt", "empty", "holds nothing"),
        (b"\xef\xbb\xbf \r\n\0\0", "a.html", "empty", "holds nothing"),
        (bytes(range(256)) * 9, "a.html", "binary", "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "a.html", "not a format the kit reads", "picture"),
        (b"\0\0\0\x20ftypavif" + bytes(90), "a", "not a format the kit reads", "picture"),
        (b"MZ\x90\0\3" + bytes(90), "a.txt", "not a format the kit reads", "program"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "not a format the kit reads", ".docx"),
        (OLE + "__substg1.0_0037001F".encode("utf-16-le"), "a.msg", "not a format the kit reads",
         ".eml"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted", "password"),
        (pack_zip({"mimetype": b"application/epub+zip"}, zipfile.ZIP_STORED), "a.epub",
         "not a format the kit reads", "e-book"),
        (pack_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED),
         "a.odt", "not a format the kit reads", ".odt"),
        (b"[InternetShortcut]\r\nURL=https://a.example/", "a.url", "not a format the kit reads",
         "link"),
        (plistlib.dumps({"URL": SITE}), "a.webloc", "not a format the kit reads", "link"),
        (b"body { margin: 0 }", "a.css", "not a format the kit reads", ".css"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(90), "a.7z", "not a format the kit reads", "Unpack"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_named(data, name, problem, word):
    found, detail = fail(sniff_format, data, name)
    assert found == problem
    assert word in detail


def test_long_files_are_sniffed_at_once():
    start = time.perf_counter()
    for data in (b"<!-- " * 200_000, b"a:\n" * 300_000, b'{"' * 300_000, b'"text",' * 150_000):
        sniff_format(data, "a.txt")
    assert time.perf_counter() - start < 2


# sources of pages


@pytest.mark.parametrize("view", [view_in_chromium, view_in_firefox])
def test_source_of_a_page_is_taken_out_of_the_view(view):
    source = make_html(body="\n<p title='1 &gt; 0'>Rain &amp; “wind”\n\n<p>All day</p>")
    assert view_source.unwrap(view(source)) == source


def test_what_is_no_view_of_a_source_stays():
    assert view_source.unwrap(make_html()) is None
    assert view_source.unwrap(view_in_chromium("print('a programme, no page')")) is None


def test_view_that_does_not_end_is_read_at_once():
    start = time.perf_counter()
    assert view_source.unwrap('<td class="line-content">&lt;p&gt;' * 50_000)
    assert view_source.unwrap('<body id="viewsource">' + "<pre " * 200_000) is None
    assert time.perf_counter() - start < 2


# zip


def test_zip_gives_its_pages_one_by_one():
    packed = pack_zip(
        {
            "march/ferry.html": PAGE,
            "march/ferry_files/ad.html": b"<p>An advertisement",
            "__MACOSX/march/._ferry.html": b"\0\5\x16\7",
            "march/.DS_Store": b"\0\0",
            "case_files/notes.txt": b"Rain",
            "../../etc/passwd": b"A name, no path",
        }
    )
    found = list(zip_archive.unpack(packed, "corpus.zip", LIMITS))
    assert [(member.part, member.name, member.data) for member in found] == [
        ("march/ferry.html", "ferry.html", PAGE),
        ("case_files/notes.txt", "notes.txt", b"Rain"),
        ("../../etc/passwd", "passwd", b"A name, no path"),
    ]


def test_names_of_macs_and_old_windows():
    packed = bytearray(pack_zip({"Überflutung\\a.txt": b"Rain"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.find(mark) + offset + 1] = 0  # no longer says that the name is UTF-8
    (member,) = zip_archive.unpack(bytes(packed), "a.zip", LIMITS)
    assert (member.part, member.name) == ("Überflutung/a.txt", "a.txt")


def test_damaged_member_does_not_stop_the_others():
    packed = pack_zip({"a.html": b"<p>first", "b.html": b"<p>second"}, zipfile.ZIP_STORED)
    found = list(zip_archive.unpack(packed.replace(b"first", b"fist!"), "a.zip", LIMITS))
    assert [member.refused and member.refused.problem for member in found] == ["damaged", None]
    assert found[1].data == b"<p>second"


def test_encrypted_members_and_archives():
    packed = pack_zip({"a.html": PAGE, "b.html": PAGE})
    first, second = zip_archive.unpack(lock_zip(packed, 1), "a.zip", LIMITS)
    assert (first.refused.problem, second.data) == ("encrypted", PAGE)
    assert "password" in first.refused.detail
    assert fail(zip_archive.unpack, lock_zip(packed), "a.zip", LIMITS)[0] == "encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_zip_bomb(method):
    limits = Limits(max_unpacked_megabytes=5)
    packed = pack_zip({"bomb.html": bytes(6_000_000), "page.html": PAGE}, method)
    bomb, page = zip_archive.unpack(packed, "a.zip", limits)
    assert bomb.refused.problem == "unpacks to too much"
    assert "max_unpacked_megabytes=5" in bomb.refused.detail
    assert page.data == PAGE
    both = pack_zip({"a.html": bytes(3_000_000), "b.html": bytes(3_000_000)}, method)
    assert fail(zip_archive.unpack, both, "a.zip", limits)[0] == "unpacks to too much"


def test_gigabyte_of_zeros_is_refused_at_once(tmp_path):
    packed = pack_zip({"a.gz.html": gzip_zeros(1)}, zipfile.ZIP_STORED)
    start = time.perf_counter()
    (reading,) = read_file(tmp_path, "a.zip", packed, max_unpacked_megabytes=0.5)
    assert (reading.problem, reading.part) == ("unpacks to too much", "a.gz.html")
    lied = understate_size(pack_zip({"a.html": bytes(200_000_000)}), 1000)
    (member,) = zip_archive.unpack(lied, "a.zip", LIMITS)
    assert member.refused.problem == "damaged"
    assert time.perf_counter() - start < 5


def test_one_large_member_does_not_stop_the_others():
    packed = pack_zip({"film.mp4": bytes(3_000_000), "page.html": PAGE})
    film, page = zip_archive.unpack(packed, "a.zip", Limits(max_megabytes=1))
    assert (film.refused.problem, page.data) == ("too large", PAGE)


def test_overlapping_members_are_counted_each():
    packed = overlap_zip(1000, 1_000_000)
    assert len(packed) < 70_000
    problem, detail = fail(zip_archive.unpack, packed, "a.zip", LIMITS)
    assert problem == "unpacks to too much"
    assert "1000 MB" in detail


def test_too_many_members():
    packed = overlap_zip(30_000, 10)
    start = time.perf_counter()
    assert sniff_format(packed, "a.zip") == "zip"
    problem, detail = fail(zip_archive.unpack, packed, "a.zip", LIMITS)
    assert (problem, "20,000" in detail) == ("unpacks to too much", True)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("packed", "problem"),
    [
        (pack_zip({"a.html": PAGE})[:-30], "damaged"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (pack_zip({}), "empty"),
        (pack_zip({"__MACOSX/a.html": PAGE, "folder/": b""}), "empty"),
    ],
)
def test_archives_without_pages(packed, problem):
    assert fail(zip_archive.unpack, packed, "a.zip", LIMITS)[0] == problem


def test_zips_within_each_other(tmp_path):
    (reading,) = read_file(tmp_path, "a.zip", nest_zips(3, PAGE))
    assert reading.drafts[0].title == HEADLINE
    assert reading.part == "level1.zip/level0.zip/page.html"
    (reading,) = read_file(tmp_path, "b.zip", nest_zips(10, PAGE))
    assert (reading.problem, "max_nesting=3" in reading.detail) == ("nested too deep", True)


def test_deep_folders_cost_no_time():
    start = time.perf_counter()
    packed = pack_zip({f"{'a/' * 30_000}{number}.txt": b"Rain" for number in range(50)})
    assert len(list(zip_archive.unpack(packed, "a.zip", LIMITS))) == 50
    assert time.perf_counter() - start < 5


def test_package_of_a_crawl_gives_the_pages_alone(tmp_path):
    packed = pack_zip(
        {
            "datapackage.json": b"{}",
            "pages/pages.jsonl": b'{"title": "Rain", "text": "It rained."}',
            "archive/data.warc.gz": make_warc([("200 OK", "/ferry", PAGE)]),
            "indexes/index.cdx": b"x",
        }
    )
    (reading,) = read_file(tmp_path, "crawl.wacz", packed)
    assert reading.drafts[0].url == f"{SITE}/ferry"


# gzip


def test_gzip():
    (member,) = zip_archive.unpack_gzip(gzip.compress(PAGE) * 2, "Ferry.HTML.GZ", LIMITS)
    assert (member.name, member.part, member.data) == ("Ferry.HTML", None, PAGE * 2)


def test_hostile_gzip():
    packed = gzip.compress(PAGE)
    assert fail(zip_archive.unpack_gzip, packed[:-20], "a.gz", LIMITS)[0] == "damaged"
    assert fail(zip_archive.unpack_gzip, b"\x1f\x8b\x08rubbish", "a.gz", LIMITS)[0] == "damaged"
    limits = Limits(max_unpacked_megabytes=2)
    bomb = gzip_zeros(10)
    assert fail(zip_archive.unpack_gzip, bomb, "a.gz", limits)[0] == "unpacks to too much"


# crawls


def list_pages(data, limits=LIMITS):
    return [(m.address, m.name, m.data) for m in warc.unpack(data, "crawl.warc", limits)]


@pytest.mark.parametrize("form", ["packed by record", "packed as a whole", "plain"])
def test_crawl_gives_the_pages_that_were_found(form):
    data = make_warc(
        [
            ("200 OK", "/robots.html.png", b"\x89PNG"),
            ("301 Moved", "/old", b"<p>Moved"),
            ("404 Not Found", "/gone", b"<p>Gone"),
            ("200 OK", "/2031/ferry-stops.html", b"<p>one"),
            ("200 OK", "/2031/ferry-stops.html", b"<p>one"),
            ("200 OK", "/2031/ferry-stops.html", b"<p>two"),
            ("200 OK", "/", b"<p>one"),
        ],
        packed=form == "packed by record",
    )
    assert list_pages(gzip.compress(data) if form == "packed as a whole" else data) == [
        (f"{SITE}/2031/ferry-stops.html", "ferry-stops.html", b"<p>one"),
        (f"{SITE}/2031/ferry-stops.html", "ferry-stops.html", b"<p>two"),
        (f"{SITE}/", "index.html", b"<p>one"),
    ]


def test_encodings_of_the_answer():
    packed = gzip.compress(PAGE)
    bare = zlib.compressobj(wbits=-15)
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    chunked = "Transfer-Encoding: chunked\r\n"
    forms = [
        (packed, "Content-Encoding: gzip\r\n"),
        (chunks, f"Content-Encoding: GZIP\r\n{chunked}"),
        (b"%x;a=b\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), chunked),
        (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
        (bare.compress(PAGE) + bare.flush(), "Content-Encoding: deflate\r\n"),
        (brotli.compress(PAGE), "Content-Encoding: br\r\n"),
        (PAGE, "Content-Encoding: gzip\r\n"),
        (PAGE, f"Content-Encoding: br\r\n{chunked}"),
    ]
    for page, head in forms:
        assert [content for *_, content in list_pages(make_record(page, head=head))] == [PAGE], head
    (cut,) = warc.unpack(make_record(packed[:-90], head=forms[0][1]), "a", LIMITS)
    assert cut.refused.problem == "damaged"


def test_cut_off_crawl_keeps_what_was_before():
    data = make_record(PAGE) + make_record(PAGE, path="/b")
    first, last = warc.unpack(data[:-40], "crawl.warc", LIMITS)
    assert (first.data, last.data) == (PAGE, b"")
    assert (last.part, last.refused.problem) == (f"{SITE}/b", "damaged")


def test_cut_off_packed_crawl_says_so():
    packed = gzip.compress(make_record(PAGE)) + gzip.compress(make_record(b"<p>Rain", path="/b"))
    for cut in (packed[:-40], packed[:-4]):
        members = warc.unpack(cut, "crawl.warc.gz", LIMITS)
        assert next(members).data == PAGE
        assert fail(list, members)[0] == "damaged"


def test_wrong_lengths():
    def problems(*records):
        members = warc.unpack(b"".join(records), "crawl.warc", LIMITS)
        return [member.refused and member.refused.problem for member in members]

    one, two, three = (make_record(PAGE, path=path) for path in ("/1", "/2", "/3"))
    long, short, endless = (make_record(PAGE, length=n) for n in (len(PAGE) + 400, 100, 10**18))
    # the long one swallows the beginning of the next, so that reading goes on behind it
    assert problems(one, long, two, three) == [None, "damaged", None]
    assert problems(one, short, two) == [None, "damaged", None]
    assert problems(one, endless, two) == [None, "damaged"]
    lines = make_record(PAGE.replace(b"<p>", b"\n<p>"), length=100)
    members = warc.unpack(one + lines + two, "crawl.warc", LIMITS)
    assert next(members).data == PAGE
    assert next(members).refused.problem == "damaged"
    assert "after 2 records" in fail(list, members)[1]
    assert fail(warc.unpack, make_record(PAGE, length=-5), "a", LIMITS)[0] == "damaged"


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\n" + b"A" * 20_000_000,
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nabcde\r\n\r\n",
        b"WARC/1.0\r\n\r\n" + bytes(range(256)) * 5000,
        b"WARC/1.0\r\n" * 100_000,
        gzip.compress(b"WARC/1.0\r\n" + b"x: y\r\n" * 100_000),
    ],
)
def test_rubbish_that_begins_like_a_crawl(data):
    start = time.perf_counter()
    assert fail(warc.unpack, data, "crawl.warc", LIMITS)[0] in ("damaged", "no article text")
    assert time.perf_counter() - start < 3


def test_crawl_under_limits():
    limits = Limits(max_unpacked_megabytes=2)
    zeros = make_record(bytes(3_000_000))
    assert fail(warc.unpack, gzip.compress(zeros), "a", limits)[0] == "unpacks to too much"
    for zeros_packed, coding in (
        (gzip_zeros(3), "gzip"),
        (brotli.compress(bytes(3_000_000)), "br"),
    ):
        bomb = make_record(zeros_packed, head=f"Content-Encoding: {coding}\r\n")
        assert fail(warc.unpack, bomb, "a", limits)[0] == "unpacks to too much"
    (large,) = warc.unpack(zeros, "a", Limits(max_megabytes=1))
    assert (large.refused.problem, large.part) == ("too large", f"{SITE}/a")


def test_pages_of_a_crawl_become_articles(tmp_path):
    other = make_html(title="Rain", body="<h1>Rain</h1><p>" + " ".join(PARAGRAPHS[1:]) + "</p>")
    data = make_warc([("200 OK", "/ferry", PAGE), ("200 OK", "/rain", other.encode())])
    readings = read_file(tmp_path, "crawl.warc.gz", data)
    assert [(r.part, r.format, r.drafts[0].title) for r in readings] == [
        (f"{SITE}/ferry", "html", HEADLINE),
        (f"{SITE}/rain", "html", "Rain"),
    ]


# e-mails


def test_email_with_a_page_and_a_text():
    message = make_email(text="The text.", page=make_html())
    (member,) = eml.unpack(message.as_bytes(), "ferry.eml", LIMITS)
    assert (member.name, member.format, member.part) == ("ferry.html", "html", None)
    assert HEADLINE.encode() in member.data
    given = member.defaults
    assert (given.title, given.published) == ("Ferry service stops", datetime(2031, 3, 14, 20, 25))
    assert given.is_date_guessed
    assert given.origins == {"title": "e-mail header", "published": "e-mail header"}


def test_email_as_an_article(tmp_path):
    text = "\n\n".join([HEADLINE, *PARAGRAPHS])
    (reading,) = read_file(tmp_path, "a.eml", make_email(text=text).as_bytes())
    (draft,) = reading.drafts
    assert draft.lines[1:] == PARAGRAPHS
    assert (draft.title, draft.format) == ("Ferry service stops", "txt")


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: Fwd: FW: Ferry stops", "Ferry stops"),
        ("=?utf-8?q?F=C3=A4hre?= steht", "Fähre steht"),
        ("=?latin1?b?RuRocmU=?=", "Fähre"),
        ("=?nonsense?q?F=E4hre?=", "=?nonsense?q?F=E4hre?="),
        ("Reform: a chronicle", "Reform: a chronicle"),
        ("Re:", None),
    ],
)
def test_subjects(subject, title):
    data = f"From: a@b.example\nSubject: {subject}\n\nRain.".encode()
    (member,) = eml.unpack(data, "a.eml", LIMITS)
    assert member.defaults.title == title


def test_dates_that_are_none():
    for date in ("yesterday", "Fri, 99 Mar 2031", ""):
        data = f"From: a@b.example\nDate: {date}\n\nRain.".encode()
        (member,) = eml.unpack(data, "a.eml", LIMITS)
        assert (member.defaults.published, member.defaults.origins) == (None, {})


def test_attached_documents_and_forwarded_messages():
    message = make_email(text="See below.")
    message.add_attachment(b"%PDF-1.4", "application", "pdf", filename="../a/ferry.pdf")
    message.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    message.add_attachment("Rain & “wind”", subtype="html", charset="cp1252", filename="rain.html")
    message.add_attachment(make_email(text="The first message.", subject="Ferry"))
    text, pdf, page, forwarded = eml.unpack(message.as_bytes(), "a.eml", LIMITS)
    assert text.data.strip() == b"See below."
    assert (pdf.part, pdf.name, pdf.data) == ("ferry.pdf", "ferry.pdf", b"%PDF-1.4")
    assert page.data.strip() == "Rain & “wind”".encode()
    (inner,) = eml.unpack(forwarded.data, forwarded.name, LIMITS)
    assert (forwarded.format, inner.data.strip()) == ("eml", b"The first message.")
    assert inner.defaults.title == "Ferry"


def test_text_in_pieces_and_soft_line_breaks():
    message = (
        b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain; format=flowed\n\n"
        b"The rain fell \non the island.\nIt fell all \nday.\n-- \nInes\n"
        b"--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBO\n"
        b"--x\nContent-Type: text/plain; charset=latin1\n\nIt stopped.\n--x--\n"
    )
    (member,) = eml.unpack(message, "a.eml", LIMITS)
    assert member.data.decode() == (
        "The rain fell on the island.\nIt fell all day.\n-- \nInes\n\nIt stopped."
    )


def test_mailbox(tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    for number in (1, 2, 3):
        text = f"Message {number}.\n\nFrom here to there it rained."
        box.add(mailbox.mboxMessage(make_email(text=text, subject=f"Rain {number}")))
    box.close()
    data = (tmp_path / "box").read_bytes()
    found = list(eml.unpack(data, "Inbox.mbox", LIMITS))
    assert [member.part for member in found] == ["1", "2", "3"]
    texts = [next(eml.unpack(member.data, member.name, LIMITS)) for member in found]
    assert [text.defaults.title for text in texts] == ["Rain 1", "Rain 2", "Rain 3"]
    assert texts[1].data.split() == b"Message 2. From here to there it rained.".split()


def test_many_containers_side_by_side_are_not_nested():
    digest = EmailMessage()
    digest["Subject"] = "Digest"
    digest.set_content("Forty messages.")
    for number in range(40):
        digest.add_attachment(make_email(text=f"Rain {number}", page=f"<p>Rain {number}"))
    assert len(list(eml.unpack(digest.as_bytes(), "a.eml", LIMITS))) == 41


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * 100_000,
        b"Subject: " + b"Re: " * 300_000,
        b"Subject: a" + b"\n a" * 300_000,
        b"Date: " + b"1:" * 300_000,
        b'Content-Type: text/plain; a="' + b"; " * 300_000,
    ],
)
def test_headers_without_end_cost_no_time(header):
    start = time.perf_counter()
    (member,) = eml.unpack(b"From: a@b.example\n" + header + b"\n\nRain.", "a.eml", LIMITS)
    assert member.data == b"Rain."
    assert time.perf_counter() - start < 2


def test_hostile_emails(tmp_path):
    start = time.perf_counter()
    chain = HEADERS + b"Content-Type: message/rfc822\r\n\r\n" * 3000
    for data in (chain, nest_mime(3000), nest_mime(300) + b"x\n" * 100_000):
        assert fail(eml.unpack, data, "a.eml", LIMITS)[0] == "nested too deep"
    assert time.perf_counter() - start < 3
    picture = EmailMessage()
    picture.set_content(b"\x89PNG", "image", "png")
    assert fail(eml.unpack, picture.as_bytes(), "a.eml", LIMITS)[0] == "no article text"
    locked = HEADERS + b"Content-Type: multipart/encrypted; boundary=x\r\n\r\n--x\r\n\r\n--x--"
    assert fail(eml.unpack, locked, "a.eml", LIMITS)[0] == "encrypted"
    forwarded = make_email(text="The first.")
    for _ in range(6):
        outer = make_email(text="See below.")
        outer.add_attachment(forwarded)
        forwarded = outer
    readings = read_file(tmp_path, "a.eml", forwarded.as_bytes())
    assert readings[-1].problem == "nested too deep"


# webarchives


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_webarchive(form):
    page = make_html().replace("utf-8", "windows-1252").encode("cp1252")
    data = make_webarchive(page, charset="windows-1252", form=form)
    (draft,) = webarchive.read(data, "page.webarchive")
    assert (draft.title, draft.url) == (HEADLINE, f"{SITE}/ferry-stops")
    assert draft.paragraphs == PARAGRAPHS


def test_frames_of_a_webarchive_count_where_the_page_has_no_article():
    advert = b"<html><p>Buy now, and save a third of the price on all boats.</p></html>"
    (draft,) = webarchive.read(make_webarchive(PAGE, frames=[advert]), "a")
    assert draft.url == f"{SITE}/ferry-stops"
    (draft,) = webarchive.read(make_webarchive(EMPTY_PAGE.encode(), frames=[advert, PAGE]), "a")
    assert (draft.paragraphs, draft.url) == (PARAGRAPHS, f"{SITE}/frame1")


def nest_plist(depth):
    return (
        b"<plist><dict><key>WebMainResource</key>" + b"<array>" * depth + b"</array>" * depth
    ) + b"</dict></plist>"


@pytest.mark.parametrize(
    "data",
    [
        make_webarchive(PAGE)[:-40],
        make_webarchive(PAGE)[:200],
        b"bplist00WebMainResource" + bytes(range(256)),
        b"bplist00" + bytes(8) + b"\0" * 6 + b"\x08\x08" + b"\0\0\0\x7f" + b"\xff" * 20,
        make_webarchive(PAGE, form=plistlib.FMT_XML)[:900],
        b"<!DOCTYPE plist [<!ENTITY a 'WebMainResource'><!ENTITY b '&a;&a;&a;&a;'>]>"
        b"<plist><string>&b;</string></plist>",
        b"<plist><integer>many</integer></plist>",
    ],
)
def test_damaged_webarchives(data):
    assert fail(webarchive.read, data, "page.webarchive")[0] == "damaged"


def test_webarchives_without_a_page():
    for content in ([], "text", {"WebMainResource": [1]}, {"WebSubframeArchives": [[], 1]}):
        data = plistlib.dumps(content)
        assert fail(webarchive.read, data, "page.webarchive")[0] == "no article text"
    assert fail(webarchive.read, nest_plist(50_000), "a")[0] == "no article text"
    assert fail(webarchive.read, nest_plist(500_000), "a")[0] == "damaged"


# pages saved as messages


def test_frames_of_an_mhtml_count_where_the_page_has_no_article():
    advert = "<html><p>Buy now, and save a third of the price on all boats.</p></html>"
    (draft,) = mhtml.read(make_mhtml_frames(make_html(), [advert]), "a")
    assert (draft.title, draft.url) == (HEADLINE, f"{SITE}/root")
    (draft,) = mhtml.read(make_mhtml_frames(EMPTY_PAGE, [advert, make_html()]), "a")
    assert (draft.paragraphs, draft.url) == (PARAGRAPHS, f"{SITE}/frame1")


def test_root_of_an_mhtml_can_stand_last():
    other = make_html(title="Rain", body="<h1>Rain</h1><p>" + " ".join(PARAGRAPHS[1:]) + "</p>")
    (draft,) = mhtml.read(make_mhtml_frames(make_html(), [other], start="root"), "a")
    assert (draft.title, draft.url) == (HEADLINE, f"{SITE}/root")


def test_cut_off_mhtml_is_read_with_a_remark():
    data = make_mhtml_frames(make_html(), [])
    assert mhtml.read(data, "a")[0].remark is None
    (draft,) = mhtml.read(data[: data.find(PARAGRAPHS[4].encode())], "a")
    assert draft.remark == "cut off"
    assert draft.paragraphs[:3] == PARAGRAPHS[:3]


def test_hostile_mhtml():
    assert fail(mhtml.read, nest_mime(3000), "a.mhtml")[0] == "nested too deep"
    for charset in ("unknown-8bit", "utf-7", "idna", '"', "utf-8*0"):
        data = make_mhtml(make_html()).replace(b'charset="utf-8"', f"charset={charset}".encode())
        assert mhtml.read(data, "a.mhtml")[0].title == HEADLINE
