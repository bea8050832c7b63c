"""A draft on the table: looking at a text as it is typed, what stands behind it, mending and saving it."""
