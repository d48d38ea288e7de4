"""Kelayakan kenaikan pangkat: 12 jenis, tiap jenis satu daftar syarat, tiap syarat satu fungsi kecil.

Sumber: PP 99/2000 jo. PP 12/2002, Perban BKN 2/2025 (reguler) dan 4/2025 (periode), PermenPANRB 1/2023 (JF), dan
pemeriksaan "Status Data" SIASN. ``[k]`` pada fungsinya menandai pilihan kami.
"""

from datetime import date
from decimal import Decimal

from models.aturan.hasil import HasilPemeriksaan, MasukanKP
from models.aturan.konteks import Konteks, PemeriksaSyarat
from models.aturan.periode import pastikan_periode
from models.aturan.syarat_jabatan import (
    angka_kredit,
    angka_kredit_kumulatif,
    jenis_jabatan,
    jenjang_cukup,
    masa_jabatan,
    masa_jabatan_struktural,
    masa_pangkat_struktural,
    rentang_eselon,
    tidak_melampaui_atasan,
)
from models.aturan.syarat_pendidikan import (
    batas_pendidikan,
    golongan_awal,
    ijazah_lebih_tinggi,
    lulus_latsar,
    lulus_upkp,
    pak_bila_fungsional,
    program_terakreditasi,
    sedang_tugas_belajar,
    selesai_tugas_belajar,
    ujian_dinas,
    uraian_tugas,
)
from models.aturan.syarat_penugasan import (
    golongan_pertama,
    golongan_sesuai_ijazah,
    keppres_penemuan,
    masa_percobaan,
    masih_cpns,
    paling_banyak_tiga_kali,
    penetapan_prestasi,
    sedang_ditugaskan,
    tanpa_jabatan_pimpinan,
)
from models.aturan.syarat_umum import (
    belum_bup,
    dikirim_sebelum_bup,
    kedudukan_hukum,
    kinerja_baik,
    masa_dalam_pangkat,
    sudah_pns,
    tanpa_hukdis,
    tidak_diblokir,
)
from models.pemeriksaan import Syarat
from models.profil import JenisPenugasan, ProfilASN, RiwayatGolongan
from models.referensi import Golongan, JenisJabatan, JenisKP, KedudukanHukum

_AKTIF = kedudukan_hukum(KedudukanHukum.AKTIF)
_UMUM: tuple[PemeriksaSyarat, ...] = (tidak_diblokir, sudah_pns, belum_bup, tanpa_hukdis)

