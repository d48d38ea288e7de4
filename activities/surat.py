"""Kegiatan surat: nomor → draf → tanda tangan → arsip. Tiap tahap satu kegiatan, satu tipe, satu baris yang maju.

Semuanya boleh diulang kecuali ``tandatangani``: E-Sign tidak idempoten, jadi ia satu percobaan dan setiap kegagalan
menyebut apakah surat pasti belum ditandatangani atau tidak pasti.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from pydantic import SecretStr, ValidationError
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.galat import fakta
from gudang import PabrikGudang
from gudang.galat import NomorSuratBerbeda, SesiTidakBerlaku, TandaTanganTerkunci, TidakDitemukan
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
from luar.s3 import ObjekRusak, ObjekTidakAda, Penyimpanan, PenyimpananTakTersedia, Ruang
from luar.sandi_sesi import SandiSesi, SesiTidakTerbuka
from luar.tanda_tangan import (
    LayananSertifikatTakTersedia,
    PemeriksaTandaTangan,
    TandaTanganTidakSah,
    penandatangan_cocok,
)
from luar.typst import Penyusun
from models import kegiatan, layanan
from models.galat import JenisGalat
from models.kegiatan import Arsipkan, DrafTersusun, SusunSurat, Tandatangani
from models.sesi import JenisKredensial
from models.surat import DrafSurat, LevelTTE, SuratTerbit, SuratTertanda

_DETAK = 3.0
"""Detik antara detak kegiatan; worker yang mati dikenali dari berhentinya detak."""


@dataclass
class PembuatSurat:
    pabrik: PabrikGudang
    penyusun: Penyusun
    penyimpanan: Penyimpanan
    esign: ESign
    pemeriksa: PemeriksaTandaTangan
    sandi: SandiSesi
    alamat_publik: str

    @activity.defn(name=kegiatan.SUSUN_SURAT)
    async def susun(self, masukan: SusunSurat) -> DrafTersusun:
        """Nomor diberikan sekali dan tersimpan sebelum drafnya disusun; pengulangan mendapat nomor yang sama."""
        async with self.pabrik.transaksi() as gudang:
            if (ada := await gudang.penerbitan.draf(masukan.usulan_id, masukan.jenis, masukan.ke)) is not None:
                return ada
            try:
                bahan = await gudang.penerbitan.bahan(masukan, self.alamat_publik)
            except (ValueError, NomorSuratBerbeda) as galat:
                raise fakta(_sebab(galat)) from None
        try:
            isi = layanan.naskah(masukan.jenis).susun(bahan.fakta)
            pdf = await asyncio.to_thread(self.penyusun.susun, isi)
            tempat = await asyncio.to_thread(self.penyusun.tempat_tte, isi)
        except ValueError as galat:
            raise fakta(f"Surat tidak dapat disusun: {_sebab(galat)}") from None
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
        async with _berdetak():
            return await self._tandatangani(masukan)

    async def _tandatangani(self, masukan: Tandatangani) -> SuratTertanda:
        draf = masukan.draf
        async with self.pabrik.transaksi() as gudang:
            if (ada := await gudang.penerbitan.tertanda(draf.surat_id)) is not None:
                return ada
            if await gudang.penerbitan.batal(draf.surat_id):
                raise ApplicationError(
                    "Draf ini batal: surat yang dikutipnya sudah diganti atau dicabut. Tunggu draf barunya.",
                    type=JenisGalat.TTE_GAGAL.value,
                    non_retryable=True,
                )
        pdf = await self._baca_draf(draf)
        async with self.pabrik.transaksi() as gudang:
            pejabat, nik, isi = await gudang.penerbitan.penandatangan(draf.surat_id, masukan.akun)
        await self._pastikan_sertifikat(nik)
        kredensial = await self._ambil_kredensial(masukan.sesi_id, masukan.akun)
        gambar = await asyncio.to_thread(self.penyusun.gambar_tte, isi)
        try:
            hasil = await self.esign.tanda_tangani(
                pdf, SecretStr(nik), kredensial, Tampilan(tempat=draf.tempat_tte, gambar=gambar)
            )
        except PassphraseSalah as galat:
            async with self.pabrik.transaksi() as gudang:
                await gudang.sesi.catat_gagal(masukan.akun)
                await gudang.sesi.hapus(masukan.sesi_id)
            raise ApplicationError(str(galat), type=JenisGalat.PASSPHRASE_SALAH.value, non_retryable=True) from None
        except HasilTidakPasti as galat:
            raise ApplicationError(str(galat), type=JenisGalat.HASIL_TIDAK_PASTI.value, non_retryable=True) from None
        except GalatESign as galat:
            raise ApplicationError(str(galat), type=JenisGalat.TTE_GAGAL.value, non_retryable=True) from None
        return await self._terima(draf, hasil, pejabat.nama, masukan.akun)

    @activity.defn(name=kegiatan.ARSIPKAN)
    async def arsipkan(self, masukan: Arsipkan) -> SuratTerbit:
        """Tingkatkan ke B-LTA dengan waktu dan bukti pencabutan kita sendiri, lalu kunci di arsip."""
        surat = masukan.surat
        async with self.pabrik.transaksi() as gudang:
            if (terbit := await gudang.penerbitan.terbit(surat.surat_id)) is not None:
                return terbit
        try:
            tertanda = await self.penyimpanan.baca(f"{Ruang.TERTANDA}/{surat.sha256}.pdf")
        except (ObjekTidakAda, ObjekRusak) as galat:
            raise fakta(str(galat)) from galat
        try:
            arsip = await self.pemeriksa.tingkatkan_lta(tertanda)
        except TandaTanganTidakSah as galat:
            raise fakta(f"Tanda tangan surat tidak dapat diarsipkan: {galat}") from galat
        hasil = await self.pemeriksa.periksa(arsip)
        if not hasil.sah or hasil.level is not LevelTTE.LTA:
            raise fakta(f"Surat terarsip tidak lolos pemeriksaan: {' '.join(hasil.alasan) or hasil.level}.")
        objek = await self.penyimpanan.terbitkan(arsip)
        try:
            async with self.pabrik.transaksi() as gudang:
                return await gudang.penerbitan.terbitkan(
                    surat, sha256=objek.sha256, ukuran=objek.ukuran, kunci=objek.kunci
                )
        except TidakDitemukan as galat:
            raise fakta(f"Surat koreksi belum dapat terbit: {galat}") from galat

    async def _baca_draf(self, draf: DrafSurat) -> bytes:
        """Dibaca sebelum sesi dipakai: penyimpanan yang mati tidak boleh menghabiskan kredensial penandatangan."""
        try:
            return await self.penyimpanan.baca(f"{Ruang.DRAF}/{draf.sha256}.pdf")
        except PenyimpananTakTersedia as galat:
            raise ApplicationError(
                f"{galat} Surat belum ditandatangani; coba lagi sebentar lagi.",
                type=JenisGalat.TTE_GAGAL.value,
                non_retryable=True,
            ) from galat

    async def _pastikan_sertifikat(self, nik: str) -> None:
        """Ditanyakan sebelum sesi dipakai: sertifikat dapat habis atau dicabut di antara paraf dan tanda tangan."""
        try:
            halangan = (await self.esign.status(SecretStr(nik))).halangan
        except GalatESign as galat:
            raise ApplicationError(str(galat), type=JenisGalat.TTE_GAGAL.value, non_retryable=True) from None
        if halangan:
            raise ApplicationError(
                f"{halangan} Surat belum ditandatangani dan nomornya tetap; bila mendesak, mintalah admin "
                "mengalihkannya kepada pejabat lain.",
                type=JenisGalat.TTE_GAGAL.value,
                non_retryable=True,
            )

    async def _ambil_kredensial(self, sesi_id: UUID, akun: str) -> Kredensial:
        try:
            async with self.pabrik.transaksi() as gudang:
                sesi = await gudang.sesi.ambil(sesi_id, akun)
            kredensial = self.sandi.buka(sesi_id, akun, sesi.kredensial)
        except (SesiTidakBerlaku, TandaTanganTerkunci) as galat:
            raise ApplicationError(str(galat), type=JenisGalat.TTE_GAGAL.value, non_retryable=True) from galat
        except SesiTidakTerbuka as galat:
            raise ApplicationError(
                "Sesi tanda tangan tidak dapat dibuka: kunci sesi API dan worker berbeda. Hubungi administrator.",
                type=JenisGalat.TTE_GAGAL.value,
                non_retryable=True,
            ) from galat
        return OTP(kredensial.nilai) if kredensial.jenis is JenisKredensial.TOTP else Passphrase(kredensial.nilai)

    async def _terima(self, draf: DrafSurat, pdf: bytes, nama: str, akun: str) -> SuratTertanda:
        """Simpan jawaban BSrE sebelum apa pun, lalu periksa: sah dan atas nama pejabatnya, baru ia menjadi surat."""
        try:
            objek = await self.penyimpanan.simpan(Ruang.TERTANDA, pdf)
            hasil = await self.pemeriksa.periksa(pdf)
        except (PenyimpananTakTersedia, LayananSertifikatTakTersedia) as galat:
            raise _tidak_pasti(f"Surat sudah ditandatangani di BSrE tetapi belum dapat diterima: {galat}") from galat
        if not hasil.sah or hasil.waktu is None or hasil.level is None:
            raise _tidak_pasti(f"Jawaban BSrE tidak lolos pemeriksaan: {' '.join(hasil.alasan)}")
        if not penandatangan_cocok(hasil, nama):
            raise _tidak_pasti("Sertifikat pada jawaban BSrE bukan atas nama pejabat penandatangan surat ini.")
        async with self.pabrik.transaksi() as gudang:
            await gudang.sesi.reset_gagal(akun)
            return await gudang.penerbitan.simpan_tertanda(
                draf, sha256=objek.sha256, ukuran=objek.ukuran, kunci=objek.kunci, waktu=hasil.waktu, level=hasil.level
            )


def _sebab(galat: Exception) -> str:
    """Sebab tanpa nilainya: galat pydantic memuat NIP dan nama yang diperiksanya."""
    if isinstance(galat, ValidationError):
        return "; ".join(
            f"{'.'.join(map(str, satu['loc']))}: {satu['msg']}" for satu in galat.errors(include_input=False)
        )
    return str(galat)


def _tidak_pasti(pesan: str) -> ApplicationError:
    return ApplicationError(pesan, type=JenisGalat.HASIL_TIDAK_PASTI.value, non_retryable=True)


@asynccontextmanager
async def _berdetak() -> AsyncIterator[None]:
    async def detak() -> None:
        while True:
            activity.heartbeat()
            await asyncio.sleep(_DETAK)

    tugas = asyncio.create_task(detak())
    try:
        yield
    finally:
        tugas.cancel()
