"""Cerita izin belajar: jalan lurus tanpa paraf, dan BTS kepada ASN yang mengusulkan sendiri."""

from models.keputusan import Alasan, Pelaku
from models.langkah import JenisPutusan
from models.peran import Peran, unit_asn
from models.usulan import JenisHasil
from tests.cerita.dunia import ASN_ID, berkas, dunia

ALASAN = (Alasan(sasaran="dokumen", kode="surat_diterima", alasan="DOKUMEN_TIDAK_TERBACA"),)
SENDIRI = Pelaku(akun="akun-asn", peran=Peran.ASN, unit=unit_asn(ASN_ID))


async def test_lurus_sampai_izin_terbit_tanpa_paraf() -> None:
    async with dunia(berkas("IzinBelajar")) as d:
        await d.lurus()
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.buku.langkah_diputus() == ["verifikasi_izin"]
        assert [satu.jenis for satu in d.surat.terbit] == ["izin_belajar"]


async def test_bts_kepada_asn_yang_mengusulkan() -> None:
    async with dunia(berkas("IzinBelajar").model_copy(update={"pengusul": SENDIRI})) as d:
        await d.putus("verifikasi_izin", JenisPutusan.BTS, alasan=ALASAN)
        await d.perbaiki_sendiri(program_studi="Ilmu Administrasi")
        await d.lurus()
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
