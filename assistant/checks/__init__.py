"""The reviewer: one pure check per file, its rule as data in `rules/`."""