SYARAT: dict[JenisKP, tuple[PemeriksaSyarat, ...]] = {
    JenisKP.REGULER: (
        kedudukan_hukum(KedudukanHukum.AKTIF, KedudukanHukum.TUGAS_BELAJAR),
        *_UMUM,
        jenis_jabatan(JenisJabatan.PELAKSANA, dasar_hukum="PP 99/2000 Pasal 6; Perban BKN 2/2025"),
        masa_dalam_pangkat(4, "PP 99/2000 Pasal 7; Perban BKN 2/2025"),
        kinerja_baik,
        batas_pendidikan,
        ujian_dinas,
    ),
    JenisKP.STRUKTURAL: (
        _AKTIF,
        *_UMUM,
        jenis_jabatan(JenisJabatan.STRUKTURAL, dasar_hukum="PP 99/2000 Pasal 9 huruf a"),
        rentang_eselon,
        masa_pangkat_struktural,
        masa_jabatan_struktural,
        tidak_melampaui_atasan,
        kinerja_baik,
        ujian_dinas,
    ),
    JenisKP.FUNGSIONAL: (
        _AKTIF,
        *_UMUM,
        jenis_jabatan(JenisJabatan.FUNGSIONAL, JenisJabatan.RANGKAP, dasar_hukum="PP 99/2000 Pasal 13"),
        masa_dalam_pangkat(2, "PP 99/2000 Pasal 13"),
        masa_jabatan("PermenPANRB 1/2023; Status Data SIASN"),
        jenjang_cukup,
        angka_kredit,
        kinerja_baik,
        dikirim_sebelum_bup,
    ),
    JenisKP.PENYESUAIAN_IJAZAH: (
        _AKTIF,
        *_UMUM,
        masa_dalam_pangkat(1, "PP 99/2000 Pasal 18"),
        kinerja_baik,
        ijazah_lebih_tinggi,
        program_terakreditasi,
        lulus_upkp,
        uraian_tugas,
        pak_bila_fungsional,
    ),
    JenisKP.SEDANG_TUGAS_BELAJAR: (
        kedudukan_hukum(KedudukanHukum.TUGAS_BELAJAR),
        *_UMUM,
        jenis_jabatan(JenisJabatan.PELAKSANA, dasar_hukum="PP 99/2000 Pasal 9 huruf g; Status Data SIASN"),
        sedang_tugas_belajar,
        masa_dalam_pangkat(4, "PP 99/2000 Pasal 9 huruf g"),
        kinerja_baik,
        batas_pendidikan,
        ujian_dinas,
    ),
    JenisKP.SELESAI_TUGAS_BELAJAR: (
        _AKTIF,
        *_UMUM,
        selesai_tugas_belajar,
        masa_dalam_pangkat(1, "PP 99/2000 Pasal 9 huruf h"),
        kinerja_baik,
        ijazah_lebih_tinggi,
        program_terakreditasi,
        uraian_tugas,
        pak_bila_fungsional,
    ),
    JenisKP.DIPERBANTUKAN: (
        _AKTIF,
        *_UMUM,
        sedang_ditugaskan(JenisPenugasan.DPK, JenisPenugasan.DPB, dasar_hukum="PP 99/2000 Pasal 9 huruf i"),
        rentang_eselon,
        masa_pangkat_struktural,
        masa_jabatan_struktural,
        kinerja_baik,
        ujian_dinas,
    ),
    JenisKP.PENEMUAN_BARU: (
        _AKTIF,
        *_UMUM,
        masa_dalam_pangkat(1, "PP 99/2000 Pasal 9 huruf d"),
        kinerja_baik,
        keppres_penemuan,
    ),
    # PP 99/2000 Pasal 15 menyebut DP3 "amat baik"; Status Data SIASN meminta Baik, dan itu yang dipakai [k].
    JenisKP.PRESTASI_LUAR_BIASA: (
        _AKTIF,
        *_UMUM,
        masa_dalam_pangkat(1, "PP 99/2000 Pasal 9 huruf c"),
        kinerja_baik,
        penetapan_prestasi,
    ),
    JenisKP.PEJABAT_NEGARA: (
        kedudukan_hukum(KedudukanHukum.AKTIF, KedudukanHukum.PEJABAT_NEGARA),
        *_UMUM,
        sedang_ditugaskan(JenisPenugasan.PEJABAT_NEGARA, dasar_hukum="PP 99/2000 Pasal 9 huruf e"),
        masa_dalam_pangkat(4, "PP 99/2000 Pasal 9 huruf e"),
        kinerja_baik,
        ujian_dinas,
    ),
    JenisKP.SELAMA_DPK_DPB: (
        _AKTIF,
        *_UMUM,
        sedang_ditugaskan(JenisPenugasan.DPK, JenisPenugasan.DPB, dasar_hukum="PP 99/2000 Pasal 6"),
        jenis_jabatan(JenisJabatan.PELAKSANA, dasar_hukum="PP 99/2000 Pasal 6; Perban BKN 2/2025"),
        tanpa_jabatan_pimpinan,
        masa_dalam_pangkat(4, "PP 99/2000 Pasal 7; Perban BKN 2/2025"),
        paling_banyak_tiga_kali,
        kinerja_baik,
        batas_pendidikan,
        ujian_dinas,
    ),
    JenisKP.PENGADAAN: (
        _AKTIF,
        tidak_diblokir,
        belum_bup,
        tanpa_hukdis,
        golongan_pertama,
        golongan_sesuai_ijazah,
        masa_percobaan,
        masih_cpns,
        kinerja_baik,
        lulus_latsar,
    ),
}


