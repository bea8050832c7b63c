"""Vectors from an OpenAI-compatible server: what is asked, what is taken, and how it can fail."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest

from knowledge.embedders import EmbedderTrouble
from knowledge.embedders.openai_compatible import MAX_QUESTION, OpenAIEmbedder
from knowledge.embedders.prefixes import prefixes
from tests.embedding_desk import DIMENSION, EmbeddingDesk, Fault, embeddings, vector

KEY = "sk-canary-embeddings"


def embedder(desk: EmbeddingDesk, model: str = "by-hand", **changes: Any) -> OpenAIEmbedder:
    """Give one that asks the desk, patient for a second and never asleep."""
    values: dict[str, Any] = {"base_url": desk.url, "api_key": KEY, "deadline_seconds": 1.0}
    return OpenAIEmbedder(model, **{**values, "sleep": lambda _seconds: None, **changes})


def cosine(one: list[float], other: list[float]) -> float:
    """Give the cosine of two vectors, of any length."""
    return sum(a * b for a, b in zip(one, other, strict=True)) / (math.hypot(*one) * math.hypot(*other))


def test_each_text_gets_its_own_vector_of_length_one() -> None:
    """In the texts' order, also when the server gives them in another."""
    texts = ["om tystnad", "om tack och uppföljning", "om plats"]
    with embeddings(Fault(), Fault(shuffled=True)) as desk:
        asked = embedder(desk)
        for _ in range(2):
            given = asked.embed(texts)
            assert [cosine(each, vector(text)) for each, text in zip(given, texts, strict=True)] == (
                pytest.approx([1.0] * 3)
            )
            assert [math.hypot(*each) for each in given] == pytest.approx([1.0] * 3)
        assert asked.dimension == DIMENSION
        assert desk.headers[0]["authorization"] == f"Bearer {KEY}"


def test_many_texts_go_in_batches_and_a_small_server_gets_smaller_ones() -> None:
    """A server that takes ten at a time gets all the same texts, each once, in the end."""
    texts = [f"text nummer {number}" for number in range(150)]
    with embeddings(most=10) as desk:
        given = embedder(desk).embed(texts)
        assert len(given) == 150
        taken = [request["input"] for request in desk.requests if len(request["input"]) <= 10]
        assert [text for batch in taken for text in batch] == texts
        assert cosine(given[149], vector(texts[149])) == pytest.approx(1.0)
    with embeddings() as desk:
        embedder(desk).embed(texts)
        assert 2 <= len(desk.requests) <= 5


def test_a_text_without_words_is_not_sent_and_gets_zeros() -> None:
    """Servers refuse an empty input, and one must not stop the others."""
    with embeddings() as desk:
        given = embedder(desk).embed(["ett", "", "  \n", "två"])
        assert desk.texts == ["ett", "två"]
        assert [any(each) for each in given] == [True, False, False, True]
        assert {len(each) for each in given} == {DIMENSION}
        assert not any(embedder(desk).embed_question("   "))


def test_a_long_question_is_cut_at_a_word() -> None:
    """No more leaves the machine than is needed."""
    with embeddings() as desk:
        embedder(desk).embed_question("mentor " * 1_000)
        embedder(desk).embed_question("å" * 5_000)
        assert all(len(text) <= MAX_QUESTION for text in desk.texts)
        assert desk.texts[0].endswith("mentor")


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("multilingual-e5-large.gguf", "query: ", "passage: "),
        ("E5-base-v2", "query: ", "passage: "),
        ("nomic-embed-text:latest", "search_query: ", "search_document: "),
        ("bge-m3", "", ""),
        ("text-embedding-3-small", "", ""),
        ("code5-embedder", "", ""),
        ("snowflake-arctic-embed2", "", ""),
        ("snowflake-arctic-embed-l-v2.0", "query: ", ""),
    ],
)
def test_known_models_get_the_prefixes_that_they_were_trained_with(
    model: str, query: str, passage: str
) -> None:
    """By name, from data."""
    assert prefixes(model) == (query, passage)


