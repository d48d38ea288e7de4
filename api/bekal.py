"""Bekal aplikasi: semua yang disambung sekali saat menyala dan dipakai rute lewat tipe pada tanda tangannya."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final

from fastapi import Depends, Request
from temporalio.client import Interceptor
from temporalio.contrib.opentelemetry import TracingInterceptor

from api.alur import Alur
from api.laju import Laju
from api.pandangan import PencatatPandangan
from api.siapa import Identitas, PemeriksaToken, Petugas
from api.verifikasi import PemeriksaSalinan
from gudang import Gudang, PabrikGudang
from luar import temporal
from luar.pdf_asing import PintuPdf
from luar.s3 import Penyimpanan, penyimpanan_dari
from luar.sandi_sesi import SandiSesi
from luar.setelan import Setelan
from luar.tanda_tangan import PemeriksaTandaTangan
from luar.telemetri import siapkan_jejak_otel
from luar.templat_terpasang import periksa_templat
from luar.typst import Penyusun
from models.layanan import muat
from workflows import layanan as daftar_alur

BATAS_PERINTAH: Final = timedelta(seconds=15)
"""Lama satu perintah SQL sebelum dibatalkan: permintaan yang berat tidak menahan sambungan bagi yang lain."""


@dataclass(frozen=True)
class Bekal:
    setelan: Setelan
    gudang: PabrikGudang
    alur: Alur
    penyimpanan: Penyimpanan
    penyusun: Penyusun
    pemeriksa: PemeriksaToken
    salinan: PemeriksaSalinan
    pintu_pdf: PintuPdf
    sandi_sesi: SandiSesi
    laju: Laju
    pandangan: PencatatPandangan

    def transaksi(self, ia: Identitas) -> AbstractAsyncContextManager[Gudang]:
        """Transaksi milik orang itu: berlingkup unitnya, ditolak begitu akunnya dinonaktifkan (``AkunNonaktif``)."""
        return self.gudang.transaksi(ia.unit, akun=ia.akun)


@asynccontextmanager
async def siapkan(setelan: Setelan) -> AsyncIterator[Bekal]:
    """Menyiapkan bekal tanpa menunggu bagian luar: API menyala juga selagi Temporal, S3, atau basis data mati."""
    muat(setelan.modul_layanan)
    daftar_alur.periksa()
    penyusun = Penyusun(setelan.lambang_negara, setelan.folder_templat)
    periksa_templat(penyusun)
    gudang = PabrikGudang(setelan.basis_data_url.get_secret_value(), batas_perintah=BATAS_PERINTAH)
    tanda_tangan = PemeriksaTandaTangan(setelan.akar_percaya, setelan.tsa_alamat, bagi_luar=True)
    pintu_pdf = PintuPdf()
    try:
        async with PencatatPandangan(gudang).berjalan() as pandangan:
            yield Bekal(
                setelan=setelan,
                gudang=gudang,
                alur=Alur(await temporal.sambung(setelan, interceptors=_interceptor(setelan), lazy=True)),
                penyimpanan=penyimpanan_dari(setelan),
                penyusun=penyusun,
                pemeriksa=PemeriksaToken(setelan.oidc_penerbit, setelan.oidc_audiens),
                salinan=PemeriksaSalinan(tanda_tangan),
                pintu_pdf=pintu_pdf,
                sandi_sesi=SandiSesi.dari(setelan),
                laju=Laju(setelan),
                pandangan=pandangan,
            )
    finally:
        tanda_tangan.tutup()
        pintu_pdf.tutup()
        await gudang.tutup()


def _bekal(request: Request) -> Bekal:
    bekal: Bekal = request.app.state.bekal
    return bekal


def _interceptor(setelan: Setelan) -> Sequence[Interceptor]:
    if setelan.otlp_alamat is None:
        return ()
    siapkan_jejak_otel("usulan-api", setelan.otlp_alamat)
    return (TracingInterceptor(),)


BekalAplikasi = Annotated[Bekal, Depends(_bekal)]


async def _gudang(bekal: BekalAplikasi, ia: Petugas) -> AsyncIterator[Gudang]:
    """Satu permintaan satu transaksi, berlingkup unit pemintanya; disimpan di tepi bila rutenya berhasil."""
    async with bekal.transaksi(ia) as gudang:
        yield gudang


GudangPetugas = Annotated[Gudang, Depends(_gudang, scope="function")]
