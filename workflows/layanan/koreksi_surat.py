"""Koreksi surat kenaikan pangkat: diusulkan instansi, divalidasi BKN, terbit sebagai surat baru.

Langkahnya langkah kenaikan pangkat dengan status koreksinya. Surat asal berakhir bersamaan dengan terbitnya surat
koreksi; sesudah itu usulan asal dikabari, dan akibatnya ditulis atau ditarik kembali.
"""

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue
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
from models.langkah import JenisPutusan, Langkah, Terbitan
from models.layanan.koreksi_surat import PEMBATALAN_PERTEK, PERBAIKAN_PERTEK, PERBAIKAN_SK
from models.peristiwa import JenisPeristiwa
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
from workflows.usulan import Usulan

MS, BTS, TMS = JenisPutusan.MS, JenisPutusan.BTS, JenisPutusan.TMS
SETUJU, TOLAK = JenisPutusan.SETUJU, JenisPutusan.TOLAK

MENUNGGU_SK = 8
"""Pertek sudah diperbaiki; SK usulan asalnya disusun ulang."""
_SUDAH_TUTUP = "ExternalWorkflowExecutionNotFound"
"""Jenis galat Temporal: alur yang dikabari sudah tutup."""


def _berstatus(langkah: Langkah, status: int, putusan: dict[JenisPutusan, int] | None = None) -> Langkah:
    return langkah.model_copy(update={"status": status, "status_putusan": putusan or {}})


TERBITAN: Final[Mapping[str, Terbitan]] = {
    PERBAIKAN_PERTEK: PERTEK.model_copy(update={"jenis": PERBAIKAN_PERTEK_KP, "status_draf": 58}),
    PEMBATALAN_PERTEK: PERTEK.model_copy(
        update={"jenis": PEMBATALAN_PERTEK_KP, "status_draf": 9, "status_terbit": PERTEK_DIBATALKAN}
    ),
    PERBAIKAN_SK: SK.model_copy(
        update={
            "jenis": PERBAIKAN_SK_KP,
            "paraf": _berstatus(SK.paraf, 43, {SETUJU: 43, TOLAK: 35}),
            "tte": _berstatus(SK.tte, 44, {TOLAK: 47}),
            "status_draf": 42,
            "status_tertanda": 45,
            "status_terbit": 45,
        }
    ),
}
PEMERIKSAAN: Final[Mapping[str, tuple[Langkah, ...]]] = {
    PERBAIKAN_PERTEK: (
        _berstatus(VERIFIKASI_INSTANSI, 57, {MS: 57, TMS: 73}),
        _berstatus(PERSETUJUAN, 24, {SETUJU: 37, TMS: 73}),
        _berstatus(VALIDASI_BKN, 58, {MS: 58, BTS: 74, TMS: 73}),
        _berstatus(PERSETUJUAN_PERBAIKAN, 24, {SETUJU: 37, TMS: 73}),
        _berstatus(PERBAIKAN, 72),
    ),
    PEMBATALAN_PERTEK: (
        _berstatus(VERIFIKASI_INSTANSI, 65, {MS: 65, TMS: 6}),
        _berstatus(PERSETUJUAN, 26, {SETUJU: 38, TMS: 6}),
        _berstatus(VALIDASI_BKN, 25, {MS: 9, BTS: 14, TMS: 6}),
        _berstatus(PERSETUJUAN_PERBAIKAN, 26, {SETUJU: 38, TMS: 6}),
        _berstatus(PERBAIKAN, 5),
    ),
    PERBAIKAN_SK: (
        _berstatus(VERIFIKASI_INSTANSI, 39, {MS: 40, TMS: 70}),
        _berstatus(PERSETUJUAN, 40, {SETUJU: 41, TMS: 70}),
        _berstatus(VALIDASI_BKN, 41, {MS: 42, BTS: 68, TMS: 70}),
        _berstatus(PERSETUJUAN_PERBAIKAN, 71, {SETUJU: 41, TMS: 70}),
        _berstatus(PERBAIKAN, 69),
    ),
}
"""Langkah yang sama, status_usulan SIASN yang berbeda menurut jenis koreksinya."""


def _tangga(jenis: str) -> tuple[Langkah, ...]:
    bersama = tuple(satu for satu in LANGKAH_BERSAMA if satu.kode != PERBAIKAN.kode)
    return (*PEMERIKSAAN[jenis], TERBITAN[jenis].paraf, TERBITAN[jenis].tte, *bersama)


@workflow.defn(name="KoreksiSurat")
class KoreksiSurat(Usulan):
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
        """Kabari usulan asal yang masih berjalan: suratnya diganti, atau dicabut."""
        koreksi = SuratKoreksi(usulan_id=self.berkas.usulan_id, surat=surat)
        # Surat asalnya sudah berakhir bersama terbitnya surat ini; kabarnya bagian dari akibat itu.
        asal = await self._kerjakan(ASAL_KOREKSI, lambda: koreksi, UsulanAsal, akibat=True, walau_ditahan=True)
        kabar = PerubahanDasar(
            jenis=asal.jenis, menjadi=asal.menjadi, status=PERTEK_DIBATALKAN, keterangan=asal.keterangan
        )
        self._buku.tulis(JenisPeristiwa.DASAR_BERUBAH, rincian=kabar.model_dump(mode="json"))
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
            rincian: dict[str, JsonValue] = {"surat_id": str(surat.surat_id)}
            rincian["perubahan"] = [satu.model_dump(mode="json") for satu in hasil.perubahan]
            self._buku.tulis(JenisPeristiwa.PROFIL_DIPERBARUI, rincian=rincian)
