"""Own files: each format as it really is, and how it is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cleaning import clean
from knowledge.documents import chunking, reading
from knowledge.documents.block import Block
from knowledge.shelf.port import Piece
from tests.documents_desk import blocks, pieces, refused, written
from tests.own_files import handbook_docx, pdf

# Formats


def test_markdown_has_its_headings_lists_and_tables(tmp_path: Path) -> None:
    """What looks like a heading inside code is none, and marks, addresses and comments are gone."""
    file = written(
        tmp_path / "a.md",
        "---\ntitle: x\n---\n# Handbok\n\nSe *noga* på [sidan](http://x.se) ![bild av en bro](b.png).\n"
        "\n```\n# inte en rubrik\n```\n\n<!-- hemligt -->\n\n## Första mötet\n\n"
        "1. penna\n2. papper\n   - rutat\n\n"
        "| Dag | Tid |\n|---|---|\n| måndag | nio |\n\nRubrik under\n------------\n\n"
        "~~~~\n# inte\n~~~\n# heller\n~~~~\n",
    )
    assert [(each.kind, each.text) for each in blocks(file)] == [
        ("heading", "Handbok"),
        ("paragraph", "Se noga på sidan bild av en bro."),
        ("code", "# inte en rubrik"),
        ("heading", "Första mötet"),
        ("item", "1. penna"),
        ("item", "2. papper"),
        ("item", "rutat"),
        ("row", "Dag | Tid"),
        ("row", "måndag | nio"),
        ("heading", "Rubrik under"),
        ("code", "# inte\n~~~\n# heller"),
    ]


def test_a_long_markdown_file_is_read_in_parts_that_change_nothing(tmp_path: Path) -> None:
    """Code that lies across the edge of a part is still code."""
    section = "# Rubrik\n\n" + "Ett stycke med flera ord i. " * 40 + "\n\n```\n# inte en rubrik\n```\n\n"
    file = written(tmp_path / "long.md", section * 300)
    read = blocks(file)
    assert [each.kind for each in read] == ["heading", "paragraph", "code"] * 300


def test_text_has_paragraphs_items_and_underlined_headings(tmp_path: Path) -> None:
    """Bullets go, numbers stay; lines of a paragraph are one."""
    file = written(
        tmp_path / "a.txt", "\ufeffFika\n====\n\nRad ett\nrad två.\n\n• kaffe\n• bulle\n1. boka\n\nSlut"
    )
    assert [(each.kind, each.text) for each in blocks(file)] == [
        ("heading", "Fika"),
        ("paragraph", "Rad ett rad två."),
        ("item", "kaffe"),
        ("item", "bulle"),
        ("item", "1. boka"),
        ("paragraph", "Slut"),
    ]


def test_a_short_line_over_a_paragraph_is_its_heading(tmp_path: Path) -> None:
    """A short line over another short line, or one that ends like a sentence, is not."""
    long = "Ett stycke som är längre än en rubrik brukar vara, med flera ord i."
    file = written(
        tmp_path / "a.txt",
        f"Sara Ek\n\nUmeå\n\nFörsta mötet\n\n{long} {long}\n\n"
        f"Dag ett:\n\n{long} {long}\n\nTa med:\n\n- kaffe",
    )
    assert [each.kind for each in blocks(file)] == [
        *("paragraph", "paragraph", "heading", "paragraph", "heading", "paragraph", "paragraph", "item")
    ]


def test_text_in_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    """Windows' editor saves so."""
    assert blocks(written(tmp_path / "a.txt", "Hälsa på", "utf-16"))[0].text == "Hälsa på"


def test_html_is_what_a_reader_sees(tmp_path: Path) -> None:
    """No script, style, menu or hidden part; a table inside a cell is part of the cell."""
    file = written(
        tmp_path / "a.html",
        "<!doctype html><html><head><title>t</title><style>p{}</style></head><body><nav>Meny</nav>"
        "<h1>Hand<b>bok</b></h1><p style='display: none'>dolt</p><p>Ett &aring;r,<br>två</p>"
        "<ul><li><p>ett</p></li><li>två<ul><li>inre</li></ul></li></ul><script>alert('x')</script>"
        "<table><tr><th>Dag</th><th>Rum</th></tr><tr><td>mån<table><tr><td>kl</td><td>nio</td></tr></table></td>"
        "<td>Eken</td></tr></table><pre>rad  ett\n  två</pre>efter</body></html>",
    )
    assert [(each.kind, each.text) for each in blocks(file)] == [
        ("heading", "Handbok"),
        ("paragraph", "Ett år, två"),
        ("item", "ett"),
        ("item", "två"),
        ("item", "inre"),
        ("row", "Dag | Rum"),
        ("row", "mån kl nio | Eken"),
        ("code", "rad  ett\n  två"),
        ("paragraph", "efter"),
    ]


