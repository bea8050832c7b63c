"""What the rules of the fact check see beyond words: who did what, denial, time, rank, promises, titles."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from assistant.checks.claim_clauses import predications
from assistant.checks.claim_rules import rule_claims
from assistant.checks.claims import Claim
from assistant.checks.support import support_of
from assistant.domain.brief import Brief, Fact, Meeting, Recipient, Sender
from assistant.domain.value import Language

TODAY = date(2026, 11, 20)

SWEDISH = Brief(
    language="sv",
    sender=Sender(name="Nils Wall", role="byggnadsingenjör", organisation="Torsby kommun"),
    recipient=Recipient(name="Maja Holm", role="biträdande driftchef", organisation="Älvkraft"),
    facts=(
        Fact(
            kind="project",
            text="Ledde ombyggnaden av dammen i Höljes, som kortade stoppen från 40 till 22 timmar "
            "på tre stationer. Fisktrappan byggdes aldrig.",
        ),
        Fact(
            kind="role",
            text="Biträdande driftchef på Älvkraft i Karlstad sedan 2021. "
            "Var innan dess montör på Bore i Arvika.",
        ),
        Fact(
            kind="talk",
            text="Talade om 'Tyst vatten' på Kraftdagarna i Umeå i oktober 2025",
            when="oktober 2025",
        ),
        Fact(kind="project", text="Driver mätprogrammet Vattenvakten, som Energimyndigheten finansierar"),
        Fact(kind="role", text="Undervisade på turbinutbildningen till 2022, gör det inte längre"),
        Fact(kind="role", text="Handledde Ida Lund, som disputerade i juni 2026"),
        Fact(kind="shared_contact", text="Per Ask, min granne, gav mig Majas namn", with_whom="Per Ask"),
        Fact(kind="other", text="Älvkraft provade drönare 2023 men köpte aldrig någon drönare"),
    ),
)
ENGLISH = Brief(
    language="en",
    sender=Sender(name="Ann Poole", role="junior baker", organisation="Poole's, Leeds"),
    recipient=Recipient(name="Rosa Vidal", role="deputy head baker", organisation="Millstone Bakery"),
    facts=(
        Fact(
            kind="project",
            text="Led the move to stone ovens in Bath: waste fell from 30 to 12 per cent in four shops",
        ),
        Fact(
            kind="role",
            text="Deputy head baker at Millstone Bakery in Bath since 2020. "
            "Before that pastry cook at Orchard in Wells.",
        ),
        Fact(
            kind="talk",
            text="Gave the talk 'Slow Bread' at Flour Week in York on 12 May 2026",
            when="2026-05-12",
        ),
        Fact(kind="other", text="Millstone turned down three of six supermarkets in its first year"),
        Fact(kind="shared_contact", text="Lou Finch, my landlord, gave me her name", with_whom="Lou Finch"),
        Fact(kind="role", text="Worked night shifts until 2018 and does so no longer"),
    ),
    meeting=Meeting(
        held_at=datetime(2026, 11, 18, 10, tzinfo=UTC),
        minutes=20,
        notes=(
            "Weigh the dough before you shape it",
            "She rang every supplier who raised a price",
            "She offered to taste my rye loaf",
            "Do not sell on price, sell on flavour",
        ),
    ),
)
FALSE: tuple[tuple[Language, str, str], ...] = (
    ("sv", "När ni köpte drönaren efter provet undrade jag hur det gick.", "köpte"),  # negation dropped
    ("sv", "Att ni byggde fisktrappan i Höljes läste jag.", "byggde"),
    ("sv", "Eftersom du undervisar på turbinutbildningen möter du många.", "undervisar"),  # over, told as now
    ("sv", "Vattenvakten, som du drev fram till i fjol, vill jag höra om.", "drev"),  # now, told as over
    ("sv", "Per Ask ledde ombyggnaden av dammen, förstod jag.", "Per Ask"),  # another did it
    ("sv", "Ida Lund handledde dig, läste jag.", "Ida Lund"),  # turned round
    ("sv", "Energimyndigheten driver Vattenvakten, såg jag.", "Energimyndigheten"),
    ("sv", "Ida var din handledare en gång.", "din handledare"),
    ("sv", "Du ledde ombyggnaden av dammen i Umeå, läste jag.", "Umeå"),  # another fact's place
    ("sv", "Ditt föredrag i Umeå i våras missade jag.", "våras"),
    ("sv", "Stoppen gick från 40 till 12 timmar, otroligt.", "12"),
    ("sv", "Det gjordes på alla stationer, har jag läst om er.", "alla stationer"),
    ("sv", "Ni är Nordens ledande kraftbolag.", "Nordens"),
    ("sv", "Du blev utsedd till årets driftchef, såg jag.", "utsedd"),
    ("sv", "Tack för att du lovade att visa mig dammen.", "lovade"),
    ("sv", "Per säger att du söker nya montörer.", "söker nya montörer"),
    ("sv", "Per Ask, din gamla kursare, gav mig ditt namn.", "din gamla kursare"),
    ("sv", "Som driftchef på Älvkraft ser du mycket.", "driftchef"),
    (
        "sv",
        "En professor i turbinteknik har jag aldrig mött, men driftchefen på Älvkraft vågar jag fråga.",
        "driftchefen",
    ),
    ("sv", "Din väg från driftchef på Bore till Älvkraft lockar mig.", "driftchef"),
    ("en", "It helped to hear that you never rang the suppliers who raised a price.", "never rang"),
    ("en", "Three of six supermarkets turned you down, I read.", "supermarkets turned you"),
    ("en", "Since you still work night shifts, you know the quiet.", "work night shifts"),
    ("en", "Lou Finch led the move to stone ovens, I gather.", "Lou Finch"),
    ("en", "Your talk at Flour Week last autumn stayed with me.", "last autumn"),
    ("en", "Waste fell from 12 to 30 per cent in your shops.", "from 12 to 30"),
    ("en", "You were the first bakery in Britain to do it.", "first bakery in Britain"),
    ("en", "You were named baker of the year, I saw.", "named"),
    ("en", "Thank you for agreeing to invest in my shop.", "agreeing"),
    ("en", "She told me that you are looking for apprentices.", "apprentices"),
    ("en", "Lou, who worked with you for years, gave me your name.", "worked with you"),
    ("en", "As head baker at Millstone Bakery you see it all.", "head baker"),
    ("en", "Your advice to sell on price surprised me.", "sell on price"),
    ("en", "Thank you for tasting my rye loaf.", "tasting"),
    ("en", "Thank you for the call on Friday.", "Friday"),
)
TRUE: tuple[tuple[Language, str], ...] = (
    ("sv", "Att ni provade drönare och ändå lät bli att köpa någon vill jag förstå."),
    ("sv", "Hur tänkte ni när ni bestämde er för att inte bygga fisktrappan?"),
    ("sv", "Du undervisar inte längre på turbinutbildningen, men du minns säkert."),
    ("sv", "Vattenvakten, som du driver med pengar från Energimyndigheten, är precis vad jag saknat."),
    ("sv", "Per Ask, som är min granne, gav mig ditt namn."),
    ("sv", "Ida Lund, som du handledde, disputerade i somras."),
    ("sv", "Ditt föredrag i Umeå förra hösten hörde jag talas om i våras."),
    ("sv", "Stoppen gick från 40 till drygt tjugo timmar, otroligt."),
    ("sv", "Det är det bästa föredrag jag har hört om vatten."),
    ("sv", "Jag köpte en drönare i somras och kraschade den samma dag."),
    ("sv", "Hos oss ökade stoppen förra året."),
    ("sv", "Som biträdande driftchef på Älvkraft ser du mycket."),
    ("sv", "Från montör i Arvika till driften på Älvkraft, den vägen lockar mig."),
    ("sv", "Jag har aldrig byggt en damm i hela mitt liv."),
    ("en", "Ringing every supplier who raised a price sounds terrifying, and I will do it on Friday."),
    ("en", "You turned three of six supermarkets down, and I laughed out loud."),
    ("en", "You no longer work night shifts, but you clearly remember them."),
    ("en", "Lou Finch, my landlord, gave me your name and told me to write."),
    ("en", "Your talk at Flour Week this spring stayed with me."),
    ("en", "Waste fell to under 15 per cent in your four shops."),
    ("en", "It is the most useful advice I have had this year."),
    ("en", "Thank you for offering to taste my rye loaf."),
    ("en", "I lost two bakers this autumn and I never asked why."),
    ("en", "Sell the flavour and not the price: I have it on a note."),
    ("en", "As deputy head baker at Millstone you see it all."),
    ("en", "By the dough class on Friday I had weighed everything twice."),
    ("en", "I have never baked in a stone oven, and I would like to."),
    ("en", "Any time that suits you will suit me."),
)


def claims(language: Language, sentence: str) -> tuple[Claim, ...]:
    """What the fact check says of a sentence."""
    brief = SWEDISH if language == "sv" else ENGLISH
    found = rule_claims(sentence, "sentence", language, support_of(brief), TODAY)
    return tuple(claim for _rule, claim in found)


@pytest.mark.parametrize(("language", "sentence", "words"), FALSE)
def test_a_turned_relation_is_found_where_it_stands(language: Language, sentence: str, words: str) -> None:
    """The finding touches the words that are false, and nothing is far from them."""
    at = sentence.index(words)
    found = claims(language, sentence)
    assert any(each.start < at + len(words) and each.end > at for each in found), found


@pytest.mark.parametrize(("language", "sentence"), TRUE)
def test_a_true_relation_in_other_words_passes(language: Language, sentence: str) -> None:
    """Paraphrase, rounding, courtesy and the sender's own doings are left alone."""
    assert not claims(language, sentence)


