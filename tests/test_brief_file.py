"""Brief files and profiles: what is right is read, what is off is refused with file, line, key and mend."""

from __future__ import annotations

import json
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.brief import Sender
from assistant.domain.value import Language
from assistant.errors import InputError
from assistant.importing.brief_file import load_brief
from assistant.importing.lines import Lines
from assistant.importing.profile import load_sender

EXAMPLES = Path(__file__).parent.parent / "examples"


def refused(text: str | bytes, language: Language | None = None) -> tuple[str, str]:
    """Give the sentence and the hint that a brief is refused with."""
    with pytest.raises(InputError) as error:
        load_brief(text, "brief.toml", language=language)
    assert "\n" not in error.value.message
    assert error.value.message.startswith("'brief.toml'")
    assert error.value.hint
    return error.value.message, error.value.hint


@pytest.mark.parametrize("name", ["sv.toml", "en.toml"])
def test_the_examples_are_read(name: str) -> None:
    """Both examples give a brief with typed facts and a meeting at its moment."""
    loaded = load_brief((EXAMPLES / name).read_text(encoding="utf-8"), name, language=None)
    assert loaded.brief.language == name[:2]
    assert loaded.brief.facts[0].kind in {"talk", "article"}
    assert loaded.understood == ()
    assert loaded.brief.meeting
    assert loaded.brief.meeting.held_at


def test_plain_facts_are_understood_and_pointed_out() -> None:
    """A string, and a table with only a text, are understood; a typed table is left as it is."""
    text = (
        'language = "sv"\nfacts = ["Höll föredraget \'Små steg\' på Agila Sverige 2024", '
        '{ kind = "other", text = "Skrev boken \'Lugn\'" }, '
        '{ text = "Är chef på Telia", source = "hennes sida" }]'
    )
    loaded = load_brief(text, "b", language=None)
    assert loaded.understood == (0, 2)
    talk, other, role = loaded.brief.facts
    assert (talk.kind, talk.title, talk.where, talk.when) == ("talk", "Små steg", "Agila Sverige", "2024")
    assert (other.kind, other.title) == ("other", "")
    assert (role.kind, role.source) == ("role", "hennes sida")


def test_json_has_the_same_shape() -> None:
    """A text that starts with a brace is JSON; its times are strings."""
    text = (
        '{"language": "en", "facts": ["Head of data at Loop"], '
        '"meeting": {"held_at": "2026-03-12T15:00:00Z"}}'
    )
    loaded = load_brief(text, "b.json", language=None)
    assert loaded.understood == (0,)
    assert loaded.brief.meeting
    assert loaded.brief.meeting.held_at
    assert loaded.brief.meeting.held_at.utcoffset() == timedelta(0)


def test_the_files_language_wins_over_the_callers() -> None:
    """The caller's language only fills a gap."""
    assert load_brief('language = "sv"', "b", language="en").brief.language == "sv"
    assert load_brief("[sender]", "b", language="en").brief.language == "en"
    message, hint = refused("[sender]")
    assert "language" in message
    assert 'language = "sv"' in hint


