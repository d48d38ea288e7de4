"""Kedua belas jenis kenaikan pangkat, masing-masing dari orang yang memenuhi syaratnya sampai profilnya berubah.

Prosedurnya satu; yang berbeda orangnya, buktinya, dan dokumennya. Kewenangannya menurut aturan, bukan menurut cerita.
"""

from uuid import uuid4

import pytest

from models.definisi import Bahan
from models.langkah import bekukan
from models.layanan import cari
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT, PPK
from models.referensi import JenisKP
from models.usulan import Berkas, JenisHasil
from tests.cerita.dunia import INSTANSI, berkas, dunia
from tests.hukum.aturan.contoh import PERIODE, layak
from workflows.layanan.kenaikan_pangkat import KenaikanPangkat


def berkas_layak(jenis: JenisKP) -> Berkas:
    definisi = cari(KENAIKAN_PANGKAT)
    profil, masukan = layak(jenis)
    bahan = Bahan(
        usulan_id=uuid4(),
        layanan=KENAIKAN_PANGKAT,
        jenis=jenis,
        instansi_id=INSTANSI,
        periode=PERIODE,
        isi=masukan.model_dump(mode="json", exclude_none=True),
        dokumen={},
    )
    assert definisi.periksa(bahan, profil).memenuhi
    wajib = {satu.kode: uuid4() for satu in definisi.dokumen(bahan, profil) if satu.wajib}
    kewenangan = definisi.kewenangan(bahan, profil)
    assert kewenangan is not None
    assert kewenangan.rute == PPK
    return berkas(langkah=bekukan(KenaikanPangkat.langkah, kewenangan.unit)).model_copy(
        update={"jenis": jenis.value, "rute": kewenangan.rute, "isi": definisi.baku(bahan), "dokumen": wajib}
    )


@pytest.mark.parametrize("jenis", JenisKP, ids=lambda jenis: jenis.name.lower())
async def test_yang_memenuhi_syarat_naik_pangkat(jenis: JenisKP) -> None:
    usulan = berkas_layak(jenis)
    async with dunia(usulan) as d:
        await d.sampai_pertek()
        await d.terbitkan("pertek")
        await d.terbitkan("sk")
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert [surat.jenis for surat in d.surat.terbit] == ["pertek_kp", "sk_kp"]
        assert d.surat.profil == [usulan.usulan_id]
        assert d.buku.keadaan is not None
        assert (d.buku.keadaan.status, d.buku.keadaan.dokumen) == (31, usulan.dokumen)
