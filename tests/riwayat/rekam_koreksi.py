"""Rekaman usulan koreksi, terbuka dan tertutup, beserta kenaikan pangkat yang dikabarinya."""

from collections.abc import Awaitable, Callable, Mapping

from temporalio.client import WorkflowHistory

from models.keputusan import Alasan
from models.langkah import JenisPutusan
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.layanan.koreksi_surat import KOREKSI_SURAT, PEMBATALAN_PERTEK, PERBAIKAN_PERTEK, PERBAIKAN_SK
from tests.cerita.dunia import Dunia
from tests.cerita.koreksi import DuaUsulan, dua_usulan, sampai_sk, terbitkan_koreksi
from tests.riwayat.perekam import Perekam

ALASAN = (Alasan(sasaran="bidang", kode="perbaikan", alasan="DATA_TIDAK_SESUAI"),)


async def _sampai_validasi(dua: DuaUsulan) -> None:
    await sampai_sk(dua.asal)
    await dua.koreksi.sampai_validasi()


async def koreksi_terbuka_validasi(dua: DuaUsulan) -> None:
    await _sampai_validasi(dua)
    await dua.koreksi.tunggu("validasi_bkn")


async def koreksi_terbuka_tte(dua: DuaUsulan) -> None:
    await _sampai_validasi(dua)
    await dua.koreksi.putus("validasi_bkn", JenisPutusan.MS)
    await dua.koreksi.putus("paraf_pertek", JenisPutusan.SETUJU)
    await dua.koreksi.tunggu("tte_pertek")


async def koreksi_dikembalikan(dua: DuaUsulan) -> None:
    await _sampai_validasi(dua)
    await dua.koreksi.putus("validasi_bkn", JenisPutusan.BTS, alasan=ALASAN)
    await dua.koreksi.tunggu("perbaikan")


async def koreksi_tms(dua: DuaUsulan) -> None:
    await _sampai_validasi(dua)
    await dua.koreksi.putus("validasi_bkn", JenisPutusan.TMS, alasan=ALASAN)
    await dua.koreksi.hasil()


async def pertek_diperbaiki(dua: DuaUsulan) -> None:
    """Usulan asalnya sedang menunggu tanda tangan SK; SK-nya disusun ulang lalu selesai."""
    await sampai_sk(dua.asal)
    await dua.asal.putus("paraf_sk", JenisPutusan.SETUJU)
    await dua.asal.tunggu("tte_sk")
    await terbitkan_koreksi(dua)
    await dua.koreksi.hasil()
    await dua.asal.terbitkan("sk")
    await dua.asal.hasil()


async def pertek_dibatalkan(dua: DuaUsulan) -> None:
    await sampai_sk(dua.asal)
    await dua.asal.tunggu("paraf_sk")
    await terbitkan_koreksi(dua)
    await dua.koreksi.hasil()
    await dua.asal.hasil()


async def sk_diperbaiki(dua: DuaUsulan) -> None:
    await sampai_sk(dua.asal)
    await dua.asal.terbitkan("sk")
    await dua.asal.hasil()
    await terbitkan_koreksi(dua)
    await dua.koreksi.hasil()


_NASKAH: Mapping[Callable[[DuaUsulan], Awaitable[None]], str] = {
    koreksi_terbuka_validasi: PERBAIKAN_PERTEK,
    koreksi_terbuka_tte: PEMBATALAN_PERTEK,
    koreksi_dikembalikan: PERBAIKAN_PERTEK,
    koreksi_tms: PEMBATALAN_PERTEK,
    pertek_diperbaiki: PERBAIKAN_PERTEK,
    pertek_dibatalkan: PEMBATALAN_PERTEK,
    sk_diperbaiki: PERBAIKAN_SK,
}
_ASAL = (pertek_diperbaiki, pertek_dibatalkan)
"""Yang kenaikan pangkatnya ikut direkam: disusun ulang, atau dibatalkan, oleh kabar koreksinya."""


def _perekam(naskah: Callable[[DuaUsulan], Awaitable[None]], pilih: Callable[[DuaUsulan], Dunia]) -> Perekam:
    async def rekam() -> WorkflowHistory:
        async with dua_usulan(_NASKAH[naskah]) as dua:
            await naskah(dua)
            return await pilih(dua).riwayat()

    return rekam


REKAMAN: Mapping[str, Perekam] = {
    f"{KOREKSI_SURAT}/{naskah.__name__}": _perekam(naskah, lambda dua: dua.koreksi) for naskah in _NASKAH
} | {f"{KENAIKAN_PANGKAT}/{naskah.__name__}": _perekam(naskah, lambda dua: dua.asal) for naskah in _ASAL}
