"""Susunan kontainer: sah menurut Compose, tanpa rahasia bawaan, berversi pasti, sepadan dengan tumpukan tertanam."""

import json
import os
import re
import subprocess
import sysconfig
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from luar.hak_s3 import HAK
from models.mesin import ATRIBUT_PENCARIAN
from models.peran import Peran
from sandbox.akun import akun
from sandbox.keycloak import BERKAS, teks_realm
from sandbox.tumpukan.penyiapan import RETENSI
from sandbox.tumpukan.proses import AKAR
from sandbox.tumpukan.rahasia import teks_env
from sandbox.tumpukan.sertifikat import KLIEN, NAMA_PELADEN, PELADEN, siapkan
from sandbox.tumpukan.tempat import LAJU_LONGGAR, Tempat
from worker import BAGIAN


def susunan(berkas_env: Path, *perintah: str) -> subprocess.CompletedProcess[str]:
    program = Path(sysconfig.get_path("scripts")) / "docker-compose"
    return subprocess.run(
        [program, "--env-file", berkas_env, "-f", "temporal-dev.yml", "config", *perintah],
        cwd=AKAR,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def layanan() -> dict[str, Any]:
    hasil = susunan(AKAR / ".env.example", "--format", "json")
    assert hasil.returncode == 0, hasil.stderr
    isi: dict[str, Any] = json.loads(hasil.stdout)["services"]
    return isi


def test_rahasia_kosong_ditolak_dengan_jalan_keluarnya(tmp_path: Path) -> None:
    kosong = tmp_path / "kosong.env"
    kosong.touch()
    hasil = susunan(kosong, "-q")
    assert hasil.returncode != 0
    assert "SANDI_PEKERJA is missing a value: jalankan `make env`" in hasil.stderr


def test_make_env_mencukupi(tmp_path: Path) -> None:
    berkas = tmp_path / ".env"
    berkas.write_text(teks_env())
    hasil = susunan(berkas, "-q")
    assert hasil.returncode == 0, hasil.stderr
    assert teks_env() != berkas.read_text(), "rahasia harus baru setiap kali"


def test_citra_berversi_pasti(layanan: dict[str, Any]) -> None:
    for nama, isi in layanan.items():
        _, _, versi = isi["image"].rpartition(":")
        assert versi == "dev" if "build" in isi else versi[:1].isdigit() or versi.startswith("v"), (nama, isi["image"])


def test_hanya_terbuka_ke_mesin_ini(layanan: dict[str, Any]) -> None:
    for nama, isi in layanan.items():
        assert all(porta["host_ip"] == "127.0.0.1" for porta in isi.get("ports", [])), nama


def test_setelan_aplikasi_sama_lengkapnya_dengan_tumpukan_tertanam(layanan: dict[str, Any], tempat: Tempat) -> None:
    tertanam = {nama for nama in tempat.lingkungan() if nama.startswith("USULAN_")}
    bawaan_saja = {"USULAN_S3_EMBER", *LAJU_LONGGAR}
    kunci_s3 = {"USULAN_S3_KUNCI", "USULAN_S3_RAHASIA"}
    for nama in BAGIAN:
        worker = layanan[f"worker-{nama}"]
        assert worker["command"] == ["python", "worker.py", "--antrean", nama]
        berkunci = kunci_s3 if nama != "manusia" else set()
        assert tertanam - bawaan_saja - kunci_s3 | berkunci <= set(worker["environment"])
        assert "usulan_pekerja" in worker["environment"]["USULAN_BASIS_DATA_URL"]
    assert tertanam - bawaan_saja <= set(layanan["api"]["environment"])
    assert "usulan_api" in layanan["api"]["environment"]["USULAN_BASIS_DATA_URL"]


def test_tiap_proses_memegang_kunci_s3_nya_sendiri(layanan: dict[str, Any], tempat: Tempat) -> None:
    pemegang = {"api": "api", "worker-dokumen": "dokumen", "worker-putaran": "putaran", "ember": "penyiapan"}
    for nama, semestinya in pemegang.items():
        kunci = layanan[nama]["environment"]["USULAN_S3_KUNCI"]
        assert kunci == tempat.lingkungan(pemegang_s3=semestinya)["USULAN_S3_KUNCI"], nama
    assert layanan["worker-manusia"]["environment"].get("USULAN_S3_KUNCI") is None
    assert tempat.lingkungan(pemegang_s3="manusia")["USULAN_S3_KUNCI"] == ""
    assert {f"S3_RAHASIA_{nama.upper()}" for nama in HAK} <= set(layanan["s3-identitas"]["environment"])


def test_temporal_meminta_sertifikat_dan_semua_kliennya_membawanya(layanan: dict[str, Any], tmp_path: Path) -> None:
    folder = PurePosixPath("/etc/temporal-tls")
    siapkan(tmp_path, dict.fromkeys((PELADEN, *KLIEN), os.geteuid()), datetime.now(UTC))
    ada = {str(folder / satu.name) for satu in tmp_path.iterdir()}

    def dipakai(nama: str) -> dict[str, str]:
        isi = layanan[nama]
        assert [satu["source"] for satu in isi["volumes"] if satu["target"] == str(folder)] == ["temporal-tls"], nama
        return {kunci: nilai for kunci, nilai in isi["environment"].items() if nilai in ada}

    peladen = layanan["temporal"]["environment"]
    assert peladen["TEMPORAL_TLS_REQUIRE_CLIENT_AUTH"] == "true"
    assert {peladen[f"TEMPORAL_TLS_{bagian}_SERVER_NAME"] for bagian in ("FRONTEND", "INTERNODE")} == {NAMA_PELADEN}
    assert {kunci.removeprefix("TEMPORAL_TLS_") for kunci in dipakai("temporal")} == {
        "FRONTEND_CERT", "FRONTEND_KEY", "CLIENT1_CA_CERT", "SERVER_CERT", "SERVER_KEY", "SERVER_CA_CERT",
    }  # fmt: skip
    for nama in ("api", *(f"worker-{satu}" for satu in BAGIAN)):
        assert layanan[nama]["environment"]["USULAN_TEMPORAL_TLS"] == "true"
        assert {kunci: PurePosixPath(nilai).name for kunci, nilai in dipakai(nama).items()} == {
            "USULAN_TEMPORAL_AKAR": "akar.pem",
            "USULAN_TEMPORAL_SERTIFIKAT": "aplikasi.pem",
            "USULAN_TEMPORAL_KUNCI": "aplikasi.kunci",
        }
    assert {PurePosixPath(nilai).name for nilai in dipakai("temporal-ui").values()} == {
        "akar.pem", "operator.pem", "operator.kunci",
    }  # fmt: skip
    assert layanan["temporal-ui"]["environment"]["TEMPORAL_TLS_ENABLE_HOST_VERIFICATION"] == "true"
    perintah = layanan["temporal-namespace"]["command"][0]
    assert set(re.findall(rf"{folder}/\S+", perintah)) <= ada
    assert dipakai("temporal-namespace") == {}
    # Tiap kunci hanya terbaca pemakainya.
    penerbit = layanan["temporal-sertifikat"]
    assert penerbit["user"] == "0:0"
    pemilik = dict(satu.removeprefix("--pemilik=").split("=") for satu in penerbit["command"] if "pemilik" in satu)
    assert pemilik == {"peladen": "1000", "operator": "1000", "aplikasi": "10001"}
    assert f"--uid {pemilik['aplikasi']} " in (AKAR / "Dockerfile").read_text()
    assert "temporal-sertifikat" in layanan["temporal"]["depends_on"]


def test_atribut_pencarian_sama(layanan: dict[str, Any]) -> None:
    terdaftar = layanan["temporal-namespace"]["environment"]["ATRIBUT"].split()
    assert dict(pasangan.split("=") for pasangan in terdaftar) == dict(ATRIBUT_PENCARIAN)


def test_namespace_dan_retensinya_sama(layanan: dict[str, Any]) -> None:
    terdaftar = layanan["temporal-namespace"]["environment"]["RETENSI"].split()
    assert dict(pasangan.split("=") for pasangan in terdaftar) == {
        nama: f"{lama.days}d" for nama, lama in RETENSI.items()
    }


def test_realm_keycloak_mutakhir() -> None:
    assert BERKAS.read_text(encoding="utf-8") == teks_realm(), "jalankan `make keycloak`"


def test_realm_keycloak_memberi_klaim_yang_dibaca_api() -> None:
    realm = json.loads(BERKAS.read_text(encoding="utf-8"))
    klien = next(k for k in realm["clients"] if k["clientId"] == "usulan-web")
    assert klien["publicClient"]
    assert klien["attributes"]["pkce.code.challenge.method"] == "S256"
    assert not klien["directAccessGrantsEnabled"]
    klaim = {p["config"].get("claim.name") or p["config"]["included.custom.audience"] for p in klien["protocolMappers"]}
    assert klaim == {"usulan-api", "peran", "unit"}
    assert {peran["name"] for peran in realm["roles"]["client"]["usulan-api"]} == {peran.value for peran in Peran}
    orang = [p for p in realm["users"] if "serviceAccountClientId" not in p]
    assert {(p["id"], p["username"]) for p in orang} == {(a.sub, a.nama_pengguna) for a in akun()}


def test_realm_keycloak_mengenal_setneg_sebagai_klien_mesin() -> None:
    realm = json.loads(BERKAS.read_text(encoding="utf-8"))
    klien = next(k for k in realm["clients"] if k["clientId"] == "setneg")
    assert (klien["publicClient"], klien["serviceAccountsEnabled"]) == (False, True)
    assert klien["secret"] == "${SETNEG_SANDI}", "rahasia datang dari lingkungan, tidak tertulis di sini"
    (layanan,) = (p for p in realm["users"] if p.get("serviceAccountClientId") == "setneg")
    assert layanan["attributes"] == {"unit": ["setneg"]}
    assert layanan["clientRoles"] == {"usulan-api": ["setneg"]}


def test_yang_disalin_ke_citra_tidak_diabaikan_konteksnya() -> None:
    disalin = set(re.findall(r"^COPY --from=paket /usulan/(\S+) ", (AKAR / "Dockerfile").read_text(), re.MULTILINE))
    diterima = {baris[1:] for baris in (AKAR / ".dockerignore").read_text().splitlines() if baris.startswith("!")}
    assert disalin
    assert disalin - diterima == set()
