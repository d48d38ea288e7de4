"""Perjalanan koreksi surat: pembatalan pertek yang SK-nya belum terbit, dan perbaikan SK yang sudah selesai."""

from typing import Any

from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.demo.perjalanan import Perjalanan

LAYANAN = "KoreksiSurat"


class PerjalananKoreksi(Perjalanan):
    """Koreksi atas satu surat usulan asal; kotak masuknya kotak masuk usulan asal."""

    @classmethod
    def atas(cls, asal: PerjalananKP) -> "PerjalananKoreksi":
        return cls(asal.alamat_api, asal.penerbit, asal.instansi, asal.catat, asn=asal.asn, _orang=asal._orang)

    async def sampai_divalidasi(self, jenis: str, **isi: Any) -> None:
        await self.buka(str(self.asn["id"]), layanan=LAYANAN, jenis=jenis)
        await self.simpan(isi=isi)
        await self.lengkapi()
        await self.ajukan()
        await self.putus("verifikator_instansi", "verifikasi_instansi", "MS")
        await self.putus("approver_instansi", "persetujuan", "SETUJU")
        await self.putus("verifikator_bkn", "validasi_bkn", "MS", unit=self.bkn)


async def batalkan_pertek(asal: PerjalananKP) -> PerjalananKoreksi:
    """Pertek keliru diketahui sebelum SK ditandatangani: perteknya dicabut dan usulannya batal."""
    await asal.sampai_diajukan()
    await asal.sampai_pertek()
    await asal.tugas(await asal.sebagai("paraf_instansi"), "paraf_sk")
    koreksi = PerjalananKoreksi.atas(asal)
    pertek = (await asal.surat())["pertek_kp"]
    await koreksi.sampai_divalidasi(
        "pembatalan_pertek",
        surat_id=pertek["id"],
        alasan="Pegawai ini ternyata sedang diperiksa disiplinnya.",
    )
    await koreksi.putus("paraf_bkn", "paraf_pertek", "SETUJU", unit=koreksi.bkn)
    await koreksi.tandatangani("penandatangan_bkn", "tte_pertek", unit=koreksi.bkn)
    await koreksi.tunggu_profil()
    await asal.tunggu_profil()
    return koreksi


async def perbaiki_sk(asal: PerjalananKP) -> PerjalananKoreksi:
    """SK yang sudah terbit salah menyebut masa kerja: diganti SK perbaikan, profilnya ikut."""
    await asal.sampai_diajukan()
    await asal.sampai_sk()
    koreksi = PerjalananKoreksi.atas(asal)
    sk = (await asal.surat())["sk_kp"]
    tercetak = await golongan_terakhir(asal)
    bulan = int(tercetak["masa_kerja_bulan"])
    await koreksi.sampai_divalidasi(
        "perbaikan_sk",
        surat_id=sk["id"],
        alasan="Masa kerja golongan tercetak tidak sesuai dengan SK terakhir.",
        perbaikan=[{"bidang": "baru.masa_kerja.bulan", "lama": bulan, "baru": (bulan + 1) % 12}],
    )
    await koreksi.putus("paraf_instansi", "paraf_sk", "SETUJU")
    await koreksi.tandatangani("penandatangan_instansi", "tte_sk")
    await koreksi.tunggu_profil()
    return koreksi


async def golongan_terakhir(p: Perjalanan) -> dict[str, Any]:
    profil = await (await p.sebagai("operator")).baca(f"/asn/{p.asn['id']}")
    terakhir: dict[str, Any] = max(profil["golongan"], key=lambda satu: satu["tmt"])
    return terakhir
