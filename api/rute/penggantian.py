"""Penggantian pejabat: diusulkan seorang, disahkan orang lain, dan baru sesudah itu berlaku."""

from datetime import date, datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api import boleh
from api.bekal import GudangPetugas
from api.boleh import PERAN_BKN, PERAN_INSTANSI, Jawaban, LetakTugas
from api.masalah import JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.siapa import Identitas, Petugas
from api.wujud import Wujud
from gudang import Gudang
from gudang.pejabat import DataAkun, PenggantianTercatat
from models.galat import JenisGalat
from models.pejabat import Penggantian, Sebagai
from models.peran import Peran
from models.referensi.tanggal import tulis_tanggal
from models.referensi.unit import nama_unit
from models.referensi.zona import hari_ini

M = JenisMasalah
MASA_TERLAMA: Final = timedelta(days=366)
BERTUGAS: Final = (PERAN_INSTANSI | PERAN_BKN) - {Peran.PENGAWAS}
PENGESAH: Final = "pejabat yang digantikan, admin instansi lain di unitnya, atau administrator lain"
PENGESAH_AN: Final = "pejabat yang melimpahkannya sendiri"
SYARAT: Final = f"Hanya {PENGESAH} yang mengesahkan dan menolak penggantian ini."
rute = APIRouter(
    prefix="/pejabat/penggantian",
    tags=["Pejabat"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.ISIAN_TIDAK_SAH),
)
Catatan = Annotated[str, Field(min_length=5, max_length=2000)]
Teks = Annotated[str, Field(min_length=1, max_length=300)]


class PenggantianBaru(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "unit": "kanreg:III",
                    "peran": "penandatangan_bkn",
                    "pejabat": "<akun>",
                    "sebagai": "plh",
                    "pengganti": "<akun>",
                    "mulai": "2026-12-01",
                    "sampai": "2026-12-05",
                    "catatan": "Surat perintah Nomor 7 Tahun 2026",
                }
            ]
        },
    )

    unit: Teks
    peran: Peran
    pejabat: str | None = Field(
        default=None, max_length=200, description="Akun yang digantikan; kosong bagi jabatan yang tidak berpejabat."
    )
    jabatan: Teks | None = Field(
        default=None,
        description="Jabatan sesudah Plh., Plt., atau a.n.; bawaannya jabatan pejabatnya.",
    )
    sebagai: Sebagai
    pengganti: str | None = Field(
        default=None, max_length=200, description="Akun; kosong berarti berhalangan dan belum digantikan."
    )
    mulai: date
    sampai: date
    catatan: Catatan


class PenggantianTerbaca(Wujud):
    id: int
    unit: str
    peran: Peran
    pejabat: str | None
    pejabat_nama: str | None
    jabatan: str | None
    sebagai: Sebagai
    pengganti: str | None
    pengganti_nama: str | None
    mulai: date
    sampai: date
    catatan: str
    dibuat_oleh: str
    """Akun pengusulnya."""
    dibuat_nama: str | None
    dibuat: datetime
    disahkan_oleh: str | None
    disahkan_nama: str | None
    disahkan: datetime | None
    """Kosong pada ketidakhadiran tanpa pengganti: ia berlaku tanpa disahkan."""
    menunggu_pengesahan: bool
    """Belum memberi hak apa pun."""
    dibatalkan_oleh: str | None
    dibatalkan: datetime | None
    sebab_batal: str | None


@rute.get("", summary="Penggantian yang menunggu pengesahan Anda")
async def penggantian_menunggu(ia: Petugas, gudang: GudangPetugas) -> list[PenggantianTerbaca]:
    """Yang belum lewat masanya, yang terbaru dahulu; usulan Anda sendiri dan yang menunjuk Anda tidak termasuk."""
    return [
        PenggantianTerbaca.model_validate(satu)
        for satu in await gudang.pejabat.menunggu_pengesahan()
        if satu.sampai >= hari_ini(satu.unit)
        and ia.akun not in {satu.dibuat_oleh, satu.pengganti}
        and _mengesahkan(ia, satu) is Jawaban.BOLEH
    ]


