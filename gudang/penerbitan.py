"""Penerbitan surat: bahan naskah, lalu satu baris yang maju draf → tertanda → terbit. Setiap tahap boleh diulang."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import ScalarSelect, case, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.asn import GudangASN
from gudang.buku import GudangBuku
from gudang.galat import TidakDitemukan, UsulanBerakhir
from gudang.koreksi import GudangKoreksi
from gudang.nomor import GudangNomor
from gudang.pejabat import GudangPejabat
from gudang.surat import jabatan_lengkap
from gudang.usulan import DataUsulan, GudangUsulan
from models import layanan
from models.aturan.nomor_surat import nomor_surat
from models.definisi import FaktaSurat, Naskah
from models.kegiatan import DrafTersusun, SusunSurat
from models.langkah import JenisPutusan
from models.peran import Peran, unit_instansi
from models.peristiwa import JenisPeristiwa
from models.referensi.zona import hari_ini, zona_unit
from models.surat import (
    DrafSurat,
    IsiSurat,
    IsiTersimpan,
    JenisSurat,
    LevelTTE,
    Pejabat,
    Rujukan,
    SuratTerbit,
    SuratTertanda,
)
from models.tabel import Jejak, Surat, Usulan

_PERSETUJUAN: Final = "persetujuan"
_BITA_TOKEN: Final = 24
NOMOR_PRATINJAU: Final = "[nomor diberikan saat surat disusun]"


@dataclass(frozen=True)
class Bahan:
    """Semua yang dibutuhkan untuk menyusun satu draf."""

    surat_id: UUID
    ke: int
    instansi_id: str
    fakta: FaktaSurat
    penandatangan: str
    """Akun."""
    token: str


class GudangPenerbitan:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi
        self._pejabat = GudangPejabat(sesi)
        self._koreksi = GudangKoreksi(sesi)

    async def draf(self, usulan_id: UUID, jenis: JenisSurat, ke: int) -> DrafTersusun | None:
        """Draf ke-sekian yang sudah tersimpan, bila ada."""
        hasil = await self._sesi.execute(
            select(Surat.draf, Surat.penandatangan).where(
                Surat.usulan_id == usulan_id, Surat.jenis == jenis, Surat.ke == ke
            )
        )
        baris = hasil.one_or_none()
        return DrafTersusun(draf=DrafSurat.model_validate(baris[0]), penandatangan=baris[1]) if baris else None

    async def bahan(self, masukan: SusunSurat, alamat_publik: str) -> Bahan:
        """Bahan draf; nomornya diberikan di sini. ``ValueError`` bila ada fakta yang kurang, dengan obatnya."""
        usulan = await GudangUsulan(self._sesi).baca(masukan.usulan_id)
        if usulan is None:
            raise ValueError("Usulan tidak ditemukan; periksa basis data.")
        naskah = layanan.naskah(masukan.jenis)
        tanggal = masukan.diminta.astimezone(zona_unit(masukan.unit)).date()
        penandatangan = await self._pejabat.penandatangan(
            naskah.penandatangan, masukan.unit, tanggal, ditunjuk=masukan.penandatangan
        )
        token = secrets.token_urlsafe(_BITA_TOKEN)
        tanggal_usul = await self._tanggal_usul(usulan)
        if tanggal_usul is None:
            raise ValueError("Usulan ini belum diajukan; suratnya belum dapat disusun.")
        fakta = await self._fakta(
            usulan,
            tanggal_usul=tanggal_usul,
            nomor=await self._nomor(naskah, masukan, tanggal.year),
            tanggal=tanggal,
            unit=masukan.unit,
            penandatangan=penandatangan.pejabat,
            versi_templat=masukan.versi_templat,
            tautan=_tautan(alamat_publik, token),
        )
        return Bahan(
            surat_id=uuid5(masukan.usulan_id, f"{masukan.jenis}:{masukan.ke}"),
            ke=masukan.ke,
            instansi_id=usulan.instansi_id,
            fakta=fakta,
            penandatangan=penandatangan.akun,
            token=token,
        )

    async def pratinjau(
        self, usulan: DataUsulan, naskah: Naskah, *, penerbit: Mapping[JenisSurat, str], versi: int, alamat_publik: str
    ) -> FaktaSurat:
        """Fakta surat seandainya disusun sekarang, tanpa nomor dan tanpa menulis apa pun; juga bagi konsep.

        ``penerbit``: unit penerbit tiap surat usulan ini. Surat lain yang belum terbit disebut tanpa nomor.
        """
        unit = penerbit[naskah.jenis]
        tanggal = hari_ini(unit)
        penandatangan = await self._pejabat.penandatangan(naskah.penandatangan, unit, tanggal)
        fakta = await self._fakta(
            usulan,
            tanggal_usul=await self._tanggal_usul(usulan) or tanggal,
            nomor=NOMOR_PRATINJAU,
            tanggal=tanggal,
            unit=unit,
            penandatangan=penandatangan.pejabat,
            versi_templat=versi,
            tautan=_tautan(alamat_publik, "pratinjau"),
        )
        terbitan = dict(fakta.terbitan)
        for jenis in penerbit.keys() - terbitan.keys() - {naskah.jenis}:
            terbitan[jenis] = await self._rujukan_rencana(jenis, penerbit[jenis], tanggal)
        return fakta.model_copy(update={"terbitan": terbitan})

    async def _rujukan_rencana(self, jenis: JenisSurat, unit: str, tanggal: date) -> Rujukan:
        jabatan = await self._pejabat.jabatan_pemangku(layanan.naskah(jenis).penandatangan, unit, tanggal)
        return Rujukan(pejabat=jabatan_lengkap(jabatan, unit), nomor=NOMOR_PRATINJAU, tanggal=tanggal)

    async def _fakta(self, usulan: DataUsulan, *, tanggal: date, **surat: Any) -> FaktaSurat:
        """Fakta usulan bagi sebuah surat bertanggal itu; ``surat`` yang khas surat itu."""
        profil = await GudangASN(self._sesi).baca_profil(usulan.asn_id)
        if profil is None:
            raise ValueError("Profil ASN usulan ini tidak ditemukan; periksa basis data.")
        asal = await self._koreksi.asal_usulan(usulan.isi)
        return FaktaSurat(
            layanan=usulan.layanan,
            jenis=usulan.jenis,
            periode=usulan.periode,
            isi=usulan.isi,
            profil=profil,
            nomor_usul=usulan.nomor,
            pengusul=await self._pejabat.jabatan_pemangku(
                Peran.PENANDATANGAN_INSTANSI, unit_instansi(usulan.instansi_id), tanggal
            ),
            terbitan=await self._koreksi.berlaku(asal.surat.usulan_id if asal else usulan.id),
            asal=asal.surat if asal else None,
            tanggal=tanggal,
            **surat,
        )

    async def simpan_draf(self, draf: DrafSurat, isi: IsiSurat, bahan: Bahan, *, kunci: str) -> DrafTersusun:
        """Simpan draf; draf sebelumnya batal. Bila sudah tersimpan, yang tersimpan itulah jawabannya."""
        tertulis = await self._sesi.scalar(
            insert(Surat)
            .values(
                id=draf.surat_id,
                usulan_id=draf.usulan_id,
                instansi_id=bahan.instansi_id,
                jenis=draf.jenis,
                ke=bahan.ke,
                nomor=draf.nomor,
                tanggal=isi.tanggal,
                unit=bahan.fakta.unit,
                tahap=self._tahap_draf(draf.usulan_id),
                isi=isi.model_dump(mode="json"),
                penandatangan=bahan.penandatangan,
                token=bahan.token,
                draf=draf.model_dump(mode="json"),
                sha256_draf=draf.sha256,
                kunci=kunci,
            )
            .on_conflict_do_nothing(index_elements=["usulan_id", "jenis", "ke"])
            .returning(Surat.id)
        )
        if tertulis is not None:
            await self._sesi.execute(
                update(Surat)
                .where(
                    Surat.usulan_id == draf.usulan_id,
                    Surat.jenis == draf.jenis,
                    Surat.ke < bahan.ke,
                    Surat.tahap == "draf",
                )
                .values(tahap="batal")
            )
        tersimpan = await self.draf(draf.usulan_id, draf.jenis, bahan.ke)
        if tersimpan is None:
            raise TidakDitemukan("draf surat")
        return tersimpan

    @staticmethod
    def _tahap_draf(usulan_id: UUID) -> ScalarSelect[str]:
        """Usulan yang ditarik selagi drafnya disusun: drafnya batal sejak lahir."""
        tahap = case((Usulan.terbuka, literal("draf")), else_=literal("batal"))
        return select(tahap).where(Usulan.id == usulan_id).scalar_subquery()

    async def batalkan_draf(self, usulan_id: UUID) -> None:
        """Usulan berakhir tanpa selesai: draf yang belum ditandatangani batal."""
        await self._sesi.execute(
            update(Surat).where(Surat.usulan_id == usulan_id, Surat.tahap == "draf").values(tahap="batal")
        )

    async def batal(self, surat_id: UUID) -> bool:
        """Draf ini sudah tidak boleh ditandatangani."""
        return await self._sesi.scalar(select(Surat.tahap).where(Surat.id == surat_id)) == "batal"

    async def penandatangan(self, surat_id: UUID, akun: str) -> tuple[Pejabat, str, IsiTersimpan]:
        """Pejabat yang tertera, NIK-nya, dan isi surat; hanya bagi akun penandatangan surat ini."""
        mentah = await self._sesi.scalar(select(Surat.isi).where(Surat.id == surat_id, Surat.penandatangan == akun))
        if mentah is None:
            raise TidakDitemukan("surat atas nama penandatangan ini")
        isi = IsiTersimpan.model_validate(mentah)
        return isi.penandatangan, await self._pejabat.nik(akun), isi

    async def simpan_tertanda(
        self, draf: DrafSurat, *, sha256: str, ukuran: int, kunci: str, waktu: datetime, level: LevelTTE
    ) -> SuratTertanda:
        """Terima jawaban BSrE yang sudah diperiksa. Jawaban pertama yang tersimpan tidak pernah diganti."""
        mentah, tertanda = (
            await self._sesi.execute(
                select(Surat.isi, Surat.tertanda).where(Surat.id == draf.surat_id).with_for_update()
            )
        ).one()
        if tertanda is not None:
            return SuratTertanda.model_validate(tertanda)
        hasil = SuratTertanda(
            **draf.model_dump(exclude={"sha256", "ukuran", "tempat_tte"}),
            sha256=sha256,
            ukuran=ukuran,
            penandatangan=IsiTersimpan.model_validate(mentah).penandatangan,
            waktu=waktu,
            level=level,
        )
        await self._maju(
            draf.surat_id,
            tahap="tertanda",
            tertanda=hasil.model_dump(mode="json"),
            sha256_tertanda=sha256,
            kunci=kunci,
            ditandatangani_pada=waktu,
        )
        return hasil

    async def tertanda(self, surat_id: UUID) -> SuratTertanda | None:
        """Surat yang sudah diterima bertanda tangan, bila sudah."""
        mentah = await self._sesi.scalar(select(Surat.tertanda).where(Surat.id == surat_id))
        return SuratTertanda.model_validate(mentah) if mentah else None

    async def terbit(self, surat_id: UUID) -> SuratTerbit | None:
        """Surat yang sudah terbit, bila sudah."""
        mentah = await self._sesi.scalar(select(Surat.terbit).where(Surat.id == surat_id))
        return SuratTerbit.model_validate(mentah) if mentah else None

    async def terbitkan(self, surat: SuratTertanda, *, sha256: str, ukuran: int, kunci: str) -> SuratTerbit:
        """Catat surat terarsip; sesudah ini barisnya hanya dapat diganti atau dicabut.

        Surat koreksi mengakhiri surat asalnya dalam transaksi ini juga; ``TidakDitemukan`` bila itu tidak berlaku lagi,
        ``UsulanBerakhir`` bila usulannya sudah berakhir.
        """
        pokok = await GudangBuku(self._sesi).kunci(surat.usulan_id)
        token, terbit = (
            await self._sesi.execute(
                select(Surat.token, Surat.terbit).where(Surat.id == surat.surat_id).with_for_update()
            )
        ).one()
        if terbit is not None:
            return SuratTerbit.model_validate(terbit)
        if not pokok.terbuka:
            raise UsulanBerakhir
        hasil = SuratTerbit(
            **surat.model_dump(exclude={"sha256", "ukuran", "level"}),
            sha256=sha256,
            ukuran=ukuran,
            kunci=kunci,
            token=token,
        )
        await self._maju(
            surat.surat_id,
            tahap="terbit",
            terbit=hasil.model_dump(mode="json"),
            sha256_terbit=sha256,
            kunci=kunci,
            terbit_pada=func.now(),
        )
        await self._koreksi.akhiri_asal(hasil)
        return hasil

    async def isi(self, surat_id: UUID) -> IsiSurat:
        """Isi lengkap sebuah surat, seperti tercetak."""
        mentah = await self._sesi.scalar(select(Surat.isi).where(Surat.id == surat_id))
        if mentah is None:
            raise TidakDitemukan("surat")
        return layanan.jenis_surat(mentah["jenis"]).isi.model_validate(mentah)

    async def _maju(self, surat_id: UUID, **nilai: Any) -> None:
        await self._sesi.execute(update(Surat).where(Surat.id == surat_id).values(**nilai))

    async def _nomor(self, naskah: Naskah, masukan: SusunSurat, tahun: int) -> str:
        tahun, urut = await GudangNomor(self._sesi).beri(masukan.usulan_id, masukan.jenis, masukan.unit, tahun)
        return nomor_surat(naskah.bentuk_nomor, masukan.unit, tahun, urut)

    async def _tanggal_usul(self, usulan: DataUsulan) -> date | None:
        """Tanggal persetujuan usul yang terakhir; sebelum itu, tanggal diajukan; kosong bagi konsep."""
        saat = await self._sesi.scalar(
            select(func.max(Jejak.waktu)).where(
                Jejak.usulan_id == usulan.id,
                Jejak.jenis == JenisPeristiwa.DIPUTUS.value,
                Jejak.langkah.startswith(_PERSETUJUAN),
                Jejak.rincian["putusan"].astext == JenisPutusan.SETUJU.value,
            )
        )
        dasar = saat or usulan.diajukan_pada
        return dasar.astimezone(zona_unit(unit_instansi(usulan.instansi_id))).date() if dasar else None


def _tautan(alamat_publik: str, token: str) -> str:
    return f"{alamat_publik.rstrip('/')}/verifikasi/{token}"
