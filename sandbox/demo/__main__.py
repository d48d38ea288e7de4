"""``python -m sandbox.demo``: tumpukan sekali pakai, satu usulan KP, lalu periksa semua yang dihasilkannya.

Keluar bukan nol bila ada yang tidak sesuai. Hasil: ``var/demo/hasil.json`` dan surat-surat di sampingnya.
"""

import argparse
import asyncio
import json
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from activities.tanda_tangan import PemeriksaTandaTangan
from models.surat import LevelTTE
from sandbox.akun import INSTANSI
from sandbox.demo.orang import Ditolak
from sandbox.demo.perjalanan import Perjalanan, TidakSesuai
from sandbox.demo.qr import baca_qr
from sandbox.tumpukan import BagianGugur, PortaDipakai, Tumpukan

PROFIL_DIPERBARUI = 31


async def utama(keluaran: Path, slug: str) -> None:
    mulai = time.monotonic()

    def catat(kalimat: str) -> None:
        print(f"  {time.monotonic() - mulai:5.1f} d  {kalimat}", flush=True)

    instansi = next(satu for satu in INSTANSI if satu.slug == slug)
    print("Menyalakan tumpukan sekali pakai …", flush=True)
    async with Tumpukan() as tumpukan:
        catat("tumpukan sehat")
        perjalanan = Perjalanan(tumpukan.alamat_api, tumpukan.env["USULAN_OIDC_PENERBIT"], instansi, catat)
        await perjalanan.sampai_selesai()
        pemeriksa = PemeriksaTandaTangan(Path(tumpukan.env["USULAN_AKAR_PERCAYA"]), tumpukan.env["USULAN_TSA_ALAMAT"])
        hasil = await Pemeriksaan(perjalanan, pemeriksa, keluaran, catat).jalankan()
    keluaran.mkdir(parents=True, exist_ok=True)
    (keluaran / "hasil.json").write_text(json.dumps(hasil, indent=2, ensure_ascii=False), encoding="utf-8")
    print(f"\nSelesai dalam {time.monotonic() - mulai:.0f} detik. Hasil: {keluaran / 'hasil.json'}")


