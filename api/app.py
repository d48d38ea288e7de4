"""Aplikasi API: bekal, perantara, penolakan, dan rute dirangkai di sini."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from api import bekal
from api.halaman import halaman_dokumentasi
from api.laju import BatasLaju
from api.masalah import JenisMasalah, dokumentasi
from api.penolakan import pasang_penangan
from api.perantara import BatasBadan, Permintaan
from api.rute import (
    asn,
    dokumen,
    kabar,
    kesehatan,
    ketetapan,
    kualitas,
    masalah,
    pejabat,
    pengajuan,
    penggantian,
    pratinjau,
    prediksi,
    referensi,
    setneg,
    surat,
    tanda_tangan,
    tersisih,
    tugas,
    usulan,
    verifikasi,
)
from api.skema import skema
from luar.setelan import Setelan

KETERANGAN = """
API usulan kepegawaian ASN. Satu usulan ialah satu alur kerja yang tahan mati; perintah orang kepadanya idempoten
menurut id yang dibuat pengirimnya.

- **Masuk**: token akses OIDC sebagai `Authorization: Bearer …`, dengan klaim `peran` dan `unit`.
- **Penolakan**: selalu problem details (RFC 9457) dengan `detail` dan `tindakan`; jenisnya dijelaskan di `/masalah`.
- **Belum diterima** (503): ulangi permintaan yang sama dengan id yang sama; yang tercatat tetap satu.
- **Terlalu sering** (429): tunggu sebanyak detik pada `Retry-After`, lalu kirim permintaan yang sama.
- **Konsep** memakai kunci optimistis: kirim kembali `ETag` sebagai `If-Match`.
- Saat ditulis UTC (`2026-03-01T02:00:00Z`), tanggal ditulis `tttt-bb-hh`, uang rupiah bulat.
"""

KELOMPOK = [
    {"name": "ASN", "description": "Mencari ASN, profil, arsip digital, kelayakan dan prediksi kenaikan pangkat."},
    {"name": "Usulan", "description": "Menyusun konsep, mengajukan, mengikuti, menarik, menahan."},
    {"name": "Tugas", "description": "Kotak masuk, klaim, putusan, perbaikan, pengalihan."},
    {"name": "Tanda tangan", "description": "Sesi tanda tangan elektronik dan penandatanganan banyak surat sekaligus."},
    {"name": "Surat", "description": "Pertek dan SK: daftar dan berkasnya."},
    {"name": "Keputusan Presiden", "description": "Keputusan yang ditetapkan Presiden dan datang lewat Setneg."},
    {"name": "Dokumen", "description": "Unggahan dan arsip digital."},
    {"name": "Verifikasi", "description": "Halaman publik keabsahan surat; tanpa masuk."},
    {"name": "Referensi", "description": "Kode dan daftar yang dipakai formulir."},
    {"name": "Ketetapan", "description": "Ketentuan yang diubah administrator, berlaku menurut tanggal."},
    {"name": "Pejabat", "description": "Spesimen penandatangan; pengganti dan pelimpahan, disahkan orang kedua."},
    {"name": "Kualitas data", "description": "Indeks kualitas data BKN: seorang ASN, instansi, dan peringkatnya."},
    {"name": "Kabar", "description": "Surel yang tak sampai kepada penerimanya, dan sebabnya."},
    {"name": "Kesehatan", "description": "Bagi pemantau."},
]

_RUTE = (
    asn, prediksi, usulan, pengajuan, dokumen, tugas, tanda_tangan, surat, pratinjau, setneg, verifikasi, referensi,
    ketetapan, kualitas, masalah, kesehatan, pejabat, penggantian, kabar, tersisih,
)  # fmt: skip
_STATIS = Path(__file__).parent / "web" / "statis"


def buat_app(setelan: Setelan | None = None) -> FastAPI:
    """Aplikasi yang siap dijalankan; tanpa ``setelan`` dibaca dari lingkungan saat menyala."""

    @asynccontextmanager
    async def hidup(app: FastAPI) -> AsyncIterator[None]:
        async with bekal.siapkan(setelan or Setelan()) as siap:
            app.state.bekal = siap
            yield

    app = FastAPIOffline(
        title="Usulan ASN",
        summary="Usulan kepegawaian ASN, dari berkas sampai SK yang ditandatangani dan dapat diverifikasi.",
        description=KETERANGAN,
        version=version("usulan-asn"),
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_tags=KELOMPOK,
        lifespan=hidup,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        generate_unique_id_function=_nama_operasi,
        responses=dokumentasi(JenisMasalah.ISIAN_TIDAK_SAH),
    )
    # Cara FastAPI sendiri memperluas skemanya: metode itu diganti pada objeknya.
    app.openapi = partial(skema, app)  # type: ignore[method-assign]  # cara FastAPI sendiri
    pasang_penangan(app)
    app.add_middleware(BatasBadan)
    app.add_middleware(BatasLaju)
    app.add_middleware(Permintaan)
    for bagian in _RUTE:
        app.include_router(bagian.rute)
    app.add_api_route("/dokumentasi", partial(halaman_dokumentasi, app), include_in_schema=False, methods=["GET"])
    app.mount("/statis", StaticFiles(directory=_STATIS), name="statis")
    return app


def _nama_operasi(rute: APIRoute) -> str:
    return rute.name