@pytest.mark.parametrize(
    ("language", "sentence", "met"),
    [
        ("sv", "Vi hälsade som hastigast på varandra i våras.", True),
        ("sv", "Du kanske minns att vi stod bredvid varandra i kön.", True),
        ("sv", "Det var roligt att få skaka hand med dig.", True),
        ("sv", "Du frågade mig om våra siffror.", True),
        ("sv", "Vi träffade våra kunder i mars.", False),
        ("en", "I came up to you in the break.", True),
        ("en", "We exchanged a few words after lunch.", True),
        ("en", "It was good to shake your hand.", True),
        ("en", "You asked me about our figures.", True),
        ("en", "We met our customers in March.", False),
        ("en", "We talked about it at work.", False),
    ],
)
def test_a_meeting_in_passing_needs_one_that_took_place(language: Language, sentence: str, met: bool) -> None:
    """Where somebody noted that they stood beside each other, the words are free."""
    strangers = Brief(language=language, recipient=Recipient(name="Maja Holm"))
    beside = strangers.model_copy(update={"facts": (Fact(text="Stod bredvid mig i kön i Umeå"),)})
    found = {
        brief: any(
            each.key == "meeting"
            for _rule, each in rule_claims(sentence, "sentence", language, support_of(brief), TODAY)
        )
        for brief in (strangers, beside)
    }
    assert found == {strangers: met, beside: False}


