"""False alarms that were reported: what honest sentences claim, and their false likes."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from assistant.checks.marked_notes import kept_notes
from assistant.checks.rule import RULES_FOLDER, load_rule
from assistant.domain.brief import Brief, Fact
from assistant.domain.value import Language
from knowledge.corpus import load_corpus
from tests.clean_desk import found, letter

TALK_AT = "2026-03-12T15:00:00+00:00"


def is_alarmed(check: str, text: str, language: Language, kind: str) -> bool:
    """Whether a check finds something in a text by Sara Lind, beside one fact and, after a talk, one note."""
    facts = [{"text": "Gästade podden Frekvens, avsnitt 48, om elnät"}]
    sender = {"name": "Sara Lind", "organisation": "Sunderby sjukhus"}
    meeting = {"notes": ["Skriv dagbok"]} if kind == "followup" else None
    return bool(found(check, text, language, kind, facts=facts, sender=sender, meeting=meeting))


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
        ("en", "week 14", "You lead 14 projects at Norrvatten."),
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
        ("unsupported_claim", "en", "followup", "You said that your team fills six pages.", True),
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
    assert is_alarmed(check, letter(sentence, language), language, kind) is wrong


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


_MEASURED = (
    "Jag skriver upp pH för varje sats och har redan upptäckt att termometern i köket visar två grader fel,"
    " så den första ostens siffror får strykas."
)


@pytest.mark.parametrize(
    ("check", "language", "kind", "sentence", "wrong"),
    [
        # Who speaks in the clause itself is somebody of the sender's own.
        ("unsupported_claim", "sv", "outreach", "Han sa: ”Då har jag tränat jättemycket.”", False),
        ("unsupported_claim", "sv", "outreach", "Min granne la den där med orden ”hon där räknar”.", False),
        ("unsupported_claim", "sv", "outreach", "Du sa: ”Då har jag tränat jättemycket.”", True),
        ("unsupported_claim", "en", "outreach", "The lady at the desk said 'when could you begin?'", False),
        ("unsupported_claim", "en", "outreach", "In episode 48 you said 'when could you begin?'", True),
        ("unsupported_claim", "en", "outreach", "I read Jane Grigson's “The Slow Loaf of Bread”.", False),
        ("unsupported_claim", "en", "outreach", "I read your “The Slow Loaf of Bread”.", True),
        ("unsupported_claim", "en", "outreach", "You said “when could you begin?” the other day.", True),
        ("unsupported_claim", "en", "outreach", "You told all that the rule is “count it twice”.", True),
        # An adverb before a verb and its subject speaks as nobody; the heading of a list is no name.
        ("unsupported_claim", "sv", "outreach", "Annars hälsar jag bara, och fortsätter leta.", False),
        ("unsupported_claim", "sv", "outreach", "Berndtsson hälsar så gott.", True),
        ("unsupported_claim", "en", "outreach", "**Learning** by ear is what I hope for.", False),
        ("unsupported_claim", "en", "outreach", "Noreen says it is the saddest hobby in Connacht.", False),
        ("unsupported_claim", "en", "outreach", "Fitzwilliam says that you know the answer.", True),
        ("unsupported_claim", "sv", "outreach", "Jag hörde en farfar ropa ”har du betalt i glass?”.", False),
        ("unsupported_claim", "sv", "outreach", "Jag hörde dig ropa ”har du betalt i glass?”.", True),
        # A lesson was said at the talk, though nobody is spoken to.
        ("unsupported_claim", "sv", "followup", "Du sa att Karolinska sparade 40 procent.", True),
        # Phrases of sales and of pressure, in sentences that are unlike any of it.
        ("sounds_like_sales", "en", "outreach", "I pick one now, and not wait for the perfect one.", False),
        ("sounds_like_sales", "en", "outreach", "Don't wait: only three slots are left this month!", True),
        ("pushy_followup", "sv", "followup", _MEASURED, False),
        ("pushy_followup", "sv", "followup", "Jag skriver till dig varje fredag tills du har svarat.", True),
        # The question itself is a definite ask; a kind word on the way is none.
        ("no_specific_ask", "sv", "outreach", "Min fråga är hur du valde gästerna i början.", False),
        ("no_specific_ask", "sv", "outreach", "Jag vill fråga dig tre saker.", False),
        ("no_specific_ask", "en", "outreach", "My one question is how you chose the first guests.", False),
        ("no_specific_ask", "en", "outreach", "I would be glad of anything you might share.", True),
        # A place beside the sender's name, and a wish for where the reader is, sign for nobody else.
        ("foreign_content", "sv", "outreach", "Tack för att du läste.\n\nSara i Hultsfred", False),
        ("foreign_content", "sv", "outreach", "Tack för att du läste.\n\nBirgitta i Hultsfred", True),
        # Small words that two languages share.
        ("wrong_language", "sv", "outreach", "Jag vill starta en träning dit barn törs komma.", False),
    ],
)  # fmt: skip
def test_what_whole_messages_brought_up(
    check: str, language: Language, kind: str, sentence: str, wrong: bool
) -> None:
    """Found in whole messages by new writers: a false alarm beside the true finding that it resembles."""
    text = letter(sentence, language)
    if "\n\n" in sentence:
        text = text[: text.index(sentence) + len(sentence)]
    assert is_alarmed(check, text, language, kind) is wrong


@pytest.mark.parametrize("title", ["Reverend", "Rev.", "Canon", "Captain", "Syster", "Professor"])
def test_a_title_in_a_greeting_is_no_other_name(title: str) -> None:
    """Whoever the reader is, the surname says that it is they."""
    greeted = f"Subject: Soup\n\nDear {title} Adeyemi,\n\nMay I ask two questions?\n\nHarold Beck"
    parts = {"sender": {"name": "Harold Beck"}, "recipient": {"name": "Miriam Adeyemi", "role": "vicar"}}
    assert not found("foreign_content", greeted, "en", **parts)
    assert found("foreign_content", greeted.replace("Adeyemi", "Oyelaran"), "en", **parts)


@pytest.mark.parametrize("name", ["Dean", "Justice", "Bishop"])
def test_a_given_name_that_is_a_title_too_is_another_name(name: str) -> None:
    """Alone it names somebody."""
    greeted = f"Subject: Soup\n\nHi {name},\n\nMay I ask two questions?\n\nHarold Beck"
    parts = {"sender": {"name": "Harold Beck"}, "recipient": {"name": "Miriam Adeyemi", "role": "vicar"}}
    assert found("foreign_content", greeted, "en", **parts)


@pytest.mark.parametrize(("words", "wrong"), [(120, False), (200, False), (201, True)])
def test_any_mail_bears_two_hundred_words(words: int, wrong: bool) -> None:
    """A reminder's prompt asks for fewer, but it is not too long for a mail."""
    text = f"Subject: Soup\n\nHi Maria,\n\n{'soup ' * (words - 4)}\n\nSara Lind"
    assert bool(found("too_long", text, "en", "nudge")) is wrong


