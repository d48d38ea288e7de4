"""Siapkah sebuah konsep diajukan: isian, dokumen, syarat, periode, dan kewenangannya, dengan sebab tiap kekurangan."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field, SerializeAsAny

from api import formulir
from api.masalah import JenisMasalah, Kesalahan, Masalah
from api.penyamaran import samarkan_beda
from models import layanan as daftar_layanan
from models.definisi import Bahan, BedaIsian, Definisi, Kewenangan
from models.keputusan import Pelaku
from models.langkah import bekukan
from models.pemeriksaan import Pemeriksaan
from models.profil import ProfilASN
from models.referensi.dokumen import SyaratDokumen
from models.referensi.tanggal import tulis_tanggal
from models.usulan import Berkas
from workflows import layanan as daftar_alur


class DokumenDiminta(BaseModel):
    kode: str
    nama: str
    wajib: bool
    dokumen_id: UUID | None = Field(description="Dokumen yang sudah dilampirkan.")


class KeadaanPeriode(BaseModel):
    periode: date
    terbuka: bool
    tutup: date | None = Field(description="Hari terakhir menerima usul; kosong bila sudah lewat.")


class Halangan(Kesalahan):
    jenis: JenisMasalah


class Kelengkapan(BaseModel):
    siap: bool = Field(description="Boleh diajukan sekarang.")
    pemeriksaan: SerializeAsAny[Pemeriksaan] = Field(
        description="Syarat demi syarat, dengan alasan dan dasar hukumnya."
    )
    dokumen: list[DokumenDiminta]
    periode: KeadaanPeriode | None = Field(description="Kosong bagi layanan yang menerima usul kapan saja.")
    kewenangan: Kewenangan | None = Field(description="Kosong selama belum dapat ditentukan.")
    perbandingan: list[BedaIsian] = Field(
        description="Bagian profil yang hendak diubah: yang dilihat pengusul, yang tersimpan kini, dan yang diusulkan. "
        "Kosong bagi yang sudah berakhir: lihat garis waktunya."
    )
    halangan: list[Halangan] = Field(description="Semua yang menghalangi pengajuan.")

    def pastikan(self, *hanya: JenisMasalah) -> None:
        """``Masalah`` bagi jenis halangan yang pertama, menyebut semua sebab sejenis; ``hanya`` membatasi jenisnya."""
        ditagih = [satu for satu in self.halangan if not hanya or satu.jenis in hanya]
        if not ditagih:
            return
        jenis = ditagih[0].jenis
        sejenis = [Kesalahan(**satu.model_dump(exclude={"jenis"})) for satu in ditagih if satu.jenis is jenis]
        raise Masalah(jenis, _RINCIAN[jenis], kesalahan=sejenis)


_RINCIAN = {
    JenisMasalah.ISIAN_TIDAK_SAH: "Ada isian formulir yang belum utuh.",
    JenisMasalah.TIDAK_MEMENUHI_SYARAT: "Usulan ini belum memenuhi syaratnya.",
    JenisMasalah.BELUM_LENGKAP: "Ada dokumen wajib yang belum dilampirkan.",
    JenisMasalah.PERIODE_DITUTUP: "Periode itu tidak sedang menerima usul.",
}


def periksa_kelengkapan(bahan: Bahan, profil: ProfilASN, tutup: date | None, beku: Berkas | None = None) -> Kelengkapan:
    """``tutup``: hari terakhir periodenya menerima usul, kosong bila tidak terbuka.

    ``beku``: berkas usulan yang sudah diajukan; dokumen dan kewenangannya menurut hari ia diajukan.
    """
    definisi = daftar_layanan.cari(bahan.layanan)
    halangan = [
        Halangan(jenis=JenisMasalah.ISIAN_TIDAK_SAH, **satu.model_dump())
        for satu in _isian_kurang(definisi, bahan, profil)
    ]
    pemeriksaan = definisi.periksa(bahan, profil)
    halangan += [
        Halangan(
            jenis=JenisMasalah.TIDAK_MEMENUHI_SYARAT,
            bidang=syarat.kode,
            sebab=f"{syarat.nama}: {syarat.alasan}",
            tindakan=f"Dasar hukum: {syarat.dasar_hukum}",
        )
        for syarat in pemeriksaan.kurang
    ]
    syarat_dokumen = beku.syarat_dokumen if beku else None
    if syarat_dokumen is None:
        syarat_dokumen = _syarat_dokumen(definisi, bahan, profil)
    dokumen = [DokumenDiminta(**satu._asdict(), dokumen_id=bahan.dokumen.get(satu.kode)) for satu in syarat_dokumen]
    halangan += [
        Halangan(
            jenis=JenisMasalah.BELUM_LENGKAP,
            bidang=f"dokumen.{satu.kode}",
            sebab=f"{satu.nama} belum dilampirkan.",
            tindakan="Pilih dari arsip digital ASN atau unggah PDF-nya.",
        )
        for satu in dokumen
        if satu.wajib and satu.dokumen_id is None
    ]
    periode = None
    if definisi.berperiode:
        periode = KeadaanPeriode(periode=bahan.periode, terbuka=tutup is not None, tutup=tutup)
        if tutup is None:
            sebab = f"Periode {tulis_tanggal(bahan.periode)} tidak terbuka."
            halangan.append(Halangan(jenis=JenisMasalah.PERIODE_DITUTUP, bidang="periode", sebab=sebab))
    kewenangan = _kewenangan_beku(beku) if beku else definisi.kewenangan(bahan, profil)
    return Kelengkapan(
        siap=not halangan,
        pemeriksaan=pemeriksaan,
        dokumen=dokumen,
        periode=periode,
        kewenangan=kewenangan,
        perbandingan=[samarkan_beda(satu) for satu in definisi.perbandingan(bahan, profil)],
        halangan=halangan,
    )


def bekukan_berkas(bahan: Bahan, profil: ProfilASN, pengusul: Pelaku, kewenangan: Kewenangan) -> Berkas:
    """Berkas beku dari bahan yang sudah lengkap, menurut ketetapan yang dibawanya.

    Tangga langkah dengan unit nyata, daftar dokumen, dan versi templat tidak berubah lagi seumur usulan.
    """
    definisi = daftar_layanan.cari(bahan.layanan)
    return Berkas(
        usulan_id=bahan.usulan_id,
        layanan=bahan.layanan,
        jenis=bahan.jenis,
        rute=kewenangan.rute,
        instansi_id=bahan.instansi_id,
        asn_id=profil.id,
        periode=bahan.periode,
        pengusul=pengusul,
        langkah=bekukan(
            bahan.ketentuan.ubah_langkah(daftar_alur.cari(bahan.layanan).tangga(bahan.jenis)), kewenangan.unit
        ),
        templat=bahan.ketentuan.versi_templat(definisi.templat),
        isi=definisi.baku(bahan),
        dokumen=bahan.dokumen,
        syarat_dokumen=_syarat_dokumen(definisi, bahan, profil),
        ketentuan=bahan.ketentuan,
    )


def _syarat_dokumen(definisi: Definisi, bahan: Bahan, profil: ProfilASN) -> tuple[SyaratDokumen, ...]:
    return bahan.ketentuan.syarat_dokumen(bahan.jenis, definisi.dokumen(bahan, profil), definisi.nama_dokumen)


def _kewenangan_beku(berkas: Berkas) -> Kewenangan:
    return Kewenangan(rute=berkas.rute, unit={satu.tempat: satu.unit for satu in berkas.langkah})


def _isian_kurang(definisi: Definisi, bahan: Bahan, profil: ProfilASN) -> list[Kesalahan]:
    kurang = formulir.kekurangan(definisi.formulir(bahan.jenis), bahan.isi)
    return kurang + [
        Kesalahan(bidang=f"isi.{satu.bidang}", sebab=satu.sebab, tindakan=satu.tindakan)
        for satu in definisi.kejanggalan(bahan, profil)
    ]
