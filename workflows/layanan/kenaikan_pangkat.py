"""Kenaikan pangkat (PP 99/2000 jo. PP 12/2002; Perban BKN 4/2025): sampai ditetapkan PPK, atau Presiden."""

from temporalio import workflow

from models.langkah import PENGAJUAN, JenisPutusan, KeputusanLuar, Langkah, Tempat, Terbitan
from models.layanan.kenaikan_pangkat import PRESIDEN
from models.peran import Peran
from models.referensi.status import StatusSIASN as S
from models.surat.kp import PERTEK_KP, SK_KP
from models.usulan import Berkas, Hasil
from workflows.langkah import LANGKAH_BERSAMA
from workflows.usulan import AlurUsulan

MS, BTS, TMS = JenisPutusan.MS, JenisPutusan.BTS, JenisPutusan.TMS
SETUJU, TOLAK, ULANGI = JenisPutusan.SETUJU, JenisPutusan.TOLAK, JenisPutusan.ULANGI

VERIFIKASI_INSTANSI = Langkah(
    kode="verifikasi_instansi",
    nama="Verifikasi instansi",
    peran=Peran.VERIFIKATOR_INSTANSI,
    tempat=Tempat.INSTANSI,
    hari_kerja=2,
    atasan=Peran.ADMIN_INSTANSI,
    putusan=(MS, BTS, TMS),
    beda_orang=(PENGAJUAN,),
    status=S.BERKAS_DISIMPAN_TERVERIFIKASI,
    status_putusan={MS: S.SURAT_USULAN, TMS: S.TIDAK_MEMENUHI_SYARAT},
)
PERSETUJUAN = Langkah(
    kode="persetujuan",
    nama="Persetujuan usul",
    peran=Peran.APPROVER_INSTANSI,
    tempat=Tempat.INSTANSI,
    hari_kerja=2,
    atasan=Peran.ADMIN_INSTANSI,
    putusan=(SETUJU, BTS, TMS),
    beda_orang=(PENGAJUAN, "verifikasi_instansi"),
    status=S.APPROVAL_SURAT_USULAN,
    status_putusan={SETUJU: S.MENUNGGU_LAYANAN, TMS: S.TIDAK_MEMENUHI_SYARAT},
    menyetujui_usul=True,
)
PERSETUJUAN_PERBAIKAN = PERSETUJUAN.model_copy(
    update={
        "kode": "persetujuan_perbaikan",
        "nama": "Persetujuan perbaikan",
        "status": S.PERBAIKAN_DOKUMEN_MENUNGGU_APPROVAL,
    }
)
VALIDASI_BKN = Langkah(
    kode="validasi_bkn",
    nama="Validasi BKN",
    peran=Peran.VERIFIKATOR_BKN,
    tempat=Tempat.VALIDASI,
    hari_kerja=2,
    atasan=Peran.PARAF_BKN,
    putusan=(MS, BTS, TMS),
    beda_orang=(PENGAJUAN, "verifikasi_instansi", "persetujuan", "persetujuan_perbaikan", "paraf_pertek"),
    status=S.TERIMA_USULAN,
    status_putusan={MS: S.BERKAS_DISETUJUI, BTS: S.VALIDASI_USULAN_PERBAIKAN_DOKUMEN, TMS: S.TIDAK_MEMENUHI_SYARAT},
)
PERTEK = Terbitan(
    jenis=PERTEK_KP,
    paraf=Langkah(
        kode="paraf_pertek",
        nama="Paraf pertek",
        peran=Peran.PARAF_BKN,
        tempat=Tempat.VALIDASI,
        hari_kerja=1,
        atasan=Peran.PENANDATANGAN_BKN,
        putusan=(SETUJU, TOLAK),
        beda_orang=("validasi_bkn",),
        status=S.MENUNGGU_PARAF_PARAF_PERTEK,
        status_putusan={SETUJU: S.SDH_DI_PARAF_PERTEK, TOLAK: S.MENUNGGU_PARAF_GAGAL_PARAF_PERTEK},
    ),
    tte=Langkah(
        kode="tte_pertek",
        nama="Tanda tangan pertek",
        peran=Peran.PENANDATANGAN_BKN,
        tempat=Tempat.VALIDASI,
        hari_kerja=1,
        atasan=Peran.PENGAWAS,
        putusan=(TOLAK,),
        beda_orang=("validasi_bkn", "paraf_pertek"),
        tanda_tangan=True,
        status=S.MENUNGGU_TANDA_TANGAN_TTD_PERTEK,
        status_putusan={TOLAK: S.BERKAS_DITOLAK_TTD_PERTEK},
    ),
    status_draf=S.BERKAS_DISETUJUI,
    status_tertanda=S.SDH_DI_TTD_PERTEK,
    status_terbit=S.SURAT_KELUAR,
)
PERIKSA_ULANG_SK = Langkah(
    kode="periksa_ulang_sk",
    nama="Pemeriksaan ulang konsep SK",
    peran=Peran.APPROVER_INSTANSI,
    tempat=Tempat.PENETAP,
    hari_kerja=2,
    atasan=Peran.ADMIN_INSTANSI,
    putusan=(SETUJU,),
    beda_orang=("paraf_sk", "tte_sk"),
    status=S.MENUNGGU_BUAT_SK,
    keterangan=(
        "Setujui bila konsep SK dapat diparaf lagi. Bila perteknya yang keliru, ajukan perbaikan atau pembatalan "
        "pertek; tugas ini tetap terbuka sampai koreksinya terbit."
    ),
)
SK = Terbitan(
    jenis=SK_KP,
    paraf=Langkah(
        kode="paraf_sk",
        nama="Paraf SK",
        peran=Peran.PARAF_INSTANSI,
        tempat=Tempat.PENETAP,
        hari_kerja=1,
        atasan=Peran.PENANDATANGAN_INSTANSI,
        putusan=(SETUJU, TOLAK),
        beda_orang=(PENGAJUAN, "periksa_ulang_sk"),
        status=S.MENUNGGU_SK_PARAF_TTE,
        status_putusan={SETUJU: S.SETUJU_PARAF_SK, TOLAK: S.TOLAK_PARAF_SK},
    ),
    tte=Langkah(
        kode="tte_sk",
        nama="Tanda tangan SK",
        peran=Peran.PENANDATANGAN_INSTANSI,
        tempat=Tempat.PENETAP,
        hari_kerja=1,
        atasan=Peran.ADMIN_INSTANSI,
        putusan=(TOLAK,),
        beda_orang=(PENGAJUAN, "paraf_sk"),
        tanda_tangan=True,
        status=S.MENUNGGU_TTD_SK_INSTANSI,
        status_putusan={TOLAK: S.TOLAK_TTD_SK_INSTANSI},
    ),
    status_draf=S.CETAK_SK,
    status_tertanda=S.SUDAH_TTD_SK,
    status_terbit=S.PEMBUATAN_SK_BERHASIL,
)
KEPUTUSAN_PRESIDEN = KeputusanLuar(
    tunggu=Langkah(
        kode="keputusan_presiden",
        nama="Menunggu Keputusan Presiden",
        peran=Peran.VERIFIKATOR_BKN,
        tempat=Tempat.PENERIMA,
        hari_kerja=30,
        atasan=Peran.ADMINISTRATOR,
        keputusan_luar=True,
        status=S.MENUNGGU_TTD_SK,
        keterangan=(
            "Keputusan Presiden datang sendiri dari Sekretariat Negara. Bila diterima dengan jalan lain, unggah PDF "
            "yang ditandatangani itu pada tugas ini."
        ),
    ),
    keliru=Langkah(
        kode="keputusan_keliru",
        nama="Keputusan Presiden tidak cocok",
        peran=Peran.ADMINISTRATOR,
        tempat=Tempat.PENERIMA,
        hari_kerja=2,
        atasan=Peran.PENGAWAS,
        putusan=(ULANGI,),
        keputusan_luar=True,
    ),
    status_terbit=S.PEMBUATAN_SK_BERHASIL,
)
PROFIL_DIPERBARUI = S.TELAH_UPDATE_DI_PROFILE_PNS


