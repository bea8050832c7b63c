"""Every way in which a shared Chroma server can fail is one sentence, in time, and the search goes on."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.corpus import Corpus
from knowledge.found import Found
from knowledge.notice import Notice
from knowledge.retriever import GuidanceRetriever
from knowledge.server import Address, ChromaServer, ServerTrouble
from tests.chroma_desk import Gate, certificates, gate

TOKEN = "canary-token-1"
BEAT = '{"nanosecond heartbeat": 1}'


@pytest.fixture
def asked() -> Callable[..., ServerTrouble]:
    """Ask a server for its collections and give what goes wrong, whichever step it is."""

    def ask(url: str, seconds: float = 1.0, **changes: str) -> ServerTrouble:
        server = ChromaServer(Address(url, **{"token": TOKEN, **changes}), request_seconds=seconds)
        with pytest.raises(ServerTrouble) as caught:
            server.collections("fika-")
        server.close()
        for language in ("sv", "en"):
            assert TOKEN not in caught.value.text(language)
            assert "\n" not in caught.value.text(language)
        assert TOKEN not in repr(caught.value.__cause__) + repr(server.address)
        return caught.value

    return ask


FAULTS: dict[str, tuple[Gate, str]] = {
    "wrong token": (Gate(status=401, body='{"error": "AuthError"}'), "key"),
    "no access": (Gate(status=403), "forbidden"),
    "web page": (Gate(kind="text/html; charset=utf-8", body="<html>hello</html>"), "page"),
    "page without its type": (Gate(kind="application/json", body="<html>hello</html>"), "no_chroma"),
    "another API": (Gate(body='{"status": "ok"}'), "no_chroma"),
    "a list": (Gate(body="[]"), "no_chroma"),
    "nothing there": (Gate(status=404, kind="text/html", body="<h1>Not Found</h1>"), "no_chroma"),
    "an older Chroma": (Gate(status=410, body='{"error": "Unimplemented"}'), "no_chroma"),
    "moved": (Gate(status=301, headers={"Location": "http://127.0.0.1:9/"}), "moved"),
    "busy": (Gate(status=429), "busy"),
    "broken": (Gate(status=500, body='{"error": "InternalError", "message": "x"}'), "broken"),
    "gateway": (Gate(status=502, kind="text/html", body="<h1>Bad Gateway</h1>"), "broken"),
    "stalled": (Gate(hang=True), "slow"),
    "dripping": (Gate(drip=True), "slow"),
    "hangs up": (Gate(drop=True), "dropped"),
    "collections are no list": (Gate(body=BEAT), "garbage"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_its_own_sentence_in_time(name: str, asked: Callable[..., ServerTrouble]) -> None:
    """Never a traceback, a hang, or the token."""
    settings, code = FAULTS[name]
    with gate(replace(settings, seen=[], stopped=type(settings.stopped)())) as running:
        began = time.monotonic()
        trouble = asked(running.url, 0.5 if settings.hang or settings.drip else 5.0)
        assert time.monotonic() - began < 2.5
    assert trouble.code == code
    assert "127.0.0.1" in trouble.text("en")


def test_a_redirect_is_not_followed_with_the_token(asked: Callable[..., ServerTrouble]) -> None:
    """The token is for the host that was named."""
    with gate(Gate(body=BEAT)) as other, gate(Gate(status=307, headers={"Location": other.url})) as first:
        assert asked(first.url).code == "moved"
        assert other.seen == []


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1:9", "refused"),
        ("127.0.0.1:8000", "address"),
        ("chroma.example.org", "address"),
        ("ftp://chroma.example.org", "address"),
        ("http://", "address"),
        ("http://[::bad", "address"),
        ("https://chroma.example.org:99999", "address"),
        ("http://me:secret@127.0.0.1:8000", "password"),
        ("http://chroma.example.org", "plain_token"),
        ("http://10.0.0.5:8000", "plain_token"),
        ("http://127.0.0.1.example.org:8000", "plain_token"),
        ("http://localhost.example.org:8000", "plain_token"),
    ],
)
def test_an_address_that_must_not_be_asked_is_not(
    url: str, code: str, asked: Callable[..., ServerTrouble], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among them a token over plain http to another machine: no name is even looked up."""
    if code != "refused":
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("it was asked"))
    trouble = asked(url)
    assert trouble.code == code
    assert "secret" not in trouble.text("en")