def test_a_contradiction_tells_what_the_brief_says() -> None:
    """The finding names the statement that it goes against."""
    (found,) = claims("en", "It helped to hear that you never rang the suppliers who raised a price.")
    assert (found.basis, found.given) == ("contradicted", "She rang every supplier who raised a price")


def test_a_date_is_set_beside_that_of_the_fact_it_was_compared_with() -> None:
    """Two works on one subject have dates of their own; the message names that of the one spoken of."""
    subject = "winter rye and slow ovens"
    twice = ENGLISH.model_copy(
        update={
            "facts": (
                Fact(kind="talk", text=f"Spoke about {subject}", when="2025-03"),
                Fact(kind="post", text=f"Wrote about {subject}", when="2024-10"),
            )
        }
    )
    ((_rule, found),) = rule_claims(
        f"Your post last year on {subject} stayed with me.", "sentence", "en", support_of(twice), TODAY
    )
    assert (found.basis, found.given) == ("contradicted", "2024-10")


def test_a_promise_nobody_made_is_not_found_rather_than_contradicted() -> None:
    """Nothing in the brief speaks of it."""
    assert {each.basis for each in claims("sv", "Tack för att du lovade att visa mig dammen.")} == {
        "not_found"
    }


@pytest.mark.parametrize(
    ("language", "greeting", "expected"),
    [
        ("en", "Dear Professor Vidal,", ["Professor"]),
        ("en", "Dear Rosa,", []),
        ("sv", "Bästa professor Holm,", ["professor"]),
    ],
)
def test_a_title_in_the_greeting_has_to_be_theirs(
    language: Language, greeting: str, expected: list[str]
) -> None:
    """A greeting can promote somebody too."""
    brief = SWEDISH if language == "sv" else ENGLISH
    found = rule_claims(greeting, "greeting", language, support_of(brief), TODAY)
    assert [greeting[each.start : each.end] for _rule, each in found] == expected


@pytest.mark.parametrize(
    ("language", "sentence", "denied"),
    [
        ("sv", "du köpte aldrig någon drönare", True),
        ("sv", "du köpte inte fler än tre drönare", False),
        ("sv", "du köpte inte bara en drönare", False),
        ("sv", "utan att köpa en drönare", True),
        ("en", "you never bought a drone", True),
        ("en", "you bought no more than three drones", False),
        ("en", "you bought drones and not boats", False),
        ("en", "you bought drones without asking", False),
    ],
)
def test_a_denial_is_told_from_a_bound(language: Language, sentence: str, denied: bool) -> None:
    """ "No more than three" denies nothing, and "without asking" denies only the asking."""
    verb = next(each for each in predications(sentence, language) if "buy" in each.meanings)
    assert verb.negated is denied


@pytest.mark.parametrize(
    "piece", ["and you led ", "du ska ", "from a to ", "Anna ", "the most big ", "' a", "1 "]
)
def test_hostile_text_is_read_in_time(piece: str) -> None:
    """A sentence of ten thousand characters takes a moment and no more."""
    text = (piece * 10_000)[:10_000]
    claims("en", "You led it.")
    began = time.perf_counter()
    claims("en", text)
    claims("sv", text)
    assert time.perf_counter() - began < 8
