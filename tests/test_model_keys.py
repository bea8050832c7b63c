"""Where a model server's key comes from, and that it goes nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from assistant.models.keys import keep_key, kept_key
from assistant.secret import Secret
from assistant.settings import ModelSettings, load_settings
from assistant.wiring import Services
from tests.by_hand import scripted
from tests.model_desk import GROUNDING, KEY, TASK, TEXT, a_writer, written
from tests.shell import Shell


class Ring(ModuleType):
    """A keyring in memory, or one that is broken."""

    def __init__(self, *, broken: bool = False) -> None:
        super().__init__("keyring")
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = broken

    def get_password(self, service: str, name: str) -> str | None:
        """Give what is kept, or fail as backends do."""
        if self.broken:
            raise RuntimeError("No recommended backend was available.")
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        """Keep it."""
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        """Take it out."""
        del self.kept[service, name]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """Have a keyring installed."""
    ring = Ring()
    monkeypatch.setitem(sys.modules, "keyring", ring)
    return ring


def test_a_key_from_the_environment_stands_before_the_keyring_and_that_before_the_file(
    ring: Ring, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Environment, keyring, settings: in that order."""
    (tmp_path / "config.toml").write_text('[model]\nname = "m"\napi_key = "from-the-file"\n')
    ring.kept["fika", "OpenAI"] = "from-the-ring"

    def key_in_force() -> str:
        services = Services.from_environment(lambda _said: None)
        settings = services.settings.model
        return services._kept_key(settings) or settings.api_key.get_secret_value()

    assert key_in_force() == "from-the-ring"
    monkeypatch.setenv("OPENAI_API_KEY", "from-openai")
    assert key_in_force() == "from-openai"
    monkeypatch.setenv("FIKA_MODEL_API_KEY", "from-fika")
    assert key_in_force() == "from-fika"
    monkeypatch.delenv("FIKA_MODEL_API_KEY")
    monkeypatch.delenv("OPENAI_API_KEY")
    ring.broken = True
    assert key_in_force() == "from-the-file"


@pytest.mark.anyio
async def test_the_keyrings_key_is_sent_to_its_own_server_only(ring: Ring) -> None:
    """Each server has its own; what one gets the other never sees."""
    with scripted(TEXT) as desk, scripted(TEXT) as other:
        assert keep_key(ModelSettings(base_url=desk.url), KEY)
        for each in (desk, other):
            writer = a_writer(each, kept_key=kept_key)
            await written(writer.write(TASK, GROUNDING))
            assert "canary" not in repr(vars(writer)) + repr(vars(writer._server)) + writer.origins().note
        assert desk.requests[0].headers["authorization"] == f"Bearer {KEY}"
        assert "canary" not in other.requests[0].headers["authorization"]


def test_a_broken_or_missing_keyring_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a machine without one, the other places must do."""
    settings = ModelSettings(name="m", api_key=Secret(KEY))
    for installed in (Ring(broken=True), None):
        monkeypatch.setitem(sys.modules, "keyring", installed)
        assert kept_key(settings) == ""
        assert not keep_key(settings, KEY)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("installed", [True, False])
def test_a_key_is_kept_in_the_keyring_else_in_the_private_file(
    installed: bool, fika: Shell, ring: Ring, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Read from standard input, shown nowhere, also not by `fika config`."""
    ring.broken = not installed
    monkeypatch.setattr("sys.stdin.readline", lambda: f"{KEY}\n", raising=False)
    assert fika("model", "key") == ""
    assert ("keyring of this machine" in fika.said) is installed
    assert "canary" not in fika.said + fika("config") + fika("config", "--json") + fika.said
    file = tmp_path / "config.toml"
    assert file.exists() is not installed
    if installed:
        assert ring.kept == {("fika", "OpenAI"): KEY}
    else:
        assert KEY in file.read_text()
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_key_in_the_file_stands_beside_its_own_server(
    fika: Shell, ring: Ring, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Else it would go to OpenAI on the day the environment no longer names the server."""
    ring.broken = True
    monkeypatch.setenv("FIKA_MODEL_BASE_URL", "https://own.example/v1")
    monkeypatch.setattr("sys.stdin.readline", lambda: f"{KEY}\n", raising=False)
    fika("model", "key")
    monkeypatch.delenv("FIKA_MODEL_BASE_URL")
    assert load_settings().settings.model.base_url == "https://own.example/v1"


@pytest.mark.parametrize("key", ["two words", "sk-å", "", "sk-\x1b[2J"])
def test_what_is_no_key_is_not_kept_and_not_repeated(
    key: str, fika: Shell, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip of the clipboard may be anything."""
    monkeypatch.setattr("sys.stdin.readline", lambda: f"{key}\n", raising=False)
    said = fika.fails("model", "key")
    assert not key or key not in said
    assert not ring.kept
