"""Jawaban bagi perintah kepada usulan yang alurnya tidak berjalan: sudah diputus, atau alurnya hilang."""

from uuid import UUID

from api.alur import BilaTakBerjalan
from api.bekal import Bekal
from api.masalah import JenisMasalah, Masalah
from api.siapa import Identitas
from models.galat import JenisGalat


def bila_tak_berjalan(bekal: Bekal, ia: Identitas, usulan_id: UUID, biasanya: Masalah) -> BilaTakBerjalan:
    """``biasanya``, kecuali barisnya masih terbuka sesudah Temporal menolak: akhir tercatat sebelum alurnya tutup."""

    async def sebab() -> Masalah:
        async with bekal.transaksi(ia) as gudang:
            hilang = await gudang.alur.semestinya_berjalan(usulan_id)
        if not hilang:
            return biasanya
        return Masalah(
            JenisMasalah.ALUR_HILANG,
            "Alur kerja usulan ini hilang dari mesinnya; administrator diberi tahu dengan sendirinya. Data dan putusan "
            "yang sudah tercatat tetap utuh.",
        )

    return sebab


def sudah_diputus() -> Masalah:
    return Masalah(JenisGalat.TUGAS_TIDAK_TERBUKA, "Tugas ini sudah diputus atau ditutup.")