@pytest.mark.parametrize("token", ["two words", "å", "new\nline", "tab\there"])
def test_a_token_that_is_none_is_refused(token: str) -> None:
    """It would otherwise end in the middle of the headers."""
    server = ChromaServer(Address("http://127.0.0.1:9", token=token))
    with pytest.raises(ServerTrouble) as caught:
        server.collections("")
    assert caught.value.code == "token"


@pytest.mark.parametrize(
    ("url", "given", "header", "value"),
    [
        ("http://127.0.0.1", "", "authorization", f"Bearer {TOKEN}"),
        ("http://127.0.0.1", "Authorization", "authorization", f"Bearer {TOKEN}"),
        ("http://127.0.0.1", "X-Chroma-Token", "x-chroma-token", TOKEN),
    ],
)
def test_the_token_goes_in_the_header_that_chroma_reads(
    url: str, given: str, header: str, value: str
) -> None:
    """Bearer, or Chroma's own."""
    del url
    with gate(Gate(body="null")) as running:
        server = ChromaServer(Address(running.url, token=TOKEN, token_header=given))
        with pytest.raises(ServerTrouble):
            server.collections("")
        server.close()
        headers = running.seen[0][2]
        assert headers[header] == value
        assert (set(headers) & {"authorization", "x-chroma-token"}) == {header}


@pytest.mark.parametrize(
    ("host", "header"),
    [
        ("api.trychroma.com", "X-Chroma-Token"),
        ("europe-west1.gcp.trychroma.com", "X-Chroma-Token"),
        ("trychroma.com.example.org", "Authorization"),
        ("nottrychroma.com", "Authorization"),
    ],
)
def test_chroma_cloud_gets_its_own_header(host: str, header: str) -> None:
    """As Chroma's CloudClient does; nobody else is taken for it."""
    from knowledge.server_line import _token

    assert list(_token(Address(f"https://{host}", token=TOKEN), host)) == [header]


def test_the_same_header_as_chromas_own_clients() -> None:
    """The package says what its servers read; a new version of it must not surprise us."""
    from chromadb.auth.token_authn import TokenTransportHeader

    assert {each.value for each in TokenTransportHeader} == {"Authorization", "X-Chroma-Token"}


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl command is missing")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Path, Path]]:
    """Give an authority's certificate and a server's pair."""
    return certificates(tmp_path_factory.mktemp("tls"))


@needs_openssl
def test_a_private_certificate_is_trusted_only_when_it_is_named(
    signed: tuple[Path, tuple[Path, Path]], asked: Callable[..., ServerTrouble]
) -> None:
    """Unnamed: refused before the token is sent. Named: the answer is read."""
    authority, pair = signed
    with gate(Gate(body='{"status": "ok"}'), pair) as running:
        trouble = asked(running.url)
        assert trouble.code == "tls"
        assert "certificate" in trouble.text("en")
        assert running.seen == []
        assert asked(running.url, ca_file=str(authority)).code == "no_chroma"
        assert running.seen[0][2]["authorization"] == f"Bearer {TOKEN}"


@needs_openssl
def test_another_authority_and_another_name_are_refused(
    signed: tuple[Path, tuple[Path, Path]], tmp_path: Path, asked: Callable[..., ServerTrouble]
) -> None:
    """A certificate counts for its host, from its signer."""
    other, _pair = certificates(tmp_path)
    authority, pair = signed
    with gate(Gate(body=BEAT), pair) as running:
        assert asked(running.url, ca_file=str(other)).code == "tls"
        elsewhere = running.url.replace("127.0.0.1", "localhost")
        assert asked(elsewhere, ca_file=str(authority)).code == "tls"
        assert running.seen == []


