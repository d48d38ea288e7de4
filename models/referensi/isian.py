"""Isian berkode tabel SIASN: nilainya diperiksa, dan formulirnya menunjuk tempat pilihannya."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from models.referensi.tabel import NamaTabel, nama_kode


@dataclass(frozen=True)
class Kode:
    """``tingkat_id: Annotated[str, Kode("tingkat_pendidikan")]``; yang kosong dibiarkan bagi isian yang boleh kosong.

    Pada JSON Schema menjadi ``"referensi": "tingkat_pendidikan"``: pilihannya di ``GET /referensi/kode/{tabel}``.
    """

    tabel: NamaTabel

    def __get_pydantic_core_schema__(self, sumber: Any, lanjut: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._periksa, lanjut(sumber))

    def __get_pydantic_json_schema__(self, skema: CoreSchema, lanjut: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**lanjut(skema), "referensi": self.tabel}

    def _periksa(self, kode: str | None) -> str | None:
        if kode:
            nama_kode(self.tabel, kode)
        return kode