@pytest.mark.parametrize(
    ("held_at", "hour"), [("2026-03-12T15:00:00", 15), ("2026-03-12", 12), ('"2026-03-12T15:00"', 15)]
)
def test_a_time_without_offset_is_the_senders(held_at: str, hour: int) -> None:
    """It gets the sender's zone, with that day's offset; a date alone is noon."""
    text = f'language = "sv"\n[sender]\ntime_zone = "Europe/Stockholm"\n[meeting]\nheld_at = {held_at}\n'
    meeting = load_brief(text, "b", language=None).brief.meeting
    assert meeting
    assert meeting.held_at
    assert (meeting.held_at.hour, meeting.held_at.utcoffset()) == (hour, timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "line", "says", "mend"),
    [
        ('[recipient]\norganization = "x"', 3, "'organization' in [recipient]", "'organisation'"),
        ('[recipient]\nföretag = "x"', 3, "'företag'", "Keys are English"),
        ('[recipient]\ncompany = "x"', 3, "'company'", "'organisation'"),
        ('[recepient]\nname = "x"', 2, "'recepient'", "'recipient'"),
        ('[ask]\nminutes = 15\nown_words = "Hej"', 4, "'own_words' in [ask]", "at the top"),
        ('[sender]\nminutes = 15', 3, "'minutes' in [sender]", "in [ask]"),
        ('[ask]\nminutes = "15"', 3, "whole number", "minutes = 15"),
        ("ask.minutes = 0", 2, "'minutes' in [ask] is 0", "from 1 to 480"),
        ("ask = { minutes = 15,\tquestions = 99 }", 2, "'questions' in [ask]", "from 1 to 10"),
        ("[meeting]\nminutes = 999", 3, "'minutes' in [meeting]", "from 1 to 480"),
        ('[meeting]\nwent_well = "ja"', 3, "true or false", "without quotes"),
        ('[[facts]]\ntext = "a"\n[[facts]]\nkind = "föredrag"', 5, "number 2", "'talk'"),
        ('[[facts]]\ntext = """\na\n\n[[facts]]\n"""\nwhen = 2025', 8, "[[facts]] number 1", 'when = "2025"'),
        ('facts = [\n  "a", # "b"\n  """c\n]\n""",\n  7,\n]', 7, "fact 3", "quotes"),
        ('[facts]\ntext = "a"', 2, "one table", "[[facts]]"),
        ('recipient = "Maria"', 2, "must be a table", "[recipient]"),
        ('[sender]\ngoals = "x"', 3, "must be a list", 'goals = ["..."]'),
        ('[sender]\ngoals = ["x",\n  "  "]', 4, "entry 2 of 'sender.goals' is empty", "remove"),
        ('["sender"]\n"na\\u006de" = 3', 3, "'name' in [sender] must be text", 'name = "3"'),
        ('[sender]\ntime_zone = "Europe/Stokholm"', 3, "Europe/Stokholm", "'Europe/Stockholm'"),
        ('[recipient]\nemail = "maria at x"', 3, "not a mail address", "name@example.org"),
        ("[meeting]\nheld_at = 2026-03-12T15:00:00", 3, "time zone", "time_zone ="),
        ("[meeting]\nheld_at = 2026-02-30", 3, "no such date", "2026-03-12"),
        ('[meeting]\nheld_at = "i tisdags"', 3, "not a date", "2026-03-12"),
        ('[[facts]]\nkind = "talk"', 2, "fact 1 says nothing", "text"),
        ("[sender]\nname = Sara", 3, "cannot be read", "quotes"),
        ("[sender]\nname = “Sara”", 3, "typographic", "straight"),
        ('[sender]\nname: "Sara"', 3, "joined with '='", "name ="),
        ('[sender]\nname = "Sara', 3, "", "quotes"),
        ('[sender]\nname = "a"\n\nname = "b"', 5, "twice", "Keep one"),
        ('facts = ["x"]\n[[facts]]\ntext = "a"', 3, "already given", "one way"),
        ('[previous]\nquestions = ["a", 2]', 3, "entry 2 of 'previous.questions'", '"2"'),
    ],
)  # fmt: skip
def test_what_is_off_is_refused_with_line_key_and_mend(text: str, line: int, says: str, mend: str) -> None:
    """Each refusal is one sentence; the line counts the language above it."""
    message, hint = refused(f'language = "sv"\n{text}')
    assert f"line {line}:" in message
    assert says in message
    assert mend in hint


