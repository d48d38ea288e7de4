"""Galat menjadi problem details: satu penangan tiap asal galat, semuanya berbahasa Indonesia."""

from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as KolamHabis
from starlette.exceptions import HTTPException

from activities.penyimpanan import ObjekRusak, ObjekTidakAda, PenyimpananTakTersedia
from api.masalah import JenisMasalah, Kesalahan, Masalah, jawab

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

_PESAN_STATUS = {
    400: (JenisMasalah.PERMINTAAN_TIDAK_SAH, "Badan permintaan tidak dapat dibaca."),
    404: (JenisMasalah.TIDAK_DITEMUKAN, "Alamat itu tidak ada."),
    405: (JenisMasalah.METODE_TIDAK_DILAYANI, "Alamat itu ada, tetapi tidak melayani cara permintaan ini."),
}


def pasang_penangan(app: FastAPI) -> None:
    app.add_exception_handler(Masalah, _masalah)
    app.add_exception_handler(RequestValidationError, _isian)
    app.add_exception_handler(HTTPException, _http)
    for jenis in (OperationalError, InterfaceError, KolamHabis):
        app.add_exception_handler(jenis, _basis_data)
    app.add_exception_handler(DBAPIError, _dbapi)
    app.add_exception_handler(PenyimpananTakTersedia, _penyimpanan)
    for jenis_objek in (ObjekTidakAda, ObjekRusak):
        app.add_exception_handler(jenis_objek, _arsip_rusak)


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


async def _masalah(request: Request, galat: Exception) -> JSONResponse:
    if not isinstance(galat, Masalah):
        raise galat
    return jawab(galat, request.state.nomor)


async def _isian(request: Request, galat: Exception) -> JSONResponse:
    if not isinstance(galat, RequestValidationError):
        raise galat
    semua = galat.errors()
    if any(satu["type"] == "json_invalid" for satu in semua):
        return jawab(Masalah(JenisMasalah.PERMINTAAN_TIDAK_SAH, "Badan permintaan bukan JSON yang sah."), _no(request))
    if all(satu["loc"][0] == "path" for satu in semua):
        return jawab(Masalah(JenisMasalah.TIDAK_DITEMUKAN, "Alamat itu tidak ada."), _no(request))
    tanpa_asal = [{**satu, "loc": satu["loc"][1:] or satu["loc"]} for satu in semua]
    masalah = Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Ada isian yang tidak sah.", kesalahan=kesalahan_isian(tanpa_asal))
    return jawab(masalah, _no(request))


async def _http(request: Request, galat: Exception) -> JSONResponse:
    if not isinstance(galat, HTTPException):
        raise galat
    if isinstance(galat.__cause__, Masalah):  # Penolakan yang timbul selagi badan permintaan dibaca.
        return jawab(galat.__cause__, _no(request))
    jenis, rincian = _PESAN_STATUS.get(galat.status_code, _PESAN_STATUS[400])
    return jawab(Masalah(jenis, rincian, kepala=galat.headers), _no(request))


async def _basis_data(request: Request, galat: Exception) -> JSONResponse:
    return jawab(Masalah(JenisMasalah.BASIS_DATA_TIDAK_TERJANGKAU, "Basis data sedang tidak menjawab."), _no(request))


async def _dbapi(request: Request, galat: Exception) -> JSONResponse:
    if not isinstance(galat, DBAPIError) or not galat.connection_invalidated:
        raise galat
    return await _basis_data(request, galat)


async def _penyimpanan(request: Request, galat: Exception) -> JSONResponse:
    return jawab(Masalah(JenisMasalah.PENYIMPANAN_TIDAK_TERJANGKAU, str(galat)), _no(request))


async def _arsip_rusak(request: Request, galat: Exception) -> JSONResponse:
    structlog.get_logger("api").error("berkas_arsip_rusak", galat=type(galat).__name__)
    return jawab(Masalah(JenisMasalah.BERKAS_ARSIP_RUSAK, "Isi berkas ini tidak utuh."), _no(request))


def _no(request: Request) -> str:
    nomor: str = request.state.nomor
    return nomor
