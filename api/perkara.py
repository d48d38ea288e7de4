"""Perkara: satu usulan dengan profil, bahan, dan periodenya, dibaca sekali bagi satu permintaan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

from api import boleh, formulir
from api.formulir import Isi
from api.kelengkapan import Kelengkapan, periksa_kelengkapan
from api.masalah import JenisMasalah, Kesalahan, Masalah
from gudang import Gudang
from gudang.dokumen import DataDokumen
from gudang.usulan import DataUsulan
from models.definisi import Bahan, Definisi, Kewenangan
from models.layanan import cari, cari_jenis, nama_dokumen
from models.peran import unit_instansi
from models.profil import ProfilASN
from models.referensi.zona import hari_ini


@dataclass(frozen=True)
class Perkara:
    usulan: DataUsulan
    """Seperti tersimpan."""
    profil: ProfilASN
    bahan: Bahan
    """Seperti tersimpan, atau seperti hendak disimpan (``dengan``)."""

    @classmethod
    async def muat(cls, gudang: Gudang, usulan: DataUsulan) -> Self:
        """Konsep memakai ketetapan yang berlaku hari ini; yang sudah diajukan memakai yang dibekukan berkasnya."""
        profil = await gudang.asn.baca_profil(usulan.asn_id)
        if profil is None:
            raise boleh.tidak_ditemukan("ASN")
        hari = hari_ini(unit_instansi(usulan.instansi_id))
        beku = usulan.berkas.ketentuan if usulan.berkas else None
        bahan = Bahan(
            usulan_id=usulan.id,
            layanan=usulan.layanan,
            jenis=usulan.jenis,
            instansi_id=usulan.instansi_id,
            periode=usulan.periode,
            isi=usulan.isi,
            dokumen=usulan.dokumen,
            ketentuan=beku or await gudang.ketetapan.ketentuan(usulan.layanan, hari),
            hari_ini=hari,
            bersurat=await gudang.asn.rekam_bersurat(usulan.asn_id),
            asal=await gudang.koreksi.asal_usulan(usulan.isi),
        )
        return cls(usulan, profil, bahan)

    @property
    def definisi(self) -> Definisi:
        return cari(self.usulan.layanan)

    @property
    def kewenangan(self) -> Kewenangan | None:
        return self.definisi.kewenangan(self.bahan, self.profil)

    def dengan(self, **perubahan: Any) -> Self:
        """Perkara ini dengan bahan yang hendak disimpan."""
        return replace(self, bahan=self.bahan.model_copy(update=perubahan))

    async def dengan_isi(self, gudang: Gudang, perubahan: Isi) -> Self:
        """Isian diubah dan dilengkapi dari profil; ``Masalah`` bila nilainya tidak mungkin sah."""
        bahan, definisi = self.bahan, cari_jenis(self.bahan.layanan, self.bahan.jenis)
        lengkap = definisi.lengkapi(bahan, perubahan, self.profil) if perubahan else {}
        isi = formulir.gabung(definisi.formulir(bahan.jenis), bahan.isi, lengkap)
        if isi.get("surat_id") == bahan.isi.get("surat_id"):
            return self.dengan(isi=isi)
        return self.dengan(isi=isi, asal=await gudang.koreksi.asal_usulan(isi))

    def lampiran(self, perubahan: Mapping[str, UUID | None]) -> dict[str, UUID]:
        """Lampiran sesudah diganti atau dilepas."""
        semua = {**self.usulan.dokumen, **perubahan}
        return {kode: satu for kode, satu in semua.items() if satu is not None}

    async def pastikan_dokumen(self, gudang: Gudang, dokumen: Mapping[str, UUID]) -> dict[UUID, DataDokumen]:
        """Keterangan tiap dokumen, yang dikenal kodenya dan milik arsip ASN itu atau diunggah bagi usulan itu."""
        usulan = self.usulan
        tersedia = await gudang.dokumen.baca_banyak(dokumen.values())
        kesalahan = []
        for kode, dokumen_id in dokumen.items():
            satu = tersedia.get(dokumen_id)
            if kode not in nama_dokumen():
                kesalahan.append(Kesalahan(bidang=f"dokumen.{kode}", sebab="Kode dokumen ini tidak dikenal."))
            elif satu is None or (satu.asn_id != usulan.asn_id and satu.usulan_id != usulan.id):
                sebab = "Dokumen itu tidak ada dalam arsip ASN ini atau unggahan usulan ini."
                tindakan = "Pilih dari arsip digitalnya, atau unggah lebih dahulu."
                kesalahan.append(Kesalahan(bidang=f"dokumen.{kode}", sebab=sebab, tindakan=tindakan))
        if kesalahan:
            rincian = "Ada dokumen yang tidak dapat dilampirkan."
            raise Masalah(JenisMasalah.ISIAN_TIDAK_SAH, rincian, kesalahan=kesalahan)
        return tersedia

    async def kelengkapan(self, gudang: Gudang) -> Kelengkapan:
        bahan = self.bahan
        tutup = await penutupan(gudang, bahan.layanan, bahan.periode, bahan.instansi_id)
        hasil = periksa_kelengkapan(bahan, self.profil, tutup, self.usulan.berkas)
        return hasil if self.usulan.terbuka else hasil.model_copy(update={"perbandingan": []})

    def pastikan_sejalur(self) -> None:
        """Perbaikan tidak boleh merambah bagian profil lain atau berpindah kewenangan; itu usulan baru."""
        berkas = self.usulan.berkas
        awal = self.dengan(isi=berkas.isi if berkas else self.usulan.isi)
        kesalahan = [
            Kesalahan(
                bidang=f"isi.{kunci}",
                sebab="Bagian profil ini tidak termasuk yang diajukan.",
                tindakan="Kembalikan isiannya, lalu ajukan bagian ini sebagai usulan sendiri.",
            )
            for kunci in sorted(self.definisi.kunci(self.bahan) - self.definisi.kunci(awal.bahan))
        ]
        semula, kini = awal.kewenangan, self.kewenangan
        if semula and kini and semula.rute != kini.rute:
            sebab = "Perbaikan ini mengubah kewenangan yang memutusnya."
            kesalahan.append(Kesalahan(bidang="isi", sebab=sebab, tindakan="Tarik usulan ini, lalu ajukan yang baru."))
        if kesalahan:
            rincian = "Perbaikan tidak boleh melampaui usulannya."
            raise Masalah(JenisMasalah.ISIAN_TIDAK_SAH, rincian, kesalahan=kesalahan)


async def penutupan(gudang: Gudang, layanan: str, periode: date, instansi_id: str) -> date | None:
    """Hari terakhir periode itu menerima usul; kosong bila tidak terbuka hari ini menurut waktu instansinya."""
    terbuka = await gudang.referensi.periode(layanan, hari_ini(unit_instansi(instansi_id)))
    return next((satu.tutup for satu in terbuka if satu.periode == periode), None)
