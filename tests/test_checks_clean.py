"""False alarms that were reported: honest sentences that the review leaves alone, and their false likes."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.checks.reviewing import load_check
from assistant.checks.rule import RULES_FOLDER, load_rule
from assistant.domain.brief import Brief
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from knowledge.corpus import load_corpus
from prompts.catalog import load_kinds

TALK_AT = "2026-03-12T15:00:00+00:00"
ENDS = {"sv": ("Hej Maria,", "Hälsningar\nSara"), "en": ("Hi Maria,", "Best wishes\nSara")}


def found(check: str, text: str, language: Language, kind: str = "outreach", **parts: Any) -> list[str]:
    """The excerpts of what a check finds in a text, on a brief with these parts."""
    given = {
        "language": language,
        "sender": {"name": "Sara Lind"},
        "recipient": {"name": "Maria Berg"},
        **parts,
    }
    examined = Examined(
        draft=parse_plain(text, kind=kind, language=language),
        kind=load_kinds()[kind],
        brief=Brief.model_validate_json(json.dumps(given)),
        passages=(),
        ui="en",
        now=datetime(2026, 3, 13, 9, tzinfo=UTC),
    )
    return [each.excerpt or each.check for each in load_check(check)(examined)]


def letter(body: str, language: Language, subject: str = "Prognoser") -> str:
    """A body between greeting and signature, under a subject."""
    greeting, closing = ENDS[language]
    label = "Ämne" if language == "sv" else "Subject"
    return f"{label}: {subject}\n\n{greeting}\n\n{body}\n\n{closing}"


@pytest.mark.parametrize(
    ("language", "window", "sentence"),
    [
        ("sv", "vecka 14", "Skulle du ha 15 minuter vecka 14?"),
        ("sv", "vecka 14", "Det passar mig bra vecka 14."),
        ("sv", "v. 15", "Någon gång under v. 15 vore fint."),
        ("sv", "v 15-17", "När som helst v 15-17 går bra för mig."),
        ("sv", "veckorna 14 och 15", "Veckorna 14 och 15 är jag ledig på förmiddagarna."),
        ("sv", "efter den 20", "Efter den 20 har jag det lugnare."),
        ("en", "week 14", "Any morning in week 14 is fine."),
        ("en", "weeks 14 and 15", "I am around in weeks 14 and 15."),
        ("en", "after the 20th", "Any day after the 20th is good."),
    ],
)
def test_a_window_of_ones_own_is_no_claim(language: Language, window: str, sentence: str) -> None:
    """The number of a week, or a day, that the sender proposes says nothing about the recipient."""
    assert not found("unsupported_claim", letter(sentence, language), language, ask={"window": window})


@pytest.mark.parametrize(
    ("language", "window", "sentence"),
    [
        ("sv", "vecka 14", "Du har lett 14 projekt på Norrvatten."),
        ("en", "week 14", "You have led 14 projects over the years."),
    ],
)
def test_a_number_of_the_window_supports_nothing_else(language: Language, window: str, sentence: str) -> None:
    """14 of something else is still a claim."""
    text = letter(sentence, language)
    assert "14" in found("unsupported_claim", text, language, ask={"window": window})


def test_a_role_that_a_fact_gives_is_theirs() -> None:
    """The title of a fact about a role counts, whatever a note says of other chairs."""
    parts: dict[str, Any] = {
        "facts": [{"kind": "role", "title": "Chair of trustees", "where": "Shelter"}],
        "meeting": {"notes": ["Never let the chair speak first"]},
    }
    own = letter("I am writing to you because you are chair of trustees at Shelter.", "en")
    other = letter("I am writing to you because you are chair of governors at Shelter.", "en")
    assert not found("unsupported_claim", own, "en", **parts)
    assert found("unsupported_claim", other, "en", **parts) == ["chair of governors"]
    work = {"facts": [{"kind": "role", "title": "Enhetschef", "where": "Region Gotland"}]}
    assert not found("unsupported_claim", letter("Du är enhetschef på Region Gotland.", "sv"), "sv", **work)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Thank you for the talk, and what would you do differently today?"),
        ("en", "Thank you for telling me how you plan a meeting today."),
        ("en", "How did that first meeting shape the way you talk to customers today?"),
        ("sv", "Tack för att du berättade hur ni lägger upp mötet i dag."),
        ("sv", "Hur märks det samtalet i ditt jobb i dag?"),
    ],
)
def test_today_as_nowadays_dates_nothing(language: Language, sentence: str) -> None:
    """The day of the talk is not meant where "today" tells how things are."""
    meeting = {"held_at": TALK_AT, "notes": ["Start small"]}
    text = letter(sentence, language)
    assert not found("unsupported_claim", text, language, "followup", meeting=meeting)


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [
        ("en", "Thank you for our talk today.", "today"),
        ("sv", "Tack för samtalet i dag.", "i dag"),
        ("sv", "Tack för att du tog dig tid idag.", "idag"),
    ],
)
def test_today_of_a_talk_that_was_yesterday_is_found(language: Language, sentence: str, word: str) -> None:
    """Where the talk itself is dated, the day must be right."""
    meeting = {"held_at": TALK_AT, "notes": ["Start small"]}
    text = letter(sentence, language)
    assert found("unsupported_claim", text, language, "followup", meeting=meeting) == [word]


@pytest.mark.parametrize(
    "sentence",
    [
        "After your article on the move from customer support to product, I went back to our tickets.",
        "I am three years into customer support, and after reading how you moved to product I hesitate.",
        "Three years in customer support, and after your article about the move to product I took stock.",
    ],
)
def test_after_a_work_of_theirs_turns_nothing_around(sentence: str) -> None:
    """The sender's own "after" is another one than the "before" of the recipient's life."""
    facts = [
        {
            "kind": "article",
            "text": "Wrote about the move from customer support to product",
            "point": "Worked in customer support for three years before she moved to product",
        }
    ]
    assert not found("unsupported_claim", letter(sentence, "en"), "en", facts=facts)


@pytest.mark.parametrize(
    ("language", "subject", "title"),
    [
        ("sv", "Två frågor om hur du fick utvecklarna med dig", ""),
        ("sv", "Två frågor efter ”Alla ska in”", "Alla ska in"),
        ("sv", "Fråga efter Vi som är kvar", "Vi som är kvar"),
        ("sv", "En fråga om hur du fick med dig alla på resan", ""),
        ("en", "A question about how you got everyone to come along", ""),
        ("en", "Two questions about how you won the developers over", ""),
        ("en", "Two questions after “All In”", "All In"),
        ("en", "A question after “The Work We Do”", "The Work We Do"),
    ],
)
def test_a_subject_of_their_deed_or_title_says_enough(language: Language, subject: str, title: str) -> None:
    """What the recipient did, or the name of their work, is a matter even in plain words."""
    facts = [{"kind": "talk", "title": title}] if title else []
    assert not found("vague_subject", letter("Jag läste.", language, subject), language, facts=facts)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("sv", "Fråga om karriär"),
        ("sv", "Fråga om hur man lyckas i livet"),
        ("sv", "Två frågor till en ledare"),
        ("sv", "”Hej”"),
        ("en", "Question about how to be successful"),
        ("en", "Two questions for a leader"),
        ("en", "“Quick question”"),
    ],
)
def test_a_subject_for_anyone_is_still_found(language: Language, subject: str) -> None:
    """Neither quotation marks nor "how" make a subject of stock words say anything."""
    assert found("vague_subject", letter("Jag läste.", language, subject), language) == [subject]


@pytest.mark.parametrize(
    ("name", "greeting", "vague"),
    [
        ("Sir David Lowe", "Dear Sir David,", False),
        ("Lady Joan Marsh", "Dear Lady Joan,", False),
        ("Madam Chair Ruth Obi", "Dear Madam Ruth,", False),
        ("Bill Friend", "Dear Friend,", True),
        ("Sir David Lowe", "Dear Sir,", True),
        ("David Lowe", "Dear Sir or Madam,", True),
        ("David Lowe", "Dear Sir/Madam,", True),
        ("David Lowe", "Dear Hiring Manager,", True),
    ],
)
def test_a_title_with_a_name_greets_somebody(name: str, greeting: str, vague: bool) -> None:
    """A knight is greeted by title and given name."""
    text = f"Subject: Grids\n\n{greeting}\n\nYour talk about grids in Leeds made me think.\n\nBest\nSara"
    assert bool(found("vague_generic_opening", text, "en", recipient={"name": name})) is vague


@pytest.mark.parametrize(
    ("language", "fact", "sentence"),
    [
        ("en", "20 years in grid planning at National Grid", "I am writing for one reason: {}."),
        ("sv", "tjugo år som egen företagare i Norrland", "En sak fick mig att skriva: {}."),
    ],
)
def test_a_fact_quoted_as_it_stands_is_research(language: Language, fact: str, sentence: str) -> None:
    """No "you" is needed where the sender's own fact is said word for word."""
    text = letter(sentence.format(fact), language)
    parts: dict[str, Any] = {
        "recipient": {"name": "Maria Berg", "organisation": "National Grid"},
        "facts": [{"text": fact}],
    }
    assert not found("no_research_reference", text, language, **parts)
    other = letter(sentence.format("så mycket annat" if language == "sv" else "so much else"), language)
    assert found("no_research_reference", other, language, **parts)


