"""Sertifikat mTLS Temporal: berjabat tangan sungguhan, ditulis sekali, diganti sebelum habis, kuncinya tertutup."""

import os
import socket
import ssl
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sandbox.tumpukan.proses import AKAR
from sandbox.tumpukan.sertifikat import KLIEN, NAMA_PELADEN, PELADEN, SISA, UMUR, masih_berlaku, siapkan

KINI = datetime.now(UTC)
PEMILIK = dict.fromkeys((PELADEN, *KLIEN), os.geteuid())
BERKAS = {"akar.pem", *(f"{nama}.{akhiran}" for nama in PEMILIK for akhiran in ("pem", "kunci"))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert siapkan(tmp_path, PEMILIK, KINI)
    return tmp_path


def berjabat(folder: Path, klien: str | None, *, akar: Path | None = None, nama: str = NAMA_PELADEN) -> str:
    """Nama klien seperti dikenali peladennya; ``SSLError`` bila salah satu pihak menolak."""
    melayani = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=folder / "akar.pem")
    melayani.load_cert_chain(folder / f"{PELADEN}.pem", folder / f"{PELADEN}.kunci")
    melayani.verify_mode = ssl.CERT_REQUIRED
    meminta = ssl.create_default_context(cafile=akar or folder / "akar.pem")
    if klien:
        meminta.load_cert_chain(folder / f"{klien}.pem", folder / f"{klien}.kunci")
    kanan, kiri = socket.socketpair()

    def layani() -> str:
        with melayani.wrap_socket(kanan, server_side=True) as aman:
            aman.sendall(b"ya")
            subjek = aman.getpeercert()["subject"]
            return str(dict(satu[0] for satu in subjek)["commonName"])

    with ThreadPoolExecutor(1) as utas:
        dikenal = utas.submit(layani)
        try:
            with meminta.wrap_socket(kiri, server_hostname=nama) as aman:
                assert aman.recv(2) == b"ya"
        finally:
            kiri.close()
        return dikenal.result()


@pytest.mark.parametrize("nama", [NAMA_PELADEN, "localhost", "127.0.0.1"])
@pytest.mark.parametrize("klien", [*KLIEN, PELADEN])
def test_pemegang_sertifikat_berjabat_tangan(folder: Path, klien: str, nama: str) -> None:
    """Peladennya juga: pekerja dalam Temporal menyambung ke gerbangnya dengan sertifikat itu."""
    assert berjabat(folder, klien, nama=nama) == klien


def test_tanpa_sertifikat_dari_akar_lain_atau_ke_nama_lain_ditolak(folder: Path) -> None:
    lain = folder / "lain"
    lain.mkdir()
    siapkan(lain, PEMILIK, KINI)
    with pytest.raises(ssl.SSLError, match="certificate required"):
        berjabat(folder, None)
    with pytest.raises(ssl.SSLError, match="verify failed"):
        berjabat(folder, "aplikasi", akar=lain / "akar.pem")
    with pytest.raises(ssl.SSLError, match="Hostname mismatch"):
        berjabat(folder, "aplikasi", nama="temporal.contoh.id")
    for nama in ("aplikasi.pem", "aplikasi.kunci"):
        (folder / nama).write_bytes((lain / nama).read_bytes())
    with pytest.raises(ssl.SSLError):
        berjabat(folder, "aplikasi")


def test_klien_tidak_melayani(folder: Path) -> None:
    """Sertifikat aplikasi yang bocor tidak dapat menyamar sebagai Temporal."""
    for akhiran in ("pem", "kunci"):
        (folder / f"{PELADEN}.{akhiran}").write_bytes((folder / f"aplikasi.{akhiran}").read_bytes())
    with pytest.raises(ssl.SSLError, match="certificate purpose"):
        berjabat(folder, "operator", nama=f"aplikasi.{NAMA_PELADEN}")


def test_kunci_hanya_terbaca_pemiliknya_dan_kunci_penerbit_tidak_ada(folder: Path) -> None:
    assert {satu.name for satu in folder.iterdir()} == BERKAS
    hak = {satu.name: stat.S_IMODE(satu.stat().st_mode) for satu in folder.iterdir()}
    assert hak == {nama: 0o600 if nama.endswith(".kunci") else 0o644 for nama in BERKAS}


def isi(folder: Path) -> dict[str, bytes]:
    return {satu.name: satu.read_bytes() for satu in folder.iterdir()}


def test_ditulis_sekali_dan_diganti_seluruhnya_sebelum_habis(folder: Path) -> None:
    semula = isi(folder)
    assert not siapkan(folder, PEMILIK, KINI + UMUR - SISA - timedelta(days=1))
    assert isi(folder) == semula
    assert siapkan(folder, PEMILIK, KINI + UMUR - SISA + timedelta(days=1))
    assert all(isi(folder)[nama] != lama for nama, lama in semula.items())


@pytest.mark.parametrize("berkas", sorted(BERKAS))
@pytest.mark.parametrize("rusak", [b"", b"bukan pem", None])
def test_yang_tertulis_separuh_ditulis_lagi(folder: Path, berkas: str, rusak: bytes | None) -> None:
    if rusak is None:
        (folder / berkas).unlink()
    else:
        (folder / berkas).write_bytes(rusak)
    assert not masih_berlaku(folder, KINI)
    assert siapkan(folder, PEMILIK, KINI)
    assert berjabat(folder, "aplikasi") == "aplikasi"


def test_dijalankan_seperti_dalam_kontainer(tmp_path: Path) -> None:
    perintah = [sys.executable, "-m", "sandbox.tumpukan.sertifikat", f"--folder={tmp_path}"]
    perintah += [f"--pemilik={nama}={os.geteuid()}" for nama in PEMILIK]
    kata = [subprocess.run(perintah, cwd=AKAR, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert ["diterbitkan" in satu for satu in kata] == [True, False]
    assert berjabat(tmp_path, "operator") == "operator"
