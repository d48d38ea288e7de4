"""Syarat kenaikan pangkat yang melihat jabatan: jenisnya, rentang eselon, masa jabatan, jenjang, dan angka kredit."""

import math
from datetime import date
from decimal import Decimal

from models.aturan.konteks import Konteks, PemeriksaSyarat
from models.aturan.syarat_umum import masa_dalam_pangkat
from models.pemeriksaan import Syarat
from models.profil import JenisPenugasan, RiwayatJabatan, RiwayatPenugasan
from models.referensi import Golongan, JenisJabatan, JenisKP, Jenjang, tulis_tanggal
from models.referensi.jabatan import (
    NAMA_JENJANG,
    RENTANG_ESELON,
    KebutuhanAngkaKredit,
    kategori,
    kebutuhan_angka_kredit,
    koefisien,
)
from models.referensi.tanggal import tambah_tahun

_NAMA_JENIS = {
    JenisJabatan.STRUKTURAL: "struktural",
    JenisJabatan.FUNGSIONAL: "fungsional",
    JenisJabatan.RANGKAP: "rangkap",
    JenisJabatan.PELAKSANA: "pelaksana",
}


def _sebut(jabatan: RiwayatJabatan | None) -> str:
    return f"{jabatan.nama} (jabatan {_NAMA_JENIS[jabatan.jenis]})" if jabatan else "belum ada riwayat jabatan"


def jenis_jabatan(*diterima: JenisJabatan, dasar_hukum: str) -> PemeriksaSyarat:
    """Jabatan pada periode itu harus salah satu jenis ``diterima``."""

    def periksa(k: Konteks) -> Syarat:
        diminta = " atau ".join(_NAMA_JENIS[jenis] for jenis in diterima)
        return Syarat(
            kode="jenis_jabatan",
            nama=f"Menduduki jabatan {diminta}",
            terpenuhi=k.jabatan is not None and k.jabatan.jenis in diterima,
            alasan=f"jabatan {_sebut(k.jabatan)}; yang diminta jabatan {diminta}",
            dasar_hukum=dasar_hukum,
        )

    return periksa


def _tugas(k: Konteks) -> RiwayatPenugasan | None:
    """DPK/DPB yang berjalan pada periode itu."""
    return next((p for p in k.penugasan(JenisPenugasan.DPK, JenisPenugasan.DPB) if p.berlaku_pada(k.periode)), None)


def _eselon(k: Konteks) -> str | None:
    """Eselon jabatannya, atau persamaan eselon jabatan pimpinan di tempat DPK/DPB (206)."""
    if k.jenis is JenisKP.DIPERBANTUKAN:
        tugas = _tugas(k)
        return tugas.persamaan_eselon if tugas else None
    return k.jabatan.eselon if k.jabatan else None


def _mulai_menjabat(k: Konteks) -> date | None:
    """Sejak kapan jabatannya diduduki; bagi 206 sejak penugasannya mulai."""
    if k.jenis is JenisKP.DIPERBANTUKAN:
        tugas = _tugas(k)
        return tugas.mulai if tugas else None
    return k.tmt_jabatan


def rentang_eselon(k: Konteks) -> Syarat:
    """Golongan tujuan tidak melampaui pangkat tertinggi eselonnya (PP 99/2000 Pasal 9 huruf a; PP 13/2002)."""
    eselon = _eselon(k)
    rentang = RENTANG_ESELON.get(eselon or "")
    return Syarat(
        kode="rentang_eselon",
        nama="Golongan tujuan dalam rentang eselon",
        terpenuhi=rentang is not None and k.naik_ke <= rentang[1],
        alasan=f"eselon {eselon} berentang {rentang[0]}–{rentang[1]}; golongan tujuan {k.naik_ke}"
        if rentang
        else "eselon jabatan belum tercatat; lengkapi riwayat jabatannya",
        dasar_hukum="PP 99/2000; PP 13/2002",
    )


def _satu_tingkat_di_bawah(k: Konteks) -> bool:
    """Pangkatnya satu tingkat di bawah pangkat terendah eselonnya."""
    rentang = RENTANG_ESELON.get(_eselon(k) or "")
    return rentang is not None and k.golongan.golongan.berikutnya is rentang[0]