@pytest.mark.parametrize(
    ("sentence", "says_why"),
    [
        ("Mitt mål just nu är att starta eget.", True),
        ("Jag vill starta eget.", True),
        ("Jag drömmer om att öppna en egen klinik.", True),
        ("Jag ska byta bana till hösten.", True),
        ("Jag vill träffa dig.", False),
        ("Jag vill gärna prata med dig.", False),
        ("Jag vill veta mer om dig.", False),
        ("Jag ska fatta mig kort.", False),
        ("Jag vill tacka dig.", False),
    ],
)
def test_a_plan_of_ones_own_says_why_one_writes(sentence: str, says_why: bool) -> None:
    """What the sender wants for themselves is a purpose; wanting something of the reader is none."""
    assert bool(found("no_purpose", letter(sentence, "sv"), "sv")) is not says_why


@pytest.mark.parametrize(
    ("language", "sentence", "pushes"),
    [
        ("sv", "Jag ska ringa två tidigare kollegor före påsk.", False),
        ("sv", "Efter det du sa ska jag ringa två tidigare kollegor före påsk.", False),
        ("sv", "Min plan är att skriva utkastet och skicka det till min chef före fredag.", False),
        ("sv", "Du sa att jag borde börja smått, så jag ringer den första kunden före fredag.", False),
        ("en", "My plan is to draft the list and book two interviews before Friday.", False),
        ("en", "Because of what you said I will call two former colleagues by Friday.", False),
        ("sv", "Svara gärna före fredag.", True),
        ("sv", "Jag tänker på det hela tiden, så snälla ring före fredag.", True),
        ("sv", "Kan du ringa mig före fredag?", True),
        ("en", "I will be waiting, so please reply by Friday.", True),
        ("en", "Could you send it to me by Friday?", True),
    ],
)
def test_a_date_in_ones_own_plan_presses_nobody(language: Language, sentence: str, pushes: bool) -> None:
    """Only a date by which the reader must do something is a deadline."""
    assert bool(found("pushy_followup", letter(sentence, language), language, "followup")) is pushes


