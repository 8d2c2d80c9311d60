# Every target is a command of packaging/make.py, which works the same without make:  python3 packaging/make.py demo
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help setup demo test fast run bench docs clean

help setup demo test fast run bench docs clean:
	@$(PYTHON) packaging/make.py $@
