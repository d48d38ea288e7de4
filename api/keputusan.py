"""Penerimaan keputusan dari luar: diperiksa bentuknya di pintu, disimpan, lalu diantarkan worker kepada usulannya.

Tanda tangan dan isinya baru diperiksa terhadap usulan yang menunggunya; keputusan yang keliru pun tetap tersimpan.
"""

from typing import Any
from uuid import UUID

from pydantic import ValidationError

from api.bekal import Bekal
from api.masalah import JenisMasalah, Kesalahan, Masalah
from api.penolakan import kesalahan_isian
from luar.galat import TanpaData
from luar.pdf_asing import PintuPdf
from luar.s3 import Ruang
from models import layanan
from models.keputusan import Pelaku
from models.setneg import NAMA_LAMPIRAN, DataKeputusan

M = JenisMasalah


async def buka(pintu: PintuPdf, isi: bytes) -> DataKeputusan:
    """Data di dalam PDF keputusan. ``PdfDitolak``; ``Masalah`` bila datanya tidak ada, atau tidak sah."""
    try:
        data = await pintu.keputusan(isi)
    except TanpaData as galat:
        raise Masalah(M.KEPUTUSAN_TANPA_DATA, str(galat)) from galat
    except ValidationError as galat:
        salah = kesalahan_isian(galat.errors(include_input=False), awalan=f"{NAMA_LAMPIRAN}:")
        raise Masalah(M.ISIAN_TIDAK_SAH, "Lampiran data keputusan tidak sah.", kesalahan=salah) from galat
    if layanan.diterima(data.jenis) is None:
        sebab = "Tidak ada layanan yang menunggu keputusan berjenis ini."
        salah = [Kesalahan(bidang=f"{NAMA_LAMPIRAN}:jenis", sebab=sebab, tindakan="Pakai `keputusan_presiden_kp`.")]
        raise Masalah(M.ISIAN_TIDAK_SAH, "Jenis keputusan tidak dikenal.", kesalahan=salah)
    return data


async def simpan(bekal: Bekal, pengirim: Pelaku, isi: bytes, data: DataKeputusan) -> UUID:
    """Simpan keputusan yang sudah dibuka; berkas yang sama menjawab id yang sama."""
    objek = await bekal.penyimpanan.simpan(Ruang.KEPUTUSAN, isi)
    async with bekal.gudang.transaksi(pengirim.unit, akun=pengirim.akun) as gudang:
        return await gudang.keputusan_masuk.simpan(
            data, sha256=objek.sha256, ukuran=objek.ukuran, kunci=objek.kunci, pengirim=pengirim
        )


def pastikan_sama(amplop: str, data: DataKeputusan) -> None:
    """Data yang dikirim di samping PDF harus sama dengan yang ditandatangani; yang dipakai selalu yang di dalamnya."""
    try:
        disebut = DataKeputusan.model_validate_json(amplop)
    except ValidationError as galat:
        salah = kesalahan_isian(galat.errors(include_input=False), awalan="data.")
        raise Masalah(M.ISIAN_TIDAK_SAH, "Data pengantar keputusan tidak sah.", kesalahan=salah) from galat
    beda = _beda(disebut.model_dump(), data.model_dump(), "data")
    if beda:
        sebab, tindakan = f"Tidak sama dengan {NAMA_LAMPIRAN} di dalam PDF.", "Kirim data yang sama, atau PDF-nya saja."
        salah = [Kesalahan(bidang=satu, sebab=sebab, tindakan=tindakan) for satu in beda]
        raise Masalah(M.ISIAN_TIDAK_SAH, "Data pengantar berbeda dari keputusannya.", kesalahan=salah)


def _beda(disebut: Any, tertulis: Any, letak: str) -> list[str]:
    """Letak setiap isian yang berbeda."""
    if isinstance(disebut, dict) and isinstance(tertulis, dict):
        return [satu for nama in tertulis for satu in _beda(disebut[nama], tertulis[nama], f"{letak}.{nama}")]
    if isinstance(disebut, tuple) and isinstance(tertulis, tuple) and len(disebut) == len(tertulis):
        pasangan = enumerate(zip(disebut, tertulis, strict=True))
        return [satu for ke, (a, b) in pasangan for satu in _beda(a, b, f"{letak}.{ke}")]
    return [] if disebut == tertulis else [letak]
