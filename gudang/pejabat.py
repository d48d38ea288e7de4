"""Direktori akun, spesimen pejabat, dan penggantinya: nama bagi halaman, penerima kabar, penandatangan.

NIK hanya bagi worker.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Date, Select, Text, bindparam, case, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from gudang.baris import bentuk, jalankan
from gudang.galat import TidakDitemukan
from models.pejabat import PemegangTugas, Penggantian, Sebagai, sebab_kosong, susun_petugas, tercetak
from models.peran import Peran
from models.surat import Pejabat
from models.tabel import TabelAkun, TabelPenggantianPejabat, TabelSpesimenPejabat


@dataclass(frozen=True)
class DataAkun:
    id: str
    nama: str
    nip: str | None
    jabatan: str
    pangkat: str | None
    peran: tuple[Peran, ...]
    unit: str
    surel: str
    aktif: bool


@dataclass(frozen=True)
class Penandatangan:
    akun: str
    pejabat: Pejabat
    """Seperti tercetak."""


@dataclass(frozen=True)
class PenggantianTercatat:
    """Satu baris riwayat penggantian, dengan nama orang-orangnya."""

    id: int
    unit: str
    peran: str
    pejabat: str | None
    pejabat_nama: str | None
    jabatan: str | None
    sebagai: str
    pengganti: str | None
    pengganti_nama: str | None
    mulai: date
    sampai: date
    catatan: str
    dibuat_oleh: str
    dibuat_nama: str | None
    dibuat: datetime
    disahkan_oleh: str | None
    disahkan_nama: str | None
    disahkan: datetime | None
    dibatalkan_oleh: str | None
    dibatalkan: datetime | None
    sebab_batal: str | None

    @property
    def menunggu_pengesahan(self) -> bool:
        return self.pengganti is not None and self.disahkan is None and self.dibatalkan is None


@dataclass(frozen=True)
class SpesimenTercatat:
    id: int
    akun: str
    berlaku_mulai: date
    nama: str
    nip: str | None
    jabatan: str
    pangkat: str | None
    catatan: str
    dibuat_oleh: str
    dibuat: datetime


_SAH: Final = or_(TabelPenggantianPejabat.disahkan.is_not(None), TabelPenggantianPejabat.pengganti.is_(None))
"""Yang belum disahkan tidak memberi hak dan tidak menutupi yang sah; tanpa pengganti tak ada hak yang berpindah."""


def _perintah_penggantian() -> Select[*tuple[Any, ...]]:
    p, pada = TabelPenggantianPejabat, bindparam("pada", type_=Date)
    return (
        select(p.id, p.peran, p.pejabat, p.jabatan, p.sebagai, case((TabelAkun.aktif, p.pengganti)), p.mulai, p.sampai)
        .outerjoin(TabelAkun, TabelAkun.id == p.pengganti)
        .ext(distinct_on(p.peran, p.pejabat))
        .where(p.unit == bindparam("unit", type_=Text), p.mulai <= pada, p.sampai >= pada)
        .where(p.dibatalkan.is_(None), _SAH)
        .order_by(p.peran, p.pejabat, p.id.desc())
    )


_PENGGANTIAN: Final = _perintah_penggantian()


class GudangPejabat:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def baca(self, akun: str) -> DataAkun | None:
        hasil = await self._cari(TabelAkun.id == akun)
        return hasil[0] if hasil else None

    async def nama(self, akun: Iterable[str]) -> dict[str, str]:
        """Id akun → nama, bagi yang terdaftar."""
        hasil = await self._sesi.execute(select(TabelAkun.id, TabelAkun.nama).where(TabelAkun.id.in_(list(akun))))
        return dict(hasil.all())

    async def pemegang(self, peran: Peran, unit: str) -> tuple[DataAkun, ...]:
        """Akun aktif yang memegang peran itu di unit itu, berurut nama."""
        return await self._cari(
            TabelAkun.aktif.is_(True), TabelAkun.unit == unit, TabelAkun.peran.contains([peran.value])
        )

    # ── Bertugas dan menandatangani ───────────────────────────────────────────────────────────────────────────────

    async def petugas(self, peran: Peran, unit: str, pada: date) -> tuple[PemegangTugas, ...]:
        """Yang bertugas dalam peran itu pada hari itu: pemegangnya yang hadir dan pengganti yang berhalangan."""
        pemegang = [satu.id for satu in await self.pemegang(peran, unit)]
        return susun_petugas(pemegang, await self._penggantian(unit, pada, peran))

    async def bertugas(self, peran: Peran, unit: str, pada: date) -> tuple[DataAkun, ...]:
        """Akun yang bertugas dalam peran itu pada hari itu, sekali saja tiap orang."""
        urutan = list(dict.fromkeys(satu.akun for satu in await self.petugas(peran, unit, pada)))
        akun = {satu.id: satu for satu in await self._cari(TabelAkun.id.in_(urutan), TabelAkun.aktif.is_(True))}
        return tuple(akun[satu] for satu in urutan if satu in akun)

    async def penandatangan(self, peran: Peran, unit: str, pada: date, *, ditunjuk: str | None = None) -> Penandatangan:
        """Siapa yang menandatangani surat unit itu pada hari itu, seperti tercetak.

        Yang ditunjuk bila ia bertugas; selain itu yang pertama bertugas [k]. ``ValueError`` dengan obatnya bila tak
        seorang pun.
        """
        semua = await self.petugas(peran, unit, pada)
        terpilih = next((satu for satu in semua if satu.akun == ditunjuk), semua[0] if semua else None)
        if terpilih is None:
            raise ValueError(sebab_kosong(peran, unit, await self._penggantian(unit, pada, peran)))
        dasar = terpilih.dasar
        jabatan = dasar.jabatan if dasar else None
        if dasar and jabatan is None and dasar.pejabat:
            jabatan = (await self.spesimen(dasar.pejabat, pada)).jabatan
        sendiri = await self.spesimen(terpilih.akun, pada)
        return Penandatangan(terpilih.akun, tercetak(sendiri, dasar, jabatan or sendiri.jabatan))

    async def jabatan_pemangku(self, peran: Peran, unit: str, pada: date) -> str:
        """Jabatan pemegang peran itu, hadir atau tidak: yang disebut surat, bukan yang menandatanganinya."""
        pemegang = await self.pemegang(peran, unit)
        if not pemegang:
            kosong = [satu for satu in await self._penggantian(unit, pada, peran) if satu.jabatan]
            if kosong and kosong[0].jabatan:
                return kosong[0].jabatan
            raise ValueError(sebab_kosong(peran, unit, ()))
        return (await self.spesimen(pemegang[0].id, pada)).jabatan

    async def spesimen(self, akun: str, pada: date) -> Pejabat:
        """Pejabat seperti tercetak pada hari itu; tanpa spesimen, menurut direktori akun."""
        s = TabelSpesimenPejabat
        hasil = await self._sesi.execute(
            select(s.nama, s.nip, s.jabatan, s.pangkat)
            .where(s.akun == akun, s.berlaku_mulai <= pada)
            .order_by(s.berlaku_mulai.desc(), s.id.desc())
            .limit(1)
        )
        if (baris := hasil.one_or_none()) is not None:
            nama, nip, jabatan, pangkat = baris
            return Pejabat(nama=nama, nip=nip, jabatan=jabatan, pangkat=pangkat)
        dasar = await self.baca(akun)
        if dasar is None:
            raise TidakDitemukan("akun")
        return Pejabat(nama=dasar.nama, nip=dasar.nip, jabatan=dasar.jabatan, pangkat=dasar.pangkat)

    async def digantikan(self, akun: str, unit: str, pada: date) -> frozenset[tuple[Peran, str | None]]:
        """Peran yang dijalankannya sebagai pengganti, dan akun pejabat yang digantikannya di tiap peran."""
        semua = await self._penggantian(unit, pada)
        hasil = set()
        for peran in {satu.peran for satu in semua if satu.pengganti == akun}:
            for satu in susun_petugas((), [lain for lain in semua if lain.peran is peran]):
                if satu.akun == akun and satu.dasar is not None:
                    hasil.add((peran, satu.dasar.pejabat))
        return frozenset(hasil)

    async def wakil(self, akun: str, peran: Peran, unit: str, pada: date) -> str:
        """Pengganti akun itu bila ia berhalangan dan sudah digantikan; selain itu ia sendiri."""
        for satu in await self._penggantian(unit, pada, peran):
            if satu.pejabat == akun and satu.berhalangan and satu.pengganti:
                return satu.pengganti
        return akun

    async def _penggantian(self, unit: str, pada: date, peran: Peran | None = None) -> tuple[Penggantian, ...]:
        """Yang sah hari itu, yang terakhir diusulkan bagi tiap peran dan pejabat; pengganti nonaktif tak dihitung."""
        perintah = _PENGGANTIAN if peran is None else _PENGGANTIAN.where(TabelPenggantianPejabat.peran == peran.value)
        return tuple(
            Penggantian(nomor, Peran(jenis), pejabat, jabatan, Sebagai(sebagai), oleh, mulai, sampai)
            for nomor, jenis, pejabat, jabatan, sebagai, oleh, mulai, sampai in await jalankan(
                self._sesi, perintah, unit=unit, pada=pada
            )
        )

    # ── Menetapkan ────────────────────────────────────────────────────────────────────────────────────────────────

    async def tetapkan_spesimen(
        self, akun: DataAkun, pejabat: Pejabat, *, berlaku_mulai: date, catatan: str, oleh: str
    ) -> None:
        await self._sesi.execute(
            insert(TabelSpesimenPejabat).values(
                unit=akun.unit,
                akun=akun.id,
                berlaku_mulai=berlaku_mulai,
                catatan=catatan,
                dibuat_oleh=oleh,
                **pejabat.model_dump(include={"nama", "nip", "jabatan", "pangkat"}),
            )
        )

    async def tetapkan_penggantian(self, unit: str, isi: Penggantian, *, catatan: str, oleh: str) -> int:
        """Yang terakhir diusulkan berlaku bagi pejabat dan peran yang sama; ``isi.id`` diabaikan.

        Yang menyebut pengganti menunggu ``sahkan_penggantian``; ketidakhadiran saja berlaku seketika.
        """
        hasil = await self._sesi.execute(
            insert(TabelPenggantianPejabat)
            .values(
                unit=unit,
                peran=isi.peran.value,
                pejabat=isi.pejabat,
                jabatan=isi.jabatan,
                sebagai=isi.sebagai.value,
                pengganti=isi.pengganti,
                mulai=isi.mulai,
                sampai=isi.sampai,
                catatan=catatan,
                dibuat_oleh=oleh,
            )
            .returning(TabelPenggantianPejabat.id)
        )
        return hasil.scalar_one()

    async def sahkan_penggantian(self, penggantian_id: int, *, oleh: str) -> None:
        """Berlaku sejak kini; yang sudah disahkan atau diakhiri dibiarkan.

        ``oleh`` bukan pengusul atau penggantinya: ``IntegrityError``.
        """
        p = TabelPenggantianPejabat
        await self._sesi.execute(
            update(p)
            .where(p.id == penggantian_id, p.disahkan.is_(None), p.dibatalkan.is_(None))
            .values(disahkan=func.now(), disahkan_oleh=oleh)
        )

    async def akhiri_penggantian(self, penggantian_id: int, *, oleh: str, sebab: str) -> None:
        """Pejabatnya bertugas lagi, atau usulannya ditolak; ``TidakDitemukan`` bila sudah diakhiri."""
        p = TabelPenggantianPejabat
        hasil = await self._sesi.execute(
            update(p)
            .where(p.id == penggantian_id, p.dibatalkan.is_(None))
            .values(dibatalkan=func.now(), dibatalkan_oleh=oleh, sebab_batal=sebab)
            .returning(p.id)
        )
        if hasil.scalar_one_or_none() is None:
            raise TidakDitemukan("penggantian")

    async def riwayat_penggantian(
        self, *, unit: str | None = None, penggantian_id: int | None = None
    ) -> tuple[PenggantianTercatat, ...]:
        """Yang terbaru dahulu; yang diakhiri ikut."""
        p = TabelPenggantianPejabat
        return await self._tercatat(or_(p.unit == unit, p.id == penggantian_id))

    async def menunggu_pengesahan(self) -> tuple[PenggantianTercatat, ...]:
        """Di semua unit yang terlihat, yang terbaru dahulu."""
        p = TabelPenggantianPejabat
        return await self._tercatat(p.pengganti.is_not(None), p.disahkan.is_(None), p.dibatalkan.is_(None))

    async def _tercatat(self, *syarat: ColumnElement[bool]) -> tuple[PenggantianTercatat, ...]:
        p = TabelPenggantianPejabat
        pejabat, pengganti, pembuat, pengesah = (aliased(TabelAkun) for _ in range(4))
        hasil = await self._sesi.execute(
            select(
                p.id, p.unit, p.peran, p.pejabat, pejabat.nama, p.jabatan, p.sebagai, p.pengganti, pengganti.nama,
                p.mulai, p.sampai, p.catatan, p.dibuat_oleh, pembuat.nama, p.dibuat, p.disahkan_oleh, pengesah.nama,
                p.disahkan, p.dibatalkan_oleh, p.dibatalkan, p.sebab_batal,
            )
            .outerjoin(pejabat, pejabat.id == p.pejabat)
            .outerjoin(pengganti, pengganti.id == p.pengganti)
            .outerjoin(pembuat, pembuat.id == p.dibuat_oleh)
            .outerjoin(pengesah, pengesah.id == p.disahkan_oleh)
            .where(*syarat)
            .order_by(p.id.desc())
        )  # fmt: skip
        return bentuk(PenggantianTercatat, hasil)

    async def riwayat_spesimen(self, akun: Sequence[str]) -> tuple[SpesimenTercatat, ...]:
        s = TabelSpesimenPejabat
        hasil = await self._sesi.execute(
            select(
                s.id, s.akun, s.berlaku_mulai, s.nama, s.nip, s.jabatan, s.pangkat, s.catatan, s.dibuat_oleh, s.dibuat
            )
            .where(s.akun.in_(akun))
            .order_by(s.akun, s.berlaku_mulai.desc(), s.id.desc())
        )
        return bentuk(SpesimenTercatat, hasil)

    async def seunit(self, unit: str) -> tuple[DataAkun, ...]:
        """Semua akun aktif di unit itu, berurut nama."""
        return await self._cari(TabelAkun.aktif.is_(True), TabelAkun.unit == unit)

    async def nik(self, akun: str) -> str:
        """NIK seorang penandatangan; hanya peran pekerja yang dapat membacanya."""
        nik = await self._sesi.scalar(select(TabelAkun.nik).where(TabelAkun.id == akun))
        if nik is None:
            raise TidakDitemukan("akun")
        return nik

    async def _cari(self, *syarat: ColumnElement[bool]) -> tuple[DataAkun, ...]:
        hasil = await self._sesi.execute(
            select(
                TabelAkun.id,
                TabelAkun.nama,
                TabelAkun.nip,
                TabelAkun.jabatan,
                TabelAkun.pangkat,
                TabelAkun.peran,
                TabelAkun.unit,
                TabelAkun.surel,
                TabelAkun.aktif,
            )
            .where(*syarat)
            .order_by(TabelAkun.nama, TabelAkun.id)
        )
        return tuple(
            DataAkun(id_, nama, nip, jabatan, pangkat, tuple(map(Peran, peran)), unit, surel, aktif)
            for id_, nama, nip, jabatan, pangkat, peran, unit, surel, aktif in hasil
        )
