"""Di mana sebuah tumpukan tinggal, dan setelan aplikasi yang menunjuk ke sana."""

import json
import os
import shutil
import sysconfig
from dataclasses import asdict, dataclass
from pathlib import Path

from gudang.migrasi.peran import API, PEKERJA, PEMILIK
from luar.setelan import Setelan
from sandbox.bsre.pemilik import SETNEG
from sandbox.tumpukan.identitas_s3 import kunci_akses, rahasia_s3
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

    def lingkungan(self, peran: str = PEKERJA, pemegang_s3: str | None = None) -> dict[str, str]:
        """Setelan aplikasi (``luar.setelan``) yang menunjuk ke tumpukan ini, sebagai peran basis data tertentu.

        ``pemegang_s3``: pemegang kunci S3-nya (``luar.hak_s3``); bawaannya ``api`` bagi peran API, selain itu
        ``dokumen``.
        """
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
            **self._kunci_s3(pemegang_s3 or ("api" if peran == API else "dokumen")),
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

    def setelan(self, pemegang_s3: str | None = None) -> Setelan:
        lingkungan = self.lingkungan(pemegang_s3=pemegang_s3)
        return Setelan.model_validate(
            {nama.removeprefix("USULAN_").lower(): nilai for nama, nilai in lingkungan.items()}
        )

    def _kunci_s3(self, pemegang: str) -> dict[str, str]:
        """Yang tidak memakai S3 tidak berkunci."""
        rahasia = rahasia_s3(asdict(self.rahasia)).get(pemegang, "")
        return {"USULAN_S3_KUNCI": kunci_akses(pemegang) if rahasia else "", "USULAN_S3_RAHASIA": rahasia}


def program_venv(nama: str) -> str:
    program = shutil.which(nama, path=f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise FileNotFoundError(
            f"Program `{nama}` tidak ditemukan: jalankan lewat `make run`, atau pasang ekstra sandbox."
        )
    return program
