"""Sesi tanda tangan dan penandatanganan satu pilihan surat sekaligus.

Kredensial hanya lewat di sini: disandi sebelum disimpan, tidak masuk riwayat alur kerja, catatan, atau pesan galat.
"""

import asyncio
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID, uuid4

import structlog
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api import boleh
from api.alur import belum_diterima
from api.bekal import Bekal, BekalAplikasi
from api.hilang import bila_tak_berjalan, sudah_diputus
from api.masalah import JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.pengganti import PetugasBertugas
from api.penolakan import sebagai_masalah
from api.siapa import Identitas
from api.terlihat import TugasTerlihat, letak, tugas_terlihat
from gudang import Gudang
from models.galat import JenisGalat
from models.keputusan import PermintaanTTE, StatusTTE
from models.peran import Peran
from models.sesi import UMUR_SESI, JenisKredensial, Kredensial

M, G = JenisMasalah, JenisGalat
SERENTAK: Final = 4
"""Surat yang ditandatangani sekaligus, sesudah satu surat membuktikan passphrasenya benar."""

rute = APIRouter(
    prefix="/sesi-tanda-tangan",
    tags=["Tanda tangan"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN, M.ISIAN_TIDAK_SAH),
)
PilihanTugas = Annotated[list[UUID], Field(min_length=1, max_length=200)]


class SesiBaru(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"jenis": "passphrase", "nilai": "…", "tugas_ids": ["7d7a1f0e-6b1f-4b52-9d1b-4f1f2f1f6a10"]}]
        },
    )

    jenis: JenisKredensial = JenisKredensial.PASSPHRASE
    nilai: SecretStr = Field(min_length=1, max_length=200, description="Passphrase, atau kode sekali pakai.")
    tugas_ids: PilihanTugas = Field(
        description="Tugas yang akan ditandatangani; sesi berlaku sekali bagi masing-masing."
    )


class SesiDibuka(BaseModel):
    id: UUID
    kedaluwarsa: datetime
    sisa_pakai: int


class PermintaanTandaTangan(BaseModel):
    id: UUID = Field(description="Id permintaan, dibuat pengirim; ulangi dengan id yang sama.")
    tugas_id: UUID


class PermintaanSekaligus(BaseModel):
    model_config = ConfigDict(extra="forbid")

    permintaan: list[PermintaanTandaTangan] = Field(min_length=1, max_length=200)


class HasilPenandatanganan(BaseModel):
    """`status`: `tertanda`, `passphrase_salah`, `tidak_pasti`, `gagal`, `ditolak`, `belum_diterima`, `tidak_dicoba`."""

    id: UUID
    tugas_id: UUID
    status: str
    pesan: str


@rute.post(
    "",
    status_code=201,
    summary="Buka sesi tanda tangan",
    description="Passphrase disimpan tersandi beberapa menit, hanya bagi tugas yang disebut, lalu dihapus.",
    responses=dokumentasi(M.PASSPHRASE_TERKUNCI, G.TUGAS_TIDAK_TERBUKA),
)
async def buka_sesi(sesi: SesiBaru, ia: PetugasBertugas, bekal: BekalAplikasi) -> SesiDibuka:
    boleh.pastikan(boleh.menandatangani(ia), "sesi", syarat="Hanya pejabat penandatangan yang membuka sesi.")
    sesi_id = uuid4()
    tugas_ids = set(sesi.tugas_ids)
    kredensial = Kredensial(jenis=sesi.jenis, nilai=sesi.nilai)
    async with bekal.transaksi(ia) as gudang:
        for tugas_id in tugas_ids:
            _pastikan_terbuka(await _tugas_tte(gudang, ia, tugas_id))
        await gudang.sesi.bersihkan()
        kedaluwarsa = await gudang.sesi.buat(
            sesi_id,
            ia.akun,
            sesi.jenis,
            bekal.sandi_sesi.sandikan(sesi_id, ia.akun, kredensial),
            umur=UMUR_SESI,
            tugas_ids=tugas_ids,
        )
    return SesiDibuka(id=sesi_id, kedaluwarsa=kedaluwarsa, sisa_pakai=len(tugas_ids))