def test_what_parents_do_not_say_is_no_secret() -> None:
    """A mark stands at the beginning of its clause: "say nothing"."""
    told = "One weekend a year the parents at matches say nothing; 14 clubs joined"
    for fact, kept in (
        (told, []),
        ("say nothing: they close in May", ["they close in May"]),
        ("just say nothing: they close in May", ["they close in May"]),
        ("they close in May so say nothing", ["they close in May"]),
    ):
        brief = Brief(language="en", facts=(Fact(kind="other", text=fact),))
        assert [each.text for each in kept_notes(brief)] == kept


def test_a_slot_that_is_the_only_one_is_found_in_any_words() -> None:
    """And two slots leave room; "why don't we" takes no other day out."""
    only = "Det enda som går för mig är söndag den 29 klockan 19.15, så jag hoppas att du kan just då."
    either = "Det passar mig söndag den 29 klockan 19.15 eller måndag lunch."
    ask = "Skulle du ha en kvart i telefon? "
    assert found("no_flexibility", letter(ask + only, "sv"), "sv")
    assert not found("no_flexibility", letter(ask + either, "sv"), "sv")
    pressed = "Would you have 15 minutes? Why don't we say Tuesday at 10:00?"
    assert found("no_flexibility", letter(pressed, "en"), "en")


@pytest.mark.parametrize(
    ("language", "subject"), [("sv", "Påminnelse"), ("sv", "Jo, en grej"), ("en", "hiya again")]
)
def test_a_subject_that_only_knocks_is_vague(language: Language, subject: str) -> None:
    """With a word of the matter beside it, it is not."""
    body = "Tack för förra mejlet." if language == "sv" else "Thanks for your last mail."
    assert found("vague_subject", letter(body, language, subject), language)
    assert not found("vague_subject", letter(body, language, f"{subject}: Frekvens 48"), language)


def test_a_long_visit_need_only_be_likely_where_no_time_is_named() -> None:
    """Beside fifteen minutes the same words are not what is asked for."""
    visit = "Could I come after breakfast and go home for supper?"
    assert found("ask_too_long", letter(visit, "en"), "en")
    assert not found("ask_too_long", letter(f"{visit} I need fifteen minutes of your time.", "en"), "en")
