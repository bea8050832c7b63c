"""Hand-over: what leaves Fika reads back as what was given, whatever was in it."""

from __future__ import annotations

import re
import stat
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import compat32, default
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cleaning import clean, clean_line
from assistant.domain.brief import Recipient, Sender
from assistant.domain.value import MAX_NAME
from assistant.errors import InputError
from assistant.handover.addresses import address
from assistant.handover.eml import as_eml
from assistant.handover.files import file_name, write_file
from assistant.handover.mailto import MAX_CHARACTERS, as_mailto
from assistant.handover.text import as_text
from tests.stored import TEXT, draft

HEADERS = ["X-Unsent", "From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
SENDER = Sender(name="Sara Lindqvist", email="sara@norrvatten.se")
RECIPIENT = Recipient(name="Åsa Öberg-Nyström", email="asa@lulea.se")
HOSTILE = [
    "=?utf-8?q?=0D=0ABcc:_x@evil.example?=",
    "=?utf-8?b?DQpCY2M6IHhAZXZpbC5leGFtcGxl?=",
    "=?iso-8859-1?q?a?= =?utf-8?q?=0A=0A<b>?=",
    "==?=?utf-8?q?=0ABcc:x?=",
    "Anna\r\nBcc: x@evil.example",
    "Anna\nX-Unsent: 0",
    "Anna\u2028Bcc: x@evil.example",
    "Anna\x00Berg\x1b[31m",
    "Anna <x@evil.example>",
    'Anna" <x@evil.example>, "',
    "x@evil.example, Anna",
    "Anna; Bcc: x@evil.example",
    "\u202eanna\u202c gnirps",
    "Grupp: a@evil.example;",
    "Anna (x@evil.example)",
    "\\",
    '"',
    "Å" * 500,
    "a" * 2000,
    "Ö " * 400,
]

hostile_text = st.one_of(
    st.text(max_size=300),
    st.sampled_from(HOSTILE),
    st.lists(
        st.sampled_from(
            [
                "=?",
                "?=",
                "utf-8",
                "?q?",
                "?b?",
                "=0D=0A",
                "\r\n",
                "Bcc: x@y.se",
                "å",
                " ",
                ",",
                "<",
                '"',
                "\\",
            ]
        ),
        max_size=15,
    ).map("".join),
)
quick = settings(deadline=None, max_examples=150)


def _decoded(header: object) -> str:
    return " ".join(str(make_header(decode_header(str(header)))).split())


def _as_header(text: str, most: int) -> str:
    """What a header is to say: the text on one line, its encoded words broken."""
    return " ".join(clean_line(text)[:most].rstrip().replace("=?", "= ?").split())


def test_text_is_the_message_and_nothing_else() -> None:
    """What is pasted has the subject or not, and no blank lines around it."""
    assert as_text(draft()) == TEXT
    assert as_text(draft(), subject=False) == TEXT.partition("\n\n")[2]
    assert as_text(draft("Hej!\n\nTack.\n\n"), subject=False) == "Hej!\n\nTack."


def test_a_mail_is_unsent_and_reads_back_as_given() -> None:
    """Subject, names, addresses and text come back with å ä ö; line ends are those of mail."""
    made = as_eml(
        draft("Ämne: Två frågor om prognoser\n\nHej Åsa,\n\n.\nFrån Luleå =20 €\n"), SENDER, RECIPIENT
    )
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert made.isascii()
    assert max(map(len, made.split(b"\r\n"))) <= 78
    for policy in (compat32, default):
        read = message_from_bytes(made, policy=policy)
        assert read.keys() == HEADERS
        assert read["X-Unsent"] == "1"
        assert _decoded(read["Subject"]) == "Två frågor om prognoser"
        assert [(_decoded(name), mail) for name, mail in getaddresses([str(read["To"])])] == [
            ("Åsa Öberg-Nyström", "asa@lulea.se")
        ]
        payload = read.get_payload(decode=True)
        assert isinstance(payload, bytes)
        assert payload.decode("utf-8").replace("\r\n", "\n") == "Hej Åsa,\n\n.\nFrån Luleå =20 €\n"
        assert read.get_content_charset() == "utf-8"
    for header in (b"Date:", b"Message-ID:", b"Bcc:"):
        assert header not in made


def test_a_long_subject_is_folded_and_read_as_one() -> None:
    """Long headers stand on several short lines and are one text again."""
    for subject in (
        "Frågor om hur ni berättar om osäkerhet " * 5,
        "Questions about how you tell of doubt " * 5,
    ):
        made = as_eml(draft(f"Subject: {subject}\n\nHej."), SENDER, RECIPIENT)
        assert max(map(len, made.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 78
        assert _decoded(message_from_bytes(made)["Subject"]) == subject.strip()


def test_what_is_not_known_has_no_header() -> None:
    """Without an address or a subject there is no empty or invented one."""
    made = as_eml(draft("Hej."), Sender(name="Sara"), Recipient(name="Maria"))
    assert message_from_bytes(made).keys() == ["X-Unsent", *HEADERS[4:]]


@quick
@given(subject=hostile_text, name=hostile_text, other=hostile_text, body=hostile_text)
def test_no_text_makes_another_header_or_recipient(subject: str, name: str, other: str, body: str) -> None:
    """Whatever stands in names, subject and text, headers and recipients are those that were given."""
    name, other = name[:MAX_NAME], other[:MAX_NAME]
    text = f"Subject: {clean_line(subject) or 'x'}\n\n{clean(body)}"
    made = as_eml(draft(text), Sender(name=other, email="s@x.se"), Recipient(name=name, email="r@y.se"))
    head = made.partition(b"\r\n\r\n")[0]
    starts = [
        line.partition(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))
    ]
    assert starts == HEADERS
    assert not re.search(rb"[^\t\x20-\x7e\r\n]|\r(?!\n)|(?<!\r)\n", head)
    read = message_from_bytes(made, policy=compat32)
    assert read.keys() == HEADERS
    assert _decoded(read["Subject"]) == _as_header(draft(text).subject or "", 300)
    for header, given_name, mail in (("From", other, "s@x.se"), ("To", name, "r@y.se")):
        assert [(_decoded(n), m) for n, m in getaddresses([read[header]])] == [
            (_as_header(given_name, 120), mail)
        ]
    payload = read.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().replace("\r\n", "\n") == as_text(draft(text), subject=False) + "\n"


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_python_reads_hostile_names_as_names_too(name: str) -> None:
    """The newer parser, which decodes before it takes apart, sees one recipient and no further header."""
    made = as_eml(
        draft(f"Ämne: {clean_line(name) or 'x'}\n\nHej."),
        SENDER,
        Recipient(name=name[:MAX_NAME], email="r@y.se"),
    )
    read = message_from_bytes(made, policy=default)
    assert read.keys() == HEADERS
    assert [each.addr_spec for each in read["To"].addresses] == ["r@y.se"]
    assert "\n" not in read["Subject"]
    again = message_from_bytes(read.as_bytes(), policy=compat32)
    assert again.keys() == HEADERS


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("maria.berg+fika@lulea-energi.se", "maria.berg+fika@lulea-energi.se"),
        (" maria@x.se\n", "maria@x.se"),
        ("Maria.Berg@Exempel.SE", "Maria.Berg@Exempel.SE"),
        ("maria@luleå.se", "maria@xn--lule-toa.se"),
        ("o'brien@x.co.uk", "o'brien@x.co.uk"),
    ],
)
def test_ordinary_addresses_are_used_as_written(written: str, used: str) -> None:
    """Addresses stay as they are; only a domain with other letters gets its ASCII form."""
    assert address(written) == used


