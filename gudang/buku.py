"""Buku: penulisan model baca oleh ``catat``. Semua dalam satu transaksi, kuncinya (usulan, nomor)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk
from gudang.galat import TidakDitemukan, UsulanBerakhir
from models.keputusan import Pelaku
from models.peristiwa import Catatan
from models.tabel import TabelJejak, TabelTugas, TabelUsulan
from models.tabel.usulan import TabelIsianTerkunci
from models.usulan import Tenggat, TugasTerbuka


@dataclass(frozen=True)
class PokokUsulan:
    nomor: str
    instansi_id: str
    asn_id: UUID
    pengusul: Pelaku
    catatan_terakhir: int | None
    terbuka: bool
    alur: str
    """Run alur kerja yang terakhir menulis."""
    catatan_lokal: bool
    """Yang terakhir ditulis kegiatan lokal."""


@dataclass(frozen=True)
class TenggatTersimpan:
    hitung_dari: datetime
    pengingat: datetime
    jatuh_tempo: datetime
    eskalasi: datetime
    diklaim_oleh: str | None

    @property
    def tenggat(self) -> Tenggat:
        return Tenggat(pengingat=self.pengingat, jatuh_tempo=self.jatuh_tempo, eskalasi=self.eskalasi)


class GudangBuku:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def kunci(self, usulan_id: UUID) -> PokokUsulan:
        """Kunci baris usulan sampai transaksi selesai: dua penulisan pada satu usulan bergantian."""
        hasil = await self._sesi.execute(
            select(
                TabelUsulan.nomor,
                TabelUsulan.instansi_id,
                TabelUsulan.asn_id,
                TabelUsulan.berkas["pengusul"],
                TabelUsulan.catatan_terakhir,
                TabelUsulan.terbuka,
                TabelUsulan.alur,
                TabelUsulan.catatan_lokal,
            )
            .where(TabelUsulan.id == usulan_id)
            .with_for_update()
        )
        baris = hasil.one_or_none()
        if baris is None or baris[3] is None:
            raise TidakDitemukan("usulan yang diajukan")
        nomor, instansi_id, asn_id, pengusul, *selebihnya = baris
        return PokokUsulan(nomor, instansi_id, asn_id, Pelaku.model_validate(pengusul), *selebihnya)

    async def kunci_terbuka(self, usulan_id: UUID) -> None:
        """Kunci usulan bagi penulisan akibatnya; ``UsulanBerakhir`` bila ia sudah berakhir."""
        if not (await self.kunci(usulan_id)).terbuka:
            raise UsulanBerakhir

    async def tulis_keadaan(self, catatan: Catatan, selesai_pada: datetime | None, *, lokal: bool) -> None:
        keadaan, hasil = catatan.keadaan, catatan.keadaan.hasil
        await self._sesi.execute(
            update(TabelUsulan)
            .where(TabelUsulan.id == catatan.usulan_id)
            .values(
                status=keadaan.status,
                tahap=keadaan.tahap,
                putaran_bts=keadaan.putaran_bts,
                ditahan=keadaan.ditahan,
                isi=keadaan.isi,
                dokumen={kode: str(nilai) for kode, nilai in keadaan.dokumen.items()},
                terbuka=hasil is None,
                hasil=hasil.jenis.value if hasil else None,
                rincian_hasil=hasil.model_dump(mode="json") if hasil else None,
                selesai_pada=selesai_pada,
                catatan_terakhir=catatan.nomor,
                catatan_lokal=lokal,
                alur=catatan.alur,
                diubah=func.now(),
            )
        )

    async def lepas_kunci(self, usulan_id: UUID) -> None:
        """Usulan berakhir: bagian profil yang dikuncinya boleh diusulkan lagi."""
        await self._sesi.execute(delete(TabelIsianTerkunci).where(TabelIsianTerkunci.usulan_id == usulan_id))

    async def tulis_putusan(self, tugas_id: UUID, putusan: str, oleh: str | None) -> None:
        await self._sesi.execute(update(TabelTugas).where(TabelTugas.id == tugas_id).values(putusan=putusan, oleh=oleh))

    async def lupakan_putusan(self, usulan_id: UUID, dari: int) -> None:
        """Sesudah alurnya di-reset: putusan atas tugas yang disebut peristiwa sejak urut itu tidak berlaku lagi."""
        digantikan = select(TabelJejak.tugas_id).where(TabelJejak.usulan_id == usulan_id, TabelJejak.urut >= dari)
        await self._sesi.execute(
            update(TabelTugas).where(TabelTugas.id.in_(digantikan)).values(putusan=None, oleh=None)
        )

    async def tutup_selain(self, usulan_id: UUID, tugas_id: UUID | None, saat: datetime) -> None:
        """Tutup semua tugas terbuka kecuali satu."""
        await self._sesi.execute(
            update(TabelTugas)
            .where(
                TabelTugas.usulan_id == usulan_id,
                TabelTugas.ditutup.is_(None),
                TabelTugas.id.is_distinct_from(tugas_id),
            )
            .values(ditutup=saat)
        )

    async def tenggat(self, tugas_id: UUID) -> TenggatTersimpan | None:
        hasil = await self._sesi.execute(
            select(
                TabelTugas.hitung_dari,
                TabelTugas.pengingat,
                TabelTugas.jatuh_tempo,
                TabelTugas.eskalasi,
                TabelTugas.diklaim_oleh,
            ).where(TabelTugas.id == tugas_id)
        )
        return next(iter(bentuk(TenggatTersimpan, hasil)), None)

    async def tulis_tugas(
        self, usulan_id: UUID, instansi_id: str, tugas: TugasTerbuka, tenggat: Tenggat, dieskalasi: datetime | None
    ) -> None:
        """Buka tugas, atau perbarui yang sudah terbuka. Klaim gugur bila tugasnya ditujukan kepada orang lain.

        Yang sudah tertutup terbuka lagi sesudah alurnya di-reset, sebab id tugas sama pada setiap pengulangan.
        """
        berubah: dict[str, Any] = {
            "untuk": tugas.untuk,
            "hitung_dari": tugas.hitung_dari,
            "pengingat": tenggat.pengingat,
            "jatuh_tempo": tenggat.jatuh_tempo,
            "eskalasi": tenggat.eskalasi,
            "peringatan": tugas.peringatan,
            "rincian": tugas.model_dump(mode="json", include={"draf", "alasan", "keterangan"}),
        }
        langkah = tugas.langkah
        baru = insert(TabelTugas).values(
            id=tugas.id,
            usulan_id=usulan_id,
            instansi_id=instansi_id,
            langkah=langkah.kode,
            nama=langkah.nama,
            peran=langkah.peran.value,
            unit=langkah.unit,
            atasan=langkah.atasan.value,
            putusan_boleh=[satu.value for satu in langkah.putusan],
            beda_orang=list(langkah.beda_orang),
            ke=tugas.ke,
            dibuka=tugas.dibuka,
            dieskalasi=dieskalasi,
            **berubah,
        )
        tertutup = TabelTugas.ditutup.is_not(None)
        dialihkan = TabelTugas.untuk.is_distinct_from(tugas.untuk) & TabelTugas.diklaim_oleh.is_distinct_from(
            tugas.untuk
        )
        gugur = tertutup | dialihkan
        await self._sesi.execute(
            baru.on_conflict_do_update(
                index_elements=["id"],
                set_={
                    **berubah,
                    "dieskalasi": func.coalesce(dieskalasi, TabelTugas.dieskalasi),
                    "dibuka": tugas.dibuka,
                    "ditutup": None,
                    "putusan": case((tertutup, None), else_=TabelTugas.putusan),
                    "oleh": case((tertutup, None), else_=TabelTugas.oleh),
                    "diklaim_oleh": case((gugur, None), else_=TabelTugas.diklaim_oleh),
                    "diklaim_pada": case((gugur, None), else_=TabelTugas.diklaim_pada),
                },
            )
        )
