"""The fact check on single words: whose number, year, place, title or companion it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.checks.claim_rules import rule_claims
from assistant.checks.support import support_of
from assistant.domain.brief import Ask, Brief, Fact, Meeting, Recipient, Sender
from assistant.domain.value import Language

TODAY = date(2026, 11, 20)

SWEDISH = Brief.model_validate(
    {
        "language": "sv",
        "sender": Sender(name="Ebba Ryd", role="mejerist", organisation="Ryds gård, Hedemora", about="24 år"),
        "recipient": Recipient(name="Lars Modin", role="biträdande mejerichef", organisation="Fjällmejeriet"),
        "facts": (
            Fact(
                kind="role",
                text="Biträdande mejerichef sedan 2019. Var innan dess kock i Åre i åtta år. "
                "Chef är professor Karin Boman.",
            ),
            Fact(
                kind="article",
                title="Osten väntar",
                where="Jämtlands Tidning",
                when="2025-03",
                text="9 av 12 ostar fick medalj. Svinnet halverades på två av fem anläggningar.",
            ),
            Fact(
                kind="talk",
                title="Salt",
                where="Ostdagen, Falun",
                when="2026-04",
                text="60 kom och lyssnade.",
            ),
            Fact(kind="other", text="The Scottish cheese union has asked for the recipe. No decision yet."),
            Fact(kind="other", text="Silvermedalj och andra pris i Ost-SM 2022. Avsnitt 48 av Ostpodden."),
        ),
        "meeting": Meeting(
            held_at=datetime(2026, 11, 18, 10, tzinfo=UTC), notes=("Skickar kartan efter den 1 december.",)
        ),
        "ask": Ask(minutes=15, questions=1, window="vecka 50"),
    }
)
ENGLISH = Brief.model_validate(
    {
        "language": "en",
        "sender": Sender(name="Joe Platt", role="junior ranger", organisation="Dale Parks", about="27"),
        "recipient": Recipient(name="Ada Wynn", role="associate warden", organisation="Moor Trust, Skipton"),
        "facts": (
            Fact(
                kind="role",
                text="Associate warden since 2021; the head warden is Rev. Tim Ode. "
                "Not a vet: left vet school after a term. Before that eleven years as a shepherd in Wooler.",
            ),
            Fact(
                kind="project",
                title="Quiet paths",
                with_whom="Dr Nell Ash",
                text="Written with Dr Nell Ash. The north gate opened on day 4, the south ford on day 11.",
            ),
            Fact(
                kind="talk",
                title="Mud",
                where="Panel, Leeds",
                when="2025-05",
                text="A fifth of walkers turn back.",
            ),
            Fact(kind="other", text="Grace Lunn from Kendal lent her the maps in 2016."),
        ),
    }
)
WORDS = {"names", "numbers", "dates", "quotes", "times", "titles", "roles"}


def words_found(language: Language, sentence: str) -> list[str]:
    """The words at which the word-level rules find a claim in a sentence."""
    support = support_of(SWEDISH if language == "sv" else ENGLISH)
    found = rule_claims(sentence, "sentence", language, support, TODAY)
    return [sentence[claim.start : claim.end] for rule, claim in found if rule in WORDS]


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("sv", "Jag trodde aldrig att jag skulle skriva till en professor.", "professor"),
        ("sv", "Att en kemist tar sig tid med en mejerist är stort.", "kemist"),
        ("sv", "Åtta av tolv ostar med medalj, säger du, är mer än någon väntat sig.", "Åtta av tolv"),
        ("sv", "Samtliga tolv ostar fick medalj, läste jag.", "Samtliga tolv"),
        ("sv", "Grattis till första pris i Ost-SM, det måste ha känts stort för dig.", "första pris"),
        ("sv", "Redan på nittiotalet stod du i mejeriet.", "nittiotalet"),
        ("sv", "Artikeln som du skrev 2019 sitter på min vägg.", "2019"),
        ("sv", "Du skulle skicka kartan efter den 12 december, sa du.", "12 december"),
        ("sv", "Din artikel Osten vandrar läste jag två gånger.", "Osten vandrar"),
        ("sv", "Efter tolv år som kock vågade du byta bana.", "tolv"),
        ("sv", "Ett hundratal satt och lyssnade när du talade om salt, skulle jag tro.", "hundratal"),
        ("en", "It takes nerve to write to the head warden of a moor.", "head warden"),
        ("en", "Not many people get pointers from a real vet.", "vet"),
        ("en", "Talking to somebody who was a conductor before the moor was a surprise.", "conductor"),
        ("en", "You wrote Quiet paths with Grace Lunn, I gather.", "Grace Lunn"),
        ("en", "That the north gate stayed shut until day eleven surprised me.", "eleven"),
        ("en", "That a third of walkers turn back is what I quote to everyone.", "a third"),
        ("en", "Your eleven years in Leeds as a shepherd must have been cold.", "Leeds"),
    ],
)
def test_a_word_that_is_another_things_is_found(language: Language, sentence: str, words: str) -> None:
    """A number, year, place, title or companion that the brief has of something else, or not at all."""
    assert any(words in found or found in words for found in words_found(language, sentence))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Nio av tolv ostar fick medalj, och jag vill göra den tionde."),
        ("sv", "På tre av anläggningarna har svinnet inte halverats ännu."),
        ("sv", "Hälften så mycket svinn på två anläggningar är starkt."),
        ("sv", "I Skottland är inget bestämt, men nyfikna är de."),
        ("sv", "Ett sextiotal lyssnade när du talade om salt i Falun."),
        ("sv", "I går provade jag ditt råd, tack vare dig, på två ostar."),
        ("sv", "Schemat för januari är bifogat, det är fyra pass och alla på kvällen."),
        ("sv", "Adressen är Storgatan 3, och jag är där från halv sju."),
        ("sv", "”Osten bestämmer själv” är min sammanfattning av vad du sa."),
        ("sv", "Åren som kock märks på hur du pratar om salt."),
        ("sv", "Jag har 22 kor hemma, och sju av dem är mina egna."),
        ("en", "Eleven years with sheep and then a desk, that takes patience."),
        ("en", "Twenty per cent of walkers turn back, which I now quote to everyone."),
        ("en", "You'll find me at weekends in a hut outside Otley."),
        ("en", "Would week 49 or 50 be possible?"),
        ("en", "We were three rangers up at four in the morning last night."),
        ("en", "That is forty more than I have ever counted."),
        ("en", "The club I mentioned is called Greyrigg Walkers, and their secretary is kind."),
        ("en", "By day eleven the south ford was open as well."),
    ],
)
def test_a_word_that_is_borne_out_passes(language: Language, sentence: str) -> None:
    """Sums, halves, parts, translations, the sender's own life and their own words are no claims."""
    assert words_found(language, sentence) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Vecka 3 eller 4 eller när du annars har en lucka."),
        ("en", "Mornings between nine and eleven are good, whichever you choose."),
        ("en", "Any weekday after three, or the weekend of 5-6 December, as you like."),
        ("en", "1/4 h on the phone is plenty for me."),
        ("sv", "Du har ett brev från mig från den 3 oktober, om salt."),
        ("en", "In October I sent you a note about your talk Mud."),
        ("en", "No hurry with my letter from September, you have walkers to turn back."),
        ("en", "Two weeks ago I asked if you could show me the north gate."),
        ("sv", "Jag mejlade dig i juni om Salt, Ostdagen i Falun."),
        ("sv", "Marit ringde, och i lördags sa hon att jag borde skriva till dig."),
        ("sv", "Marit kom förbi, och hon ringde i lördags om din ost."),
        ("en", "You sat on the Leeds panel some eighteen months ago, I think."),
        ("en", "On the last Tuesday of September your mud reached my kitchen."),
        ("sv", "Salt i Falun i fjol"),
        ("sv", "Kvittot från 1958 sitter på väggen."),
        ("en", "That makes nineteen gates."),
        ("en", "You were right about salt, and behind the barn stood six old troughs."),
        ("sv", "Mina tre favoriter är dina, allihop."),
        ("en", "I have read the first 30 pages of Quiet paths with your name on it."),
    ],
)
def test_what_only_the_sender_can_count_or_date_is_left_alone(language: Language, sentence: str) -> None:
    """Hours and days that are proposed, one's own letter, and what has nothing of the reader's."""
    assert words_found(language, sentence) == []


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("sv", "Nitton ostar fick medalj, läste jag.", "Nitton"),
        ("sv", "Du talade om salt i juni.", "i juni"),
        ("en", "On weekday mornings forty walkers turn back at your gate.", "forty"),
        ("en", "You told Leeds on a Friday morning that six in ten walkers turn back.", "six"),
        ("en", "The panel on mud was in 1998.", "1998"),
        ("en", "You opened the north gate in 1998, on a weekday.", "1998"),
    ],
)
def test_a_day_or_a_letter_beside_it_excuses_no_claim(language: Language, sentence: str, words: str) -> None:
    """What the reader did is theirs, whatever times the sentence names, and so is what a fact tells."""
    assert words in words_found(language, sentence)