def test_an_instructed_e5_gets_an_instruction_and_a_bare_text() -> None:
    """It comes before the plain e5 in the data."""
    query, passage = prefixes("multilingual-e5-large-instruct")
    assert query.startswith("Instruct: ")
    assert passage == ""


def test_prefixes_are_sent_and_the_settings_win() -> None:
    """Questions and texts differ."""
    with embeddings() as desk:
        known = embedder(desk, "multilingual-e5-small")
        known.embed(["tack"])
        known.embed_question("hur tackar man")
        own = embedder(desk, "multilingual-e5-small", query_prefix="", passage_prefix="text: ")
        own.embed(["tack"])
        own.embed_question("hur tackar man")
        assert desk.texts == ["passage: tack", "query: hur tackar man", "text: tack", "hur tackar man"]


def test_dimensions_are_asked_for_only_when_set() -> None:
    """Servers of one's own often refuse the option."""
    with embeddings(Fault(dimension=16)) as desk:
        embedder(desk).embed(["ett"])
        embedder(desk, dimensions=16).embed(["ett"])
        assert ["dimensions" in request for request in desk.requests] == [False, True]
        assert {request["encoding_format"] for request in desk.requests} == {"float"}


def test_the_fingerprint_tells_what_makes_vectors_differ_and_no_secret() -> None:
    """Model, host, dimensions, prefixes; not the key, not the port."""
    base = {"base_url": "http://127.0.0.1:8080/v1", "api_key": KEY}

    def print_of(model: str = "m", **changes: Any) -> str:
        return OpenAIEmbedder(model, **{**base, **changes}).fingerprint

    changed = [
        print_of(),
        print_of("n"),
        print_of(base_url="http://10.0.0.7:8080/v1"),
        print_of(base_url=""),
        print_of(dimensions=256),
        print_of(query_prefix="fråga: "),
        print_of(passage_prefix="text: "),
    ]
    assert len(set(changed)) == len(changed)
    assert print_of(api_key="another") == print_of(base_url="http://127.0.0.1:9090/v1") == print_of()
    assert KEY not in "".join(changed)


