"""Kartu pustaka: layanan yang hanya hidup di folder uji, dari satu berkas ini dan satu templat.

Bukti bahwa layanan baru tidak menyunting berkas lain: kotak masuk, API, tenggat, surat, dan jejaknya datang sendiri.
"""

from datetime import date
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from temporalio import workflow

from models.aturan import umum
from models.definisi import Bahan, Definisi, FaktaSurat, Kewenangan, Naskah
from models.langkah import PENGAJUAN, JenisPutusan, Langkah, Tempat, Terbitan
from models.layanan import daftarkan
from models.naskah.umum import bagian_umum
from models.pemeriksaan import Pemeriksaan, pemeriksaan
from models.peran import Peran, unit_instansi
from models.profil import ProfilASN
from models.referensi import KedudukanHukum
from models.referensi.dokumen import NAMA_DOKUMEN, SyaratDokumen
from models.surat import Bernama, Isian, IsiSurat
from models.usulan import Berkas, Hasil
from workflows.langkah import LANGKAH_BERSAMA
from workflows.usulan import AlurUsulan

MS, BTS, TMS = JenisPutusan.MS, JenisPutusan.BTS, JenisPutusan.TMS
SETUJU, TOLAK = JenisPutusan.SETUJU, JenisPutusan.TOLAK


class IsianKartu(BaseModel):
    model_config = ConfigDict(extra="forbid")

    berlaku_sampai: date = Field(description="Hari terakhir kartu berlaku")
    koleksi: str = Field(description="Koleksi yang dipinjam", min_length=1, max_length=100)


class IsiKartu(IsiSurat):
    jenis: Literal["kartu_pustaka"] = "kartu_pustaka"
    templat: str = "kartu_pustaka"
    koleksi: Isian
    berlaku_sampai: date


def susun_kartu(fakta: FaktaSurat) -> IsiKartu:
    isian = IsianKartu.model_validate(fakta.isi)
    return IsiKartu(**bagian_umum(fakta), asn=(Bernama(nama=fakta.profil.nama_lengkap),), **isian.model_dump())


class DefinisiKartuPustaka(Definisi):
    kode = "KartuPustaka"
    nama = "Kartu pustaka"
    awalan_nomor = "PUS"
    jenis = MappingProxyType({"baru": "Kartu baru", "hilang": "Pengganti kartu hilang"})
    rute_tempat = MappingProxyType({"pustaka": frozenset({Tempat.PENETAP})})
    nama_dokumen = MappingProxyType(
        {"pas_foto": NAMA_DOKUMEN["pas_foto"], "laporan_kehilangan": "Laporan kehilangan kartu"}
    )
    naskah = (
        Naskah(
            jenis="kartu_pustaka",
            nama="Kartu pustaka",
            penandatangan=Peran.PENANDATANGAN_INSTANSI,
            bentuk_nomor="PUS/{urut}/{penerbit}/{tahun}",
            isi=IsiKartu,
            susun=susun_kartu,
        ),
    )

    def diusulkan_asn(self, jenis: str) -> bool:
        return jenis == "hilang"

    def formulir(self, jenis: str) -> type[BaseModel]:
        return IsianKartu

    def periksa(self, bahan: Bahan, profil: ProfilASN) -> Pemeriksaan:
        return pemeriksaan(umum.tidak_diblokir(profil), umum.kedudukan(profil, KedudukanHukum.AKTIF))

    def dokumen(self, bahan: Bahan, profil: ProfilASN) -> tuple[SyaratDokumen, ...]:
        hilang = (self.diminta("laporan_kehilangan"),) if bahan.jenis == "hilang" else ()
        return (self.diminta("pas_foto"), *hilang)

    def rute_dan_unit(self, bahan: Bahan, profil: ProfilASN) -> Kewenangan:
        return Kewenangan(rute="pustaka", unit={Tempat.PENETAP: unit_instansi(bahan.instansi_id)})


PEMERIKSAAN = Langkah(
    kode="pemeriksaan_pustaka",
    nama="Pemeriksaan pustaka",
    peran=Peran.VERIFIKATOR_INSTANSI,
    tempat=Tempat.INSTANSI,
    hari_kerja=3,
    atasan=Peran.ADMIN_INSTANSI,
    putusan=(MS, BTS, TMS),
    beda_orang=(PENGAJUAN,),
    status=2,
)
KARTU = Terbitan(
    jenis="kartu_pustaka",
    paraf=Langkah(
        kode="paraf_kartu",
        nama="Paraf kartu",
        peran=Peran.PARAF_INSTANSI,
        tempat=Tempat.PENETAP,
        hari_kerja=1,
        atasan=Peran.ADMIN_INSTANSI,
        putusan=(SETUJU, TOLAK),
    ),
    tte=Langkah(
        kode="tte_kartu",
        nama="Tanda tangan kartu",
        peran=Peran.PENANDATANGAN_INSTANSI,
        tempat=Tempat.PENETAP,
        hari_kerja=1,
        atasan=Peran.ADMIN_INSTANSI,
        putusan=(TOLAK,),
        tanda_tangan=True,
    ),
    status_draf=10,
    status_tertanda=49,
    status_terbit=32,
)


@workflow.defn(name="KartuPustaka")
class KartuPustaka(AlurUsulan):
    terbitan = (KARTU,)
    langkah = (PEMERIKSAAN, *KARTU.langkah, *LANGKAH_BERSAMA)

    @workflow.init
    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)

    @workflow.run
    async def run(self, berkas: Berkas) -> Hasil:
        return await self.jalani()

    async def prosedur(self) -> None:
        await self.sampai_beres(PEMERIKSAAN)
        await self.terbitkan(KARTU, bila_ditolak=PEMERIKSAAN)


daftarkan(DefinisiKartuPustaka())
