"""Menyusun surat menjadi PDF/A-2a bertag (PDF/UA-1) dengan Typst, dari templat di ``templat/``.

Isi surat masuk sebagai data JSON, tidak pernah sebagai markup, jadi nama seseorang tak dapat menyuntikkan perintah.
Tanggal berkas ialah tanggal surat dan fon hanya yang dibawa Typst, jadi isi yang sama menghasilkan bita yang sama.

Kode QR ada dua: di kaki setiap halaman sebagai bagian naskah (ikut dilindungi tanda tangan), dan di gambar tanda
tangan yang tampak, yang dicetak layanan E-Sign pada ``TempatTTE`` karena E-Sign v2 tidak mengenal ``linkQR``.
"""

import json
import re
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
GAMBAR_TTE: Final = "tte-1.typ"
"""Ukurannya sama dengan ``kotak-tte`` bingkai; bila salah satunya berubah, keduanya berganti versi."""
TANPA_QR: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M.5.5h8v8h-8zm0 0 8 8m0-8-8 8" fill="none" '
    'stroke="#bbb" stroke-width=".3"/></svg>'
)
"""Pengganti kode QR pada pratinjau, yang tidak membuka apa pun."""


class TemplatTidakDikenal(ValueError):
    """Templat dan versi yang diminta isi surat tidak terpasang."""


class TemplatTidakSah(ValueError):
    """Templatnya terpasang tetapi tidak dapat disusun; pesannya menyebut sebabnya menurut Typst."""


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
        return self._kompilasi(_nama(isi), self._masukan(isi), format="pdf", **_standar(isi))

    def pratinjau(self, isi: IsiSurat) -> bytes:
        """Naskah yang sama dengan tanda air dan tanpa kode QR yang membuka sesuatu; bukan untuk ditandatangani."""
        masukan = self._masukan(isi) | {"templat": str(self._cari(_nama(isi))), "qr": TANPA_QR, "pratinjau": "ya"}
        return self._kompilasi("pratinjau.typ", masukan, format="pdf", **_standar(isi))

    def susun_bertempat(self, isi: IsiSurat) -> tuple[bytes, TempatTTE]:
        """Naskah dan letak kotak tanda tangannya, dengan sekali menyusun."""
        return self.susun(isi), self._letak_tte(isi)

    def tempat_tte(self, isi: IsiSurat) -> TempatTTE:
        """Letak kotak tanda tangan pada naskah yang disusun dari isi ini."""
        return self.susun_bertempat(isi)[1]

    def _letak_tte(self, isi: IsiSurat) -> TempatTTE:
        """Menurut naskah yang baru saja disusun utas ini."""
        letak = json.loads(self._siapkan(_nama(isi)).query("<tempat-tte>", field="value"))
        if len(letak) != 1:
            raise TemplatTidakSah(f"{_nama(isi)}: harus ada tepat satu tempat-tte, bukan {len(letak)}")
        return TempatTTE.model_validate(letak[0])

    def gambar_tte(self, isi: IsiSurat) -> bytes:
        """Gambar PNG tanda tangan yang tampak: QR ke halaman verifikasi dan nama penanda tangan."""
        return self._kompilasi(GAMBAR_TTE, self._masukan(isi), format="png", ppi=PPI_GAMBAR_TTE)

    def versi(self, templat: str) -> tuple[int, ...]:
        """Versi yang terpasang dari sebuah templat."""
        pola = re.compile(rf"{re.escape(templat)}-(\d+)\.typ")
        nama = (berkas.name for folder in self._folder() for berkas in folder.iterdir())
        return tuple(sorted({int(cocok[1]) for satu in nama if (cocok := pola.fullmatch(satu))}))

    def _kompilasi(self, nama: str, masukan: dict[str, str], **keluaran: Any) -> bytes:
        try:
            return cast(bytes, self._siapkan(nama).compile(sys_inputs=masukan, **keluaran))
        except typst.TypstError as galat:
            raise TemplatTidakSah(f"{nama}: {galat}") from None

    def _siapkan(self, nama: str) -> typst.Compiler:
        tersedia: dict[Path, typst.Compiler] = self._per_utas.__dict__.setdefault("penyusun", {})
        berkas = self._cari(nama)
        if berkas not in tersedia:
            # Akar "/" supaya lambang boleh berada di folder mana pun milik pemasang.
            tersedia[berkas] = typst.Compiler(berkas, root=Path("/"), ignore_system_fonts=True)
        return tersedia[berkas]

    def _cari(self, nama: str) -> Path:
        for folder in self._folder():
            if (folder / nama).is_file():
                return folder.resolve() / nama
        raise TemplatTidakDikenal(f"templat surat {nama} tidak ada; periksa isian templat/versi")

    def _folder(self) -> tuple[Path, ...]:
        return tuple(folder for folder in (self.folder_tambahan, FOLDER_TEMPLAT) if folder is not None)

    def _masukan(self, isi: IsiSurat) -> dict[str, str]:
        return {
            "isi": json.dumps(isi.data_templat(), ensure_ascii=False),
            "bawaan": str(FOLDER_TEMPLAT),
            "qr": qr_svg(isi.tautan),
            "lambang": str(self.lambang.resolve()) if self.lambang else "",
        }


def _nama(isi: IsiSurat) -> str:
    return f"{isi.templat}-{isi.versi}.typ"


def _standar(isi: IsiSurat) -> dict[str, Any]:
    return {"pdf_standards": STANDAR, "timestamp": datetime.combine(isi.tanggal, time(), tzinfo=UTC)}


@cache
def qr_svg(tautan: str) -> str:
    """Kode QR (koreksi M) sebagai SVG."""
    keluaran = BytesIO()
    segno.make_qr(tautan, error="m").save(keluaran, kind="svg", border=2, xmldecl=False)
    return keluaran.getvalue().decode()
