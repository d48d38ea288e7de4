"""Penduduk sandbox: riwayatnya patuh aturan, cacatnya seperti yang disebut, arsipnya lengkap, pengisiannya sekali."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from itertools import pairwise

import psycopg
import pytest
from psycopg.rows import dict_row
from pypdfium2 import PdfDocument

from gudang import PabrikGudang
from gudang.asn import kolom_lipatan
from gudang.migrasi.peran import API, PEKERJA, PEMILIK
from luar.galat import PenyimpananTakTersedia
from luar.pdf_asing import PintuPdf
from luar.s3 import Penyimpanan, klien_s3, penyimpanan_dari
from models.aturan.kp import periksa
from models.aturan.masa_kerja import MasaKerja, bulan_antara, sesudah_naik
from models.aturan.nip import ketidakcocokan_nip
from models.aturan.periode import MULAI_BULANAN
from models.lipatan import lipat_kini
from models.peran import Peran, unit_instansi
from models.profil import ProfilASN
from models.referensi import JenisJabatan, JenisKP, dokumen_kp
from models.referensi.zona import hari_ini as hari_di
from models.riwayat import KELOMPOK
from sandbox.akun import INSTANSI, akun_bernama
from sandbox.populasi.__main__ import utama
from sandbox.populasi.arsip import susun_arsip, yang_layak
from sandbox.populasi.cacat import Cacat
from sandbox.populasi.isi import isi
from sandbox.populasi.kelayakan import JENIS_KP, periksa_orang
from sandbox.populasi.orang import Orang, orang, penduduk
from sandbox.populasi.pindaian import cetak
from sandbox.populasi.tempat import TEMPAT, Tempat, tempat
from sandbox.populasi.tokoh import semua_tokoh, tokoh
from sandbox.populasi.waktu import hari_ini, periode_sasaran
from sandbox.tumpukan import Tumpukan

PADA = date(2026, 11, 24)
HARI_LAIN = (date(2026, 12, 25), date(2027, 1, 3), date(2027, 6, 20), date(2028, 2, 29))
LAYAK_SEDIKITNYA = {
    JenisKP.REGULER: 200,
    JenisKP.FUNGSIONAL: 60,
    JenisKP.STRUKTURAL: 40,
    JenisKP.PENYESUAIAN_IJAZAH: 16,
    JenisKP.SELESAI_TUGAS_BELAJAR: 8,
    JenisKP.SEDANG_TUGAS_BELAJAR: 4,
    JenisKP.DIPERBANTUKAN: 4,
    JenisKP.SELAMA_DPK_DPB: 4,
    JenisKP.PEJABAT_NEGARA: 4,
    JenisKP.PENGADAAN: 16,
}


@pytest.fixture(scope="module")
def warga() -> dict[Tempat, tuple[Orang, ...]]:
    return {satu: penduduk(satu, PADA) for satu in TEMPAT}


@pytest.fixture(scope="module")
def semua(warga: dict[Tempat, tuple[Orang, ...]]) -> tuple[Orang, ...]:
    return tuple(satu for isi_tempat in warga.values() for satu in isi_tempat)


def test_dua_ribu_orang_di_delapan_instansi_dengan_nip_masing_masing(semua: tuple[Orang, ...]) -> None:
    assert len(semua) == len({satu.profil.nip for satu in semua}) == len({satu.profil.id for satu in semua}) == 2_000
    assert {satu.profil.instansi_id for satu in semua} == {satu.id for satu in INSTANSI}


def test_sebaran_golongannya_seperti_pns_sungguhan(semua: tuple[Orang, ...]) -> None:
    golongan = Counter(r.golongan.tingkat for s in semua if (r := s.profil.golongan_terakhir))
    tinggi = sum(r.golongan >= "IV/c" for s in semua if (r := s.profil.golongan_terakhir))
    assert golongan["I"] < golongan["IV"] < golongan["III"]
    assert golongan["I"] < golongan["II"] < golongan["III"]
    assert 10 <= tinggi <= 100


def test_nip_hanya_salah_pada_yang_cacat_nip(semua: tuple[Orang, ...]) -> None:
    salah = {satu.profil.id for satu in semua if ketidakcocokan_nip(satu.profil)}
    assert salah == {satu.profil.id for satu in semua if satu.cacat is Cacat.NIP_TIDAK_COCOK}


def test_data_pribadinya_kurang_sebanyak_yang_lazim(semua: tuple[Orang, ...]) -> None:
    profil = [satu.profil for satu in semua]
    assert 10 <= sum(p.nik is None for p in profil) <= 40
    assert 60 <= sum(p.nik is not None and not p.nik_valid for p in profil) <= 140
    assert 40 <= sum(not p.email for p in profil) <= 160
    assert 20 <= sum(bool(p.email) and "@" not in p.email for p in profil) <= 70
    assert 30 <= sum(not p.nomor_hp for p in profil) <= 110
    assert len({p.nik for p in profil if p.nik}) == sum(p.nik is not None for p in profil)
    tidak_tercantum = [p for p in profil if any(r.gelar_belakang and not r.dicantumkan for r in p.pendidikan)]
    assert 30 <= len(tidak_tercantum) <= 150


def test_ratusan_layak_reguler_puluhan_pilihan(semua: tuple[Orang, ...]) -> None:
    layak = Counter(h.jenis for satu in semua if (h := periksa_orang(satu, PADA)).memenuhi)
    assert {jenis: layak[jenis] for jenis, batas in LAYAK_SEDIKITNYA.items() if layak[jenis] < batas} == {}


def test_tiap_kursi_struktural_diduduki_paling_banyak_seorang(semua: tuple[Orang, ...]) -> None:
    kursi = Counter(
        (s.profil.instansi_id, j.nama)
        for s in semua
        if (j := s.profil.jabatan_terakhir) and j.jenis is JenisJabatan.STRUKTURAL
    )
    assert [satu for satu, banyak in kursi.items() if banyak > 1] == []


def test_tiap_kenaikan_sejak_periode_bulanan_memenuhi_syaratnya_pada_waktunya(semua: tuple[Orang, ...]) -> None:
    """Riwayat diuji dengan aturan yang sama: profil sebelum kenaikan itu haruslah layak pada TMT-nya."""
    diperiksa = 0
    for satu in (s for s in semua if s.cacat is None):
        for naik in satu.profil.golongan:
            if naik.tmt >= MULAI_BULANAN and naik.jenis_kp is not JenisKP.PENGADAAN and naik.jenis_kp is not None:
                sebelum = tuple(r for r in satu.profil.golongan if r.tmt < naik.tmt)
                hasil = periksa(satu.profil.model_copy(update={"golongan": sebelum}), naik.jenis_kp, naik.tmt)
                assert (hasil.memenuhi, hasil.golongan_tujuan) == (True, naik.golongan), hasil.kurang
                diperiksa += 1
    assert diperiksa > 100


def test_masa_kerja_golongan_berlanjut_dan_terpotong_menurut_aturan(semua: tuple[Orang, ...]) -> None:
    for satu in semua:
        for lama, baru in pairwise(satu.profil.golongan):
            masa = MasaKerja(tahun=lama.masa_kerja_tahun, bulan=lama.masa_kerja_bulan)
            masa = sesudah_naik(masa.tambah(bulan_antara(lama.tmt, baru.tmt)), lama.golongan, baru.golongan)
            assert (masa.tahun, masa.bulan) == (baru.masa_kerja_tahun, baru.masa_kerja_bulan)


@pytest.mark.parametrize("pada", [PADA, *HARI_LAIN])
def test_tak_ada_riwayat_yang_belum_terjadi(pada: date) -> None:
    for satu in penduduk(tempat("bogor"), pada):
        p = satu.profil
        tanggal = [
            *(t for r in p.golongan for t in (r.tmt, r.tanggal_sk, r.tanggal_pertek) if t),
            *(t for r in p.jabatan for t in (r.tmt, r.tanggal_sk) if t),
            *(r.tanggal for r in p.angka_kredit),
            *(r.tanggal for r in p.ujian),
            *(r.hari_lulus for r in p.pendidikan),
            *(r.mulai for r in (*p.hukdis, *p.penugasan)),
        ]
        assert max(tanggal) <= pada
        # SKP tahun berjalan dicatat sebelum tahunnya habis.
        assert all(r.berlaku <= pada for kelompok in KELOMPOK if kelompok != "skp" for r in getattr(p, kelompok))
        assert p.tanggal_lahir < min(r.hari_lulus for r in p.pendidikan)


@pytest.mark.parametrize("pada", [PADA, *HARI_LAIN])
def test_cacat_menggagalkan_tepat_syarat_yang_disebutnya(pada: date) -> None:
    di = tempat("garut")
    bercacat = {s.cacat: s for s in penduduk(di, pada) if s.cacat is not None}
    assert set(bercacat) == set(Cacat)
    for cacat, satu in bercacat.items():
        kurang = [syarat.kode for syarat in periksa_orang(satu, pada).kurang]
        assert kurang == ([cacat.syarat] if cacat.syarat else []), cacat


@pytest.mark.parametrize("pada", HARI_LAIN)
def test_selalu_ada_yang_layak_kapan_pun_dinyalakan(pada: date) -> None:
    jenis = Counter(satu.hasil.jenis for satu in yang_layak(penduduk(tempat("bandung"), pada), pada))
    assert jenis[JenisKP.REGULER] >= 20
    assert {JenisKP.FUNGSIONAL, JenisKP.STRUKTURAL, JenisKP.PENYESUAIAN_IJAZAH, JenisKP.PENGADAAN} <= set(jenis)


def test_orang_yang_sama_pada_hari_yang_sama_di_proses_mana_pun() -> None:
    perintah = f"from tests.sandbox.test_populasi import sidik_bogor; print(sidik_bogor({PADA.toordinal()}))"
    lingkungan = {**os.environ, "PYTHONHASHSEED": "7"}
    lain = subprocess.run((sys.executable, "-c", perintah), env=lingkungan, capture_output=True, text=True, check=True)
    assert lain.stdout.strip() == sidik_bogor(PADA.toordinal())


def test_yang_layak_punya_semua_dokumen_wajib(warga: dict[Tempat, tuple[Orang, ...]]) -> None:
    di = tempat("surabaya")
    dimiliki: dict[object, set[str]] = {}
    for satu in susun_arsip(di, warga[di], PADA):
        dimiliki.setdefault(satu.profil.id, set()).add(satu.kode)
    for layak in yang_layak(warga[di], PADA):
        jabatan, tujuan = layak.orang.profil.jabatan_terakhir, layak.hasil.golongan_tujuan
        assert jabatan is not None
        assert tujuan is not None
        wajib = {d.kode for d in dokumen_kp(layak.hasil.jenis, tujuan, jabatan.jenis, jabatan.jenjang) if d.wajib}
        assert wajib <= dimiliki[layak.orang.profil.id]


async def test_pindaian_milik_sendiri_cocok_dengan_riwayat_dan_mengaku_contoh(
    warga: dict[Tempat, tuple[Orang, ...]], pintu_pdf: PintuPdf
) -> None:
    di = tempat("bandung")
    bintang = tokoh("bandung", JenisKP.REGULER, PADA)
    arsip = [satu for satu in susun_arsip(di, warga[di], PADA) if satu.profil.id == bintang.profil.id]
    golongan = bintang.profil.golongan_terakhir
    assert golongan is not None
    sk = next(satu for satu in arsip if satu.kode == "sk_kp_terakhir")
    assert sk.riwayat_id == golongan.id
    lembar = [satu.lembar for satu in arsip]
    for pdf in cetak(lembar):
        assert await pintu_pdf.dokumen(pdf) == 1
        assert bintang.profil.nip in (tulisan := _tulisan(pdf))
        assert "Bukan dokumen negara" in tulisan
    assert golongan.nomor_sk in _tulisan(cetak([sk.lembar])[0])
    assert cetak(lembar) == cetak(lembar)


async def test_pindaian_bersama_tidak_memuat_data_siapa_pun(
    warga: dict[Tempat, tuple[Orang, ...]], pintu_pdf: PintuPdf
) -> None:
    di = tempat("bogor")
    bersama = {a.lembar for a in susun_arsip(di, warga[di], PADA) if not a.lembar.tanggal and not a.lembar.nomor}
    bersama = {satu for satu in bersama if "bersama" in dict(satu.isi).get("Keterangan", "")}
    assert bersama
    for pdf in cetak(list(bersama)):
        assert await pintu_pdf.dokumen(pdf) == 1
        assert "NIP" not in _tulisan(pdf)


def test_lembar_yang_meluap_ke_halaman_kedua_ditolak(warga: dict[Tempat, tuple[Orang, ...]]) -> None:
    di = tempat("bogor")
    contoh = next(iter(susun_arsip(di, warga[di], PADA))).lembar
    panjang = type(contoh)(**{**vars(contoh), "isi": (("Keterangan", "isi"),) * 80})
    with pytest.raises(ValueError, match="pendekkan isinya"):
        cetak([panjang])


def test_tokoh_layak_tanpa_cacat_dan_selalu_orang_yang_sama() -> None:
    bintang = tokoh("bandung", JenisKP.REGULER, PADA)
    assert bintang == tokoh("bandung", JenisKP.REGULER, PADA) == semua_tokoh("bandung", PADA)[JenisKP.REGULER]
    assert bintang.hasil.memenuhi
    assert bintang.hasil.periode == periode_sasaran(PADA)
    assert ketidakcocokan_nip(bintang.profil) == ()


def test_tokoh_yang_tidak_ada_ditolak_dengan_pilihannya() -> None:
    with pytest.raises(ValueError, match=r"instansi 'jogja' tidak ada di sandbox; pilih kemenkeu, .*surabaya"):
        tokoh("jogja", JenisKP.REGULER, PADA)
    with pytest.raises(ValueError, match="jenis 207: tak seorang pun di bandung layak"):
        tokoh("bandung", JenisKP.PENEMUAN_BARU, PADA)


async def test_terisi_utuh_lalu_tidak_berubah(basis_data: Mapping[str, str], s3: Tumpukan) -> None:
    penyimpanan = penyimpanan_dari(s3.tempat.setelan("api"))
    pemilik, pekerja, api = (PabrikGudang(basis_data[peran]) for peran in (PEMILIK, PEKERJA, API))
    bintang, lingkup = tokoh("bandung", JenisKP.FUNGSIONAL, PADA), unit_instansi(tempat("bandung").id)
    try:
        hasil = await isi(pemilik, pekerja, penyimpanan, PADA)
        assert hasil is not None
        assert hasil.asn == 2_000
        assert hasil.riwayat > 30_000
        assert hasil.dokumen > 4_000
        assert hasil.berkas <= 1_500
        assert await isi(pemilik, pekerja, penyimpanan, PADA) is None

        async with api.transaksi(lingkup) as gudang:
            tersimpan = await gudang.asn.baca_profil(bintang.profil.id)
            arsip = await gudang.dokumen.arsip(bintang.profil.id)
            orang_bandung = sum(satu.banyak for satu in await gudang.asn.unor(tempat("bandung").id))
            pejabat = await gudang.pejabat.pemegang(Peran.PENANDATANGAN_INSTANSI, lingkup)
            orang_lain = await gudang.asn.baca_profil(tokoh("garut", JenisKP.REGULER, PADA).profil.id)
        assert tersimpan is not None
        assert _tanpa_dokumen(tersimpan) == lipat_kini(tersimpan.id, bintang.profil, hari_ini())
        assert orang_bandung == tempat("bandung").penduduk
        assert orang_lain is None
        await _pastikan_kolom_sama_dengan_lipatan(pekerja, basis_data["postgres"])
        assert [(p.id, p.nip) for p in pejabat] == [(akun_bernama("penandatangan_instansi.bandung").sub, None)]
        for dokumen in arsip:
            pdf = await penyimpanan.baca(dokumen.kunci)
            assert (sha256(pdf).hexdigest(), len(pdf)) == (dokumen.sha256, dokumen.ukuran)
            assert bintang.profil.nip in _tulisan(pdf)
    finally:
        await pemilik.tutup()
        await pekerja.tutup()
        await api.tutup()


async def test_penyimpanan_mati_tidak_meninggalkan_penduduk_setengah(
    basis_data: Mapping[str, str], s3: Tumpukan
) -> None:
    setelan = s3.tempat.setelan("api").model_copy(update={"s3_alamat": "http://127.0.0.1:19699"})
    pemilik, pekerja = PabrikGudang(basis_data[PEMILIK]), PabrikGudang(basis_data[PEKERJA])
    try:
        with pytest.raises(PenyimpananTakTersedia, match="tidak melayani"):
            await isi(pemilik, pekerja, Penyimpanan(klien_s3(setelan), setelan.s3_ember), PADA)
        async with pekerja.transaksi() as gudang:
            assert not await gudang.muat.ada_asn()
    finally:
        await pemilik.tutup()
        await pekerja.tutup()


def test_perintahnya_menyebut_penyimpanan_yang_mati(
    basis_data: Mapping[str, str],
    s3: Tumpukan,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    mati = {"USULAN_S3_ALAMAT": "http://127.0.0.1:19699", "USULAN_BASIS_DATA_URL": basis_data[PEKERJA]}
    mati["USULAN_BASIS_DATA_URL_PEMILIK"] = basis_data[PEMILIK]
    for nama, nilai in (s3.env | mati).items():
        monkeypatch.setenv(nama, nilai)
    monkeypatch.setattr(sys, "argv", ["sandbox.populasi"])
    with pytest.raises(SystemExit) as keluar:
        utama()
    assert keluar.value.code == 1
    assert "Penduduk belum diisi. Penyimpanan berkas (S3) tidak melayani" in capsys.readouterr().err


def test_semua_jalur_punya_jenis_kp_yang_dituju(semua: tuple[Orang, ...]) -> None:
    assert {satu.jalur for satu in semua} == set(JENIS_KP)


def sidik_bogor(hari: int) -> str:
    """Sidik empat puluh orang pertama; dihitung juga di proses lain dengan benih hash yang lain."""
    isi_bogor = [orang(tempat("bogor"), ke, date.fromordinal(hari)) for ke in range(40)]
    return sha256(repr(isi_bogor).encode()).hexdigest()


def _tulisan(pdf: bytes) -> str:
    return PdfDocument(pdf)[0].get_textpage().get_text_range()


async def _pastikan_kolom_sama_dengan_lipatan(pekerja: PabrikGudang, url: str) -> None:
    """Tabel ``asn`` tidak pernah berkata lain dari riwayatnya."""
    with psycopg.connect(url.replace("+psycopg", ""), row_factory=dict_row) as sambungan:
        tersimpan = {satu["id"]: satu for satu in sambungan.execute("SELECT * FROM asn").fetchall()}
    async with pekerja.transaksi() as gudang:
        profil = await gudang.asn.baca_profil_banyak(list(tersimpan))
    assert len(profil) == 2_000
    for asn_id, satu in profil.items():
        assert kolom_lipatan(asn_id, satu, hari_di(unit_instansi(satu.instansi_id))) == tersimpan[asn_id]


def _tanpa_dokumen(profil: ProfilASN) -> ProfilASN:
    return profil.model_copy(
        update={n: tuple(r.model_copy(update={"dokumen_id": None}) for r in getattr(profil, n)) for n in KELOMPOK}
    )