@pytest.mark.parametrize(
    ("language", "item", "closed"),
    [
        ("en", "You worked in support for three years before you moved: what in that has shaped you?", False),
        ("en", "You turned the offer down - how did you decide?", False),
        ("en", "You write that trust comes first; in practice, how do you build it?", False),
        ("sv", "Du var väl sjuksköterska innan du blev chef: vad i det har du nytta av?", False),
        ("sv", "Du skriver att tillit kommer först – hur bygger ni den?", False),
        ("sv", "Du tackade väl nej: vad avgjorde?", False),
        ("en", "You worked in support for three years before you moved to product?", True),
        ("en", "You liked it: it was fun, right?", True),
        ("sv", "Du trivdes väl på sjukhuset?", True),
        ("sv", "Du blev chef: var det roligt?", True),
    ],
)
def test_a_statement_that_leads_up_to_an_open_question_closes_nothing(
    language: Language, item: str, closed: bool
) -> None:
    """What stands after the colon is what is asked."""
    others = {"sv": ["Vad minns du?", "Hur gick det?"], "en": ["What do you recall?", "How did it go?"]}
    text = "\n".join(f"{at}. {each}" for at, each in enumerate([*others[language], item], start=1))
    assert bool(found("closed_question", text, language, "questions")) is closed


