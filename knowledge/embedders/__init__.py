"""Embedders turn texts into vectors; the default needs no download."""

from __future__ import annotations

from knowledge.embedders.hashed import HashedEmbedder
from knowledge.embedders.port import Embedder, EmbedderTrouble

__all__ = ["Embedder", "EmbedderTrouble", "HashedEmbedder"]
