"""Peremajaan data: dua puluh tujuh prosedur, wewenang instansi atau BKN, sebagian dengan surat (Kepka BKN 87/2021).

Isiannya satu baris riwayat beserta nilai lama yang dilihat pengusul; akibatnya satu perubahan profil.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from pydantic import BaseModel, JsonValue

from models.aturan import umum
from models.aturan.pmk import periksa_pmk
from models.definisi import Bahan, BedaIsian, Definisi, FaktaAkibat, Kejanggalan, Kewenangan, Naskah
from models.layanan import daftarkan
from models.naskah.peremajaan import susun_pencantuman_gelar, susun_pertek_pmk, susun_sk_pmk
from models.pemeriksaan import Pemeriksaan, Syarat, pemeriksaan
from models.peran import Peran
from models.peremajaan import awal, dokumen, kewenangan
from models.peremajaan.akibat import perubahan_usul, seperti_tercatat
from models.peremajaan.aturan import UsulDiperiksa, bentuk_janggal, janggal
from models.peremajaan.formulir import formulir
from models.peremajaan.prosedur import PROSEDUR
from models.peremajaan.usul import Usul, baca, kunci, perbandingan
from models.perubahan import Perubahan
from models.profil import ProfilASN
from models.referensi import tabel
from models.referensi.dokumen import SyaratDokumen
from models.riwayat.kepangkatan import RiwayatPMK
from models.surat.peremajaan import PENCANTUMAN_GELAR, PERTEK_PMK, SK_PMK, IsiPencantumanGelar, IsiPertekPMK, IsiSkPMK

PEREMAJAAN_DATA: Final = "PeremajaanData"
_SURAT: Final = {kewenangan.GELAR: (PENCANTUMAN_GELAR,), kewenangan.PENINJAUAN: (PERTEK_PMK, SK_PMK)}
"""Rute → surat yang terbit padanya."""
_DITETAPKAN: Final = frozenset({"sebelum_cpns", "belum_diperhitungkan"})
"""Syarat peninjauan masa kerja yang juga diperiksa bila SK-nya sudah ada; selebihnya urusan penetapannya dahulu."""


class DefinisiPeremajaanData(Definisi):
    kode = PEREMAJAAN_DATA
    nama = "Peremajaan data"
    awalan_nomor = "PD"
    jenis = tabel("prosedur_peremajaan")
    satu_terbuka = False
    nama_dokumen = dokumen.NAMA
    rute_tempat = kewenangan.RUTE_TEMPAT
    rute_bawaan = kewenangan.RUTE_BAWAAN
    naskah = (
        Naskah(
            jenis=PENCANTUMAN_GELAR,
            nama="Surat pencantuman gelar",
            penandatangan=Peran.PENANDATANGAN_BKN,
            bentuk_nomor="PG-{urut:06d}/{penerbit}/PD/{tahun}",
            isi=IsiPencantumanGelar,
            susun=seperti_tercatat(susun_pencantuman_gelar),
            kolektif=True,
            kode_arsip="sk_pencantuman_gelar",
        ),
        Naskah(
            jenis=PERTEK_PMK,
            nama="Pertimbangan teknis peninjauan masa kerja",
            penandatangan=Peran.PENANDATANGAN_BKN,
            bentuk_nomor="PT-{urut:06d}/{penerbit}/PMK/{tahun}",
            isi=IsiPertekPMK,
            susun=seperti_tercatat(susun_pertek_pmk),
            kolektif=True,
        ),
        Naskah(
            jenis=SK_PMK,
            nama="Keputusan peninjauan masa kerja",
            penandatangan=Peran.PENANDATANGAN_INSTANSI,
            bentuk_nomor="800.1.3.3/{urut}/{tahun}",
            isi=IsiSkPMK,
            susun=seperti_tercatat(susun_sk_pmk),
            kolektif=True,
            kode_arsip="sk_pmk",
        ),
    )

    def diusulkan_asn(self, jenis: str) -> bool:
        return PROSEDUR[jenis].asn

    def surat(self, jenis: str, rute: str) -> tuple[Naskah, ...]:
        return tuple(satu for satu in self.naskah if satu.jenis in _SURAT.get(rute, ()))

    def formulir(self, jenis: str) -> type[BaseModel]:
        return formulir(jenis)

    def lengkapi(self, bahan: Bahan, perubahan: Mapping[str, JsonValue], profil: ProfilASN) -> dict[str, JsonValue]:
        return awal.lengkapi(bahan.jenis, bahan.isi, perubahan, profil, _hari_ini(bahan))

    def kejanggalan(self, bahan: Bahan, profil: ProfilASN) -> tuple[Kejanggalan, ...]:
        usul = _usul(bahan)
        if usul is None:
            return bentuk_janggal(bahan.isi)
        return janggal(UsulDiperiksa(usul, profil, _hari_ini(bahan), bahan.bersurat))

    def perbandingan(self, bahan: Bahan, profil: ProfilASN) -> tuple[BedaIsian, ...]:
        usul = _usul(bahan)
        return perbandingan(profil, usul, _hari_ini(bahan)) if usul else ()

    def periksa(self, bahan: Bahan, profil: ProfilASN) -> Pemeriksaan:
        usul = _usul(bahan)
        return pemeriksaan(umum.tidak_diblokir(profil), *(_syarat_pmk(usul, profil) if usul else ()))

    def dokumen(self, bahan: Bahan, profil: ProfilASN) -> tuple[SyaratDokumen, ...]:
        usul = _usul(bahan)
        return dokumen.syarat_dokumen(usul) if usul else ()

    def rute_dan_unit(self, bahan: Bahan, profil: ProfilASN) -> Kewenangan | None:
        usul = _usul(bahan)
        if usul is None:
            return None
        rute = kewenangan.rute_usul(self.rute(bahan), usul.kelompok, usul.bidang, terbitkan=usul.terbitkan)
        return kewenangan.kewenangan(rute, bahan.instansi_id, profil)

    def kunci(self, bahan: Bahan) -> frozenset[str]:
        usul = _usul(bahan)
        return kunci(usul) if usul else frozenset()

    def akibat(self, fakta: FaktaAkibat) -> tuple[Perubahan, ...]:
        return perubahan_usul(fakta)


def _usul(bahan: Bahan) -> Usul | None:
    return baca(bahan.jenis, bahan.isi, bahan.usulan_id)


def _hari_ini(bahan: Bahan) -> date:
    if bahan.hari_ini is None:
        raise ValueError("bahan peremajaan data harus menyebut hari_ini")
    return bahan.hari_ini


def _syarat_pmk(usul: Usul, profil: ProfilASN) -> tuple[Syarat, ...]:
    pmk = usul.baru
    if not isinstance(pmk, RiwayatPMK):
        return ()
    lain = profil.model_copy(update={"pmk": tuple(r for r in profil.pmk if r.id != usul.rekam_id)})
    syarat = periksa_pmk(
        lain, pmk.mulai, pmk.selesai, pmk.masa_kerja_tahun, pmk.masa_kerja_bulan, pmk.tmt, swasta=usul.swasta
    )
    return tuple(satu for satu in syarat if usul.terbitkan or satu.kode in _DITETAPKAN)


daftarkan(DefinisiPeremajaanData())
