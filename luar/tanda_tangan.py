"""Memeriksa tanda tangan PDF dan menjadikannya tahan lama, tanpa kunci penanda tangan.

Pekerjaannya (``luar.pades``) berjalan dalam beberapa proses, bukan utas: objek asn1crypto berubah ketika dibaca, jadi
bahan kepercayaan yang dipakai dua utas menolak surat yang sah, dan kriptografi menahan putaran pemanggilnya.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from asn1crypto import pem

from luar.proses import KolamProses, Penolakan, ProsesBerhenti, TerlaluBerat
from models.pejabat import nama_polos
from models.surat import LevelTTE

PROSES: Final = 2
BATAS_WAKTU: Final = 60.0
"""Detik bagi satu permintaan; sesudahnya prosesnya diganti."""


class TandaTanganTidakSah(Penolakan):
    """Tanda tangan tak dapat ditingkatkan: rusak, dicabut, atau bukan dari akar yang dipercaya."""


class ArsipTidakLolos(Penolakan):
    """Tanda tangannya sah tetapi arsipnya tidak: penanda waktu atau bukti kita sendiri yang keliru."""


class LayananSertifikatTakTersedia(Penolakan):
    """OCSP, CRL, atau penanda waktu tidak terjangkau; aman dicoba lagi."""


@dataclass(frozen=True)
class HasilPeriksa:
    """Isi tanda tangan pertama sebuah PDF dan keabsahannya."""

    utuh: bool
    """Bita yang ditandatangani tak berubah dan tak ada isi yang ditambahkan sesudahnya."""
    tepercaya: bool
    """Sertifikat berpangkal pada akar yang dipercaya dan berlaku saat menandatangani."""
    penandatangan: str | None = None
    """Common name sertifikat."""
    organisasi: str | None = None
    """Organization name sertifikat."""
    waktu: datetime | None = None
    """Menurut penanda waktu, bukan jam penanda tangan."""
    level: LevelTTE | None = None
    alasan: tuple[str, ...] = ()
    """Sebab-sebab tidak sah; kosong bila sah."""

    @property
    def sah(self) -> bool:
        return self.utuh and self.tepercaya


@dataclass(frozen=True)
class ArsipTandaTangan:
    """Surat B-LTA yang sudah lolos pemeriksaan dengan bukti di dalamnya sendiri."""

    pdf: bytes
    hasil: HasilPeriksa
    waktu: datetime
    """Saat tanda tangannya; arsip tanpa penanda waktu tidak lolos."""


class PemeriksaTandaTangan:
    """``akar_percaya`` berkas PEM: sertifikat yang menandatangani dirinya dipercaya, selebihnya penerbit antara.

    ``bagi_luar``: yang diperiksa berkas kiriman orang luar; lihat ``KolamProses``.
    """

    def __init__(self, akar_percaya: Path, tsa_alamat: str, *, proses: int = PROSES, bagi_luar: bool = False) -> None:
        isi = akar_percaya.read_bytes()
        if not pem.detect(isi):
            raise ValueError(f"{akar_percaya} bukan sertifikat PEM; periksa USULAN_AKAR_PERCAYA")
        self._kolam = KolamProses(
            "luar.pades", (isi, tsa_alamat), banyak=proses, batas_waktu=BATAS_WAKTU, bagi_luar=bagi_luar
        )

    async def periksa(self, pdf: bytes) -> HasilPeriksa:
        """Periksa menurut AdES LTA. PDF rusak atau tak bertanda tangan dijawab tidak sah, bukan dengan galat.

        Bila OCSP/CRL mati, surat arsip diperiksa dengan bukti yang tertanam di dalamnya; yang belum berbukti melempar
        ``LayananSertifikatTakTersedia``.
        """
        try:
            return cast(HasilPeriksa, await self._kerjakan("periksa", pdf))
        except TandaTanganTidakSah as galat:
            return HasilPeriksa(utuh=False, tepercaya=False, alasan=(str(galat),))

    async def tingkatkan_lta(self, pdf: bytes) -> bytes:
        """B-T → B-LTA; bita semula menjadi awalan hasil. Yang terlanjur dicabut ditolak."""
        return cast(bytes, await self._kerjakan("tingkatkan", pdf))

    async def arsipkan(self, pdf: bytes) -> ArsipTandaTangan:
        """B-T → B-LTA yang sudah diperiksa, dalam satu perjalanan. Galatnya membedakan salah siapa:

        ``TandaTanganTidakSah`` tanda tangannya, ``ArsipTidakLolos`` arsip buatan kita.
        """
        return cast(ArsipTandaTangan, await self._kerjakan("arsipkan", pdf))

    def tutup(self) -> None:
        self._kolam.tutup()

    async def _kerjakan(self, nama: str, pdf: bytes) -> Any:
        try:
            return await self._kolam.kerjakan(nama, pdf)
        except TerlaluBerat as galat:
            raise TandaTanganTidakSah("Berkas terlalu rumit untuk diperiksa.") from galat
        except ProsesBerhenti as galat:
            raise LayananSertifikatTakTersedia(f"Pemeriksaan tanda tangan terhenti: {galat}") from galat


def penandatangan_cocok(hasil: HasilPeriksa, nama: str) -> bool:
    """Nama pada sertifikat sama dengan nama pejabat, tanpa gelar, tanda baca, dan besar kecil huruf.

    Sertifikat BSrE tidak memuat NIP atau NIK, jadi namalah satu-satunya penghubung yang ada di dalam berkas.
    """
    return hasil.penandatangan is not None and nama_polos(hasil.penandatangan) == nama_polos(nama)
