"""Buku: penulisan model baca oleh ``catat``. Semua dalam satu transaksi, kuncinya (usulan, nomor)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, case, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk, jalankan, tulis
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


_KUNCI: Final = (
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
    .where(TabelUsulan.id == bindparam("usulan_id"))
    .with_for_update()
)
_KEADAAN: Final = update(TabelUsulan).where(TabelUsulan.id == bindparam("usulan_id")).values(diubah=func.now())
_PUTUSAN: Final = update(TabelTugas).where(TabelTugas.id == bindparam("tugas_id"))
_TUTUP_SELAIN: Final = update(TabelTugas).where(
    TabelTugas.usulan_id == bindparam("milik"),
    TabelTugas.ditutup.is_(None),
    TabelTugas.id.is_distinct_from(bindparam("selain", type_=Uuid)),
)
_TENGGAT: Final = select(
    TabelTugas.hitung_dari,
    TabelTugas.pengingat,
    TabelTugas.jatuh_tempo,
    TabelTugas.eskalasi,
    TabelTugas.diklaim_oleh,
).where(TabelTugas.id == bindparam("tugas_id"))


def _perintah_tugas() -> Insert:
    """Tugas yang sudah ada diperbarui; yang sudah tertutup terbuka lagi, dan klaimnya gugur bila berpindah orang."""
    baru = insert(TabelTugas)
    kiriman = baru.excluded
    tertutup = TabelTugas.ditutup.is_not(None)
    dialihkan = and_(
        TabelTugas.untuk.is_distinct_from(kiriman.untuk), TabelTugas.diklaim_oleh.is_distinct_from(kiriman.untuk)
    )
    gugur = or_(tertutup, dialihkan)
    diganti = ("untuk", "hitung_dari", "pengingat", "jatuh_tempo", "eskalasi", "peringatan", "rincian", "dibuka")
    return baru.on_conflict_do_update(
        index_elements=["id"],
        set_={
            **{nama: kiriman[nama] for nama in diganti},
            "dieskalasi": func.coalesce(kiriman.dieskalasi, TabelTugas.dieskalasi),
            "ditutup": None,
            "putusan": case((tertutup, None), else_=TabelTugas.putusan),
            "oleh": case((tertutup, None), else_=TabelTugas.oleh),
            "diklaim_oleh": case((gugur, None), else_=TabelTugas.diklaim_oleh),
            "diklaim_pada": case((gugur, None), else_=TabelTugas.diklaim_pada),
        },
    )


_TUGAS: Final = _perintah_tugas()


class GudangBuku:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def kunci(self, usulan_id: UUID) -> PokokUsulan:
        """Kunci baris usulan sampai transaksi selesai: dua penulisan pada satu usulan bergantian."""
        hasil = await jalankan(self._sesi, _KUNCI, usulan_id=usulan_id)
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
        await tulis(
            self._sesi,
            _KEADAAN,
            usulan_id=catatan.usulan_id,
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
        )

    async def lepas_kunci(self, usulan_id: UUID) -> None:
        """Usulan berakhir: bagian profil yang dikuncinya boleh diusulkan lagi."""
        await self._sesi.execute(delete(TabelIsianTerkunci).where(TabelIsianTerkunci.usulan_id == usulan_id))

    async def tulis_putusan(self, tugas_id: UUID, putusan: str, oleh: str | None) -> None:
        await tulis(self._sesi, _PUTUSAN, tugas_id=tugas_id, putusan=putusan, oleh=oleh)

    async def lupakan_putusan(self, usulan_id: UUID, dari: int) -> None:
        """Sesudah alurnya di-reset: putusan atas tugas yang disebut peristiwa sejak urut itu tidak berlaku lagi."""
        digantikan = select(TabelJejak.tugas_id).where(TabelJejak.usulan_id == usulan_id, TabelJejak.urut >= dari)
        await self._sesi.execute(
            update(TabelTugas).where(TabelTugas.id.in_(digantikan)).values(putusan=None, oleh=None)
        )

    async def tutup_selain(self, usulan_id: UUID, tugas_id: UUID | None, saat: datetime) -> None:
        """Tutup semua tugas terbuka kecuali satu."""
        await tulis(self._sesi, _TUTUP_SELAIN, milik=usulan_id, selain=tugas_id, ditutup=saat)

    async def tenggat(self, tugas_id: UUID) -> TenggatTersimpan | None:
        hasil = await jalankan(self._sesi, _TENGGAT, tugas_id=tugas_id)
        return next(iter(bentuk(TenggatTersimpan, hasil)), None)

    async def tulis_tugas(
        self, usulan_id: UUID, instansi_id: str, tugas: TugasTerbuka, tenggat: Tenggat, dieskalasi: datetime | None
    ) -> None:
        """Buka tugas, atau perbarui yang sudah terbuka. Klaim gugur bila tugasnya ditujukan kepada orang lain.

        Yang sudah tertutup terbuka lagi sesudah alurnya di-reset, sebab id tugas sama pada setiap pengulangan.
        """
        langkah = tugas.langkah
        await tulis(
            self._sesi,
            _TUGAS,
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
            untuk=tugas.untuk,
            hitung_dari=tugas.hitung_dari,
            pengingat=tenggat.pengingat,
            jatuh_tempo=tenggat.jatuh_tempo,
            eskalasi=tenggat.eskalasi,
            peringatan=tugas.peringatan,
            rincian=tugas.model_dump(mode="json", include={"draf", "alasan", "keterangan"}),
        )
