"""Berkas peremajaan data bagi cerita dan rekaman: rutenya, pengusulnya, dan jawabannya atas BTS."""

from typing import Any
from uuid import UUID

from models.definisi import unit_bersama
from models.keputusan import Alasan, Pelaku, Perbaikan
from models.langkah import bekukan
from models.layanan.peremajaan_data import PEREMAJAAN_DATA
from models.peran import Peran
from models.peremajaan.kewenangan import kewenangan
from models.perubahan import Bentrok
from models.usulan import Berkas
from tests.cerita import dunia as rumah
from tests.cerita.dunia import Dunia, orang
from tests.hukum.aturan.contoh import profil_contoh
from workflows.layanan.peremajaan_data import PeremajaanData

ALASAN = (Alasan(sasaran="bidang", kode="riwayat.alamat", alasan="DATA_TIDAK_SESUAI", uraian="Beda dari KTP."),)
ALAMAT = {"lama": {"alamat": "Jalan Lama 1"}, "riwayat": {"sejak": "2026-11-24", "alamat": "Jalan Baru 2"}}
BERUBAH = (Bentrok(riwayat="pribadi", rekam_id=UUID(int=7), nama="alamat", lama="Jalan Lama 1", kini="Jalan Tengah 5"),)
PROFIL = profil_contoh()
SENDIRI = Pelaku(akun="akun-asn", peran=Peran.ASN, unit=f"asn:{PROFIL.id}")


def berkas(rute: str, jenis: str = "7", pengusul: Pelaku | None = None) -> Berkas:
    unit = unit_bersama(rumah.INSTANSI, PROFIL.id) | kewenangan(rute, rumah.INSTANSI, PROFIL).unit
    return rumah.berkas(PEREMAJAAN_DATA, bekukan(PeremajaanData.tangga(jenis), unit)).model_copy(
        update={
            "jenis": jenis,
            "rute": rute,
            "asn_id": PROFIL.id,
            "pengusul": pengusul or orang(Peran.OPERATOR),
            "isi": ALAMAT,
        }
    )


async def perbaiki(d: Dunia, langkah: str, pelaku: Pelaku, isi: dict[str, Any]) -> None:
    tugas = await d.tunggu(langkah)
    await d.alur.execute_update("perbaiki", Perbaikan(tugas_id=tugas.id, isi=isi, dokumen={}, pelaku=pelaku))
