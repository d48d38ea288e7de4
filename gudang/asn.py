"""ASN: pencarian, profil yang dilipat dari riwayatnya, dan perubahannya."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Date, Uuid, any_, bindparam, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from gudang.baris import bentuk, jalankan
from gudang.galat import TidakDitemukan
from gudang.riwayat import GudangRiwayat
from gudang.tersisih import GudangTersisih, baca_terbaca, belum_waktunya
from models.lipatan import DataUtamaKurang, hari_berubah, lipat, lipat_kini
from models.peran import unit_instansi
from models.perubahan import Aksi, BidangBerubah, Perubahan, cari, terapkan
from models.profil import Kini, ProfilASN
from models.referensi.zona import hari_ini
from models.riwayat import Riwayat
from models.surat import TahapSurat
from models.tabel import TabelAsn, TabelInstansi, TabelPerubahanProfil, TabelSurat, TabelUsulan
from models.tersisih import DATA_RUSAK, Sapuan

_PANJANG_NIP: Final = 18
_SEKALI_SEGAR: Final = 200
_KINI: Final = tuple(Kini.model_fields)
_UTAMA: Final = tuple(n for n in ProfilASN.model_fields if n in TabelAsn.__table__.columns and n not in _KINI)
LIPATAN: Final = (*_UTAMA, *_KINI, "berubah_pada")
"""Kolom ``asn``, semuanya hasil lipatan."""


def kolom_lipatan(asn_id: UUID, riwayat: Riwayat, hari: date) -> dict[str, Any]:
    """Isi baris ``asn``; ``DataUtamaKurang`` bila riwayatnya belum cukup."""
    profil = lipat_kini(asn_id, riwayat, hari)
    utama = {nama: getattr(profil, nama) for nama in _UTAMA}
    return utama | dict(profil.kini) | {"berubah_pada": hari_berubah(riwayat, hari)}


@dataclass(frozen=True)
class RingkasASN:
    """Satu baris daftar; golongan dan jabatan ialah keadaan kini."""

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


@dataclass(frozen=True)
class SaringanASN:
    cari: str = ""
    """Awal nama atau awal NIP."""
    instansi_id: str | None = None
    unor: str | None = None
    """Nama unit organisasi, persis."""
    tanpa_usulan: str | None = None
    """Hanya yang tidak punya usulan terbuka pada layanan ini."""


@dataclass(frozen=True)
class HalamanASN:
    baris: tuple[RingkasASN, ...]
    berikut: tuple[str, UUID] | None
    """Kunci halaman berikut (nama, id); kosong bila sudah habis."""


@dataclass(frozen=True)
class HitunganUnor:
    nama: str
    banyak: int


@dataclass(frozen=True)
class PerubahanTercatat:
    usulan_id: UUID
    nomor_usulan: str | None
    """Kosong bila usulannya tidak terlihat pemintanya."""
    waktu: datetime
    perubahan: Perubahan


@dataclass(frozen=True)
class _Pemilik:
    id: UUID
    instansi_id: str

    @property
    def hari_ini(self) -> date:
        """Tanggal sipil di tempat instansinya."""
        return hari_ini(unit_instansi(self.instansi_id))


_PEMILIK: Final = (TabelAsn.id, TabelAsn.instansi_id)
_BACA_PEMILIK: Final = select(*_PEMILIK).where(TabelAsn.id == any_(bindparam("asn_id", type_=ARRAY(Uuid()))))
_INSTANSI: Final = select(TabelAsn.instansi_id).where(TabelAsn.id == bindparam("asn_id", type_=Uuid))
_BERSURAT: Final = (
    select(TabelPerubahanProfil.rekam_id, TabelSurat.nomor)
    .join(
        TabelSurat,
        (TabelSurat.usulan_id == TabelPerubahanProfil.usulan_id) & (TabelSurat.tahap == TahapSurat.TERBIT),
    )
    .where(TabelPerubahanProfil.asn_id == bindparam("asn_id", type_=Uuid))
    .order_by(TabelSurat.terbit_pada)
)


class GudangASN:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi
        self._riwayat = GudangRiwayat(sesi)
        self._tersisih = GudangTersisih(sesi)

    async def cari(
        self, saringan: SaringanASN, *, sesudah: tuple[str, UUID] | None = None, batas: int = 50
    ) -> HalamanASN:
        """Satu halaman daftar ASN, berurut nama."""
        gelar = func.concat(TabelAsn.gelar_depan, " ", TabelAsn.nama)
        nama_lengkap = func.ltrim(func.concat_ws(", ", gelar, func.nullif(TabelAsn.gelar_belakang, "")))
        perintah = (
            select(
                TabelAsn.id,
                TabelAsn.nip,
                TabelAsn.nama,
                nama_lengkap,
                TabelAsn.instansi_id,
                TabelInstansi.nama,
                TabelAsn.unor_nama,
                TabelAsn.golongan,
                TabelAsn.tmt_golongan,
                TabelAsn.jabatan_nama,
                TabelAsn.jabatan_jenis,
                TabelAsn.kedudukan_hukum,
            )
            .join(TabelInstansi, TabelInstansi.id == TabelAsn.instansi_id)
            .where(*_syarat(saringan))
            .order_by(TabelAsn.nama, TabelAsn.id)
            .limit(batas + 1)
        )
        if sesudah is not None:
            perintah = perintah.where(tuple_(TabelAsn.nama, TabelAsn.id) > sesudah)
        baris = bentuk(RingkasASN, await self._sesi.execute(perintah))
        berikut = (baris[batas - 1].nama, baris[batas - 1].id) if len(baris) > batas else None
        return HalamanASN(baris[:batas], berikut)

    async def unor(self, instansi_id: str) -> tuple[HitunganUnor, ...]:
        """Nama unit organisasi sebuah instansi dan banyaknya ASN di dalamnya."""
        hasil = await self._sesi.execute(
            select(TabelAsn.unor_nama, func.count())
            .where(TabelAsn.instansi_id == instansi_id)
            .group_by(TabelAsn.unor_nama)
            .order_by(TabelAsn.unor_nama)
        )
        return bentuk(HitunganUnor, hasil)

    async def instansi(self, asn_id: UUID) -> str | None:
        """Id instansinya; kosong bila ASN itu tidak ada atau di luar lingkup."""
        return (await jalankan(self._sesi, _INSTANSI, asn_id=asn_id)).scalar_one_or_none()

    async def baca_profil(self, asn_id: UUID, pada: date | None = None) -> ProfilASN | None:
        """Profil kini dengan semua riwayat, atau profil pada suatu hari dengan yang sudah berlaku saja.

        Kosong bila tidak ada, di luar lingkup, atau belum tercatat pada hari itu.
        """
        return (await self.baca_profil_banyak([asn_id], pada)).get(asn_id)

    async def baca_profil_banyak(self, asn_id: Sequence[UUID], pada: date | None = None) -> dict[UUID, ProfilASN]:
        """Profil banyak ASN sekaligus: dua kueri, berapa pun banyaknya."""
        terlihat = bentuk(_Pemilik, await jalankan(self._sesi, _BACA_PEMILIK, asn_id=list(asn_id)))
        riwayat = await self._riwayat.baca([satu.id for satu in terlihat])
        hasil: dict[UUID, ProfilASN] = {}
        for satu in terlihat:
            try:
                hasil[satu.id] = (
                    lipat_kini(satu.id, riwayat[satu.id], satu.hari_ini)
                    if pada is None
                    else lipat(satu.id, riwayat[satu.id], pada)
                )
            except DataUtamaKurang:
                if pada is None:
                    raise
        return hasil

    async def baca_profil_terbaca(
        self, asn_id: Sequence[UUID], pada: date | None = None
    ) -> tuple[dict[UUID, ProfilASN], dict[UUID, Exception]]:
        """Seperti ``baca_profil_banyak`` bagi putaran latar: yang riwayatnya rusak dipisahkan dengan galatnya."""
        return await baca_terbaca(partial(self.baca_profil_banyak, pada=pada), asn_id)

    async def terapkan(self, usulan_id: UUID, asn_id: UUID, perubahan: tuple[Perubahan, ...]) -> tuple[Perubahan, ...]:
        """Tulis perubahan profil sekali per usulan, catat nilai sebelum dan sesudahnya, lalu lipat ulang.

        Hasil: yang tertulis; panggilan kedua menjawab yang tertulis pertama. ``ProfilBerubah`` bila nilai lamanya tidak
        lagi yang tersimpan, ``ValueError`` bila hasilnya bukan riwayat yang sah; keduanya tanpa menulis apa pun.
        """
        pemilik = await self._kunci(asn_id)
        if tertulis := await self.perubahan_usulan(usulan_id):
            return tertulis
        semula = (await self._riwayat.baca([asn_id]))[asn_id]
        hari = pemilik.hari_ini
        sesudah = terapkan(semula, perubahan, hari)
        lipatan = kolom_lipatan(asn_id, sesudah, hari)
        await self._tulis(pemilik, perubahan, sesudah)
        await self._catat(usulan_id, pemilik, perubahan)
        await self._tulis_lipatan(pemilik, lipatan)
        return perubahan

    async def segarkan(self, sekarang: datetime | None = None) -> int:
        """Lipat ulang ASN yang data utamanya berubah karena waktu, menurut hari sipil instansinya.

        Hasil: banyaknya, termasuk yang disisihkan karena rusak; paling banyak 200 sekali jalan. Boleh dikerjakan
        beberapa worker bersamaan.
        """
        saat = sekarang or datetime.now(UTC)
        setempat = func.timezone(TabelInstansi.zona, saat).cast(Date)
        perintah = (
            select(*_PEMILIK, setempat)
            .join(TabelInstansi, TabelInstansi.id == TabelAsn.instansi_id)
            .where(TabelAsn.berubah_pada <= setempat, ~belum_waktunya(Sapuan.PENYEGARAN, TabelAsn.id))
            .order_by(TabelAsn.berubah_pada)
            .limit(_SEKALI_SEGAR)
            .with_for_update(of=TabelAsn, skip_locked=True)
        )
        berubah = [
            (_Pemilik(asn_id, instansi_id), hari) for asn_id, instansi_id, hari in await self._sesi.execute(perintah)
        ]
        if not berubah:
            return 0
        tiba = [pemilik.id for pemilik, _ in berubah]
        riwayat, rusak = await baca_terbaca(self._riwayat.baca, tiba)
        for pemilik, hari in berubah:
            if pemilik.id in riwayat and (galat := await self._segarkan_satu(pemilik, riwayat[pemilik.id], hari)):
                rusak[pemilik.id] = galat
        await self._tersisih.catat(Sapuan.PENYEGARAN, tiba, rusak)
        return len(berubah)

    async def _segarkan_satu(self, pemilik: _Pemilik, riwayat: Riwayat, hari: date) -> Exception | None:
        try:
            lipatan = kolom_lipatan(pemilik.id, riwayat, hari)
            async with self._sesi.begin_nested():
                await self._tulis_lipatan(pemilik, lipatan)
        except (*DATA_RUSAK, DBAPIError) as galat:  # satu riwayat yang rusak tidak boleh menahan yang lain
            return galat
        return None

    async def _kunci(self, asn_id: UUID) -> _Pemilik:
        hasil = await self._sesi.execute(select(*_PEMILIK).where(TabelAsn.id == asn_id).with_for_update())
        for pemilik in bentuk(_Pemilik, hasil):
            return pemilik
        raise TidakDitemukan("ASN")

    async def _tulis(self, pemilik: _Pemilik, perubahan: Iterable[Perubahan], sesudah: Riwayat) -> None:
        for kelompok, rekam_id in dict.fromkeys((satu.riwayat, satu.rekam_id) for satu in perubahan):
            baris = cari(sesudah, kelompok, rekam_id)
            if baris is None:
                await self._riwayat.hapus(kelompok, rekam_id)
            else:
                await self._riwayat.tulis(pemilik.id, pemilik.instansi_id, kelompok, baris)

    async def _catat(self, usulan_id: UUID, pemilik: _Pemilik, perubahan: Iterable[Perubahan]) -> None:
        milik = {"usulan_id": usulan_id, "asn_id": pemilik.id, "instansi_id": pemilik.instansi_id}
        tercatat = [
            {
                **milik,
                "urut": urut,
                **satu.model_dump(exclude={"bidang"}),
                "bidang": [bidang.model_dump() for bidang in satu.bidang],
            }
            for urut, satu in enumerate(perubahan)
        ]
        if tercatat:
            await self._sesi.execute(insert(TabelPerubahanProfil).values(tercatat))

    async def _tulis_lipatan(self, pemilik: _Pemilik, lipatan: Mapping[str, Any]) -> None:
        await self._sesi.execute(update(TabelAsn).where(TabelAsn.id == pemilik.id).values(**lipatan))
        if lipatan.get("instansi_id", pemilik.instansi_id) != pemilik.instansi_id:
            await self._riwayat.pindahkan(pemilik.id, lipatan["instansi_id"])

    async def perubahan_usulan(self, usulan_id: UUID) -> tuple[Perubahan, ...]:
        """Yang ditulis sebuah usulan ke profil; kosong bila belum."""
        return tuple(satu.perubahan for satu in await self._perubahan(TabelPerubahanProfil.usulan_id == usulan_id))

    async def rekam_bersurat(self, asn_id: UUID) -> dict[UUID, str]:
        """Baris riwayat yang ditulis usulan bersurat → nomor surat terakhirnya yang masih berlaku."""
        return dict((await jalankan(self._sesi, _BERSURAT, asn_id=asn_id)).all())

    async def perubahan(self, asn_id: UUID) -> tuple[PerubahanTercatat, ...]:
        """Perubahan yang pernah diterapkan pada profilnya, terbaru dahulu."""
        return await self._perubahan(TabelPerubahanProfil.asn_id == asn_id)

    async def _perubahan(self, syarat: ColumnElement[bool]) -> tuple[PerubahanTercatat, ...]:
        p = TabelPerubahanProfil
        hasil = await self._sesi.execute(
            select(p.usulan_id, TabelUsulan.nomor, p.waktu, p.riwayat, p.rekam_id, p.aksi, p.bidang, p.dokumen_id)
            .outerjoin(TabelUsulan, TabelUsulan.id == p.usulan_id)
            .where(syarat)
            .order_by(p.waktu.desc(), p.usulan_id, p.urut)
        )
        return tuple(_tercatat(*baris) for baris in hasil)


def _tercatat(
    usulan_id: UUID,
    nomor: str | None,
    waktu: datetime,
    riwayat: str,
    rekam_id: UUID,
    aksi: str,
    bidang: list[dict[str, Any]],
    dokumen_id: UUID | None,
) -> PerubahanTercatat:
    isi = tuple(BidangBerubah.model_validate(satu) for satu in bidang)
    perubahan = Perubahan(riwayat=riwayat, rekam_id=rekam_id, aksi=Aksi(aksi), bidang=isi, dokumen_id=dokumen_id)
    return PerubahanTercatat(usulan_id, nomor, waktu, perubahan)


def _syarat(saringan: SaringanASN) -> Iterable[ColumnElement[bool]]:
    if saringan.instansi_id is not None:
        yield TabelAsn.instansi_id == saringan.instansi_id
    if saringan.unor is not None:
        yield TabelAsn.unor_nama == saringan.unor
    if saringan.tanpa_usulan is not None:
        terbuka = select(TabelUsulan.id).where(
            TabelUsulan.asn_id == TabelAsn.id,
            TabelUsulan.layanan == saringan.tanpa_usulan,
            TabelUsulan.terbuka,
        )
        yield ~terbuka.exists()
    if cari := saringan.cari.strip():
        yield awalan_asn(cari)


def awalan_asn(cari: str) -> ColumnElement[bool]:
    """Awal NIP bila angka, selain itu awal nama; ``%`` dan ``_`` dibaca apa adanya.

    NIP dibandingkan sebagai rentang: di bawah keamanan baris, LIKE tidak boleh memakai indeks.
    """
    if cari.isdigit():
        return TabelAsn.nip.between(cari.ljust(_PANJANG_NIP, "0"), cari.ljust(_PANJANG_NIP, "9"))
    awal: ColumnElement[Any] = func.lower(TabelAsn.nama)
    return awal.startswith(cari.lower(), autoescape=True)
