"""False alarms that were reported: how honest sentences ask, greet and plan, and their false likes."""

from __future__ import annotations

import pytest

from assistant.domain.value import Language
from tests.clean_desk import found, letter


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
        ("en", "If there is anything I can do in return, just tell me.", False),
        ("sv", "I gengäld kan jag hjälpa till med hemsidan.", False),
        ("en", "I gave you my notes, so in return I expect an answer.", True),
        ("sv", "Du fick mina anteckningar, så i gengäld får du svara nu.", True),
    ],
)
def test_ones_own_plan_or_offer_presses_nobody(language: Language, sentence: str, pushes: bool) -> None:
    """Only a date by which the reader must do something is a deadline, and only their debt is one."""
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