def periksa(profil: ProfilASN, jenis: JenisKP, periode: date, masukan: MasukanKP | None = None) -> HasilPemeriksaan:
    """Apakah seseorang memenuhi syarat suatu jenis kenaikan pangkat pada suatu periode, syarat demi syarat.

    ``ValueError`` bila ``periode`` bukan periode, atau ``masukan`` menunjuk ijazah yang tidak ada.
    """
    pastikan_periode(periode)
    terakhir = profil.golongan_terakhir
    konteks = _konteks(profil, jenis, periode, masukan or MasukanKP(), terakhir) if terakhir else None
    syarat: tuple[Syarat, ...] = (_golongan_tercatat(terakhir),)
    if terakhir and jenis is not JenisKP.PENGADAAN:
        syarat += (_belum_tertinggi(terakhir.golongan),)
    if konteks and all(s.terpenuhi for s in syarat):
        syarat += tuple(periksa_syarat(konteks) for periksa_syarat in SYARAT[jenis])
    return HasilPemeriksaan(
        jenis=jenis,
        periode=periode,
        golongan_lama=terakhir.golongan if terakhir else None,
        golongan_tujuan=konteks.tujuan if konteks else None,
        memenuhi=all(s.terpenuhi for s in syarat),
        syarat=syarat,
    )


def golongan_tujuan(
    profil: ProfilASN, jenis: JenisKP, periode: date, masukan: MasukanKP | None = None
) -> Golongan | None:
    """Golongan yang dituju: setingkat lebih tinggi; golongan awal ijazah (203, 205); golongan itu sendiri (211).

    Kosong bila tak ada golongan, sudah IV/e, atau ijazahnya tidak memberi golongan yang lebih tinggi.
    """
    terakhir = profil.golongan_terakhir
    return _konteks(profil, jenis, periode, masukan or MasukanKP(), terakhir).tujuan if terakhir else None


def angka_kredit_dasar(
    profil: ProfilASN, jenis: JenisKP, periode: date, masukan: MasukanKP | None = None
) -> Decimal | None:
    """Angka kredit kumulatif yang menjadi dasar kenaikan jabatan fungsional (202); kosong bagi jenis lain."""
    terakhir = profil.golongan_terakhir
    if terakhir is None or jenis is not JenisKP.FUNGSIONAL:
        return None
    return angka_kredit_kumulatif(_konteks(profil, jenis, periode, masukan or MasukanKP(), terakhir))


def _konteks(
    profil: ProfilASN, jenis: JenisKP, periode: date, masukan: MasukanKP, terakhir: RiwayatGolongan
) -> Konteks:
    konteks = Konteks(profil, jenis, periode, masukan, terakhir, terakhir.golongan.berikutnya)
    match jenis:
        case JenisKP.PENGADAAN:
            tujuan: Golongan | None = terakhir.golongan
        case JenisKP.PENYESUAIAN_IJAZAH | JenisKP.SELESAI_TUGAS_BELAJAR:
            ijazah = konteks.pendidikan
            awal = golongan_awal(ijazah) if ijazah else None
            tujuan = awal if awal is not None and awal > terakhir.golongan else None
        case _:
            return konteks
    return Konteks(profil, jenis, periode, masukan, terakhir, tujuan)


def _golongan_tercatat(terakhir: RiwayatGolongan | None) -> Syarat:
    return Syarat(
        kode="golongan_tercatat",
        nama="Riwayat golongan tercatat",
        terpenuhi=terakhir is not None,
        alasan=f"golongan terakhir {terakhir.golongan}" if terakhir else "riwayat golongan kosong; lengkapi dahulu",
        dasar_hukum="PP 99/2000 Pasal 1",
    )


def _belum_tertinggi(golongan: Golongan) -> Syarat:
    return Syarat(
        kode="belum_golongan_tertinggi",
        nama="Belum golongan tertinggi",
        terpenuhi=golongan.berikutnya is not None,
        alasan=f"golongan {golongan}; tidak ada golongan di atas IV/e"
        if golongan.berikutnya is None
        else f"golongan {golongan}, di bawah IV/e",
        dasar_hukum="PP 99/2000 lampiran",
    )
