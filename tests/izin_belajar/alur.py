"""Izin belajar: diverifikasi dan disetujui instansinya, lalu ditandatangani PPK tanpa paraf."""

from temporalio import workflow

from models.langkah import PENGAJUAN, JenisPutusan, Langkah, Tempat, Terbitan
from models.peran import Peran
from models.usulan import Berkas, Hasil
from workflows.langkah import LANGKAH_BERSAMA
from workflows.usulan import AlurUsulan

VERIFIKASI = Langkah(
    kode="verifikasi_izin",
    nama="Verifikasi izin belajar",
    peran=Peran.VERIFIKATOR_INSTANSI,
    tempat=Tempat.INSTANSI,
    hari_kerja=3,
    atasan=Peran.ADMIN_INSTANSI,
    putusan=(JenisPutusan.MS, JenisPutusan.BTS, JenisPutusan.TMS),
    beda_orang=(PENGAJUAN,),
    status=2,
    status_putusan={JenisPutusan.TMS: 6},
)
IZIN = Terbitan(
    jenis="izin_belajar",
    tte=Langkah(
        kode="tte_izin",
        nama="Tanda tangan izin belajar",
        peran=Peran.PENANDATANGAN_INSTANSI,
        tempat=Tempat.PENETAP,
        hari_kerja=2,
        atasan=Peran.ADMIN_INSTANSI,
        putusan=(JenisPutusan.TOLAK,),
        beda_orang=(PENGAJUAN, "verifikasi_izin"),
        tanda_tangan=True,
        status=36,
    ),
    status_draf=10,
    status_tertanda=49,
    status_terbit=32,
)


@workflow.defn(name="IzinBelajar")
class IzinBelajar(AlurUsulan):
    langkah = (VERIFIKASI, *IZIN.langkah, *LANGKAH_BERSAMA)
    terbitan = (IZIN,)

    @workflow.init
    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)

    @workflow.run
    async def run(self, berkas: Berkas) -> Hasil:
        return await self.jalani()

    async def prosedur(self) -> None:
        await self.sampai_beres(VERIFIKASI)
        await self.terbitkan(IZIN, bila_ditolak=VERIFIKASI)
