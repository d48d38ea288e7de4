"""Kegiatan koreksi surat: keadaan usulan asal, dan penarikan yang lahir dari surat yang dicabut."""

from dataclasses import dataclass

from temporalio import activity

from activities.galat import BelumWaktunya, fakta
from gudang import PabrikGudang
from models.kegiatan import ProfilDiperbarui
from models.koreksi import ASAL_KOREKSI, BATALKAN_ASAL, SuratKoreksi, UsulanAsal
from models.perubahan import ProfilBerubah


@dataclass
class Koreksi:
    pabrik: PabrikGudang

    @activity.defn(name=ASAL_KOREKSI)
    async def asal(self, koreksi: SuratKoreksi) -> UsulanAsal:
        async with self.pabrik.transaksi() as gudang:
            return await gudang.koreksi.usulan_asal(koreksi)

    @activity.defn(name=BATALKAN_ASAL)
    async def batalkan(self, koreksi: SuratKoreksi) -> ProfilDiperbarui:
        """Menunggu usulan asal berakhir, lalu mencabut suratnya dan membalik perubahan profilnya, sekali saja.

        Profil yang sudah berubah, atau keputusan yang bukan kita penerbitnya, menjadi tugas perbaikan.
        """
        async with self.pabrik.transaksi() as gudang:
            asal = await gudang.koreksi.usulan_asal(koreksi)
            if asal.terbuka:
                raise BelumWaktunya("Usulan asal sudah dikabari, tetapi belum berakhir.")
            if (nomor := await gudang.koreksi.keputusan_luar(asal.usulan_id)) is not None:
                raise fakta(
                    f"Usulan asalnya sudah ditetapkan dengan keputusan nomor {nomor}; cabut keputusan itu lewat "
                    "penerbitnya, lalu ulangi."
                )
            try:
                return ProfilDiperbarui(perubahan=await gudang.koreksi.batalkan(koreksi))
            except ProfilBerubah as galat:
                raise fakta(str(galat)) from galat
