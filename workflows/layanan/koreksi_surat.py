"""Koreksi surat kenaikan pangkat: diusulkan instansi, divalidasi BKN, terbit sebagai surat baru.

Langkahnya langkah kenaikan pangkat dengan status koreksinya. Surat asal berakhir bersamaan dengan terbitnya surat
koreksi; sesudah itu usulan asal dikabari, dan akibatnya ditulis atau ditarik kembali.
"""

from collections.abc import Mapping
from typing import Final

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from models import mesin
from models.kegiatan import ProfilDiperbarui
from models.koreksi import (
    ASAL_KOREKSI,
    BATALKAN_ASAL,
    PERTEK_DIBATALKAN,
    CaraBerakhir,
    PerubahanDasar,
    SuratKoreksi,
    UsulanAsal,
)
from models.langkah import PENGAJUAN, JenisPutusan, Langkah, Terbitan
from models.layanan.koreksi_surat import PEMBATALAN_PERTEK, PERBAIKAN_PERTEK, PERBAIKAN_SK
from models.peristiwa import DasarUsulanBerubah, ProfilBerubah
from models.referensi.status import StatusSIASN as S
from models.surat import SuratTerbit
from models.surat.koreksi import PEMBATALAN_PERTEK_KP, PERBAIKAN_PERTEK_KP, PERBAIKAN_SK_KP
from models.usulan import Berkas, Hasil
from workflows.langkah import LANGKAH_BERSAMA, PERBAIKAN
from workflows.layanan.kenaikan_pangkat import (
    PERSETUJUAN,
    PERSETUJUAN_PERBAIKAN,
    PERTEK,
    PROFIL_DIPERBARUI,
    SK,
    VALIDASI_BKN,
    VERIFIKASI_INSTANSI,
)
from workflows.usulan import AlurUsulan

MS, BTS, TMS = JenisPutusan.MS, JenisPutusan.BTS, JenisPutusan.TMS
SETUJU, TOLAK = JenisPutusan.SETUJU, JenisPutusan.TOLAK

MENUNGGU_SK = S.MENUNGGU_CETAK_SK_PERBAIKAN_PERTEK
"""Pertek sudah diperbaiki; SK usulan asalnya disusun ulang."""
_SUDAH_TUTUP = "ExternalWorkflowExecutionNotFound"
"""Jenis galat Temporal: alur yang dikabari sudah tutup."""


def _berstatus(langkah: Langkah, status: S, putusan: dict[JenisPutusan, S] | None = None) -> Langkah:
    return langkah.model_copy(update={"status": status, "status_putusan": putusan or {}})


