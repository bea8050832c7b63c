"""How findings are mended: a file a check, found by the check's name, with `mends(place)`."""
