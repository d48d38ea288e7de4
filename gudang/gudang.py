"""Gudang: satu pintu ke semua data, di dalam satu transaksi. Semua SQL tinggal di paket ini."""

from sqlalchemy.ext.asyncio import AsyncSession

from gudang.alur import GudangAlur
from gudang.asn import GudangASN
from gudang.berkas import GudangBerkas
from gudang.buku import GudangBuku
from gudang.dokumen import GudangDokumen
from gudang.jangkar import GudangJangkar
from gudang.jejak import GudangJejak
from gudang.kabar import GudangKabar
from gudang.kalender import GudangKalender
from gudang.keputusan_masuk import GudangKeputusanMasuk
from gudang.ketetapan import GudangKetetapan
from gudang.koreksi import GudangKoreksi
from gudang.kualitas import GudangKualitas
from gudang.muat import GudangMuat
from gudang.nomor import GudangNomor
from gudang.pejabat import GudangPejabat
from gudang.penerbitan import GudangPenerbitan
from gudang.prediksi import GudangPrediksi
from gudang.referensi import GudangReferensi
from gudang.sesi import GudangSesi
from gudang.surat import GudangSurat
from gudang.tersisih import GudangTersisih
from gudang.tugas import GudangTugas
from gudang.usulan import GudangUsulan


class Gudang:
    """Dibuat ``PabrikGudang.transaksi``; umurnya satu transaksi."""

    def __init__(self, sesi: AsyncSession) -> None:
        self.alur = GudangAlur(sesi)
        self.asn = GudangASN(sesi)
        self.buku = GudangBuku(sesi)
        self.dokumen = GudangDokumen(sesi)
        self.jejak = GudangJejak(sesi)
        self.kabar = GudangKabar(sesi)
        self.kalender = GudangKalender(sesi)
        self.ketetapan = GudangKetetapan(sesi)
        self.keputusan_masuk = GudangKeputusanMasuk(sesi)
        self.koreksi = GudangKoreksi(sesi)
        self.kualitas = GudangKualitas(sesi)
        self.muat = GudangMuat(sesi)
        self.nomor = GudangNomor(sesi)
        self.pejabat = GudangPejabat(sesi)
        self.penerbitan = GudangPenerbitan(sesi)
        self.prediksi = GudangPrediksi(sesi)
        self.referensi = GudangReferensi(sesi)
        self.sesi = GudangSesi(sesi)
        self.surat = GudangSurat(sesi)
        self.tersisih = GudangTersisih(sesi)
        self.berkas = GudangBerkas(sesi)
        self.jangkar = GudangJangkar(sesi)
        self.tugas = GudangTugas(sesi)
        self.usulan = GudangUsulan(sesi)