class Pemeriksaan:
    """Yang harus benar sesudah perjalanan selesai, dilihat dari luar."""

    def __init__(self, perjalanan: Perjalanan, pemeriksa: PemeriksaTandaTangan, keluaran: Path, catat: Any) -> None:
        self.perjalanan = perjalanan
        self.pemeriksa = pemeriksa
        self.keluaran = keluaran
        self.catat = catat

    async def jalankan(self) -> dict[str, Any]:
        usulan = self.perjalanan.usulan
        pastikan(usulan["status"] == PROFIL_DIPERBARUI, f"status akhir {usulan['status']}, bukan {PROFIL_DIPERBARUI}")
        operator = await self.perjalanan.sebagai("operator")
        riwayat = await operator.baca(f"/usulan/{usulan['id']}/riwayat")
        self._cetak(riwayat)
        return {
            "usulan_id": usulan["id"],
            "nomor": usulan["nomor"],
            "status_usulan": usulan["status"],
            "langkah": [
                {
                    "peristiwa": satu["jenis"],
                    "langkah": satu["langkah"],
                    "peran": satu["pelaku"] and satu["pelaku"]["peran"],
                    "waktu": satu["waktu"],
                }
                for satu in riwayat
            ],
            "surat": [await self._surat(satu) for satu in await self._terbit()],
            "profil": await self._profil(),
        }

    async def _terbit(self) -> list[dict[str, Any]]:
        operator = await self.perjalanan.sebagai("operator")
        surat = await operator.baca(f"/usulan/{self.perjalanan.usulan['id']}/surat")
        terbit = [satu for satu in surat if satu["tahap"] == "terbit"]
        jenis = [satu["jenis"] for satu in terbit]
        pastikan(jenis == ["pertek_kp", "sk_kp"], f"surat terbit {jenis}, bukan satu pertek dan satu SK")
        return terbit

    async def _surat(self, surat: dict[str, Any]) -> dict[str, Any]:
        operator = await self.perjalanan.sebagai("operator")
        isi = await operator.unduh(surat["alamat"])
        pastikan(sha256(isi).hexdigest() == surat["sha256"], f"{surat['jenis']}: sha256 berkas berbeda dari catatan")
        berkas = self.keluaran / f"{surat['jenis']}.pdf"
        berkas.parent.mkdir(parents=True, exist_ok=True)
        berkas.write_bytes(isi)
        hasil = await self.pemeriksa.periksa(isi)
        pastikan(hasil.sah and hasil.level is LevelTTE.LTA, f"{surat['jenis']}: {hasil.alasan or hasil.level}")
        qr = await asyncio.to_thread(baca_qr, isi)
        pastikan(surat["verifikasi"] in qr, f"{surat['jenis']}: QR {qr} bukan alamat verifikasinya")
        await self._halaman_publik(surat["verifikasi"], isi)
        self.catat(
            f"{surat['jenis']} {surat['nomor']}: {hasil.level}, {hasil.penandatangan}, QR membuka halaman publik"
        )
        return {
            "jenis": surat["jenis"],
            "nomor": surat["nomor"],
            "berkas": berkas.name,
            "sha256": surat["sha256"],
            "penandatangan": hasil.penandatangan,
            "level": str(hasil.level),
            "verifikasi": surat["verifikasi"],
        }

    async def _halaman_publik(self, alamat: str, isi: bytes) -> None:
        """Halaman publik menyatakan berlaku; salinan asli diakui, salinan yang berubah satu bita tidak."""
        rusak = bytearray(isi)
        rusak[len(isi) // 3] ^= 1
        async with httpx.AsyncClient(trust_env=False, timeout=60) as masyarakat:
            halaman = await masyarakat.get(alamat, headers={"Accept": "application/json"})
            pastikan(halaman.json()["hasil"] == "berlaku", f"halaman publik: {halaman.text[:200]}")
            for salinan, asli in ((isi, True), (bytes(rusak), False)):
                jawaban = await masyarakat.post(
                    alamat,
                    headers={"Accept": "application/json"},
                    files={"berkas": ("salinan.pdf", salinan, "application/pdf")},
                )
                pastikan(jawaban.json()["asli"] is asli, f"salinan {'asli' if asli else 'rusak'}: {jawaban.text[:200]}")

    async def _profil(self) -> dict[str, Any]:
        operator = await self.perjalanan.sebagai("operator")
        lama = _golongan_terakhir(self.perjalanan.asn)
        baru = _golongan_terakhir(await operator.baca(f"/asn/{self.perjalanan.asn['id']}"))
        pastikan(baru["golongan"] != lama["golongan"], "golongan pada profil tidak berubah")
        pastikan(baru["gaji_pokok"] is not None, "gaji pokok pada profil kosong")
        self.catat(
            f"profil: {lama['golongan']} → {baru['golongan']}, masa kerja {baru['masa_kerja_tahun']} tahun "
            f"{baru['masa_kerja_bulan']} bulan, gaji pokok Rp{baru['gaji_pokok']:,}".replace(",", ".")
        )
        kunci = ("golongan", "tmt", "masa_kerja_tahun", "masa_kerja_bulan", "gaji_pokok")
        return {"lama": {k: lama[k] for k in kunci}, "baru": {k: baru[k] for k in kunci}}

    @staticmethod
    def _cetak(riwayat: list[dict[str, Any]]) -> None:
        print("\n  Garis waktu")
        for satu in riwayat:
            print(f"  {satu['waktu_setempat']:<28}{satu['kalimat']}")
        print()


def _golongan_terakhir(asn: dict[str, Any]) -> dict[str, Any]:
    terakhir: dict[str, Any] = max(asn["golongan"], key=lambda satu: satu["tmt"])
    return terakhir


def pastikan(benar: bool, sebutan: str) -> None:
    if not benar:
        raise TidakSesuai(sebutan)


if __name__ == "__main__":
    pengurai = argparse.ArgumentParser(prog="python -m sandbox.demo", description=__doc__)
    pengurai.add_argument("--keluaran", type=Path, default=Path("var/demo"))
    pengurai.add_argument("--instansi", default="bandung", choices=[satu.slug for satu in INSTANSI])
    pilihan = pengurai.parse_args()
    try:
        asyncio.run(utama(pilihan.keluaran, pilihan.instansi))
    except (TidakSesuai, Ditolak, TimeoutError, BagianGugur, PortaDipakai) as galat:
        print(f"\n✗ {galat}", file=sys.stderr)
        sys.exit(1)
