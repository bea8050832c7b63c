"""The chat: grounded answers, a reflection, and commands that do things; with or without a model."""
