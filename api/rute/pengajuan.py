"""Mengajukan usulan, mengikutinya, menarik, menahan, dan melanjutkannya."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api import boleh
from api.bekal import Bekal, BekalAplikasi, GudangPetugas
from api.boleh import Jawaban
from api.hilang import bila_tak_berjalan
from api.kelengkapan import bekukan_berkas
from api.konsep import pastikan_menyusun
from api.masalah import JenisMasalah, Masalah, dokumentasi
from api.perkara import Perkara
from api.riwayat import susun_riwayat
from api.siapa import Identitas, Petugas
from api.terlihat import catat_usulan_dibaca, letak, usulan_terlihat
from api.wujud import ButirRiwayat, PerintahDiterima, RingkasanUsulan
from gudang import Gudang
from gudang.usulan import DataUsulan
from models.galat import JenisGalat
from models.keputusan import Pelanjutan, Penahanan, Penarikan, Perintah
from models.peran import Peran
from models.usulan import Berkas

M = JenisMasalah
rute = APIRouter(
    prefix="/usulan/{usulan_id}",
    tags=["Usulan"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN, M.ISIAN_TIDAK_SAH),
)
_PERINTAH = dokumentasi(M.BELUM_DITERIMA, M.BELUM_DIAJUKAN, JenisGalat.SUDAH_BERAKHIR, JenisGalat.ALASAN_KOSONG)


class Pengajuan(BaseModel):
    diterima: bool = True
    berjalan: bool = Field(description="Alur kerjanya sudah mulai; bila belum, ia dimulai begitu mesinnya pulih.")
    pesan: str
    usulan: RingkasanUsulan


class PerintahBeralasan(BaseModel):
    """Perintah kepada usulan. Ulangi dengan `id` yang sama bila jawabannya tidak sampai."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"id": "7d7a1f0e-6b1f-4b52-9d1b-4f1f2f1f6a10", "alasan": "Jenisnya keliru."}]},
    )

    id: UUID = Field(description="Id perintah, dibuat pengirim; perintah ber-id sama tercatat sekali saja.")
    alasan: str = Field(min_length=1, max_length=2000)


@rute.post(
    "/ajukan",
    summary="Ajukan konsep",
    description="Boleh diulang pengajunya sendiri: jawabannya sama dan usulannya tetap satu.",
    responses={
        202: {"model": Pengajuan, "description": "Diterima; alur kerja dimulai begitu mesinnya pulih"},
        **dokumentasi(
            M.TIDAK_MEMENUHI_SYARAT,
            M.BELUM_LENGKAP,
            M.ISIAN_TIDAK_SAH,
            M.PERIODE_DITUTUP,
            M.SUDAH_DIAJUKAN,
            M.KONSEP_BASI,
        ),
    },
)
async def ajukan(usulan_id: UUID, ia: Petugas, bekal: BekalAplikasi, jawaban: Response) -> Pengajuan:
    async with bekal.transaksi(ia) as gudang:
        berkas = await _ajukan(gudang, ia, usulan_id)
    try:
        await bekal.alur.mulai(berkas)
        berjalan = True
    except Masalah as masalah:
        # Sudah tersimpan sebagai diajukan; penyapu memulai alurnya begitu mesin alur kerja menjawab.
        if masalah.jenis is not M.BELUM_DITERIMA:
            raise
        berjalan = False
        jawaban.status_code = 202
    async with bekal.transaksi(ia) as gudang:
        usulan = RingkasanUsulan.model_validate(await gudang.usulan.ringkas(usulan_id))
    pesan = "Usulan diterima dan sedang berjalan." if berjalan else "Usulan diterima; menunggu mesin alur kerja pulih."
    return Pengajuan(berjalan=berjalan, pesan=pesan, usulan=usulan)


async def _ajukan(gudang: Gudang, ia: Identitas, usulan_id: UUID) -> Berkas:
    """Berkas beku: yang baru diajukan, atau yang sudah diajukannya sendiri."""
    usulan = await usulan_terlihat(gudang, ia, usulan_id)
    pastikan_menyusun(ia, usulan.layanan, usulan.jenis, usulan.instansi_id, usulan.asn_id)
    if usulan.berkas is not None:
        if usulan.pengusul != ia.akun:
            raise Masalah(M.SUDAH_DIAJUKAN, f"Usulan {usulan.nomor} sudah diajukan orang lain.")
        return usulan.berkas
    perkara = await Perkara.muat(gudang, usulan)
    hasil = await perkara.kelengkapan(gudang)
    hasil.pastikan()
    if hasil.kewenangan is None:
        raise Masalah(M.TIDAK_MEMENUHI_SYARAT, "Kewenangan atas usulan ini belum dapat ditentukan.")
    berkas = bekukan_berkas(perkara.bahan, perkara.profil, ia.sebagai(ia.peran_pengusul), hasil.kewenangan)
    await gudang.usulan.ajukan(usulan.versi, berkas, perkara.definisi.kunci(perkara.bahan))
    return berkas