def masa_pangkat_struktural(k: Konteks) -> Syarat:
    """4 tahun dalam pangkat; 1 tahun bila pangkatnya satu tingkat di bawah pangkat terendah eselonnya (PP 12/2002)."""
    tahun = 1 if _satu_tingkat_di_bawah(k) else 4
    return masa_dalam_pangkat(tahun, "PP 99/2000 jo. PP 12/2002")(k)


def masa_jabatan_struktural(k: Konteks) -> Syarat:
    """1 tahun dalam jabatan, hanya bila naiknya dipercepat karena pangkat di bawah rentang eselon (PP 12/2002).

    Yang sudah 4 tahun dalam pangkat naik pada periode sesudah pelantikannya (Kepka BKN 12/2002).
    """
    genap = tambah_tahun(k.tmt_pangkat, 4)
    dipercepat = _satu_tingkat_di_bawah(k)
    if dipercepat and genap > k.periode:
        syarat = masa_jabatan("PP 99/2000 jo. PP 12/2002")(k)
        return syarat.model_copy(update={"terpenuhi_pada": min(genap, syarat.terpenuhi_pada or genap)})
    return Syarat(
        kode="masa_jabatan",
        nama="Sedikitnya 1 tahun dalam jabatan",
        terpenuhi=True,
        alasan="tidak disyaratkan: sudah 4 tahun dalam pangkat"
        if dipercepat
        else "tidak disyaratkan: pangkat tidak satu tingkat di bawah pangkat terendah eselonnya",
        dasar_hukum="PP 99/2000 jo. PP 12/2002; Kepka BKN 12/2002",
    )


def masa_jabatan(dasar_hukum: str) -> PemeriksaSyarat:
    """Sekurang-kurangnya 1 tahun dalam jabatan (eselon atau jenjang) yang diduduki."""

    def periksa(k: Konteks) -> Syarat:
        tmt = _mulai_menjabat(k)
        cukup = tambah_tahun(tmt, 1) if tmt else None
        return Syarat(
            kode="masa_jabatan",
            nama="Sedikitnya 1 tahun dalam jabatan",
            terpenuhi=cukup is not None and cukup <= k.periode,
            alasan=f"dalam jabatan sejak {tulis_tanggal(tmt)}; 1 tahun tercapai {tulis_tanggal(cukup)}"
            if tmt and cukup
            else "TMT jabatan belum tercatat",
            dasar_hukum=dasar_hukum,
            terpenuhi_pada=cukup,
        )

    return periksa


def tidak_melampaui_atasan(k: Konteks) -> Syarat:
    """Pejabat struktural tidak melampaui pangkat atasan langsungnya (PP 99/2000 Pasal 33; Status Data SIASN).

    Bagi reguler batas ini dicabut Perban BKN 2/2025. Profil tidak memuat atasan: diperiksa bila operator mengisi [k].
    """
    atasan = k.masukan.golongan_atasan
    return Syarat(
        kode="tidak_melampaui_atasan",
        nama="Tidak melampaui golongan atasan langsung",
        terpenuhi=atasan is None or k.naik_ke <= atasan,
        alasan=f"golongan atasan langsung {atasan}, golongan tujuan {k.naik_ke}"
        if atasan
        else "golongan atasan langsung tidak diisi; dilihat verifikator dari SK jabatan atasan",
        dasar_hukum="PP 99/2000 Pasal 33",
    )


def _jenjang(k: Konteks) -> Jenjang | None:
    return k.jabatan.jenjang if k.jabatan else None


def _kebutuhan(k: Konteks) -> tuple[Jenjang, KebutuhanAngkaKredit] | None:
    jenjang = _jenjang(k)
    kebutuhan = kebutuhan_angka_kredit(jenjang, k.naik_ke) if jenjang else None
    return (jenjang, kebutuhan) if jenjang and kebutuhan else None


