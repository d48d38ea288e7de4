"""Isi contoh sebuah surat, dibuat dari modelnya: untuk pratinjau templat dan panduan penyuntingnya.

Nilainya dari ``examples`` isian; yang tak punya, dari nilai bakunya atau jenisnya. Orangnya penanda tempat, bukan
orang.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from models.surat.dasar import Bernama, BerNIP, IsiSurat

S = TypeVar("S", bound=IsiSurat)
_BAKU: Final[Mapping[type, Any]] = {int: 1, bool: False, date: "2026-12-01"}


def contoh(bentuk: type[S], *, banyak: int = 1, **ganti: Any) -> S:
    """Isi sah dengan ``banyak`` ASN; ``LookupError`` bila ada isian wajib yang contohnya tak dapat dibuat."""
    return bentuk.model_validate(_isi(bentuk, banyak, None) | ganti)


def _isi(bentuk: type[BaseModel], banyak: int, ke: int | None) -> dict[str, Any]:
    return {nama: _nilai(bentuk, nama, isian, banyak, ke) for nama, isian in bentuk.model_fields.items()}


def _nilai(bentuk: type[BaseModel], nama: str, isian: FieldInfo, banyak: int, ke: int | None) -> Any:
    jenis: Any = isian.annotation
    if isian.examples:
        return _bernomor(nama, isian.examples[0], ke)
    if isian.default is not PydanticUndefined:
        return isian.default
    if get_origin(jenis) is tuple and _model(baris := get_args(jenis)[0]):
        per_orang = banyak if issubclass(baris, BerNIP | Bernama) else 1
        return [_isi(baris, 1, satu if per_orang > 1 else None) for satu in range(1, per_orang + 1)]
    if _model(jenis):
        return _isi(jenis, 1, None)
    if jenis in _BAKU:
        return _BAKU[jenis]
    if jenis is str:
        return nama.replace("_", " ").capitalize()
    raise LookupError(f"{bentuk.__name__}.{nama} belum punya contoh; tambahkan Field(examples=[…]) pada modelnya")


def _bernomor(nama: str, nilai: Any, ke: int | None) -> Any:
    """Pada surat kolektif, nama dan NIP penanda tempat dibedakan nomornya."""
    if ke is None or nama not in ("nama", "nip"):
        return nilai
    return f"{nilai} {ke}" if nama == "nama" else f"{nilai[:15]}{ke:03d}"


def _model(jenis: Any) -> bool:
    return isinstance(jenis, type) and issubclass(jenis, BaseModel)
