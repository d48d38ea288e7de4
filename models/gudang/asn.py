"""ASN: pencarian, profil lengkap, dan akibat kenaikan pangkat."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from models import profil, tabel
from models.gudang.baris import bentuk
from models.gudang.galat import TidakDitemukan
from models.profil import ProfilASN
from models.tabel import Asn, Instansi

RIWAYAT: Final[Mapping[str, tuple[type[tabel.Dasar], type[profil.Rekam]]]] = {
    "golongan": (tabel.RiwayatGolongan, profil.RiwayatGolongan),
    "jabatan": (tabel.RiwayatJabatan, profil.RiwayatJabatan),
    "pendidikan": (tabel.RiwayatPendidikan, profil.RiwayatPendidikan),
    "skp": (tabel.RiwayatSKP, profil.RiwayatSKP),
    "angka_kredit": (tabel.RiwayatAngkaKredit, profil.RiwayatAngkaKredit),
    "hukdis": (tabel.RiwayatHukdis, profil.RiwayatHukdis),
    "ujian": (tabel.RiwayatUjian, profil.RiwayatUjian),
    "penugasan": (tabel.RiwayatPenugasan, profil.RiwayatPenugasan),
}
"""Isian riwayat pada profil → tabel dan modelnya; nama kolomnya sama dengan nama isian modelnya."""
_PANJANG_NIP: Final = 18
UTAMA: Final = tuple(n for n in ProfilASN.model_fields if n in Asn.__table__.columns and n not in RIWAYAT)


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
    tmt_golongan_sampai: date | None = None
    """Hanya yang pangkat terakhirnya mulai pada atau sebelum hari ini: penyaring kasar calon kenaikan pangkat."""
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


class GudangASN:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def cari(
        self, saringan: SaringanASN, *, sesudah: tuple[str, UUID] | None = None, batas: int = 50
    ) -> HalamanASN:
        """Satu halaman daftar ASN, berurut nama."""
        gelar = func.concat(Asn.gelar_depan, " ", Asn.nama)
        nama_lengkap = func.ltrim(func.concat_ws(", ", gelar, func.nullif(Asn.gelar_belakang, "")))
        perintah = (
            select(
                Asn.id,
                Asn.nip,
                Asn.nama,
                nama_lengkap,
                Asn.instansi_id,
                Instansi.nama,
                Asn.unor_nama,
                Asn.golongan,
                Asn.tmt_golongan,
                Asn.jabatan_nama,
                Asn.jabatan_jenis,
                Asn.kedudukan_hukum,
            )
            .join(Instansi, Instansi.id == Asn.instansi_id)
            .where(*_syarat(saringan))
            .order_by(Asn.nama, Asn.id)
            .limit(batas + 1)
        )
        if sesudah is not None:
            perintah = perintah.where(tuple_(Asn.nama, Asn.id) > sesudah)
        baris = bentuk(RingkasASN, await self._sesi.execute(perintah))
        berikut = (baris[batas - 1].nama, baris[batas - 1].id) if len(baris) > batas else None
        return HalamanASN(baris[:batas], berikut)

    async def unor(self, instansi_id: str) -> tuple[HitunganUnor, ...]:
        """Nama unit organisasi sebuah instansi dan banyaknya ASN di dalamnya."""
        hasil = await self._sesi.execute(
            select(Asn.unor_nama, func.count())
            .where(Asn.instansi_id == instansi_id)
            .group_by(Asn.unor_nama)
            .order_by(Asn.unor_nama)
        )
        return bentuk(HitunganUnor, hasil)

    async def baca_profil(self, asn_id: UUID) -> ProfilASN | None:
        """Profil lengkap dengan semua riwayat; kosong bila tidak ada atau di luar lingkup."""
        return (await self.baca_profil_banyak([asn_id])).get(asn_id)

    async def baca_profil_banyak(self, asn_id: Sequence[UUID]) -> dict[UUID, ProfilASN]:
        """Profil banyak ASN sekaligus: sembilan kueri, berapa pun banyaknya."""
        riwayat = {nama: await self._riwayat(kelas, model, asn_id) for nama, (kelas, model) in RIWAYAT.items()}
        kolom = [Asn.__table__.columns[nama] for nama in UTAMA]
        hasil = await self._sesi.execute(select(*kolom).where(Asn.id.in_(asn_id)))
        return {
            utama.id: ProfilASN.model_validate(
                {**utama._mapping, **{nama: milik.get(utama.id, ()) for nama, milik in riwayat.items()}}
            )
            for utama in hasil
        }

    async def _riwayat(
        self, kelas: type[tabel.Dasar], model: type[profil.Rekam], asn_id: Sequence[UUID]
    ) -> dict[UUID, list[profil.Rekam]]:
        kolom = kelas.__table__.columns
        perintah = select(
            kolom["asn_id"].label("pemilik"), *(kolom[nama] for nama in model.model_fields if nama in kolom)
        )
        hasil: dict[UUID, list[profil.Rekam]] = defaultdict(list)
        for baris in await self._sesi.execute(perintah.where(kolom["asn_id"].in_(asn_id))):
            isi = dict(baris._mapping)
            hasil[isi.pop("pemilik")].append(model.model_validate(isi))
        return hasil

    async def naikkan_pangkat(
        self, usulan_id: UUID, asn_id: UUID, baru: profil.RiwayatGolongan, dokumen_id: UUID | None = None
    ) -> bool:
        """Tulis riwayat golongan baru sekali per usulan, dan keadaan kini ASN-nya; ``False`` bila sudah tertulis.

        Keadaan kini tidak dimundurkan bila ASN-nya sudah memegang pangkat dengan TMT yang lebih akhir.
        """
        instansi_id = await self._sesi.scalar(select(Asn.instansi_id).where(Asn.id == asn_id).with_for_update())
        if instansi_id is None:
            raise TidakDitemukan("ASN")
        tertulis = await self._sesi.scalar(
            insert(tabel.RiwayatGolongan)
            .values(
                **baru.model_dump(exclude={"dokumen_id"}),
                asn_id=asn_id,
                instansi_id=instansi_id,
                usulan_id=usulan_id,
                dokumen_id=dokumen_id,
            )
            .on_conflict_do_nothing(index_elements=["usulan_id"])
            .returning(tabel.RiwayatGolongan.id)
        )
        if tertulis is None:
            return False
        await self._sesi.execute(
            update(Asn)
            .where(Asn.id == asn_id, or_(Asn.tmt_golongan.is_(None), Asn.tmt_golongan <= baru.tmt))
            .values(
                golongan=baru.golongan.value,
                tmt_golongan=baru.tmt,
                masa_kerja_tahun=baru.masa_kerja_tahun,
                masa_kerja_bulan=baru.masa_kerja_bulan,
                gaji_pokok=baru.gaji_pokok,
            )
        )
        return True


def _syarat(saringan: SaringanASN) -> Iterable[ColumnElement[bool]]:
    if saringan.instansi_id is not None:
        yield Asn.instansi_id == saringan.instansi_id
    if saringan.unor is not None:
        yield Asn.unor_nama == saringan.unor
    if saringan.tmt_golongan_sampai is not None:
        yield Asn.tmt_golongan <= saringan.tmt_golongan_sampai
    if saringan.tanpa_usulan is not None:
        terbuka = select(tabel.Usulan.id).where(
            tabel.Usulan.asn_id == Asn.id, tabel.Usulan.layanan == saringan.tanpa_usulan, tabel.Usulan.terbuka
        )
        yield ~terbuka.exists()
    if cari := saringan.cari.strip():
        yield awalan_asn(cari)


def awalan_asn(cari: str) -> ColumnElement[bool]:
    """Awal NIP bila angka, selain itu awal nama; ``%`` dan ``_`` dibaca apa adanya.

    NIP dibandingkan sebagai rentang: di bawah keamanan baris, LIKE tidak boleh memakai indeks.
    """
    if cari.isdigit():
        return Asn.nip.between(cari.ljust(_PANJANG_NIP, "0"), cari.ljust(_PANJANG_NIP, "9"))
    awal: ColumnElement[Any] = func.lower(Asn.nama)
    return awal.startswith(cari.lower(), autoescape=True)
