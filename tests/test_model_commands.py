"""`fika model`: what there is to choose from, choosing, and trying."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from assistant.choosing_model import server_of, servers
from assistant.models.probing import Place, answering
from assistant.settings import ModelSettings
from tests.by_hand import Answer, scripted
from tests.exchange import exchanges
from tests.model_desk import uses
from tests.shell import Shell

pytestmark = pytest.mark.usefixtures("indexed")


ANSWER = next(each for each in exchanges("outreach-en-1")).answer
TINY = '{"fika": "yes"}'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The person's settings file."""
    return tmp_path / "config.toml"


def test_what_answers_on_this_machine_is_listed() -> None:
    """With its models; what listens there and is no model server is passed over."""
    with scripted(TINY) as desk:
        port = int(desk.url.split(":")[2].split("/")[0])
        found = servers(ModelSettings(), {"Ollama": port, "vLLM": 9})
        assert [(each.program, each.models, each.answers) for each in found] == [
            ("Ollama", ("by-hand",), True)
        ]
        assert server_of("by-hand", found) == found[0]
        assert server_of("other", found) is None
        assert servers(ModelSettings(), {"vLLM": 9}) == ()
        assert answering([Place(f"http://127.0.0.1:{port}/wrong")]) == ()
    assert desk.requests == []


def test_one_server_under_two_names_is_listed_once() -> None:
    """localhost in the settings is the 127.0.0.1 that is looked at."""
    with scripted(TINY) as desk:
        port = int(desk.url.split(":")[2].split("/")[0])
        own = ModelSettings(name="by-hand", base_url=f"http://localhost:{port}/v1/")
        found = servers(own, {"Ollama": port})
    assert [(each.url, each.program) for each in found] == [(own.base_url, "Ollama")]


@pytest.mark.parametrize("url", ["https://api.example.com/v1", "", "http://192.168.1.7:8000/v1"])
def test_nothing_beyond_this_machine_is_asked(url: str, fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's guard would refuse it; the list says so."""
    uses(url or "", monkeypatch, api_key="canary")
    row = fika.json("model", "list")["servers"][0]
    assert (row["answers"], row["elsewhere"], row["models"][0]["name"]) == (False, True, "by-hand")
    assert "another machine, not asked" in fika("model", "list")
    assert "canary" not in fika("model", "list") + fika.said


def test_a_server_of_ones_own_that_is_off_is_listed_as_such(
    fika: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one in the settings is never silently left out."""
    with scripted(TINY) as desk:
        uses(desk, monkeypatch)
    assert "* by-hand" in fika("model", "list")
    assert "does not answer" in fika("model", "list")


def test_listing_asks_for_no_answer_unless_told(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """One tiny call, only then."""
    with scripted(TINY) as desk:
        uses(desk, monkeypatch)
        fika("model", "list")
        assert desk.requests == []
        line = fika("model", "list", "--ask").splitlines()[1]
        assert len(desk.requests) == 1
        told = fika.json("model", "list", "--ask", "by-hand")
    for word in ("streams", "counts its tokens", "takes a system role", "keeps to JSON"):
        assert word in line
    abilities = told["servers"][0]["models"][0]["abilities"]
    assert abilities["streams"] is abilities["json"] is True


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([Answer(TINY, usage=None)], "does not count its tokens"),
        ([Answer("Good morning to you!")], "does not keep to JSON"),
        ([Answer(plain_json="{}")], "does not stream"),
        ([Answer(status=500, message="system role not supported"), TINY], "takes no system role"),
        ([Answer(status=401, message="no")], "does not accept the key"),
    ],
)
def test_what_a_model_cannot_do_is_told(
    answers: list[Answer | str], words: str, fika: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Learnt from the answer itself."""
    with scripted(*answers) as desk:
        uses(desk, monkeypatch)
        assert words in " ".join(fika("model", "list", "--ask").split())


def test_choosing_keeps_everything_else_in_the_file(fika: Shell, config: Path) -> None:
    """Comments too; and the next command uses it."""
    config.write_text('# mine\nwriter = "auto" # ok\n')
    with scripted(TINY) as desk:
        fika("model", "set", "by-hand", "--url", desk.url)
        assert config.read_text().startswith('# mine\nwriter = "auto" # ok\n')
        assert fika.json("model", "list")["servers"][0]["models"][0]["chosen"] is True
    fika("model", "off")
    assert tomllib.loads(config.read_text())["model"]["name"] == ""
    assert "templates write" in fika.said


def test_a_key_in_the_file_goes_to_no_other_server_unsaid(fika: Shell, config: Path) -> None:
    """The person decides what becomes of it."""
    config.write_text('[model]\nname = "gpt"\napi_key = "sk-canary"\n')
    choice = ("model", "set", "other", "--url", "https://other.example/v1")
    assert "holds a key for OpenAI" in fika.fails(*choice)
    assert "canary" not in fika.said
    fika(*choice, "--no-keep-key")
    assert tomllib.loads(config.read_text())["model"]["api_key"] == ""


@pytest.mark.parametrize("url", ["127.0.0.1:11434", "ftp://x/v1", "http://"])
def test_an_address_that_cannot_be_asked_is_not_kept(url: str, fika: Shell, config: Path) -> None:
    """Said at once, not at the first letter."""
    assert "not one that can be asked" in fika.fails("model", "set", "m", "--url", url)
    assert not config.exists()


def test_the_environment_that_stands_before_a_choice_is_named(
    fika: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the choice seems to do nothing."""
    monkeypatch.setenv("FIKA_MODEL_NAME", "from-the-shell")
    fika("model", "set", "mine", "--url", "http://127.0.0.1:9/v1")
    assert "FIKA_MODEL_NAME is set in the environment" in fika.said
    assert "from-the-shell at http://127.0.0.1:9/v1 writes" in fika.said


def test_a_trial_drafts_the_example_and_tells_its_speed(
    fika: Shell, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """Nothing is kept; another server is tried without the settings' key."""
    with scripted(ANSWER) as desk:
        uses("https://set.example/v1", monkeypatch, api_key="canary")
        text = fika("model", "try", "other", "--url", desk.url, "--language", "en")
        told = fika.json("model", "try", "--url", desk.url, "--language", "en")
    assert text.startswith("Subject: Two questions")
    assert "canary" not in str([each.headers for each in desk.requests])
    assert desk.requests[0].body["model"] == "other"
    assert "First words after" in fika.said or told["first_seconds"] is not None
    assert told["completion_tokens"] == 123
    assert told["tokens_a_second"] is None or told["tokens_a_second"] > 1
    assert not (home / "fika.sqlite3").exists()


@pytest.mark.parametrize(("listed", "chosen"), [("by-hand:latest", True), ("other", False)])
def test_a_model_is_known_by_the_name_that_its_server_adds_to(
    listed: str, chosen: bool, fika: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ollama lists "llama3.2:latest" for "llama3.2"; a name that nobody lists is told."""
    with scripted(TINY) as desk:
        desk.model = listed
        uses(desk, monkeypatch)
        row = fika.json("model", "list", "--ask")["servers"][0]["models"][0]
        shown = fika("model", "list")
    assert row["name"] == listed
    assert row["chosen"] is chosen
    assert (row["abilities"] is not None) is chosen
    assert ("* " in shown) is chosen
    assert ("is none of these" in fika.said) is not chosen
