"""Definisi yang keliru ditolak saat didaftarkan: layanannya, bagiannya, dan obatnya disebut."""

from collections.abc import Mapping
from typing import Any, Literal

import pytest
from pydantic import create_model

from luar.templat_terpasang import periksa_templat
from luar.typst import Penyusun
from models import layanan
from models.definisi import Bahan, Definisi, DefinisiKeliru, Kewenangan
from models.definisi_sah import periksa
from models.ketetapan_bawaan import alasan_bawaan
from models.langkah import Langkah, Tempat, Terbitan
from models.peran import BKN_PUSAT, Peran, unit_asn, unit_instansi
from models.profil import ProfilASN
from models.surat import IsiSurat
from models.usulan import KodeLayanan
from tests.hukum.aturan.contoh import KOTA_BANDUNG, PERIODE, profil_contoh
from tests.kartu_pustaka import KARTU, PEMERIKSAAN, DefinisiKartuPustaka, IsiKartu, KartuPustaka
from workflows import layanan as alur
from workflows.langkah import LANGKAH_BERSAMA, PERBAIKAN_ASN, PERBAIKAN_SISTEM

KARTU_NASKAH = DefinisiKartuPustaka.naskah[0]
PROFIL = profil_contoh()


def definisi(**sifat: Any) -> Definisi:
    """Kartu pustaka dengan sebagian sifatnya diganti."""
    return type("Tiruan", (DefinisiKartuPustaka,), sifat)()


def surat(**sifat: Any) -> dict[str, Any]:
    """Sifat ``naskah`` definisi itu, dengan sebagian sifat suratnya diganti."""
    return {"naskah": (type(KARTU_NASKAH)(**{**vars(KARTU_NASKAH), **sifat}),)}


def isi(**isian: Any) -> type[IsiSurat]:
    jenis = (Literal["kartu_pustaka"], "kartu_pustaka")
    return create_model("IsiTiruan", __base__=IsiSurat, jenis=jenis, **isian)


def kelas(langkah: tuple[Langkah, ...] | None = None, terbitan: tuple[Terbitan, ...] = (KARTU,)) -> Any:
    """Yang dilihat pemeriksa dari sebuah alur: langkah dan terbitannya. Bukan turunan Usulan, jadi tidak terdaftar."""
    isi_langkah = langkah or KartuPustaka.langkah
    tangga = classmethod(lambda _, jenis: isi_langkah)
    return type("KartuPustaka", (), {"langkah": isi_langkah, "terbitan": terbitan, "tangga": tangga})


def bahan(jenis: str = "baru", kode: KodeLayanan = "KartuPustaka") -> Bahan:
    return Bahan(
        usulan_id=PROFIL.id, layanan=kode, jenis=jenis, instansi_id=KOTA_BANDUNG, periode=PERIODE, isi={}, dokumen={}
    )


def test_semua_layanan_terpasang_sah() -> None:
    alur.periksa()
    for satu in layanan.semua():
        periksa(satu, layanan.semua())


def test_semua_surat_bawaan_punya_templat(monkeypatch: pytest.MonkeyPatch) -> None:
    bawaan = tuple(satu for satu in layanan.semua() if type(satu).__module__.startswith("models."))
    monkeypatch.setattr(layanan, "semua", lambda: bawaan)
    periksa_templat(Penyusun())


_KEMBAR: Mapping[str, str] = {"pas_foto": "Foto"}
DITOLAK: list[tuple[dict[str, Any], str, str]] = [
    ({"kode": "kartu"}, "kode", "tulis seperti nama kelas"),
    ({"awalan_nomor": "pus-1"}, "awalan_nomor", "huruf besar"),
    ({"awalan_nomor": "KP"}, "awalan_nomor", "KP sudah milik KenaikanPangkat"),
    ({"jenis": {}}, "jenis", "sedikitnya satu jenis"),
    ({"rute_bawaan": {"rusak": "bkn"}}, "rute_bawaan", "rusak bukan jenis usulannya"),
    ({"rute_tempat": {}}, "rute_tempat", "sedikitnya satu rute"),
    ({"rute_tempat": {"pustaka": frozenset({Tempat.BKN})}}, "rute_tempat", "bkn, yang sudah diberikan dasar"),
    ({"nama_dokumen": {"Pas Foto": "Pas foto"}}, "nama_dokumen", "'Pas Foto' bukan kode"),
    ({"nama_dokumen": _KEMBAR}, "nama_dokumen", "pas_foto pada KenaikanPangkat bernama 'Pas foto terbaru'"),
    (surat(jenis="sk_kp"), "surat sk_kp", "sudah milik KenaikanPangkat"),
    (surat(jenis="Kartu"), "surat Kartu", "huruf kecil"),
    (surat(jenis="kartu_baru"), "surat kartu_baru", 'IsiKartu.jenis harus bernilai baku "kartu_baru"'),
    (surat(isi=create_model("Bukan")), "surat kartu_pustaka", "isi Bukan bukan IsiSurat"),
    (
        surat(isi=isi(templat=(str, "x"), asn=(tuple[str, ...], ...))),
        "surat kartu_pustaka",
        r"IsiTiruan.asn harus tuple\[Bernama, …\]: halaman verifikasi publik membaca asn\[\].nama",
    ),
    (
        surat(isi=isi()),
        "surat kartu_pustaka",
        "IsiTiruan.templat harus bernilai baku",
    ),
    (surat(penandatangan=Peran.OPERATOR), "surat kartu_pustaka", "operator tidak menandatangani"),
    (surat(bentuk_nomor="PUS/{nomor}"), "surat kartu_pustaka", "tidak terbaca"),
    (surat(bentuk_nomor="PUS/{urut}"), "surat kartu_pustaka", r"harus memuat {urut} dan {tahun}"),
    (surat(kode_arsip="kartu"), "surat kartu_pustaka", "'kartu' bukan kode dokumen mana pun"),
]


