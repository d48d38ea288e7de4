"""Formulir konsep: boleh terisi sebagian selagi disusun, harus utuh saat diajukan. Bentuknya dari aturan layanannya."""

from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError, create_model
from pydantic.fields import FieldInfo

from api.masalah import JenisMasalah, Kesalahan, Masalah
from api.penolakan import kesalahan_isian

Isi = dict[str, JsonValue]


def gabung(model: type[BaseModel], lama: Isi, perubahan: Isi) -> Isi:
    """Isian lama ditimpa perubahannya (JSON Merge Patch, RFC 7396); ``null`` mengosongkan satu isian.

    ``Masalah`` bila ada isian yang tidak dikenal atau nilainya tidak mungkin sah; yang belum lengkap diterima.
    """
    baru = _tempelkan(lama, perubahan)
    try:
        _sebagian(model).model_validate(baru)
    except ValidationError as galat:
        kesalahan = kesalahan_isian(galat.errors(), awalan="isi.")
        raise Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Ada isian yang tidak sah.", kesalahan=kesalahan) from galat
    return baru


def kekurangan(model: type[BaseModel], isi: Isi) -> list[Kesalahan]:
    """Yang membuat isian belum utuh; kosong bila siap diajukan."""
    try:
        model.model_validate(isi)
    except ValidationError as galat:
        return kesalahan_isian(galat.errors(), awalan="isi.")
    return []


def bidang(model: type[BaseModel]) -> dict[str, str]:
    """Nama isian → keterangannya, termasuk isian bersarang (``stlud.nomor``)."""
    return dict(_bidang(model, ""))


def _bidang(model: type[BaseModel], awalan: str) -> list[tuple[str, str]]:
    hasil: list[tuple[str, str]] = []
    for nama, isian in model.model_fields.items():
        hasil.append((awalan + nama, isian.description or nama.replace("_", " ")))
        for dalam in _model_dalam(isian):
            hasil += _bidang(dalam, f"{awalan}{nama}.")
    return hasil


def _tempelkan(lama: JsonValue, perubahan: Isi) -> Isi:
    hasil = dict(lama) if isinstance(lama, dict) else {}
    for kunci, nilai in perubahan.items():
        if nilai is None:
            hasil.pop(kunci, None)
        else:
            hasil[kunci] = _tempelkan(hasil.get(kunci), nilai) if isinstance(nilai, dict) else nilai
    return hasil


@cache
def _sebagian(model: type[BaseModel]) -> type[BaseModel]:
    """Salinan model yang semua isiannya, juga yang bersarang, boleh kosong; isian tak dikenal tetap ditolak."""
    isian: dict[str, Any] = {nama: (_boleh_kosong(satu), None) for nama, satu in model.model_fields.items()}
    return create_model(f"{model.__name__}Sebagian", __config__=ConfigDict(extra="forbid"), **isian)


def _boleh_kosong(isian: FieldInfo) -> Any:
    for dalam in _model_dalam(isian):
        return _sebagian(dalam) | None
    tipe: Any = isian.annotation
    for kekangan in isian.metadata:
        tipe = Annotated[tipe, kekangan]
    return tipe | None


def _model_dalam(isian: FieldInfo) -> list[type[BaseModel]]:
    """Model bersarang pada isian ``Model`` atau ``Model | None``; larik model selalu utuh."""
    gabungan = get_origin(isian.annotation) in {Union, UnionType}
    calon = get_args(isian.annotation) if gabungan else (isian.annotation,)
    return [tipe for tipe in calon if isinstance(tipe, type) and issubclass(tipe, BaseModel)]
