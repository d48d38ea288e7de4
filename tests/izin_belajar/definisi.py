"""Izin belajar: PNS belajar di luar jam kerja dengan biaya sendiri, diizinkan PPK instansinya (SE MenPANRB 28/2021)."""

from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from models.aturan import umum
from models.definisi import Bahan, Definisi, FaktaSurat, Kewenangan, Naskah
from models.langkah import Tempat
from models.layanan import daftarkan
from models.naskah.umum import bagian_umum, baris_orang
from models.pemeriksaan import Pemeriksaan, pemeriksaan
from models.peran import Peran, unit_instansi
from models.profil import ProfilASN
from models.referensi import KedudukanHukum, nama_kode
from models.referensi.dokumen import NAMA_DOKUMEN, SyaratDokumen
from models.referensi.isian import Kode
from models.surat import BarisOrang, Isian, IsiSurat


class IsianIzin(BaseModel):
    model_config = ConfigDict(extra="forbid")

    tingkat_id: Annotated[str, Kode("tingkat_pendidikan")] = Field(description="Tingkat pendidikan")
    program_studi: str = Field(description="Program studi", min_length=3, max_length=200)
    perguruan_tinggi: str = Field(description="Perguruan tinggi", min_length=3, max_length=200)
    mulai: date = Field(description="Awal perkuliahan")


class IsiIzinBelajar(IsiSurat):
    """Surat izin belajar dari PPK kepada seorang PNS."""

    jenis: Literal["izin_belajar"] = "izin_belajar"
    templat: str = "izin_belajar"
    versi: int = Field(default=1, ge=1)
    asn: tuple[BarisOrang, ...] = Field(min_length=1)
    tingkat: Isian
    program_studi: Isian
    perguruan_tinggi: Isian
    mulai: date


def susun_izin(fakta: FaktaSurat) -> IsiIzinBelajar:
    isian = IsianIzin.model_validate(fakta.isi)
    return IsiIzinBelajar(
        **bagian_umum(fakta),
        asn=(BarisOrang(**baris_orang(fakta.profil, fakta.tanggal)),),
        tingkat=nama_kode("tingkat_pendidikan", isian.tingkat_id),
        **isian.model_dump(exclude={"tingkat_id"}),
    )


class IzinBelajar(Definisi):
    kode = "IzinBelajar"
    nama = "Izin belajar"
    awalan_nomor = "IB"
    jenis = MappingProxyType({"mandiri": "Biaya sendiri", "beasiswa": "Beasiswa tanpa tugas belajar"})
    rute_tempat = MappingProxyType({"instansi": frozenset({Tempat.PENETAP})})
    nama_dokumen = MappingProxyType(
        {
            "surat_diterima": "Surat keterangan diterima dari perguruan tinggi",
            "akreditasi_prodi": NAMA_DOKUMEN["akreditasi_prodi"],
            "sk_tugas_belajar": NAMA_DOKUMEN["sk_tugas_belajar"],
        }
    )
    naskah = (
        Naskah(
            jenis="izin_belajar",
            nama="Surat izin belajar",
            penandatangan=Peran.PENANDATANGAN_INSTANSI,
            bentuk_nomor="800.1.11.2/{urut}/{penerbit}/{tahun}",
            isi=IsiIzinBelajar,
            susun=susun_izin,
            kode_arsip="sk_tugas_belajar",
        ),
    )

    def diusulkan_asn(self, jenis: str) -> bool:
        return True

    def formulir(self, jenis: str) -> type[BaseModel]:
        return IsianIzin

    def periksa(self, bahan: Bahan, profil: ProfilASN) -> Pemeriksaan:
        return pemeriksaan(
            umum.tidak_diblokir(profil),
            umum.kedudukan(profil, KedudukanHukum.AKTIF),
            umum.masa_pns(profil, bahan.periode, 1, "SE MenPANRB 28/2021"),
            umum.tanpa_hukdis(profil, bahan.periode),
        )

    def dokumen(self, bahan: Bahan, profil: ProfilASN) -> tuple[SyaratDokumen, ...]:
        return (self.diminta("surat_diterima"), self.diminta("akreditasi_prodi", wajib=False))

    def rute_dan_unit(self, bahan: Bahan, profil: ProfilASN) -> Kewenangan:
        return Kewenangan(rute="instansi", unit={Tempat.PENETAP: unit_instansi(bahan.instansi_id)})


daftarkan(IzinBelajar())
