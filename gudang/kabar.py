"""Kotak keluar: kabar ditulis bersama peristiwanya, dikirim kemudian, sampai terkirim atau diketahui tak sampai."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk
from gudang.riwayat import GudangRiwayat
from models.kabar import JenisKabar, KabarAntre, KabarBaru, KeadaanKabar
from models.peran import unit_asn, unit_instansi
from models.referensi.zona import hari_ini
from models.riwayat.pribadi import surel_sah
from models.tabel import TabelAkun, TabelAsn, TabelKotakKeluar, TabelUsulan

JEDA_TAK_SAMPAI: Final = timedelta(days=1)
DICOBA_SELAMA: Final = timedelta(days=30)
"""Yang tak sampai dicoba lagi selama ini [k]: alamat yang dilengkapi membuatnya terkirim dengan sendirinya."""


@dataclass(frozen=True)
class KabarTakSampai:
    id: int
    jenis: str
    penerima: str
    """Akun, atau ``asn:<id>``."""
    penerima_nama: str | None
    usulan_id: UUID
    nomor: str
    instansi_id: str
    sebab: str
    dibuat: datetime
    percobaan: int


class _Baris(NamedTuple):
    id: int
    kunci: str
    jenis: str
    penerima: str
    usulan_id: UUID
    nomor: str
    asn_id: UUID
    asn_nama: str
    instansi_id: str
    akun_surel: str | None
    akun_nama: str | None
    akun_unit: str | None
    akun_aktif: bool | None
    rincian: dict[str, Any]
    percobaan: int


class _Alamat(NamedTuple):
    surel: str
    nama: str
    unit: str


def _siap(b: _Baris, alamat: _Alamat) -> KabarAntre:
    return KabarAntre(
        b.id, b.kunci, JenisKabar(b.jenis), alamat.surel, alamat.nama, b.usulan_id, b.nomor, alamat.unit, b.rincian,
        b.percobaan + 1,
    )  # fmt: skip


class GudangKabar:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi
        self._riwayat = GudangRiwayat(sesi)

    async def tambah(self, usulan_id: UUID, instansi_id: str, kabar: Sequence[KabarBaru]) -> None:
        if kabar:
            isi = [{**vars(satu), "usulan_id": usulan_id, "instansi_id": instansi_id} for satu in kabar]
            await self._sesi.execute(
                insert(TabelKotakKeluar).values(isi).on_conflict_do_nothing(index_elements=["kunci"])
            )

    async def ambil(self, batas: int, sewa: timedelta) -> tuple[KabarAntre, ...]:
        """Kabar yang waktunya dikirim, menjadi urusan pemanggil selama ``sewa``; pengirim lain melewatinya.

        Sesudah sewanya habis tanpa ``terkirim`` atau ``tunda`` (pengirimnya mati), ia dikirim lagi. Alamatnya dicari
        saat dikirim, bukan disimpan; yang tak beralamat disisihkan bersama sebabnya.
        """
        diambil = await self._waktunya(batas)
        if not diambil:
            return ()
        k = TabelKotakKeluar
        await self._ubah(k.id.in_([b.id for b in diambil]), percobaan=k.percobaan + 1, coba_lagi_pada=func.now() + sewa)
        siap: list[KabarAntre] = []
        for b in diambil:
            alamat = await self._alamat(b)
            if isinstance(alamat, str):
                await self.tak_sampai(b.id, alamat)
            else:
                siap.append(_siap(b, alamat))
        return tuple(siap)

    async def terkirim(self, kabar_id: int) -> None:
        await self._ubah(
            TabelKotakKeluar.id == kabar_id, keadaan=KeadaanKabar.TERKIRIM, terkirim_pada=func.now(), galat=None
        )

    async def tunda(self, kabar_id: int, galat: str, jeda: timedelta) -> None:
        """Pengiriman gagal: coba lagi sesudah ``jeda``."""
        await self._ubah(TabelKotakKeluar.id == kabar_id, galat=galat, coba_lagi_pada=func.now() + jeda)

    async def tak_sampai(self, kabar_id: int, sebab: str) -> None:
        """Alamatnya tidak ada atau ditolak: terlihat petugas, dan dicoba lagi kalau-kalau sudah dibetulkan."""
        await self._ubah(
            TabelKotakKeluar.id == kabar_id,
            keadaan=KeadaanKabar.TAK_SAMPAI,
            galat=sebab,
            coba_lagi_pada=func.now() + JEDA_TAK_SAMPAI,
        )

    async def menunggu(self) -> int:
        """Banyaknya kabar yang menunggu dikirim."""
        menunggu = TabelKotakKeluar.keadaan == KeadaanKabar.ANTRE
        return await self._sesi.scalar(select(func.count()).where(menunggu)) or 0

    async def daftar_tak_sampai(self, *, sesudah: int | None = None, batas: int = 50) -> tuple[KabarTakSampai, ...]:
        """Yang tak sampai, yang terbaru dahulu; ``sesudah``: id terakhir halaman sebelumnya."""
        k = TabelKotakKeluar
        perintah = (
            select(
                k.id, k.jenis, k.penerima, TabelAkun.nama, k.usulan_id, TabelUsulan.nomor, k.instansi_id, k.galat,
                k.dibuat, k.percobaan,
            )
            .join(TabelUsulan, TabelUsulan.id == k.usulan_id)
            .outerjoin(TabelAkun, TabelAkun.id == k.penerima)
            .where(k.keadaan == KeadaanKabar.TAK_SAMPAI)
            .order_by(k.id.desc())
            .limit(batas)
        )  # fmt: skip
        return bentuk(
            KabarTakSampai, await self._sesi.execute(perintah if sesudah is None else perintah.where(k.id < sesudah))
        )

    async def _waktunya(self, batas: int) -> tuple[_Baris, ...]:
        k = TabelKotakKeluar
        hasil = await self._sesi.execute(
            select(
                k.id, k.kunci, k.jenis, k.penerima, k.usulan_id, TabelUsulan.nomor, TabelUsulan.asn_id, TabelAsn.nama,
                TabelUsulan.instansi_id, TabelAkun.surel, TabelAkun.nama, TabelAkun.unit, TabelAkun.aktif, k.rincian,
                k.percobaan,
            )
            .join(TabelUsulan, TabelUsulan.id == k.usulan_id)
            .join(TabelAsn, TabelAsn.id == TabelUsulan.asn_id)
            .outerjoin(TabelAkun, TabelAkun.id == k.penerima)
            .where(
                k.terkirim_pada.is_(None),
                k.coba_lagi_pada <= func.now(),
                or_(k.keadaan == KeadaanKabar.ANTRE, k.dibuat > func.now() - DICOBA_SELAMA),
            )
            .order_by(k.coba_lagi_pada, k.id)
            .limit(batas)
            .with_for_update(of=k, skip_locked=True)
        )  # fmt: skip
        return bentuk(_Baris, hasil)

    async def _alamat(self, b: _Baris) -> _Alamat | str:
        """Alamat penerima, atau sebab ia tidak dapat disurati."""
        if b.penerima == unit_asn(b.asn_id):
            return await self._alamat_asn(b)
        if b.akun_surel is None or b.akun_nama is None or b.akun_unit is None:
            return "Penerimanya tidak ada di direktori akun; daftarkan akunnya."
        if not b.akun_aktif:
            return "Akun penerimanya sudah tidak aktif; alihkan tugasnya."
        if not surel_sah(b.akun_surel):
            return "Surel akun penerimanya salah bentuk; betulkan di direktori akun."
        return _Alamat(b.akun_surel, b.akun_nama, b.akun_unit)

    async def _alamat_asn(self, b: _Baris) -> _Alamat | str:
        """Surel pribadinya, yang ikut ke mana pun ia pindah; bila tak sah, surel dinasnya [k]."""
        kantor = unit_instansi(b.instansi_id)
        pribadi = await self._riwayat.pribadi(b.asn_id, hari_ini(kantor))
        tercatat = [surel.strip() for isian in ("email", "email_dinas") if (surel := pribadi.get(isian))]
        for surel in tercatat:
            if surel_sah(surel):
                return _Alamat(surel, b.asn_nama, kantor)
        sebab = "salah bentuk" if tercatat else "belum tercatat"
        return f"Surel ASN-nya {sebab}; lengkapi lewat peremajaan Data Pribadi."

    async def _ubah(self, syarat: ColumnElement[bool], **nilai: Any) -> None:
        await self._sesi.execute(update(TabelKotakKeluar).where(syarat).values(**nilai))
