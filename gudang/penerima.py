"""Siapa yang diberi kabar tentang sebuah peristiwa, dan apa yang dikabarkan; ``KABAR`` tabelnya."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, Final

from gudang import Gudang
from gudang.buku import PokokUsulan
from gudang.tugas import DataTugas
from models.kabar import JenisKabar, KabarBaru
from models.langkah import Tempat
from models.layanan import jenis_surat
from models.peran import BKN_PUSAT, Peran, unit_asn, unit_instansi
from models.peristiwa import (
    Catatan,
    DasarUsulanBerubah,
    Dialihkan,
    Diingatkan,
    Dilanjutkan,
    Ditahan,
    JenisPeristiwa,
    Peristiwa,
    ProfilBerubah,
    Selesai,
    SuratDiterbitkan,
)
from models.referensi.zona import zona_unit
from models.usulan import JenisHasil, TugasTerbuka


@dataclass(frozen=True)
class Perihal:
    """Satu peristiwa sebuah usulan, dan keadaan sesudahnya."""

    pokok: PokokUsulan
    catatan: Catatan
    peristiwa: Peristiwa

    @property
    def tugas(self) -> TugasTerbuka | None:
        """Tugas yang dimaksud, selama masih terbuka; yang sudah ditutup tidak perlu diingatkan lagi."""
        tugas = self.catatan.keadaan.tugas
        return tugas if tugas is not None and tugas.id == self.peristiwa.tugas_id else None


class Pihak(Enum):
    ASN = auto()
    """ASN yang bersangkutan, siapa pun yang mengusulkannya."""
    PENGUSUL = auto()
    """Yang mengajukan; bila akunnya sudah tidak ada, yang seperan di unitnya."""
    PEMEGANG = auto()
    """Yang memegang tugasnya; bila tak seorang pun, semua yang bertugas dalam peran itu di unitnya."""
    ATASAN = auto()
    """Yang bertugas dalam peran atasan langkahnya."""
    DITUNJUK = auto()
    """Yang menerima alihan."""


@dataclass(frozen=True)
class Aturan:
    kabar: JenisKabar
    kepada: tuple[Pihak, ...]
    bila: Callable[[Perihal], bool] = lambda perihal: True


def _memperbaiki(perihal: Perihal) -> bool:
    return perihal.tugas is not None and perihal.tugas.langkah.memperbaiki


def _bagi_administrator(perihal: Perihal) -> bool:
    return perihal.tugas is not None and perihal.tugas.langkah.peran is Peran.ADMINISTRATOR


def _peringatan(ke: int) -> Callable[[Perihal], bool]:
    def sama(perihal: Perihal) -> bool:
        isi = perihal.peristiwa.isi
        return perihal.tugas is not None and isinstance(isi, Diingatkan) and isi.ke == ke

    return sama


def _berakhir(jenis: JenisHasil) -> Callable[[Perihal], bool]:
    return lambda perihal: (hasil := perihal.catatan.keadaan.hasil) is not None and hasil.jenis is jenis


def _profil_berubah(perihal: Perihal) -> bool:
    isi = perihal.peristiwa.isi
    return isinstance(isi, ProfilBerubah) and bool(isi.perubahan)


J, K, P = JenisPeristiwa, JenisKabar, Pihak
_BERKEPENTINGAN: Final = (P.PENGUSUL, P.ASN)
_TAK_BERKABAR: Final[tuple[Aturan, ...]] = ()

KABAR: Final[Mapping[JenisPeristiwa, tuple[Aturan, ...]]] = {
    J.DIAJUKAN: (Aturan(K.DIAJUKAN, (P.ASN,)),),
    J.TUGAS_DIBUKA: (  # antrean biasa tidak bersurel: petugas membuka antreannya
        Aturan(K.PERBAIKAN, (P.PENGUSUL,), bila=_memperbaiki),
        Aturan(K.DIKEMBALIKAN, (P.ASN,), bila=_memperbaiki),
        Aturan(K.PERBAIKAN_SISTEM, (P.PEMEGANG,), bila=_bagi_administrator),
    ),
    J.DIPUTUS: _TAK_BERKABAR,  # akibatnya yang dikabarkan: dikembalikan, surat terbit, atau berakhir
    J.DIPERBAIKI: _TAK_BERKABAR,
    J.DIALIHKAN: (Aturan(K.DIALIHKAN, (P.DITUNJUK,)),),
    J.DIINGATKAN: (
        Aturan(K.PENGINGAT, (P.PEMEGANG,), bila=_peringatan(1)),
        Aturan(K.JATUH_TEMPO, (P.PEMEGANG,), bila=_peringatan(2)),
    ),
    J.DIESKALASI: (Aturan(K.ESKALASI, (P.ATASAN,), bila=_peringatan(3)),),
    J.DITARIK: _TAK_BERKABAR,  # dikabarkan sebagai hasil akhirnya
    J.DITAHAN: (Aturan(K.DITAHAN, _BERKEPENTINGAN),),
    J.DILANJUTKAN: (Aturan(K.DILANJUTKAN, _BERKEPENTINGAN),),
    J.SURAT_DIDRAF: _TAK_BERKABAR,
    J.TTE_GAGAL: _TAK_BERKABAR,  # penandatangannya menerima jawabannya saat itu juga
    J.SURAT_DITANDATANGANI: _TAK_BERKABAR,  # dikabarkan sesudah terarsip
    J.SURAT_TERBIT: (Aturan(K.SURAT_TERBIT, _BERKEPENTINGAN),),
    J.DASAR_BERUBAH: (Aturan(K.DASAR_BERUBAH, _BERKEPENTINGAN),),
    J.KEPUTUSAN_DATANG: _TAK_BERKABAR,  # akibatnya: surat terbit, atau tugas bagi administrator
    J.KEPUTUSAN_KELIRU: _TAK_BERKABAR,
    J.PROFIL_DIPERBARUI: (Aturan(K.PROFIL_BERUBAH, (P.ASN,), bila=_profil_berubah),),
    J.SELESAI: (
        Aturan(K.SELESAI, _BERKEPENTINGAN, bila=_berakhir(JenisHasil.SELESAI)),
        Aturan(K.TMS, _BERKEPENTINGAN, bila=_berakhir(JenisHasil.TMS)),
        Aturan(K.DITARIK, _BERKEPENTINGAN, bila=_berakhir(JenisHasil.DITARIK)),
        Aturan(K.DIAKHIRI, _BERKEPENTINGAN, bila=_berakhir(JenisHasil.DIAKHIRI)),
        Aturan(K.DIBATALKAN, _BERKEPENTINGAN, bila=_berakhir(JenisHasil.DIBATALKAN)),
    ),
    J.DIGANTIKAN: _TAK_BERKABAR,  # administrator sendiri yang me-reset alurnya
    J.DIBACA: _TAK_BERKABAR,
}
"""Tiap peristiwa satu baris, juga yang sengaja tidak dikabarkan.

