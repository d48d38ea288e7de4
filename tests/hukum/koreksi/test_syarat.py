"""Syarat koreksi surat: surat mana yang boleh dikoreksi, dan perbaikan mana yang masuk akal."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from models.definisi import AsalKoreksi, Bahan, DasarKeliru, FaktaAkibat, SuratAsal
from models.langkah import Tempat
from models.layanan import cari
from models.layanan.kenaikan_pangkat import PRESIDEN
from models.layanan.koreksi_surat import KOREKSI_SURAT, PEMBATALAN_PERTEK, PERBAIKAN_PERTEK, PERBAIKAN_SK
from models.perubahan import Aksi
from models.profil import ProfilASN
from models.surat import IsiSurat, SuratRujukan
from models.surat.koreksi import PEMBATALAN_PERTEK_KP, PERBAIKAN_PERTEK_KP, PERBAIKAN_SK_KP
from models.surat.kp import PERTEK_KP, SK_KP
from tests.hukum.aturan.contoh import gol, profil_contoh
from tests.luar.surat_contoh import baris, isi_pertek, isi_sk

DEFINISI = cari(KOREKSI_SURAT)
PROFIL = profil_contoh(nip=baris().nip)
SALAH_BULAN = {"bidang": "baru.masa_kerja.bulan", "lama": 11, "baru": 10}
UNIT = {Tempat.INSTANSI: "instansi:x", Tempat.VALIDASI: "kanreg:III", Tempat.PENETAP: "instansi:x", Tempat.BKN: "bkn"}


def asal(isi: IsiSurat | None = None, jenis: str = PERTEK_KP, **perubahan: Any) -> AsalKoreksi:
    isi = isi or isi_pertek()
    surat = SuratAsal(
        surat_id=uuid4(),
        usulan_id=uuid4(),
        jenis=jenis,
        unit="kanreg:III",
        rujukan=SuratRujukan(pejabat="Kepala", nomor=isi.nomor, tanggal=isi.tanggal),
        isi=isi.model_dump(mode="json"),
    )
    semua = {
        "surat": surat,
        "berlaku": True,
        "jenis_pertama": jenis,
        "asn_id": PROFIL.id,
        "instansi_id": PROFIL.instansi_id,
        "rute": "ppk",
        "terbuka": jenis == PERTEK_KP,
        "usulan_lain": None,
        "unit": UNIT,
    }
    return AsalKoreksi(**(semua | perubahan))


def bahan(jenis: str, asal_: AsalKoreksi | None, *perbaikan: dict[str, Any], **isi: Any) -> Bahan:
    dasar: dict[str, Any] = {"surat_id": str(asal_.surat.surat_id if asal_ else uuid4()), "alasan": "Keliru."}
    if jenis != PEMBATALAN_PERTEK:
        dasar["perbaikan"] = list(perbaikan or (SALAH_BULAN,))
    return Bahan(
        usulan_id=uuid4(),
        layanan=KOREKSI_SURAT,
        jenis=jenis,
        instansi_id=PROFIL.instansi_id,
        periode=date(2026, 12, 1),
        isi=dasar | isi,
        dokumen={},
        hari_ini=date(2026, 11, 24),
        asal=asal_,
    )


def kurang(jenis: str, asal_: AsalKoreksi | None) -> set[str]:
    return {satu.kode for satu in DEFINISI.periksa(bahan(jenis, asal_), PROFIL).kurang}


@pytest.mark.parametrize(
    ("jenis", "asal_"),
    [
        (PERBAIKAN_PERTEK, asal()),
        (PERBAIKAN_PERTEK, asal(terbuka=False)),
        (PERBAIKAN_PERTEK, asal(jenis=PERBAIKAN_PERTEK_KP)),
        (PEMBATALAN_PERTEK, asal()),
        (PEMBATALAN_PERTEK, asal(rute=PRESIDEN)),
        (PERBAIKAN_SK, asal(isi_sk(), SK_KP)),
        (PERBAIKAN_SK, asal(isi_sk(), PERBAIKAN_SK_KP)),
    ],
)
def test_yang_boleh_dikoreksi(jenis: str, asal_: AsalKoreksi) -> None:
    isi = bahan(jenis, asal_)
    assert kurang(jenis, asal_) == set()
    assert DEFINISI.kejanggalan(isi, PROFIL) == ()
    assert DEFINISI.formulir(jenis).model_validate(isi.isi)


@pytest.mark.parametrize(
    ("jenis", "asal_", "kode"),
    [
        (PERBAIKAN_PERTEK, None, "surat_asal"),
        (PERBAIKAN_PERTEK, asal(asn_id=uuid4()), "milik_asn"),
        (PERBAIKAN_PERTEK, asal(instansi_id="lain"), "milik_instansi"),
        (PERBAIKAN_PERTEK, asal(berlaku=False), "masih_berlaku"),
        (PERBAIKAN_PERTEK, asal(isi_sk(), SK_KP), "jenis_surat"),
        (PERBAIKAN_SK, asal(terbuka=False), "jenis_surat"),
        (PEMBATALAN_PERTEK, asal(jenis=PEMBATALAN_PERTEK_KP, terbuka=True), "jenis_surat"),
        (PERBAIKAN_PERTEK, asal(isi_pertek(asn=(baris(), baris(nip="198506122010122009")))), "perorangan"),
        (PERBAIKAN_SK, asal(isi_sk(), SK_KP, terbuka=True), "usulan_selesai"),
        (PERBAIKAN_SK, asal(isi_sk(), SK_KP, usulan_lain="KP-2026-000009"), "bukan_pijakan"),
        (PEMBATALAN_PERTEK, asal(terbuka=False, usulan_lain="KP-2026-000009"), "bukan_pijakan"),
        (PEMBATALAN_PERTEK, asal(rute=PRESIDEN, terbuka=False), "bukan_keputusan_presiden"),
    ],
)
def test_surat_yang_tidak_boleh_dikoreksi_disebut_sebabnya(jenis: str, asal_: AsalKoreksi | None, kode: str) -> None:
    assert kurang(jenis, asal_) == {kode}
    ditolak = next(s for s in DEFINISI.periksa(bahan(jenis, asal_), PROFIL).kurang)
    assert ditolak.alasan
    assert ditolak.dasar_hukum.startswith("UU 30/2014")


@pytest.mark.parametrize(
    ("perbaikan", "bidang", "sebab"),
    [
        ({"bidang": "nip", "lama": baris().nip, "baru": "198506122010122002"}, "perbaikan.0", "tidak dapat diperbaiki"),
        ({"bidang": "warna", "lama": "a", "baru": "b"}, "perbaikan.0", "tidak dapat diperbaiki"),
        (SALAH_BULAN | {"lama": 9}, "perbaikan.0", "yang tercetak 11"),
        (SALAH_BULAN | {"baru": 11}, "perbaikan.0", "sama dengan yang tercetak"),
        (SALAH_BULAN | {"baru": 12}, "perbaikan", "nilai barunya tidak sah"),
        ({"bidang": "baru.tmt", "lama": "2026-12-01", "baru": "kemarin"}, "perbaikan.0", "nilai barunya tidak sah"),
    ],
)
def test_perbaikan_yang_tidak_cocok_menunjuk_isiannya(perbaikan: dict[str, Any], bidang: str, sebab: str) -> None:
    (janggal,) = DEFINISI.kejanggalan(bahan(PERBAIKAN_PERTEK, asal(), perbaikan), PROFIL)
    assert janggal.bidang.startswith(bidang)
    assert sebab in janggal.sebab


def test_perbaikan_rangkap_menunjuk_yang_pertama() -> None:
    (janggal,) = DEFINISI.kejanggalan(bahan(PERBAIKAN_PERTEK, asal(), SALAH_BULAN, SALAH_BULAN), PROFIL)
    assert "disebut dua kali" in janggal.sebab


def test_surat_yang_tidak_ada_menunjuk_isiannya() -> None:
    (janggal,) = DEFINISI.kejanggalan(bahan(PERBAIKAN_PERTEK, None), PROFIL)
    assert janggal.bidang == "surat_id"
    kosong = bahan(PERBAIKAN_PERTEK, None).model_copy(update={"isi": {}})
    assert DEFINISI.kejanggalan(kosong, PROFIL) == ()


@pytest.mark.parametrize(
    ("jenis", "isi"),
    [
        (PERBAIKAN_PERTEK, {"perbaikan": []}),
        (PERBAIKAN_PERTEK, {"alasan": ""}),
        (PERBAIKAN_PERTEK, {"surat_id": "bukan-uuid"}),
        (PEMBATALAN_PERTEK, {"perbaikan": [SALAH_BULAN]}),
    ],
)
def test_isian_yang_tidak_utuh_ditolak(jenis: str, isi: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DEFINISI.formulir(jenis).model_validate(bahan(jenis, asal(), **isi).isi)


def test_nilai_kosong_ikut_dibekukan() -> None:
    kosong = {"bidang": "angka_kredit", "lama": "203.125", "baru": None}
    assert DEFINISI.baku(bahan(PERBAIKAN_PERTEK, asal(), kosong))["perbaikan"] == [kosong]


def test_perbandingan_memuat_yang_tercetak_dan_yang_diperbaiki_lebih_dahulu() -> None:
    beda = DEFINISI.perbandingan(bahan(PERBAIKAN_PERTEK, asal()), PROFIL)
    assert (beda[0].bidang, beda[0].lama, beda[0].kini, beda[0].baru, beda[0].berubah) == (
        "baru.masa_kerja.bulan",
        11,
        11,
        10,
        False,
    )
    assert {satu.bidang: satu.kini for satu in beda}["baru.tmt"] == "2026-12-01"
    assert DEFINISI.perbandingan(bahan(PEMBATALAN_PERTEK, asal()), PROFIL) == ()
    basi = DEFINISI.perbandingan(bahan(PERBAIKAN_PERTEK, asal(), SALAH_BULAN | {"lama": 9}), PROFIL)
    assert basi[0].berubah


def test_hanya_perbaikan_sk_yang_melewati_penetapnya() -> None:
    tempat = {}
    for jenis, asal_ in (
        (PERBAIKAN_PERTEK, asal()),
        (PEMBATALAN_PERTEK, asal()),
        (PERBAIKAN_SK, asal(isi_sk(), SK_KP)),
    ):
        kewenangan = DEFINISI.kewenangan(bahan(jenis, asal_), PROFIL)
        assert kewenangan is not None
        assert kewenangan.unit[Tempat.VALIDASI] == "kanreg:III"
        tempat[jenis] = Tempat.PENETAP in kewenangan.unit
    assert tempat == {PERBAIKAN_PERTEK: False, PEMBATALAN_PERTEK: False, PERBAIKAN_SK: True}
    assert DEFINISI.kewenangan(bahan(PERBAIKAN_SK, None), PROFIL) is None


def test_dokumen_pendukung_wajib() -> None:
    diminta = {
        jenis: [satu.kode for satu in DEFINISI.dokumen(bahan(jenis, None), PROFIL) if satu.wajib]
        for jenis in DEFINISI.jenis
    }
    assert diminta == {
        PERBAIKAN_PERTEK: ["dasar_koreksi"],
        PEMBATALAN_PERTEK: ["usul_pembatalan", "dasar_koreksi"],
        PERBAIKAN_SK: ["dasar_koreksi"],
    }


def test_kunci_menyebut_surat_dan_riwayat_yang_diubahnya() -> None:
    berjalan, selesai = asal(), asal(terbuka=False)
    surat = f"surat.{berjalan.surat.surat_id}"
    assert DEFINISI.kunci(bahan(PERBAIKAN_PERTEK, berjalan)) == {surat}
    assert DEFINISI.kunci(bahan(PEMBATALAN_PERTEK, berjalan)) == {surat}
    assert DEFINISI.kunci(bahan(PEMBATALAN_PERTEK, selesai)) == {f"surat.{selesai.surat.surat_id}", "golongan"}
    sk = asal(isi_sk(), SK_KP)
    pindah_tmt = {"bidang": "baru.tmt", "lama": "2026-12-01", "baru": "2026-10-01"}
    assert DEFINISI.kunci(bahan(PERBAIKAN_SK, sk, pindah_tmt)) == {f"surat.{sk.surat.surat_id}", "golongan"}


def fakta(profil: ProfilASN, surat: IsiSurat | None, *perbaikan: dict[str, Any]) -> FaktaAkibat:
    isi = bahan(PERBAIKAN_SK, asal(isi_sk(), SK_KP), *perbaikan).isi
    return FaktaAkibat(usulan_id=UUID(int=9), jenis=PERBAIKAN_SK, isi=isi, dokumen={}, profil=profil, surat=surat)


def isi_perbaikan_sk() -> IsiSurat:
    jenis = next(satu.isi for satu in DEFINISI.naskah if satu.jenis == PERBAIKAN_SK_KP)
    lama = isi_sk()
    baru = lama.model_dump(exclude={"jenis", "templat", "versi", "diktum", "tentang", "petikan"}) | {
        "nomor": "800.1.3.2/P-1/2027",
        "tanggal": date(2027, 1, 4),
        "alasan": "Keliru.",
        "diperbaiki": SuratRujukan(pejabat="Bupati Bandung", nomor=lama.nomor, tanggal=lama.tanggal),
        "tentang_diperbaiki": lama.tentang,
        "pembetulan": [{"nip": baris().nip, "uraian": "Masa kerja", "tertulis": "11", "seharusnya": "10"}],
    }
    return jenis.model_validate(baru)


def test_akibat_perbaikan_sk_mengubah_riwayat_golongannya_saja() -> None:
    sk = isi_sk()
    semula = gol("III/c", date(2026, 12, 1), 15, 11).model_copy(
        update={
            "nomor_sk": sk.nomor,
            "tanggal_sk": sk.tanggal,
            "nomor_pertek": sk.pertek.nomor,
            "tanggal_pertek": sk.pertek.tanggal,
        }
    )
    profil = PROFIL.model_copy(update={"golongan": (*PROFIL.golongan, semula)})
    nama = {"bidang": "nama", "lama": baris().nama, "baru": "Ayu"}
    (perubahan,) = DEFINISI.akibat(fakta(profil, isi_perbaikan_sk(), SALAH_BULAN, nama))
    assert (perubahan.riwayat, perubahan.rekam_id, perubahan.aksi) == ("golongan", semula.id, Aksi.UBAH)
    assert {satu.nama: (satu.lama, satu.baru) for satu in perubahan.bidang} == {
        "masa_kerja_bulan": (11, 10),
        "nomor_sk": (sk.nomor, "800.1.3.2/P-1/2027"),
        "tanggal_sk": ("2026-12-01", "2027-01-04"),
    }


def test_akibat_tanpa_dasar_yang_semestinya_ditolak() -> None:
    with pytest.raises(DasarKeliru, match="SK perbaikan"):
        DEFINISI.akibat(fakta(PROFIL, isi_sk()))
    with pytest.raises(DasarKeliru, match="tidak ada pada profil"):
        DEFINISI.akibat(fakta(PROFIL, isi_perbaikan_sk()))