@rute.get("/riwayat", summary="Garis waktu: siapa berbuat apa, kapan menurut waktu setempat")
async def riwayat(
    usulan_id: UUID,
    ia: Petugas,
    gudang: GudangPetugas,
    pembacaan: Annotated[bool, Query(description="Sertakan pembacaan dokumen dan surat.")] = False,
) -> list[ButirRiwayat]:
    usulan = await usulan_terlihat(gudang, ia, usulan_id)
    await catat_usulan_dibaca(gudang, ia, usulan, "riwayat")
    return await susun_riwayat(gudang, usulan, dengan_pembacaan=pembacaan)


class KeutuhanJejak(BaseModel):
    utuh: bool
    putus_pada: int | None = Field(description="Urutan baris jejak pertama yang tidak cocok dengan rantainya.")


@rute.get("/keutuhan", summary="Apakah rantai jejaknya utuh")
async def keutuhan(usulan_id: UUID, ia: Petugas, gudang: GudangPetugas) -> KeutuhanJejak:
    """Menghitung ulang sidik setiap baris jejak; baris yang diubah atau hilang memutus rantai."""
    usulan = await usulan_terlihat(gudang, ia, usulan_id)
    putus = await gudang.jejak.periksa_rantai(usulan.id)
    return KeutuhanJejak(utuh=putus is None, putus_pada=putus)


@rute.post("/tarik", summary="Tarik usulan, sebelum perteknya ditandatangani", responses=_PERINTAH)
async def tarik(usulan_id: UUID, perintah: PerintahBeralasan, ia: Petugas, bekal: BekalAplikasi) -> PerintahDiterima:
    usulan = await _diajukan(bekal, ia, usulan_id)
    boleh.pastikan(boleh.menarik(ia, letak(usulan)), "usulan", syarat="Hanya pengusulnya yang menarik.")
    pesan = Penarikan(alasan=perintah.alasan, pelaku=ia.sebagai(ia.peran_pengusul))
    return await _perintahkan(bekal, ia, usulan, "tarik", pesan, perintah.id)


@rute.post("/tahan", summary="Tahan usulan (administrator)", responses=_PERINTAH)
async def tahan(usulan_id: UUID, perintah: PerintahBeralasan, ia: Petugas, bekal: BekalAplikasi) -> PerintahDiterima:
    usulan = await _diajukan(bekal, ia, usulan_id)
    _pastikan_menahan(boleh.menahan(ia, letak(usulan)))
    pesan = Penahanan(alasan=perintah.alasan, pelaku=ia.sebagai(Peran.ADMINISTRATOR))
    return await _perintahkan(bekal, ia, usulan, "tahan", pesan, perintah.id)


@rute.post("/lanjutkan", summary="Lanjutkan usulan yang ditahan (administrator)", responses=_PERINTAH)
async def lanjutkan(
    usulan_id: UUID, perintah: PerintahBeralasan, ia: Petugas, bekal: BekalAplikasi
) -> PerintahDiterima:
    usulan = await _diajukan(bekal, ia, usulan_id)
    _pastikan_menahan(boleh.menahan(ia, letak(usulan)))
    pesan = Pelanjutan(alasan=perintah.alasan, pelaku=ia.sebagai(Peran.ADMINISTRATOR))
    return await _perintahkan(bekal, ia, usulan, "lanjutkan", pesan, perintah.id)


def _pastikan_menahan(jawaban: Jawaban) -> None:
    boleh.pastikan(jawaban, "usulan", syarat="Hanya administrator yang menahan dan melanjutkan usulan.")


async def _diajukan(bekal: Bekal, ia: Identitas, usulan_id: UUID) -> DataUsulan:
    async with bekal.transaksi(ia) as gudang:
        usulan = await usulan_terlihat(gudang, ia, usulan_id)
    if usulan.diajukan_pada is None:
        raise Masalah(M.BELUM_DIAJUKAN, "Usulan ini masih konsep.")
    return usulan


async def _perintahkan(
    bekal: Bekal, ia: Identitas, usulan: DataUsulan, nama: str, pesan: Perintah, id_perintah: UUID
) -> PerintahDiterima:
    tak_berjalan = (
        Masalah(M.BELUM_DITERIMA, "Alur kerja usulan ini belum mulai.")
        if usulan.terbuka
        else Masalah(JenisGalat.SUDAH_BERAKHIR, "Usulan ini sudah berakhir.")
    )
    sebab = bila_tak_berjalan(bekal, ia, usulan.id, tak_berjalan)
    await bekal.alur.perintahkan(usulan.id, nama, pesan, id_perintah=id_perintah, bila_tak_berjalan=sebab)
    async with bekal.transaksi(ia) as gudang:
        sesudah = await gudang.usulan.ringkas(usulan.id)
    return PerintahDiterima(id=id_perintah, usulan=RingkasanUsulan.model_validate(sesudah))
