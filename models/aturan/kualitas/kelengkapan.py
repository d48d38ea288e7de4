"""AturanIndikator kelengkapan (completeness): yang seharusnya terisi tetapi kosong."""

from collections.abc import Iterable
from datetime import date

from models.aturan.kualitas.dasar import (
    AturanIndikator,
    JawabanIndikator,
    KonteksKualitas,
    Status,
    bila,
    bukti_pns,
    kena,
    tidak_berlaku,
)
from models.referensi import JenisJabatan, nama_kode, tabel, tulis_tanggal
from models.riwayat.pribadi import surel_sah

_ANGKA_NOMOR = 9
"""Nomor telepon genggam sedikitnya sekian angka; yang kurang (``-``, ``0``) pengisi kosong [k]."""


def skp_kosong(k: KonteksKualitas) -> JawabanIndikator:
    """SKP salah satu dari dua tahun kinerja terakhir belum tercatat.

    Setiap tahun yang dijalani penuh harus ada [k]: kenaikan pangkat pun meminta keduanya. Yang dilalui cuti di luar
    tanggungan negara tidak ditagih [k].
    """
    ditagih = [tahun for tahun in tahun_kinerja(k.pada) if _bekerja_penuh(k, tahun)]
    if not ditagih:
        return tidak_berlaku("Belum ada tahun kinerja yang dijalani penuh.")
    kosong = [tahun for tahun in ditagih if k.profil.predikat(tahun) is None]
    return bila(kosong, f"SKP tahun {_urai(kosong)} belum tercatat.", f"SKP tahun {_urai(ditagih)} tercatat.")


def tahun_kinerja(pada: date) -> tuple[int, int]:
    """Dua tahun sebelumnya; selama Januari penilaian tahun lalu belum jatuh tempo [k]."""
    terakhir = pada.year - (2 if pada.month == 1 else 1)
    return terakhir - 1, terakhir


def _bekerja_penuh(k: KonteksKualitas, tahun: int) -> bool:
    awal, akhir = date(tahun, 1, 1), date(tahun, 12, 31)
    cuti = any(c.mulai <= akhir and awal <= (c.aktif_kembali or c.selesai) for c in k.profil.cltn)
    return k.profil.tmt_cpns <= awal and not cuti


def jabatan_kosong(k: KonteksKualitas) -> JawabanIndikator:
    """Jabatan fungsional atau pelaksana tanpa id referensi yang dikenal; tanpa jabatan sama sekali juga kena [k]."""
    match k.jabatan:
        case None:
            return kena("Belum ada jabatan yang berlaku di riwayat jabatan.")
        case jabatan if jabatan.jenis is JenisJabatan.STRUKTURAL:
            return tidak_berlaku("Menduduki jabatan struktural.")
        case jabatan:
            pelaksana = jabatan.jenis is JenisJabatan.PELAKSANA
            dikenal = jabatan.jabatan_id in (k.rujukan.pelaksana if pelaksana else k.rujukan.fungsional)
            jenis = "pelaksana" if pelaksana else "fungsional"
            return bila(
                not dikenal,
                f"Jabatan {jabatan.nama} tidak ber-id referensi jabatan {jenis}.",
                f"Jabatan {jabatan.nama} ada di referensi jabatan {jenis}.",
            )


def pendidikan_kosong(k: KonteksKualitas) -> JawabanIndikator:
    ada = k.pendidikan
    return bila(ada is None, "Riwayat pendidikan kosong.", f"Pendidikan terakhir {ada.nama}." if ada else "")


def tmt_pns_kosong(k: KonteksKualitas) -> JawabanIndikator:
    """TMT PNS kosong pada orang yang catatannya menunjukkan sudah PNS; yang masih CPNS urusan TIM_3 [k]."""
    if k.status is not Status.PNS:
        return tidak_berlaku(f"Berstatus {k.status}.")
    tmt = k.profil.tmt_pns
    return bila(
        tmt is None,
        f"TMT PNS kosong, padahal {bukti_pns(k.profil)}.",
        f"TMT PNS {tulis_tanggal(tmt)}." if tmt else "",
    )


def gelar_kosong(k: KonteksKualitas) -> JawabanIndikator:
    """Berpendidikan diploma ke atas tanpa gelar depan maupun belakang; salah satu saja sudah cukup [k]."""
    ijazah = k.pendidikan
    if ijazah is None or ijazah.tingkat_id < _diploma_terendah():
        return tidak_berlaku("Pendidikan terakhirnya di bawah diploma atau belum tercatat.")
    return bila(
        not (k.profil.gelar_depan or k.profil.gelar_belakang),
        f"Gelar kosong, padahal pendidikan terakhirnya {nama_kode('tingkat_pendidikan', ijazah.tingkat_id)}.",
        f"Nama bergelar: {k.profil.nama_lengkap}.",
    )


def _diploma_terendah() -> str:
    return min(kode for kode, nama in tabel("tingkat_pendidikan").items() if nama.startswith("Diploma"))


def surel_kosong(k: KonteksKualitas) -> JawabanIndikator:
    surel = k.profil.email.strip()
    if not surel:
        return kena("Surel pribadi kosong.")
    return bila(not surel_sah(surel), f"Surel pribadi {surel} salah bentuk.", "Surel pribadi terisi.")


def nomor_hp_kosong(k: KonteksKualitas) -> JawabanIndikator:
    """Hanya terisinya: apakah nomornya terhubung dengan WhatsApp tidak dapat diperiksa dari data [k]."""
    angka = sum(huruf.isdigit() for huruf in k.profil.nomor_hp)
    return bila(angka < _ANGKA_NOMOR, "Nomor telepon genggam kosong.", "Nomor telepon genggam terisi.")


def _urai(tahun: Iterable[int]) -> str:
    return " dan ".join(map(str, tahun))


KELENGKAPAN = (
    AturanIndikator("COM_1", skp_kosong, "16", "Tambahkan SKP tahun yang kosong beserta hasil evaluasi kinerjanya."),
    AturanIndikator("COM_2", jabatan_kosong, "8", "Ubah jabatan terakhir menjadi jabatan dari referensi."),
    AturanIndikator("COM_3", pendidikan_kosong, "2", "Tambahkan riwayat pendidikan dengan ijazahnya."),
    AturanIndikator("COM_4", tmt_pns_kosong, "15", "Tambahkan pengangkatan PNS menurut SK PNS."),
    AturanIndikator("COM_5", gelar_kosong, "2", "Usulkan pencantuman gelar dari ijazah terakhir."),
    AturanIndikator("COM_6", surel_kosong, "7", "Isi surel pribadi yang aktif, mis. nama@penyedia.id."),
    AturanIndikator("COM_7", nomor_hp_kosong, "7", "Isi nomor telepon genggam yang aktif."),
)
