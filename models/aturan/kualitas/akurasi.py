"""AturanIndikator akurasi (accuracy): yang terisi tetapi tidak mungkin benar."""

import re
from typing import Final

from models.aturan.kualitas.dasar import (
    TIDAK_AKTIF,
    AturanIndikator,
    JawabanIndikator,
    KonteksKualitas,
    Status,
    bila,
    kena,
    tidak_berlaku,
)
from models.aturan.kualitas.rujukan import nama_calon, nama_fungsional
from models.referensi import Jenjang, KedudukanHukum, instansi, nama_kode, tulis_tanggal
from models.referensi.jabatan import NAMA_JENJANG
from models.referensi.tanggal import tambah_tahun

TAHUN_PPPK_PERTAMA: Final = 2019
"""Pengadaan PPPK yang pertama, sesudah PP 49/2018 berlaku 28 November 2018."""
_MASA_KERJA_STRUKTURAL = 2
_DPK_DPB = re.compile(r"\bDP[BK]\b")


def cpns_sesudah_pns(k: KonteksKualitas) -> JawabanIndikator:
    cpns, pns = k.profil.tmt_cpns, k.profil.tmt_pns
    if pns is None:
        return tidak_berlaku("TMT PNS belum tercatat.")
    keduanya = f"TMT CPNS {tulis_tanggal(cpns)}, TMT PNS {tulis_tanggal(pns)}."
    return bila(cpns > pns, keduanya, keduanya)


def instansi_dpk_dpb(k: KonteksKualitas) -> JawabanIndikator:
    """DPK/DPB harus bekerja di luar instansi induknya, yang lain di dalamnya.

    BUMN, BUMD, dan badan lain tidak punya id di instansi.csv, jadi penempatan di sana tidak dapat dibandingkan [k].
    """
    induk = k.profil.instansi_induk_id
    if not k.pns or induk is None:
        return tidak_berlaku("Bukan PNS, atau instansi induknya belum tercatat.")
    jenis = nama_kode("jenis_pegawai", k.profil.jenis_pegawai)
    if "BUMN" in jenis:
        return tidak_berlaku(f"Jenis pegawai {jenis}; tempat kerjanya di luar daftar instansi.")
    di_luar = induk != k.profil.instansi_id
    letak = f"instansi kerja {instansi(k.profil.instansi_id).nama}, instansi induk {instansi(induk).nama}."
    keduanya = f"Jenis pegawai {jenis}, {letak}"
    return bila((_DPK_DPB.search(jenis) is not None) is not di_luar, keduanya, keduanya)


def terlalu_dini_struktural(k: KonteksKualitas) -> JawabanIndikator:
    """Masa kerja dihitung dari TMT CPNS sampai hari ini [k]."""
    jabatan = k.struktural
    if not k.pns or jabatan is None:
        return tidak_berlaku("Bukan PNS dalam jabatan struktural.")
    keduanya = f"Menduduki {jabatan.nama}; TMT CPNS {tulis_tanggal(k.profil.tmt_cpns)}."
    return bila(tambah_tahun(k.profil.tmt_cpns, _MASA_KERJA_STRUKTURAL) > k.pada, keduanya, keduanya)


def kedudukan_pppk(k: KonteksKualitas) -> JawabanIndikator:
    """Selama kontraknya berjalan PPPK berkedudukan aktif, sesudahnya tidak; kedudukan lain milik PNS [k]."""
    if k.status is not Status.PPPK:
        return tidak_berlaku(f"Berstatus {k.status}.")
    kode = k.profil.kedudukan_hukum
    berjalan = any(r.mulai <= k.pada and (r.selesai is None or k.pada <= r.selesai) for r in k.profil.kontrak)
    sesuai = kode == KedudukanHukum.AKTIF if berjalan else kode in TIDAK_AKTIF
    keduanya = f"Kontrak {'berjalan' if berjalan else 'sudah berakhir'}, kedudukan hukum {_kedudukan(kode)}."
    return bila(not sesuai, keduanya, keduanya)


def _kedudukan(kode: str) -> str:
    return nama_kode("kedudukan_hukum", kode)


def nik_belum_valid(k: KonteksKualitas) -> JawabanIndikator:
    if k.profil.nik is None:
        return kena("NIK kosong.")
    return bila(not k.profil.nik_valid, "NIK belum dicocokkan dengan data kependudukan.", "NIK sudah dicocokkan.")


def pendidikan_eselon(k: KonteksKualitas) -> JawabanIndikator:
    jabatan = k.struktural
    minimal = k.rujukan.pendidikan_eselon.get(jabatan.eselon or "") if jabatan else None
    if jabatan is None or minimal is None:
        return tidak_berlaku("Tidak menduduki jabatan struktural bereselon.")
    return _pendidikan_sampai(k, minimal, f"eselon {jabatan.eselon}")


def pendidikan_fungsional(k: KonteksKualitas) -> JawabanIndikator:
    jenjang = _jenjang(k)
    minimal = k.rujukan.pendidikan_jenjang.get(jenjang) if jenjang else None
    if jenjang is None or minimal is None:
        return tidak_berlaku("Tidak menduduki jabatan fungsional berjenjang.")
    return _pendidikan_sampai(k, minimal, f"jenjang {NAMA_JENJANG[jenjang]}")


