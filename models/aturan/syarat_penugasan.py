"""Syarat kenaikan pangkat yang melihat penugasan dan penetapan khusus: DPK/DPB, pejabat negara, prestasi, pengadaan."""

from models.aturan.hasil import Bukti
from models.aturan.konteks import Konteks, PemeriksaSyarat
from models.aturan.syarat_pendidikan import golongan_awal
from models.pemeriksaan import Syarat
from models.profil import JenisPenugasan
from models.referensi import JenisKP, tulis_tanggal
from models.referensi.tanggal import tambah_tahun

BATAS_KALI_DPK_DPB = 3

_NAMA_PENUGASAN = {
    JenisPenugasan.TUGAS_BELAJAR: "tugas belajar",
    JenisPenugasan.DPK: "dipekerjakan (DPK)",
    JenisPenugasan.DPB: "diperbantukan (DPB)",
    JenisPenugasan.PEJABAT_NEGARA: "menjadi pejabat negara",
}


def sedang_ditugaskan(*jenis: JenisPenugasan, dasar_hukum: str) -> PemeriksaSyarat:
    """Salah satu penugasan ``jenis`` berjalan pada periode itu."""

    def periksa(k: Konteks) -> Syarat:
        diminta = " atau ".join(_NAMA_PENUGASAN[satu] for satu in jenis)
        berjalan = next((p for p in k.penugasan(*jenis) if p.berlaku_pada(k.periode)), None)
        return Syarat(
            kode="sedang_ditugaskan",
            nama=f"Sedang {diminta}",
            terpenuhi=berjalan is not None,
            alasan=f"{_NAMA_PENUGASAN[berjalan.jenis]} sejak {tulis_tanggal(berjalan.mulai)}"
            if berjalan
            else f"tidak ada penugasan {diminta} yang berjalan pada {tulis_tanggal(k.periode)}; catat di riwayatnya",
            dasar_hukum=dasar_hukum,
        )

    return periksa


def tanpa_jabatan_pimpinan(k: Konteks) -> Syarat:
    """DPK/DPB tanpa jabatan pimpinan berpersamaan eselon; yang mendudukinya memakai jenis 206 (Perban BKN 2/2025)."""
    bertugas = (p for p in k.penugasan(JenisPenugasan.DPK, JenisPenugasan.DPB) if p.berlaku_pada(k.periode))
    eselon = next((p.persamaan_eselon for p in bertugas), None)
    return Syarat(
        kode="tanpa_jabatan_pimpinan",
        nama="Tidak menduduki jabatan pimpinan di tempat tugas",
        terpenuhi=eselon is None,
        alasan=f"menduduki jabatan pimpinan setara eselon {eselon}; pakai jenis 206"
        if eselon
        else "tidak menduduki jabatan pimpinan yang ditetapkan persamaan eselonnya",
        dasar_hukum="PP 99/2000 Pasal 6; Perban BKN 2/2025",
    )


def paling_banyak_tiga_kali(k: Konteks) -> Syarat:
    """Selama satu DPK/DPB paling banyak tiga kali naik pangkat [k: praktik PP 99/2000].

    Pengecualian bagi lembaga pendidikan, sosial, dan kesehatan dilihat verifikator: profil tidak memuat jenis lembaga.
    """
    bertugas = (p for p in k.penugasan(JenisPenugasan.DPK, JenisPenugasan.DPB) if p.berlaku_pada(k.periode))
    mulai = next((p.mulai for p in bertugas), k.periode)
    kali = sum(r.jenis_kp in (JenisKP.REGULER, JenisKP.SELAMA_DPK_DPB) and r.tmt > mulai for r in k.profil.golongan)
    return Syarat(
        kode="paling_banyak_tiga_kali",
        nama=f"Paling banyak {BATAS_KALI_DPK_DPB} kali selama DPK/DPB",
        terpenuhi=kali < BATAS_KALI_DPK_DPB,
        alasan=f"sudah {kali} kali naik pangkat selama penugasan ini; paling banyak {BATAS_KALI_DPK_DPB}",
        dasar_hukum="PP 99/2000 Pasal 6",
    )


