"""Builds what asks a model: the writer, the judge, who proposes facts; the model half of `wiring`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import SettingsError
from assistant.settings import ModelSettings, is_loopback
from assistant.wiring_guidance import GuidanceServices
from assistant.wording import _

if TYPE_CHECKING:
    from assistant.models import ModelWriter
    from assistant.models.preview import Preview
    from assistant.models.proposing import ModelProposer
    from assistant.models.server import ModelServer
    from assistant.models.talker import ModelTalker
    from assistant.ports import Judge, Task


@dataclass(frozen=True)
class ModelServices(GuidanceServices):
    """The settings, and what asks a model with them. Nothing here contacts anyone until it is used."""

    @property
    def model_elsewhere(self) -> bool:
        """Whether the model's server is on another machine."""
        return not is_loopback(self.settings.model.base_url.strip())

    def model_writer(self) -> ModelWriter:
        """Give the model writer. Raises SettingsError when no model is set."""
        from assistant.models import ModelWriter

        return ModelWriter(self._model(), kept_key=self._kept_key)

    def model_server(self) -> ModelServer:
        """Give the model's server itself. Raises SettingsError when no model is set."""
        from assistant.models.server import ModelServer

        return ModelServer(self._model(), kept_key=self._kept_key)

    def model_judge(self, *, wanted: bool | None = None) -> Judge | None:
        """Give who reads a model's draft once more, where the settings or the person want that."""
        if not (self.settings.model.judge == "on" if wanted is None else wanted):
            return None
        from assistant.models.judge import ModelJudge

        return ModelJudge(self.model_server())

    def proposer(self) -> ModelProposer:
        """Give who proposes facts from a pasted text. Raises SettingsError when no model is set."""
        from assistant.models.proposing import ModelProposer

        return ModelProposer(self.model_server())

    def talker(self) -> ModelTalker | None:
        """Give the model that answers in the chat; None where none is set, or the templates are to write."""
        if not self.settings.model.name or self.settings.writer == "template":
            return None
        from assistant.models.talker import ModelTalker

        return ModelTalker(self.model_server())

    def preview(self, task: Task) -> Preview:
        """Show what the model writer would send first for a task, contacting nobody. Blocks.

        Raises SettingsError without a model, RefusedError for notes that may not leave this machine.
        """
        from assistant.drafting import guidance_for
        from assistant.grounding import grounding_for

        passages = guidance_for(task, self.quiet_retriever)
        grounding = grounding_for(task, passages, elsewhere=self.model_elsewhere)
        return self.model_writer().preview(task, grounding)

    def _model(self) -> ModelSettings:
        if not self.settings.model.name:
            raise SettingsError(
                _("No model is set."),
                hint=_("Say fika model list, or set FIKA_MODEL_NAME and FIKA_MODEL_BASE_URL."),
            )
        return self.settings.model

    def _kept_key(self, settings: ModelSettings) -> str:
        """Look into the keyring, which comes after the environment and before the settings file."""
        given = settings.api_key.get_secret_value()
        if given and self.resolved.origins["model.api_key"] in {"environment", "flag"}:
            return ""
        from assistant.models.keys import kept_key

        return kept_key(settings)
