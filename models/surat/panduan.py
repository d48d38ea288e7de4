"""Tabel isian setiap surat bagi panduan penyunting templat, dibuat dari modelnya supaya tidak pernah basi."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from models.definisi import Naskah
from models.referensi import Golongan
from models.surat.dasar import IsiSurat, Tercetak

_BENTUK: Final = {
    str: "teks",
    int: "bilangan",
    bool: "ya/tidak",
    date: "`tttt-bb-hh`",
    Decimal: 'teks desimal, `"203.125"`',
    Golongan: "`III/c`",
}


def tabel_isian(naskah: Iterable[Naskah]) -> str:
    """Markdown: daftar surat, lalu satu tabel tiap model; isian milik model induknya tidak diulang."""
    semua = sorted(naskah, key=lambda satu: satu.jenis)
    return "\n".join((*_daftar(semua), *_tabel(semua)))


def _daftar(semua: Iterable[Naskah]) -> Iterator[str]:
    yield "| jenis | nama | templat | isi |\n|---|---|---|---|"
    for satu in semua:
        templat = satu.isi.model_fields["templat"].default
        yield f"| `{satu.jenis}` | {satu.nama} | `{templat}-<versi>.typ` | {_tautan(satu.isi)} |"


def _tabel(semua: Iterable[Naskah]) -> Iterator[str]:
    sudah: dict[type[BaseModel], None] = {}
    for satu in semua:
        _kumpulkan(satu.isi, sudah)
    for model in sorted(sudah, key=lambda m: (not issubclass(m, IsiSurat), m.__name__)):
        induk = ", ".join(_tautan(satu) for satu in model.__bases__ if satu in sudah)
        yield f"\n#### {model.__name__}"
        yield f"\n{_kalimat(model)}{f' Juga isian {induk}.' if induk else ''}\n"
        milik = [nama for nama in model.model_fields if nama in model.__annotations__ and _menarik(model, nama)]
        if milik:
            yield "| isian | bentuk | keterangan |\n|---|---|---|"
        yield from (_baris(model, nama) for nama in milik)


def _kumpulkan(model: type[BaseModel], sudah: dict[type[BaseModel], None]) -> None:
    if model in sudah or model is Tercetak or not issubclass(model, Tercetak):
        return
    sudah[model] = None
    for induk in model.__bases__:
        if issubclass(induk, BaseModel):
            _kumpulkan(induk, sudah)
    for isian in model.model_fields.values():
        for bagian in _bagian(isian.annotation):
            if isinstance(bagian, type) and issubclass(bagian, BaseModel):
                _kumpulkan(bagian, sudah)


def _bagian(jenis: Any) -> Iterator[Any]:
    yield jenis
    for satu in get_args(jenis):
        yield from _bagian(satu)


def _baris(model: type[BaseModel], nama: str) -> str:
    isian = model.model_fields[nama]
    keterangan = " ".join((isian.description or "").split()).replace("``", "`").replace("|", "\\|")
    baku = "" if isian.is_required() or isian.default in (None, (), "", False) else " (ada bakunya)"
    return f"| `{nama}` | {_bentuk(isian.annotation)}{baku} | {keterangan} |"


def _menarik(model: type[BaseModel], nama: str) -> bool:
    """Jenis, templat, dan versi sudah disebut daftar suratnya."""
    return model is IsiSurat or nama not in ("jenis", "templat", "versi")


def _bentuk(jenis: Any) -> str:
    asal, isi = get_origin(jenis), get_args(jenis)
    if asal in (Union, UnionType):
        pasti = [satu for satu in isi if satu is not NoneType]
        return " atau ".join(map(_bentuk, pasti)) + (" atau kosong" if NoneType in isi else "")
    if asal is tuple:
        return f"daftar {_bentuk(isi[0])}"
    if asal is Literal:
        return " atau ".join(f"`{satu}`" for satu in isi)
    if isinstance(jenis, type) and issubclass(jenis, BaseModel):
        return _tautan(jenis)
    return _BENTUK.get(jenis, "teks")


def _tautan(model: type[BaseModel]) -> str:
    return f"[{model.__name__}](#{model.__name__.lower()})"


def _kalimat(model: type[BaseModel]) -> str:
    pertama = (model.__doc__ or "").split("\n\n")[0]
    return " ".join(pertama.split()).replace("``", "`").rstrip(".") + "."