@workflow.defn(name="KenaikanPangkat")
class KenaikanPangkat(AlurUsulan):
    terbitan = (PERTEK, SK, KEPUTUSAN_PRESIDEN)
    langkah = (
        VERIFIKASI_INSTANSI,
        PERSETUJUAN,
        VALIDASI_BKN,
        PERSETUJUAN_PERBAIKAN,
        *PERTEK.langkah,
        *SK.langkah,
        PERIKSA_ULANG_SK,
        *KEPUTUSAN_PRESIDEN.langkah,
        *LANGKAH_BERSAMA,
    )

    @workflow.init
    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)

    @workflow.run
    async def run(self, berkas: Berkas) -> Hasil:
        return await self.jalani()

    async def prosedur(self) -> None:
        await self.sampai_beres(VERIFIKASI_INSTANSI)
        await self.sampai_beres(PERSETUJUAN, setelah_perbaikan=(VERIFIKASI_INSTANSI,))
        await self.sampai_beres(VALIDASI_BKN, setelah_perbaikan=(PERSETUJUAN_PERBAIKAN,))
        await self.terbitkan(PERTEK, bila_ditolak=VALIDASI_BKN, setelah_perbaikan=(PERSETUJUAN_PERBAIKAN,))
        if self.berkas.rute == PRESIDEN:
            sk = await self.terima(KEPUTUSAN_PRESIDEN)
        else:
            sk = await self.terbitkan(SK, bila_ditolak=PERIKSA_ULANG_SK)
        await self.perbarui_profil(sk, status=PROFIL_DIPERBARUI)