@pytest.mark.parametrize(("sifat", "bagian", "sebab"), DITOLAK, ids=[sebab for _, _, sebab in DITOLAK])
def test_definisi_keliru_ditolak_saat_didaftarkan(sifat: dict[str, Any], bagian: str, sebab: str) -> None:
    sebelumnya = layanan.semua()
    with pytest.raises(DefinisiKeliru, match=sebab) as galat:
        layanan.daftarkan(definisi(**sifat))
    assert galat.value.bagian == bagian
    assert str(galat.value).startswith(f"Definisi {sifat.get('kode', 'KartuPustaka')}, {bagian}: ")
    assert layanan.semua() == sebelumnya


PARAF, TTE = KARTU.langkah
TANPA_SISTEM = tuple(satu for satu in KartuPustaka.langkah if satu.kode != PERBAIKAN_SISTEM.kode)
TANPA_ASN = tuple(satu for satu in KartuPustaka.langkah if satu.kode != PERBAIKAN_ASN.kode)
PROSEDUR_DITOLAK: list[tuple[Any, str, str]] = [
    (kelas(TANPA_SISTEM), "langkah jenis baru", r"perbaikan_sistem tidak ada; tambahkan \*LANGKAH_BERSAMA"),
    (kelas(TANPA_ASN), "langkah jenis hilang", "perbaikan_asn tidak ada"),
    (kelas((PEMERIKSAAN, *KartuPustaka.langkah)), "langkah", "pemeriksaan_pustaka disebut lebih dari sekali"),
    (
        kelas((PEMERIKSAAN.model_copy(update={"beda_orang": ("pengajuann",)}), PARAF, TTE, *LANGKAH_BERSAMA)),
        "langkah pemeriksaan_pustaka",
        "beda_orang menyebut pengajuann",
    ),
    (
        kelas((PEMERIKSAAN.model_copy(update={"tempat": Tempat.VALIDASI}), PARAF, TTE, *LANGKAH_BERSAMA)),
        "langkah pemeriksaan_pustaka",
        "tempatnya validasi tidak dilalui rute mana pun",
    ),
    (
        kelas((PEMERIKSAAN.model_copy(update={"tempat": Tempat.ASN}), PARAF, TTE, *LANGKAH_BERSAMA)),
        "langkah pemeriksaan_pustaka",
        "jenis baru tidak boleh diusulkannya",
    ),
    (
        kelas((PEMERIKSAAN.model_copy(update={"status": 999}), PARAF, TTE, *LANGKAH_BERSAMA)),
        "langkah pemeriksaan_pustaka",
        "status 999 tidak ada di status_usulan.csv",
    ),
    (
        kelas(terbitan=(KARTU.model_copy(update={"status_tertanda": 500}),)),
        "terbitan kartu_pustaka",
        "status 500 tidak ada",
    ),
    (kelas(terbitan=()), "surat kartu_pustaka", "tidak diterbitkan prosedurnya"),
    (kelas(terbitan=(KARTU.model_copy(update={"jenis": "kartu_lain"}),)), "terbitan kartu_lain", "tidak ada naskahnya"),
    (
        kelas(terbitan=(KARTU.model_copy(update={"tte": TTE.model_copy(update={"tanda_tangan": False})}),)),
        "terbitan kartu_pustaka",
        "tte_kartu harus tanda_tangan=True",
    ),
    (kelas((PEMERIKSAAN, TTE, *LANGKAH_BERSAMA)), "langkah paraf_kartu", "tidak ada pada langkah kelasnya"),
]


