"""ASN: pencarian, profil, arsip digital, kelayakan pada satu periode, dan prediksi kenaikan pangkat."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from api import boleh, kursor
from api.bekal import BekalAplikasi, GudangPetugas
from api.kursor import Batas, Halaman, TeksKursor
from api.masalah import JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.penyamaran import samarkan, samarkan_perubahan
from api.siapa import Identitas, Petugas
from api.terlihat import asn_terlihat, catat_asn_dibaca, instansi_asn
from api.wujud import DokumenTerlampir, Wujud
from gudang.asn import SaringanASN
from models.aturan.hasil import HasilPemeriksaan, Prediksi
from models.aturan.kp import periksa
from models.aturan.periode import pastikan_periode
from models.aturan.prediksi import JENIS_DIPREDIKSI, prediksi
from models.layanan import diprediksi
from models.lipatan import DataUtamaKurang, lipat
from models.peran import unit_instansi
from models.perubahan import Perubahan
from models.profil import ProfilASN
from models.referensi import Golongan, JenisKP, tulis_tanggal
from models.referensi.tanggal import tambah_tahun
from models.referensi.zona import hari_ini
from models.riwayat import KELOMPOK

M = JenisMasalah
TAHUN_PREDIKSI = 5
rute = APIRouter(
    prefix="/asn",
    tags=["ASN"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN, M.ISIAN_TIDAK_SAH),
)


class BarisASN(Wujud):
    id: UUID
    nip: str
    nama: str
    nama_lengkap: str
    instansi_id: str
    instansi: str
    unor: str
    golongan: str | None
    tmt_golongan: date | None
    jabatan: str | None
    jabatan_jenis: str | None
    kedudukan_hukum: str


class BarisLayak(BaseModel):
    asn: BarisASN
    layak: bool
    golongan_tujuan: Golongan | None
    kurang: list[str] = Field(description="Yang belum terpenuhi, dalam kata-kata; kosong bila layak.")


class ProfilTerbaca(ProfilASN):
    """NIK tersamar, kecuali bagi pemiliknya."""

    dokumen: tuple[DokumenTerlampir, ...] = ()
    """Dokumen yang menjadi dasar riwayatnya, disebut `dokumen_id` tiap baris."""


class PerubahanTerbaca(Wujud):
    usulan_id: UUID
    nomor_usulan: str | None
    """Kosong bila usulannya di luar wilayah Anda."""
    waktu: datetime
    perubahan: Perubahan


@rute.get("", summary="Cari ASN dalam wilayah Anda, berurut nama")
async def cari_asn(
    ia: Petugas,
    gudang: GudangPetugas,
    cari: Annotated[str, Query(description="Awal nama atau awal NIP.", max_length=100)] = "",
    instansi_id: str | None = None,
    unor: Annotated[str | None, Query(description="Nama unit organisasi, persis.")] = None,
    kursor_: Annotated[TeksKursor, Query(alias="kursor")] = None,
    batas: Batas = 50,
) -> Halaman[BarisASN]:
    saringan = SaringanASN(cari=cari, instansi_id=batas_instansi(ia, instansi_id), unor=unor)
    halaman = await gudang.asn.cari(saringan, sesudah=kursor.baca(kursor_, tuple[str, UUID]), batas=batas)
    baris = [BarisASN.model_validate(satu) for satu in halaman.baris]
    return kursor.halaman(baris, halaman.berikut)


@rute.get("/layak", summary="Siapa yang memenuhi syarat pada satu periode")
async def daftar_layak(
    ia: Petugas,
    bekal: BekalAplikasi,
    periode: Annotated[date, Query(description="TMT kenaikan pangkat: tanggal 1 suatu bulan.")],
    jenis: JenisKP,
    instansi_id: str | None = None,
    unor: str | None = None,
    hanya_layak: Annotated[bool, Query(description="`false` menyertakan yang belum layak dengan sebabnya.")] = True,
    kursor_: Annotated[TeksKursor, Query(alias="kursor")] = None,
    batas: Batas = 100,
) -> Halaman[BarisLayak]:
    """Diperiksa sehalaman ASN demi sehalaman; halaman dapat berisi lebih sedikit dari `batas`."""
    _pastikan_periode(periode)
    saringan = SaringanASN(instansi_id=batas_instansi(ia, instansi_id), unor=unor, tanpa_usulan=diprediksi().kode)
    sesudah = kursor.baca(kursor_, tuple[str, UUID])
    async with bekal.transaksi(ia) as gudang:
        halaman = await gudang.asn.cari(saringan, sesudah=sesudah, batas=batas)
        profil = await gudang.asn.baca_profil_banyak([satu.id for satu in halaman.baris])
    hasil = await run_in_threadpool(_periksa_semua, profil, jenis, periode)
    baris = [
        BarisLayak(
            asn=BarisASN.model_validate(satu),
            layak=hasil[satu.id].memenuhi,
            golongan_tujuan=hasil[satu.id].golongan_tujuan,
            kurang=[f"{syarat.nama}: {syarat.alasan}" for syarat in hasil[satu.id].kurang],
        )
        for satu in halaman.baris
        if hasil[satu.id].memenuhi or not hanya_layak
    ]
    return kursor.halaman(baris, halaman.berikut)


@rute.get("/{asn_id}", summary="Profil lengkap dengan riwayatnya, kini atau pada suatu hari")
async def baca_asn(
    asn_id: UUID,
    ia: Petugas,
    gudang: GudangPetugas,
    pada: Annotated[date | None, Query(description="Hari profil itu berlaku; kosong berarti kini.")] = None,
) -> ProfilTerbaca:
    """Tanpa `pada` riwayatnya lengkap, termasuk yang TMT-nya belum tiba; dengan `pada` hanya yang sudah berlaku."""
    profil = await asn_terlihat(gudang, ia, asn_id)
    if pada is not None:
        profil = _pada_hari(profil, pada)
    disebut = {r.dokumen_id for kelompok in KELOMPOK for r in getattr(profil, kelompok) if r.dokumen_id}
    dokumen = await gudang.dokumen.baca_banyak(disebut)
    await catat_asn_dibaca(gudang, ia, profil.id, profil.instansi_id, "profil")
    tampil = profil if ia.asn_id == profil.id else samarkan(profil)
    terlampir = tuple(DokumenTerlampir.model_validate(satu) for satu in dokumen.values())
    return ProfilTerbaca.model_construct(**dict(tampil), dokumen=terlampir)


@rute.get("/{asn_id}/perubahan", summary="Perubahan yang pernah diterapkan pada profilnya, terbaru dahulu")
async def perubahan_asn(asn_id: UUID, ia: Petugas, gudang: GudangPetugas) -> list[PerubahanTerbaca]:
    profil = await asn_terlihat(gudang, ia, asn_id)
    tercatat = [PerubahanTerbaca.model_validate(satu) for satu in await gudang.asn.perubahan(asn_id)]
    await catat_asn_dibaca(gudang, ia, profil.id, profil.instansi_id, "perubahan")
    if ia.asn_id == profil.id:
        return tercatat
    return [satu.model_copy(update={"perubahan": samarkan_perubahan(satu.perubahan)}) for satu in tercatat]


@rute.get("/{asn_id}/dokumen", summary="Arsip digital seorang ASN")
async def arsip_asn(asn_id: UUID, ia: Petugas, gudang: GudangPetugas) -> list[DokumenTerlampir]:
    instansi_id = await instansi_asn(gudang, ia, asn_id)
    await catat_asn_dibaca(gudang, ia, asn_id, instansi_id, "arsip")
    return [DokumenTerlampir.model_validate(satu) for satu in await gudang.dokumen.arsip(asn_id)]


@rute.get("/{asn_id}/pemeriksaan", summary="Syarat satu jenis kenaikan pangkat pada satu periode")
async def periksa_asn(
    asn_id: UUID, jenis: JenisKP, periode: date, ia: Petugas, gudang: GudangPetugas
) -> HasilPemeriksaan:
    _pastikan_periode(periode)
    profil = await asn_terlihat(gudang, ia, asn_id)
    await catat_asn_dibaca(gudang, ia, profil.id, profil.instansi_id, "pemeriksaan")
    return periksa(profil, jenis, periode)


@rute.get("/{asn_id}/prediksi", summary="Kapan ia dapat naik pangkat, dan apa yang masih kurang")
async def prediksi_asn(asn_id: UUID, ia: Petugas, bekal: BekalAplikasi) -> list[Prediksi]:
    """Reguler, struktural, dan fungsional, sampai lima tahun ke depan, dari profil seperti adanya."""
    async with bekal.transaksi(ia) as gudang:
        profil = await asn_terlihat(gudang, ia, asn_id)
        await catat_asn_dibaca(gudang, ia, profil.id, profil.instansi_id, "prediksi")
    dari = hari_ini(unit_instansi(profil.instansi_id))
    sampai = tambah_tahun(dari, TAHUN_PREDIKSI)
    return await run_in_threadpool(lambda: [prediksi(profil, jenis, dari, sampai) for jenis in JENIS_DIPREDIKSI])


def batas_instansi(ia: Identitas, diminta: str | None) -> str | None:
    """Batas instansi sebuah daftar: instansinya sendiri, atau yang diminta bila ia petugas BKN."""
    if ia.unit.startswith("instansi:"):
        sendiri = ia.unit.removeprefix("instansi:")
        if not ia.peran & boleh.PERAN_INSTANSI:
            raise Masalah(M.TERLARANG, "Peran Anda tidak membaca data ASN.")
        if diminta is not None and unit_instansi(diminta) != ia.unit:
            raise boleh.tidak_ditemukan("instansi")
        return sendiri
    if not ia.peran & (boleh.PERAN_BKN | boleh.PERAN_ADMINISTRATOR):
        raise Masalah(M.TERLARANG, "Peran Anda tidak membaca data ASN.")
    return diminta


def _pastikan_periode(periode: date) -> None:
    try:
        pastikan_periode(periode)
    except ValueError as galat:
        sebab = str(galat).removeprefix("periode: ")
        kesalahan = [Kesalahan(bidang="periode", sebab=sebab, tindakan="Lihat /referensi/periode.")]
        raise Masalah(M.ISIAN_TIDAK_SAH, "Periode tidak sah.", kesalahan=kesalahan) from galat


def _periksa_semua(profil: dict[UUID, ProfilASN], jenis: JenisKP, periode: date) -> dict[UUID, HasilPemeriksaan]:
    return {asn_id: periksa(satu, jenis, periode) for asn_id, satu in profil.items()}


def _pada_hari(profil: ProfilASN, pada: date) -> ProfilASN:
    try:
        return lipat(profil.id, profil, pada)
    except DataUtamaKurang as galat:
        sebab = f"ASN ini belum tercatat pada {tulis_tanggal(pada)}; pilih hari sesudah ia diangkat."
        raise Masalah(M.TIDAK_DITEMUKAN, sebab) from galat