@pytest.mark.parametrize("check", sorted(path.stem for path in RULES_FOLDER.glob("*.toml")))
def test_every_rule_names_what_is_behind_it(check: str) -> None:
    """A passage of the guidance, a piece of evidence, or the safety notes."""
    corpus = load_corpus()
    table = tomllib.loads((RULES_FOLDER / f"{check}.toml").read_text(encoding="utf-8"))
    assert table["why"] == load_rule(check).why
    assert table["why"] in {*corpus.passages, *corpus.evidence, "SAFETY"}


@pytest.mark.parametrize(
    ("check", "language", "kind", "sentence", "wrong"),
    [
        ("unsupported_claim", "en", "followup", "I keep a diary, as you said, and fill six pages.", False),
        ("unsupported_claim", "en", "followup", "As you said, your team fills six pages.", True),
        ("unsupported_claim", "en", "outreach", "What did you believe about forecasts at eighteen?", False),
        ("unsupported_claim", "sv", "outreach", "Alla eftermiddagar efter tre går bra.", False),
        ("unsupported_claim", "sv", "outreach", "Du har lett tre avdelningar.", True),
        ("unsupported_claim", "sv", "outreach", "Jag arbetar i Sunderbyn.", False),
        ("unsupported_claim", "sv", "outreach", "Du arbetar i Sundsvall.", True),
        ("no_flexibility", "en", "outreach", "Could we talk? Any weekday after four works.", False),
        ("no_flexibility", "en", "outreach", "Could we talk for 15 minutes on a Monday?", False),
        ("no_flexibility", "en", "outreach", "Could we talk for 15 minutes on Monday?", True),
        ("no_flexibility", "sv", "outreach", "Kan vi prata i 15 minuter en måndag?", False),
        ("no_flexibility", "sv", "outreach", "Kan vi prata i 15 minuter på måndag?", True),
        ("no_research_reference", "sv", "outreach", "Avsnitt 48 av Frekvens, om elnät, är bra.", False),
        ("no_purpose", "sv", "outreach", "Jag kör tåg sedan länge och vill bli instruktör.", False),
        ("no_purpose", "sv", "outreach", "Jag läste den och vill gärna träffas.", True),
        ("foreign_content", "en", "questions", "What do people think an instructor does all day?", False),
        ("no_research_reference", "sv", "outreach", "Avsnitt av poddar hör jag ofta.", True),
        ("placeholder", "sv", "outreach", "Jag heter NAMN och är ny.", True),
        ("placeholder", "sv", "outreach", "Ditt arbete med *fyll i ämne* gav mig mycket.", True),
        ("placeholder", "en", "outreach", "Your work on $TOPIC helped me.", True),
        ("placeholder", "en", "outreach", "I met your colleague NAME HERE.", True),
        ("placeholder", "sv", "outreach", "Ditt namn kom upp när företag och ämne valdes.", False),
        ("placeholder", "en", "outreach", "My name came up here, *really*, for $40.", False),
    ],
)  # fmt: skip
def test_what_fresh_messages_brought_up(
    check: str, language: Language, kind: str, sentence: str, wrong: bool
) -> None:
    """Found in messages written after tuning: a false alarm beside the true finding that it resembles."""
    facts = [{"text": "Gästade podden Frekvens, avsnitt 48, om elnät"}]
    sender = {"name": "Sara Lind", "organisation": "Sunderby sjukhus"}
    meeting = {"notes": ["Skriv dagbok"]} if kind == "followup" else None
    text = letter(sentence, language)
    assert bool(found(check, text, language, kind, facts=facts, sender=sender, meeting=meeting)) is wrong


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Har du lust att vara min vägvisare i yrket?"),
        ("sv", "Finns det någon chans att du tar emot adepter?"),
        ("sv", "Är du sugen på att mentora en nybörjare?"),
        ("sv", "Skulle jag få luta mig mot dig de kommande månaderna?"),
        ("sv", "Jag letar mentor och du är mitt förstahandsval."),
        ("en", "Could you be my go-to person for career questions?"),
        ("en", "You would make a perfect mentor for me."),
        ("en", "Would you be willing to guide my career?"),
        ("en", "I need someone like you in my corner as I grow."),
        ("en", "Could we make this a regular thing, say once a month?"),
        ("en", "Imagine if you were my mentor!"),
        ("sv", "Skulle du vilja vara med mig på resan från student till chef?"),
        ("sv", "Kan jag få komma till dig med mina funderingar under året?"),
        ("sv", "Är du öppen för att bli mentor?"),
        ("sv", "Jag har länge velat ha en mentor och tror att du är rätt person."),
        ("en", "Would you join me on the road from student to manager?"),
        ("en", "Could I come to you with my thoughts during the year?"),
        ("en", "Are you open to becoming a mentor?"),
        ("en", "I have long wanted a mentor and believe you are the right person."),
        ("sv", "Kan jag få bli en av dina adepter?"),
        ("sv", "Jag vore tacksam om jag fick dig som bollplank."),
        ("sv", "Skulle du kunna tänka dig att ta hand om en novis som jag?"),
        ("sv", "Är det okej om jag hör av mig med frågor lite då och då?"),
        ("sv", "Skulle du kunna vara min livlina när det stormar på jobbet?"),
        ("sv", "Ställer du upp på ett mentorskap på ett halvår?"),
        ("sv", "Får jag ringa dig så fort jag behöver råd?"),
        ("en", "Could I become one of your mentees?"),
        ("en", "Might you look after a novice like me?"),
        ("en", "Is it okay if I message you with questions now and then?"),
        ("en", "Can you be my role model and guide?"),
        ("en", "Would you be my lifeline when work gets stormy?"),
        ("en", "Are you up for a six-month mentorship?"),
        ("en", "May I call you whenever I need advice?"),
    ],
)
def test_the_big_question_in_further_wordings(language: Language, sentence: str) -> None:
    """Wordings that a trial after tuning let through."""
    assert found("asks_to_be_mentor", letter(sentence, language), language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Jag läste att du tar emot adepter i Addhers program."),
        ("sv", "Hur visste du att du var redo att handleda en student?"),
        ("sv", "Hur gör man det till en vana?"),
        ("sv", "Min mentor Anna sa att du är rätt person att fråga."),
        ("sv", "Vad fick dig att vara öppen för att bli mentor i programmet?"),
        ("en", "My mentor Anna says you are the right person to ask."),
        ("en", "What made you open to becoming a mentor there?"),
        ("sv", "Hur tog ni hand om en nyanställd som var osäker?"),
        ("sv", "Får jag ringa dig på fredag om det passar?"),
        ("sv", "Jag läste om en av dina adepter i tidningen."),
        ("en", "I read about one of your mentees in the paper."),
        ("en", "Could I call you on Friday, or whenever it suits you?"),
        ("en", "How did the hospital look after a novice like you?"),
        ("en", "May I message you when the report is done?"),
        ("en", "How did you make it a weekly habit in your team?"),
        ("en", "Anna was a mentor to me when I started."),
        ("en", "Which decision did most to guide your career?"),
        ("en", "Imagine if you were my customer: what would you ask?"),
    ],
)
def test_likes_of_the_further_wordings_ask_for_nothing(language: Language, sentence: str) -> None:
    """The same words about others, or as a small question."""
    assert not found("asks_to_be_mentor", letter(sentence, language), language)


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("Mest tänker jag på att prata med var och en innan jag säger något till alla.", False),
        ("Det gav mycket att prata med dig och alla andra.", True),
    ],
)
def test_a_note_of_plain_words_is_a_takeaway_in_its_own_order(sentence: str, missing: bool) -> None:
    """A note can be made of nothing but words that fit anyone."""
    meeting = {"notes": ["Prata med var och en innan du säger något till alla"]}
    assert bool(found("no_takeaway", letter(sentence, "sv"), "sv", "followup", meeting=meeting)) is missing


@pytest.mark.parametrize(
    ("item", "known"),
    [
        ("Vad var svårast i början när du startade bageriet?", False),
        ("När startade bageriet?", True),
        ("När grundades bageriet?", True),
    ],
)
def test_when_you_started_is_no_question_of_the_year(item: str, known: bool) -> None:
    """A clause that begins with "when you" asks for no date."""
    text = f"1. Vad minns du?\n2. Hur gick det?\n3. {item}"
    assert bool(found("googleable_question", text, "sv", "questions")) is known