def _penetapan(kode: str, nama: str, bukti: Bukti | None, k: Konteks, dasar_hukum: str) -> Syarat:
    ada = bukti is not None and bukti.tanggal <= k.periode
    alasan = f"nomor dan tanggal {nama[0].lower()}{nama[1:]} belum diisi"
    if bukti is not None:
        alasan = f"{nama} nomor {bukti.nomor} tanggal {tulis_tanggal(bukti.tanggal)}"
        alasan += "" if ada else f", sesudah periode {tulis_tanggal(k.periode)}"
    return Syarat(kode=kode, nama=nama, terpenuhi=ada, alasan=alasan, dasar_hukum=dasar_hukum)


def penetapan_prestasi(k: Konteks) -> Syarat:
    """Prestasi kerja luar biasa baiknya ditetapkan PPK (PP 99/2000 Pasal 9 huruf c)."""
    return _penetapan(
        "penetapan_prestasi", "Keputusan PPK tentang prestasi kerja luar biasa", k.masukan.penetapan_prestasi, k,
        "PP 99/2000 Pasal 9 huruf c",
    )  # fmt: skip


def keppres_penemuan(k: Konteks) -> Syarat:
    """Penemuan baru yang bermanfaat bagi negara ditetapkan Presiden (PP 99/2000 Pasal 9 huruf d)."""
    return _penetapan(
        "keppres_penemuan", "Keputusan Presiden tentang penemuan baru", k.masukan.keppres_penemuan, k,
        "PP 99/2000 Pasal 9 huruf d",
    )  # fmt: skip


def golongan_pertama(k: Konteks) -> Syarat:
    """Golongan dari pengadaan ditetapkan sekali, sebelum kenaikan pangkat apa pun (PP 11/2017 Pasal 36) [k]."""
    pangkat = {r.golongan for r in k.profil.golongan}
    return Syarat(
        kode="golongan_pertama",
        nama="Golongan pertama dari pengadaan",
        terpenuhi=len(pangkat) == 1,
        alasan=f"{len(pangkat)} golongan di riwayat; penetapan dari pengadaan hanya bagi golongan pertama",
        dasar_hukum="PP 11/2017 Pasal 36",
    )


def masa_percobaan(k: Konteks) -> Syarat:
    """Masa percobaan CPNS satu tahun (PP 11/2017 Pasal 34)."""
    cukup = tambah_tahun(k.profil.tmt_cpns, 1)
    return Syarat(
        kode="masa_percobaan",
        nama="Masa percobaan 1 tahun",
        terpenuhi=cukup <= k.periode,
        alasan=f"CPNS sejak {tulis_tanggal(k.profil.tmt_cpns)}; masa percobaan selesai {tulis_tanggal(cukup)}",
        dasar_hukum="PP 11/2017 Pasal 34",
        terpenuhi_pada=cukup,
    )


def masih_cpns(k: Konteks) -> Syarat:
    """Golongan dari pengadaan ditetapkan sekali, saat CPNS diangkat menjadi PNS (PP 11/2017 Pasal 36)."""
    diangkat = k.profil.tmt_pns
    return Syarat(
        kode="masih_cpns",
        nama="Masih calon PNS",
        terpenuhi=diangkat is None or diangkat >= k.periode,
        alasan=f"sudah PNS sejak {tulis_tanggal(diangkat)}" if diangkat else "belum diangkat menjadi PNS",
        dasar_hukum="PP 11/2017 Pasal 36",
    )


def golongan_sesuai_ijazah(k: Konteks) -> Syarat:
    """Golongan pertama sama dengan golongan awal salah satu ijazahnya (PP 11/2017; PP 99/2000 Pasal 18)."""
    awal = sorted({golongan_awal(r) for r in k.profil.pendidikan if r.hari_lulus <= k.periode})
    return Syarat(
        kode="golongan_sesuai_ijazah",
        nama="Golongan sesuai ijazah pengangkatan",
        terpenuhi=k.golongan.golongan in awal,
        alasan=f"golongan {k.golongan.golongan}; golongan awal ijazahnya {', '.join(awal) or 'belum tercatat'}",
        dasar_hukum="PP 11/2017; PP 99/2000 Pasal 18",
    )
