"""Syarat kenaikan pangkat yang melihat ijazah dan ujian: batas golongan, ujian dinas, penyesuaian, tugas belajar."""

import re

from models.aturan.hasil import Bukti
from models.aturan.konteks import Konteks
from models.pemeriksaan import Syarat
from models.profil import JenisPenugasan, JenisUjian, RiwayatPendidikan
from models.referensi import Golongan, JenisJabatan, tingkat_pendidikan, tulis_tanggal

_SETARA_MAGISTER = re.compile(r"^(PROFESI )?(DOKTER|APOTEKER)\b", re.IGNORECASE)


def golongan_awal(pendidikan: RiwayatPendidikan) -> Golongan:
    """Golongan awal ijazah itu (PP 99/2000 Pasal 18): S-1 III/a, dokter/apoteker/S-2 III/b, S-3 III/c, …"""
    tercatat = tingkat_pendidikan(pendidikan.tingkat_id).golongan_awal
    return max(tercatat, Golongan.III_B) if _SETARA_MAGISTER.match(pendidikan.nama) else tercatat


def golongan_puncak(pendidikan: RiwayatPendidikan) -> Golongan:
    """Golongan tertinggi kenaikan reguler bagi ijazah itu (PP 99/2000 Pasal 8): S-1 III/d, dokter/apoteker/S-2 IV/a, …

    Dokter dan apoteker yang tercatat di tingkat S-1 dikenali dari nama ijazahnya [k].
    """
    tercatat = tingkat_pendidikan(pendidikan.tingkat_id).golongan_puncak
    return max(tercatat, Golongan.IV_A) if _SETARA_MAGISTER.match(pendidikan.nama) else tercatat


def batas_pendidikan(k: Konteks) -> Syarat:
    """Golongan tujuan tidak melampaui golongan tertinggi ijazahnya (PP 99/2000 Pasal 8; Perban BKN 2/2025)."""
    ijazah = k.pendidikan
    puncak = golongan_puncak(ijazah) if ijazah else None
    return Syarat(
        kode="batas_pendidikan",
        nama="Golongan tujuan dalam batas pendidikan",
        terpenuhi=puncak is not None and k.naik_ke <= puncak,
        alasan=f"ijazah {ijazah.nama} sampai {puncak}; golongan tujuan {k.naik_ke}"
        if ijazah
        else "belum ada riwayat pendidikan",
        dasar_hukum="PP 99/2000 Pasal 8; Perban BKN 2/2025",
    )


_UJIAN_DINAS = {
    (Golongan.II_D, Golongan.III_A): ("I", JenisUjian.UJIAN_DINAS_I, JenisUjian.PKP, Golongan.III_A),
    (Golongan.III_D, Golongan.IV_A): ("II", JenisUjian.UJIAN_DINAS_II, JenisUjian.PKA, Golongan.III_B),
}
"""Kenaikan → tingkat ujian, ujiannya, pelatihan yang membebaskan, golongan awal ijazah yang membebaskan."""


def ujian_dinas(k: Konteks) -> Syarat:
    """Naik ke III/a lulus ujian dinas tingkat I, ke IV/a tingkat II (PP 99/2000 Pasal 30 dan penjelasannya).

    Bebas: pejabat fungsional; lulus Diklatpim IV/PKP (tingkat I) atau Diklatpim III/PKA (tingkat II); berijazah
    S-1/D-IV (tingkat I) atau dokter/apoteker/S-2/S-3 (tingkat II).
    """
    terpenuhi, alasan = _hasil_ujian_dinas(k)
    return Syarat(
        kode="ujian_dinas",
        nama="Lulus ujian dinas",
        terpenuhi=terpenuhi,
        alasan=alasan,
        dasar_hukum="PP 99/2000 Pasal 30",
    )


def _hasil_ujian_dinas(k: Konteks) -> tuple[bool, str]:
    aturan = _UJIAN_DINAS.get((k.golongan.golongan, k.naik_ke))
    if aturan is None:
        return True, f"tidak disyaratkan bagi kenaikan {k.golongan.golongan} ke {k.naik_ke}"
    tingkat, ujian, pelatihan, awal_bebas = aturan
    if k.jabatan is not None and k.jabatan.jenis is JenisJabatan.FUNGSIONAL:
        return True, "dibebaskan: pejabat fungsional"
    ijazah = k.pendidikan
    if ijazah is not None and golongan_awal(ijazah) >= awal_bebas:
        return True, f"dibebaskan: berijazah {ijazah.nama}"
    if _lulus(k, pelatihan):
        return True, f"dibebaskan: lulus {pelatihan.upper()}"
    if _lulus(k, ujian) or _sah(k, k.masukan.stlud):
        return True, f"lulus ujian dinas tingkat {tingkat}"
    return False, f"belum ada surat tanda lulus ujian dinas tingkat {tingkat} bagi kenaikan ke {k.naik_ke}"


def ijazah_lebih_tinggi(k: Konteks) -> Syarat:
    """Ijazahnya memberi golongan awal di atas golongannya sekarang (PP 99/2000 Pasal 18)."""
    ijazah = k.pendidikan
    return Syarat(
        kode="ijazah_lebih_tinggi",
        nama="Ijazah memberi golongan yang lebih tinggi",
        terpenuhi=ijazah is not None and ijazah.hari_lulus <= k.periode and k.tujuan is not None,
        alasan=f"ijazah {ijazah.nama} (lulus {ijazah.tahun_lulus}) bergolongan awal {golongan_awal(ijazah)}; "
        f"golongan sekarang {k.golongan.golongan}"
        if ijazah
        else "belum ada riwayat pendidikan",
        dasar_hukum="PP 99/2000 Pasal 18",
        terpenuhi_pada=ijazah.hari_lulus if ijazah and k.tujuan else None,
    )


