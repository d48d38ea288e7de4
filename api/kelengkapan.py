"""Siapkah sebuah konsep diajukan: isian, dokumen, syarat, periode, dan kewenangannya, dengan sebab tiap kekurangan."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue

from api import formulir
from api.masalah import JenisMasalah, Kesalahan, Masalah
from models.aturan.hasil import HasilPemeriksaan, Kewenangan, MasukanKP
from models.aturan.kewenangan import kewenangan_kp
from models.aturan.kp import periksa
from models.keputusan import Pelaku
from models.langkah import Tempat, bekukan
from models.peran import BKN_PUSAT, unit_instansi
from models.profil import ProfilASN
from models.referensi import JenisJabatan, JenisKP, dokumen_kp
from models.referensi.tanggal import tulis_tanggal
from models.usulan import Berkas, Layanan
from workflows import layanan as daftar_layanan


class BahanUsulan(BaseModel):
    """Yang sudah terisi pada sebuah konsep atau tugas perbaikan."""

    usulan_id: UUID
    layanan: Layanan
    jenis: JenisKP
    instansi_id: str
    periode: date
    isi: dict[str, JsonValue]
    dokumen: dict[str, UUID]


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
    pemeriksaan: HasilPemeriksaan = Field(description="Syarat demi syarat, dengan alasan dan dasar hukumnya.")
    dokumen: list[DokumenDiminta]
    periode: KeadaanPeriode
    kewenangan: Kewenangan | None
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
    JenisMasalah.TIDAK_MEMENUHI_SYARAT: "ASN ini belum memenuhi syarat kenaikan pangkat pada periode itu.",
    JenisMasalah.BELUM_LENGKAP: "Ada dokumen wajib yang belum dilampirkan.",
    JenisMasalah.PERIODE_DITUTUP: "Periode itu tidak sedang menerima usul.",
    JenisMasalah.BELUM_DILAYANI: "Kenaikan pangkat ini ditetapkan Presiden lewat Sekretariat Negara.",
}


def periksa_kelengkapan(bahan: BahanUsulan, profil: ProfilASN, tutup: date | None) -> Kelengkapan:
    """``tutup``: hari terakhir periodenya menerima usul, kosong bila tidak terbuka."""
    halangan = [Halangan(jenis=JenisMasalah.ISIAN_TIDAK_SAH, **k.model_dump()) for k in _isian_kurang(bahan, profil)]
    masukan = MasukanKP() if halangan else MasukanKP.model_validate(bahan.isi)
    pemeriksaan = periksa(profil, bahan.jenis, bahan.periode, masukan)
    halangan += [
        Halangan(
            jenis=JenisMasalah.TIDAK_MEMENUHI_SYARAT,
            bidang=syarat.kode,
            sebab=f"{syarat.nama}: {syarat.alasan}",
            tindakan=f"Dasar hukum: {syarat.dasar_hukum}",
        )
        for syarat in pemeriksaan.kurang
    ]
    dokumen = _dokumen_diminta(bahan, profil, pemeriksaan)
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
    if tutup is None:
        sebab = f"Periode {tulis_tanggal(bahan.periode)} tidak terbuka."
        halangan.append(Halangan(jenis=JenisMasalah.PERIODE_DITUTUP, bidang="periode", sebab=sebab))
    kewenangan = _kewenangan(bahan, profil, pemeriksaan)
    if kewenangan is not None and kewenangan.penetap == "presiden":
        sebab = "Golongan IV/c ke atas dan JF ahli utama belum dilayani sistem ini."
        halangan.append(Halangan(jenis=JenisMasalah.BELUM_DILAYANI, bidang="jenis", sebab=sebab))
    return Kelengkapan(
        siap=not halangan,
        pemeriksaan=pemeriksaan,
        dokumen=dokumen,
        periode=KeadaanPeriode(periode=bahan.periode, terbuka=tutup is not None, tutup=tutup),
        kewenangan=kewenangan,
        halangan=halangan,
    )


def bekukan_berkas(bahan: BahanUsulan, asn_id: UUID, pengusul: Pelaku, kewenangan: Kewenangan) -> Berkas:
    """Berkas beku dari bahan yang sudah lengkap: tangga langkah dengan unit nyata, dan versi templat hari ini."""
    kelas = daftar_layanan.cari(bahan.layanan)
    unit = {
        Tempat.INSTANSI: unit_instansi(bahan.instansi_id),
        Tempat.VALIDASI: kewenangan.unit_validasi,
        Tempat.PENETAP: kewenangan.unit_sk,
        Tempat.BKN: BKN_PUSAT,
    }
    return Berkas(
        usulan_id=bahan.usulan_id,
        layanan=bahan.layanan,
        jenis=bahan.jenis.value,
        instansi_id=bahan.instansi_id,
        asn_id=asn_id,
        periode=bahan.periode,
        pengusul=pengusul,
        langkah=bekukan(kelas.langkah, unit),
        templat=kelas.templat,
        isi=MasukanKP.model_validate(bahan.isi).model_dump(mode="json", exclude_none=True),
        dokumen=bahan.dokumen,
    )


def _isian_kurang(bahan: BahanUsulan, profil: ProfilASN) -> list[Kesalahan]:
    kurang = formulir.kekurangan(bahan.layanan, bahan.isi)
    pilihan = bahan.isi.get("pendidikan_id")
    if pilihan is not None and all(str(satu.id) != str(pilihan) for satu in profil.pendidikan):
        sebab = "Ijazah itu tidak ada di riwayat pendidikan."
        kurang.append(Kesalahan(bidang="isi.pendidikan_id", sebab=sebab, tindakan="Pilih salah satu riwayatnya."))
    return kurang


def _dokumen_diminta(bahan: BahanUsulan, profil: ProfilASN, hasil: HasilPemeriksaan) -> list[DokumenDiminta]:
    """Kosong selama golongan tujuannya belum dapat ditentukan; syaratnya menjelaskan sebabnya."""
    if hasil.golongan_tujuan is None:
        return []
    jabatan = profil.jabatan_pada(bahan.periode)
    jenis_jabatan, jenjang = (jabatan.jenis, jabatan.jenjang) if jabatan else (JenisJabatan.PELAKSANA, None)
    diminta = dokumen_kp(bahan.jenis, hasil.golongan_tujuan, jenis_jabatan, jenjang)
    return [DokumenDiminta(**satu._asdict(), dokumen_id=bahan.dokumen.get(satu.kode)) for satu in diminta]


def _kewenangan(bahan: BahanUsulan, profil: ProfilASN, hasil: HasilPemeriksaan) -> Kewenangan | None:
    if hasil.golongan_tujuan is None:
        return None
    jabatan = profil.jabatan_pada(bahan.periode)
    return kewenangan_kp(bahan.instansi_id, hasil.golongan_tujuan, jabatan.jenjang if jabatan else None)