@rute.post(
    "/{sesi_id}/tanda-tangani",
    summary="Tanda tangani satu pilihan surat",
    description=(
        "Hasil disebut per surat. Satu per satu sampai ada yang tertanda, lalu sisanya beberapa sekaligus; bila "
        "passphrasenya salah, sisanya tidak dicoba. "
        "`tertanda` berarti jawaban BSrE tersimpan; suratnya terbit sesudah diperiksa, dan bila jawabannya ternyata "
        "keliru, drafnya kembali dengan sebabnya. `tidak_pasti` berarti jawaban BSrE tidak pernah sampai: periksa di "
        "sana sebelum mengulang dengan id baru."
    ),
)
async def tanda_tangani(
    sesi_id: UUID, sekaligus: PermintaanSekaligus, ia: PetugasBertugas, bekal: BekalAplikasi
) -> list[HasilPenandatanganan]:
    hasil: list[HasilPenandatanganan] = []
    sisa = list(sekaligus.permintaan)
    while sisa and not (hasil and hasil[-1].status == StatusTTE.TERTANDA):
        satu = sisa.pop(0)
        hasil.append(await _tanda_tangani(bekal, ia, sesi_id, satu))
        if hasil[-1].status == StatusTTE.PASSPHRASE_SALAH:
            pesan = "Tidak dicoba karena passphrase salah; buka sesi baru."
            return hasil + [
                HasilPenandatanganan(id=satu.id, tugas_id=satu.tugas_id, status="tidak_dicoba", pesan=pesan)
                for satu in sisa
            ]
    pintu = asyncio.Semaphore(SERENTAK)

    async def satu_satu(permintaan: PermintaanTandaTangan) -> HasilPenandatanganan:
        async with pintu:
            return await _tanda_tangani(bekal, ia, sesi_id, permintaan)

    return hasil + list(await asyncio.gather(*(satu_satu(satu) for satu in sisa)))


async def _tanda_tangani(
    bekal: Bekal, ia: Identitas, sesi_id: UUID, permintaan: PermintaanTandaTangan
) -> HasilPenandatanganan:
    """Satu surat; penolakannya menjadi hasil baris ini dan tidak menghentikan yang lain."""

    def hasil(status: str, pesan: str) -> HasilPenandatanganan:
        return HasilPenandatanganan(id=permintaan.id, tugas_id=permintaan.tugas_id, status=status, pesan=pesan)

    try:
        async with bekal.transaksi(ia) as gudang:
            terlihat = await _tugas_tte(gudang, ia, permintaan.tugas_id)
        pesan = PermintaanTTE(
            tugas_id=permintaan.tugas_id,
            sesi_id=sesi_id,
            pelaku=ia.sebagai(terlihat.letak.peran, untuk=terlihat.letak.untuk),
        )
        tte = await bekal.alur.tanda_tangani(
            terlihat.usulan.id,
            pesan,
            id_perintah=permintaan.id,
            bila_tak_berjalan=bila_tak_berjalan(bekal, ia, terlihat.usulan.id, sudah_diputus()),
        )
    except Exception as galat:
        masalah = _masalah(galat)
        # 503: bagian luarnya sedang padam, jadi suratnya belum ditolak siapa pun dan boleh dikirim lagi.
        return hasil(M.BELUM_DITERIMA if masalah.status == 503 else "ditolak", masalah.rincian)
    return hasil(tte.status, tte.pesan)


def _masalah(galat: Exception) -> Masalah:
    """Galat yang tidak dikenal pun milik surat ini saja: surat lain dalam pilihan itu tetap dijawab."""
    try:
        return sebagai_masalah(galat)
    except Exception:
        structlog.get_logger("api").exception("tanda_tangan_gagal")
        return belum_diterima()


async def _tugas_tte(gudang: Gudang, ia: Identitas, tugas_id: UUID) -> TugasTerlihat:
    terlihat = await tugas_terlihat(gudang, ia, tugas_id)
    boleh.pastikan(
        boleh.mengerjakan(ia, letak(terlihat.usulan), terlihat.letak),
        "tugas",
        syarat="Surat ini ditandatangani pejabat yang namanya tertera.",
    )
    if boleh.menggantikan(ia, terlihat.letak):
        raise Masalah(
            G.BUKAN_UNTUK_ANDA,
            "Surat ini masih atas nama pejabat yang Anda gantikan.",
            tindakan=f"Ambil alih dengan /tugas/{tugas_id}/alihkan kepada diri sendiri: surat disusun ulang atas nama "
            "Anda dengan nomor yang sama, diparaf, lalu ditandatangani.",
        )
    return terlihat


def _pastikan_terbuka(terlihat: TugasTerlihat) -> None:
    tugas = terlihat.tugas
    if tugas.ditutup is not None:
        raise Masalah(G.TUGAS_TIDAK_TERBUKA, f"Tugas {tugas.nama} usulan {tugas.nomor} sudah ditutup.")
    if Peran(tugas.peran) not in boleh.PENANDATANGAN or not tugas.rincian.get("draf"):
        salah = Kesalahan(bidang="tugas_ids", sebab=f"Tugas {tugas.nama} {tugas.nomor} tidak meminta tanda tangan.")
        raise Masalah(M.ISIAN_TIDAK_SAH, "Ada tugas yang bukan tanda tangan.", kesalahan=[salah])
