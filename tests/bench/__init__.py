"""Measurements, not tests: each figure is a ratio against a named peer in one run. `make bench` prints them."""
