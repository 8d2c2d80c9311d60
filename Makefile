# Every target is a command of packaging/make.py, which works the same without make:  python3 packaging/make.py demo
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help setup demo test fast run bench mutation docs clean

help setup demo test fast run docs clean:
	@$(PYTHON) packaging/make.py $@

# make bench ROWS=100000 RUNS=3    make bench QUICK=1
bench:
	@$(PYTHON) packaging/make.py bench $(if $(ONLY),--only $(ONLY)) $(if $(ROWS),--rows $(ROWS)) $(if $(RUNS),--runs $(RUNS)) $(if $(QUICK),--quick)

# make mutation    make mutation ID=equipment-install-timeliness
mutation:
	@$(PYTHON) packaging/make.py mutation $(ID)
