"""Kegiatan ``perbarui_profil``: akibat usulan pada profil ASN."""

from dataclasses import dataclass
from uuid import UUID

from temporalio import activity

from activities.galat import fakta
from gudang import Gudang, PabrikGudang
from gudang.galat import UsulanBerakhir
from gudang.usulan import DataUsulan
from luar.galat import ObjekTidakAda
from luar.s3 import Penyimpanan
from models import layanan
from models.definisi import FaktaAkibat
from models.kegiatan import PERBARUI_PROFIL, PerbaruiProfil, ProfilDiperbarui
from models.perubahan import Perubahan, ProfilBerubah
from models.surat import SuratTerbit


@dataclass
class Profil:
    pabrik: PabrikGudang
    penyimpanan: Penyimpanan

    @activity.defn(name=PERBARUI_PROFIL)
    async def perbarui(self, masukan: PerbaruiProfil) -> ProfilDiperbarui:
        """Tulis akibat usulan ini menurut definisi layanannya; yang bentrok dijawab, tidak ditimpa.

        Boleh diulang: satu usulan ditulis sekali, dan panggilan berikutnya menjawab yang tertulis itu. Usulannya
        dikunci selama ditulis, jadi yang sudah berakhir tidak menulis lagi.
        """
        await self._kunci_dokumen(masukan.usulan_id)
        async with self.pabrik.transaksi() as gudang:
            pokok = await gudang.buku.kunci(masukan.usulan_id)
            if tertulis := await gudang.asn.perubahan_usulan(masukan.usulan_id):
                return ProfilDiperbarui(perubahan=tertulis)
            if not pokok.terbuka:
                raise UsulanBerakhir
            usulan = await gudang.usulan.baca(masukan.usulan_id)
            profil = await gudang.asn.baca_profil(usulan.asn_id) if usulan else None
            if usulan is None or profil is None:
                raise fakta("Usulan atau profil ASN-nya tidak ditemukan; pulihkan datanya lebih dahulu.")
            surat = await gudang.penerbitan.isi(masukan.dasar.surat_id) if masukan.dasar else None
            try:
                akibat = layanan.cari(usulan.layanan).akibat(
                    FaktaAkibat(
                        usulan_id=usulan.id,
                        jenis=usulan.jenis,
                        isi=usulan.isi,
                        dokumen=usulan.dokumen,
                        profil=profil,
                        surat=surat,
                    )
                )
                akibat = await _berdokumen(gudang, usulan, akibat, masukan.dasar)
                return ProfilDiperbarui(perubahan=await gudang.asn.terapkan(usulan.id, usulan.asn_id, akibat))
            except ProfilBerubah as berubah:
                return ProfilDiperbarui(bentrok=berubah.bentrok)

    async def _kunci_dokumen(self, usulan_id: UUID) -> None:
        """Sebelum profilnya ditulis: riwayat tidak pernah bersandar pada berkas yang masih dapat dihapus.

        Bukan saat diajukan: yang diganti selama perbaikan dan yang akhirnya ditolak tidak perlu tertinggal lama.
        """
        async with self.pabrik.transaksi() as gudang:
            semua = await gudang.berkas.dasar_usulan(usulan_id)
        if not semua:
            return
        try:
            sampai = {satu: await self.penyimpanan.kunci(satu.kunci, satu.versi) for satu in semua}
        except ObjekTidakAda as galat:
            raise fakta(f"{galat} Pulihkan berkasnya lebih dahulu.") from galat
        async with self.pabrik.transaksi() as gudang:
            await gudang.berkas.catat_terkunci(sampai)


async def _berdokumen(
    gudang: Gudang, usulan: DataUsulan, akibat: tuple[Perubahan, ...], dasar: SuratTerbit | None
) -> tuple[Perubahan, ...]:
    """Perubahan beserta dokumennya: yang disebut usulan, atau surat dasarnya. Semuanya masuk arsip digital ASN."""
    surat = await gudang.dokumen.arsipkan_surat(dasar) if dasar else None
    akibat = tuple(satu.model_copy(update={"dokumen_id": satu.dokumen_id or surat}) for satu in akibat)
    await gudang.dokumen.arsipkan(usulan.asn_id, {satu.dokumen_id for satu in akibat if satu.dokumen_id})
    return akibat
