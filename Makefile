# Each target installs what it needs first. Without make: python3 tools/bootstrap.py demo
.PHONY: help demo serve ready test test-office help-pictures check lock

help: ## these lines
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

demo: ## fill a demo town and serve it on 127.0.0.1:8000 (PORT=8001 for another port)
	@python3 tools/bootstrap.py demo

serve: ## serve it for real work; SECRET_KEY and DATABASE_URL come from the environment (docs/operations.md)
	@python3 tools/bootstrap.py serve

ready: ## install all that serving needs, and serve nothing
	@python3 tools/bootstrap.py ready

test: ## run every test (ARGS="-k caseload" for some of them)
	@python3 tools/bootstrap.py test -- $(ARGS)

test-office: ## open every downloaded list with LibreOffice Calc, which must be installed
	@python3 tools/bootstrap.py test -- tests/office/opened_lists.py $(ARGS)

help-pictures: ## make the pictures of the help pages anew, in static/help
	@python3 tools/bootstrap.py test -- tests/screens/test_help_pictures.py
	@rm -rf static/help && cp -r var/help static/help

check: ## lint, format, types, import contracts, templates, translations
	@python3 tools/bootstrap.py check

lock: ## write requirements/*.txt anew from requirements/*.in
	@python3 tools/bootstrap.py lock