def test_an_unknown_language_names_the_right_one() -> None:
    """ "svenska" is understood, not accepted."""
    message, hint = refused('language = "svenska"')
    assert "line 1" in message
    assert "'sv'" in hint


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('{"language": "sv",\n "facts": [{"text": "a"},\n {"text": 4}]}', 3, "number 2"),
        ('{"language": "sv",\n "language": "en"}', 2, "twice"),
        ('{"language": "sv",\n "sender": {"name": "a"', 2, "not valid JSON"),
        ('{"language": "sv", "ask":\n {"minutes": 15.5}}', 2, "whole number"),
    ],
)
def test_json_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    """The same strictness, the same places."""
    message, _hint = refused(text)
    assert f"line {line}:" in message
    assert says in message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        (" \n\n", "empty"),
        ("\ufeff", "empty"),
        (b'language = "sv"\n\nx = "\xe5"', "line 3: this is not UTF-8"),
        ("language".encode("utf-16"), "UTF-16"),
        ('x = "\x00"', "line 1: there is a NUL byte"),
        ("x = " + "[" * 90_000, "nested too deeply"),
        ('{"a":' * 60_000, "nested too deeply"),
        ('language = "sv"\nx = ' + "9" * 5_000, "impossible"),
        ("a." * 100_000 + "a = 1", "too many parts"),
        ('x = "' + "x" * 400_000 + '"', "too long"),
        ('language = "sv"\nfacts = [' + '"x",' * 501 + "]", "501 facts"),
        ("[1, 2]", ""),
        ("\x1b]0;x\x07 = 1", ""),
    ],
    ids=range(14),
)
def test_a_file_that_is_none_is_refused_in_one_sentence(text: str | bytes, says: str) -> None:
    """Not text, not TOML, too much, too deep: one sentence and a hint, no traceback and no wait."""
    message, _hint = refused(text)
    assert says in message
    assert len(message) < 300


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    """Notepad's files are read, and their lines are counted rightly."""
    assert load_brief(b'\xef\xbb\xbflanguage = "sv"\r\n[sender]\r\nname = "S"\r\n', "b", language=None)
    message, _hint = refused('\ufefflanguage = "sv"\r\n\r\n[sender]\r\nnam = "S"\r\n')
    assert "line 4" in message


def test_texts_are_cleaned_on_the_way_in() -> None:
    """No control sequence and no invisible character comes in by a brief."""
    text = 'language = "sv"\nown_words = "a\\u001b[31mb\\u200b"\n[recipient]\nname = "Ma\\u202eria"\n'
    brief = load_brief(text, "b", language=None).brief
    assert brief.own_words == "ab"
    assert brief.recipient.name == "Maria"


def test_a_profile_is_read_with_or_without_its_header() -> None:
    """The keys of [sender] at the top, below their header, or in a whole brief."""
    for text in ('name = "Sara"', '[sender]\nname = "Sara"', 'language = "sv"\nsender = { name = "Sara" }'):
        assert load_sender(text, "p.toml") == Sender(name="Sara")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('name = "S"\nrol = "x"', "line 2: 'rol'"),
        ('[sender]\n\ntime_zone = "x"', "line 3"),
        ("[sender]", "says nothing"),
        ("[sender]\ngoals = 3", "line 2: 'goals'"),
    ],
)
def test_a_profile_is_as_strict(text: str, says: str) -> None:
    """Line, key and mend, as for briefs."""
    with pytest.raises(InputError) as error:
        load_sender(text, "p.toml")
    assert says in error.value.message
    assert error.value.hint


KEYS = st.sampled_from(
    ["language", "facts", "sender", "name", "when", "ask", "minutes", "åäö", "x y", "a.b", ""]
)
VALUES: Any = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.floats(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.dictionaries(KEYS, VALUES, max_size=5).map(json.dumps)))
def test_any_file_is_read_or_refused_in_one_sentence(text: str) -> None:
    """Nothing but InputError comes out, with a hint."""
    refusals: list[InputError] = []
    try:
        load_brief(text, "b", language="sv")
    except InputError as error:
        refusals.append(error)
    assert all(each.hint and "\n" not in each.message for each in refusals)


def test_lines_are_found_for_every_way_to_write_a_key() -> None:
    """Dotted and quoted keys, inline tables, arrays over lines, tables in arrays of tables."""
    text = (
        'a.b = 1 # c = 2\n"q.r" = """\nx = 1\n"""\n[t]\nu = { v = [1,\n2], w = \'#\' }\n'
        "[[n]]\nk = 1\n[[n]]\n[n.m]\nk = '''\n'''''\n[[n.l]]\n[[n.l]]\nz = [[], {}, [\n3]]\n"
    )
    tomllib.loads(text)
    lines = Lines(text)
    places = {
        ("a", "b"): 1, ("q.r",): 2, ("t",): 5, ("t", "u", "v", 1): 7, ("t", "u", "w"): 7, ("n", 0, "k"): 9,
        ("n", 1): 10, ("n", 1, "m", "k"): 12, ("n", 1, "l", 1): 15, ("n", 1, "l", 1, "z", 2, 0): 17,
    }  # fmt: skip
    assert {path: lines.of(path) for path in places} == places
    assert lines.of(("n", 1, "nothing", 4)) == 10