@pytest.mark.parametrize(("prosedur", "bagian", "sebab"), PROSEDUR_DITOLAK, ids=[s for _, _, s in PROSEDUR_DITOLAK])
def test_prosedur_yang_tidak_cocok_ditolak(prosedur: Any, bagian: str, sebab: str) -> None:
    with pytest.raises(DefinisiKeliru, match=sebab) as galat:
        alur.periksa_satu(DefinisiKartuPustaka(), prosedur)
    assert galat.value.bagian == bagian


def test_definisi_tanpa_prosedur_dan_sebaliknya_ditolak(monkeypatch: pytest.MonkeyPatch) -> None:
    yatim = definisi(kode="KartuYatim", awalan_nomor="YTM")
    monkeypatch.setattr(layanan, "_DAFTAR", {**layanan._DAFTAR, "KartuYatim": yatim})
    with pytest.raises(DefinisiKeliru, match="KartuYatim, kode: tidak ada alur kerja bernama itu"):
        alur.periksa()
    tanpa = {kode: satu for kode, satu in layanan._DAFTAR.items() if kode not in ("KartuYatim", "KartuPustaka")}
    monkeypatch.setattr(layanan, "_DAFTAR", tanpa)
    with pytest.raises(DefinisiKeliru, match="KartuPustaka, kode: alurnya ada tetapi definisinya tidak"):
        alur.periksa()


def test_surat_tanpa_templat_terpasang_ditolak() -> None:
    with pytest.raises(DefinisiKeliru, match=r"kartu_pustaka-1\.typ tidak terpasang; letakkan di luar/templat"):
        periksa_templat(Penyusun())


def test_tempat_bersama_diberikan_dasar() -> None:
    """Kartu pustaka hanya menyebut penetapnya; tempat BKN tidak dapat dilupakan lagi."""
    bersama = {Tempat.INSTANSI: unit_instansi(KOTA_BANDUNG), Tempat.BKN: BKN_PUSAT}
    baru = DefinisiKartuPustaka().kewenangan(bahan(), PROFIL)
    hilang = DefinisiKartuPustaka().kewenangan(bahan("hilang"), PROFIL)
    assert baru is not None
    assert hilang is not None
    assert baru.unit == bersama | {Tempat.PENETAP: unit_instansi(KOTA_BANDUNG)}
    assert hilang.unit == baru.unit | {Tempat.ASN: unit_asn(PROFIL.id)}


def test_unit_yang_tidak_sesuai_rutenya_ditolak() -> None:
    def lupa(self: Definisi, bahan: Bahan, profil: ProfilASN) -> Kewenangan:
        return Kewenangan(rute="pustaka", unit={})

    with pytest.raises(DefinisiKeliru, match="rute 'pustaka' berunit di tidak satu tempat pun; samakan dengan rute_"):
        definisi(rute_dan_unit=lupa).kewenangan(bahan(), PROFIL)


def test_dokumen_yang_tidak_dikenal_ditolak() -> None:
    with pytest.raises(DefinisiKeliru, match="kode 'pasfoto' tidak dikenal; tambahkan ke nama_dokumen"):
        DefinisiKartuPustaka().diminta("pasfoto")


@pytest.mark.parametrize("satu", layanan.semua(), ids=lambda satu: satu.kode)
def test_dokumen_yang_diminta_dikenal_layanannya(satu: Definisi) -> None:
    for jenis in satu.jenis:
        diminta = satu.dokumen(bahan(jenis, satu.kode), PROFIL)
        assert {satu_dokumen.kode for satu_dokumen in diminta} <= satu.nama_dokumen.keys()


def test_layanan_baru_punya_alasan_bagi_setiap_putusan_tanpa_menambah_daftarnya() -> None:
    umum = [satu for satu in alasan_bawaan().values() if satu.layanan is None]
    sasaran = {putusan: {satu.sasaran for satu in umum if putusan in satu.putusan} for putusan in ("BTS", "TMS")}
    assert sasaran["BTS"] >= {"bidang", "dokumen"}
    assert sasaran["TMS"] >= {"bidang", "dokumen", "umum"}
    assert {"SYARAT_BELUM_TERPENUHI", "HUKUMAN_DISIPLIN"} <= {k for k, v in alasan_bawaan().items() if v in umum}


def test_isi_surat_tanpa_nama_asn_ditolak_saat_disusun_bukan_sesudah_ditandatangani() -> None:
    assert IsiKartu.model_fields["asn"].is_required()
    assert IsiSurat.model_fields["asn"].is_required()