FAULTS: dict[str, tuple[Fault, str]] = {
    "wrong key": (Fault(status=401, message=f"Incorrect API key {KEY}"), "key"),
    "no access": (Fault(status=403), "forbidden"),
    "unknown model": (Fault(status=404, message="The model 'x' does not exist"), "unknown_model"),
    "no such path": (Fault(status=404, message="Not Found"), "no_such_place"),
    "no credit": (Fault(status=429, code="insufficient_quota", message="exceeded quota"), "no_credit"),
    "busy for ever": (Fault(status=429), "busy"),
    "busy for long": (Fault(status=429, headers={"Retry-After": "120"}), "busy"),
    "broken": (Fault(status=500), "broken"),
    "refused": (Fault(status=400, message="no"), "rejected"),
    "moved": (Fault(status=302, headers={"Location": "http://127.0.0.1:9/v1/embeddings"}), "moved"),
    "page": (Fault(page="<html>log in</html>"), "page"),
    "page with a fault": (Fault(status=502, page="<html>bad gateway</html>"), "broken"),
    "not json": (Fault(plain_json="{nope"), "garbage"),
    "another shape": (Fault(plain_json='{"result": [1, 2]}'), "garbage"),
    "a list": (Fault(plain_json="[1, 2]"), "garbage"),
    "null data": (Fault(plain_json='{"data": null}'), "garbage"),
    "an error with 200": (Fault(plain_json='{"error": "out of memory"}'), "garbage"),
    "words for numbers": (Fault(plain_json='{"data": [{"index": 0, "embedding": ["x"]}]}'), "garbage"),
    "a vector a token": (
        Fault(plain_json='{"data": [{"index": 0, "embedding": [[1.0], [2.0]]}]}'),
        "garbage",
    ),
    "no vector": (Fault(plain_json='{"data": [{"index": 0, "embedding": []}]}'), "no_vector"),
    "not a number": (Fault(number=math.nan), "no_vector"),
    "endless": (Fault(number=math.inf), "no_vector"),
    "huge": (Fault(number=1e300), "no_vector"),
    "zeros": (Fault(number=0.0), "no_vector"),
    "too few": (Fault(without=1), "vector_count"),
    "cut": (Fault(cut=True), "dropped"),
    "stalled": (Fault(hang=True), "slow"),
    "dripping": (Fault(drip=True), "slow"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_one_clause_in_both_languages_within_the_deadline(name: str) -> None:
    """Never a vector, never a hang, never the key."""
    fault, code = FAULTS[name]
    with embeddings(fault) as desk:
        began = time.monotonic()
        with pytest.raises(EmbedderTrouble) as caught:
            embedder(desk, deadline_seconds=0.6).embed_question("hur ofta ska vi ses")
        assert time.monotonic() - began < 3
    assert caught.value.code == code
    for language in ("sv", "en"):
        said = caught.value.text(language)
        assert said
        assert KEY not in said
        assert "\n" not in said
    assert caught.value.text("sv") != caught.value.text("en")
    assert KEY not in repr(caught.value.__cause__)


def test_texts_with_a_vector_of_another_size_are_refused() -> None:
    """A server that changes its model in the middle must not fill an index with both."""
    with embeddings(Fault(), Fault(dimension=12)) as desk:
        asked = embedder(desk)
        asked.embed(["ett"])
        with pytest.raises(EmbedderTrouble) as caught:
            asked.embed(["två"])
        assert caught.value.code == "dimension"
    with embeddings() as desk, pytest.raises(EmbedderTrouble, match=str(DIMENSION)):
        embedder(desk, dimensions=16).embed(["ett"])


@pytest.mark.parametrize("fault", [Fault(status=429), Fault(status=503), Fault(cut=True)])
def test_a_passing_fault_is_tried_again_once_and_told(fault: Fault) -> None:
    """The wait is told to whoever waits."""
    told: list[float] = []
    with embeddings(fault, Fault()) as desk:
        given = embedder(desk, on_retry=told.append, deadline_seconds=5.0).embed_question("tack")
        assert cosine(given, vector("tack")) == pytest.approx(1.0)
        assert len(desk.requests) == 2
    assert told == [1.0]


def test_the_server_says_how_long_to_wait() -> None:
    """And nothing that waiting cannot mend is tried again."""
    told: list[float] = []
    with embeddings(Fault(status=429, headers={"Retry-After": "2.5"}), Fault()) as desk:
        embedder(desk, on_retry=told.append, deadline_seconds=5.0).embed_question("tack")
    assert told == [2.5]
    with embeddings(Fault(status=401)) as desk:
        with pytest.raises(EmbedderTrouble):
            embedder(desk, on_retry=told.append).embed_question("tack")
        assert len(desk.requests) == 1
    assert told == [2.5]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"base_url": "http://127.0.0.1:9/v1"}, "refused"),
        ({"base_url": "https://127.0.0.1:9/v1"}, "refused"),
        ({"base_url": "127.0.0.1:8080"}, "address"),
        ({"base_url": "http://[bad"}, "address"),
        ({"base_url": "ftp://127.0.0.1/v1"}, "address"),
        ({"base_url": "", "api_key": ""}, "no_key"),
        ({"base_url": "http://embeddings.example/v1"}, "plain_token"),
        ({"api_key": "ny\nckel"}, "token"),
        ({"api_key": "nyckelå"}, "token"),
    ],
)
def test_an_address_that_must_not_be_asked_is_not(changes: dict[str, Any], code: str) -> None:
    """Among them a key over plain http to another machine."""
    with embeddings() as desk:
        with pytest.raises(EmbedderTrouble) as caught:
            embedder(desk, **changes).embed_question("tack")
        assert desk.requests == []
    assert caught.value.code == code


def test_tls_to_a_plain_server_says_so() -> None:
    """https:// for a server that speaks http."""
    with embeddings() as desk, pytest.raises(EmbedderTrouble) as caught:
        embedder(desk, base_url=desk.url.replace("http:", "https:")).embed_question("tack")
    assert caught.value.code == "tls"