Seorang menerima paling banyak satu kabar tiap peristiwa: yang disebut lebih dahulu.
"""


async def kabar_peristiwa(gudang: Gudang, catatan: Catatan, pokok: PokokUsulan) -> Sequence[KabarBaru]:
    """Kabar bagi semua peristiwa sebuah catatan; kuncinya tetap, jadi pengulangan tidak mengabarkan dua kali."""
    kabar: list[KabarBaru] = []
    for peristiwa in catatan.peristiwa:
        perihal = Perihal(pokok, catatan, peristiwa)
        berlaku = [aturan for aturan in KABAR.get(peristiwa.jenis, _TAK_BERKABAR) if aturan.bila(perihal)]
        if berlaku:
            kabar += await _PenyusunKabar(gudang, perihal).susun(berlaku)
    return kabar


class _PenyusunKabar:
    def __init__(self, gudang: Gudang, perihal: Perihal) -> None:
        self._gudang = gudang
        self._perihal = perihal
        self._tugas: DataTugas | None = None

    async def susun(self, berlaku: Sequence[Aturan]) -> list[KabarBaru]:
        catatan, peristiwa = self._perihal.catatan, self._perihal.peristiwa
        if peristiwa.tugas_id is not None:
            self._tugas = await self._gudang.tugas.baca(peristiwa.tugas_id)
        rincian = self._rincian()
        kabar: dict[str, KabarBaru] = {}
        for aturan in berlaku:
            for pihak in aturan.kepada:
                for penerima in await self._penerima(pihak):
                    kunci = f"{catatan.usulan_id}:{peristiwa.urut}:{aturan.kabar}:{penerima}"
                    kabar.setdefault(penerima, KabarBaru(kunci, aturan.kabar, penerima, rincian))
        return list(kabar.values())

    # ── Siapa ─────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _penerima(self, pihak: Pihak) -> list[str]:
        tugas, isi = self._perihal.tugas, self._perihal.peristiwa.isi
        match pihak:
            case Pihak.ASN:
                return [unit_asn(self._perihal.pokok.asn_id)]
            case Pihak.PENGUSUL:
                return await self._pengusul()
            case Pihak.DITUNJUK if isinstance(isi, Dialihkan):
                return [isi.kepada]
            case Pihak.PEMEGANG if tugas is not None:
                return await self._pemegang(tugas)
            case Pihak.ATASAN if tugas is not None:
                return await self._bertugas(tugas.langkah.atasan, self._unit_kantor(tugas))
            case _:
                return []

    async def _pengusul(self) -> list[str]:
        pengusul = self._perihal.pokok.pengusul
        if pengusul.peran is Peran.ASN:
            return [unit_asn(self._perihal.pokok.asn_id)]
        akun = await self._gudang.pejabat.baca(pengusul.akun)
        return [akun.id] if akun and akun.aktif else await self._bertugas(pengusul.peran, pengusul.unit)

    async def _pemegang(self, tugas: TugasTerbuka) -> list[str]:
        langkah = tugas.langkah
        dipegang = tugas.untuk or (self._tugas.diklaim_oleh if self._tugas else None)
        if dipegang is not None and langkah.peran is not Peran.ASN:
            hari = self._hari(langkah.unit)
            return [await self._gudang.pejabat.wakil(dipegang, langkah.peran, langkah.unit, hari)]
        return await (self._pengusul() if langkah.memperbaiki else self._bertugas(langkah.peran, langkah.unit))

    async def _bertugas(self, peran: Peran, unit: str) -> list[str]:
        """Yang hadir pada hari peristiwanya dan pengganti yang berhalangan; bila tak seorang pun, administrator.

        Bila administrator pun tak ada, perannya sendiri: kabar itu tampak di antara yang tak sampai.
        """
        for dicari, di in ((peran, unit), (Peran.ADMINISTRATOR, BKN_PUSAT)):
            if bertugas := await self._gudang.pejabat.bertugas(dicari, di, self._hari(di)):
                return [satu.id for satu in bertugas]
        return [f"{peran.value}@{unit}"]

    def _unit_kantor(self, tugas: TugasTerbuka) -> str:
        """Tugas seorang ASN diawasi kantornya."""
        di_asn = tugas.langkah.tempat is Tempat.ASN
        return unit_instansi(self._perihal.pokok.instansi_id) if di_asn else tugas.langkah.unit

    def _hari(self, unit: str) -> date:
        return self._perihal.peristiwa.waktu.astimezone(zona_unit(unit)).date()

    # ── Apa ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _rincian(self) -> dict[str, Any]:
        match self._perihal.peristiwa.isi:
            case Selesai() if (hasil := self._perihal.catatan.keadaan.hasil) is not None:
                return hasil.model_dump(mode="json", include={"alasan", "keterangan"})
            case SuratDiterbitkan(jenis=jenis):
                return {"surat": jenis_surat(jenis).nama, "keterangan": ""}
            case DasarUsulanBerubah(jenis=jenis, keterangan=keterangan):
                return {"surat": jenis_surat(jenis).nama, "keterangan": keterangan}
            case Ditahan(alasan=alasan) | Dilanjutkan(alasan=alasan):
                return {"keterangan": alasan}
            case _:
                return self._rincian_tugas(self._tugas) if self._tugas else {}

    @staticmethod
    def _rincian_tugas(tugas: DataTugas) -> dict[str, Any]:
        disusun_ulang = tugas.ditutup is not None and tugas.rincian["draf"] is not None
        return {
            "langkah": tugas.nama,
            "jatuh_tempo": None if disusun_ulang else tugas.jatuh_tempo.isoformat(),
            "alasan": tugas.rincian["alasan"],
            "keterangan": _DISUSUN_ULANG if disusun_ulang else tugas.rincian["keterangan"],
        }


_DISUSUN_ULANG: Final = "Suratnya sedang disusun ulang atas nama Anda; tugasnya terbuka sesudah diparaf."
"""Surat yang dialihkan menutup tugas lamanya."""