@rute.post("", status_code=201, summary="Usulkan pengganti atau pelimpahan, atau catat ketidakhadiran")
async def tetapkan_penggantian(baru: PenggantianBaru, ia: Petugas, gudang: GudangPetugas) -> PenggantianTerbaca:
    """Yang menyebut pengganti baru berlaku sesudah disahkan orang lain; ketidakhadiran saja berlaku seketika.

    Bagi pejabat dan peran yang sama yang terakhir diusulkan berlaku. Aturan beda orang mengenai pengganti juga.
    """
    pastikan_mengatur(ia, baru.unit)
    pastikan_unit(baru.unit)
    if kesalahan := [*_salah_isi(baru), *await _salah_orang(gudang, ia, baru)]:
        raise tidak_sah(*kesalahan)
    penggantian = Penggantian(id=0, **baru.model_dump(exclude={"unit", "catatan"}))
    nomor = await gudang.pejabat.tetapkan_penggantian(baru.unit, penggantian, catatan=baru.catatan, oleh=ia.akun)
    (tercatat,) = await gudang.pejabat.riwayat_penggantian(penggantian_id=nomor)
    return PenggantianTerbaca.model_validate(tercatat)


@rute.post(
    "/{penggantian_id}/sahkan",
    summary="Sahkan penggantian yang diusulkan orang lain",
    responses=dokumentasi(M.TIDAK_DITEMUKAN, M.PENGGANTIAN_TERTUTUP, JenisGalat.BEDA_ORANG),
)
async def sahkan_penggantian(penggantian_id: int, ia: Petugas, gudang: GudangPetugas) -> PenggantianTerbaca:
    """Oleh pejabatnya sendiri, admin instansi lain di unitnya, atau administrator lain; a.n. hanya oleh pejabatnya.

    Yang sudah sah dijawab apa adanya.
    """
    tercatat = await _cari(gudang, penggantian_id)
    _pastikan_orang_kedua(ia, tercatat)
    if tercatat.menunggu_pengesahan:
        if tercatat.sampai < hari_ini(tercatat.unit):
            berakhir = tulis_tanggal(tercatat.sampai)
            raise Masalah(M.PENGGANTIAN_TERTUTUP, f"Masa penggantian ini sudah lewat: berakhir {berakhir}.")
        await gudang.pejabat.sahkan_penggantian(penggantian_id, oleh=ia.akun)
        tercatat = await _cari(gudang, penggantian_id)
    if tercatat.dibatalkan is not None:
        raise Masalah(M.PENGGANTIAN_TERTUTUP, f"Penggantian ini sudah ditolak atau diakhiri: {tercatat.sebab_batal}")
    return PenggantianTerbaca.model_validate(tercatat)


@rute.delete(
    "/{penggantian_id}",
    status_code=204,
    summary="Tolak, tarik, atau akhiri penggantian: pejabatnya bertugas lagi",
    responses=dokumentasi(M.TIDAK_DITEMUKAN),
)
async def akhiri_penggantian(
    penggantian_id: int,
    sebab: Annotated[str, Query(min_length=5, max_length=2000)],
    ia: Petugas,
    gudang: GudangPetugas,
) -> None:
    """Juga oleh pejabatnya sendiri. Barisnya tetap tersimpan dengan siapa, kapan, dan sebab berakhirnya."""
    tercatat = await _cari(gudang, penggantian_id)
    boleh.pastikan(boleh.menolak_penggantian(ia, _letak(tercatat)), "penggantian", syarat=SYARAT)
    await gudang.pejabat.akhiri_penggantian(penggantian_id, oleh=ia.akun, sebab=sebab)


async def _cari(gudang: Gudang, penggantian_id: int) -> PenggantianTercatat:
    tercatat = await gudang.pejabat.riwayat_penggantian(penggantian_id=penggantian_id)
    if not tercatat:
        raise boleh.tidak_ditemukan("penggantian")
    return tercatat[0]


def _letak(tercatat: PenggantianTercatat) -> LetakTugas:
    return LetakTugas(Peran(tercatat.peran), tercatat.unit, tercatat.pejabat)


def _mengesahkan(ia: Identitas, tercatat: PenggantianTercatat) -> Jawaban:
    dilimpahkan = tercatat.sebagai == Sebagai.AN
    return boleh.mengesahkan_penggantian(ia, _letak(tercatat), dilimpahkan=dilimpahkan)


def _pastikan_orang_kedua(ia: Identitas, tercatat: PenggantianTercatat) -> None:
    sebab = {
        tercatat.pengganti: "Anda yang ditunjuk sebagai pengganti, jadi bukan Anda yang mengesahkannya.",
        tercatat.dibuat_oleh: "Anda yang mengusulkan penggantian ini, jadi bukan Anda yang mengesahkannya.",
    }.get(ia.akun)
    dilimpahkan = tercatat.sebagai == Sebagai.AN
    if sebab is not None:
        pengesah = PENGESAH_AN if dilimpahkan else PENGESAH
        raise Masalah(JenisGalat.BEDA_ORANG, sebab, tindakan=f"Mintalah {pengesah} mengesahkannya.")
    syarat = f"Pelimpahan (a.n.) hanya disahkan {PENGESAH_AN}." if dilimpahkan else SYARAT
    boleh.pastikan(_mengesahkan(ia, tercatat), "penggantian", syarat=syarat)


