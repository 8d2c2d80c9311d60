"""Long work: on a thread in the program, in line in tests."""
