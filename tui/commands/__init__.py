"""One file per command: `add_arguments(parser)` and `run(arguments, session) -> exit code`."""
