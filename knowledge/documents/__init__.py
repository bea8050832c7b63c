"""From a file to pieces: one reader for each format, and how a document is cut."""
