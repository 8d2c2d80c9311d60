"""One module per command. Each has `configure(parser)` and `run(args) -> int`, and is imported only when it is used."""
