"""The template writer: it writes with no model and no network."""
