"""AturanIndikator ketepatan waktu (timeliness): yang sudah lewat waktunya tetapi belum diperbarui."""

from models.aturan.bup import bup_jabatan, tmt_pensiun
from models.aturan.kualitas.dasar import (
    TIDAK_AKTIF,
    AturanIndikator,
    JawabanIndikator,
    KonteksKualitas,
    Status,
    bila,
    kena,
    tidak_berlaku,
    tidak_kena,
)
from models.aturan.kualitas.rujukan import nama_calon
from models.referensi import nama_kode, tulis_tanggal
from models.referensi.tanggal import tambah_tahun


def unor_tidak_aktif(k: KonteksKualitas) -> JawabanIndikator:
    """Unor yang belum terdaftar tidak dapat dinilai [k]."""
    unor_id, nama = k.profil.unor_id, k.profil.unor_nama
    if unor_id is None or unor_id not in k.rujukan.unor:
        return tidak_berlaku("Unornya belum terdaftar di referensi unor instansi.")
    berakhir = k.rujukan.unor[unor_id]
    if berakhir is not None and berakhir < k.pada:
        return kena(f"Unor {nama} tidak aktif lagi sesudah {tulis_tanggal(berakhir)}.")
    return tidak_kena(f"Unor {nama} masih aktif.")


def calon_fungsional(k: KonteksKualitas) -> JawabanIndikator:
    """Jabatannya masih bernama calon pejabat fungsional (``Ahli Pertama - …``) lebih dari dua tahun sejak CPNS."""
    jabatan = k.pelaksana
    if not k.pns or jabatan is None or not nama_calon(jabatan.nama):
        return tidak_berlaku("Bukan calon pejabat fungsional.")
    batas = tambah_tahun(k.profil.tmt_cpns, 2)
    return bila(
        k.pada > batas,
        f"{jabatan.nama} belum diangkat dalam jabatan fungsional; dua tahun sejak CPNS genap {tulis_tanggal(batas)}.",
        f"{jabatan.nama} menunggu pengangkatan sampai {tulis_tanggal(batas)}.",
    )


def cpns_lebih_setahun(k: KonteksKualitas) -> JawabanIndikator:
    if k.status is not Status.CPNS:
        return tidak_berlaku(f"Berstatus {k.status}.")
    batas = tambah_tahun(k.profil.tmt_cpns, 1)
    sejak = tulis_tanggal(k.profil.tmt_cpns)
    return bila(
        k.pada > batas,
        f"CPNS sejak {sejak} belum diangkat menjadi PNS; setahunnya genap {tulis_tanggal(batas)}.",
        f"CPNS sejak {sejak}, belum lebih dari setahun.",
    )


def struktural_ganda(k: KonteksKualitas) -> JawabanIndikator:
    jabatan = k.struktural
    if jabatan is None:
        return tidak_berlaku("Tidak menduduki jabatan struktural.")
    banyak = k.rujukan.pemegang.get(k.profil.id, 1)
    return bila(
        banyak > 1,
        f"Jabatan {jabatan.nama} pada unor yang sama diduduki {banyak} orang.",
        f"Jabatan {jabatan.nama} diduduki seorang.",
    )


def lewat_bup(k: KonteksKualitas) -> JawabanIndikator:
    """Kena sejak TMT pensiun: sampai akhir bulan ulang tahunnya ia masih pegawai (PP 11/2017 Pasal 239)."""
    if k.profil.kedudukan_hukum in TIDAK_AKTIF:
        return tidak_berlaku("Kedudukan hukumnya tidak aktif.")
    pensiun, usia = tmt_pensiun(k.profil, k.pada), bup_jabatan(k.jabatan)
    return bila(
        k.pada >= pensiun,
        f"BUP {usia} tahun tercapai, TMT pensiun {tulis_tanggal(pensiun)}, tetapi masih tercatat aktif.",
        f"BUP {usia} tahun, TMT pensiun {tulis_tanggal(pensiun)}.",
    )


def cltn_berakhir(k: KonteksKualitas) -> JawabanIndikator:
    kedudukan = nama_kode("kedudukan_hukum", k.profil.kedudukan_hukum)
    if "CLTN" not in kedudukan:
        return tidak_berlaku(f"Kedudukan hukum {kedudukan}.")
    selesai = max((c.selesai for c in k.profil.cltn if c.mulai <= k.pada), default=None)
    if selesai is None:
        return tidak_kena(f"Kedudukan hukum {kedudukan}; masa cutinya belum tercatat, jadi tidak diketahui berakhir.")
    return bila(
        selesai < k.pada,
        f"Kedudukan hukum masih {kedudukan}, padahal cutinya berakhir {tulis_tanggal(selesai)}.",
        f"{kedudukan} sampai {tulis_tanggal(selesai)}.",
    )


KETEPATAN_WAKTU = (
    AturanIndikator("TIM_1", unor_tidak_aktif, "8", "Pindahkan ke unor penggantinya menurut SK penempatan."),
    AturanIndikator(
        "TIM_2", calon_fungsional, "8", "Catat pengangkatan dalam jabatan fungsional, atau jabatan sebenarnya."
    ),
    AturanIndikator(
        "TIM_3", cpns_lebih_setahun, "15", "Catat pengangkatan PNS menurut SK PNS, atau usulkan pengangkatannya."
    ),
    AturanIndikator(
        "TIM_4", struktural_ganda, "8", "Catat jabatan terakhir pejabat yang sudah pindah atau digantikan."
    ),
    AturanIndikator(
        "TIM_5", lewat_bup, "6", "Usulkan pemberhentian karena BUP, atau catat kedudukan hukum menurut SK-nya."
    ),
    AturanIndikator(
        "TIM_6", cltn_berakhir, "6", "Catat kedudukan hukum aktif kembali, perpanjangan, atau pemberhentian."
    ),
)
