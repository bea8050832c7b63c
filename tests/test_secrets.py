"""A secret is recognised by what happened and to whom, not by any word that it shares with the message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.checks.confidential_leak import check
from assistant.domain.brief import Brief, Fact, Recipient, Sender
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds


def given_away(secret: str, text: str, language: Language) -> bool:
    """Whether the sentence gives the secret away, in a brief about two who work with money."""
    swedish = language == "sv"
    brief = Brief(
        language=language,
        sender=Sender(
            name="Sara Ek", role="ekonom", organisation="Kvarnby Bruk", goals=("become a finance director",)
        ),
        recipient=Recipient(name="Maria Berg", role="ekonomichef", organisation="Solhaga Energi"),
        facts=(
            Fact(kind="talk", title="När prognoser brister", text="Höll ett föredrag i Luleå i mars 2025"),
            Fact(text="Olle Strand introduced us at a fair", with_whom="Olle Strand"),
            Fact(text=secret, confidential=True),
        ),
    )
    greeting = "Hej Maria!" if swedish else "Hi Maria,"
    draft = parse_plain(f"{greeting}\n\n{text}\n\nSara", kind="outreach", language=language)
    kind = load_kinds()["outreach"]
    return bool(list(check(Examined(draft, kind, brief, (), "en", datetime(2026, 3, 1, tzinfo=UTC)))))


LEAKS: list[tuple[Language, str, str]] = [
    ("sv", "Sara har sagt upp sig från bruket, sista dag i april", "Min uppsägningstid går ut i april."),
    ("sv", "Sara har sagt upp sig från bruket, sista dag i april", "Jag slutar på bruket i april."),
    (
        "sv",
        "Solhaga ska varsla fyrtio personer i januari",
        "Jag vet att ni snart måste skära ned på personal.",
    ),
    ("sv", "Banken nekade Kvarnby Bruk ett lån", "Vi fick avslag hos banken i höst."),
    ("sv", "Sara kuggade på revisorsprovet", "Provet gick tyvärr inte vägen för mig."),
    ("sv", "Maria är sjukskriven till och från för ryggen", "Jag hoppas att ryggen är bättre."),
    ("sv", "Bruket har en internutredning om fakturor", "Just nu utreds våra fakturor internt."),
    ("sv", "Kvarnby Bruk utvecklar pappret Silva i hemlighet", "Silva, vårt nya papper, lanseras nästa år."),
    ("sv", "Sara was signed off with burnout", "Jag gick in i väggen i höstas."),
    ("en", "Sara has handed in her notice, last day in April", "I leave in April, and nobody here knows."),
    ("en", "Maria retires next summer", "Since you are stepping down next summer, I am writing now."),
    (
        "en",
        "The bank refused the mill a credit of £2 million",
        "Our loan application was turned down by the bank.",
    ),
    ("en", "Sara failed the audit exam", "I didn't pass the audit exam this time."),
    ("en", "Sara is in a dispute with her manager Ben Wall", "Ben Wall and I don't see eye to eye."),
    ("en", "Sara plans to open her own café in Malmö", "I'm going to open my own place next year."),
    ("en", "Sara är gravid och slutar i mars", "I'm expecting a baby in spring."),
]


@pytest.mark.parametrize(("language", "secret", "text"), LEAKS)
def test_what_happened_is_found_in_other_words(language: Language, secret: str, text: str) -> None:
    """Synonyms, the other language and a softer wording give the secret away all the same."""
    assert given_away(secret, text, language)


INNOCENT: list[tuple[Language, str, str]] = [
    ("sv", "Sara har sagt upp sig från bruket, sista dag i april", "I april stänger vi böckerna på bruket."),
    ("sv", "Sara har sagt upp sig från bruket", "Hur gör ni så att ingen säger upp sig för schemats skull?"),
    ("sv", "Sara har sagt upp sig från bruket", "Jag slutar tidigt på fredagar, så ring gärna då."),
    ("sv", "Maria söker sig bort från Solhaga", "Själv söker jag mig bort från kalkylbladen."),
    ("sv", "Banken nekade Kvarnby Bruk ett lån", "Får jag låna en kvart av din tid? Säg gärna nej."),
    ("sv", "Sara kuggade på revisorsprovet i november", "I november läser jag inför revisorsprovet."),
    ("sv", "Sara är i konflikt med sin chef Bengt Wall", "Min chef tycker att jag ska fråga dig."),
    ("sv", "Kvarnby Bruk utvecklar pappret Silva i hemlighet", "Vi utvecklar våra prognoser varje månad."),
    ("en", "Sara is being investigated over a payment error", "I investigate every payment twice."),
    ("en", "Maria is off sick with her back", "I will get back to you whenever it suits."),
    ("en", "The mill will lay off thirty people in January", "In January I have more time than in December."),
    ("en", "Sara has applied for a job at Fellside Power", "I applied your idea about rolling forecasts."),
    ("en", "Sara is pitching the app Moth to Bright Fox", "I return to your talk like a moth to a lamp."),
    ("en", "Maria is going through a divorce", "Do you keep forecast and budget separate?"),
    ("en", "Sara was signed off with burnout", "How do you keep a team from burning out?"),
    ("en", "Maria is off sick now and then", "How do you plan for sick leave?"),
    ("sv", "Maria letar nytt jobb", "Jag letar nytt jobb och vill förstå branschen."),
]


@pytest.mark.parametrize(("language", "secret", "text"), INNOCENT)
def test_shared_months_roles_and_everyday_words_are_no_leak(
    language: Language, secret: str, text: str
) -> None:
    """The same word said of somebody else, in another sense or about the matter in general is innocent."""
    assert not given_away(secret, text, language)


def test_a_name_that_only_the_secret_has_is_found_with_another() -> None:
    """Two such names, or one with what is done to it, are enough; in lower case they are common words."""
    secret = "Sara is pitching the app Moth to Bright Fox"
    assert given_away(secret, "We show Moth to Bright Fox next week.", "en")
    assert not given_away(secret, "A bright fox ate the moth.", "en")


def test_a_rounded_number_counts_as_the_same() -> None:
    """ "Over thirty thousand" and 31 000 are one sum."""
    secret = "Sara tjänar 31 000 kronor"
    assert given_away(secret, "Min lön är drygt trettiotusen.", "sv")
    assert not given_away(secret, "Min lön är rätt för det jag gör.", "sv")
