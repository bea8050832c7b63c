"""The template writer: the writing format, channels, variants and what its templates refuse."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.brief import Ask, Fact, Meeting, Recipient, Sender, grounds
from assistant.domain.draft import Wording
from assistant.domain.value import Channel, Language, Tone
from assistant.errors import WriterError
from assistant.offline.names import read_name
from assistant.offline.phrasebook import load_phrasebook
from assistant.offline.variables import ALLOWED
from assistant.offline.writer import TemplateWriter
from assistant.parsing import count_words
from assistant.ports import Grounding, Task
from prompts.catalog import KINDS_FOLDER, load_kinds
from prompts.rendering import RenderingError
from tests.offline_desk import (
    CHANNELS,
    CORPUS,
    NOW,
    VARIANTS,
    corpus_draft,
    draft,
    every,
    outreach,
    read,
    shown,
    written,
)

# The writing format


@pytest.mark.parametrize("kind", ["outreach", "questions", "followup"])
def test_every_sentence_is_marked_with_ids_that_were_shown(kind: str) -> None:
    """Over the whole corpus no sentence lacks its mark and no mark names what was not shown."""
    for name, _, made in every(kind):
        assert made.sentences, name
        for sentence in made.sentences:
            assert sentence.marked, (name, sentence.text)
            assert not sentence.unknown, (name, sentence.text)


def test_claims_rest_on_grounds_and_greetings_on_nothing() -> None:
    """Prose about the two people cites a ground or guidance; greeting, closing and signature cite none."""
    for name, brief, made in every("outreach"):
        for sentence in made.sentences:
            own = sentence.text in brief.own_words
            if sentence.role in {"greeting", "closing"} and not own:
                assert not sentence.facts, (name, sentence.text)
                assert not sentence.passages, (name, sentence.text)
        assert any(sentence.facts for sentence in made.prose), name
        asks = any("outreach.ask.low_commitment" in sentence.passages for sentence in made.prose)
        assert asks or "?" in brief.own_words, name


def test_each_function_cites_the_passage_about_it() -> None:
    """The opening, the introduction and the close cite their own topics."""
    made = draft(outreach("sv"), variant=1)
    cited = {passage for sentence in made.prose for passage in sentence.passages}
    assert {"outreach.personal_opening", "outreach.self_intro_purpose", "outreach.close_easy"} <= cited


def test_only_passages_that_were_shown_are_cited() -> None:
    """With no guidance shown nothing is cited, and the text is the same."""
    brief = outreach("en")
    task = Task(kind=load_kinds()["outreach"], brief=brief, wording=Wording(), now=NOW)

    async def go() -> str:
        bare = Grounding(grounds(brief), ())
        return "".join([piece async for piece in TemplateWriter().write(task, bare)])

    bare = anyio.run(go)
    assert "G1" not in bare
    assert re.sub(r" \[[^\]]*\]", "", bare) == re.sub(r" \[[^\]]*\]", "", written(brief))


def test_origins_name_template_version_and_fingerprint() -> None:
    """What wrote a draft can be told afterwards."""
    brief = outreach("sv")
    task = Task(kind=load_kinds()["outreach"], brief=brief, wording=Wording(), now=NOW)
    writer = TemplateWriter()

    async def go() -> None:
        async for _ in writer.write(task, Grounding(grounds(brief), shown("outreach"))):
            pass
        assert [piece async for piece in writer.repair(task, Grounding((), ()), "", ())] == []

    anyio.run(go)
    origins = writer.origins()
    assert origins.writer == "template"
    assert re.fullmatch(r"outreach/offline\.sv@1#[0-9a-f]{12}", origins.prompt)
    assert origins.shown == tuple(passage.id for passage in shown("outreach"))


# Length, channels, variants


def test_a_mail_has_a_subject_and_a_length_that_is_read() -> None:
    """Mails have a concrete subject of at most 70 characters and 50 to 140 words."""
    for name, _, made in every("outreach"):
        assert made.subject, name
        assert 8 <= len(made.subject) <= 70, (name, made.subject)
        assert 50 <= count_words(made.body) <= 140, (name, count_words(made.body))


@pytest.mark.parametrize("each_variant", VARIANTS)
@pytest.mark.parametrize("kind", ["outreach", "followup"])
def test_channels_keep_their_limits(kind: str, each_variant: bool) -> None:
    """A note stays under 300 characters, a text message under 459, a LinkedIn message under 1,200."""
    limits = {"linkedin-note": 300, "sms": 459, "linkedin": 1200}
    for name, _, made in every(kind, ("linkedin-note", "sms", "linkedin"), each_variant=each_variant):
        assert made.subject is None, name
        assert len(made.body) <= limits[made.channel], (name, len(made.body))


@pytest.mark.parametrize("each_variant", VARIANTS)
def test_a_note_still_greets_by_name_opens_and_asks(each_variant: bool) -> None:
    """However short, a note has the name, a fact or own words, and the ask with its minutes."""
    for name, brief, made in every("outreach", ("linkedin-note",), each_variant=each_variant):
        assert read_name(brief.recipient.name).casual.split()[0] in made.text, (name, made.text)
        assert str(brief.ask.minutes) in made.text, (name, made.text)
        assert any(sentence.facts for sentence in made.prose), (name, made.text)


@pytest.mark.parametrize("kind", ["outreach", "followup", "questions"])
def test_variants_really_differ(kind: str) -> None:
    """Three variants of one brief are less than 0.8 alike, and 0.7 on the whole."""
    ratios = []
    for path in CORPUS:
        texts = [corpus_draft(path, kind, "mail", variant).body.split() for variant in (1, 2, 3)]
        for one, other in ((0, 1), (0, 2), (1, 2)):
            ratios.append(
                (SequenceMatcher(None, texts[one], texts[other], autojunk=False).ratio(), path.stem)
            )
    assert max(ratios)[0] < 0.9, max(ratios)
    assert sum(ratio for ratio, _ in ratios) / len(ratios) < 0.7


def test_variants_have_orders_of_their_own() -> None:
    """Fact first, self first and common link first begin with different things."""
    link = Fact(kind="shared_contact", with_whom="Johan Ek")
    brief = outreach("sv", facts=(*outreach("sv").facts, link))
    first = [draft(brief, variant=variant).prose[0].facts for variant in (1, 2, 3)]
    assert first[0] == ("F1",)
    assert "F4" in first[1]
    assert first[2] == ("F2",)


def test_the_same_brief_gives_the_same_text() -> None:
    """Nothing depends on the run."""
    for path in CORPUS[:6]:
        assert written(read(path)) == written(read(path))


def test_two_people_get_two_letters() -> None:
    """Mails from one sender to ten people do not look like one form letter."""
    names = [
        "Ann Ek",
        "Bo Li",
        "Cia Om",
        "Dan Ås",
        "Eva Ny",
        "Finn Al",
        "Gun Ro",
        "Hal Um",
        "Ida Sy",
        "Jan Ur",
    ]
    texts = [written(outreach("sv", recipient=Recipient(name=name))) for name in names]
    lines = [line for text in texts for line in set(text.splitlines()) if len(line.split()) > 4]
    assert len(set(texts)) == len(texts)
    assert max(lines.count(line) for line in lines) <= 7


@pytest.mark.parametrize("tone", ["plain", "warm", "formal"])
def test_tones_greet_and_close_each_in_its_way(tone: Tone) -> None:
    """Tone changes greeting and closing."""
    sv, en = draft(outreach("sv"), tone=tone), draft(outreach("en"), tone=tone)
    assert sv.sentences[1].text == ("Bästa Maria," if tone == "formal" else "Hej Maria!")
    assert en.sentences[1].text == ("Dear Maria Berg," if tone == "formal" else "Hi Maria,")
    closings = {"plain": r"Vänliga hälsningar|Hälsningar", "warm": r"Varma hälsningar|Allt gott"}
    assert re.search(closings.get(tone, "Med vänliga? hälsning"), sv.text)


def test_formal_english_uses_no_contractions() -> None:
    """A formal mail says "I am", not "I'm"."""
    for path in CORPUS:
        brief = read(path)
        if brief.language == "en" and "'" not in path.read_text(encoding="utf-8"):
            for variant in (1, 2, 3):
                assert not re.search(
                    r"\w['’](?:m|d|ll|re|ve|t)\b", written(brief, tone="formal", variant=variant)
                )


# Templates as data


def test_an_unknown_variable_is_refused_at_load(tmp_path: Path) -> None:
    """A template that names what the code does not supply says file, line and mend."""
    path = tmp_path / "offline.sv.md"
    path.write_text("# 1 only\ngreeting\n\n## greeting\n- Hej {{ nmn }}!\n", encoding="utf-8")
    with pytest.raises(RenderingError, match=r"offline\.sv\.md:5: unknown variable 'nmn'"):
        load_phrasebook(path, ALLOWED)


def test_a_layout_with_an_unknown_slot_is_refused_at_load(tmp_path: Path) -> None:
    """A layout can only name slots that have sentences."""
    path = tmp_path / "offline.sv.md"
    path.write_text("# 1 only\ngreting\n\n## greeting\n- Hej!\n", encoding="utf-8")
    with pytest.raises(RenderingError, match="greting"):
        load_phrasebook(path, ALLOWED)


def test_every_template_loads_in_both_languages() -> None:
    """Each kind that is written offline has both languages, with the same layouts."""
    for folder in sorted(KINDS_FOLDER.iterdir()):
        if not (folder / "offline.sv.md").exists():
            continue
        sv = load_phrasebook(folder / "offline.sv.md", ALLOWED)
        en = load_phrasebook(folder / "offline.en.md", ALLOWED)
        assert [layout.name for layout in sv.layouts] == [layout.name for layout in en.layouts], folder.name


@pytest.mark.parametrize("language", ["sv", "en"])
def test_marks_and_templates_in_a_persons_words_stay_text(language: Language) -> None:
    """What looks like a mark in a title or in own words is no citation, and Jinja in it is not run."""
    fact = Fact(kind="talk", title="Ids [F9] and {{ 7 * 7 }}", where="NDC")
    brief = outreach(language, own_words="Se [G99] {{ 7 * 7 }} [-].", facts=(fact,))
    for variant in (1, 2, 3):
        made = draft(brief, variant=variant)
        assert not any(sentence.unknown for sentence in made.sentences)
        assert "(F9) and {{ 7 * 7 }}" in made.text
        assert "49" not in made.text


ODD = st.text(
    alphabet=st.sampled_from(list("abcåäö ABC.?!,:;-–'\"”“’[]{}()%#*_/\\<>|&0123456789\néü漢😀F1G2")),
    max_size=60,
)
FIELDS = st.fixed_dictionaries(
    dict.fromkeys(
        ("name", "title", "where", "text", "reaction", "goal", "topic", "window", "own", "note"), ODD
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=FIELDS, language=st.sampled_from(["sv", "en"]), channel=st.sampled_from(CHANNELS))
def test_odd_input_never_breaks_the_format(
    fields: dict[str, str], language: Language, channel: Channel
) -> None:
    """Whatever stands in a field, writing gives a text whose marks are all known, or refuses in words."""
    goals = (fields["goal"],) if fields["goal"].strip() else ()
    notes = (fields["note"],) if fields["note"].strip() else ()
    brief = outreach(
        language,
        own_words=fields["own"],
        facts=(
            Fact(
                kind="talk",
                title=fields["title"],
                where=fields["where"],
                text=fields["text"],
                reaction=fields["reaction"],
            ),
        ),
        recipient=Recipient(name=fields["name"]),
        sender=Sender(name=fields["name"], goals=goals),
        ask=Ask(topic=fields["topic"], window=fields["window"]),
        meeting=Meeting(notes=notes, plan=fields["goal"]),
    )
    for kind in ("outreach", "questions", "followup"):
        try:
            made = draft(brief, kind, channel="mail" if kind == "questions" else channel)
        except WriterError:
            continue
        assert not any(sentence.unknown for sentence in made.sentences)
        assert "{{" not in made.text or "{{" in "".join(fields.values())
        if channel == "linkedin-note" and kind == "outreach":
            assert len(made.body) <= 300


@pytest.mark.parametrize(
    "text",
    [
        "Before that she spent six years at Northgrid building control software for hydro power stations.",
        "Principal engineer | Speaker | Mentor",
    ],
)
def test_what_only_seems_a_role_is_not_said_of_them(text: str) -> None:
    brief = outreach("en", facts=(*outreach("en").facts, Fact(kind="role", text=text)))
    for kind in ("outreach", "questions"):
        assert "You are a" not in written(brief, kind)
        assert "Speaker" not in written(brief, kind)