_PARAF_SK, _TTE_SK = SK.langkah
TERBITAN: Final[Mapping[str, Terbitan]] = {
    PERBAIKAN_PERTEK: PERTEK.model_copy(
        update={"jenis": PERBAIKAN_PERTEK_KP, "status_draf": S.VALIDASI_USULAN_PERBAIKAN_PERTEK}
    ),
    PEMBATALAN_PERTEK: PERTEK.model_copy(
        update={
            "jenis": PEMBATALAN_PERTEK_KP,
            "status_draf": S.MENUNGGU_CETAK_SK_PEMBATALAN_PERTEK,
            "status_terbit": PERTEK_DIBATALKAN,
        }
    ),
    PERBAIKAN_SK: SK.model_copy(
        update={
            "jenis": PERBAIKAN_SK_KP,
            "paraf": _berstatus(
                _PARAF_SK,
                S.MENUNGGU_PARAF_PERBAIKAN_SK,
                {SETUJU: S.MENUNGGU_PARAF_PERBAIKAN_SK, TOLAK: S.TOLAK_PARAF_SK},
            ).model_copy(update={"beda_orang": (PENGAJUAN,)}),
            "tte": _berstatus(_TTE_SK, S.MENUNGGU_TTD_PERBAIKAN_SK, {TOLAK: S.TOLAK_TTD_SK_INSTANSI}),
            "status_draf": S.VALIDASI_USULAN_PERBAIKAN_SK_DISETUJUI,
            "status_tertanda": S.SUDAH_TTD_PERBAIKAN_SK,
            "status_terbit": S.SUDAH_TTD_PERBAIKAN_SK,
        }
    ),
}
PEMERIKSAAN: Final[Mapping[str, tuple[Langkah, ...]]] = {
    PERBAIKAN_PERTEK: (
        _berstatus(
            VERIFIKASI_INSTANSI, S.PERBAIKAN_PERTEK, {MS: S.PERBAIKAN_PERTEK, TMS: S.TOLAK_PERBAIKAN_PERTEK_TMS}
        ),
        _berstatus(
            PERSETUJUAN,
            S.PERBAIKAN_PERTEK_MENUNGGU_APPROVAL_INSTANSI,
            {SETUJU: S.APPROVAL_PERBAIKAN_PERTEK, TMS: S.TOLAK_PERBAIKAN_PERTEK_TMS},
        ),
        _berstatus(
            VALIDASI_BKN,
            S.VALIDASI_USULAN_PERBAIKAN_PERTEK,
            {
                MS: S.VALIDASI_USULAN_PERBAIKAN_PERTEK,
                BTS: S.VALIDASI_PERBAIKAN_PERTEK_BTS,
                TMS: S.TOLAK_PERBAIKAN_PERTEK_TMS,
            },
        ),
        _berstatus(
            PERSETUJUAN_PERBAIKAN,
            S.PERBAIKAN_PERTEK_MENUNGGU_APPROVAL_INSTANSI,
            {SETUJU: S.APPROVAL_PERBAIKAN_PERTEK, TMS: S.TOLAK_PERBAIKAN_PERTEK_TMS},
        ),
        _berstatus(PERBAIKAN, S.PERBAIKAN_DOKUMEN_PERTEK_BTS),
    ),
    PEMBATALAN_PERTEK: (
        _berstatus(
            VERIFIKASI_INSTANSI, S.PEMBATALAN_NIP_PERTEK, {MS: S.PEMBATALAN_NIP_PERTEK, TMS: S.TIDAK_MEMENUHI_SYARAT}
        ),
        _berstatus(
            PERSETUJUAN,
            S.PEMBATALAN_PERTEK_MENUNGGU_APPROVAL_INSTANSI,
            {SETUJU: S.APPROVAL_PEMBATALAN_PERTEK, TMS: S.TIDAK_MEMENUHI_SYARAT},
        ),
        _berstatus(
            VALIDASI_BKN,
            S.TERIMA_USULAN_PENETAPAN_PEMBATALAN,
            {
                MS: S.MENUNGGU_CETAK_SK_PEMBATALAN_PERTEK,
                BTS: S.VALIDASI_USULAN_PERBAIKAN_DOKUMEN,
                TMS: S.TIDAK_MEMENUHI_SYARAT,
            },
        ),
        _berstatus(
            PERSETUJUAN_PERBAIKAN,
            S.PEMBATALAN_PERTEK_MENUNGGU_APPROVAL_INSTANSI,
            {SETUJU: S.APPROVAL_PEMBATALAN_PERTEK, TMS: S.TIDAK_MEMENUHI_SYARAT},
        ),
        _berstatus(PERBAIKAN, S.PERBAIKAN_DOKUMEN),
    ),
    PERBAIKAN_SK: (
        _berstatus(
            VERIFIKASI_INSTANSI,
            S.PERBAIKAN_SK,
            {MS: S.BERKAS_DISIMPAN_TERVERIFIKASI_PERBAIKAN_SK, TMS: S.TOLAK_PERBAIKAN_SK_TMS},
        ),
        _berstatus(
            PERSETUJUAN,
            S.BERKAS_DISIMPAN_TERVERIFIKASI_PERBAIKAN_SK,
            {SETUJU: S.VALIDASI_USULAN_PERBAIKAN_SK, TMS: S.TOLAK_PERBAIKAN_SK_TMS},
        ),
        _berstatus(
            VALIDASI_BKN,
            S.VALIDASI_USULAN_PERBAIKAN_SK,
            {
                MS: S.VALIDASI_USULAN_PERBAIKAN_SK_DISETUJUI,
                BTS: S.VALIDASI_PERBAIKAN_SK_BTS,
                TMS: S.TOLAK_PERBAIKAN_SK_TMS,
            },
        ),
        _berstatus(
            PERSETUJUAN_PERBAIKAN,
            S.VALIDASI_PERBAIKAN_DOKUMEN_SK_BTS,
            {SETUJU: S.VALIDASI_USULAN_PERBAIKAN_SK, TMS: S.TOLAK_PERBAIKAN_SK_TMS},
        ),
        _berstatus(PERBAIKAN, S.PERBAIKAN_DOKUMEN_SK_BTS),
    ),
}
"""Langkah yang sama, status_usulan SIASN yang berbeda menurut jenis koreksinya."""


