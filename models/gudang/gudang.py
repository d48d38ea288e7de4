"""Gudang: satu pintu ke semua data, di dalam satu transaksi. Semua SQL tinggal di paket ini."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.gudang.asn import GudangASN
from models.gudang.buku import GudangBuku
from models.gudang.dokumen import GudangDokumen
from models.gudang.jejak import GudangJejak
from models.gudang.kabar import GudangKabar
from models.gudang.kalender import GudangKalender
from models.gudang.keputusan_masuk import GudangKeputusanMasuk
from models.gudang.ketetapan import GudangKetetapan
from models.gudang.koreksi import GudangKoreksi
from models.gudang.kualitas import GudangKualitas
from models.gudang.muat import GudangMuat
from models.gudang.nomor import GudangNomor
from models.gudang.pejabat import GudangPejabat
from models.gudang.penerbitan import GudangPenerbitan
from models.gudang.prediksi import GudangPrediksi
from models.gudang.referensi import GudangReferensi
from models.gudang.sesi import GudangSesi
from models.gudang.surat import GudangSurat
from models.gudang.tugas import GudangTugas
from models.gudang.usulan import GudangUsulan


class Gudang:
    """Dibuat ``PabrikGudang.transaksi``; umurnya satu transaksi."""

    def __init__(self, sesi: AsyncSession) -> None:
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
        self.tugas = GudangTugas(sesi)
        self.usulan = GudangUsulan(sesi)
