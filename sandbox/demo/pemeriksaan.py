"""Yang harus benar sesudah sebuah perjalanan, dilihat dari luar: status, surat, halaman publik, dan profil."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from luar.tanda_tangan import PemeriksaTandaTangan
from models.surat import LevelTTE
from sandbox.demo.perjalanan import Perjalanan, TidakSesuai
from sandbox.demo.qr import baca_qr

_JSON = {"Accept": "application/json"}
TANPA_QR = frozenset({"keputusan_presiden_kp"})
"""Surat dari luar tidak memuat kode QR kita."""


@dataclass(frozen=True)
class Harapan:
    status: int
    """status_usulan akhir."""
    hasil: str = "selesai"
    surat: Mapping[str, str] = field(default_factory=dict)
    """Jenis surat → keadaannya di halaman publik."""


class Pemeriksaan:
    def __init__(self, pemeriksa: PemeriksaTandaTangan, keluaran: Path) -> None:
        self.pemeriksa = pemeriksa
        self.keluaran = keluaran

    async def periksa(self, nama: str, p: Perjalanan, harapan: Harapan) -> dict[str, Any]:
        usulan = p.usulan
        pastikan(usulan["status"] == harapan.status, f"{nama}: status akhir {usulan['status']}, bukan {harapan.status}")
        pastikan(usulan["hasil"] == harapan.hasil, f"{nama}: hasil {usulan['hasil']}, bukan {harapan.hasil}")
        operator = await p.sebagai("operator")
        riwayat = await operator.baca(f"/usulan/{usulan['id']}/riwayat")
        keutuhan = await operator.baca(f"/usulan/{usulan['id']}/keutuhan")
        pastikan(keutuhan["utuh"], f"{nama}: rantai jejaknya putus")
        surat = await p.surat()
        pastikan(
            set(surat) == set(harapan.surat), f"{nama}: surat terbit {sorted(surat)}, bukan {sorted(harapan.surat)}"
        )
        return {
            "perjalanan": nama,
            "usulan_id": usulan["id"],
            "nomor": usulan["nomor"],
            "status_usulan": usulan["status"],
            "hasil": usulan["hasil"],
            "langkah": [
                {
                    "peristiwa": satu["jenis"],
                    "langkah": satu["langkah"],
                    "peran": satu["pelaku"] and satu["pelaku"]["peran"],
                    "waktu": satu["waktu"],
                }
                for satu in riwayat
            ],
            "surat": [await self._surat(nama, p, satu, harapan.surat[satu["jenis"]]) for satu in surat.values()],
            "profil": await _perubahan(p),
        }

    async def _surat(self, nama: str, p: Perjalanan, surat: dict[str, Any], keadaan: str) -> dict[str, Any]:
        isi = await (await p.sebagai("operator")).unduh(surat["alamat"])
        sebutan = f"{nama}: {surat['jenis']}"
        pastikan(sha256(isi).hexdigest() == surat["sha256"], f"{sebutan}: sha256 berkas berbeda dari catatan")
        berkas = self.keluaran / f"{nama}-{surat['jenis']}.pdf"
        berkas.write_bytes(isi)
        hasil = await self.pemeriksa.periksa(isi)
        pastikan(hasil.sah and hasil.level is LevelTTE.LTA, f"{sebutan}: {hasil.alasan or hasil.level}")
        if surat["jenis"] not in TANPA_QR:
            qr = await asyncio.to_thread(baca_qr, isi)
            pastikan(surat["verifikasi"] in qr, f"{sebutan}: QR {qr} bukan alamat verifikasinya")
        await _halaman_publik(sebutan, surat["verifikasi"], isi, keadaan)
        p.catat(f"{surat['jenis']} {surat['nomor']}: {hasil.level}, {hasil.penandatangan}, halaman publik {keadaan}")
        return {
            "jenis": surat["jenis"],
            "nomor": surat["nomor"],
            "keadaan": keadaan,
            "berkas": berkas.name,
            "sha256": surat["sha256"],
            "penandatangan": hasil.penandatangan,
            "level": str(hasil.level),
            "verifikasi": surat["verifikasi"],
        }


async def _halaman_publik(sebutan: str, alamat: str, isi: bytes, keadaan: str) -> None:
    """Halaman publik menyatakan keadaannya; hanya salinan asli surat yang berlaku diakui."""
    rusak = bytearray(isi)
    rusak[len(isi) // 3] ^= 1
    async with httpx.AsyncClient(trust_env=False, timeout=90) as masyarakat:
        halaman = await masyarakat.get(alamat, headers=_JSON)
        pastikan(halaman.json()["hasil"] == keadaan, f"{sebutan}: halaman publik {halaman.text[:200]}")
        for salinan, asli in ((isi, keadaan == "berlaku"), (bytes(rusak), False)):
            berkas = {"berkas": ("salinan.pdf", salinan, "application/pdf")}
            jawaban = await masyarakat.post(alamat, headers=_JSON, files=berkas)
            pastikan(jawaban.json()["asli"] is asli, f"{sebutan}: salinan {jawaban.text[:200]}")


async def _perubahan(p: Perjalanan) -> list[dict[str, Any]]:
    """Nilai sebelum dan sesudah tiap isian yang ditulis usulan ini."""
    operator = await p.sebagai("operator")
    semua = await operator.baca(f"/asn/{p.asn['id']}/perubahan")
    milik = [satu["perubahan"] for satu in semua if satu["usulan_id"] == p.usulan["id"]]
    for satu in milik:
        isian = ", ".join(f"{b['nama']} {b['lama']} → {b['baru']}" for b in satu["bidang"] if b["nama"] in _TAMPIL)
        p.catat(f"profil, {satu['aksi']} {satu['riwayat']}: {isian}")
    return [{k: satu[k] for k in ("riwayat", "aksi", "bidang")} for satu in milik]


_TAMPIL = frozenset(
    {"golongan", "tmt", "masa_kerja_tahun", "masa_kerja_bulan", "gaji_pokok", "alamat", "nama", "gelar_belakang"}
)


def pastikan(benar: bool, sebutan: str) -> None:
    if not benar:
        raise TidakSesuai(sebutan)
