"""What is typed in fields: into a person, a profile or a fact; time zones by city; the example."""

import pytest

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.errors import InputError
from assistant.example import example_brief, has_profile, is_example, load_example
from assistant.importing.fields import fact_with, faulty_field, fields_of, sender_from, signed, with_fields
from assistant.importing.zones import zone_meant, zone_names
from assistant.wiring import Services


def test_fields_become_a_person_and_back() -> None:
    given = {"name": " Maria\u202e Berg ", "languages": "sv, en", "time_zone": "Europe/Stockholm"}
    person = with_fields(Recipient(), given, "the form")
    assert (person.name, person.languages) == ("Maria Berg", ("sv", "en"))
    assert fields_of(person)["languages"] == "sv, en"


@pytest.mark.parametrize(
    ("field", "text"), [("time_zone", "Mars/Base"), ("email", "maria"), ("name", "x" * 300)]
)
def test_what_cannot_be_is_refused_with_its_field(field: str, text: str) -> None:
    given = {"name": "Maria Berg", field: text}
    with pytest.raises(InputError):
        with_fields(Recipient(), given, "the form")
    assert faulty_field(Recipient(), given, "the form") == field


def test_several_goals_stand_between_semicolons() -> None:
    sender = sender_from(Sender(), {"name": "Sara Ek", "goals": "learn to plan; lead, slowly"}, "the form")
    assert sender.goals == ("learn to plan", "lead, slowly")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Best wishes", "Best wishes\nSara Ek"),
        ("Best wishes, Sara", "Best wishes\nSara"),
        ("Hälsningar / Sara", "Hälsningar\nSara"),
        ("Sara", "Sara"),
        ("", ""),
    ],
)
def test_a_signature_gets_the_name_once(typed: str, kept: str) -> None:
    assert signed(typed, "Sara Ek") == kept


def test_a_fact_must_say_something() -> None:
    with pytest.raises(InputError):
        fact_with(Fact(text="x"), {"text": " "}, confidential=False, named="the form")
    fact = fact_with(
        Fact(text="x", quote="q"), {"text": "y", "kind": "talk"}, confidential=True, named="the form"
    )
    assert fact == Fact(kind="talk", text="y", quote="q", confidential=True)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("stockholm", "Europe/Stockholm"),
        ("New York", "America/New_York"),
        ("", ""),
        ("s", ""),
        ("nowhere", ""),
    ],
)
def test_a_city_means_its_zone_only_when_it_is_the_only_one(typed: str, zone: str) -> None:
    assert zone_meant(typed) == zone


def test_zones_are_places() -> None:
    assert "Europe/Stockholm" in zone_names()
    assert not any(name.startswith(("Etc/", "US/")) for name in zone_names())


def test_the_example_gives_a_person_with_facts_once() -> None:
    store = Services.from_environment(lambda _said: None).store
    first, again = load_example(store, "sv"), load_example(store, "sv")
    assert first == again
    assert [each.fact for each in store.facts(first.id)] == list(example_brief("sv").facts)
    assert is_example(store.sender())
    assert not has_profile(store.sender())


def test_the_example_leaves_ones_own_profile() -> None:
    store = Services.from_environment(lambda _said: None).store
    store.save_sender(Sender(name="Sara Ek"))
    load_example(store, "en")
    assert store.sender() == Sender(name="Sara Ek")
