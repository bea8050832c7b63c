"""The readers, one module each: `NAME`, `SUFFIXES`, `MAX_BYTES`, `matches(beginning)` and `blocks(path)`.

To add a format, add a module: it is found by being here.
"""
