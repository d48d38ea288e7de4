# syntax=docker/dockerfile:1
# Satu citra bagi API, worker, dan migrasi (sasaran `aplikasi`); sasaran `sandbox` menambah dunia luar tiruan.
# Paket dipasang dari requirements.lock beserta hash-nya. Versi Python sama dengan yang dipakai mengunci.
ARG PYTHON=3.11.13-slim-bookworm

FROM python:${PYTHON} AS paket
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv && /venv/bin/pip install --upgrade pip
WORKDIR /usulan
COPY pyproject.toml requirements.lock ./
# Lapisan ini hanya berubah bila ketergantungan berubah. requirements.lock menjadi batasan: yang dipasang hanya
# ketergantungan aplikasi, tetapi versi dan hash-nya dari sana.
RUN python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb')); print(*p['project']['dependencies'], *p['build-system']['requires'], sep='\n')" > aplikasi.txt \
 && /venv/bin/pip install --require-hashes --constraint requirements.lock --requirement aplikasi.txt
COPY . .
RUN /venv/bin/pip install --no-deps --no-build-isolation --editable .

FROM paket AS paket-sandbox
RUN python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb')); print(*p['project']['optional-dependencies']['sandbox'], sep='\n')" > sandbox.txt \
 && /venv/bin/pip install --require-hashes --constraint requirements.lock --requirement sandbox.txt

FROM python:${PYTHON} AS dasar
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/usulan usulan \
 && install -d -o usulan -g usulan /var/lib/bsre
WORKDIR /usulan
USER usulan

FROM dasar AS sandbox
COPY --from=paket-sandbox /venv /venv
COPY --from=paket-sandbox /usulan .

FROM dasar AS aplikasi
COPY --from=paket /venv /venv
COPY --from=paket /usulan/worker.py ./
COPY --from=paket /usulan/models models
COPY --from=paket /usulan/gudang gudang
COPY --from=paket /usulan/luar luar
COPY --from=paket /usulan/workflows workflows
COPY --from=paket /usulan/activities activities
COPY --from=paket /usulan/putaran putaran
COPY --from=paket /usulan/api api
CMD ["python", "-m", "api"]
