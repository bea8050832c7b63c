"""An index made with a model's vectors: nothing is sent unasked, nothing is sent twice, nothing is mixed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge.corpus import Corpus
from knowledge.embedders import Embedder, HashedEmbedder
from knowledge.embedders.kept import KeptEmbedder
from knowledge.embedders.openai_compatible import OpenAIEmbedder
from knowledge.index import IndexUnavailableError, VectorIndex
from knowledge.notice import Notice
from knowledge.retriever import GuidanceRetriever
from tests.embedding_desk import DIMENSION, EmbeddingDesk, Fault, embeddings

TEXTS = tuple(
    f"text {number} om {word}" for number, word in enumerate(["tack", "tystnad", "plats", "mål"] * 30)
)


def model(desk: EmbeddingDesk, folder: Path, name: str = "by-hand") -> KeptEmbedder:
    """Give the embedder that the settings would give."""
    asked = OpenAIEmbedder(name, base_url=desk.url, deadline_seconds=2.0, sleep=lambda _seconds: None)
    return KeptEmbedder(asked, folder / "vectors.sqlite3")


def index_of(folder: Path, embedder: Embedder, texts: Sequence[str] = TEXTS) -> VectorIndex:
    """Give an index over some texts."""
    return VectorIndex(folder / "index", embedder, lambda: texts, f"texts-{len(texts)}")


def refusal(call: Callable[[], object]) -> IndexUnavailableError:
    """Give the refusal that a call ends with."""
    with pytest.raises(IndexUnavailableError) as caught:
        call()
    return caught.value


def test_nothing_is_sent_before_somebody_asked_for_it(tmp_path: Path) -> None:
    """Neither texts nor the question; the sentence says how many, where to, and the command."""
    with embeddings() as desk:
        index = index_of(tmp_path, model(desk, tmp_path))
        for call in (index.ensure, lambda: index.nearest("tack", 1), index.health):
            refused = refusal(call)
            assert refused.code == "not_embedded"
            assert "120" in str(refused)
            assert desk.url in str(refused)
            assert "fika knowledge rebuild" in refused.text("sv")
        assert desk.requests == []
        index.rebuild()
        assert sorted(desk.texts) == sorted(TEXTS)
        assert index.nearest(TEXTS[7], 1)[0][0] == 7
        assert index.health().returned == len(TEXTS)
        index.close()


def test_another_embedder_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    """Both names stand in the sentence; the rebuild is what mends it."""
    with embeddings() as desk:
        hashed = index_of(tmp_path, HashedEmbedder())
        hashed.ensure()
        hashed.close()
        index = index_of(tmp_path, model(desk, tmp_path))
        refused = refusal(index.ensure)
        assert refused.code == "other_embedder"
        for named in ("'hashed'", "'by-hand'", "fika knowledge rebuild", desk.url):
            assert named in str(refused)
        assert index_of(tmp_path, HashedEmbedder()).current
        index.rebuild()
        index.close()
        other = index_of(tmp_path, model(desk, tmp_path, "another"))
        assert "'by-hand'" in str(refusal(other.ensure))
        assert index_of(tmp_path, model(desk, tmp_path)).current


def test_the_hashed_embedder_may_take_over_by_itself(tmp_path: Path) -> None:
    """It costs nothing and sends nothing, and going back costs nothing either."""
    with embeddings() as desk:
        first = index_of(tmp_path, model(desk, tmp_path))
        first.rebuild()
        first.close()
        sent = len(desk.texts)
        hashed = index_of(tmp_path, HashedEmbedder())
        hashed.ensure()
        hashed.close()
        again = index_of(tmp_path, model(desk, tmp_path))
        again.ensure()
        assert again.nearest(TEXTS[5], 1)[0][0] == 5
        assert len(desk.texts) == sent + 1  # the question alone
        again.close()


def test_a_build_that_broke_off_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was paid for is kept."""
    with embeddings(Fault(), Fault(status=401)) as desk:
        index = index_of(tmp_path, model(desk, tmp_path))
        assert refusal(index.rebuild).code == "key"
        assert not index.built
        sent = len(desk.requests[0]["input"])
        assert 0 < sent < len(TEXTS)
        desk.faults[:] = [Fault()]
        before = len(desk.requests)
        index.rebuild()
        resent = [text for request in desk.requests[before:] for text in request["input"]]
        assert len(resent) == len(TEXTS) - sent + 1  # one more, to see that the model is still the same
        assert index.nearest(TEXTS[7], 1)[0][0] == 7
        index.close()


def test_changed_texts_send_only_what_is_new(tmp_path: Path) -> None:
    """A new version of Fika does not cost the whole guidance again, and asks all the same."""
    with embeddings() as desk:
        first = index_of(tmp_path, model(desk, tmp_path))
        first.rebuild()
        first.close()
        newer = index_of(tmp_path, model(desk, tmp_path), (*TEXTS, "en ny text", "en till"))
        refused = refusal(newer.ensure)
        assert (refused.code, refused.values["count"]) == ("not_embedded", 2)
        fewer = index_of(tmp_path, model(desk, tmp_path), TEXTS[:50])
        sent = len(desk.texts)
        fewer.ensure()
        assert len(desk.texts) == sent
        fewer.close()


