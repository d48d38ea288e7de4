"""Dua usulan yang berjalan bersama: kenaikan pangkat dan koreksi atas suratnya, bagi cerita dan rekaman riwayat."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from temporalio import activity

from activities.galat import BelumWaktunya
from models.kegiatan import ProfilDiperbarui
from models.koreksi import ASAL_KOREKSI, BATALKAN_ASAL, CaraBerakhir, SuratKoreksi, UsulanAsal
from models.langkah import JenisPutusan, Tempat, bekukan
from models.layanan import naskah
from models.layanan.koreksi_surat import KOREKSI_SURAT, PERBAIKAN_SK
from models.peristiwa import Catatan, Tercatat
from models.surat import JenisSurat
from models.surat.kp import PERTEK_KP
from models.usulan import Berkas
from tests.cerita.dunia import KANREG, UNIT, BukuSaksi, Dunia, SuratSaksi, berkas, mulai, panggung, putar_ulang
from workflows.layanan.kenaikan_pangkat import KenaikanPangkat
from workflows.layanan.koreksi_surat import KoreksiSurat


def berkas_koreksi(jenis: str) -> Berkas:
    unit = {Tempat.INSTANSI: UNIT, Tempat.VALIDASI: KANREG, Tempat.BKN: "bkn"}
    if jenis == PERBAIKAN_SK:
        unit[Tempat.PENETAP] = UNIT
    return berkas(KOREKSI_SURAT, langkah=bekukan(KoreksiSurat.tangga(jenis), unit)).model_copy(
        update={"jenis": jenis, "isi": {"alasan": "Keliru."}}
    )


@dataclass
class BukuBersama:
    """Satu buku tiap usulan."""

    milik: dict[UUID, BukuSaksi] = field(default_factory=lambda: defaultdict(BukuSaksi))

    @activity.defn(name="catat")
    async def catat(self, catatan: Catatan) -> Tercatat:
        return await self.milik[catatan.usulan_id].catat(catatan)


@dataclass
class KoreksiSaksi:
    """Yang diketahui basis data tentang usulan asal; akibatnya hanya ditarik sesudah usulan itu berakhir."""

    asal: UUID
    buku: BukuBersama
    jenis: JenisSurat = PERTEK_KP
    dibatalkan: list[UUID] = field(default_factory=list)
    dianggap_terbuka: int = 0
    """Sekian bacaan pertama masih menyebut usulan asal berjalan."""

    @activity.defn(name=ASAL_KOREKSI)
    async def baca(self, koreksi: SuratKoreksi) -> UsulanAsal:
        cara = naskah(koreksi.surat.jenis).mengakhiri
        assert cara is not None
        return UsulanAsal(
            usulan_id=self.asal,
            jenis=self.jenis,
            menjadi=cara,
            keterangan=f"{cara.value.capitalize()} dengan surat nomor {koreksi.surat.nomor}.",
            terbuka=self._terbuka(),
        )

    @activity.defn(name=BATALKAN_ASAL)
    async def batalkan(self, koreksi: SuratKoreksi) -> ProfilDiperbarui:
        assert naskah(koreksi.surat.jenis).mengakhiri is CaraBerakhir.DICABUT
        if self._terbuka():
            raise BelumWaktunya("usulan asal belum berakhir")
        self.dibatalkan.append(self.asal)
        return ProfilDiperbarui()

    def _terbuka(self) -> bool:
        if self.dianggap_terbuka:
            self.dianggap_terbuka -= 1
            return True
        keadaan = self.buku.milik[self.asal].keadaan
        return keadaan is None or keadaan.hasil is None


@dataclass
class DuaUsulan:
    asal: Dunia
    koreksi: Dunia
    saksi: KoreksiSaksi


@asynccontextmanager
async def dua_usulan(jenis: str, *, surat: SuratSaksi | None = None) -> AsyncIterator[DuaUsulan]:
    """Kenaikan pangkat dan usulan koreksinya di satu server pelompat waktu; keduanya diputar ulang di akhirnya."""
    isi = (berkas(), berkas_koreksi(jenis))
    buku, surat = BukuBersama(), surat or SuratSaksi()
    saksi = KoreksiSaksi(isi[0].usulan_id, buku)
    kegiatan = [*surat.semua_kegiatan, saksi.baca, saksi.batalkan]
    async with panggung([KenaikanPangkat, KoreksiSurat], [buku.catat], kegiatan) as lingkungan:
        dunia = []
        for usulan in isi:
            alur = await mulai(lingkungan.client, usulan)
            dunia.append(Dunia(lingkungan, lingkungan.client, buku.milik[usulan.usulan_id], surat, usulan, alur))
        yield DuaUsulan(*dunia, saksi)
        for satu in dunia:
            await putar_ulang(await satu.alur.fetch_history(), satu.berkas.layanan)


async def terbitkan_koreksi(dua: DuaUsulan) -> None:
    """Dari verifikasi sampai surat koreksinya ditandatangani."""
    d = dua.koreksi
    await d.putus("verifikasi_instansi", JenisPutusan.MS)
    await d.putus("persetujuan", JenisPutusan.SETUJU)
    await d.putus("validasi_bkn", JenisPutusan.MS)
    await d.terbitkan("sk" if d.berkas.jenis == PERBAIKAN_SK else "pertek")


async def sampai_sk(d: Dunia) -> None:
    await d.sampai_pertek()
    await d.terbitkan("pertek")
