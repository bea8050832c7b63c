"""Settings of the shared server and of embeddings: who may set them, what is shown, what is documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import environment_name, is_secret, load_settings, setting_keys
from assistant.wiring import Services
from knowledge.embedders import HashedEmbedder
from knowledge.embedders.kept import KeptEmbedder
from tests.shell import Shell
from tests.test_launch import HEAVY, loaded_after

DOC = (Path(__file__).parent.parent / "docs/knowledge-server.md").read_text(encoding="utf-8")
OURS = [key for key in setting_keys() if key.startswith(("knowledge.", "embeddings."))]


@pytest.mark.parametrize("key", OURS)
def test_every_setting_is_documented_and_no_project_may_make_it(key: str, tmp_path: Path) -> None:
    """A folder that somebody else made must not choose where questions go."""
    assert f"`{key}`" in DOC
    assert f"`{environment_name(key)}`" in DOC
    table, _dot, inner = key.partition(".")
    (tmp_path / "fika.toml").write_text(f'[{table}]\n{inner} = "1"\n')
    with pytest.raises(SettingsError, match="may not set"):
        load_settings(folder=tmp_path)


def test_the_documented_command_is_the_one_that_the_tests_start() -> None:
    """And it is one command."""
    assert "$ chroma run --path ./fika-chroma --host 127.0.0.1 --port 8000\n" in DOC
    from tests import chroma_desk

    source = Path(chroma_desk.__file__).read_text(encoding="utf-8")
    assert '"run", "--path", str(folder), "--host", "127.0.0.1", "--port"' in source


def test_secrets_are_shown_nowhere(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, tokens, and passwords in addresses."""
    assert {key for key in setting_keys() if is_secret(key)} == {
        "model.api_key",
        "knowledge.token",
        "embeddings.api_key",
    }
    monkeypatch.setenv("FIKA_KNOWLEDGE_TOKEN", "canary-1")
    monkeypatch.setenv("FIKA_EMBEDDINGS_API_KEY", "canary-2")
    assert "canary" not in repr(load_settings().settings)
    monkeypatch.setenv("FIKA_KNOWLEDGE_URL", "http://me:canary-3@127.0.0.1:9")
    monkeypatch.setenv("FIKA_EMBEDDINGS_BASE_URL", "http://me:canary-4@127.0.0.1:9/v1?key=canary-5")
    shown = fika("config") + fika("config", "--json") + fika("doctor", code=1) + fika.said
    assert "canary" not in shown


def test_openais_key_serves_embeddings_at_openai_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with the model that writes; and a key alone sends nothing."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    settings = load_settings().settings
    assert settings.embeddings.api_key.get_secret_value() == "sk-canary"
    assert isinstance(Services.from_environment(lambda _text: None).embedder, HashedEmbedder)
    monkeypatch.setenv("FIKA_EMBEDDINGS_BASE_URL", "http://127.0.0.1:9/v1")
    settings = load_settings().settings
    assert settings.embeddings.api_key.get_secret_value() == ""
    assert settings.model.api_key.get_secret_value() == "sk-canary"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIKA_EMBEDDINGS_DIMENSIONS", "-1"),
        ("FIKA_EMBEDDINGS_DIMENSIONS", "many"),
        ("FIKA_EMBEDDINGS_DEADLINE_SECONDS", "0"),
        ("FIKA_KNOWLEDGE_TOKEN_HEADER", "Cookie"),
        ("FIKA_KNOWLEDGE_URI", "http://127.0.0.1"),
    ],
)
def test_an_impossible_value_is_refused_by_name(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what is allowed."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert name in caught.value.message
    assert caught.value.hint


def test_a_model_in_the_settings_is_what_embeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its prefixes and dimensions; nothing is contacted by that."""
    monkeypatch.setenv("FIKA_EMBEDDINGS_NAME", "multilingual-e5-small")
    monkeypatch.setenv("FIKA_EMBEDDINGS_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("FIKA_EMBEDDINGS_DIMENSIONS", "256")
    embedder = Services.from_environment(lambda _text: None).embedder
    assert isinstance(embedder, KeptEmbedder)
    assert (embedder.name, embedder.place) == ("multilingual-e5-small", "http://127.0.0.1:9/v1")
    assert embedder.fingerprint.endswith("|127.0.0.1|256|query: |passage: ")


def test_a_home_folder_in_the_certificates_path_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a person writes it."""
    monkeypatch.setenv("FIKA_KNOWLEDGE_CA_FILE", "~/ca.pem")
    assert load_settings().settings.knowledge.ca_file == str(Path("~/ca.pem").expanduser())


@pytest.mark.usefixtures("taken_apart")
@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_server_that_is_away_is_one_notice_and_the_answer_comes(
    language: str, fika: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the interface's language."""
    monkeypatch.setenv("FIKA_KNOWLEDGE_URL", "http://127.0.0.1:9")
    out = fika("--ui-language", language, "guide", "how often should we meet", "--language", "en")
    assert "[" in out
    said = fika.said
    assert ("nothing answers at" if language == "en" else "inget svarar på") in " ".join(said.split())
    assert said.count("127.0.0.1:9") == 1


def test_light_commands_stay_light_with_a_server_and_a_model_set(
    taken_apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings alone load nothing."""
    monkeypatch.setenv("FIKA_KNOWLEDGE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("FIKA_EMBEDDINGS_NAME", "m")
    monkeypatch.setenv("FIKA_EMBEDDINGS_BASE_URL", "http://127.0.0.1:9/v1")
    for arguments in (["config"], ["people", "list"], ["show"]):
        assert loaded_after(arguments, taken_apart, (*HEAVY, "httpx2")) == []
    loaded = loaded_after(["guide", "how often should we meet"], taken_apart, HEAVY)
    assert "chromadb" not in loaded
    assert "openai" not in loaded
