"""Prediksi kenaikan pangkat yang sudah dihitung: antrean hitungannya, daftarnya, dan ringkasannya."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, delete, exists, func, or_, select, true, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk
from gudang.referensi import GudangReferensi
from models.aturan.hasil import KeadaanPrediksi, Prediksi
from models.aturan.periode import periode_terdekat
from models.aturan.sidik import sidik_aturan
from models.layanan import diprediksi
from models.referensi import JenisKP
from models.referensi.tanggal import tambah_tahun
from models.tabel import TabelAsn, TabelInstansi, TabelPrediksiASN, TabelPrediksiKP, TabelUsulan

TAHUN_PREDIKSI: Final = 5
Ts = TypeVarTuple("Ts")
_TANPA_PERIODE: Final = date.max
"""Urutan bagi yang tidak punya periode: paling belakang."""


@dataclass(frozen=True)
class Patokan:
    """Yang menentukan hitungan selain profilnya; hitungan dengan patokan lain sudah usang."""

    dari: date
    """Periode pertama yang masih menerima usul."""
    aturan: str

    @property
    def sampai(self) -> date:
        return tambah_tahun(self.dari, TAHUN_PREDIKSI)


@dataclass(frozen=True)
class SaringanPrediksi:
    instansi_id: str | None = None
    unor: str | None = None
    """Nama unit organisasi, persis."""
    jenis: JenisKP | None = None
    dari: date | None = None
    sampai: date | None = None
    """Hanya yang periodenya di antara keduanya; yang tidak punya periode tidak ikut."""
    layak: bool | None = None
    syarat: str | None = None
    """Hanya yang kekurangan syarat berkode ini."""


@dataclass(frozen=True)
class BarisPrediksi:
    asn_id: UUID
    nip: str
    nama: str
    nama_lengkap: str
    instansi_id: str
    instansi: str
    unor: str
    jabatan: str | None
    jenis: str
    keadaan: str
    golongan: str | None
    golongan_tujuan: str | None
    periode: date | None
    kurang: list[dict[str, Any]]
    mutakhir: bool
    """Profilnya tidak berubah sejak dihitung."""
    diusulkan: bool
    """Punya usulan kenaikan pangkat yang masih terbuka."""

    @property
    def kunci(self) -> tuple[date, str, UUID, str]:
        return self.periode or _TANPA_PERIODE, self.nama, self.asn_id, self.jenis


@dataclass(frozen=True)
class HitunganPeriode:
    periode: date
    jenis: str
    layak: int
    dilengkapi: int


@dataclass(frozen=True)
class HitunganSyarat:
    kode: str
    nama: str
    banyak: int


@dataclass(frozen=True)
class RingkasanPrediksi:
    asn: int
    """ASN yang prediksinya mutakhir."""
    belum_dihitung: int
    """ASN baru atau yang profilnya berubah, menunggu dihitung worker."""
    tanpa_prediksi: int
    """Yang riwayatnya tidak terbaca: kode tidak dikenal, atau belum cukup bagi sebuah profil."""
    keadaan: dict[str, int]
    periode: tuple[HitunganPeriode, ...]
    syarat: tuple[HitunganSyarat, ...]


class GudangPrediksi:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi
        self._referensi = GudangReferensi(sesi)

    async def patokan(self, hari_ini: date) -> Patokan:
        terbuka = await self._referensi.periode(diprediksi().kode, hari_ini)
        return Patokan(terbuka[0].periode if terbuka else periode_terdekat(hari_ini), sidik_aturan())

    async def usang(self, patokan: Patokan, batas: int, *, hanya_berubah: bool = False) -> dict[UUID, str]:
        """ASN yang prediksinya perlu dihitung → instansinya; dikunci bagi transaksi ini, penghitung lain melewatinya.

        Dikunci sebelum profilnya dibaca: perubahan yang datang kemudian menunggu, lalu menandainya usang lagi.
        """
        hasil = await self._sesi.execute(
            select(TabelPrediksiASN.asn_id, TabelPrediksiASN.instansi_id)
            .where(TabelPrediksiASN.dari.is_(None) if hanya_berubah else _usang(patokan))
            .limit(batas)
            .with_for_update(skip_locked=True)
        )
        return dict(hasil.all())

    async def simpan(
        self, patokan: Patokan, dihitung: Mapping[UUID, str], hasil: Mapping[UUID, Iterable[Prediksi]]
    ) -> None:
        """Ganti prediksi semua ASN ``dihitung`` (id → instansi); yang tidak ada di ``hasil`` tanpa prediksi."""
        await self._sesi.execute(delete(TabelPrediksiKP).where(TabelPrediksiKP.asn_id.in_(dihitung)))
        baris = [_baris(asn_id, dihitung[asn_id], prediksi) for asn_id, milik in hasil.items() for prediksi in milik]
        if baris:
            await self._sesi.execute(insert(TabelPrediksiKP).values(baris))
        await self._sesi.execute(
            update(TabelPrediksiASN)
            .where(TabelPrediksiASN.asn_id.in_(dihitung))
            .values(dari=patokan.dari, aturan=patokan.aturan)
        )

    async def daftar(
        self,
        saringan: SaringanPrediksi,
        patokan: Patokan,
        *,
        sesudah: tuple[date, str, UUID, str] | None = None,
        batas: int = 50,
    ) -> tuple[BarisPrediksi, ...]:
        """Paling banyak ``batas`` baris sesudah kunci itu; berurut periode, nama, lalu jenis."""
        p = TabelPrediksiKP
        urutan = (func.coalesce(p.periode, _TANPA_PERIODE), TabelAsn.nama, TabelAsn.id, p.jenis)
        gelar = func.concat(TabelAsn.gelar_depan, " ", TabelAsn.nama)
        terbuka = select(TabelUsulan.id).where(
            TabelUsulan.asn_id == TabelAsn.id, TabelUsulan.layanan == diprediksi().kode, TabelUsulan.terbuka
        )
        perintah = (
            select(
                TabelAsn.id,
                TabelAsn.nip,
                TabelAsn.nama,
                func.ltrim(func.concat_ws(", ", gelar, func.nullif(TabelAsn.gelar_belakang, ""))),
                TabelAsn.instansi_id,
                TabelInstansi.nama,
                TabelAsn.unor_nama,
                TabelAsn.jabatan_nama,
                p.jenis,
                p.keadaan,
                p.golongan,
                p.golongan_tujuan,
                p.periode,
                p.kurang,
                ~_usang(patokan),
                terbuka.exists(),
            )
            .order_by(*urutan)
            .limit(batas)
        )
        if sesudah is not None:
            perintah = perintah.where(tuple_(*urutan) > sesudah)
        berinstansi = _bersaring(perintah, saringan).join(TabelInstansi, TabelInstansi.id == TabelAsn.instansi_id)
        return bentuk(BarisPrediksi, await self._sesi.execute(berinstansi))

    async def ringkasan(self, saringan: SaringanPrediksi, patokan: Patokan) -> RingkasanPrediksi:
        """Hitungan atas semua baris saringan itu; banyaknya ASN hanya menurut instansi dan unor."""
        return RingkasanPrediksi(
            **await self._asn(saringan, patokan),
            keadaan=await self._keadaan(saringan),
            periode=await self._periode(saringan),
            syarat=await self._syarat(saringan),
        )

    async def _asn(self, saringan: SaringanPrediksi, patokan: Patokan) -> dict[str, int]:
        usang = _usang(patokan)
        kosong = ~exists().where(TabelPrediksiKP.asn_id == TabelPrediksiASN.asn_id)
        perintah = (
            select(
                func.count().filter(~usang),
                func.count().filter(usang),
                func.count().filter(and_(~usang, kosong)),
            )
            .select_from(TabelPrediksiASN)
            .join(TabelAsn, TabelAsn.id == TabelPrediksiASN.asn_id)
            .where(*_milik(saringan))
        )
        mutakhir, belum, tanpa = (await self._sesi.execute(perintah)).one()
        return {"asn": mutakhir, "belum_dihitung": belum, "tanpa_prediksi": tanpa}

    async def _keadaan(self, saringan: SaringanPrediksi) -> dict[str, int]:
        perintah = select(TabelPrediksiKP.keadaan, func.count()).group_by(TabelPrediksiKP.keadaan)
        hasil = await self._sesi.execute(_bersaring(perintah, saringan))
        banyak = dict(hasil.all())
        return {keadaan.value: banyak.get(keadaan.value, 0) for keadaan in KeadaanPrediksi}

    async def _periode(self, saringan: SaringanPrediksi) -> tuple[HitunganPeriode, ...]:
        p = TabelPrediksiKP
        layak = case((p.keadaan == KeadaanPrediksi.LAYAK.value, 1), else_=0)
        perintah = (
            select(p.periode, p.jenis, func.sum(layak), func.sum(1 - layak))
            .where(p.periode.is_not(None))
            .group_by(p.periode, p.jenis)
            .order_by(p.periode, p.jenis)
        )
        return bentuk(HitunganPeriode, await self._sesi.execute(_bersaring(perintah, saringan)))

    async def _syarat(self, saringan: SaringanPrediksi) -> tuple[HitunganSyarat, ...]:
        """Yang terbanyak dahulu."""
        satu = func.jsonb_array_elements(TabelPrediksiKP.kurang).table_valued("value").render_derived()
        kode, nama = satu.c.value.op("->>")("kode"), satu.c.value.op("->>")("nama")
        perintah = select(kode, nama, func.count()).group_by(kode, nama).order_by(func.count().desc(), kode, nama)
        bersaring = _bersaring(perintah, saringan).join(satu, true())
        return bentuk(HitunganSyarat, await self._sesi.execute(bersaring))


def _baris(asn_id: UUID, instansi_id: str, prediksi: Prediksi) -> dict[str, Any]:
    return {
        "asn_id": asn_id,
        "instansi_id": instansi_id,
        "jenis": prediksi.jenis.value,
        "keadaan": prediksi.keadaan.value,
        "golongan": prediksi.golongan_lama,
        "golongan_tujuan": prediksi.golongan_tujuan,
        "periode": prediksi.periode_paling_awal,
        "kurang": [syarat.model_dump(mode="json") for syarat in prediksi.kurang],
    }


def _usang(patokan: Patokan) -> ColumnElement[bool]:
    h = TabelPrediksiASN
    berpatokan, kini = tuple_(h.dari, h.aturan), tuple_(patokan.dari, patokan.aturan)
    return or_(h.dari.is_(None), berpatokan < kini, berpatokan > kini)


def _bersaring(perintah: Select[*Ts], saringan: SaringanPrediksi) -> Select[*Ts]:
    """Perintah atas prediksi dan ASN-nya, hanya yang diminta."""
    p = TabelPrediksiKP
    syarat = [*_milik(saringan)]
    if saringan.jenis is not None:
        syarat.append(p.jenis == saringan.jenis.value)
    if saringan.dari is not None:
        syarat.append(p.periode >= saringan.dari)
    if saringan.sampai is not None:
        syarat.append(p.periode <= saringan.sampai)
    if saringan.layak is not None:
        syarat.append((p.keadaan == KeadaanPrediksi.LAYAK.value) == saringan.layak)
    if saringan.syarat is not None:
        syarat.append(p.kurang.contains([{"kode": saringan.syarat}]))
    return (
        perintah.select_from(p)
        .join(TabelPrediksiASN, TabelPrediksiASN.asn_id == p.asn_id)
        .join(TabelAsn, TabelAsn.id == p.asn_id)
        .where(*syarat)
    )


def _milik(saringan: SaringanPrediksi) -> Iterable[ColumnElement[bool]]:
    if saringan.instansi_id is not None:
        yield TabelAsn.instansi_id == saringan.instansi_id
    if saringan.unor is not None:
        yield TabelAsn.unor_nama == saringan.unor
