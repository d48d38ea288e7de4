"""Rekaman kenaikan pangkat, terbuka dan tertutup, pada tiap keadaannya."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from models.keputusan import Alasan, Penahanan, Penarikan
from models.langkah import JenisPutusan
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.peran import Peran
from tests.cerita.dunia import Dunia, berkas, orang
from tests.cerita.presiden import BEDA, KELIRU, berkas_presiden, datang, sampai_menunggu
from tests.riwayat.perekam import Perekam, satu_usulan

ALASAN = (Alasan(sasaran="dokumen", kode="realisasi_skp_2_tahun", alasan="dokumen_tidak_terbaca"),)


async def _sampai_sk(d: Dunia) -> None:
    await d.sampai_pertek()
    await d.terbitkan("pertek")


async def terbuka_verifikasi(d: Dunia) -> None:
    await d.tunggu("verifikasi_instansi")


async def terbuka_persetujuan(d: Dunia) -> None:
    await d.putus("verifikasi_instansi", JenisPutusan.MS)
    await d.tunggu("persetujuan")


async def terbuka_validasi(d: Dunia) -> None:
    await d.sampai_validasi()
    await d.tunggu("validasi_bkn")


async def terbuka_paraf_pertek(d: Dunia) -> None:
    await d.sampai_pertek()
    await d.tunggu("paraf_pertek")


async def terbuka_tte_pertek(d: Dunia) -> None:
    await d.sampai_pertek()
    await d.putus("paraf_pertek", JenisPutusan.SETUJU)
    await d.tunggu("tte_pertek")


async def terbuka_paraf_sk(d: Dunia) -> None:
    await _sampai_sk(d)
    await d.tunggu("paraf_sk")


async def terbuka_tte_sk(d: Dunia) -> None:
    await _sampai_sk(d)
    await d.putus("paraf_sk", JenisPutusan.SETUJU)
    await d.tunggu("tte_sk")


async def dikembalikan_bkn(d: Dunia) -> None:
    await d.sampai_validasi()
    await d.putus("validasi_bkn", JenisPutusan.BTS, alasan=ALASAN)
    await d.tunggu("perbaikan")


async def terlambat_dieskalasi(d: Dunia) -> None:
    await d.tunggu("verifikasi_instansi")
    await d.maju(10)
    await d.tunggu("verifikasi_instansi")


async def ditahan(d: Dunia) -> None:
    await d.tunggu("verifikasi_instansi")
    await d.alur.execute_update("tahan", Penahanan(alasan="Pemblokiran.", pelaku=orang(Peran.ADMINISTRATOR)))


async def paraf_ditolak(d: Dunia) -> None:
    await d.sampai_pertek()
    await d.putus("paraf_pertek", JenisPutusan.TOLAK, alasan=ALASAN)
    await d.tunggu("validasi_bkn")


async def tms(d: Dunia) -> None:
    await d.sampai_validasi()
    await d.putus("validasi_bkn", JenisPutusan.TMS, alasan=ALASAN)
    await d.hasil()


async def ditarik(d: Dunia) -> None:
    await d.sampai_validasi()
    await d.alur.execute_update("tarik", Penarikan(alasan="Keliru.", pelaku=orang(Peran.OPERATOR)))
    await d.hasil()


async def selesai_setelah_bts(d: Dunia) -> None:
    await d.putus("verifikasi_instansi", JenisPutusan.BTS, alasan=ALASAN)
    await d.perbaiki()
    await _sampai_sk(d)
    await d.terbitkan("sk")
    await d.hasil()


async def terbuka_keputusan_presiden(d: Dunia) -> None:
    await sampai_menunggu(d)


async def keputusan_keliru(d: Dunia) -> None:
    await sampai_menunggu(d)
    d.surat.keliru[UUID(int=1)] = BEDA
    await datang(d, UUID(int=1))
    await d.tunggu(KELIRU)


async def selesai_dengan_keputusan_presiden(d: Dunia) -> None:
    await keputusan_keliru(d)
    await datang(d, UUID(int=2))
    await d.hasil()


_PRESIDEN = (terbuka_keputusan_presiden, keputusan_keliru, selesai_dengan_keputusan_presiden)
_NASKAH: tuple[Callable[[Dunia], Awaitable[None]], ...] = (
    terbuka_verifikasi,
    terbuka_persetujuan,
    terbuka_validasi,
    terbuka_paraf_pertek,
    terbuka_tte_pertek,
    terbuka_paraf_sk,
    terbuka_tte_sk,
    dikembalikan_bkn,
    terlambat_dieskalasi,
    ditahan,
    paraf_ditolak,
    tms,
    ditarik,
    selesai_setelah_bts,
    *_PRESIDEN,
)
REKAMAN: Mapping[str, Perekam] = {
    f"{KENAIKAN_PANGKAT}/{naskah.__name__}": satu_usulan(naskah, berkas_presiden if naskah in _PRESIDEN else berkas)
    for naskah in _NASKAH
}