def _jenjang(k: KonteksKualitas) -> Jenjang | None:
    """Jenjang jabatan fungsional menurut riwayatnya, atau menurut referensi bila riwayatnya tidak menyebut."""
    if k.jabatan is None or k.pelaksana is not None:
        return None
    tercatat = k.rujukan.fungsional.get(k.jabatan.jabatan_id or "")
    return k.jabatan.jenjang or (tercatat.jenjang if tercatat else None)


def _pendidikan_sampai(k: KonteksKualitas, minimal: str, jabatan: str) -> JawabanIndikator:
    """Pendidikan yang kosong urusan COM_3 [k]."""
    ijazah = k.pendidikan
    if ijazah is None:
        return tidak_berlaku("Pendidikan belum tercatat.")
    ada, diminta = (nama_kode("tingkat_pendidikan", satu) for satu in (ijazah.tingkat_id, minimal))
    keduanya = f"Pendidikan terakhir {ada}; {jabatan} meminta sedikitnya {diminta}."
    return bila(ijazah.tingkat_id < minimal, keduanya, keduanya)


def tahun_nip_pppk(k: KonteksKualitas) -> JawabanIndikator:
    """Angka 9–12 NI PPPK ialah tahun pengangkatan: dari pengadaan pertama sampai tahun depan.

    Tahun depan karena NI PPPK ditetapkan mendahului TMT-nya [k].
    """
    if k.status is not Status.PPPK:
        return tidak_berlaku(f"Berstatus {k.status}.")
    tahun = int(k.profil.nip[8:12])
    return bila(
        not TAHUN_PPPK_PERTAMA <= tahun <= k.pada.year + 1,
        f"NI PPPK memuat tahun pengangkatan {tahun}; pengadaan PPPK mulai {TAHUN_PPPK_PERTAMA}.",
        f"NI PPPK memuat tahun pengangkatan {tahun}.",
    )


def pelaksana_bernama_fungsional(k: KonteksKualitas) -> JawabanIndikator:
    """Nama calon pejabat fungsional (``Ahli Pertama - …``) sah sampai diangkat dan dinilai TIM_2 [k]."""
    jabatan = k.pelaksana
    if jabatan is None or nama_calon(jabatan.nama):
        return tidak_berlaku("Bukan pelaksana, atau masih calon pejabat fungsional.")
    unsur = nama_fungsional(jabatan.nama)
    return bila(
        unsur,
        f"Jabatan pelaksana {jabatan.nama} memuat nama jabatan fungsional ({unsur}).",
        f"Jabatan pelaksana {jabatan.nama}.",
    )


def pangkat_struktural(k: KonteksKualitas) -> JawabanIndikator:
    """Semua eselon, seperti uraian indikatornya; yang pangkatnya setingkat di bawah jenjangnya masih sah."""
    jabatan, golongan = k.struktural, k.profil.golongan_pada(k.pada)
    minimal = k.rujukan.pangkat_minimal.get(jabatan.eselon or "") if jabatan else None
    if not k.pns or jabatan is None or minimal is None or golongan is None:
        return tidak_berlaku("Bukan PNS dalam jabatan struktural bereselon, atau golongannya belum tercatat.")
    keduanya = f"Golongan {golongan.golongan}; eselon {jabatan.eselon} meminta sedikitnya {minimal}."
    return bila(golongan.golongan < minimal, keduanya, keduanya)


AKURASI = (
    AturanIndikator("ACC_1", cpns_sesudah_pns, "15", "Betulkan TMT CPNS atau TMT PNS menurut SK-nya."),
    AturanIndikator("ACC_2", instansi_dpk_dpb, "4", "Betulkan jenis pegawai, instansi induk, atau instansi kerja."),
    AturanIndikator(
        "ACC_3", terlalu_dini_struktural, "8", "Betulkan jenis jabatan, atau TMT CPNS bila itu yang salah."
    ),
    AturanIndikator("ACC_4", kedudukan_pppk, "6", "Betulkan kedudukan hukum, atau catat perpanjangan kontraknya."),
    AturanIndikator("ACC_5", nik_belum_valid, "7", "Isi NIK menurut KTP, lalu cocokkan dengan data kependudukan."),
    AturanIndikator("ACC_6", pendidikan_eselon, "2", "Tambahkan ijazah terakhir, atau betulkan jabatannya."),
    AturanIndikator("ACC_7", tahun_nip_pppk, "7", "Betulkan NI PPPK menurut penetapannya."),
    AturanIndikator(
        "ACC_8", pendidikan_fungsional, "2", "Tambahkan ijazah terakhir, atau betulkan jenjang jabatannya."
    ),
    AturanIndikator(
        "ACC_9", pelaksana_bernama_fungsional, "8", "Ubah menjadi jabatan fungsional, atau betulkan namanya."
    ),
    AturanIndikator(
        "ACC_10", pangkat_struktural, "1", "Tambahkan kenaikan pangkat terakhir, atau betulkan jabatannya."
    ),
)
