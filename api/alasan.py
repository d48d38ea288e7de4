"""Alasan BTS, TMS, dan penolakan: hanya kode dari daftar yang dipelihara, menunjuk isian atau dokumen yang ada."""

from collections.abc import Sequence

from api import formulir
from api.masalah import JenisMasalah, Kesalahan, Masalah
from gudang import Gudang
from gudang.referensi import AlasanBaku
from models.galat import JenisGalat
from models.keputusan import Alasan
from models.langkah import JenisPutusan
from models.layanan import cari, nama_dokumen
from models.profil import ProfilASN
from models.referensi.zona import hari_ini


async def pastikan_alasan(gudang: Gudang, layanan: str, jenis: JenisPutusan, alasan: Sequence[Alasan]) -> None:
    """``Masalah`` bila putusan yang memerlukan alasan tidak menyebutnya, atau alasannya tidak dikenal."""
    if not jenis.perlu_alasan:
        return
    if not alasan:
        raise Masalah(JenisGalat.ALASAN_KOSONG, f"Putusan {jenis} harus menyebut sedikitnya satu alasan.")
    baku = {satu.kode: satu for satu in await gudang.referensi.alasan(layanan, hari_ini(), jenis.value)}
    kesalahan = [
        Kesalahan(bidang=f"alasan.{ke}.{bidang}", sebab=sebab, tindakan=tindakan)
        for ke, satu in enumerate(alasan)
        for bidang, sebab, tindakan in _salah(satu, baku.get(satu.alasan), layanan, jenis)
    ]
    if kesalahan:
        raise Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Ada alasan yang tidak sah.", kesalahan=kesalahan)


def bidang_dikenal(layanan: str) -> dict[str, str]:
    """Isian yang dapat ditunjuk alasan: isian formulir dan bagian profil."""
    definisi = cari(layanan)
    dikenal = {nama: nama.replace("_", " ") for nama in ProfilASN.model_fields}
    for model in {definisi.formulir(jenis) for jenis in definisi.jenis}:
        dikenal |= formulir.bidang(model)
    return dikenal


def _salah(alasan: Alasan, baku: AlasanBaku | None, layanan: str, jenis: JenisPutusan) -> list[tuple[str, str, str]]:
    if baku is None:
        return [("alasan", f"Kode alasan ini tidak ada dalam daftar alasan {jenis}.", "Lihat /referensi/alasan.")]
    hasil = []
    if baku.sasaran not in {"umum", alasan.sasaran}:
        hasil.append(("sasaran", f"Alasan ini menunjuk {baku.sasaran}.", f"Isi sasaran `{baku.sasaran}`."))
    if alasan.sasaran == "dokumen" and alasan.kode not in nama_dokumen():
        hasil.append(("kode", "Kode dokumen ini tidak dikenal.", "Lihat /referensi/dokumen."))
    if alasan.sasaran == "bidang" and alasan.kode not in bidang_dikenal(layanan):
        hasil.append(("kode", "Nama isian ini tidak dikenal.", "Lihat /referensi/bidang."))
    return hasil
