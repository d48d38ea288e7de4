"""Cerita layanan selain kenaikan pangkat: jalan lurus, BTS kepada operator atau ASN, TMS, dan surat yang ditolak."""

from models.keputusan import Alasan, Pelaku
from models.peran import Peran, unit_asn
from models.peristiwa import JenisPeristiwa
from models.usulan import JenisHasil
from tests import kartu_pustaka
from tests.cerita.dunia import ASN_ID, berkas, dunia, orang
from tests.kartu_pustaka import BTS, MS, TMS, TOLAK

ALASAN = (Alasan(sasaran="dokumen", kode="pas_foto", alasan="DOKUMEN_TIDAK_TERBACA"),)
SENDIRI = Pelaku(akun="akun-asn", peran=Peran.ASN, unit=unit_asn(ASN_ID))
KODE = kartu_pustaka.DefinisiKartuPustaka.kode


async def test_lurus_sampai_kartu_terbit() -> None:
    async with dunia(berkas(KODE)) as d:
        await d.lurus()
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert [satu.jenis for satu in d.surat.terbit] == ["kartu_pustaka"]
        assert d.buku.langkah_diputus() == ["pemeriksaan_pustaka", "paraf_kartu"]


async def test_bts_kembali_kepada_operator_yang_mengusulkan() -> None:
    async with dunia(berkas(KODE)) as d:
        await d.putus("pemeriksaan_pustaka", BTS, alasan=ALASAN)
        await d.perbaiki(koleksi="Himpunan peraturan")
        await d.lurus()
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


async def test_bts_kembali_kepada_asn_yang_mengusulkan_sendiri() -> None:
    """Tempat ASN diberikan dasar kepada jenis yang boleh diusulkannya; definisinya tidak menyebutnya."""
    usulan = berkas(KODE, jenis="hilang").model_copy(update={"pengusul": SENDIRI})
    async with dunia(usulan) as d:
        await d.putus("pemeriksaan_pustaka", BTS, alasan=ALASAN)
        await d.perbaiki_sendiri(koleksi="Himpunan peraturan")
        await d.lurus()
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


def test_jenis_yang_tidak_diusulkan_asn_tidak_membekukan_langkahnya() -> None:
    kode = {jenis: {satu.kode for satu in berkas(KODE, jenis=jenis).langkah} for jenis in ("baru", "hilang")}
    assert kode["hilang"] - kode["baru"] == {"perbaikan_asn"}
    assert "perbaikan_sistem" in kode["baru"]


async def test_kartu_yang_ditolak_penandatangan_diperiksa_lagi() -> None:
    async with dunia(berkas(KODE)) as d:
        await d.lurus(sampai="tte_kartu")
        penanda_tangan = orang(Peran.PENANDATANGAN_INSTANSI)
        salah_tulis = (Alasan(sasaran="umum", kode="", alasan="SURAT_SALAH_TULIS"),)
        await d.putus("tte_kartu", TOLAK, oleh=penanda_tangan, alasan=salah_tulis)
        await d.putus("pemeriksaan_pustaka", MS)
        await d.lurus()
        assert d.buku.jenis().count(JenisPeristiwa.SURAT_DIDRAF) == 2


async def test_tms_mengakhiri_dengan_alasannya() -> None:
    async with dunia(berkas(KODE)) as d:
        umum = (Alasan(sasaran="umum", kode="", alasan="SYARAT_BELUM_TERPENUHI"),)
        await d.putus("pemeriksaan_pustaka", TMS, alasan=umum)
        assert (await d.hasil()).alasan == umum
