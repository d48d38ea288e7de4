"""Kegiatan surat: nomor → draf → tanda tangan → arsip. Tiap tahap satu kegiatan, satu tipe, satu baris yang maju.

Semuanya boleh diulang kecuali ``tandatangani``: E-Sign tidak idempoten, jadi BSrE diminta paling banyak sekali. Yang
gagal sebelum BSrE diminta *pasti belum* ditandatangani; *tidak pasti* hanya bila jawabannya tidak pernah sampai.
Jawaban yang sampai tersimpan lebih dahulu; memeriksa, menjadikannya tahan lama, dan mengarsipkannya diulang sampai
selesai.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from pydantic import SecretStr
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.galat import fakta, sebab
from gudang import PabrikGudang
from gudang.galat import DrafTidakBerlaku, GalatGudang, NomorSuratBerbeda, TidakDitemukan
from gudang.pabrik import GANGGUAN
from luar.esign import (
    OTP,
    ESign,
    GalatESign,
    HasilTidakPasti,
    Kredensial,
    Passphrase,
    PassphraseSalah,
    Tampilan,
)
from luar.galat import ObjekRusak, ObjekTidakAda, PenyimpananTakTersedia
from luar.s3 import Penyimpanan, Ruang
from luar.sandi_sesi import SandiSesi, SesiTidakTerbuka
from luar.tanda_tangan import (
    ArsipTidakLolos,
    PemeriksaTandaTangan,
    TandaTanganTidakSah,
    penandatangan_cocok,
)
from luar.typst import Penyusun
from models import kegiatan, layanan
from models.galat import JenisGalat
from models.kegiatan import Arsipkan, Diarsipkan, DrafTersusun, SusunSurat, Tandatangani
from models.sesi import JenisKredensial
from models.surat import DrafSurat, SuratTerbit, SuratTertanda

T = TypeVar("T")

_JEDA: Final = 1.0
_JENIS: Final[dict[type[GalatESign], JenisGalat]] = {
    PassphraseSalah: JenisGalat.PASSPHRASE_SALAH,
    HasilTidakPasti: JenisGalat.HASIL_TIDAK_PASTI,
}
"""Kegagalan BSrE selain ini: surat pasti belum ditandatangani."""
SABAR: Final = 90.0
"""Detik menunggu gangguan di kedua sisi permintaan BSrE; bersama lama permintaannya masih di dalam batas kegiatan."""


@dataclass(frozen=True)
class _Permintaan:
    pdf: bytes = field(repr=False)
    nik: SecretStr
    kredensial: Kredensial
    tampilan: Tampilan


@dataclass
class PembuatSurat:
    pabrik: PabrikGudang
    penyusun: Penyusun
    penyimpanan: Penyimpanan
    esign: ESign
    pemeriksa: PemeriksaTandaTangan
    sandi: SandiSesi
    alamat_publik: str
    sabar: float = SABAR

    @activity.defn(name=kegiatan.SUSUN_SURAT)
    async def susun(self, masukan: SusunSurat) -> DrafTersusun:
        """Nomor diberikan sekali dan tersimpan sebelum drafnya disusun; pengulangan mendapat nomor yang sama."""
        async with self.pabrik.transaksi() as gudang:
            if (ada := await gudang.penerbitan.draf(masukan.usulan_id, masukan.jenis, masukan.ke)) is not None:
                return ada
            try:
                bahan = await gudang.penerbitan.bahan(masukan, self.alamat_publik)
            except (ValueError, NomorSuratBerbeda) as galat:
                raise fakta(sebab(galat)) from None
        try:
            isi = layanan.naskah(masukan.jenis).susun(bahan.fakta)
            pdf, tempat = await asyncio.to_thread(self.penyusun.susun_bertempat, isi)
        except ValueError as galat:
            raise fakta(f"Surat tidak dapat disusun: {sebab(galat)}") from None
        objek = await self.penyimpanan.simpan(Ruang.DRAF, pdf)
        draf = DrafSurat(
            surat_id=bahan.surat_id,
            usulan_id=masukan.usulan_id,
            jenis=masukan.jenis,
            nomor=bahan.fakta.nomor,
            sha256=objek.sha256,
            ukuran=objek.ukuran,
            tempat_tte=tempat,
        )
        async with self.pabrik.transaksi() as gudang:
            return await gudang.penerbitan.simpan_draf(draf, isi, bahan, kunci=objek.kunci)

    @activity.defn(name=kegiatan.TANDATANGANI)
    async def tandatangani(self, masukan: Tandatangani) -> SuratTertanda:
        """Satu permintaan. Jawaban BSrE tersimpan sebelum apa pun diperiksa; yang sudah dijawab tidak diminta lagi."""
        kredensial = None
        if masukan.lanjutan:
            diambil = await self._ambil_alih(masukan)
            if isinstance(diambil, SuratTertanda):
                return diambil
            kredensial = diambil
        with _belum_ditandatangani():
            if (ada := await self._tertanda(masukan)) is not None:
                return ada
            permintaan = await self._siapkan(masukan, kredensial)
        return await _tanpa_terputus(self._minta(masukan, permintaan))

    async def _ambil_alih(self, masukan: Tandatangani) -> Kredensial | SuratTertanda:
        """Lanjutkan permintaan yang workernya hilang.

        Kredensial hanya terambil sekali, dan BSrE hanya diminta sesudah ia terambil. Jadi yang masih dapat diambil
        berarti BSrE belum diminta, dan worker yang hilang itu pun tidak dapat memintanya lagi. Selain itu hasilnya
        tidak pasti, kecuali jawabannya sudah tersimpan.
        """
        try:
            return await _ulangi(lambda: self._ambil_kredensial(masukan), GANGGUAN, self.sabar)
        except (GalatGudang, *GANGGUAN):
            with suppress(GalatGudang, *GANGGUAN):
                if (ada := await self._tertanda(masukan)) is not None:
                    return ada
        raise _galat(
            JenisGalat.HASIL_TIDAK_PASTI,
            "Worker penanda tangan berhenti selagi BSrE diminta, dan jawabannya tidak sampai. Periksa riwayat tanda "
            "tangan Anda di BSrE, lalu tanda tangani lagi bila perlu.",
        )

    async def _tertanda(self, masukan: Tandatangani) -> SuratTertanda | None:
        async with self.pabrik.transaksi() as gudang:
            return await gudang.penerbitan.tertanda(masukan.draf.surat_id)

    async def _siapkan(self, masukan: Tandatangani, kredensial: Kredensial | None) -> _Permintaan:
        """Kredensial diambil paling akhir: yang menghalangi sebelumnya tidak boleh menghabiskannya."""
        draf = masukan.draf
        pdf = await _ulangi(
            lambda: self.penyimpanan.baca(f"{Ruang.DRAF}/{draf.sha256}.pdf"), PenyimpananTakTersedia, self.sabar
        )
        async with self.pabrik.transaksi() as gudang:
            nik, isi = await gudang.penerbitan.penandatangan(draf.surat_id, masukan.akun)
        await self._pastikan_sertifikat(nik)
        gambar = await asyncio.to_thread(self.penyusun.gambar_tte, isi)
        kredensial = kredensial or await self._ambil_kredensial(masukan)
        return _Permintaan(pdf, SecretStr(nik), kredensial, Tampilan(tempat=draf.tempat_tte, gambar=gambar))

    async def _minta(self, masukan: Tandatangani, permintaan: _Permintaan) -> SuratTertanda:
        try:
            jawaban = await self.esign.tanda_tangani(
                permintaan.pdf, permintaan.nik, permintaan.kredensial, permintaan.tampilan
            )
        except GalatESign as galat:
            salah = isinstance(galat, PassphraseSalah)
            with suppress(Exception):  # jawabannya pasti, hitungan percobaannya tercatat atau tidak
                await _ulangi(lambda: self._akhiri_percobaan(masukan, salah=salah), Exception, self.sabar)
            raise _galat(_JENIS.get(type(galat), JenisGalat.TTE_GAGAL), str(galat)) from None
        try:
            # Satu-satunya salinan ada di tangan proses ini, jadi gangguan apa pun ditunggu.
            tertanda = await _ulangi(lambda: self._simpan(masukan, jawaban), Exception, self.sabar)
        except Exception as galat:
            raise _galat(
                JenisGalat.HASIL_TIDAK_PASTI, "BSrE sudah menandatangani, tetapi jawabannya tidak dapat disimpan."
            ) from galat
        if tertanda is None:
            raise _galat(JenisGalat.TTE_GAGAL, f"BSrE sudah menandatangani, tetapi {_kecil(str(DrafTidakBerlaku()))}")
        return tertanda

    async def _akhiri_percobaan(self, masukan: Tandatangani, *, salah: bool) -> None:
        async with self.pabrik.transaksi() as gudang:
            if salah:
                await gudang.sesi.catat_gagal(masukan.akun)
                await gudang.sesi.hapus(masukan.sesi_id)
            await gudang.sesi.lepas(masukan.sesi_id, masukan.tugas_id)

    async def _simpan(self, masukan: Tandatangani, jawaban: bytes) -> SuratTertanda | None:
        async with self.pabrik.transaksi() as gudang:
            await gudang.sesi.buktikan(masukan.sesi_id, masukan.akun, masukan.tugas_id)
            return await gudang.penerbitan.simpan_jawaban(masukan.draf, jawaban)

    @activity.defn(name=kegiatan.ARSIPKAN)
    async def arsipkan(self, masukan: Arsipkan) -> Diarsipkan:
        """Periksa jawaban BSrE, tingkatkan ke B-LTA dengan waktu dan bukti kita sendiri, lalu kunci di arsip.

        Boleh diulang: berkas yang akan dikunci tercatat lebih dahulu, jadi hanya satu yang terkunci.
        """
        surat = masukan.surat
        try:
            async with self.pabrik.transaksi() as gudang:
                if (terbit := await gudang.penerbitan.terbit(surat.surat_id)) is not None:
                    return Diarsipkan(surat=terbit)
                if (sebab := await gudang.penerbitan.ditolak(surat.surat_id)) is not None:
                    return Diarsipkan(ditolak=sebab)
                arsip = await gudang.penerbitan.arsip(surat.surat_id)
            if arsip is None:
                arsip = await self._arsip_baru(surat)
            sampai = await self.penyimpanan.kunci(arsip.kunci, arsip.versi_berkas)
            async with self.pabrik.transaksi() as gudang:
                return Diarsipkan(surat=await gudang.penerbitan.terbitkan(arsip, sampai))
        except TandaTanganTidakSah as galat:
            sebab = f"Jawaban BSrE tidak lolos pemeriksaan: {galat}"
            async with self.pabrik.transaksi() as gudang:
                await gudang.penerbitan.tolak_jawaban(surat.surat_id, sebab)
            return Diarsipkan(ditolak=sebab)
        except (ArsipTidakLolos, DrafTidakBerlaku) as galat:
            raise fakta(str(galat)) from galat
        except TidakDitemukan as galat:
            raise fakta(f"Surat koreksi belum dapat terbit: {galat}") from galat

    async def _arsip_baru(self, surat: SuratTertanda) -> SuratTerbit:
        async with self.pabrik.transaksi() as gudang:
            jawaban = await gudang.penerbitan.jawaban(surat.surat_id)
            pejabat = (await gudang.penerbitan.isi(surat.surat_id)).penandatangan
        arsip = await self.pemeriksa.arsipkan(jawaban)
        if not penandatangan_cocok(arsip.hasil, pejabat.nama):
            raise TandaTanganTidakSah("Sertifikatnya bukan atas nama pejabat penandatangan surat ini.")
        objek = await self.penyimpanan.simpan(Ruang.TERBIT, arsip.pdf)
        async with self.pabrik.transaksi() as gudang:
            return await gudang.penerbitan.catat_arsip(
                surat,
                sha256=objek.sha256,
                ukuran=objek.ukuran,
                kunci=objek.kunci,
                versi_berkas=objek.versi,
                waktu=arsip.waktu,
            )

    async def _pastikan_sertifikat(self, nik: str) -> None:
        """Ditanyakan sebelum sesi dipakai: sertifikat dapat habis atau dicabut di antara paraf dan tanda tangan."""
        if halangan := (await self.esign.status(SecretStr(nik))).halangan:
            raise _galat(
                JenisGalat.TTE_GAGAL,
                f"{halangan} Surat belum ditandatangani dan nomornya tetap; bila mendesak, mintalah admin "
                "mengalihkannya kepada pejabat lain.",
            )

    async def _ambil_kredensial(self, masukan: Tandatangani) -> Kredensial:
        async with self.pabrik.transaksi() as gudang:
            sesi = await gudang.sesi.ambil(masukan.sesi_id, masukan.akun, masukan.tugas_id)
        try:
            kredensial = self.sandi.buka(masukan.sesi_id, masukan.akun, sesi.kredensial)
        except SesiTidakTerbuka as galat:
            await self._akhiri_percobaan(masukan, salah=False)
            raise _galat(
                JenisGalat.TTE_GAGAL,
                "Sesi tanda tangan tidak dapat dibuka: kunci sesi API dan worker berbeda. Hubungi administrator.",
            ) from galat
        return OTP(kredensial.nilai) if kredensial.jenis is JenisKredensial.TOTP else Passphrase(kredensial.nilai)


def _galat(jenis: JenisGalat, pesan: str) -> ApplicationError:
    return ApplicationError(pesan, type=jenis.value, non_retryable=True)


def _kecil(kalimat: str) -> str:
    return kalimat[:1].lower() + kalimat[1:]


@contextmanager
def _belum_ditandatangani() -> Iterator[None]:
    """Apa pun yang gagal sebelum BSrE diminta berarti pasti belum ditandatangani."""
    try:
        yield
    except ApplicationError:
        raise
    except (GalatESign, GalatGudang, ObjekTidakAda, ObjekRusak) as galat:
        raise _galat(JenisGalat.TTE_GAGAL, str(galat)) from None
    except PenyimpananTakTersedia as galat:
        raise _galat(JenisGalat.TTE_GAGAL, f"{galat} Surat belum ditandatangani; coba lagi sebentar lagi.") from galat
    except (Exception, asyncio.CancelledError) as galat:
        raise _galat(
            JenisGalat.TTE_GAGAL, "Surat belum ditandatangani: sistem sedang terganggu. Coba lagi sebentar lagi."
        ) from galat


async def _ulangi(
    kerja: Callable[[], Awaitable[T]], galat: type[Exception] | tuple[type[Exception], ...], selama: float
) -> T:
    """Coba terus selama itu; sesudahnya galat terakhir dilempar."""
    batas = time.monotonic() + selama
    while True:
        try:
            return await kerja()
        except galat:
            if time.monotonic() + _JEDA > batas:
                raise
        await asyncio.sleep(_JEDA)


async def _tanpa_terputus(kerja: Coroutine[Any, Any, T]) -> T:
    """Selesaikan walau kegiatannya dibatalkan: BSrE yang sudah diminta tidak dapat ditarik kembali."""
    tugas = asyncio.create_task(kerja)
    while not tugas.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait([tugas])
    return tugas.result()