@pytest.mark.parametrize(
    "garbage",
    [
        "maria", "@x.se", "maria@", "maria@localhost", "a@b@c.se", "maria berg@x.se", "maria@x .se",
        "a@x.se, b@y.se", "a@x.se;b@y.se", "<maria@x.se>", "Maria <maria@x.se>",
        "maria@x.se\nBcc: b@y.se", "maria@x.se?bcc=b@y.se", "maria@x.se&bcc=b@y.se", '"maria"@x.se',
        "maria@[127.0.0.1]", "maria@127.0.0.1", "maria..berg@x.se", ".m@x.se", "m.@x.se", "maria@-x.se",
        "maria@x-.se", "maria@x..se", "maria@.se", "åsa@x.se", "maria@straße.de", "maria@ｅxample.com",
        "maria@x。se", "=?utf-8?q?x?=@x.se", "maria@=?utf-8?q?x?=.se", "a" * 65 + "@x.se",
        "a@" + "b" * 64 + ".se", "a@" + "b.se" * 80, "maria%40y.se", "maria@x.se%0D%0ABcc:b@y.se",
        "maria@\u202ex.se@", "mailto:maria@x.se/",
    ],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused(garbage: str) -> None:
    """An address that is none, or two, or not what it seems, is refused with what to do."""
    for attempt in (
        lambda: as_eml(draft(), SENDER, Recipient(name="Maria", email=garbage)),
        lambda: as_eml(draft(), Sender(email=garbage), RECIPIENT),
        lambda: as_mailto(draft(), Recipient(email=garbage)),
    ):
        with pytest.raises(InputError, match="not a mail address") as caught:
            attempt()
        assert "name@domain" in caught.value.hint


@quick
@given(subject=hostile_text, body=hostile_text)
def test_a_mailto_link_reads_back_as_given(subject: str, body: str) -> None:
    """The link has a subject and a body, and nothing in them becomes another field."""
    made = draft(f"Subject: {clean_line(subject) or 'x'}\n\n{clean(body)}")
    try:
        link = as_mailto(made, RECIPIENT)
    except InputError as error:
        link = error.message
    if not link.startswith("mailto:"):
        assert "too long" in link
        return
    assert re.fullmatch(r"mailto:asa@lulea\.se\?subject=[\w.~%-]*&body=[\w.~%-]*", link, re.ASCII)
    fields = parse_qs(urlsplit(link).query, keep_blank_values=True, strict_parsing=True)
    assert fields.keys() == {"subject", "body"}
    assert " ".join(fields["subject"][0].split()) == _as_header(made.subject or "", 300)
    assert unquote(link.partition("&body=")[2]) == as_text(made, subject=False).replace("\n", "\r\n")
    assert "+" not in link


def test_a_mailto_link_has_mail_line_ends_and_its_own_spaces() -> None:
    """Line breaks are %0D%0A and spaces %20, as mail programs expect."""
    link = as_mailto(draft("Ämne: Två frågor\n\nHej Åsa,\n\nTack + hej & på återseende?"), Recipient())
    assert link == (
        "mailto:?subject=Tv%C3%A5%20fr%C3%A5gor&body="
        "Hej%20%C3%85sa%2C%0D%0A%0D%0ATack%20%2B%20hej%20%26%20p%C3%A5%20%C3%A5terseende%3F"
    )


def test_a_link_that_would_be_cut_is_not_made() -> None:
    """A text too long for a link says so and names the way that has no limit."""
    longest = MAX_CHARACTERS - len("mailto:?body=")
    assert len(as_mailto(draft("a" * longest), Recipient())) == MAX_CHARACTERS
    with pytest.raises(InputError, match="1801 characters") as caught:
        as_mailto(draft("a" * (longest + 1)), Recipient())
    assert "eml" in caught.value.hint


@quick
@given(st.lists(hostile_text, min_size=1, max_size=3))
def test_a_file_name_is_a_name_and_no_path(parts: list[str]) -> None:
    """No separator, no leading dot or hyphen, no control, not too long, never a device."""
    name = file_name(parts, "eml")
    assert name.endswith(".eml")
    assert Path(name).name == name
    assert len(name.encode()) <= 130
    assert re.fullmatch(r"[^\W_][\w-]*\.eml", name)
    assert name.split(".")[0] not in {"con", "nul", "com1"}


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["outreach", "Åsa Öberg-Nyström", "2"], "outreach-åsa-öberg-nyström-2.md"),
        (["../../etc/passwd"], "etc-passwd.md"),
        (["..", "."], "draft.md"),
        (["CON"], "draft-con.md"),
        (["-rf", ".profile"], "rf-profile.md"),
        (["C:\\Windows", "a\x00b"], "c-windows-ab.md"),
    ],
)
def test_file_names_are_readable(parts: list[str], name: str) -> None:
    """A file's name says whose it is, in any script, and goes nowhere else."""
    assert file_name(parts, "md") == name


def test_files_are_not_overwritten_unasked(tmp_path: Path) -> None:
    """What is there stays, links are not followed, and what is written is for its owner only."""
    path = tmp_path / "draft.eml"
    write_file(path, b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(InputError, match="already there") as caught:
        write_file(path, b"two")
    assert "another name" in caught.value.hint
    assert path.read_bytes() == b"one"
    write_file(path, b"two", replace=True)
    assert path.read_bytes() == b"two"
    link = tmp_path / "link.eml"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError):
        write_file(link, b"three")
    write_file(link, b"three", replace=True)
    assert not (tmp_path / "elsewhere").exists()
    for nowhere in (tmp_path / "no" / "x.eml", tmp_path, Path("a\0b")):
        with pytest.raises(InputError, match=r"cannot be written|already there"):
            write_file(nowhere, b"x")
    assert sorted(each.name for each in tmp_path.iterdir() if each.name != "home") == [
        "draft.eml",
        "link.eml",
    ]