def _tangga(jenis: str) -> tuple[Langkah, ...]:
    bersama = tuple(satu for satu in LANGKAH_BERSAMA if satu is not PERBAIKAN)
    return (*PEMERIKSAAN[jenis], *TERBITAN[jenis].langkah, *bersama)


@workflow.defn(name="KoreksiSurat")
class KoreksiSurat(AlurUsulan):
    terbitan = tuple(TERBITAN.values())
    langkah = tuple({satu.kode: satu for jenis in TERBITAN for satu in _tangga(jenis)}.values())

    @classmethod
    def tangga(cls, jenis: str) -> tuple[Langkah, ...]:
        return _tangga(jenis)

    @workflow.init
    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)

    @workflow.run
    async def run(self, berkas: Berkas) -> Hasil:
        return await self.jalani()

    async def prosedur(self) -> None:
        await self.sampai_beres(VERIFIKASI_INSTANSI)
        await self.sampai_beres(PERSETUJUAN, setelah_perbaikan=(VERIFIKASI_INSTANSI,))
        await self.sampai_beres(VALIDASI_BKN, setelah_perbaikan=(PERSETUJUAN_PERBAIKAN,))
        surat = await self.terbitkan(
            TERBITAN[self.berkas.jenis], bila_ditolak=VALIDASI_BKN, setelah_perbaikan=(PERSETUJUAN_PERBAIKAN,)
        )
        if self.berkas.jenis == PERBAIKAN_SK:
            await self.perbarui_profil(surat, status=PROFIL_DIPERBARUI)
            return
        await self.kabari_asal(surat)
        if self.berkas.jenis == PEMBATALAN_PERTEK:
            await self.batalkan_asal(surat)

    # ── Kata kerja koreksi ────────────────────────────────────────────────────────────────────────────────────────

    async def kabari_asal(self, surat: SuratTerbit) -> None:
        """Kabari usulan asal yang masih berjalan: suratnya diganti, atau dicabut. Penghentian menunggunya."""
        await self._tanpa_terputus(self._kabari_asal(surat))

    async def _kabari_asal(self, surat: SuratTerbit) -> None:
        koreksi = SuratKoreksi(usulan_id=self.berkas.usulan_id, surat=surat)
        # Surat asalnya sudah berakhir bersama terbitnya surat ini; kabarnya bagian dari akibat itu.
        asal = await self._kerjakan(ASAL_KOREKSI, lambda: koreksi, UsulanAsal, akibat=True, walau_ditahan=True)
        kabar = PerubahanDasar(
            jenis=asal.jenis, menjadi=asal.menjadi, status=PERTEK_DIBATALKAN, keterangan=asal.keterangan
        )
        self._buku.tulis(DasarUsulanBerubah(jenis=kabar.jenis, menjadi=kabar.menjadi, keterangan=kabar.keterangan))
        if not asal.terbuka:
            return
        if asal.menjadi is CaraBerakhir.DIGANTI:
            self._status = MENUNGGU_SK
        try:
            await workflow.get_external_workflow_handle(mesin.id_alur(asal.usulan_id)).signal("dasar_berubah", kabar)
        except ApplicationError as galat:
            if galat.type != _SUDAH_TUTUP:  # usulan asal selesai sejak keadaannya dibaca
                raise

    async def batalkan_asal(self, surat: SuratTerbit) -> None:
        """Tarik kembali yang sudah lahir dari surat yang dicabut, sesudah usulan asalnya berakhir."""
        koreksi = SuratKoreksi(usulan_id=self.berkas.usulan_id, surat=surat)
        hasil = await self._kerjakan(BATALKAN_ASAL, lambda: koreksi, ProfilDiperbarui, akibat=True)
        if hasil.perubahan:
            self._buku.tulis(ProfilBerubah(perubahan=hasil.perubahan, surat_id=surat.surat_id))
