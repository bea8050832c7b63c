"""Real small files for the tests of own guidance, made byte by byte where no library writes them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import docx

Line = tuple[str, float, bool]
"""Text, size in points, bold."""


def pdf(path: Path, pages: Sequence[Sequence[Line]], bookmarks: Sequence[tuple[str, int]] = ()) -> Path:
    """Write a PDF whose pages have these lines; bookmarks name a page from 1."""
    streams = [zlib.compress(_page(lines)) for lines in pages]
    first = 5  # after catalog, page tree and two fonts
    bodies: list[bytes] = []
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    outline = first + 2 * len(pages)
    catalog = f"<< /Type /Catalog /Pages 2 0 R {f'/Outlines {outline} 0 R' if bookmarks else ''} >>"
    bodies.append(catalog.encode())
    bodies.append(f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode())
    bodies += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    for number, stream in enumerate(streams):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        bodies.append(
            f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream"
        )
    if bookmarks:
        last = outline + len(bookmarks)
        bodies.append(f"<< /Count {len(bookmarks)} /First {outline + 1} 0 R /Last {last} 0 R >>".encode())
        for at, (title, page) in enumerate(bookmarks):
            following = f"/Next {outline + at + 2} 0 R" if at + 1 < len(bookmarks) else ""
            target = f"[{first + 2 * (page - 1)} 0 R /Fit]"
            hexed = ("\ufeff" + title).encode("utf-16-be").hex()
            bodies.append(f"<< /Title <{hexed}> /Parent {outline} 0 R /Dest {target} {following} >>".encode())
    path.write_bytes(_assembled(bodies))
    return path


def _page(lines: Sequence[Line]) -> bytes:
    drawn = []
    height = 800.0
    for text, size, bold in lines:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        drawn.append(f"BT /{'F2' if bold else 'F1'} {size:g} Tf 1 0 0 1 60 {height:g} Tm ({escaped}) Tj ET")
        height -= 1.3 * size
    return "\n".join(drawn).encode("cp1252")


def _assembled(bodies: Sequence[bytes]) -> bytes:
    content = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(content)
    content += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}".encode()
    return content + (
        f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def locked_pdf(path: Path, password: str) -> Path:
    """Write a PDF that opens with a password only."""
    from pypdf import PdfReader, PdfWriter

    plain = pdf(path.with_suffix(".plain"), [[("Hemligt", 12, False)]])
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt(password, algorithm="RC4-128")
    with path.open("wb") as file:
        writer.write(file)
    plain.unlink()
    return path


def handbook_docx(path: Path) -> Path:
    """Write a Word document with headings, a list, a table in a table, and a second page."""
    document = docx.Document()
    document.add_heading("Programhandbok", 0)
    document.add_heading("Kapitel 2", 1)
    document.add_paragraph("Kapitlet handlar om hur ni börjar.")
    document.add_heading("Första mötet", 2)
    document.add_paragraph("Ta med:")
    document.add_paragraph("en penna", style="List Bullet")
    document.add_paragraph("två frågor", style="List Bullet")
    document.add_page_break()
    document.add_heading("Lokaler", 2)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Rum", "Plats"
    table.cell(1, 0).text = "Eken"
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "plan fyra", "hus B"
    document.save(str(path))
    return path


def rewritten(path: Path, member: str, content: bytes) -> Path:
    """Put other content into one part of a docx."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[member] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return path
