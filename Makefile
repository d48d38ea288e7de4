# `make` tanpa sasaran menampilkan bantuan ini; setiap sasaran bercatatan `##`.
.DEFAULT_GOAL := bantuan
SHELL := /bin/bash
PY ?= python3
PORT ?= 8000
DATA ?= var
ARGS ?=
SERENTAK ?= 2
CEPAT ?=
BIN := .venv/bin
TERPASANG := .venv/.terpasang
UJI_CEPAT := tests/hukum tests/cerita tests/riwayat
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: bantuan pasang run demo test check lint format bench kunci sbom env keycloak bersih bersih-data

bantuan: ## Tampilkan bantuan ini
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  Pilihan: PORT=$(PORT) (porta awal), DATA=$(DATA) (folder keadaan), ARGS=… (diteruskan)"
	@echo "           SERENTAK=$(SERENTAK) (proses uji)"

pasang: $(TERPASANG) ## Pasang semua paket dari requirements.lock ke .venv

$(TERPASANG): requirements.lock pyproject.toml
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Perlu Python 3.11 atau lebih baru; beri tahu letaknya dengan PY=…")'
	@echo "Memasang paket ke .venv (sekali saja) …"
	@$(PY) -m venv .venv
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

run: $(TERPASANG) ## Nyalakan seluruh tumpukan sampai Ctrl-C (PORT=…, DATA=…)
	@$(BIN)/python -m sandbox --data $(DATA) --port $(PORT) $(ARGS)

demo: $(TERPASANG) ## Sembilan perjalanan tanpa tangan pada tumpukan sekali pakai (ARGS=kp-reguler …)
	@$(BIN)/python -m sandbox.demo $(ARGS)

test: $(TERPASANG) ## Jalankan semua uji (CEPAT=1 yang tanpa tumpukan: hukum, cerita, riwayat; ARGS=tests/cerita …)
	@$(BIN)/python -m pytest -n $(SERENTAK) $(if $(CEPAT),$(UJI_CEPAT)) $(ARGS)

check: lint ## Periksa semuanya selain uji: lint, format, susunan kontainer
	@$(BIN)/ruff format --check .
	@$(BIN)/docker-compose --env-file .env.example -f temporal-dev.yml config -q

lint: $(TERPASANG) ## ruff, mypy, aturan impor
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(TERPASANG) ## Rapikan kode
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(TERPASANG) ## Ukur kinerja di samping lantainya (ARGS=putusan, biaya, serentak, latar, atau tamu)
	@$(BIN)/python -m bench $(ARGS)

kunci: ## Perbarui requirements.lock dari pyproject.toml (ARGS=--upgrade menaikkan versi)
	@alat=$$(mktemp -d) && trap 'rm -rf "$$alat"' EXIT && $(PY) -m venv "$$alat" && \
	"$$alat/bin/pip" install --quiet --disable-pip-version-check pip-tools && \
	"$$alat/bin/pip-compile" --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --strip-extras --no-header --all-extras --allow-unsafe \
		--output-file requirements.lock pyproject.toml $(ARGS)

sbom: ## Tulis daftar pustaka (CycloneDX) dari requirements.lock ke DATA/sbom.json
	@mkdir -p $(DATA) && alat=$$(mktemp -d) && trap 'rm -rf "$$alat"' EXIT && $(PY) -m venv "$$alat" && \
	"$$alat/bin/pip" install --quiet --disable-pip-version-check cyclonedx-bom && \
	"$$alat/bin/python" -W ignore -m cyclonedx_py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible --output-file $(DATA)/sbom.json

env: .env ## Tulis .env berisi rahasia acak bagi temporal-dev.yml

.env: | $(TERPASANG)
	@(umask 077 && $(BIN)/python -m sandbox.tumpukan.rahasia > $@)

keycloak: $(TERPASANG) ## Perbarui sandbox/keycloak/realm.json dari daftar akun
	@$(BIN)/python -m sandbox.keycloak

bersih: ## Hapus .venv dan semua tembolok; keadaan di var/ tetap
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

bersih-data: ## Hapus semua keadaan tumpukan (basis data, riwayat, dokumen) di DATA
	rm -rf $(DATA)
