"""Di mana sebuah tumpukan tinggal, dan setelan aplikasi yang menunjuk ke sana."""

import json
import os
import shutil
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from gudang.migrasi.peran import API, PEKERJA, PEMILIK
from luar.setelan import Setelan
from sandbox.bsre.pemilik import SETNEG
from sandbox.tumpukan.porta import Porta
from sandbox.tumpukan.proses import AKAR
from sandbox.tumpukan.rahasia import Rahasia

NAMESPACE = "usulan"
NAMESPACE_PUTARAN = "usulan-putaran"
ESIGN_PENGGUNA = "usulan"
EMBER = "usulan"
LINGKUNGAN_PYTHON = {"PYTHONPATH": str(AKAR), "PYTHONUNBUFFERED": "1"}

LAJU_LONGGAR = {
    "USULAN_LAJU_TAMU": "60000/minute",
    "USULAN_LAJU_SALINAN": "60000/minute",
    "USULAN_LAJU_AKUN": "60000/minute",
    "USULAN_LAJU_UNGGAH": "60000/minute",
    "USULAN_SERENTAK_SALINAN": "100",
    "USULAN_SERENTAK_AKUN": "1000",
}
"""Satu mesin memerankan semua orang dari satu alamat: batas yang sebenarnya diuji dengan setelannya sendiri."""


@dataclass(frozen=True)
class Tempat:
    """Di mana sebuah tumpukan tinggal."""

    data: Path
    porta: Porta
    rahasia: Rahasia

    def folder(self, nama: str) -> Path:
        return self.data / nama

    def log(self, nama: str) -> Path:
        return self.data / "log" / f"{nama}.log"

    def url_basis_data(self, peran: str, basis_data: str = "usulan") -> str:
        sandi = {
            "postgres": self.rahasia.sandi_postgres,
            PEMILIK: self.rahasia.sandi_pemilik,
            PEKERJA: self.rahasia.sandi_pekerja,
            API: self.rahasia.sandi_api,
        }[peran]
        return f"postgresql+psycopg://{peran}:{sandi}@127.0.0.1:{self.porta['postgres']}/{basis_data}"

    def lingkungan(self, peran: str = PEKERJA) -> dict[str, str]:
        """Setelan aplikasi (``luar.setelan``) yang menunjuk ke tumpukan ini, sebagai peran basis data tertentu."""
        porta, rahasia = self.porta, self.rahasia
        return {
            **LINGKUNGAN_PYTHON,
            "USULAN_BASIS_DATA_URL": self.url_basis_data(peran),
            "USULAN_TEMPORAL_ALAMAT": f"127.0.0.1:{porta['temporal']}",
            "USULAN_TEMPORAL_NAMESPACE": NAMESPACE,
            "USULAN_TEMPORAL_NAMESPACE_PUTARAN": NAMESPACE_PUTARAN,
            "USULAN_KUNCI_MUATAN": rahasia.kunci_muatan,
            "USULAN_KUNCI_SESI": rahasia.kunci_sesi,
            "USULAN_S3_ALAMAT": porta.url("s3"),
            "USULAN_S3_KUNCI": rahasia.s3_kunci,
            "USULAN_S3_RAHASIA": rahasia.s3_rahasia,
            "USULAN_S3_EMBER": EMBER,
            "USULAN_ESIGN_ALAMAT": porta.url("bsre"),
            "USULAN_ESIGN_PENGGUNA": ESIGN_PENGGUNA,
            "USULAN_ESIGN_SANDI": rahasia.esign_sandi,
            "USULAN_TSA_ALAMAT": f"{porta.url('bsre')}/pki/tsa/tsa",
            "USULAN_AKAR_PERCAYA": str(self.folder("bsre") / "akar.pem"),
            "USULAN_SETNEG_PENANDATANGAN": json.dumps([{"nama": SETNEG.nama, "organisasi": SETNEG.organisasi}]),
            "USULAN_OIDC_PENERBIT": porta.url("oidc"),
            "USULAN_SUREL_HOST": "127.0.0.1",
            "USULAN_SUREL_PORT": str(porta["surel_smtp"]),
            "USULAN_ALAMAT_PUBLIK": porta.url("api"),
            **LAJU_LONGGAR,
        }

    def setelan(self) -> Setelan:
        return Setelan.model_validate(
            {nama.removeprefix("USULAN_").lower(): nilai for nama, nilai in self.lingkungan().items()}
        )


def program_venv(nama: str) -> str:
    program = shutil.which(nama, path=f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise FileNotFoundError(
            f"Program `{nama}` tidak ditemukan: jalankan lewat `make run`, atau pasang ekstra sandbox."
        )
    return program
