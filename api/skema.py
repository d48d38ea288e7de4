"""Skema OpenAPI: bentuk problem details, dan penolakan yang dapat menimpa setiap operasi menurut bentuknya.

Rute menyebut penolakannya sendiri; yang datang dari rangka (token, badan, alamat, basis data) ditambahkan di sini.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from api.halaman import AWALAN_PUBLIK
from api.masalah import JenisMasalah, RincianMasalah, dokumentasi

M = JenisMasalah


def skema(app: FastAPI) -> dict[str, Any]:
    """Skema ``app``, disusun sekali."""
    if app.openapi_schema is not None:
        return app.openapi_schema
    isi = FastAPI.openapi(app)
    for alamat, cara in isi["paths"].items():
        for operasi in cara.values():
            _lengkapi(operasi, alamat)
    bentuk = RincianMasalah.model_json_schema(ref_template="#/components/schemas/{model}")
    isi["components"]["schemas"] |= bentuk.pop("$defs") | {"RincianMasalah": bentuk}
    return isi


def _lengkapi(operasi: dict[str, Any], alamat: str) -> None:
    jawaban = operasi["responses"]
    for status, terdokumentasi in dokumentasi(*_dari_rangka(operasi)).items():
        jawaban.setdefault(str(status), terdokumentasi)
    for satu in jawaban.values():
        satu["description"] = satu["description"].replace("Successful Response", "Berhasil")
        if alamat.startswith(AWALAN_PUBLIK):
            satu.setdefault("content", {}).setdefault("text/html", {})


def _dari_rangka(operasi: dict[str, Any]) -> Iterator[JenisMasalah]:
    yield M.TERLALU_SERING
    if any(satu["in"] == "path" for satu in operasi.get("parameters", [])):
        yield M.TIDAK_DITEMUKAN
    if "requestBody" in operasi:
        yield from (M.PERMINTAAN_TIDAK_SAH, M.BADAN_TERLALU_BESAR)
    if "security" in operasi:
        yield from (M.PENYEDIA_IDENTITAS_TIDAK_TERJANGKAU, M.BASIS_DATA_TIDAK_TERJANGKAU)
