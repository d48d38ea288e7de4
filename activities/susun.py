"""Menyusun surat menjadi PDF/A-2a bertag (PDF/UA-1) dengan Typst, dari templat di ``templat/``.

Isi surat masuk sebagai data JSON, tidak pernah sebagai markup, jadi nama seseorang tak dapat menyuntikkan perintah.
Tanggal berkas ialah tanggal surat dan fon hanya yang dibawa Typst, jadi isi yang sama menghasilkan bita yang sama.

Kode QR ada dua: di kaki setiap halaman sebagai bagian naskah (ikut dilindungi tanda tangan), dan di gambar tanda
tangan yang tampak, yang dicetak layanan E-Sign pada ``TempatTTE`` karena E-Sign v2 tidak mengenal ``linkQR``.
"""

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final, cast

import segno
import typst

from models.surat import IsiSurat, TempatTTE

FOLDER_TEMPLAT: Final = Path(__file__).parent / "templat"
STANDAR: Final = ["a-2a", "ua-1"]
PPI_GAMBAR_TTE: Final = 288


class TemplatTidakDikenal(ValueError):
    """Templat dan versi yang diminta isi surat tidak terpasang."""


@dataclass
class Penyusun:
    """Aman dipakai banyak utas: Typst menuntut satu ``Compiler`` per utas."""

    lambang: Path | None = None
    """Gambar lambang negara (SVG/PNG); tanpa ini tercetak bulatan pengganti."""
    folder_tambahan: Path | None = None
    """Templat milik pemasang; dicari lebih dahulu daripada templat bawaan."""
    _per_utas: threading.local = field(default_factory=threading.local, init=False, repr=False)

    def __post_init__(self) -> None:
        if self.lambang is not None and not self.lambang.is_file():
            raise FileNotFoundError(f"gambar lambang negara {self.lambang} tidak ada; periksa USULAN_LAMBANG_NEGARA")

    def susun(self, isi: IsiSurat) -> bytes:
        """Naskah siap ditandatangani: PDF/A-2a + PDF/UA-1, sama byte demi byte bagi isi yang sama."""
        return self._kompilasi(isi, isi.templat, format="pdf", pdf_standards=STANDAR, timestamp=_awal_hari(isi))

    def tempat_tte(self, isi: IsiSurat) -> TempatTTE:
        """Letak kotak tanda tangan pada naskah yang disusun dari isi ini."""
        penyusun = self._siapkan(isi.templat, isi.versi)
        penyusun.compile(sys_inputs=self._masukan(isi), format="pdf")
        return TempatTTE.model_validate_json(penyusun.query("<tempat-tte>", field="value", one=True))

    def gambar_tte(self, isi: IsiSurat) -> bytes:
        """Gambar PNG tanda tangan yang tampak: QR ke halaman verifikasi dan nama penanda tangan."""
        return self._kompilasi(isi, "tte", format="png", ppi=PPI_GAMBAR_TTE)

    def _kompilasi(self, isi: IsiSurat, templat: str, **keluaran: Any) -> bytes:
        return cast(bytes, self._siapkan(templat, isi.versi).compile(sys_inputs=self._masukan(isi), **keluaran))

    def _siapkan(self, templat: str, versi: int) -> typst.Compiler:
        tersedia: dict[Path, typst.Compiler] = self._per_utas.__dict__.setdefault("penyusun", {})
        berkas = self._cari(f"{templat}-{versi}.typ")
        if berkas not in tersedia:
            # Akar "/" supaya lambang boleh berada di folder mana pun milik pemasang.
            tersedia[berkas] = typst.Compiler(berkas, root=Path("/"), ignore_system_fonts=True)
        return tersedia[berkas]

    def _cari(self, nama: str) -> Path:
        for folder in (self.folder_tambahan, FOLDER_TEMPLAT):
            if folder is not None and (folder / nama).is_file():
                return folder.resolve() / nama
        raise TemplatTidakDikenal(f"templat surat {nama} tidak ada; periksa isian templat/versi")

    def _masukan(self, isi: IsiSurat) -> dict[str, str]:
        return {
            "isi": json.dumps(isi.data_templat(), ensure_ascii=False),
            "bawaan": str(FOLDER_TEMPLAT),
            "qr": qr_svg(isi.tautan),
            "lambang": str(self.lambang.resolve()) if self.lambang else "",
        }


def _awal_hari(isi: IsiSurat) -> datetime:
    return datetime.combine(isi.tanggal, time(), tzinfo=UTC)


@cache
def qr_svg(tautan: str) -> str:
    """Kode QR (koreksi M) sebagai SVG."""
    keluaran = BytesIO()
    segno.make_qr(tautan, error="m").save(keluaran, kind="svg", border=2, xmldecl=False)
    return keluaran.getvalue().decode()
