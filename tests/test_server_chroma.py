"""A real Chroma server, started by the documented command: built once, found by all, never mixed."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.wiring import Services
from knowledge.corpus import Corpus
from knowledge.embedders import Embedder, HashedEmbedder
from knowledge.embedders.openai_compatible import OpenAIEmbedder
from knowledge.index import IndexUnavailableError, VectorIndex
from knowledge.retriever import GuidanceRetriever
from knowledge.server import PAGE, Address, ChromaServer, ServerTrouble
from knowledge.shared_index import PREFIX, SharedIndex
from tests.chroma_desk import CHROMA, Gate, certificates, chroma, gate
from tests.embedding_desk import DIMENSION, Fault, embeddings
from tests.shell import Shell

pytestmark = pytest.mark.skipif(not CHROMA.exists(), reason="the chroma command is missing")

TEXTS = tuple(
    f"text {number} om {word} och {number * 7}"
    for number, word in enumerate(["tack", "tystnad", "plats", "mål", "lön"] * 60)
)
TOKEN = "canary-token-2"


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start one server for all tests of this file."""
    with chroma(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture
def url(server_url: str) -> Iterator[str]:
    """Give an empty server."""
    yield server_url
    server = ChromaServer(Address(server_url))
    for remote in server.collections(""):
        server.drop(remote.name)
    server.close()


@pytest.fixture
def shared(url: str) -> Iterator[Callable[..., SharedIndex]]:
    """Make indexes on the server, and close them."""
    made: list[SharedIndex] = []

    def make(
        embedder: Embedder | None = None,
        texts: Sequence[str] = TEXTS,
        told: Callable[[str, int], None] = lambda _event, _count: None,
        **changes: Any,
    ) -> SharedIndex:
        address = Address(changes.pop("url", url), **changes)
        index = SharedIndex(
            ChromaServer(address),
            embedder or HashedEmbedder(64),
            lambda: texts,
            f"texts-{len(texts)}",
            told,
        )
        made.append(index)
        return index

    yield make
    for index in made:
        index.close()


def refusal(call: Callable[[], object]) -> IndexUnavailableError:
    """Give the refusal that a call ends with."""
    with pytest.raises(IndexUnavailableError) as caught:
        call()
    return caught.value


def test_the_first_builds_and_the_others_find(shared: Callable[..., SharedIndex]) -> None:
    """With the same answers as the index on one's own machine."""
    told: list[str] = []
    first = shared(told=lambda event, _count: told.append(event))
    assert first.nearest(TEXTS[7], 3)[0][0] == 7
    assert told == ["building", "built"]
    second = shared(told=lambda event, _count: told.append(event))
    assert second.nearest(TEXTS[7], 3) == first.nearest(TEXTS[7], 3)
    assert told == ["building", "built"]
    health = second.health()
    assert (health.expected, health.returned) == (len(TEXTS), len(TEXTS))


def test_the_scores_are_those_of_the_index_on_this_machine(
    shared: Callable[..., SharedIndex], tmp_path: Path
) -> None:
    """To what a float can hold."""
    own = VectorIndex(tmp_path, HashedEmbedder(64), lambda: TEXTS, f"texts-{len(TEXTS)}")
    here, there = own.nearest("tystnad och lön", 20), shared().nearest("tystnad och lön", 20)
    own.close()
    assert [score for _, score in here] == pytest.approx([score for _, score in there], abs=1e-5)


def test_two_that_build_at_once_both_end_well(shared: Callable[..., SharedIndex]) -> None:
    """They write the same rows."""
    indexes = [shared() for _ in range(3)]
    faults: list[Exception] = []

    def build(index: SharedIndex) -> None:
        try:
            assert index.nearest(TEXTS[11], 1)[0][0] == 11
        except Exception as error:  # noqa: BLE001 - whatever it is fails the test below
            faults.append(error)

    threads = [threading.Thread(target=build, args=(index,)) for index in indexes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert {index.health().returned for index in indexes} == {len(TEXTS)}


def test_a_build_that_broke_off_is_completed(shared: Callable[..., SharedIndex], url: str) -> None:
    """Only what is missing is put there."""
    with gate(Gate(behind=url)) as between:
        broken = shared(url=between.url)

        def stop_after_one_page(event: str, _count: int) -> None:
            between.fault_on, between.status = ("/upsert", 500) if event == "building" else ("", 200)

        broken._progress = stop_after_one_page
        server = ChromaServer(Address(url))
        remote = server.create(broken.name, {**broken._metadata, "dimension": 64})
        server.upsert(remote, [str(number) for number in range(PAGE)], HashedEmbedder(64).embed(TEXTS[:PAGE]))
        assert refusal(lambda: broken.nearest("tack", 1)).code == "broken"
        between.seen.clear()
        whole = shared(url=between.url)
        between.fault_on = ""
        assert whole.nearest(TEXTS[280], 1)[0][0] == 280
        assert sum(path.endswith("/upsert") for _, path, _, _ in between.seen) == 1
        server.close()


def test_no_text_and_no_question_goes_to_the_server(shared: Callable[..., SharedIndex], url: str) -> None:
    """Numbers only."""
    with gate(Gate(behind=url)) as between:
        shared(url=between.url).nearest("kanariefrågan om tystnad", 5)
        sent = b"".join(body for _, _, _, body in between.seen)
    for said in (b"kanarie", b"tystnad", b"om plats"):
        assert said not in sent


def test_another_embedder_is_refused_and_a_rebuild_stands_beside_the_first(
    shared: Callable[..., SharedIndex], url: str
) -> None:
    """What others use is left as it is, by a refusal and by a rebuild."""
    with embeddings() as desk:
        model = OpenAIEmbedder("by-hand", base_url=desk.url)
        assert refusal(shared(model).ensure).code == "not_embedded"
        shared().ensure()
        refused = refusal(lambda: shared(model).nearest("tack", 1))
        assert refused.code == "other_embedder_shared"
        for named in ("'hashed'", "'by-hand'", url, "fika knowledge rebuild", "FIKA_EMBEDDINGS_NAME"):
            assert named in refused.text("en")
        assert desk.requests == []
        shared(model).rebuild()
        assert shared(model).nearest(TEXTS[9], 1)[0][0] == 9
        assert shared().nearest(TEXTS[9], 1)[0][0] == 9
        assert shared().health().returned == shared(model).health().returned == len(TEXTS)


def test_a_mentee_without_a_model_is_told_what_the_programme_uses(
    shared: Callable[..., SharedIndex], url: str
) -> None:
    """The other way round: nothing is put on the server behind the programme's back."""
    with embeddings() as desk:
        shared(OpenAIEmbedder("bge-m3", base_url=desk.url)).rebuild()
        refused = refusal(shared().ensure)
        assert refused.code == "other_embedder_shared"
        assert "'bge-m3'" in refused.text("sv")
    server = ChromaServer(Address(url))
    assert len(server.collections(PREFIX)) == 1
    server.close()


def test_a_newer_version_of_fika_builds_its_own_beside_the_old(shared: Callable[..., SharedIndex]) -> None:
    """Clients of both versions share a server without harm."""
    shared().ensure()
    newer = shared(HashedEmbedder(32), TEXTS[:100])
    newer.ensure()
    assert newer.name != shared().name
    assert shared().health().returned == len(TEXTS)
    assert newer.health().returned == 100


def test_a_collection_that_is_not_what_its_name_says_is_refused(
    shared: Callable[..., SharedIndex], url: str
) -> None:
    """Somebody made one by hand, or wrote over its metadata."""
    server = ChromaServer(Address(url))
    server.create(shared().name, {"fika": "guidance", "embedder": "something"})
    for call in (shared().ensure, lambda: shared().nearest("tack", 1), shared().rebuild):
        refused = refusal(call)
        assert refused.code == "mixture"
        assert shared().name in str(refused)
    server.close()


def test_rows_that_are_lost_or_strange_do_no_harm(shared: Callable[..., SharedIndex], url: str) -> None:
    """Lost ones are put back, strange ones are never a text's number."""
    shared().ensure()
    server = ChromaServer(Address(url))
    remote = server.collection(shared().name)
    assert remote is not None
    server.delete(remote, ids=["3", "4"])
    assert shared().health().returned == len(TEXTS) - 2
    assert shared().nearest(TEXTS[4], 1)[0][0] == 4
    vector = HashedEmbedder(64).embed([TEXTS[5]])
    server.delete(remote, ids=["0"])
    server.upsert(remote, ["99999"], vector)  # the count is right again, the rows are not
    numbers = [number for number, _ in shared().nearest(TEXTS[5], 10)]
    assert 5 in numbers
    assert max(numbers) < len(TEXTS)
    server.upsert(remote, ["0", "strange"], vector * 2)
    assert {number for number, _ in shared().nearest(TEXTS[5], 10)} >= {0, 5}
    shared().rebuild()
    assert server.count(remote) == len(TEXTS)
    assert shared().health().returned == len(TEXTS)
    server.close()


def test_a_rebuild_puts_right_what_is_wrong_and_nothing_else(
    shared: Callable[..., SharedIndex], url: str
) -> None:
    """Rows that hold another text's vector, as when a model was replaced by one of the same size."""
    shared().ensure()
    server = ChromaServer(Address(url))
    remote = server.collection(shared().name)
    assert remote is not None
    server.upsert(remote, ["7", "290"], HashedEmbedder(64).embed([TEXTS[1], TEXTS[2]]))
    server.close()
    assert shared().nearest(TEXTS[7], 1)[0][0] != 7
    with gate(Gate(behind=url)) as between:
        shared(url=between.url).rebuild()
        put = [json.loads(body)["ids"] for _, path, _, body in between.seen if path.endswith("/upsert")]
        assert put == [["7", "290"]]
    assert shared().nearest(TEXTS[7], 1)[0][0] == 7


def test_a_collection_that_is_deleted_meanwhile_is_built_again(
    shared: Callable[..., SharedIndex], url: str
) -> None:
    """An open client sees it at its next question."""
    index = shared()
    index.ensure()
    assert index.nearest(TEXTS[1], 1)[0][0] == 1
    server = ChromaServer(Address(url))
    server.drop(index.name)
    server.close()
    assert index.nearest(TEXTS[1], 1)[0][0] == 1


def test_a_model_with_vectors_of_another_size_is_refused_until_a_rebuild(
    shared: Callable[..., SharedIndex],
) -> None:
    """The model was replaced behind its name."""
    with embeddings() as desk:
        shared(OpenAIEmbedder("m", base_url=desk.url)).rebuild()
        desk.faults[:] = [Fault(dimension=20)]
        refused = refusal(lambda: shared(OpenAIEmbedder("m", base_url=desk.url)).nearest("tack", 1))
        assert refused.code == "dimension"
        assert refused.values == {"model": "m", "count": 20, "expected": DIMENSION}
        again = shared(OpenAIEmbedder("m", base_url=desk.url))
        again.rebuild()
        assert again.nearest(TEXTS[2], 1)[0][0] == 2


def test_a_wrong_database_is_named(url: str) -> None:
    """And the right one is found by asking the server."""
    wrong = ChromaServer(Address(url, database="nope"))
    with pytest.raises(ServerTrouble) as caught:
        wrong.collections("")
    assert caught.value.code == "no_database"
    assert "'nope'" in str(caught.value)
    wrong.close()
    right = ChromaServer(Address(f"{url}/", tenant="default_tenant", database="default_database"))
    assert right.collections("") == []
    right.close()


def test_the_identity_of_a_token_gives_tenant_and_database(url: str) -> None:
    """As with Chroma Cloud, where a key belongs to one database."""
    told = '{"user_id": "u", "tenant": "t-1", "databases": ["programme"]}'
    with gate(Gate(behind=url, fault_on="/auth/identity", body=told)) as between:
        server = ChromaServer(Address(between.url))
        with pytest.raises(ServerTrouble) as caught:
            server.collections("")
        server.close()
    assert caught.value.values["tenant"] == "t-1"
    assert caught.value.values["database"] == "programme"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl command is missing")
def test_through_tls_with_a_token(shared: Callable[..., SharedIndex], url: str, tmp_path: Path) -> None:
    """What docs/knowledge-server.md recommends: a proxy with a certificate and a token before Chroma."""
    authority, pair = certificates(tmp_path)
    wanted = Gate(behind=url, token_header="Authorization", token=f"Bearer {TOKEN}")
    with gate(wanted, pair) as between:
        there = {"url": between.url, "ca_file": str(authority)}
        assert shared(**there, token=TOKEN).nearest(TEXTS[13], 1)[0][0] == 13
        assert refusal(shared(**there, token="wrong").ensure).code == "key"
        assert refusal(shared(**there).ensure).code == "key"
        assert refusal(shared(url=between.url, token=TOKEN).ensure).code == "tls"


def test_a_remembered_index_asks_nobody_and_a_search_agrees_with_the_one_at_home(
    url: str, small: Corpus, small_folder: Path, small_words: Path
) -> None:
    """Whoever sees to the index before each use must not wait for a server every time."""
    with gate(Gate(behind=url)) as between:
        for number in range(2):
            retriever = GuidanceRetriever(small, small_folder, server=ChromaServer(Address(between.url)))
            between.seen.clear()
            assert retriever.ensure_index()
            assert bool(between.seen) is (number == 0)
            retriever.close()
        question = "vilken sorts kamratskap är det egentligen"
        folders = [shutil.copytree(small_words, small_folder / name) for name in ("here", "there")]
        here, there = (
            GuidanceRetriever(small, folders[0]),
            GuidanceRetriever(small, folders[1], server=ChromaServer(Address(between.url))),
        )
        for each in (here, there):
            each._use = replace(each._use, floor=0.0, confident=2.0)
        one, other = here.search(question, "sv"), there.search(question, "sv")
        assert [hit.passage.id for hit in one.hits] == [hit.passage.id for hit in other.hits]
        here.close()
        there.close()


@pytest.mark.slow
def test_the_settings_reach_the_server(
    url: str, fika: Shell, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """The command, the notice, the doctor; the token is shown nowhere."""
    home.mkdir(mode=0o700)
    with gate(Gate(behind=url, token_header="X-Chroma-Token", token=TOKEN)) as between:
        monkeypatch.setenv("FIKA_KNOWLEDGE_URL", between.url)
        monkeypatch.setenv("FIKA_KNOWLEDGE_TOKEN", TOKEN)
        monkeypatch.setenv("FIKA_KNOWLEDGE_TOKEN_HEADER", "X-Chroma-Token")
        services = Services.from_environment(lambda _text: None)
        assert services.retriever.ensure_index()
        services.retriever.close()
        state = {part["part"]: part for part in fika.json("doctor", code=0)["parts"]}["index"]
        assert state["works"]
        assert between.url in state["state"]
        assert "embedder hashed" in state["state"]
        monkeypatch.setenv("FIKA_KNOWLEDGE_TOKEN", "wrong-canary")
        refused = fika("doctor", code=1)
        assert "does not accept the key" in " ".join(refused.split())
        for text in (refused, fika.said, fika("config"), fika("config", "--json")):
            assert "canary" not in text