def test_a_damaged_index_is_mended_from_what_was_kept(tmp_path: Path) -> None:
    """By itself, since nothing has to be sent."""
    with embeddings() as desk:
        index = index_of(tmp_path, model(desk, tmp_path))
        index.rebuild()
        index.close()
        for database in (tmp_path / "index").glob("g-*/chroma.sqlite3"):
            database.write_bytes(b"")
        sent = len(desk.texts)
        assert index.nearest(TEXTS[9], 1)[0][0] == 9
        assert len(desk.texts) == sent + 1
        index.close()


@pytest.mark.parametrize("damage", [b"", b"not a database" * 100])
def test_a_damaged_file_of_vectors_costs_only_asking_again(tmp_path: Path, damage: bytes) -> None:
    """It is no truth, only a saving."""
    with embeddings() as desk:
        embedder = model(desk, tmp_path)
        embedder.embed(TEXTS)
        (tmp_path / "vectors.sqlite3").write_bytes(damage)
        assert embedder.unsent(TEXTS) == len(TEXTS)
        assert len(embedder.embed(TEXTS)) == len(TEXTS)
        embedder.embed(TEXTS)
        assert embedder.unsent(TEXTS) == 0
        assert oct((tmp_path / "vectors.sqlite3").stat().st_mode)[-3:] == "600"


def test_a_model_replaced_behind_its_name_is_seen(tmp_path: Path) -> None:
    """By the size of its vectors when asked, and by its vectors when the index is made anew."""
    with embeddings() as desk:
        first = index_of(tmp_path, model(desk, tmp_path))
        first.rebuild()
        first.close()
        desk.faults[:] = [Fault(dimension=20)]
        index = index_of(tmp_path, model(desk, tmp_path))
        refused = refusal(lambda: index.nearest("tack", 1))
        assert refused.code == "dimension"
        assert (refused.values["count"], refused.values["expected"]) == (20, DIMENSION)
        index.rebuild()
        assert index.nearest(TEXTS[11], 1)[0][0] == 11
        assert index.health().returned == len(TEXTS)
        index.close()


def test_a_model_of_the_same_size_behind_the_same_name_is_seen_by_its_vectors(tmp_path: Path) -> None:
    """Else a rebuild would keep what the older one said."""
    with embeddings() as desk:
        embedder = model(desk, tmp_path)
        embedder.embed(TEXTS)
        embedder.begin_anew(TEXTS)
        assert embedder.unsent(TEXTS) == 0
        desk.faults[:] = [Fault(number=1.0)]
        embedder.begin_anew(TEXTS)
        assert embedder.unsent(TEXTS) == len(TEXTS)


def test_a_model_to_which_all_texts_are_alike_says_no_more_than_another(tmp_path: Path) -> None:
    """Cosines of e5 lie between 0.7 and 1; what counts is how far one is above what strangers have."""
    strangers, friends = [], []
    for common in (0.0, 1.0):
        with embeddings(Fault(common=common)) as desk:
            folder = tmp_path / str(common)
            index = index_of(folder, model(desk, folder))
            index.rebuild()
            (best, high), *_ = index.nearest(TEXTS[7], 1)
            assert best == 7
            friends.append(high)
            strangers.append(index.nearest("något helt annat", 1)[0][1])
            index.close()
    assert friends == pytest.approx([1.0, 1.0], abs=0.01)
    assert max(strangers) < 0.5
    assert abs(strangers[0] - strangers[1]) < 0.25


def test_a_search_goes_on_by_words_and_says_so_once(small_folder: Path, small: Corpus) -> None:
    """With an unbuilt index, then with a server that is away; the words' answer is the same."""
    told: list[Notice] = []
    by_words = GuidanceRetriever(small, None)
    question = "vilken sorts kamratskap är det egentligen"
    with embeddings() as desk:
        retriever = GuidanceRetriever(
            small, small_folder, embedder=model(desk, small_folder), on_notice=told.append
        )
        assert retriever.search(question, "sv") == by_words.search(question, "sv")
        retriever.search("en annan fråga om kamratskap", "sv")
        assert [notice.kind for notice in told] == ["unavailable"]
        assert "fika knowledge rebuild" in told[0].text("sv")
        retriever.rebuild_index()
        assert retriever.search(question, "sv").hits
        sent = len(desk.requests)
        retriever.search(question, "sv")
        assert len(desk.requests) == sent  # asked before: answered without a call
        retriever.rebuild_index()
        sent = len(desk.requests)
        retriever.search(question, "sv")
        assert len(desk.requests) == sent + 1  # made anew, perhaps with another model of that name
        retriever.close()
    told.clear()
    away = GuidanceRetriever(small, small_folder, embedder=model(desk, small_folder), on_notice=told.append)
    assert away.search(question, "sv") == retriever.search(question, "sv")
    unseen = "och vad är det här för sorts kamratskap då"
    assert away.search(unseen, "sv") == by_words.search(unseen, "sv")
    assert [notice.kind for notice in told] == ["unavailable"]
    assert "nothing answers" in told[0].text("en")
    away.close()


def test_a_question_is_never_kept_in_the_clear(small_folder: Path, small: Corpus) -> None:
    """Neither the answers nor the vectors hold its words."""
    with embeddings() as desk:
        retriever = GuidanceRetriever(small, small_folder, embedder=model(desk, small_folder))
        retriever.rebuild_index()
        retriever.search("kanarieordet xyzzy om kamratskap", "sv")
        retriever.close()
    assert any("xyzzy" in text for text in desk.texts)
    for path in small_folder.rglob("*"):
        assert path.is_dir() or b"xyzzy" not in path.read_bytes()
