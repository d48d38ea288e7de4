"""Prediksi kenaikan pangkat seinstansi: siapa layak pada periode mana, dan bagi yang lain apa yang kurang."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from api import kursor
from api.bekal import GudangPetugas
from api.kursor import Batas, Halaman, TeksKursor
from api.masalah import JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.rute.asn import batas_instansi
from api.siapa import Petugas
from api.wujud import Wujud
from gudang.prediksi import SaringanPrediksi
from models.aturan.hasil import KeadaanPrediksi
from models.pemeriksaan import Syarat
from models.referensi import Golongan, JenisKP
from models.referensi.zona import hari_ini

M = JenisMasalah
rute = APIRouter(
    prefix="/prediksi",
    tags=["ASN"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN, M.ISIAN_TIDAK_SAH),
)
_JenisDiprediksi = Literal[JenisKP.REGULER, JenisKP.STRUKTURAL, JenisKP.FUNGSIONAL]


class PrediksiTersimpan(Wujud):
    """Satu jenis kenaikan pangkat seorang ASN, menurut jabatannya."""

    asn_id: UUID
    nip: str
    nama_lengkap: str
    instansi_id: str
    instansi: str
    unor: str
    jabatan: str | None
    jenis: JenisKP
    keadaan: KeadaanPrediksi
    golongan: Golongan | None
    golongan_tujuan: Golongan | None
    periode: date | None
    """Periode paling awal ia layak, atau dapat layak bila `kurang` dilengkapi; kosong bila menunggu atau terhalang."""
    kurang: list[Syarat]
    """Yang belum terpenuhi pada periode itu, dengan sebab dan dasar hukumnya."""
    mutakhir: bool
    """`false`: profilnya baru berubah dan segera dihitung ulang."""
    diusulkan: bool
    """Kenaikan pangkatnya sedang diusulkan."""


class BanyakPeriode(Wujud):
    periode: date
    jenis: JenisKP
    layak: int
    dilengkapi: int


class BanyakSyarat(Wujud):
    kode: str
    nama: str
    banyak: int


class RingkasanPrediksi(Wujud):
    asn: int
    """ASN yang prediksinya mutakhir."""
    belum_dihitung: int
    """ASN yang baru dimuat atau baru berubah; dihitung dalam hitungan detik."""
    tanpa_prediksi: int
    """Yang riwayatnya tidak terbaca; perbaiki datanya."""
    keadaan: dict[KeadaanPrediksi, int]
    periode: list[BanyakPeriode]
    """Menurut periode dan jenis, dari yang paling dekat."""
    syarat: list[BanyakSyarat]
    """Syarat yang kurang, yang terbanyak dahulu."""


def _saringan(
    ia: Petugas,
    instansi_id: str | None = None,
    unor: Annotated[str | None, Query(description="Nama unit organisasi, persis.")] = None,
    jenis: Annotated[_JenisDiprediksi | None, Query(description="101 reguler, 201 struktural, 202 fungsional.")] = None,
    periode_dari: date | None = None,
    periode_sampai: date | None = None,
    layak: Annotated[bool | None, Query(description="`true` hanya yang layak, `false` hanya yang belum.")] = None,
    syarat: Annotated[
        str | None, Query(description="Kode syarat yang kurang, seperti pada ringkasan.", max_length=50)
    ] = None,
) -> SaringanPrediksi:
    if periode_dari and periode_sampai and periode_dari > periode_sampai:
        salah = Kesalahan(
            bidang="periode_sampai",
            sebab=f"Mendahului periode_dari, {periode_dari}.",
            tindakan="Pilih periode_sampai yang sama atau sesudahnya.",
        )
        raise Masalah(M.ISIAN_TIDAK_SAH, "Rentang periodenya terbalik.", kesalahan=[salah])
    return SaringanPrediksi(
        instansi_id=batas_instansi(ia, instansi_id),
        unor=unor,
        jenis=jenis,
        dari=periode_dari,
        sampai=periode_sampai,
        layak=layak,
        syarat=syarat,
    )


Saringan = Annotated[SaringanPrediksi, Depends(_saringan)]


@rute.get("", summary="Siapa layak naik pangkat pada periode mana, dan apa yang kurang bagi yang lain")
async def daftar_prediksi(
    saringan: Saringan,
    gudang: GudangPetugas,
    kursor_: Annotated[TeksKursor, Query(alias="kursor")] = None,
    batas: Batas = 50,
) -> Halaman[PrediksiTersimpan]:
    """Berurut periode lalu nama, sampai lima tahun ke depan mulai periode yang masih menerima usul.

    Dihitung worker dari profil seperti adanya dengan aturan yang sama seperti pada harinya. Yang dikosongkan rentang
    periodenya memuat juga yang menunggu di luar rentang dan yang terhalang.
    """
    patokan = await gudang.prediksi.patokan(hari_ini())
    sesudah = kursor.baca(kursor_, tuple[date, str, UUID, str])
    hasil = await gudang.prediksi.daftar(saringan, patokan, sesudah=sesudah, batas=batas + 1)
    berikut = hasil[batas - 1].kunci if len(hasil) > batas else None
    baris = [PrediksiTersimpan.model_validate(satu) for satu in hasil[:batas]]
    return kursor.halaman(baris, berikut)


@rute.get("/ringkasan", summary="Banyaknya menurut periode, jenis, dan syarat yang kurang")
async def ringkasan_prediksi(saringan: Saringan, gudang: GudangPetugas) -> RingkasanPrediksi:
    patokan = await gudang.prediksi.patokan(hari_ini())
    return RingkasanPrediksi.model_validate(await gudang.prediksi.ringkasan(saringan, patokan))
