"""Galat menjadi problem details: satu penangan tiap asal galat, semuanya berbahasa Indonesia."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import JsonValue
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as KolamHabis
from starlette.exceptions import HTTPException

from api.halaman import jawab_masalah
from api.masalah import JenisMasalah, Kesalahan, Masalah
from gudang import galat, pabrik
from luar.galat import ObjekRusak, ObjekTidakAda, PenyimpananTakTersedia
from luar.pdf_asing import PdfDitolak
from luar.proses import ProsesBerhenti
from models.galat import JenisGalat
from models.layanan import TidakDikenal

_PESAN: dict[str, str] = {
    "missing": "Wajib diisi.",
    "extra_forbidden": "Isian ini tidak dikenal.",
    "string_too_short": "Terlalu pendek; sedikitnya {min_length} huruf.",
    "string_too_long": "Terlalu panjang; paling banyak {max_length} huruf.",
    "string_type": "Harus berupa teks.",
    "string_pattern_mismatch": "Bentuknya tidak sesuai; harus cocok dengan {pattern}.",
    "too_short": "Terlalu sedikit; sedikitnya {min_length}.",
    "too_long": "Terlalu banyak; paling banyak {max_length}.",
    "int_type": "Harus berupa bilangan bulat.",
    "int_parsing": "Harus berupa bilangan bulat.",
    "bool_parsing": "Harus `true` atau `false`.",
    "greater_than_equal": "Harus sedikitnya {ge}.",
    "greater_than": "Harus lebih dari {gt}.",
    "less_than_equal": "Harus paling besar {le}.",
    "less_than": "Harus kurang dari {lt}.",
    "enum": "Harus salah satu dari: {expected}.",
    "literal_error": "Harus salah satu dari: {expected}.",
    "uuid_parsing": "Harus berupa UUID.",
    "uuid_type": "Harus berupa UUID.",
    "date_parsing": "Harus berupa tanggal tttt-bb-hh, misalnya 2026-03-01.",
    "date_type": "Harus berupa tanggal tttt-bb-hh, misalnya 2026-03-01.",
    "date_from_datetime_parsing": "Harus berupa tanggal tttt-bb-hh, misalnya 2026-03-01.",
    "date_from_datetime_inexact": "Harus berupa tanggal tanpa jam, misalnya 2026-03-01.",
    "model_type": "Harus berupa objek JSON.",
    "model_attributes_type": "Harus berupa objek JSON.",
    "dict_type": "Harus berupa objek JSON.",
    "list_type": "Harus berupa larik JSON.",
    "tuple_type": "Harus berupa larik JSON.",
}
"""Jenis galat pydantic → kalimat; yang tidak ada di sini dijawab umum, tanpa mengulang nilainya."""

PENOLAKAN_GUDANG: dict[type[galat.GalatGudang], JenisMasalah | JenisGalat] = {
    galat.TidakDitemukan: JenisMasalah.TIDAK_DITEMUKAN,
    galat.AkunNonaktif: JenisMasalah.AKUN_NONAKTIF,
    galat.KonsepBasi: JenisMasalah.KONSEP_BASI,
    galat.SudahDiajukan: JenisMasalah.SUDAH_DIAJUKAN,
    galat.UsulanBerakhir: JenisGalat.SUDAH_BERAKHIR,
    galat.UsulanGanda: JenisMasalah.USULAN_GANDA,
    galat.IdTerpakai: JenisMasalah.ISIAN_TIDAK_SAH,
    galat.IsianTerkunci: JenisMasalah.USULAN_GANDA,
    galat.SudahDiklaim: JenisMasalah.DIPEGANG_ORANG_LAIN,
    galat.TugasTertutup: JenisGalat.TUGAS_TIDAK_TERBUKA,
    galat.BukanPemegang: JenisMasalah.BUKAN_PEMEGANG,
    galat.SesiTidakBerlaku: JenisMasalah.SESI_BERAKHIR,
    galat.TandaTanganTerkunci: JenisMasalah.PASSPHRASE_TERKUNCI,
    galat.PercobaanPenuh: JenisMasalah.PASSPHRASE_TERKUNCI,
    galat.KetetapanSudahBerlaku: JenisMasalah.SUDAH_BERLAKU,
    galat.NomorSuratBerbeda: JenisGalat.FAKTA,
    galat.DrafTidakBerlaku: JenisGalat.DRAF_BERUBAH,
    galat.DasarBerubah: JenisGalat.DRAF_BERUBAH,
}

_PESAN_STATUS = {
    400: (JenisMasalah.PERMINTAAN_TIDAK_SAH, "Badan permintaan tidak dapat dibaca."),
    404: (JenisMasalah.TIDAK_DITEMUKAN, "Alamat itu tidak ada."),
    405: (JenisMasalah.METODE_TIDAK_DILAYANI, "Alamat itu ada, tetapi tidak melayani cara permintaan ini."),
}


_DITANGANI: tuple[type[Exception], ...] = (
    Masalah,
    RequestValidationError,
    HTTPException,
    galat.GalatGudang,
    TidakDikenal,
    PenyimpananTakTersedia,
    ObjekTidakAda,
    ObjekRusak,
    PdfDitolak,
    ProsesBerhenti,
    KolamHabis,
    DBAPIError,
)


def pasang_penangan(app: FastAPI) -> None:
    for jenis in _DITANGANI:
        app.add_exception_handler(jenis, _tangani)


def sebagai_masalah(ditolak: Exception) -> Masalah:
    """Galat yang dikenal menjadi ``Masalah``; yang lain dilempar lagi dan menjadi galat dalam."""
    match ditolak:
        case Masalah():
            return ditolak
        case RequestValidationError():
            return _isian(ditolak)
        case HTTPException():
            return _http(ditolak)
        case galat.GalatGudang():
            return Masalah(PENOLAKAN_GUDANG[type(ditolak)], str(ditolak), lain=_rincian(ditolak))
        case TidakDikenal():
            salah = Kesalahan(bidang=ditolak.bidang, sebab=str(ditolak), tindakan="Pilih dari /referensi/layanan.")
            return Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Ada isian yang tidak sah.", kesalahan=[salah])
        case PenyimpananTakTersedia():
            return Masalah(JenisMasalah.PENYIMPANAN_TIDAK_TERJANGKAU, str(ditolak))
        case ObjekTidakAda() | ObjekRusak():
            return Masalah(JenisMasalah.BERKAS_ARSIP_RUSAK, "Isi berkas ini tidak utuh.")
        case PdfDitolak():
            return Masalah(JenisMasalah(ditolak.sebab), ditolak.rincian)
        case ProsesBerhenti():
            return Masalah(JenisMasalah.PEMERIKSA_PDF_SIBUK, "Berkas belum sempat diperiksa.")
        case _ if pabrik.terganggu(ditolak):
            return Masalah(JenisMasalah.BASIS_DATA_TIDAK_TERJANGKAU, "Basis data sedang tidak menjawab.")
        case DataError():
            return Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Ada isian dengan huruf atau nilai yang tidak dapat disimpan.")
        case _:
            raise ditolak


def kesalahan_isian(galat: Sequence[Any], *, awalan: str = "") -> list[Kesalahan]:
    """Galat validasi pydantic sebagai kesalahan per isian; nilai yang dikirim tidak pernah diulang."""
    return [
        Kesalahan(bidang=awalan + ".".join(str(bagian) for bagian in satu["loc"]), sebab=_sebab(satu)) for satu in galat
    ]


def _sebab(galat: dict[str, Any]) -> str:
    if galat["type"] == "value_error":
        return str(galat["ctx"]["error"])
    pesan = _PESAN.get(galat["type"], "Nilainya tidak sah.")
    return pesan.format_map({**galat.get("ctx", {})})


async def _tangani(request: Request, ditolak: Exception) -> Response:
    masalah = sebagai_masalah(ditolak)
    if masalah.status >= 500:
        structlog.get_logger("api").warning("ditolak", jenis=masalah.jenis.value, galat=type(ditolak).__name__)
    return jawab_masalah(request, masalah)


def _isian(ditolak: RequestValidationError) -> Masalah:
    semua = ditolak.errors()
    if any(satu["type"] == "json_invalid" for satu in semua):
        return Masalah(JenisMasalah.PERMINTAAN_TIDAK_SAH, "Badan permintaan bukan JSON yang sah.")
    if all(satu["loc"][0] == "path" for satu in semua):
        return Masalah(JenisMasalah.TIDAK_DITEMUKAN, "Alamat itu tidak ada.")
    tanpa_asal = [{**satu, "loc": satu["loc"][1:] or satu["loc"]} for satu in semua]
    return Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Ada isian yang tidak sah.", kesalahan=kesalahan_isian(tanpa_asal))


def _http(ditolak: HTTPException) -> Masalah:
    if isinstance(ditolak.__cause__, Masalah):  # Penolakan yang timbul selagi badan permintaan dibaca.
        return ditolak.__cause__
    jenis, rincian = _PESAN_STATUS.get(ditolak.status_code, _PESAN_STATUS[400])
    return Masalah(jenis, rincian, kepala=ditolak.headers)


def _rincian(ditolak: galat.GalatGudang) -> dict[str, JsonValue]:
    """Atribut penolakan (versi kini, nomor usulan lain, saat terbuka kunci) sebagai anggota problem details."""
    return {nama: nilai.isoformat() if isinstance(nilai, datetime) else nilai for nama, nilai in vars(ditolak).items()}
