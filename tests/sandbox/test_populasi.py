"""Penduduk sandbox: sama tiap kali, patuh aturan, dan termuat lengkap beserta arsipnya."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest
from pypdfium2 import PdfDocument

from activities.penyimpanan import penyimpanan_dari
from api.pdf import periksa as periksa_pdf
from models.aturan.kp import golongan_tujuan, periksa
from models.aturan.nip import masalah_nip
from models.gudang import PabrikGudang
from models.gudang.asn import SaringanASN
from models.migrasi.peran import API, PEKERJA
from models.peran import Peran
from models.referensi import JenisKP, dokumen_kp
from sandbox.akun import INSTANSI, akun_bernama
from sandbox.populasi.arsip import arsip, pindaian
from sandbox.populasi.isi import isi
from sandbox.populasi.jatah import Jalur
from sandbox.populasi.orang import Orang, orang, semua_penduduk
from sandbox.populasi.tempat import TEMPAT
from sandbox.populasi.waktu import periode_sasaran
from sandbox.tumpukan import Tumpukan

PADA = date(2026, 11, 24)


@pytest.fixture(scope="module")
def semua() -> tuple[Orang, ...]:
    return semua_penduduk(PADA)


def test_orang_yang_sama_pada_hari_yang_sama(semua: tuple[Orang, ...]) -> None:
    assert orang(TEMPAT[0], 3, PADA) == semua[3]
    assert len(semua) == 2_000
    assert len({satu.profil.nip for satu in semua}) == 2_000
    assert all(masalah_nip(satu.profil.nip) == () for satu in semua)


def test_ratusan_orang_layak_pada_periode_yang_terbuka(semua: tuple[Orang, ...]) -> None:
    periode = periode_sasaran(PADA)
    layak: Counter[JenisKP] = Counter()
    instansi = set()
    for satu in semua:
        for jenis in (JenisKP.REGULER, JenisKP.STRUKTURAL, JenisKP.FUNGSIONAL):
            if periksa(satu.profil, jenis, periode).memenuhi:
                layak[jenis] += 1
                instansi.add(satu.profil.instansi_id)
    assert layak[JenisKP.REGULER] >= 200
    assert layak[JenisKP.FUNGSIONAL] >= 50
    assert layak[JenisKP.STRUKTURAL] >= 30
    assert instansi == {satu.id for satu in INSTANSI}


def test_cacatnya_sekitar_lima_persen_dan_menghalangi_syarat_yang_disebut(semua: tuple[Orang, ...]) -> None:
    cacat = [satu for satu in semua if satu.cacat is not None]
    assert 0.03 < len(cacat) / len(semua) < 0.07
    assert len({satu.cacat for satu in cacat}) >= 8


def test_yang_menunggu_punya_semua_dokumen_wajib_atas_namanya(semua: tuple[Orang, ...]) -> None:
    periode = periode_sasaran(PADA)
    for satu in (o for o in semua if o.jalur is Jalur.PELAKSANA_MENUNGGU and o.cacat is None):
        jabatan, tujuan = satu.profil.jabatan_pada(periode), golongan_tujuan(satu.profil, JenisKP.REGULER, periode)
        assert jabatan is not None
        assert tujuan is not None
        dimiliki = {b.kode: b.pindaian for b in arsip(satu, PADA)}
        for syarat in dokumen_kp(JenisKP.REGULER, tujuan, jabatan.jenis):
            if syarat.wajib:
                assert f"NIP {satu.profil.nip}" in dimiliki[syarat.kode], syarat


def test_pindaian_pdf_sah_yang_mengaku_contoh(semua: tuple[Orang, ...]) -> None:
    (butir, *_) = arsip(semua[0], PADA)
    pdf = pindaian(butir.pindaian)
    assert periksa_pdf(pdf) == 1
    assert "PINDAIAN CONTOH" in PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert pindaian(butir.pindaian) == pdf


async def test_terisi_sekali_ke_basis_data_dan_penyimpanan(basis_data: Mapping[str, str], s3: Tumpukan) -> None:
    penyimpanan = penyimpanan_dari(s3.setelan)
    pekerja, api = PabrikGudang(basis_data[PEKERJA]), PabrikGudang(basis_data[API])
    try:
        hasil = await isi(pekerja, penyimpanan, PADA)
        assert hasil is not None
        assert (hasil.asn, hasil.akun) == (2_000, 80)
        assert await isi(pekerja, penyimpanan, PADA) is None
        bandung = next(satu for satu in INSTANSI if satu.slug == "bandung")
        async with api.transaksi(f"instansi:{bandung.id}") as gudang:
            satu = (await gudang.asn.cari(SaringanASN(), batas=1)).baris[0]
            profil = await gudang.asn.baca_profil(satu.id)
            dokumen = await gudang.dokumen.arsip(satu.id)
            pejabat = await gudang.pejabat.pemegang(Peran.PENANDATANGAN_INSTANSI, f"instansi:{bandung.id}")
        assert profil is not None
        assert profil.golongan
        assert profil.skp
        assert satu.instansi_id == bandung.id
        periksa_pdf(await penyimpanan.baca(dokumen[0].kunci))
        assert [p.id for p in pejabat] == [akun_bernama("penandatangan_instansi.bandung").sub]
    finally:
        await pekerja.tutup()
        await api.tutup()
