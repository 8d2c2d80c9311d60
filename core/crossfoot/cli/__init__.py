"""The command line: a second face of the same functions, for scripts, tests and reviewers."""
