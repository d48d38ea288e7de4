"""Perjalanan peremajaan data: oleh ASN sendiri, pencantuman gelar, dan peninjauan masa kerja."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

from models.referensi.tanggal import tambah_tahun
from sandbox.demo.orang import Orang
from sandbox.demo.perjalanan import Perjalanan, TidakSesuai
from sandbox.populasi.waktu import hari_ini

LAYANAN = "PeremajaanData"
DATA_PRIBADI, PENDIDIKAN, PMK = "7", "2", "3"
ALAMAT = "Jalan Merdeka Nomor 9, Bandung"
SARJANA, MAGISTER = "40", "45"


async def alamat_sendiri(p: Perjalanan) -> None:
    """ASN mengusulkan alamat dan nomor HP-nya; instansi memutus, sesudah satu kali dikembalikan kepadanya."""
    p.pengusul = "asn"
    operator = await p.sebagai("operator")
    (pertama, *_) = (await operator.baca("/asn", batas=1))["baris"]
    await p.buka(str(pertama["id"]), layanan=LAYANAN, jenis=DATA_PRIBADI)
    await p.simpan(isi={"riwayat": {"alamat": ALAMAT, "nomor_hp": "081234567890"}})
    await p.lengkapi()
    await p.ajukan()
    kode_pos = {
        "sasaran": "bidang",
        "kode": "riwayat.alamat",
        "alasan": "DATA_TIDAK_SESUAI",
        "uraian": "Kode pos kurang.",
    }
    await p.putus("verifikator_instansi", "verifikasi_instansi", "BTS", alasan=[kode_pos])
    await p.perbaiki("perbaikan_asn", riwayat={"alamat": f"{ALAMAT} 40111"})
    await p.putus("verifikator_instansi", "verifikasi_instansi", "MS")
    await p.tunggu_profil()


async def pencantuman_gelar(p: Perjalanan) -> None:
    """Ijazah S-2 dicatat dan gelarnya dicantumkan dengan surat BKN."""
    operator = await p.sebagai("operator")
    async for asn in _warga(operator):
        lulus = [satu["tahun_lulus"] for satu in asn["pendidikan"] if satu["tingkat_id"] == SARJANA]
        if (
            lulus
            and max(satu["tingkat_id"] for satu in asn["pendidikan"]) == SARJANA
            and max(lulus) < hari_ini().year - 4
        ):
            break
    tahun = hari_ini().year - 1
    await p.buka(str(asn["id"]), layanan=LAYANAN, jenis=PENDIDIKAN)
    ijazah = {
        "tingkat_id": MAGISTER,
        "nama": "S-2 ILMU PEMERINTAHAN",
        "sekolah": "Universitas Padjadjaran",
        "tahun_lulus": tahun,
        "tanggal_lulus": f"{tahun}-08-20",
        "nomor_ijazah": f"0077/UN6/{tahun}",
        "akreditasi": "Unggul",
        "gelar_belakang": "M.IP.",
    }
    await p.simpan(isi={"riwayat": ijazah, "terbitkan_surat": True})
    await p.lengkapi()
    await p.ajukan()
    await _sampai_validasi(p)
    await p.putus("paraf_bkn", "paraf_gelar", "SETUJU", unit=p.bkn)
    await p.tandatangani("penandatangan_bkn", "tte_gelar", unit=p.bkn)
    await p.tunggu_profil()


async def peninjauan_masa_kerja(p: Perjalanan) -> None:
    """Dua tahun honorer sebelum menjadi CPNS diakui: pertek BKN, SK PPK, masa kerja dan gaji pokok mengikuti."""
    operator = await p.sebagai("operator")
    async for asn in _warga(operator):
        mulai = tambah_tahun(date.fromisoformat(asn["tmt_cpns"]), -3)
        dewasa = mulai >= tambah_tahun(date.fromisoformat(asn["tanggal_lahir"]), 19)
        muda = max(satu["tmt"] for satu in asn["golongan"]) <= hari_ini().replace(day=1).isoformat()
        if dewasa and muda and asn["kedudukan_hukum"] == "01":
            break
    await p.buka(str(asn["id"]), layanan=LAYANAN, jenis=PMK)
    pengalaman = {
        "tmt": hari_ini().replace(day=1).isoformat(),
        "pengalaman": "Kantor Desa Sukamaju",
        "mulai": mulai.isoformat(),
        "selesai": tambah_tahun(mulai, 2).replace(day=1).isoformat(),
        "masa_kerja_tahun": 2,
        "masa_kerja_bulan": 0,
    }
    await p.simpan(isi={"riwayat": pengalaman, "terbitkan_surat": True})
    await p.lengkapi()
    await p.ajukan()
    await _sampai_validasi(p)
    await p.putus("paraf_bkn", "paraf_pertek", "SETUJU", unit=p.bkn)
    await p.tandatangani("penandatangan_bkn", "tte_pertek", unit=p.bkn)
    await p.putus("paraf_instansi", "paraf_sk", "SETUJU")
    await p.tandatangani("penandatangan_instansi", "tte_sk")
    await p.tunggu_profil()


async def _sampai_validasi(p: Perjalanan) -> None:
    await p.putus("verifikator_instansi", "verifikasi_instansi", "MS")
    await p.putus("approver_instansi", "persetujuan", "SETUJU")
    await p.putus("verifikator_bkn", "validasi_bkn", "MS", unit=p.bkn)


async def _warga(operator: Orang) -> AsyncIterator[dict[str, Any]]:
    """Profil ASN seinstansi satu per satu, sampai ada yang cocok."""
    halaman = await operator.baca("/asn", batas=100)
    for satu in halaman["baris"]:
        yield await operator.baca(f"/asn/{satu['id']}")
    raise TidakSesuai("Tidak ada ASN yang cocok bagi perjalanan ini.")
