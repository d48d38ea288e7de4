"""Peremajaan data (Kepka BKN 87/2021): diusulkan ASN atau operator, diputus instansi atau BKN, sebagian dengan surat.

Pemeriksaannya langkah kenaikan pangkat. Yang sementara itu berubah pada profil tidak ditimpa: kembali kepada pengusul.
"""

from temporalio import workflow

from models.langkah import Langkah, Terbitan
from models.peremajaan.kewenangan import GELAR, INSTANSI, PENINJAUAN
from models.peremajaan.prosedur import PENDIDIKAN, PMK, prosedur
from models.referensi.status import StatusSIASN as S
from models.surat.peremajaan import PENCANTUMAN_GELAR, PERTEK_PMK, SK_PMK
from models.usulan import Berkas, Hasil
from workflows.langkah import LANGKAH_BERSAMA, PERBAIKAN
from workflows.layanan import kenaikan_pangkat as kp
from workflows.layanan.kenaikan_pangkat import PERSETUJUAN, PERSETUJUAN_PERBAIKAN
from workflows.usulan import AlurUsulan

TERSIMPAN = S.BERKAS_DISIMPAN_TERVERIFIKASI
PROFIL_DIPERBARUI = S.PROFIL_PNS_TELAH_DIPERBAHARUI

VERIFIKASI_INSTANSI = kp.VERIFIKASI_INSTANSI.model_copy(update={"status": None})
"""Status sesudah perbaikan (``51`` bila ASN yang memperbaiki) bertahan selama diverifikasi ulang."""
PERBAIKAN_OPERATOR = PERBAIKAN.model_copy(update={"status_diperbaiki": TERSIMPAN})
VALIDASI_BKN = kp.VALIDASI_BKN.model_copy(
    update={"beda_orang": (*kp.VALIDASI_BKN.beda_orang, "paraf_gelar", "tte_gelar", "tte_pertek")}
)
_PARAF_PERTEK, _TTE_PERTEK = kp.PERTEK.langkah
PENCANTUMAN = Terbitan(
    jenis=PENCANTUMAN_GELAR,
    paraf=_PARAF_PERTEK.model_copy(update={"kode": "paraf_gelar", "nama": "Paraf surat pencantuman gelar"}),
    tte=_TTE_PERTEK.model_copy(
        update={
            "kode": "tte_gelar",
            "nama": "Tanda tangan surat pencantuman gelar",
            "beda_orang": ("validasi_bkn", "paraf_gelar"),
        }
    ),
    status_draf=S.BERKAS_DISETUJUI,
    status_tertanda=S.SDH_DI_TTD_PERTEK,
    status_terbit=S.SURAT_KELUAR,
)
PERTEK = kp.PERTEK.model_copy(update={"jenis": PERTEK_PMK})
SK = kp.SK.model_copy(update={"jenis": SK_PMK})
PERIKSA_ULANG_SK = kp.PERIKSA_ULANG_SK.model_copy(
    update={
        "keterangan": "Setujui bila konsep SK dapat diparaf lagi; bila usulannya keliru, minta administrator "
        "menghentikannya."
    }
)
DISETUJUI_ULANG = (PERSETUJUAN_PERBAIKAN,)

_PEMERIKSAAN = (VERIFIKASI_INSTANSI, PERSETUJUAN, VALIDASI_BKN, PERSETUJUAN_PERBAIKAN)
_PENERBITAN: dict[str, tuple[Langkah, ...]] = {
    PENDIDIKAN: PENCANTUMAN.langkah,
    PMK: (*PERTEK.langkah, *SK.langkah, PERIKSA_ULANG_SK),
}
"""Kelompok → langkah suratnya, bila suratnya diterbitkan lewat usulan."""
_BERSAMA = tuple(PERBAIKAN_OPERATOR if satu is PERBAIKAN else satu for satu in LANGKAH_BERSAMA)


@workflow.defn(name="PeremajaanData")
class PeremajaanData(AlurUsulan):
    terbitan = (PENCANTUMAN, PERTEK, SK)
    langkah = (*_PEMERIKSAAN, *_PENERBITAN[PENDIDIKAN], *_PENERBITAN[PMK], *_BERSAMA)

    @classmethod
    def tangga(cls, jenis: str) -> tuple[Langkah, ...]:
        return (*_PEMERIKSAAN, *_PENERBITAN.get(prosedur(jenis).kelompok, ()), *_BERSAMA)

    @workflow.init
    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)

    @workflow.run
    async def run(self, berkas: Berkas) -> Hasil:
        return await self.jalani()

    async def prosedur(self) -> None:
        await self.sampai_beres(VERIFIKASI_INSTANSI)
        if self.berkas.rute == INSTANSI:
            await self.perbarui_profil(status=PROFIL_DIPERBARUI, bila_berubah=VERIFIKASI_INSTANSI)
            return
        await self.sampai_beres(PERSETUJUAN, setelah_perbaikan=(VERIFIKASI_INSTANSI,))
        await self.sampai_beres(VALIDASI_BKN, setelah_perbaikan=DISETUJUI_ULANG)
        if self.berkas.rute == GELAR:
            surat = await self.terbitkan(PENCANTUMAN, bila_ditolak=VALIDASI_BKN, setelah_perbaikan=DISETUJUI_ULANG)
        elif self.berkas.rute == PENINJAUAN:
            await self.terbitkan(PERTEK, bila_ditolak=VALIDASI_BKN, setelah_perbaikan=DISETUJUI_ULANG)
            surat = await self.terbitkan(SK, bila_ditolak=PERIKSA_ULANG_SK)
        else:
            await self.perbarui_profil(
                status=PROFIL_DIPERBARUI, bila_berubah=VALIDASI_BKN, setelah_perbaikan=DISETUJUI_ULANG
            )
            return
        await self.perbarui_profil(surat, status=PROFIL_DIPERBARUI)