def _tanpa_kebutuhan(k: Konteks) -> str:
    jenjang = _jenjang(k)
    if jenjang is None:
        return "jenjang jabatan fungsional belum tercatat; lengkapi riwayat jabatannya"
    tertinggi = _golongan_tertinggi(jenjang)
    if k.naik_ke > tertinggi:
        return f"golongan tujuan {k.naik_ke} di atas golongan tertinggi kategori {NAMA_JENJANG[jenjang]}, {tertinggi}"
    return f"golongan tujuan {k.naik_ke} di bawah golongan kategori {NAMA_JENJANG[jenjang]}"


def _golongan_tertinggi(jenjang: Jenjang) -> Golongan:
    return max(golongan for golongan in Golongan if kebutuhan_angka_kredit(jenjang, golongan))


def jenjang_cukup(k: Konteks) -> Syarat:
    """Jenjang yang diduduki mencakup golongan tujuan; naik melewati jenjang didahului kenaikan jenjang.

    PermenPANRB 1/2023 (jenjang dan pangkatnya); Perban BKN 3/2023.
    """
    ada = _kebutuhan(k)
    terpenuhi, alasan = False, _tanpa_kebutuhan(k) if ada is None else ""
    if ada is not None:
        jenjang, kebutuhan = ada
        urutan = kategori(jenjang)
        terpenuhi = urutan.index(jenjang) >= urutan.index(kebutuhan.jenjang)
        alasan = (
            f"jenjang {NAMA_JENJANG[jenjang]}; golongan {k.naik_ke} meminta sedikitnya "
            f"{NAMA_JENJANG[kebutuhan.jenjang]}"
        )
    return Syarat(
        kode="jenjang_cukup",
        nama="Jenjang jabatan mencakup golongan tujuan",
        terpenuhi=terpenuhi,
        alasan=alasan,
        dasar_hukum="PermenPANRB 1/2023; Perban BKN 3/2023",
    )


def angka_kredit(k: Konteks) -> Syarat:
    """Angka kredit kumulatif mencapai yang ditentukan, tanpa pembulatan (PP 99/2000 Pasal 13; PermenPANRB 1/2023)."""
    ada = _kebutuhan(k)
    terpenuhi, alasan = False, _tanpa_kebutuhan(k) if ada is None else ""
    if ada is not None:
        jenjang, kebutuhan = ada
        terkumpul = _terkumpul(k, jenjang, kebutuhan)
        terpenuhi = terkumpul >= kebutuhan.jumlah
        alasan = f"angka kredit {tulis_angka(terkumpul)}; yang diminta {tulis_angka(kebutuhan.jumlah)}"
        if not terpenuhi:
            alasan += f", kurang {tulis_angka(kebutuhan.jumlah - terkumpul)}"
            alasan += f" (kira-kira {_bulan_lagi(jenjang, kebutuhan.jumlah - terkumpul)} bulan pada predikat Baik)"
    return Syarat(
        kode="angka_kredit",
        nama="Angka kredit kumulatif terpenuhi",
        terpenuhi=terpenuhi,
        alasan=alasan,
        dasar_hukum="PP 99/2000 Pasal 13; PermenPANRB 1/2023",
    )


def angka_kredit_kumulatif(k: Konteks) -> Decimal | None:
    """Yang dihitung bagi kenaikan ini; kosong bila jabatannya tidak memakai angka kredit."""
    ada = _kebutuhan(k)
    return _terkumpul(k, *ada) if ada else None


def _terkumpul(k: Konteks, jenjang: Jenjang, kebutuhan: KebutuhanAngkaKredit) -> Decimal:
    urutan = kategori(jenjang)
    dihitung = urutan[urutan.index(kebutuhan.diperoleh_sejak) :]
    return sum(
        (p.jumlah for p in k.profil.angka_kredit if p.jenjang in dihitung and p.tanggal <= k.periode), Decimal(0)
    )


def _bulan_lagi(jenjang: Jenjang, kurang: Decimal) -> int:
    """Bulan yang diperlukan pada koefisien jenjangnya dan predikat Baik (PermenPANRB 1/2023)."""
    return math.ceil(kurang * 12 / koefisien()[jenjang])


def tulis_angka(jumlah: Decimal) -> str:
    """``99,5``: koma desimal, tanpa nol di belakang."""
    return f"{jumlah.normalize():f}".replace(".", ",")