def _salah_isi(baru: PenggantianBaru) -> list[Kesalahan]:
    salah = []
    if baru.peran not in BERTUGAS:
        pilihan = ", ".join(sorted(BERTUGAS))
        salah.append(Kesalahan(bidang="peran", sebab="Peran itu tidak digantikan.", tindakan=f"Pilih: {pilihan}."))
    if baru.sampai < baru.mulai:
        sebab = "Masa penggantian berakhir sebelum dimulai."
        salah.append(Kesalahan(bidang="sampai", sebab=sebab, tindakan="Isi hari pada atau sesudah `mulai`."))
    elif baru.sampai - baru.mulai > MASA_TERLAMA:
        sebab = "Masa penggantian lebih dari setahun."
        salah.append(Kesalahan(bidang="sampai", sebab=sebab, tindakan="Tetapkan lagi bila diperpanjang."))
    if baru.pejabat is None and (baru.sebagai is not Sebagai.PLT or not baru.jabatan):
        sebab = "Tanpa pejabat yang digantikan hanya ada Plt. suatu jabatan yang disebut."
        salah.append(Kesalahan(bidang="pejabat", sebab=sebab, tindakan="Sebut pejabatnya, atau Plt. dan jabatannya."))
    if baru.pengganti is None and (baru.sebagai is Sebagai.AN or baru.pejabat is None):
        sebab = "Pelimpahan dan jabatan kosong harus menyebut penggantinya."
        salah.append(Kesalahan(bidang="pengganti", sebab=sebab, tindakan="Pilih akun di unit itu."))
    if baru.pengganti is not None and baru.pengganti == baru.pejabat:
        sebab = "Pejabat tidak menggantikan dirinya sendiri."
        salah.append(Kesalahan(bidang="pengganti", sebab=sebab, tindakan="Pilih akun lain di unit itu."))
    return salah


async def _salah_orang(gudang: Gudang, ia: Identitas, baru: PenggantianBaru) -> list[Kesalahan]:
    salah = []
    if baru.pengganti == ia.akun and Peran.ADMINISTRATOR not in ia.peran:
        sebab = "Anda tidak menunjuk diri sendiri sebagai pengganti."
        salah.append(Kesalahan(bidang="pengganti", sebab=sebab, tindakan="Minta administrator BKN menetapkannya."))
    if baru.pejabat is not None and not _berperan(await gudang.pejabat.baca(baru.pejabat), baru.unit, baru.peran):
        sebab = f"Akun itu tidak berperan {baru.peran.replace('_', ' ')} di unit itu."
        salah.append(Kesalahan(bidang="pejabat", sebab=sebab, tindakan="Pilih dari GET /pejabat unit itu."))
    if baru.pengganti is not None and not _berperan(await gudang.pejabat.baca(baru.pengganti), baru.unit):
        sebab = "Pengganti harus berakun aktif di unit yang sama."
        salah.append(Kesalahan(bidang="pengganti", sebab=sebab, tindakan="Pilih dari GET /pejabat unit itu."))
    return salah


def _berperan(akun: DataAkun | None, unit: str, peran: Peran | None = None) -> bool:
    if akun is None or akun.unit != unit:
        return False
    return akun.aktif if peran is None else peran in akun.peran


def pastikan_mengatur(ia: Identitas, unit: str) -> None:
    syarat = "Hanya admin instansi di unitnya, atau administrator, yang mengatur pejabat dan penggantinya."
    boleh.pastikan(boleh.mengatur_pejabat(ia, unit), "pejabat", syarat=syarat)


def pastikan_unit(unit: str) -> None:
    try:
        nama_unit(unit)
        hari_ini(unit)
    except (ValueError, StopIteration):
        sebab = "Unit itu tidak dikenal."
        tindakan = "Tulis `instansi:<id>`, `kanreg:<angka Romawi>`, atau `bkn`."
        raise tidak_sah(Kesalahan(bidang="unit", sebab=sebab, tindakan=tindakan)) from None


def tidak_sah(*kesalahan: Kesalahan) -> Masalah:
    return Masalah(M.ISIAN_TIDAK_SAH, "Pengaturan pejabat ini tidak sah.", kesalahan=list(kesalahan))
