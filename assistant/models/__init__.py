"""The model writer. Importing this loads no LangChain; that happens when a write begins."""

from assistant.models.writer import ModelWriter

__all__ = ["ModelWriter"]
