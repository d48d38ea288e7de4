"""Kegiatan ``perbarui_profil``: akibat keputusan kenaikan pangkat pada profil ASN; dan penyegar data utamanya."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from temporalio import activity

from activities.galat import fakta
from activities.putaran import putar
from models.gudang import PabrikGudang
from models.gudang.usulan import DataUsulan
from models.kegiatan import PERBARUI_PROFIL, PerbaruiProfil
from models.lipatan import DataUtamaKurang
from models.perubahan import ProfilBerubah, tambah
from models.profil import RiwayatGolongan
from models.referensi import JenisKP
from models.surat.kp import BarisKP, IsiSkKP


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
    async def perbarui(self, masukan: PerbaruiProfil) -> None:
        """Tulis riwayat golongan seperti tercetak pada SK: dasar hukumnya surat, bukan hitungan ulang.

        Boleh diulang: satu usulan melahirkan satu baris riwayat.
        """
        async with self.pabrik.transaksi() as gudang:
            usulan = await gudang.usulan.baca(masukan.usulan_id)
            isi = await gudang.penerbitan.isi(masukan.dasar.surat_id)
            if usulan is None or not isinstance(isi, IsiSkKP):
                raise fakta("Dasar perubahan profil harus SK kenaikan pangkat milik usulan ini.")
            naik = tambah("golongan", _riwayat(usulan, isi))
            try:
                await gudang.asn.terapkan(usulan.id, usulan.asn_id, (naik,))
            except (ProfilBerubah, DataUtamaKurang) as galat:
                raise fakta(str(galat)) from galat


def _riwayat(usulan: DataUsulan, isi: IsiSkKP) -> RiwayatGolongan:
    baru = _baris(usulan, isi).baru
    return RiwayatGolongan(
        id=uuid5(usulan.id, "riwayat_golongan"),
        golongan=baru.golongan,
        tmt=baru.tmt,
        masa_kerja_tahun=baru.masa_kerja.tahun,
        masa_kerja_bulan=baru.masa_kerja.bulan,
        jenis_kp=JenisKP(usulan.jenis),
        nomor_sk=isi.nomor,
        tanggal_sk=isi.tanggal,
        nomor_pertek=isi.pertek.nomor,
        tanggal_pertek=isi.pertek.tanggal,
        gaji_pokok=baru.gaji_pokok,
    )


def _baris(usulan: DataUsulan, isi: IsiSkKP) -> BarisKP:
    """Baris ASN ini dalam SK, yang boleh memuat banyak orang."""
    for baris in isi.asn:
        if baris.nip == usulan.asn_nip:
            return baris
    raise fakta("NIP ASN usulan ini tidak ada dalam SK-nya; periksa apakah NIP-nya berubah sejak SK disusun.")
