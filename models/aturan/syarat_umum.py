"""Syarat kenaikan pangkat yang melihat orangnya: kedudukan, disiplin, usia, masa dalam pangkat, dan kinerja."""

from datetime import date

from models.aturan import umum
from models.aturan.bup import bup_jabatan, tmt_pensiun
from models.aturan.konteks import Konteks, PemeriksaSyarat
from models.aturan.periode import penutupan_baku
from models.pemeriksaan import Syarat
from models.referensi import Jenjang, KedudukanHukum, Predikat, nama_kode, tulis_tanggal
from models.referensi.kode import TAHUN_SKP
from models.referensi.tanggal import kurangi_bulan, tambah_tahun

BATAS_PREDIKAT = Predikat.BAIK
BULAN_SEBELUM_BUP = 3


def tidak_diblokir(k: Konteks) -> Syarat:
    return umum.tidak_diblokir(k.profil)


def kedudukan_hukum(*diterima: KedudukanHukum) -> PemeriksaSyarat:
    """Kedudukan hukum harus salah satu dari ``diterima`` (Status Data SIASN)."""

    def periksa(k: Konteks) -> Syarat:
        return umum.kedudukan(k.profil, *diterima, dasar_hukum="PP 99/2000; Status Data SIASN")

    return periksa


def sudah_pns(k: Konteks) -> Syarat:
    """Kenaikan pangkat diberikan kepada PNS, bukan CPNS (PP 99/2000 Pasal 1)."""
    return umum.masa_pns(k.profil, k.periode, 0, "PP 99/2000 Pasal 1")


def belum_bup(k: Konteks) -> Syarat:
    """TMT kenaikan pangkat mendahului TMT pensiun BUP (PP 11/2017 Pasal 239)."""
    pensiun, usia = tmt_pensiun(k.profil, k.periode), bup_jabatan(k.jabatan)
    return Syarat(
        kode="belum_bup",
        nama="Belum mencapai batas usia pensiun",
        terpenuhi=k.periode < pensiun,
        alasan=f"BUP {usia} tahun, TMT pensiun {tulis_tanggal(pensiun)}; periode {tulis_tanggal(k.periode)}",
        dasar_hukum="PP 11/2017 Pasal 239–240",
    )


def dikirim_sebelum_bup(k: Konteks) -> Syarat:
    """Usul JF ahli utama dikirim sedikitnya 3 bulan sebelum BUP (Status Data SIASN).

    BUP dihitung pada hari ulang tahunnya, dan usul suatu periode dianggap dikirim pada hari penutupannya [k].
    """
    utama = k.jabatan is not None and k.jabatan.jenjang is Jenjang.UTAMA
    kirim = penutupan_baku(k.periode)
    bup = tambah_tahun(k.profil.tanggal_lahir, bup_jabatan(k.jabatan))
    batas = kurangi_bulan(bup, BULAN_SEBELUM_BUP)
    return Syarat(
        kode="dikirim_sebelum_bup",
        nama=f"Usul JF ahli utama dikirim {BULAN_SEBELUM_BUP} bulan sebelum BUP",
        terpenuhi=not utama or kirim <= batas,
        alasan=f"BUP {tulis_tanggal(bup)}, jadi usul paling lambat dikirim {tulis_tanggal(batas)}; "
        f"usul periode ini ditutup {tulis_tanggal(kirim)}"
        if utama
        else "tidak disyaratkan: bukan JF ahli utama",
        dasar_hukum="PP 11/2017 Pasal 239–240; Status Data SIASN",
    )


def tanpa_hukdis(k: Konteks) -> Syarat:
    """Tidak sedang menjalani hukuman disiplin sedang atau berat (PP 94/2021)."""
    return umum.tanpa_hukdis(k.profil, k.periode)


def masa_dalam_pangkat(tahun: int, dasar_hukum: str) -> PemeriksaSyarat:
    """Sekurang-kurangnya ``tahun`` tahun dalam pangkat terakhir pada TMT kenaikan."""

    def periksa(k: Konteks) -> Syarat:
        cukup = tambah_tahun(k.tmt_pangkat, tahun)
        return Syarat(
            kode="masa_dalam_pangkat",
            nama=f"Sedikitnya {tahun} tahun dalam pangkat terakhir",
            terpenuhi=cukup <= k.periode,
            alasan=f"{k.golongan.golongan} sejak {tulis_tanggal(k.tmt_pangkat)}; "
            f"{tahun} tahun tercapai {tulis_tanggal(cukup)}, periode {tulis_tanggal(k.periode)}",
            dasar_hukum=dasar_hukum,
            terpenuhi_pada=cukup,
        )

    return periksa


def tahun_skp(k: Konteks) -> tuple[int, ...]:
    """Tahun-tahun kinerja yang dilihat: yang sudah genap sebelum periode, dari yang terakhir.

    Periode Januari ditutup sebelum tahun berjalan berakhir, jadi mulai dari dua tahun sebelumnya [k].
    """
    terakhir = k.periode.year - (2 if k.periode.month == 1 else 1)
    return tuple(terakhir - ke for ke in range(TAHUN_SKP[k.jenis]))


def kinerja_baik(k: Konteks) -> Syarat:
    """Predikat kinerja sedikitnya Baik dalam tahun-tahun terakhir (PP 99/2000; PP 30/2019; PermenPANRB 6/2022).

    Predikat di bawah Baik menunggu sampai tahunnya tidak lagi dilihat; yang belum tercatat cukup dilengkapi.
    """
    predikat = {tahun: k.profil.predikat(tahun) for tahun in tahun_skp(k)}
    rincian = ", ".join(
        f"{tahun} {nama_kode('kuadran_nilai', str(nilai.value)).capitalize()}" if nilai else f"{tahun} belum tercatat"
        for tahun, nilai in predikat.items()
    )
    buruk = [tahun for tahun, nilai in predikat.items() if nilai is not None and nilai > BATAS_PREDIKAT]
    return Syarat(
        kode="kinerja_baik",
        nama=f"Predikat kinerja sedikitnya Baik {len(predikat)} tahun terakhir",
        terpenuhi=not buruk and None not in predikat.values(),
        alasan=f"predikat kinerja {rincian}; yang diminta sedikitnya Baik",
        dasar_hukum="PP 99/2000; PermenPANRB 6/2022",
        terpenuhi_pada=date(max(buruk) + len(predikat) + 1, 2, 1) if buruk else None,
    )
