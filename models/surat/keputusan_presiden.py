"""Isi Keputusan Presiden tentang kenaikan pangkat: diterima dari luar, tidak pernah kita susun."""

from typing import Any, Final, Literal

from pydantic import Field

from models.surat.dasar import SuratRujukan
from models.surat.kp import IsiKP

KEPUTUSAN_PRESIDEN_KP: Final = "keputusan_presiden_kp"


class IsiKeputusanPresiden(IsiKP):
    """Bagian satu usulan dalam keputusan: barisnya sama dengan baris pertek yang menjadi dasarnya."""

    jenis: Literal["keputusan_presiden_kp"] = KEPUTUSAN_PRESIDEN_KP
    templat: Literal[""] = ""
    versi: int = Field(default=1, ge=1)
    pertek: SuratRujukan

    def data_templat(self) -> dict[str, Any]:
        raise TypeError("Keputusan Presiden tidak disusun dari templat.")
