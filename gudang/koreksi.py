"""Koreksi surat: surat yang dikoreksi dan usulan asalnya, berakhirnya surat, dan penarikan akibatnya.

Surat terbit tidak pernah ditulis ulang. Rantai penggantiannya dibaca dari ``Surat.diakhiri_oleh``: yang diganti
menunjuk penggantinya, yang dicabut menunjuk surat pencabutnya.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import CTE, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from gudang.asn import GudangASN
from gudang.buku import GudangBuku
from gudang.galat import TidakDitemukan
from gudang.jejak import GudangJejak
from gudang.surat import GudangSurat, rujukan
from gudang.usulan import DataUsulan, GudangUsulan
from models import layanan
from models.aturan.pijakan import MenjadiPijakan, yang_bertumpu
from models.definisi import AsalKoreksi, Naskah, SuratAsal
from models.koreksi import PERTEK_DIBATALKAN, CaraBerakhir, SuratKoreksi, UsulanAsal
from models.peristiwa import DasarUsulanBerubah, Peristiwa
from models.perubahan import Aksi, Perubahan
from models.referensi.tanggal import tulis_tanggal
from models.surat import PERNAH_TERBIT, IsiTersimpan, JenisSurat, SuratRujukan, SuratTerbit, TahapSurat
from models.tabel import TabelJejak, TabelSurat, TabelUsulan
from models.usulan import Hasil, JenisHasil


class GudangKoreksi:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi
        self._surat = GudangSurat(sesi)
        self._usulan = GudangUsulan(sesi)
        self._asn = GudangASN(sesi)

    # ── Membaca ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def asal(self, surat_id: UUID) -> AsalKoreksi | None:
        """Surat ini dan usulan asalnya; kosong bila tidak ada atau di luar lingkup."""
        hasil = await self._sesi.execute(
            select(TabelSurat.jenis, TabelSurat.unit, TabelSurat.isi, TabelSurat.tahap).where(TabelSurat.id == surat_id)
        )
        baris = hasil.one_or_none()
        pertama = await self._pertama(surat_id) if baris else None
        usulan = await self._usulan.baca(pertama[0]) if pertama else None
        if baris is None or pertama is None or usulan is None or usulan.berkas is None:
            return None
        surat = SuratAsal(
            surat_id=surat_id,
            usulan_id=usulan.id,
            jenis=baris.jenis,
            unit=baris.unit,
            rujukan=rujukan(IsiTersimpan.model_validate(baris.isi), baris.unit),
            isi=baris.isi,
        )
        return AsalKoreksi(
            surat=surat,
            berlaku=baris.tahap == TahapSurat.TERBIT,
            jenis_pertama=pertama[1],
            asn_id=usulan.asn_id,
            instansi_id=usulan.instansi_id,
            rute=usulan.berkas.rute,
            terbuka=usulan.terbuka,
            usulan_lain=await self._usulan_lain(usulan),
            unit={langkah.tempat: langkah.unit for langkah in usulan.berkas.langkah},
        )

    async def asal_usulan(self, isi: Mapping[str, object]) -> AsalKoreksi | None:
        """Surat yang dikoreksi sebuah usulan, dari isiannya; kosong bagi usulan yang tidak mengoreksi surat."""
        surat_id = isi.get("surat_id")
        return await self.asal(UUID(str(surat_id))) if surat_id is not None else None

    async def berlaku(self, usulan_id: UUID) -> dict[JenisSurat, SuratRujukan]:
        """Surat usulan ini yang berlaku menurut jenisnya; penggantinya juga di bawah jenis yang digantinya."""
        keluarga = keluarga_surat(usulan_id)
        hasil = await self._sesi.execute(
            select(keluarga.c.jenis_pertama, TabelSurat.jenis, TabelSurat.isi, TabelSurat.unit)
            .join(TabelSurat, TabelSurat.id == keluarga.c.id)
            .where(TabelSurat.tahap == TahapSurat.TERBIT)
        )
        berlaku: dict[JenisSurat, SuratRujukan] = {}
        for pertama, jenis, isi, unit in hasil:
            berlaku[jenis] = berlaku[pertama] = rujukan(IsiTersimpan.model_validate(isi), unit)
        return berlaku

    async def pada_surat(self, surat_id: UUID) -> tuple[DataUsulan, ...]:
        """Usulan koreksi atas surat ini, yang terbaru dahulu."""
        dikoreksi = TabelUsulan.isi["surat_id"].astext == str(surat_id)
        id_usulan = await self._sesi.scalars(
            select(TabelUsulan.id).where(dikoreksi).order_by(TabelUsulan.dibuat.desc())
        )
        semua = [await self._usulan.baca(satu) for satu in id_usulan]
        return tuple(satu for satu in semua if satu is not None)

    # ── Berakhirnya surat asal ────────────────────────────────────────────────────────────────────────────────────

    async def akhiri_asal(self, baru: SuratTerbit) -> None:
        """Surat koreksi terbit: dalam transaksi yang sama surat asalnya berakhir dan draf yang mengutipnya batal.

        Yang dicabut membawa serta surat lain usulan asalnya: SK tidak berdiri tanpa perteknya [k]. Bagi surat yang
        bukan koreksi tidak terjadi apa-apa. ``TidakDitemukan`` bila surat asalnya tidak lagi berlaku.
        """
        cara = _mengakhiri(baru.jenis)
        if cara is None:
            return
        asal = await self._asal_wajib(baru.usulan_id)
        # Draf yang sedang disimpan menunggu di sini, lalu mendapati dasarnya sudah lain.
        await self._sesi.execute(select(TabelUsulan.id).where(TabelUsulan.id == asal.surat.usulan_id).with_for_update())
        keterangan = await self._keterangan(baru.surat_id, cara)
        await self._surat.akhiri(asal.surat.surat_id, cara, keterangan, oleh=baru.surat_id)
        if cara is CaraBerakhir.DICABUT:
            await self._cabut_keluarga(asal.surat.usulan_id, keterangan, oleh=baru.surat_id)
        await self._sesi.execute(
            update(TabelSurat)
            .where(TabelSurat.usulan_id == asal.surat.usulan_id, TabelSurat.tahap == TahapSurat.DRAF)
            .values(tahap=TahapSurat.BATAL)
        )
        if not asal.terbuka:
            await self._catat_jejak(asal, cara, keterangan)

    async def usulan_asal(self, koreksi: SuratKoreksi) -> UsulanAsal:
        """Usulan asal sesudah surat koreksinya terbit."""
        cara = _mengakhiri(koreksi.surat.jenis)
        if cara is None:
            raise TidakDitemukan("surat koreksi")
        asal = await self._asal_wajib(koreksi.usulan_id)
        return UsulanAsal(
            usulan_id=asal.surat.usulan_id,
            jenis=asal.jenis_pertama,
            menjadi=cara,
            keterangan=await self._keterangan(koreksi.surat.surat_id, cara),
            terbuka=asal.terbuka,
        )

    async def batalkan(self, koreksi: SuratKoreksi) -> tuple[Perubahan, ...]:
        """Usulan asal yang sudah berakhir: suratnya yang menyusul terbit dicabut, dan akibatnya ditarik kembali.

        Hasil: perubahan profil yang tertulis. ``ProfilBerubah`` bila profilnya sudah berubah sejak akibat itu ditulis,
        ``MenjadiPijakan`` bila sudah ada kenaikan di atasnya, ``UsulanBerakhir`` bila koreksinya sudah berakhir; tidak
        ada yang ditimpa.
        """
        await GudangBuku(self._sesi).kunci_terbuka(koreksi.usulan_id)
        asal = await self._asal_wajib(koreksi.usulan_id)
        keterangan = await self._keterangan(koreksi.surat.surat_id, CaraBerakhir.DICABUT)
        await self._cabut_keluarga(asal.surat.usulan_id, keterangan, oleh=koreksi.surat.surat_id)
        kebalikan = await self._kebalikan(asal)
        await self._pastikan_bukan_pijakan(asal.asn_id, kebalikan)
        tertulis = await self._asn.terapkan(koreksi.usulan_id, asal.asn_id, kebalikan)
        hasil = Hasil(jenis=JenisHasil.DIBATALKAN, keterangan=keterangan)
        await self._sesi.execute(
            update(TabelUsulan)
            .where(TabelUsulan.id == asal.surat.usulan_id, TabelUsulan.hasil == JenisHasil.SELESAI.value)
            .values(
                hasil=hasil.jenis.value,
                rincian_hasil=hasil.model_dump(mode="json"),
                status=PERTEK_DIBATALKAN,
                diubah=func.now(),
            )
        )
        return tertulis

    async def _pastikan_bukan_pijakan(self, asn_id: UUID, kebalikan: tuple[Perubahan, ...]) -> None:
        """Sejak diperiksa saat diajukan, kenaikan berikutnya dapat saja selesai lebih dahulu."""
        profil = await self._asn.baca_profil(asn_id)
        for satu in kebalikan:
            tmt = next((isian.lama for isian in satu.bidang if isian.nama == "tmt"), None)
            if profil is None or satu.riwayat != "golongan" or satu.aksi is not Aksi.HAPUS or tmt is None:
                continue
            if di_atas := yang_bertumpu(profil, date.fromisoformat(str(tmt))):
                raise MenjadiPijakan(
                    f"Pangkat yang hendak ditarik sudah menjadi pijakan {di_atas}; batalkan yang itu dulu, lalu ulangi."
                )

    async def keputusan_luar(self, usulan_id: UUID) -> str | None:
        """Nomor keputusan dari luar yang sudah menjadi surat usulan ini dan masih berlaku, bila ada."""
        keluarga = keluarga_surat(usulan_id)
        hasil = await self._sesi.execute(
            select(TabelSurat.jenis, TabelSurat.nomor)
            .join(keluarga, keluarga.c.id == TabelSurat.id)
            .where(TabelSurat.tahap == TahapSurat.TERBIT)
        )
        return next((nomor for jenis, nomor in hasil if layanan.diterima(jenis)), None)

    async def akhiri_surat(self, usulan_id: UUID) -> None:
        """Usulan berakhir tanpa selesai: yang belum terbit batal, yang terbit dicabut beserta penggantinya.

        Surat koreksi yang terbit tetap berlaku, sebab surat asalnya sudah berakhir olehnya; begitu pula surat yang
        sudah melahirkan keputusan dari luar, yang hanya dicabut penerbitnya.
        """
        batal = (TahapSurat.DRAF, TahapSurat.TERTANDA)
        await self._sesi.execute(
            update(TabelSurat)
            .where(TabelSurat.usulan_id == usulan_id, TabelSurat.tahap.in_(batal))
            .values(tahap=TahapSurat.BATAL)
        )
        terbit = await self._sesi.scalars(
            select(TabelSurat.jenis).where(TabelSurat.usulan_id == usulan_id, TabelSurat.tahap.in_(PERNAH_TERBIT))
        )
        if not any(map(_mengakhiri, terbit)) and await self.keputusan_luar(usulan_id) is None:
            await self._cabut_keluarga(usulan_id, "Dicabut karena usulannya diakhiri.", oleh=None)

    async def _cabut_keluarga(self, usulan_id: UUID, keterangan: str, *, oleh: UUID | None) -> None:
        keluarga = keluarga_surat(usulan_id)
        hasil = await self._sesi.execute(
            select(TabelSurat.id, TabelSurat.jenis)
            .join(keluarga, keluarga.c.id == TabelSurat.id)
            .where(TabelSurat.tahap == TahapSurat.TERBIT)
        )
        for surat_id, jenis in hasil.all():
            if not layanan.diterima(jenis):
                await self._surat.akhiri(surat_id, CaraBerakhir.DICABUT, keterangan, oleh=oleh)

    async def _kebalikan(self, asal: AsalKoreksi) -> tuple[Perubahan, ...]:
        """Kebalikan semua perubahan profil dari usulan asal dan koreksinya, yang terakhir lebih dahulu."""
        keluarga = keluarga_surat(asal.surat.usulan_id)
        milik = {asal.surat.usulan_id, *await self._sesi.scalars(select(keluarga.c.usulan_id))}
        semua = [satu for satu in await self._asn.perubahan(asal.asn_id) if satu.usulan_id in milik]
        return tuple(
            satu.perubahan.kebalikan
            for _, seusulan in groupby(semua, key=lambda satu: satu.usulan_id)
            for satu in reversed(list(seusulan))
        )

    async def _catat_jejak(self, asal: AsalKoreksi, cara: CaraBerakhir, keterangan: str) -> None:
        """Alur usulan asal sudah tutup, jadi jejaknya ditulis dari sini; yang terbuka menulisnya sendiri."""
        usulan_id = asal.surat.usulan_id
        urut = await self._sesi.scalar(select(func.max(TabelJejak.urut)).where(TabelJejak.usulan_id == usulan_id))
        peristiwa = Peristiwa(
            urut=-1 if urut is None else urut + 1,
            waktu=datetime.now(UTC),
            pelaku=None,
            isi=DasarUsulanBerubah(jenis=asal.jenis_pertama, menjadi=cara, keterangan=keterangan),
        )
        await GudangJejak(self._sesi).tulis(usulan_id, asal.instansi_id, [peristiwa])

    async def _usulan_lain(self, usulan: DataUsulan) -> str | None:
        nomor: str | None = await self._sesi.scalar(
            select(TabelUsulan.nomor)
            .where(
                TabelUsulan.asn_id == usulan.asn_id,
                TabelUsulan.layanan == usulan.layanan,
                TabelUsulan.id != usulan.id,
                TabelUsulan.terbuka,
                TabelUsulan.diajukan_pada.is_not(None),
            )
            .limit(1)
        )
        return nomor

    async def _asal_wajib(self, usulan_id: UUID) -> AsalKoreksi:
        isi = await self._sesi.scalar(select(TabelUsulan.isi).where(TabelUsulan.id == usulan_id))
        asal = await self.asal_usulan(isi or {})
        if asal is None:
            raise TidakDitemukan("surat yang dikoreksi")
        return asal

    async def _keterangan(self, surat_id: UUID, cara: CaraBerakhir) -> str:
        """Bagi halaman verifikasi publik; tanpa alasannya, yang dapat memuat data pribadi."""
        hasil = await self._sesi.execute(select(TabelSurat.nomor, TabelSurat.tanggal).where(TabelSurat.id == surat_id))
        nomor, tanggal = hasil.one()
        return f"{cara.value.capitalize()} dengan surat nomor {nomor} tanggal {tulis_tanggal(tanggal)}."

    async def _pertama(self, surat_id: UUID) -> tuple[UUID, JenisSurat] | None:
        """Usulan dan jenis surat pertama dalam rantai penggantian surat ini."""
        rantai = (
            select(TabelSurat.id, TabelSurat.usulan_id, TabelSurat.jenis, literal(0).label("ke"))
            .where(TabelSurat.id == surat_id)
            .cte("rantai", recursive=True)
        )
        diganti = aliased(TabelSurat)
        rantai = rantai.union_all(
            select(diganti.id, diganti.usulan_id, diganti.jenis, rantai.c.ke + 1).where(
                diganti.diakhiri_oleh == rantai.c.id, diganti.tahap == TahapSurat.DIGANTI
            )
        )
        hasil = await self._sesi.execute(
            select(rantai.c.usulan_id, rantai.c.jenis).order_by(rantai.c.ke.desc()).limit(1)
        )
        baris = hasil.one_or_none()
        return (baris[0], baris[1]) if baris else None


def _mengakhiri(jenis: JenisSurat) -> CaraBerakhir | None:
    naskah = layanan.jenis_surat(jenis)
    return naskah.mengakhiri if isinstance(naskah, Naskah) else None


def keluarga_surat(usulan_id: UUID) -> CTE:
    """Surat yang pernah terbit dari usulan ini beserta rantai penggantinya."""
    keluarga = (
        select(
            TabelSurat.id,
            TabelSurat.usulan_id,
            TabelSurat.jenis.label("jenis_pertama"),
            TabelSurat.tahap,
            TabelSurat.diakhiri_oleh,
        )
        .where(TabelSurat.usulan_id == usulan_id, TabelSurat.tahap.in_(PERNAH_TERBIT))
        .cte("keluarga", recursive=True)
    )
    pengganti = aliased(TabelSurat)
    return keluarga.union_all(
        select(
            pengganti.id, pengganti.usulan_id, keluarga.c.jenis_pertama, pengganti.tahap, pengganti.diakhiri_oleh
        ).where(keluarga.c.tahap == TahapSurat.DIGANTI, pengganti.id == keluarga.c.diakhiri_oleh)
    )
