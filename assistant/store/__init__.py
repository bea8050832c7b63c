"""The store: one SQLite file with people, facts, drafts and their versions."""

from assistant.store.sqlite import SqliteStore

__all__ = ["SqliteStore"]
