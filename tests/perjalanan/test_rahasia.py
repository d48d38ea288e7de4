"""Sesudah satu usulan selesai: passphrase tidak tersimpan di mana pun, NIP dan nama tidak ada di Temporal."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sandbox.akun import PASSPHRASE, akun_bernama
from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.tumpukan import Tumpukan
from sandbox.tumpukan.susunan import folder_bin_postgres


def _berkas(folder: Path) -> Iterator[Path]:
    return (satu for satu in folder.rglob("*") if satu.is_file())


def _memuat(berkas: Iterator[Path], *teks: str) -> list[tuple[str, str]]:
    dicari = [(satu, satu.encode()) for satu in teks]
    return [(str(satu), t) for satu in berkas for isi in [satu.read_bytes()] for t, bita in dicari if bita in isi]


def _dump(tumpukan: Tumpukan) -> str:
    url = tumpukan.tempat.url_basis_data("postgres").replace("+psycopg", "")
    hasil = subprocess.run(
        [folder_bin_postgres() / "pg_dump", "--data-only", url],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    return hasil.stdout


async def test_rahasia_dan_data_pribadi_tidak_berceceran(
    tumpukan_penuh: Tumpukan, perjalanan: Callable[[str], PerjalananKP]
) -> None:
    p = perjalanan("surabaya")
    await p.buat_konsep()
    await p.lengkapi()
    await p.ajukan()
    for langkah in (p.verifikasi, p.setujui, p.validasi, p.paraf_pertek):
        await langkah()
    kepala = await p.sebagai("penandatangan_bkn", p.bkn)
    tugas = await kepala.tugas(p.usulan["nomor"], "tte_pertek")
    salah = await kepala.tanda_tangani(tugas, f"{PASSPHRASE}-salah")
    assert salah["status"] == "passphrase_salah"
    for langkah in (p.tandatangani_pertek, p.paraf_sk, p.tandatangani_sk, p.tunggu_profil):
        await langkah()

    dump = _dump(tumpukan_penuh)
    assert p.asn["nip"] in dump, "dump berisi data yang dicari, jadi pencariannya berarti"
    assert PASSPHRASE not in dump
    for nama in ("temporal", "log", "s3", "worker_manusia", "worker_dokumen", "worker_putaran", "api"):
        assert _memuat(_berkas(tumpukan_penuh.data / nama), PASSPHRASE) == []

    penandatangan = akun_bernama(kepala.nama_pengguna)
    pribadi = (p.asn["nip"], p.asn["nama"], penandatangan.nik, penandatangan.nama, penandatangan.surel)
    assert _memuat(_berkas(tumpukan_penuh.data / "temporal"), *pribadi) == []
    assert _memuat(_berkas(tumpukan_penuh.data / "log"), *pribadi) == []
    riwayat = _teks_terbaca(tumpukan_penuh.data / "temporal")
    assert p.usulan["id"] in riwayat, "berkas Temporal berisi usulan ini, jadi pencariannya berarti"


def _teks_terbaca(folder: Path) -> Any:
    return "".join(satu.read_bytes().decode("latin-1") for satu in _berkas(folder))