def test_tls_to_a_plain_server_says_so(asked: Callable[..., ServerTrouble]) -> None:
    """https:// for a server that speaks http."""
    with gate(Gate(body=BEAT)) as running:
        assert asked(running.url.replace("http:", "https:")).code == "tls"


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\x00\xff"])
def test_a_certificate_file_that_is_none_is_named(
    content: bytes | None, tmp_path: Path, asked: Callable[..., ServerTrouble]
) -> None:
    """With its path."""
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    trouble = asked("https://127.0.0.1:9", ca_file=str(path))
    assert trouble.code == "ca_file"
    assert str(path) in trouble.text("sv")


def test_a_name_look_up_that_hangs_does_not_hold_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's resolver has no deadline of its own."""
    from threading import Event

    never = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: never.wait(20) and [])
    server = ChromaServer(Address("https://chroma.example.org"), request_seconds=0.3)
    began = time.monotonic()
    with pytest.raises(ServerTrouble) as caught:
        server.collections("")
    never.set()
    server.close()
    assert time.monotonic() - began < 2
    assert caught.value.code == "slow"


def test_a_server_that_could_not_be_reached_is_not_waited_for_again() -> None:
    """Index and own guidance stand on the same one."""
    with gate(Gate(hang=True)) as running:
        server = ChromaServer(Address(running.url), request_seconds=0.3)
        codes = []
        for _ in range(3):
            with pytest.raises(ServerTrouble) as caught:
                server.collections("")
            codes.append((caught.value.code, caught.value.text("sv")))
        assert len(running.seen) == 1
        assert len(set(codes)) == 1
        server.close()


DOUBTFUL = "vilken sorts kamratskap är det egentligen vi ses för"


def doubtful(
    corpus: Corpus, *, seconds: float = 0.5, url: str, folder: Path
) -> tuple[GuidanceRetriever, list[Notice]]:
    """Give a retriever that asks the vectors about every question, with what it tells."""
    told: list[Notice] = []
    retriever = GuidanceRetriever(
        corpus, folder, server=ChromaServer(Address(url), request_seconds=seconds), on_notice=told.append
    )
    retriever._use = replace(retriever._use, floor=0.0, confident=2.0)
    return retriever, told


@pytest.fixture(scope="module")
def by_words(small: Corpus) -> Found:
    """Give what the words alone find for the doubtful question."""
    return GuidanceRetriever(small, None).search(DOUBTFUL, "sv")


@pytest.mark.parametrize("name", ["wrong token", "web page", "another API", "stalled", "hangs up"])
def test_a_search_goes_on_by_words_and_says_so_once(
    name: str, small_folder: Path, small: Corpus, by_words: Found
) -> None:
    """Three questions: one notice, the words' own answers, and no second wait."""
    settings, code = FAULTS[name]
    with gate(replace(settings, seen=[], stopped=type(settings.stopped)())) as running:
        seconds = 0.5 if settings.hang or settings.drip else 5.0
        retriever, told = doubtful(small, url=running.url, folder=small_folder, seconds=seconds)
        began = time.monotonic()
        assert retriever.search(DOUBTFUL, "sv").hits == by_words.hits
        retriever.search(f"{DOUBTFUL} en gång till", "sv")
        retriever.search("how long is a meeting", "en")
        assert time.monotonic() - began < 3
        retriever.close()
    assert [notice.kind for notice in told] == ["unavailable"]
    assert told[0].trouble is not None
    assert told[0].trouble.code == code
    assert "ord" in told[0].text("sv")


def test_the_first_answer_has_one_deadline_over_all_its_requests() -> None:
    """A server that answers each request just in time must not add up."""
    server = ChromaServer(Address("http://127.0.0.1:9"), request_seconds=5)
    with server.asking(-1.0), pytest.raises(ServerTrouble) as caught:
        server.collections("")
    assert caught.value.code == "slow"