def program_terakreditasi(k: Konteks) -> Syarat:
    """Akreditasi program studi ijazah itu tercatat (dokumen wajib 203 dan 205 di SIASN)."""
    ijazah = k.pendidikan
    akreditasi = ijazah.akreditasi if ijazah else ""
    return Syarat(
        kode="program_terakreditasi",
        nama="Program studi terakreditasi",
        terpenuhi=bool(akreditasi),
        alasan=f"akreditasi {akreditasi}" if akreditasi else "akreditasi program studi belum tercatat",
        dasar_hukum="PP 99/2000 Pasal 18; SE MenPANRB 4/2013",
    )


def lulus_upkp(k: Konteks) -> Syarat:
    """Lulus ujian kenaikan pangkat penyesuaian ijazah (PP 99/2000 Pasal 18)."""
    lulus = _lulus(k, JenisUjian.UPKP) or _sah(k, k.masukan.stl_upkp)
    return Syarat(
        kode="lulus_upkp",
        nama="Lulus ujian penyesuaian ijazah",
        terpenuhi=lulus,
        alasan="lulus ujian penyesuaian ijazah"
        if lulus
        else "nomor dan tanggal surat tanda lulus ujian penyesuaian ijazah belum diisi",
        dasar_hukum="PP 99/2000 Pasal 18",
    )


def uraian_tugas(k: Konteks) -> Syarat:
    """Tugasnya sesuai ijazah menurut uraian tugas dari pejabat setingkat eselon II (PP 99/2000 Pasal 18)."""
    ada = _sah(k, k.masukan.uraian_tugas)
    return Syarat(
        kode="uraian_tugas",
        nama="Uraian tugas sesuai ijazah",
        terpenuhi=ada,
        alasan="uraian tugas ditetapkan pejabat setingkat eselon II"
        if ada
        else "nomor dan tanggal uraian tugas dari pejabat setingkat eselon II belum diisi",
        dasar_hukum="PP 99/2000 Pasal 18",
    )


def pak_bila_fungsional(k: Konteks) -> Syarat:
    """Pejabat fungsional yang menyesuaikan ijazah menyertakan penetapan angka kreditnya (layar 4B dan 7B SIASN)."""
    fungsional = k.jabatan is not None and k.jabatan.jenis is JenisJabatan.FUNGSIONAL
    ada = any(p.tanggal <= k.periode for p in k.profil.angka_kredit)
    return Syarat(
        kode="pak_bila_fungsional",
        nama="Penetapan angka kredit bagi pejabat fungsional",
        terpenuhi=ada or not fungsional,
        alasan="tidak disyaratkan: bukan pejabat fungsional"
        if not fungsional
        else ("penetapan angka kredit tercatat" if ada else "penetapan angka kredit belum tercatat"),
        dasar_hukum="PP 99/2000 Pasal 18",
    )


def sedang_tugas_belajar(k: Konteks) -> Syarat:
    """Tugas belajar berjalan pada periode itu (PP 99/2000 Pasal 9 huruf g)."""
    berjalan = next((p for p in k.penugasan(JenisPenugasan.TUGAS_BELAJAR) if p.berlaku_pada(k.periode)), None)
    return Syarat(
        kode="sedang_tugas_belajar",
        nama="Sedang tugas belajar",
        terpenuhi=berjalan is not None,
        alasan=f"tugas belajar sejak {tulis_tanggal(berjalan.mulai)}"
        if berjalan
        else f"tidak ada tugas belajar yang berjalan pada {tulis_tanggal(k.periode)}",
        dasar_hukum="PP 99/2000 Pasal 9 huruf g",
    )


def selesai_tugas_belajar(k: Konteks) -> Syarat:
    """Tugas belajarnya selesai dan ijazah yang dipakai diperoleh darinya (PP 99/2000 Pasal 9 huruf h)."""
    ijazah = k.pendidikan
    selesai = [
        p
        for p in k.penugasan(JenisPenugasan.TUGAS_BELAJAR)
        if p.selesai is not None and p.selesai < k.periode and ijazah is not None
        if ijazah.hari_lulus >= p.mulai and p.tingkat_id in (None, ijazah.tingkat_id)
    ]
    return Syarat(
        kode="selesai_tugas_belajar",
        nama="Selesai dan lulus tugas belajar",
        terpenuhi=bool(selesai),
        alasan=f"tugas belajar mulai {tulis_tanggal(selesai[0].mulai)} selesai dengan ijazah {ijazah.nama}"
        if selesai and ijazah
        else "tidak ada tugas belajar yang sudah selesai dan menghasilkan ijazah yang dipakai",
        dasar_hukum="PP 99/2000 Pasal 9 huruf h",
    )


def lulus_latsar(k: Konteks) -> Syarat:
    """CPNS lulus pelatihan dasar sebelum diangkat PNS (PP 11/2017 Pasal 34–36)."""
    lulus = _lulus(k, JenisUjian.LATSAR)
    return Syarat(
        kode="lulus_latsar",
        nama="Lulus pelatihan dasar",
        terpenuhi=lulus,
        alasan="lulus pelatihan dasar" if lulus else "pelatihan dasar CPNS belum tercatat lulus",
        dasar_hukum="PP 11/2017 Pasal 34–36",
    )


def _lulus(k: Konteks, jenis: JenisUjian) -> bool:
    return any(u.jenis is jenis and u.tanggal <= k.periode for u in k.profil.ujian)


def _sah(k: Konteks, bukti: Bukti | None) -> bool:
    """Surat yang disebut bertanggal paling lambat pada periode itu."""
    return bukti is not None and bukti.tanggal <= k.periode
