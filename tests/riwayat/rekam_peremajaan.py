"""Rekaman peremajaan data, terbuka dan tertutup, pada tiap rutenya."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from models.langkah import JenisPutusan
from models.layanan.peremajaan_data import PEREMAJAAN_DATA
from models.peremajaan.kewenangan import BKN, GELAR, INSTANSI, PENINJAUAN
from models.usulan import Berkas
from tests.cerita.dunia import Dunia
from tests.cerita.peremajaan import ALAMAT, ALASAN, BERUBAH, SENDIRI, berkas, perbaiki
from tests.riwayat.perekam import Perekam, satu_usulan

MS, BTS, SETUJU = JenisPutusan.MS, JenisPutusan.BTS, JenisPutusan.SETUJU


async def alamat_terbuka_perbaikan_asn(d: Dunia) -> None:
    await d.putus("verifikasi_instansi", BTS, alasan=ALASAN)
    await d.tunggu("perbaikan_asn")


async def alamat_diperbaiki_asn(d: Dunia) -> None:
    await d.putus("verifikasi_instansi", BTS, alasan=ALASAN)
    await perbaiki(d, "perbaikan_asn", SENDIRI, ALAMAT)
    await d.putus("verifikasi_instansi", MS)
    await d.hasil()


async def profil_berubah_terbuka(d: Dunia) -> None:
    d.surat.bentrok.append(BERUBAH)
    await d.putus("verifikasi_instansi", MS)
    await d.tunggu("perbaikan_asn")


async def golongan_selesai(d: Dunia) -> None:
    d.surat.bentrok.append(BERUBAH)
    await d.sampai_validasi()
    await d.putus("validasi_bkn", MS)
    await d.perbaiki(catatan="x")
    await d.putus("persetujuan_perbaikan", SETUJU)
    await d.putus("validasi_bkn", MS)
    await d.hasil()


async def gelar_terbuka_tte(d: Dunia) -> None:
    await d.sampai_validasi()
    await d.putus("validasi_bkn", MS)
    await d.putus("paraf_gelar", SETUJU)
    await d.tunggu("tte_gelar")


async def gelar_selesai(d: Dunia) -> None:
    await d.sampai_validasi()
    await d.putus("validasi_bkn", MS)
    await d.terbitkan("gelar")
    await d.hasil()


async def pmk_terbuka_paraf_sk(d: Dunia) -> None:
    await d.sampai_pertek()
    await d.terbitkan("pertek")
    await d.tunggu("paraf_sk")


async def pmk_selesai(d: Dunia) -> None:
    await d.sampai_pertek()
    await d.terbitkan("pertek")
    await d.terbitkan("sk")
    await d.hasil()


_NASKAH: Mapping[Callable[[Dunia], Awaitable[None]], Berkas] = {
    alamat_terbuka_perbaikan_asn: berkas(INSTANSI, pengusul=SENDIRI),
    alamat_diperbaiki_asn: berkas(INSTANSI, pengusul=SENDIRI),
    profil_berubah_terbuka: berkas(INSTANSI, pengusul=SENDIRI),
    golongan_selesai: berkas(BKN, "1"),
    gelar_terbuka_tte: berkas(GELAR, "2"),
    gelar_selesai: berkas(GELAR, "2"),
    pmk_terbuka_paraf_sk: berkas(PENINJAUAN, "3"),
    pmk_selesai: berkas(PENINJAUAN, "3"),
}
REKAMAN: Mapping[str, Perekam] = {
    f"{PEREMAJAAN_DATA}/{naskah.__name__}": satu_usulan(naskah, partial(Berkas.model_copy, usulan))
    for naskah, usulan in _NASKAH.items()
}
