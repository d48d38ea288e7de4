"""Perubahan profil: menghasilkan nilai barunya, dapat dibalik, dan tidak pernah menimpa yang sudah lain."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from models.lipatan import berurut
from models.perubahan import (
    Aksi,
    Bentrok,
    BidangBerubah,
    Perubahan,
    ProfilBerubah,
    cari,
    hapus,
    nilai,
    pribadi_digantikan,
    tambah,
    terapkan,
    ubah,
)
from models.riwayat import Riwayat
from models.riwayat.dasar import Rekam
from models.riwayat.pribadi import RiwayatPribadi
from tests.hukum.aturan.contoh import profil_contoh
from tests.hukum.profil.baris import HARI_INI, ISIAN, baris, hemat, riwayat_acak
from tests.hukum.profil.test_lipatan import ID, utuh


@st.composite
def riwayat_dan_perubahannya(draw: st.DrawFn) -> tuple[Riwayat, Perubahan]:
    riwayat = draw(riwayat_acak())
    kelompok = draw(st.sampled_from([k for k in ISIAN if getattr(riwayat, k)]))
    lama = draw(st.sampled_from(getattr(riwayat, kelompok)))
    baru = draw(baris(kelompok))
    match draw(st.sampled_from(Aksi)):
        case Aksi.HAPUS:
            return riwayat, hapus(kelompok, lama, sesudah_dihapus(riwayat, lama))
        case Aksi.UBAH if nilai(baru) != nilai(lama):
            return riwayat, ubah(kelompok, lama, baru.model_copy(update={"id": lama.id, "dokumen_id": lama.dokumen_id}))
    if kelompok != "pribadi":
        return riwayat, tambah(kelompok, baru)
    return riwayat, tambah(kelompok, baru, pribadi_digantikan(riwayat, baru.berlaku, HARI_INI))


def sesudah_dihapus(riwayat: Riwayat, baris: Rekam) -> dict[str, JsonValue]:
    if not isinstance(baris, RiwayatPribadi):
        return {}
    sisa = riwayat.model_copy(update={"pribadi": tuple(r for r in riwayat.pribadi if r.id != baris.id)})
    return pribadi_digantikan(sisa, baris.sejak, HARI_INI)


@hemat
@given(riwayat_dan_perubahannya())
def test_perubahan_memberi_nilai_barunya_dan_kebalikannya_memulihkan(kasus: tuple[Riwayat, Perubahan]) -> None:
    riwayat, satu = kasus
    sesudah = terapkan(riwayat, [satu], HARI_INI)
    berubah = cari(sesudah, satu.riwayat, satu.rekam_id)
    if satu.aksi is Aksi.HAPUS:
        assert berubah is None
    else:
        assert berubah is not None
        assert nilai(berubah).items() >= {b.nama: b.baru for b in satu.bidang}.items()
    assert berurut(terapkan(sesudah, [satu.kebalikan], HARI_INI)) == berurut(riwayat)


@hemat
@given(riwayat_dan_perubahannya())
def test_perubahan_yang_sama_tidak_dapat_diterapkan_dua_kali(kasus: tuple[Riwayat, Perubahan]) -> None:
    riwayat, satu = kasus
    with pytest.raises(ProfilBerubah):
        terapkan(terapkan(riwayat, [satu], HARI_INI), [satu], HARI_INI)


def test_nilai_lama_yang_sudah_lain_ditolak_dengan_bedanya() -> None:
    riwayat = utuh()
    lama = riwayat.golongan[0]
    dilihat = lama.model_copy(update={"nomor_sk": "lama", "masa_kerja_tahun": 9})
    diubah = dilihat.model_copy(update={"nomor_sk": "baru", "masa_kerja_tahun": 1})
    with pytest.raises(ProfilBerubah, match=r"golongan\.nomor_sk, golongan\.masa_kerja_tahun") as galat:
        terapkan(riwayat, [ubah("golongan", dilihat, diubah)], HARI_INI)
    assert galat.value.bentrok[1] == Bentrok(
        riwayat="golongan", rekam_id=lama.id, nama="masa_kerja_tahun", lama=9, kini=lama.masa_kerja_tahun
    )


def test_semua_bentrok_disebut_sekaligus() -> None:
    riwayat = utuh()
    asing = riwayat.jabatan[0].model_copy(update={"id": UUID(int=99)})
    basi = riwayat.skp[0].model_copy(update={"pejabat_penilai": "orang lain"})
    with pytest.raises(ProfilBerubah) as galat:
        terapkan(riwayat, [hapus("jabatan", asing), hapus("skp", basi), tambah("skp", riwayat.skp[1])], HARI_INI)
    assert [(b.riwayat, b.nama) for b in galat.value.bentrok] == [
        ("jabatan", "id"),
        ("skp", "pejabat_penilai"),
        ("skp", "id"),
    ]


def test_data_pribadi_dibandingkan_dengan_profil_kini() -> None:
    riwayat = utuh()
    baru = RiwayatPribadi(id=UUID(int=1), sejak=HARI_INI, nama="Ayu Lestari Dewi", nomor_hp="081")
    assert terapkan(riwayat, [tambah("pribadi", baru, {"nama": "Ayu Lestari", "nomor_hp": ""})], HARI_INI)
    with pytest.raises(ProfilBerubah, match=r"pribadi\.nama"):
        terapkan(riwayat, [tambah("pribadi", baru, {"nama": "Ayu", "nomor_hp": ""})], HARI_INI)


def test_data_pribadi_yang_berlaku_nanti_dibandingkan_pada_harinya() -> None:
    nanti = RiwayatPribadi(id=UUID(int=1), sejak=date(2027, 1, 1), alamat="Jalan Riau")
    riwayat = terapkan(utuh(), [tambah("pribadi", nanti)], HARI_INI)
    sesudahnya = RiwayatPribadi(id=UUID(int=2), sejak=date(2027, 2, 1), alamat="Jalan Dago")
    with pytest.raises(ProfilBerubah):
        terapkan(riwayat, [tambah("pribadi", sesudahnya)], HARI_INI)
    assert terapkan(riwayat, [tambah("pribadi", sesudahnya, {"alamat": "Jalan Riau"})], HARI_INI)


def test_dokumen_dasarnya_tersimpan_pada_baris() -> None:
    riwayat = utuh()
    lama = riwayat.skp[0].model_copy(update={"dokumen_id": UUID(int=5)})
    riwayat = riwayat.model_copy(update={"skp": (lama,)})
    satu = ubah("skp", lama, lama.model_copy(update={"pejabat_penilai": "Camat"}))
    assert cari(terapkan(riwayat, [satu.model_copy(update={"dokumen_id": None})], HARI_INI), "skp", lama.id) == (
        lama.model_copy(update={"pejabat_penilai": "Camat"})
    )
    baru = terapkan(riwayat, [satu.model_copy(update={"dokumen_id": UUID(int=6)})], HARI_INI).skp[0]
    assert baru.dokumen_id == UUID(int=6)


@pytest.mark.parametrize(
    ("isi", "sebab"),
    [
        ({"riwayat": "pangkat"}, "riwayat 'pangkat' tidak dikenal; pilih golongan, pendidikan"),
        ({"bidang": [{"nama": "pangkat"}]}, "bidang pangkat bukan isian riwayat golongan; pilih nomor_sk"),
        ({"bidang": [{"nama": "id"}]}, "bidang id bukan isian"),
        ({"bidang": [{"nama": "tmt"}, {"nama": "tmt"}]}, "satu isian hanya boleh disebut sekali"),
        ({"bidang": []}, "sebutkan sedikitnya satu isian"),
    ],
)
def test_perubahan_yang_tidak_masuk_akal_ditolak_dengan_sebabnya(isi: dict[str, object], sebab: str) -> None:
    sah = {"riwayat": "golongan", "rekam_id": ID, "aksi": "ubah", "bidang": [{"nama": "tmt"}]}
    with pytest.raises(ValidationError, match=sebab):
        Perubahan.model_validate(sah | isi)


def test_nilai_baru_yang_tidak_sah_ditolak() -> None:
    agama = BidangBerubah(nama="agama", baru="9")
    satu = Perubahan(
        riwayat="pribadi", rekam_id=ID, aksi=Aksi.TAMBAH, bidang=(BidangBerubah(nama="sejak", baru="2026-01-01"), agama)
    )
    with pytest.raises(ValidationError, match="kode '9' tidak ada di tabel agama"):
        terapkan(utuh(), [satu], HARI_INI)


def test_perubahan_tetap_utuh_lewat_json() -> None:
    satu = tambah("golongan", profil_contoh().golongan[0])
    assert Perubahan.model_validate_json(satu.model_dump_json()) == satu
