"""Penerimaan keputusan dari luar: kata kerja ``terima`` dan update yang mengantarkannya.

Keputusan yang keliru memanggil administrator dan tetap ditunggu gantinya; diam tidak memutus apa pun.
"""

from temporalio import workflow

from models import kegiatan
from models.galat import JenisGalat
from models.kegiatan import KeputusanDiperiksa, PeriksaKeputusan
from models.keputusan import KeputusanMasuk
from models.langkah import KeputusanLuar
from models.peristiwa import KeputusanDatang, KeputusanKeliru, SuratDiterbitkan
from models.setneg import Beda
from models.surat import SuratTerbit
from workflows.penerbitan import Penerbitan
from workflows.penolakan import tolak


class Penerimaan(Penerbitan):
    async def terima(self, keputusan: KeputusanLuar) -> SuratTerbit:
        """Tunggu keputusan yang cocok dengan usulan ini, berapa kali pun yang datang keliru."""
        beda: tuple[Beda, ...] = ()
        while True:
            masuk = await self._tunggu_keputusan(keputusan, beda)
            beda = ()
            if masuk is None:
                continue
            hasil = await self._periksa(masuk)
            if hasil.surat is not None:
                break
            beda = hasil.beda
        self._tertanda.append(hasil.surat.jenis)
        self._status = keputusan.status_terbit
        terbit = hasil.surat
        self._buku.tulis(SuratDiterbitkan(surat_id=terbit.surat_id, jenis=terbit.jenis, sha256=terbit.sha256))
        return terbit

    async def _tunggu_keputusan(self, keputusan: KeputusanLuar, beda: tuple[Beda, ...]) -> KeputusanMasuk | None:
        """Yang datang; kosong bila administrator selesai mengurus yang keliru dan gantinya belum datang."""
        self._buka(keputusan.keliru if beda else keputusan.tunggu, keterangan=" ".join(f"{satu}." for satu in beda))
        jawaban = await self._tunggu_jawaban()
        self._tutup()
        return jawaban if isinstance(jawaban, KeputusanMasuk) else None

    async def _periksa(self, masuk: KeputusanMasuk) -> KeputusanDiperiksa:
        hasil = await self._kerjakan(
            kegiatan.PERIKSA_KEPUTUSAN,
            lambda: PeriksaKeputusan(usulan_id=self.berkas.usulan_id, baris_id=masuk.baris_id),
            KeputusanDiperiksa,
            akibat=True,
        )
        if hasil.surat is None:
            self._buku.tulis(KeputusanKeliru(baris_id=masuk.baris_id, beda=hasil.beda))
        return hasil

    @workflow.update(name="terima_keputusan")
    async def terima_keputusan(self, masuk: KeputusanMasuk) -> None:
        tugas = self._tugas_terbuka()
        self._jawaban = masuk
        self._buku.tulis(
            KeputusanDatang(baris_id=masuk.baris_id),
            pelaku=masuk.pelaku,
            langkah=tugas.langkah.kode,
            tugas_id=tugas.id,
        )
        await self._buku.tunggu_tercatat()

    @terima_keputusan.validator
    def _boleh_terima_keputusan(self, masuk: KeputusanMasuk) -> None:
        """Siapa pun pengirimnya: yang menentukan tanda tangan di dalam keputusannya."""
        self._tolak_bila_berakhir()
        if self._tugas is None or not self._tugas.langkah.keputusan_luar or self._jawaban is not None:
            tolak(JenisGalat.TIDAK_MENUNGGU, "Usulan ini sedang tidak menunggu keputusan dari luar.")
        self._tolak_bila_ditahan()