def test_a_table_that_places_a_page_keeps_its_headings(tmp_path: Path) -> None:
    """Old pages are laid out with tables."""
    file = written(tmp_path / "a.html", "<table><tr><td><h2>Avslut</h2><p>Tacka.</p></td></tr></table>")
    assert [each.kind for each in blocks(file)] == ["heading", "paragraph"]


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("<meta charset=iso-8859-1>", "latin-1"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("<meta charset=klingon>", "utf-8"),
    ],
)
def test_html_is_decoded_as_it_says(tmp_path: Path, said: str, encoding: str) -> None:
    """What says nothing is UTF-8 if it can be, else what Windows writes."""
    file = written(
        tmp_path / "a.html", f"<html><head>{said}</head><body><p>Möte på ön</p></body></html>", encoding
    )
    assert blocks(file)[0].text == "Möte på ön"


def test_html_with_a_few_broken_bytes_is_read_and_with_many_refused(tmp_path: Path) -> None:
    """One broken letter on a page is no reason to lose the page; a wrong encoding is."""
    page = "<meta charset=utf-8><p>" + "Möte på ön. " * 50
    file = tmp_path / "a.html"
    file.write_bytes(page.encode() + b"b\xe5t</p>")
    assert blocks(file)[0].text.endswith("bt")
    file.write_bytes(b"<meta charset=utf-8><p>" + "Åäö åäö öäå. ".encode("latin-1") * 50)
    assert refused(file) == "charset"


def test_docx_has_headings_lists_tables_and_pages(tmp_path: Path) -> None:
    """A table inside a cell is part of the cell; the page is that of the break before."""
    read = blocks(handbook_docx(tmp_path / "a.docx"))
    assert [(each.kind, each.text, each.page) for each in read] == [
        ("heading", "Programhandbok", 1),
        ("heading", "Kapitel 2", 1),
        ("paragraph", "Kapitlet handlar om hur ni börjar.", 1),
        ("heading", "Första mötet", 1),
        ("paragraph", "Ta med:", 1),
        ("item", "en penna", 1),
        ("item", "två frågor", 1),
        ("heading", "Lokaler", 2),
        ("row", "Rum | Plats", 2),
        ("row", "Eken | plan fyra hus B", 2),
    ]


def test_pdf_has_pages_and_headings_by_size(tmp_path: Path) -> None:
    """Running titles and page numbers are left out; a paragraph goes on over a page's end."""
    running = ("Mentorprogrammet", 9.0, False)
    body = [
        [
            ("Programhandbok", 22.0, True),
            ("Den här handboken är skri-", 11.0, False),
            ("ven för dig.", 11.0, False),
        ],
        [("Första mötet", 16.0, True), ("Ta med två frågor som du har tänkt", 11.0, False)],
        [
            ("på i lugn och ro.", 11.0, False),
            ("Avslut", 16.0, True),
            ("Programmet slutar i juni.", 11.0, False),
        ],
    ]
    file = pdf(
        tmp_path / "handbok.pdf",
        [[running, *lines, (str(number), 9.0, False)] for number, lines in enumerate(body, start=1)],
    )
    assert [(each.text, each.heading, each.page) for each in pieces(file)] == [
        ("Den här handboken är skriven för dig.", ("Programhandbok",), 1),
        ("Ta med två frågor som du har tänkt på i lugn och ro.", ("Programhandbok", "Första mötet"), 2),
        ("Programmet slutar i juni.", ("Programhandbok", "Avslut"), 3),
    ]


def test_a_pdfs_bookmarks_say_what_its_headings_are(tmp_path: Path) -> None:
    """They are sure where the letters are all of one size, also when the page says it in other words."""
    plain = [
        [("1. Första mötet", 11.0, False), ("Ses på kafé.", 11.0, False)],
        [("Tacka er mentor.", 11.0, False)],
    ]
    file = pdf(tmp_path / "a.pdf", plain, [("Första mötet", 1), ("Avslut på programmet", 2)])
    assert [(each.heading, each.text, each.page) for each in pieces(file)] == [
        (("1. Första mötet",), "Ses på kafé.", 1),
        (("Avslut på programmet",), "Tacka er mentor.", 2),
    ]


