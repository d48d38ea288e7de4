"""Jejak bagi jangkarnya: ujung rantai yang bertambah, dan pencocokan rantai dengan ujung yang pernah dijangkarkan.

Rantainya diperiksa dengan kueri di sini, bukan dengan fungsi basis data: fungsi itu milik yang sedang diawasi.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk
from models.jangkar import UjungRantai

_PENULIS: Final = text("""
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = 'jejak'::regclass AND mode = 'RowExclusiveLock'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
""")
_SEPOTONG: Final = text("""
    SELECT max(id) FROM (
        SELECT id FROM jejak WHERE id > :dari AND id <= :sampai ORDER BY id LIMIT :batas
    ) AS sepotong
""")
_UJUNG: Final = text("""
    SELECT DISTINCT ON (pokok) pokok, ke, sidik FROM jejak
    WHERE id > :dari AND id <= :sampai ORDER BY pokok, ke DESC
""")
_BERBEDA: Final = text("""
    SELECT ujung.pokok, CASE
        WHEN jejak.sidik IS NOT NULL THEN 'ditulis ulang'
        WHEN EXISTS (SELECT FROM jejak j WHERE j.pokok = ujung.pokok) THEN 'terpotong'
        ELSE 'hilang' END
    FROM unnest(CAST(:pokok AS uuid[]), CAST(:ke AS integer[]), CAST(:sidik AS bytea[])) AS ujung (pokok, ke, sidik)
    LEFT JOIN jejak ON jejak.pokok = ujung.pokok AND jejak.ke = ujung.ke
    WHERE jejak.sidik IS DISTINCT FROM ujung.sidik
""")
# Rumus sidiknya sama dengan pemicu ``jejak_rantai`` (migrasi 0002).
_PUTUS: Final = text("""
    SELECT pokok, min(ke) FROM (
        SELECT pokok, ke, sebelum, sidik,
               row_number() OVER urutan - 1 AS nomor,
               coalesce(lag(sidik) OVER urutan, ''::bytea) AS sidik_lalu,
               sha256(sebelum || convert_to(jsonb_build_array(
                   pokok, ke, usulan_id, asn_id, instansi_id, urut, jenis,
                   (extract(epoch FROM waktu) * 1000000)::bigint,
                   akun, peran, unit, langkah, tugas_id, rincian)::text, 'UTF8')) AS semestinya
        FROM jejak WHERE pokok = ANY (CAST(:pokok AS uuid[]))
        WINDOW urutan AS (PARTITION BY pokok ORDER BY ke)
    ) AS rantai
    WHERE ke <> nomor OR sebelum <> sidik_lalu OR sidik <> semestinya
    GROUP BY pokok
""")
_BERLUBANG: Final = text("""
    SELECT usulan.id, count(DISTINCT jejak.urut), coalesce(max(jejak.urut) + 1, 0)
    FROM usulan LEFT JOIN jejak ON jejak.usulan_id = usulan.id AND jejak.urut IS NOT NULL
    WHERE usulan.id = ANY (CAST(:usulan AS uuid[]))
    GROUP BY usulan.id
""")


_BERIKUT: Final = text("""
    SELECT id FROM usulan WHERE id > :sesudah AND catatan_terakhir IS NOT NULL ORDER BY id LIMIT :batas
""")
_TERBUKA: Final = text("""
    SELECT id FROM usulan WHERE id > :sesudah AND terbuka AND catatan_terakhir IS NOT NULL ORDER BY id LIMIT :batas
""")


@dataclass(frozen=True)
class Perhitungan:
    """Peristiwa alur kerja sebuah usulan menurut jejaknya."""

    usulan_id: UUID
    banyak: int
    """Urut berbeda yang tertulis."""
    semestinya: int
    """Menurut urut terbesarnya."""


class GudangJangkar:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def akhir(self) -> tuple[int, frozenset[str]]:
        """Id jejak terakhir yang tampak, dan transaksi yang saat itu sedang menulis jejak.

        Nomor id diambil sebelum barisnya tampak, jadi baris ber-id lebih kecil mungkin masih ditulis. Semuanya sudah
        tampak (atau batal) begitu para penulis itu selesai: kunci tabelnya dipegang sejak sebelum nomornya diambil.
        """
        akhir = await self._sesi.scalar(text("SELECT coalesce(max(id), 0) FROM jejak"))
        return int(akhir or 0), await self.penulis()

    async def penulis(self) -> frozenset[str]:
        return frozenset(await self._sesi.scalars(_PENULIS))

    async def ujung(self, dari: int, sampai: int, batas: int) -> tuple[int, tuple[UjungRantai, ...]]:
        """Ujung tiap rantai yang bertambah di antara kedua id itu, dari paling banyak ``batas`` baris.

        Hasil: id baris terakhir yang tercakup, dan ujungnya menurut pokok.
        """
        potongan = await self._sesi.scalar(_SEPOTONG, {"dari": dari, "sampai": sampai, "batas": batas})
        if potongan is None:
            return dari, ()
        hasil = await self._sesi.execute(_UJUNG, {"dari": dari, "sampai": potongan})
        return int(potongan), bentuk(UjungRantai, hasil)

    async def cocokkan(self, ujung: Sequence[UjungRantai]) -> Mapping[UUID, str]:
        """Rantai yang tidak lagi memuat ujung itu, atau putus: pokok → sebabnya."""
        pokok = [satu.pokok for satu in ujung]
        isian = {"pokok": pokok, "ke": [satu.ke for satu in ujung], "sidik": [satu.sidik for satu in ujung]}
        putus = await self._sesi.execute(_PUTUS, {"pokok": pokok})
        sebab = {satu: f"Rantainya putus di baris ke-{ke}." for satu, ke in putus}
        tempat = {satu.pokok: satu.ke for satu in ujung}
        for satu, cara in await self._sesi.execute(_BERBEDA, isian):
            sebab[satu] = f"Baris ke-{tempat[satu]} yang dijangkarkan {cara}."
        return sebab

    async def usulan_sesudah(self, usulan_id: UUID, batas: int) -> Sequence[UUID]:
        """Usulan yang pernah berjalan, menurut id; halaman berikutnya sesudah id terakhir."""
        return (await self._sesi.scalars(_BERIKUT, {"sesudah": usulan_id, "batas": batas})).all()

    async def terbuka_acak(self, batas: int) -> Sequence[UUID]:
        """Usulan terbuka yang pernah berjalan, mulai dari letak acak."""
        semua = (await self._sesi.scalars(_TERBUKA, {"sesudah": uuid4(), "batas": batas})).all()
        return semua or (await self._sesi.scalars(_TERBUKA, {"sesudah": UUID(int=0), "batas": batas})).all()

    async def hitung(self, usulan_id: Collection[UUID]) -> tuple[Perhitungan, ...]:
        return bentuk(Perhitungan, await self._sesi.execute(_BERLUBANG, {"usulan": list(usulan_id)}))
