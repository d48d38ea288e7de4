"""Kegiatan ``periksa_keputusan``: keputusan dari luar dicocokkan dengan yang ditunggu, lalu diarsipkan."""

from collections.abc import Iterable
from dataclasses import dataclass

from temporalio import activity

from activities.galat import fakta
from gudang import PabrikGudang
from gudang.keputusan_masuk import DataKeputusanMasuk
from gudang.surat import tautan_verifikasi, token_baru
from luar.pdf_asing import PintuPdf
from luar.s3 import Penyimpanan, Ruang
from luar.tanda_tangan import ArsipTidakLolos, HasilPeriksa, PemeriksaTandaTangan, TandaTanganTidakSah
from models import kegiatan, layanan
from models.definisi import FaktaDiterima
from models.kegiatan import KeputusanDiperiksa, PeriksaKeputusan
from models.setneg import ArsipKeputusan, Beda, PenandatanganLuar
from models.surat import Pejabat


class Keliru(Exception):
    """Keputusan yang datang tidak cocok dengan yang ditunggu."""

    def __init__(self, beda: Iterable[Beda]) -> None:
        super().__init__()
        self.beda = tuple(beda)


@dataclass
class PemeriksaKeputusan:
    pabrik: PabrikGudang
    penyimpanan: Penyimpanan
    tanda_tangan: PemeriksaTandaTangan
    pintu_pdf: PintuPdf
    penandatangan: tuple[PenandatanganLuar, ...]
    """Pemegang sertifikat yang boleh menandatangani keputusan dari luar."""
    alamat_publik: str

    @activity.defn(name=kegiatan.PERIKSA_KEPUTUSAN)
    async def periksa(self, masukan: PeriksaKeputusan) -> KeputusanDiperiksa:
        """Boleh diulang: satu baris melahirkan satu surat, dan satu keputusan satu arsip."""
        async with self.pabrik.transaksi() as gudang:
            if (terbit := await gudang.keputusan_masuk.terbit(masukan.usulan_id, masukan.baris_id)) is not None:
                return KeputusanDiperiksa(surat=terbit)
            keputusan, baris = await gudang.keputusan_masuk.kiriman(masukan.baris_id)
            diterima = layanan.diterima(keputusan.jenis)
            dasar = await gudang.keputusan_masuk.dasar(masukan.usulan_id, diterima.dasar) if diterima else None
        if diterima is None or dasar is None:
            raise fakta("Surat yang menjadi dasar keputusan ini tidak ada atau tidak berlaku lagi; periksa usulannya.")
        pdf = await self.penyimpanan.baca(keputusan.kunci)
        try:
            if keputusan.arsip is None:
                self._pastikan_sah(await self.tanda_tangan.periksa(pdf))
            data = await self.pintu_pdf.keputusan(pdf)
            if beda := diterima.bandingkan(dasar.isi, data.baris[baris.urut]):
                raise Keliru(beda)
            arsip = keputusan.arsip or await self._arsipkan(keputusan, pdf)
            sampai = await self.penyimpanan.kunci(arsip.kunci, arsip.versi_berkas)
        except Keliru as galat:
            async with self.pabrik.transaksi() as gudang:
                await gudang.keputusan_masuk.keliru(baris.id, masukan.usulan_id, galat.beda)
            return KeputusanDiperiksa(beda=galat.beda)
        token = token_baru()
        isi = diterima.susun(
            FaktaDiterima(
                data=data,
                instansi_id=dasar.instansi_id,
                dasar=dasar.isi,
                rujukan=dasar.rujukan,
                penandatangan=arsip.penandatangan,
                tautan=tautan_verifikasi(self.alamat_publik, token),
            )
        )
        async with self.pabrik.transaksi() as gudang:
            surat = await gudang.keputusan_masuk.terbitkan(
                masukan.usulan_id, dasar.instansi_id, keputusan, baris, isi, arsip, token, sampai
            )
        return KeputusanDiperiksa(surat=surat)

    def _pastikan_sah(self, hasil: HasilPeriksa) -> None:
        """Utuh, tepercaya, dan dari salah satu pemegang sertifikat yang terdaftar."""
        if not hasil.sah:
            raise Keliru([Beda(isian="tanda tangan", diharapkan="utuh dan tepercaya", diterima=_kalimat(hasil.alasan))])
        if (hasil.penandatangan, hasil.organisasi) not in {(satu.nama, satu.organisasi) for satu in self.penandatangan}:
            terdaftar = " atau ".join(map(str, self.penandatangan)) or "pemegang sertifikat yang terdaftar"
            datang = f"{hasil.penandatangan} ({hasil.organisasi})"
            raise Keliru([Beda(isian="penandatangan", diharapkan=terdaftar, diterima=datang)])

    async def _arsipkan(self, keputusan: DataKeputusanMasuk, pdf: bytes) -> ArsipKeputusan:
        """Tingkatkan ke B-LTA dengan bukti kita sendiri dan catat, sekali bagi semua barisnya; dikunci sesudahnya."""
        try:
            berarsip = await self.tanda_tangan.arsipkan(pdf)
        except TandaTanganTidakSah as galat:
            beda = Beda(isian="tanda tangan", diharapkan="dapat diarsipkan", diterima=_kalimat([str(galat)]))
            raise Keliru([beda]) from galat
        except ArsipTidakLolos as galat:
            raise fakta(str(galat)) from galat
        objek = await self.penyimpanan.simpan(Ruang.TERBIT, berarsip.pdf)
        arsip = ArsipKeputusan(
            sha256=objek.sha256,
            ukuran=objek.ukuran,
            kunci=objek.kunci,
            versi_berkas=objek.versi,
            waktu=berarsip.waktu,
            penandatangan=Pejabat(nama=berarsip.hasil.penandatangan or "", jabatan=berarsip.hasil.organisasi or ""),
        )
        async with self.pabrik.transaksi() as gudang:
            return await gudang.keputusan_masuk.arsipkan(keputusan.id, arsip)


def _kalimat(alasan: Iterable[str]) -> str:
    """Alasan-alasan menjadi satu anak kalimat."""
    return "; ".join(satu.rstrip(".").lower() for satu in alasan)