def test_a_pdfs_table_of_contents_is_no_text(tmp_path: Path) -> None:
    """Lines of dots say nothing."""
    lines = [("1 Start . . . . . . . . . . . 3", 11.0, False), ("2 Slut ................. 9", 11.0, False)]
    file = pdf(tmp_path / "a.pdf", [[*lines, ("Vi börjar med det... och sedan resten.", 11.0, False)]])
    assert [each.text for each in pieces(file)] == ["Vi börjar med det... och sedan resten."]


def test_a_file_without_an_ending_is_known_by_how_it_begins(tmp_path: Path) -> None:
    """Only a file that was named is looked into."""
    made = pdf(tmp_path / "x.pdf", [[("Hej på dig", 11.0, False)]])
    made.rename(tmp_path / "x")
    assert reading.opened(tmp_path / "x").format.NAME == "pdf"
    assert reading.opened(written(tmp_path / "README", "Hej")).format.NAME == "text"


# Cutting


def cut(*parts: Block) -> list[Piece]:
    """Cut these blocks."""
    return list(chunking.pieces(parts, clean, lambda _text: "sv"))


def words(count: int, end: str = ".") -> str:
    """Give a sentence of so many words."""
    return " ".join(["Ord", *["ord"] * (count - 1)]) + end


def test_pieces_keep_sentences_and_stay_within_bounds() -> None:
    """Short paragraphs share a piece, a long one is cut after its sentences."""
    long = " ".join(words(30) for _ in range(20))
    made = cut(*[Block("paragraph", words(30))] * 6, Block("paragraph", long))
    assert sum(len(each.text.split()) for each in made) == 30 * 26
    assert all(len(each.text.split()) <= chunking.MOST and each.text.endswith(".") for each in made)
    assert all(len(each.text.split()) >= chunking.LEAST for each in made[:-1])


def test_abbreviations_end_no_sentence() -> None:
    """A piece never begins after "t.ex."."""
    text = "Ta med något, t.ex. Annas lista. Ring Dr. Ek kl. 9. Vi ses bl.a. Malmö och Lund. Hej!"
    assert list(chunking.sentences(text)) == [
        "Ta med något, t.ex. Annas lista.",
        "Ring Dr. Ek kl. 9.",
        "Vi ses bl.a. Malmö och Lund.",
        "Hej!",
    ]


def test_a_list_stays_whole_with_the_line_that_leads_to_it() -> None:
    """A list that would not fit begins a new piece, together with "Ta med:"."""
    items = [Block("item", words(12, "")) for _ in range(10)]
    first, second = cut(Block("paragraph", words(75)), Block("paragraph", "Ta med:"), *items)
    assert first.text == words(75)
    assert second.text.startswith("Ta med:\n- Ord")
    assert second.text.count("\n- ") == 10


def test_headings_over_a_piece_are_its_path() -> None:
    """A deeper heading is below, an equal one beside."""
    made = cut(
        Block("heading", "Kapitel 2", level=1),
        Block("paragraph", "Inledning."),
        Block("heading", "Första mötet", level=2),
        Block("paragraph", "Ses."),
        Block("heading", "Kapitel 3", level=1),
        Block("paragraph", "Slut."),
    )
    assert [each.heading for each in made] == [("Kapitel 2",), ("Kapitel 2", "Första mötet"), ("Kapitel 3",)]
    assert [each.ordinal for each in made] == [1, 2, 3]


def test_headings_with_nothing_under_them_are_what_is_said() -> None:
    """A checklist may be made of headings."""
    made = cut(
        Block("heading", "Checklista", level=1),
        Block("heading", "Boka rum", level=2),
        Block("heading", "Skicka kallelse", level=2),
    )
    assert [(each.heading, each.text) for each in made] == [(("Checklista",), "Boka rum\nSkicka kallelse")]


def test_a_line_without_end_is_cut(tmp_path: Path) -> None:
    """Neither one word of a million letters nor a million words in one line is held as one piece."""
    file = written(tmp_path / "a.txt", "x" * 1_000_000 + "\n\n" + "ord " * 100_000)
    made = pieces(file)
    assert max(len(each.text) for each in made) <= 4_000
    assert sum(each.text.count("ord") for each in made) == 100_000


def test_text_is_cleaned_on_its_way_in(tmp_path: Path) -> None:
    """No terminal control and no hidden character stands in a piece or its headings."""
    file = written(tmp_path / "a.md", "# Rub\x1b[31mrik\u202e\n\nHej\x1b]0;x\x07 på\u200b dig\x9b2J.")
    (piece,) = pieces(file)
    assert (piece.heading, piece.text) == (("Rubrik",), "Hej på dig.")
