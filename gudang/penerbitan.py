"""Penerbitan surat: bahan naskah, lalu satu baris yang maju draf → tertanda → terbit. Setiap tahap boleh diulang."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import ScalarSelect, case, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from gudang.asn import GudangASN
from gudang.dokumen import GudangDokumen
from gudang.galat import DasarBerubah, DrafTidakBerlaku, TidakDitemukan, UsulanBerakhir
from gudang.koreksi import GudangKoreksi
from gudang.nomor import GudangNomor
from gudang.pejabat import GudangPejabat
from gudang.surat import jabatan_lengkap, tautan_verifikasi, token_baru
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
    SuratRujukan,
    SuratTerbit,
    SuratTertanda,
    TahapSurat,
)
from models.tabel import TabelJawabanTTE, TabelJejak, TabelSurat, TabelUsulan
from models.tabel.dasar import Rincian

NOMOR_PRATINJAU: Final = "[nomor diberikan saat surat disusun]"


@dataclass(frozen=True)
class BahanDraf:
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
            select(TabelSurat.draf, TabelSurat.penandatangan).where(
                TabelSurat.usulan_id == usulan_id, TabelSurat.jenis == jenis, TabelSurat.ke == ke
            )
        )
        baris = hasil.one_or_none()
        return DrafTersusun(draf=DrafSurat.model_validate(baris[0]), penandatangan=baris[1]) if baris else None

    async def bahan(self, masukan: SusunSurat, alamat_publik: str) -> BahanDraf:
        """Bahan draf; nomornya diberikan di sini. ``ValueError`` bila ada fakta yang kurang, dengan obatnya."""
        usulan = await GudangUsulan(self._sesi).baca(masukan.usulan_id)
        if usulan is None:
            raise ValueError("Usulan tidak ditemukan; periksa basis data.")
        naskah = layanan.naskah(masukan.jenis)
        tanggal = masukan.diminta.astimezone(zona_unit(masukan.unit)).date()
        penandatangan = await self._pejabat.penandatangan(
            naskah.penandatangan, masukan.unit, tanggal, ditunjuk=masukan.penandatangan
        )
        token = token_baru()
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
            tautan=tautan_verifikasi(alamat_publik, token),
        )
        return BahanDraf(
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
            tautan=tautan_verifikasi(alamat_publik, "pratinjau"),
        )
        terbitan = dict(fakta.terbitan)
        for jenis in penerbit.keys() - terbitan.keys() - {naskah.jenis}:
            terbitan[jenis] = await self._rujukan_rencana(jenis, penerbit[jenis], tanggal)
        return fakta.model_copy(update={"terbitan": terbitan})

    async def _rujukan_rencana(self, jenis: JenisSurat, unit: str, tanggal: date) -> SuratRujukan:
        jabatan = await self._pejabat.jabatan_pemangku(layanan.naskah(jenis).penandatangan, unit, tanggal)
        return SuratRujukan(pejabat=jabatan_lengkap(jabatan, unit), nomor=NOMOR_PRATINJAU, tanggal=tanggal)

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

    async def simpan_draf(self, draf: DrafSurat, isi: IsiSurat, bahan: BahanDraf, *, kunci: str) -> DrafTersusun:
        """Simpan draf; draf sebelumnya batal. Bila sudah tersimpan, yang tersimpan itulah jawabannya.

        ``DasarBerubah`` bila surat yang dikutipnya sementara itu berakhir: sesudah kunci ini, pengakhirnya yang
        membatalkan draf (``GudangKoreksi.akhiri_asal``).
        """
        dikutip = bahan.fakta.asal.usulan_id if bahan.fakta.asal else draf.usulan_id
        await self._kunci_usulan(dikutip)
        if await self._koreksi.berlaku(dikutip) != bahan.fakta.terbitan:
            raise DasarBerubah
        tertulis = await self._sesi.scalar(
            insert(TabelSurat)
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
            .returning(TabelSurat.id)
        )
        if tertulis is not None:
            await self._sesi.execute(
                update(TabelSurat)
                .where(
                    TabelSurat.usulan_id == draf.usulan_id,
                    TabelSurat.jenis == draf.jenis,
                    TabelSurat.ke < bahan.ke,
                    # Yang bertanda tangan: jawaban BSrE yang datang sesudah suratnya ditolak pejabatnya.
                    TabelSurat.tahap.in_((TahapSurat.DRAF, TahapSurat.TERTANDA)),
                )
                .values(tahap=TahapSurat.BATAL)
            )
        tersimpan = await self.draf(draf.usulan_id, draf.jenis, bahan.ke)
        if tersimpan is None:
            raise TidakDitemukan("draf surat")
        return tersimpan

    @staticmethod
    def _tahap_draf(usulan_id: UUID) -> ScalarSelect[str]:
        """Usulan yang ditarik selagi drafnya disusun: drafnya batal sejak lahir."""
        tahap = case((TabelUsulan.terbuka, literal(TahapSurat.DRAF.value)), else_=literal(TahapSurat.BATAL.value))
        return select(tahap).where(TabelUsulan.id == usulan_id).scalar_subquery()

    async def batalkan_draf(self, usulan_id: UUID) -> None:
        """Usulan berakhir tanpa selesai: draf yang belum ditandatangani batal."""
        await self._sesi.execute(
            update(TabelSurat)
            .where(TabelSurat.usulan_id == usulan_id, TabelSurat.tahap == TahapSurat.DRAF)
            .values(tahap=TahapSurat.BATAL)
        )

    async def penandatangan(self, surat_id: UUID, akun: str) -> tuple[str, IsiTersimpan]:
        """NIK penandatangan dan isi surat; hanya bagi akun penandatangan surat ini."""
        mentah = await self._sesi.scalar(
            select(TabelSurat.isi).where(TabelSurat.id == surat_id, TabelSurat.penandatangan == akun)
        )
        if mentah is None:
            raise TidakDitemukan("surat atas nama penandatangan ini")
        return await self._pejabat.nik(akun), IsiTersimpan.model_validate(mentah)

    async def tertanda(self, surat_id: UUID) -> SuratTertanda | None:
        """Surat yang jawaban BSrE-nya sudah tersimpan; kosong bila belum. ``DrafTidakBerlaku`` bila drafnya batal."""
        tahap, mentah = (
            await self._sesi.execute(select(TabelSurat.tahap, TabelSurat.tertanda).where(TabelSurat.id == surat_id))
        ).one()
        if tahap == TahapSurat.BATAL:
            raise DrafTidakBerlaku
        return SuratTertanda.model_validate(mentah) if mentah else None

    async def simpan_jawaban(self, draf: DrafSurat, jawaban: bytes) -> SuratTertanda | None:
        """Simpan jawaban BSrE dan majukan tahapnya, sekaligus. Jawaban pertama tidak pernah diganti.

        Kosong bila draf itu sementara itu batal atau usulannya berakhir: jawabannya disimpan, suratnya tidak hidup
        lagi.
        """
        terbuka = await self._kunci_usulan(draf.usulan_id)
        tahap, tertanda = await self._kunci_surat(draf.surat_id, TabelSurat.tertanda)
        if tertanda is not None:
            return SuratTertanda.model_validate(tertanda)
        dipakai = terbuka and tahap == TahapSurat.DRAF
        await self._sesi.execute(
            insert(TabelJawabanTTE)
            .values(surat_id=draf.surat_id, isi=jawaban, ditolak=None if dipakai else str(DrafTidakBerlaku()))
            .on_conflict_do_nothing()
        )
        if not dipakai:
            return None
        hasil = SuratTertanda(
            **draf.model_dump(exclude={"sha256", "ukuran", "tempat_tte"}),
            sha256=sha256(jawaban).hexdigest(),
            ukuran=len(jawaban),
        )
        await self._maju(
            draf.surat_id,
            tahap=TahapSurat.TERTANDA,
            tertanda=hasil.model_dump(mode="json"),
            sha256_tertanda=hasil.sha256,
        )
        return hasil

    async def jawaban(self, surat_id: UUID) -> bytes:
        """Jawaban BSrE atas surat ini, apa adanya."""
        isi = await self._sesi.scalar(select(TabelJawabanTTE.isi).where(TabelJawabanTTE.surat_id == surat_id))
        if isi is None:
            raise TidakDitemukan("jawaban BSrE atas surat ini")
        return isi

    async def tolak_jawaban(self, surat_id: UUID, sebab: str) -> None:
        """Jawabannya tidak dapat dipakai: drafnya batal, dan jawabannya disimpan bersama sebabnya."""
        tahap, _ = await self._kunci_surat(surat_id, TabelSurat.tertanda)
        if tahap == TahapSurat.TERTANDA:
            await self._maju(surat_id, tahap=TahapSurat.BATAL, keterangan=sebab)
            await self._sesi.execute(
                update(TabelJawabanTTE).where(TabelJawabanTTE.surat_id == surat_id).values(ditolak=sebab)
            )

    async def ditolak(self, surat_id: UUID) -> str | None:
        """Sebab jawaban BSrE atas surat ini ditolak, bila sudah."""
        sebab: str | None = await self._sesi.scalar(
            select(TabelJawabanTTE.ditolak).where(TabelJawabanTTE.surat_id == surat_id)
        )
        return sebab

    async def arsip(self, surat_id: UUID) -> SuratTerbit | None:
        """Surat terarsip yang sudah tercatat, terkunci atau belum."""
        mentah = await self._sesi.scalar(select(TabelSurat.arsip).where(TabelSurat.id == surat_id))
        return SuratTerbit.model_validate(mentah) if mentah else None

    async def catat_arsip(
        self, surat: SuratTertanda, *, sha256: str, ukuran: int, kunci: str, versi_berkas: str, waktu: datetime
    ) -> SuratTerbit:
        """Catat berkas yang akan dikunci; yang tercatat pertama itulah yang terbit, berapa kali pun diulang."""
        terbuka = await self._kunci_usulan(surat.usulan_id)
        tahap, arsip = await self._kunci_surat(surat.surat_id, TabelSurat.arsip)
        if arsip is not None:
            return SuratTerbit.model_validate(arsip)
        if not terbuka or tahap != TahapSurat.TERTANDA:
            raise DrafTidakBerlaku
        isi, token = (
            await self._sesi.execute(select(TabelSurat.isi, TabelSurat.token).where(TabelSurat.id == surat.surat_id))
        ).one()
        hasil = SuratTerbit(
            **surat.model_dump(exclude={"sha256", "ukuran"}),
            sha256=sha256,
            ukuran=ukuran,
            kunci=kunci,
            versi_berkas=versi_berkas,
            token=token,
            penandatangan=IsiTersimpan.model_validate(isi).penandatangan,
            waktu=waktu,
        )
        await self._maju(surat.surat_id, arsip=hasil.model_dump(mode="json"), ditandatangani_pada=waktu)
        return hasil

    async def terbit(self, surat_id: UUID) -> SuratTerbit | None:
        """Surat yang sudah terbit, bila sudah."""
        mentah = await self._sesi.scalar(select(TabelSurat.terbit).where(TabelSurat.id == surat_id))
        return SuratTerbit.model_validate(mentah) if mentah else None

    async def terbitkan(self, arsip: SuratTerbit, terkunci_sampai: datetime) -> SuratTerbit:
        """Terbitkan surat yang arsipnya sudah terkunci; sesudah ini barisnya hanya dapat diganti atau dicabut.

        Surat koreksi mengakhiri surat asalnya dalam transaksi ini juga; ``TidakDitemukan`` bila itu tidak berlaku lagi,
        ``UsulanBerakhir`` bila usulannya sudah berakhir.
        """
        terbuka = await self._kunci_usulan(arsip.usulan_id)
        tahap, terbit = await self._kunci_surat(arsip.surat_id, TabelSurat.terbit)
        if terbit is not None:
            return SuratTerbit.model_validate(terbit)
        if not terbuka:
            raise UsulanBerakhir
        if tahap != TahapSurat.TERTANDA:
            raise DrafTidakBerlaku
        await self._maju(
            arsip.surat_id,
            tahap=TahapSurat.TERBIT,
            terbit=arsip.model_dump(mode="json"),
            sha256_terbit=arsip.sha256,
            kunci=arsip.kunci,
            versi_berkas=arsip.versi_berkas,
            terkunci_sampai=terkunci_sampai,
            terbit_pada=func.now(),
        )
        await self._sesi.execute(delete(TabelJawabanTTE).where(TabelJawabanTTE.surat_id == arsip.surat_id))
        await self._koreksi.akhiri_asal(arsip)
        await GudangDokumen(self._sesi).arsipkan_surat(arsip)
        return arsip

    async def isi(self, surat_id: UUID) -> IsiSurat:
        """Isi lengkap sebuah surat, seperti tercetak."""
        mentah = await self._sesi.scalar(select(TabelSurat.isi).where(TabelSurat.id == surat_id))
        if mentah is None:
            raise TidakDitemukan("surat")
        return layanan.jenis_surat(mentah["jenis"]).isi.model_validate(mentah)

    async def _kunci_usulan(self, usulan_id: UUID) -> bool:
        """Tahan berakhirnya usulan sampai transaksi ini selesai; hasil: masih terbuka."""
        return bool(
            await self._sesi.scalar(
                select(TabelUsulan.terbuka).where(TabelUsulan.id == usulan_id).with_for_update(read=True)
            )
        )

    async def _kunci_surat(self, surat_id: UUID, kolom: InstrumentedAttribute[Rincian | None]) -> tuple[str, Any]:
        """Kunci barisnya sampai transaksi ini selesai; hasil: tahapnya dan kolom itu."""
        hasil = await self._sesi.execute(
            select(TabelSurat.tahap, kolom).where(TabelSurat.id == surat_id).with_for_update()
        )
        tahap, isi = hasil.one()
        return tahap, isi

    async def _maju(self, surat_id: UUID, **nilai: Any) -> None:
        await self._sesi.execute(update(TabelSurat).where(TabelSurat.id == surat_id).values(**nilai))

    async def _nomor(self, naskah: Naskah, masukan: SusunSurat, tahun: int) -> str:
        tahun, urut = await GudangNomor(self._sesi).beri(masukan.usulan_id, masukan.jenis, masukan.unit, tahun)
        return nomor_surat(naskah.bentuk_nomor, masukan.unit, tahun, urut)

    async def _tanggal_usul(self, usulan: DataUsulan) -> date | None:
        """Tanggal persetujuan usul yang terakhir; sebelum itu, tanggal diajukan; kosong bagi konsep."""
        langkah = usulan.berkas.langkah if usulan.berkas else ()
        saat = await self._sesi.scalar(
            select(func.max(TabelJejak.waktu)).where(
                TabelJejak.usulan_id == usulan.id,
                TabelJejak.jenis == JenisPeristiwa.DIPUTUS.value,
                TabelJejak.langkah.in_([satu.kode for satu in langkah if satu.menyetujui_usul]),
                TabelJejak.rincian["putusan"].astext == JenisPutusan.SETUJU.value,
            )
        )
        dasar = saat or usulan.diajukan_pada
        return dasar.astimezone(zona_unit(unit_instansi(usulan.instansi_id))).date() if dasar else None
