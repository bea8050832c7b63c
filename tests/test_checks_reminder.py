"""Pressure and favours where little is bearable: in the one reminder, and in a list of questions."""

from __future__ import annotations

import pytest

from assistant.domain.brief import Brief, Fact, Recipient
from assistant.domain.value import Language
from tests.test_checks_warn import GREETING, LABEL, SIGNATURE, Case, examine, findings, written

ASKED = {
    "sv": "För ett tag sedan frågade jag om du hade 15 minuter för två frågor om lera.",
    "en": "A while ago I asked if you had 15 minutes for two questions about clay.",
}
SUBJECT = {"sv": "Mina frågor om lera", "en": "My questions about clay"}


def told(text: str, language: Language, kind: str = "nudge") -> set[str]:
    """The checks that find something in a message with this line in it."""
    body = f"{ASKED[language]} {text}"
    subject = f"{LABEL[language]}: {SUBJECT[language]}"
    letter = "\n\n".join((subject, GREETING[language], body, SIGNATURE[language]))
    examined = examine(letter, kind, language)
    return {each.check for each in findings(examined, "pushy_followup", "sounds_like_sales", "multiple_asks")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Det här är sista gången jag hör av mig om det.", "sv"),
        ("Hör jag inget så släpper jag det, och det här är mitt sista mejl.", "sv"),
        ("Säg gärna nej, det här är sista gången jag nämner det.", "sv"),
        ("Ett par rader skriftligt går lika bra.", "sv"),
        ("This is the last time I'll bring it up.", "en"),
        ("If it isn't for you, that's all right, and this is my last email.", "en"),
        ("Just say no if it doesn't suit, this is the last I'll ask.", "en"),
        ("This is my final message about it.", "en"),
    ],
)
def test_the_last_word_of_a_reminder_presses_nobody(text: str, language: Language) -> None:
    """The prompt asks for it: remind once, and let go."""
    assert told(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Detta är mitt sista mejl, annars får jag vända mig till någon annan.", "sv"),
        ("Svara senast på torsdag, det här är sista gången jag skriver.", "sv"),
        ("Det här är min tredje påminnelse.", "sv"),
        ("Jag hade väl ändå hoppats på ett par rader från dig.", "sv"),
        ("Det kändes lite snopet att inte höra något.", "sv"),
        ("Ett kort svar räcker, gärna före måndag så att jag hinner planera.", "sv"),
        ("Två rader är nog, bara de kommer innan månaden är slut.", "sv"),
        ("Två rader räcker, helst före helgen så vet jag vad jag ska boka.", "sv"),
        ("A line is enough, preferably by Friday, so I know what to book.", "en"),
        ("This is my last message, otherwise I'll have to turn to someone else.", "en"),
        ("Please reply by Thursday, this is the last time I write.", "en"),
        ("This is my third reminder.", "en"),
        ("I had kind of hoped for a line or two from you.", "en"),
        ("I'd expected to hear something by now.", "en"),
        ("A short answer is enough, ideally before Monday so I can plan.", "en"),
        ("Two lines will do, provided they come before the month is out.", "en"),
    ],
)
def test_a_reproach_or_a_day_to_answer_by_presses_however_softly_it_is_put(
    text: str, language: Language
) -> None:
    """Guilt, a deadline and a threat stay what they are beside a last word."""
    assert "pushy_followup" in told(text, language)


@pytest.mark.parametrize(
    ("text", "language"), [("Det här är mitt sista mejl.", "sv"), ("This is my last email.", "en")]
)
def test_elsewhere_the_last_mail_is_a_chaser(text: str, language: Language) -> None:
    """Nobody who had a talk, or writes for the first time, has a last mail to announce."""
    assert "sounds_like_sales" in told(text, language, kind="outreach")
    assert "pushy_followup" in told(text, language, kind="followup")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jag får gärna följa med er en dag, och då kan du kanske ögna igenom mitt brev.", "sv"),
        ("I would happily tag along for a day, and maybe you could glance at my letter then.", "en"),
        ("It would help to have you read my application, or to have you mention me to your manager.", "en"),
    ],
)
def test_favours_slipped_in_are_counted(text: str, language: Language) -> None:
    """A wish and a "perhaps you could" ask as much as a question does."""
    assert "multiple_asks" in told(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kanske kan du i november i stället, jag rättar mig efter dig.", "sv"),
        ("Jag får gärna gå igenom frågorna skriftligt.", "sv"),
        ("Maybe you could answer in a line or two instead.", "en"),
        ("I'd be happy to come to your office.", "en"),
    ],
)
def test_settling_when_and_how_is_no_favour(text: str, language: Language) -> None:
    """They belong to the one small talk."""
    assert told(text, language) == set()


@pytest.mark.parametrize(
    ("language", "question", "found"),
    [
        ("sv", "Vad skulle du säga om du läste min avhandling och vi sågs en gång till efteråt?", True),
        ("sv", "Kan du granska mitt avtal, och kan vi höras igen i maj?", True),
        ("sv", "Hur gjorde ni när ni träffades igen efter bråket?", False),
        ("sv", "Vad skulle hända med vår by om du läste planen högt?", False),
        ("en", "What would you say if you read my thesis and we met once more afterwards?", True),
        ("en", "Would you review my contract, and could we talk again in May?", True),
        ("en", "How do you get a guest to come back and talk again?", False),
        ("en", "What would happen to our village if you read the plan aloud?", False),
    ],
)
def test_a_list_of_questions_asks_no_favours(language: Language, question: str, found: bool) -> None:
    """The talk is already given; own work to be read and another talk are two things beyond it."""
    case = Case("multiple_asks", language, "questions", "item", question, violating=found, briefed=False)
    checks = [each.check for each in findings(examine(written(case), "questions", language), "multiple_asks")]
    assert bool(checks) == found


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("How many years were you a welder before you became an inspector in 2014?", True),
        ("How long had you hesitated before you dared to leave in 2014?", False),
        ("How many people did the course take in 2014?", False),
        ("How many years were you a welder before you became an inspector?", False),
    ],
)
def test_a_year_ties_a_question_to_a_fact_in_the_other_language(question: str, known: bool) -> None:
    """What the fact tells beside that year is known; a judgement, or a count of something else, is not."""
    fact = Fact(text="Var själv svetsare i tolv år innan hon blev inspektör 2014")
    brief = Brief(language="en", recipient=Recipient(name="Priya"), facts=(fact,))
    case = Case("googleable_question", "en", "questions", "item", question, violating=known, briefed=True)
    examined = examine(written(case), "questions", "en", brief=brief)
    assert bool(findings(examined, "googleable_question")) == known
