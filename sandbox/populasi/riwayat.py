"""Dari perjalanan karier ke baris riwayat bernomor, seperti tercatat di SIASN."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid5

from models.aturan.gaji import gaji_pokok
from models.aturan.masa_kerja import MasaKerja, bulan_antara, sesudah_naik
from models.profil import (
    JenisUjian,
    RiwayatAngkaKredit,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatPendidikan,
    RiwayatSKP,
    RiwayatUjian,
)
from models.referensi import Golongan, JenisJabatan, JenisKP, Predikat
from sandbox.populasi.ijazah import MAGISTER, SARJANA, Ijazah
from sandbox.populasi.karier import Karier
from sandbox.populasi.tempat import Tempat, Unor

GAJI_BERLAKU = date(2024, 1, 1)
"""Gaji pokok sebelum PP 5/2024 tidak tercatat: tabelnya bukan yang dimuat di sini."""
_TAHUN_SKP = 7


@dataclass(frozen=True)
class Pencatat:
    """Memberi id, nomor, dan tanggal surat pada riwayat seorang ASN."""

    asn_id: UUID
    tempat: Tempat
    unor: Unor
    acak: Random
    pada: date

    def id(self, jenis: str, ke: object) -> UUID:
        return uuid5(self.asn_id, f"{jenis}:{ke}")

    def nomor(self, klasifikasi: str, tahun: int) -> str:
        return f"{klasifikasi}/{self.acak.randint(100, 9899)}/{self.tempat.kode_surat}/{tahun}"

    def sebelum(self, tanggal: date, paling_lama: int) -> date:
        return tanggal - timedelta(days=self.acak.randint(4, paling_lama))

    def golongan(self, karier: Karier) -> Iterator[RiwayatGolongan]:
        """Masa kerja golongan bertambah menurut waktu dan dipotong saat pindah golongan."""
        masa, lalu = MasaKerja(tahun=0), karier.pangkat[0]
        for ke, pangkat in enumerate(karier.pangkat):
            masa = sesudah_naik(masa.tambah(bulan_antara(lalu.tmt, pangkat.tmt)), lalu.golongan, pangkat.golongan)
            tanggal_sk = self.sebelum(pangkat.tmt, 45)
            pengadaan = pangkat.jenis is JenisKP.PENGADAAN
            yield RiwayatGolongan(
                id=self.id("golongan", ke),
                golongan=pangkat.golongan,
                tmt=pangkat.tmt,
                masa_kerja_tahun=masa.tahun,
                masa_kerja_bulan=masa.bulan,
                jenis_kp=pangkat.jenis,
                nomor_sk=self.nomor("800.1.2.2" if pengadaan else "800.1.3.2", tanggal_sk.year),
                tanggal_sk=tanggal_sk,
                nomor_pertek=f"{'AG' if pengadaan else 'PG'}-{self.acak.randint(10**10, 10**11 - 1)}",
                tanggal_pertek=self.sebelum(tanggal_sk, 20),
                gaji_pokok=gaji_pokok(pangkat.golongan, masa) if pangkat.tmt >= GAJI_BERLAKU else None,
            )
            lalu = pangkat

    def jabatan(self, karier: Karier) -> Iterator[RiwayatJabatan]:
        for ke, jabatan in enumerate(karier.jabatan):
            yield RiwayatJabatan(
                id=self.id("jabatan", ke),
                **jabatan._asdict(),
                unor_id=self.tempat.unor_id(self.unor),
                unor_nama=self.unor.nama,
                satuan_kerja=self.tempat.nama,
                nomor_sk=self.nomor("800.1.3.3", jabatan.tmt.year),
                tanggal_sk=self.sebelum(jabatan.tmt, 12),
                tanggal_pelantikan=None if jabatan.jenis is JenisJabatan.PELAKSANA else jabatan.tmt,
            )

    def pendidikan(self, ijazah: tuple[Ijazah, ...]) -> Iterator[RiwayatPendidikan]:
        for ke, satu in enumerate(ijazah):
            yield RiwayatPendidikan(
                id=self.id("pendidikan", ke),
                tingkat_id=satu.program.tingkat_id,
                pendidikan_id=satu.program.id,
                nama=satu.program.nama,
                sekolah=satu.sekolah,
                tahun_lulus=satu.lulus.year,
                tanggal_lulus=satu.lulus,
                nomor_ijazah=f"{self.acak.randint(10**6, 10**7 - 1)}/{satu.lulus.year}",
                akreditasi=satu.akreditasi,
                gelar_depan=satu.program.gelar_depan,
                gelar_belakang=satu.program.gelar,
            )

    def skp(self, predikat: Mapping[int, Predikat], dari: int, sampai: int) -> Iterator[RiwayatSKP]:
        for tahun in range(max(dari, sampai - _TAHUN_SKP + 1), sampai + 1):
            yield RiwayatSKP(
                id=self.id("skp", tahun),
                tahun=tahun,
                predikat=predikat.get(tahun, Predikat.BAIK),
                pejabat_penilai=self.unor.pimpinan,
            )

    def angka_kredit(self, karier: Karier) -> Iterator[RiwayatAngkaKredit]:
        for ke, kredit in enumerate(karier.kredit):
            nomor_sk = self.nomor("800.1.3.1", kredit.tanggal.year)
            yield RiwayatAngkaKredit(id=self.id("kredit", ke), nomor_sk=nomor_sk, **kredit._asdict())

    def ujian(self, karier: Karier, ijazah: tuple[Ijazah, ...]) -> Iterator[RiwayatUjian]:
        """Latsar, ujian dinas yang tidak dibebaskan ijazah, dan pelatihan kepemimpinan sesuai eselon."""
        yield from self._lulus(JenisUjian.LATSAR, karier.pangkat[0].tmt, 8)
        for pangkat in karier.pangkat:
            tertinggi = max(i.program.tingkat_id for i in ijazah if i.lulus <= max(pangkat.tmt, karier.pangkat[0].tmt))
            if pangkat.golongan is Golongan.II_D and tertinggi < SARJANA:
                yield from self._lulus(JenisUjian.UJIAN_DINAS_I, pangkat.tmt, 6)
            if pangkat.golongan is Golongan.III_D and tertinggi < MAGISTER:
                yield from self._lulus(JenisUjian.UJIAN_DINAS_II, pangkat.tmt, 6)
        for eselon, jenis in (("IV", JenisUjian.PKP), ("III", JenisUjian.PKA)):
            duduk = next((j.tmt for j in karier.jabatan if (j.eselon or "").startswith(f"{eselon}.")), None)
            if duduk:
                yield from self._lulus(jenis, duduk, 5)

    def _lulus(self, jenis: JenisUjian, sejak: date, bulan: int) -> Iterator[RiwayatUjian]:
        tanggal = sejak + timedelta(days=30 * bulan + self.acak.randint(0, 60))
        if tanggal <= self.pada:
            nomor = self.nomor("800.2.3", tanggal.year)
            yield RiwayatUjian(id=self.id("ujian", jenis), jenis=jenis, tanggal=tanggal, nomor=nomor)
