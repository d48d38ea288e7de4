"""Perjalanan kenaikan pangkat: ditetapkan PPK, atau Presiden lewat Sekretariat Negara."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from sandbox.demo.orang import Orang
from sandbox.demo.perjalanan import Perjalanan, TidakSesuai

BIDANG_BTS = "stlud"
ALASAN_BIDANG = "DATA_TIDAK_SESUAI"
ALASAN_DOKUMEN = "DOKUMEN_TIDAK_TERBACA"
PENYESUAIAN_IJAZAH = {
    "stl_upkp": {"nomor": "UPKP-17/2026", "tanggal": "2026-04-15"},
    "uraian_tugas": {"nomor": "800/212/2026", "tanggal": "2026-05-04"},
}


class PerjalananKP(Perjalanan):
    async def sampai_diajukan(self, jenis: str = "101", **isi: Any) -> None:
        await self.buat_konsep(jenis)
        if isi:
            await self.simpan(isi=isi)
        await self.lengkapi()
        await self.ajukan()

    def langkah_sesudah_berkas(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        return (
            self.verifikasi,
            self.setujui,
            self.validasi,
            self.paraf_pertek,
            self.tandatangani_pertek,
            self.paraf_sk,
            self.tandatangani_sk,
            self.tunggu_profil,
        )

    async def sampai_pertek(self) -> None:
        for langkah in self.langkah_sesudah_berkas()[:5]:
            await langkah()

    async def sampai_sk(self) -> None:
        for langkah in self.langkah_sesudah_berkas():
            await langkah()

    async def buat_konsep(self, jenis: str = "101", tujuan: str | None = None) -> None:
        """``tujuan``: hanya yang naik ke golongan ini."""
        operator = await self.sebagai("operator")
        periode = await periode_terbuka(operator)
        await self.buka(await self._calon(operator, jenis, periode, tujuan), jenis=jenis, periode=periode)

    async def kembalikan(self) -> None:
        """BTS dengan alasan pada satu isian dan satu dokumen."""
        verifikator = await self.sebagai("verifikator_instansi")
        tugas = await self.tugas(verifikator, "verifikasi_instansi")
        alasan = [
            {
                "sasaran": "bidang",
                "kode": BIDANG_BTS,
                "alasan": ALASAN_BIDANG,
                "uraian": "Nomor STLUD belum diisi padahal suratnya ada.",
            },
            {
                "sasaran": "dokumen",
                "kode": tugas["dokumen"][0]["kode"],
                "alasan": ALASAN_DOKUMEN,
                "uraian": "Pindaian terpotong di halaman pertama.",
            },
        ]
        await self.putus("verifikator_instansi", "verifikasi_instansi", "BTS", alasan=alasan)

    async def verifikasi(self) -> None:
        await self.putus("verifikator_instansi", "verifikasi_instansi", "MS")

    async def setujui(self) -> None:
        await self.putus("approver_instansi", "persetujuan", "SETUJU")

    async def validasi(self) -> None:
        await self.putus("verifikator_bkn", "validasi_bkn", "MS", unit=self.bkn)

    async def paraf_pertek(self) -> None:
        await self.putus("paraf_bkn", "paraf_pertek", "SETUJU", unit=self.bkn)

    async def tandatangani_pertek(self) -> None:
        await self.tandatangani("penandatangan_bkn", "tte_pertek", unit=self.bkn)

    async def paraf_sk(self) -> None:
        await self.putus("paraf_instansi", "paraf_sk", "SETUJU")

    async def tandatangani_sk(self) -> None:
        await self.tandatangani("penandatangan_instansi", "tte_sk")

    async def _calon(self, operator: Orang, jenis: str, periode: str, tujuan: str | None) -> str:
        """ASN pertama yang layak, atau yang tinggal menyebut bukti surat pada formulirnya."""
        kursor: dict[str, str] = {}
        while True:
            halaman = await operator.baca(
                "/asn/layak", periode=periode, jenis=jenis, hanya_layak=jenis != "203", batas=25, **kursor
            )
            for satu in halaman["baris"]:
                if _tinggal_bukti(satu["kurang"]) and tujuan in (None, satu["golongan_tujuan"]):
                    return str(satu["asn"]["id"])
            if halaman["berikut"] is None:
                raise TidakSesuai(f"Tidak ada ASN {self.instansi.slug} yang layak {jenis} pada {periode}.")
            kursor = {"kursor": halaman["berikut"]}


class PerjalananPresiden(PerjalananKP):
    """Golongan IV/c ke atas: diperiksa BKN pusat, ditetapkan Presiden."""

    @property
    def bkn(self) -> str:
        return "bkn"


async def reguler(p: PerjalananKP) -> None:
    await p.buat_konsep()
    await p.lengkapi()
    await p.ajukan()
    await p.kembalikan()
    await p.perbaiki(stlud={"nomor": "STLUD-1/2026", "tanggal": "2026-03-02"})
    await p.sampai_sk()


async def fungsional(p: PerjalananKP) -> None:
    await p.sampai_diajukan("202")
    await p.sampai_sk()


async def penyesuaian_ijazah(p: PerjalananKP) -> None:
    await p.sampai_diajukan("203", **PENYESUAIAN_IJAZAH)
    await p.sampai_sk()


async def presiden(p: PerjalananPresiden, setneg: str) -> None:
    """Keputusan yang keliru ditolak dengan bedanya; yang benar berlaku tanpa diketik ulang."""
    await p.buat_konsep("201", tujuan="IV/c")
    await p.lengkapi()
    await p.ajukan()
    await p.sampai_pertek()
    administrator = await p.sebagai("administrator", "bkn")
    await p.tugas(await p.sebagai("verifikator_bkn", "bkn"), "keputusan_presiden")
    baris = await _baris_keputusan(p)
    await _setneg(setneg, baris, "golongan_lain")
    keliru = await p.tugas(administrator, "keputusan_keliru")
    p.catat(f"Keputusan Presiden keliru: {keliru['keterangan']}")
    await administrator.putus(keliru, "ULANGI")
    await p.tugas(await p.sebagai("verifikator_bkn", "bkn"), "keputusan_presiden")
    keputusan = await _setneg(setneg, baris)
    p.catat(f"Keputusan Presiden {keputusan['nomor']} datang dari Setneg")
    await p.tunggu_profil()


async def _baris_keputusan(p: PerjalananKP) -> dict[str, Any]:
    """Yang diketahui Setneg dari pertek yang diterimanya."""
    pertek = (await p.surat())["pertek_kp"]
    usulan = await (await p.sebagai("operator")).baca(f"/usulan/{p.usulan['id']}/kelengkapan")
    return {
        "nip": p.asn["nip"],
        "golongan_lama": usulan["pemeriksaan"]["golongan_lama"],
        "golongan_baru": usulan["pemeriksaan"]["golongan_tujuan"],
        "tmt": p.usulan["periode"],
        "nomor_pertek": pertek["nomor"],
    }


async def _setneg(alamat: str, baris: dict[str, Any], ulah: str | None = None) -> dict[str, Any]:
    async with httpx.AsyncClient(trust_env=False, timeout=90) as http:
        jawaban = await http.post(f"{alamat}/_sandbox/keputusan", json={"baris": [baris], "ulah": ulah})
    terbitan: dict[str, Any] = jawaban.raise_for_status().json()
    for kiriman in terbitan["kiriman"]:
        if kiriman["status"] >= 300:
            raise TidakSesuai(f"Setneg ditolak: {kiriman}")
    return terbitan


async def periode_terbuka(orang: Orang) -> str:
    terbuka = await orang.baca("/referensi/periode")
    if not terbuka:
        raise TidakSesuai("Tidak ada periode KP yang sedang menerima usul.")
    return str(terbuka[0]["periode"])


def _tinggal_bukti(kurang: list[str]) -> bool:
    return all(satu.startswith(("Uraian tugas", "Lulus ujian")) for satu in kurang)
