"""Kegiatan ``perbarui_profil``: akibat usulan pada profil ASN; dan penyegar data utamanya."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from temporalio import activity

from activities.galat import fakta
from activities.putaran import putar
from models.definisi import DasarKeliru, FaktaAkibat
from models.gudang import PabrikGudang
from models.kegiatan import PERBARUI_PROFIL, PerbaruiProfil, ProfilDiperbarui
from models.layanan import cari
from models.lipatan import DataUtamaKurang
from models.perubahan import ProfilBerubah


@dataclass
class Penyegar:
    """Menampakkan yang mulai berlaku karena waktu (mis. pangkat ber-TMT hari ini) pada daftar ASN."""

    pabrik: PabrikGudang

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.segarkan, berhenti, "penyegaran data utama")

    async def segarkan(self, sekarang: datetime | None = None) -> int:
        """Hasil: banyaknya ASN yang dilipat ulang."""
        banyak = 0
        while True:
            async with self.pabrik.transaksi() as gudang:
                segar = await gudang.asn.segarkan(sekarang)
            if not segar:
                return banyak
            banyak += segar


@dataclass
class Profil:
    pabrik: PabrikGudang

    @activity.defn(name=PERBARUI_PROFIL)
    async def perbarui(self, masukan: PerbaruiProfil) -> ProfilDiperbarui:
        """Tulis akibat usulan ini menurut definisi layanannya; yang bentrok dijawab, tidak ditimpa.

        Boleh diulang: satu usulan ditulis sekali, dan panggilan berikutnya menjawab yang tertulis itu.
        """
        async with self.pabrik.transaksi() as gudang:
            if tertulis := await gudang.asn.perubahan_usulan(masukan.usulan_id):
                return ProfilDiperbarui(perubahan=tertulis)
            usulan = await gudang.usulan.baca(masukan.usulan_id)
            profil = await gudang.asn.baca_profil(usulan.asn_id) if usulan else None
            if usulan is None or profil is None:
                raise fakta("Usulan atau profil ASN-nya tidak ditemukan; pulihkan datanya lebih dahulu.")
            surat = await gudang.penerbitan.isi(masukan.dasar.surat_id) if masukan.dasar else None
            try:
                akibat = cari(usulan.layanan).akibat(
                    FaktaAkibat(
                        usulan_id=usulan.id,
                        jenis=usulan.jenis,
                        isi=usulan.isi,
                        dokumen=usulan.dokumen,
                        profil=profil,
                        surat=surat,
                    )
                )
                return ProfilDiperbarui(perubahan=await gudang.asn.terapkan(usulan.id, usulan.asn_id, akibat))
            except ProfilBerubah as berubah:
                return ProfilDiperbarui(bentrok=berubah.bentrok)
            except ValidationError as galat:
                bidang = ", ".join(".".join(str(bagian) for bagian in satu["loc"]) for satu in galat.errors())
                raise fakta(f"Perubahan profil ini bukan riwayat yang sah: periksa {bidang}.") from galat
            except (DasarKeliru, DataUtamaKurang) as galat:
                raise fakta(str(galat)) from galat
