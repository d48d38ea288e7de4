"""Dari fakta usulan menjadi isi surat KP: apa yang tercetak, tanpa tata letak dan tanpa basis data."""

from datetime import date

from models.fakta import FaktaKP
from models.peran import BKN_PUSAT
from models.referensi import Golongan
from models.referensi.instansi import instansi, semua_kanreg
from models.surat import (
    BarisKP,
    DasarUsul,
    IsiPertekKP,
    IsiSkKP,
    JenisSurat,
    KedudukanPangkat,
    KopSurat,
    MasaKerja,
)

_SINGKATAN = {"Kab.": "Kabupaten", "Prov.": "Provinsi", "Kep.": "Kepulauan"}
_INDUK_BKN = "Badan Kepegawaian Negara"


def susun_isi(jenis: JenisSurat, fakta: FaktaKP) -> IsiPertekKP | IsiSkKP:
    match jenis:
        case JenisSurat.PERTEK_KP:
            return _pertek(fakta)
        case JenisSurat.SK_KP:
            return _sk(fakta)


def nama_unit(unit: str) -> str:
    """Nama resmi unit penerbit."""
    jenis, _, kode = unit.partition(":")
    if unit == BKN_PUSAT:
        return _INDUK_BKN
    if jenis == "kanreg":
        return f"Kantor Regional {kode} {_INDUK_BKN}"
    return nama_resmi(instansi(kode).nama)


def nama_resmi(nama: str) -> str:
    """Nama instansi tanpa singkatan: ``Pemerintah Kab. Garut`` → ``Pemerintah Kabupaten Garut``."""
    return " ".join(_SINGKATAN.get(kata, kata) for kata in nama.split())


def tempat_terbit(unit: str) -> str:
    """Kota tempat surat ditetapkan; instansi pusat di Jakarta [k]."""
    jenis, _, kode = unit.partition(":")
    if jenis == "kanreg":
        return semua_kanreg()[kode].split(" (")[0]
    if jenis == "instansi" and instansi(kode).jenis == "daerah":
        nama = nama_resmi(instansi(kode).nama)
        return nama.split("Kabupaten ")[-1].split("Kota ")[-1].split("Provinsi ")[-1]
    return "Jakarta"


def _pertek(fakta: FaktaKP) -> IsiPertekKP:
    unit = nama_unit(fakta.unit)
    penandatangan = fakta.penandatangan.model_copy(update={"atas_nama": f"Kepala {_INDUK_BKN}"})
    return IsiPertekKP(
        **(_umum(fakta) | {"penandatangan": penandatangan}),
        kop=KopSurat(induk=_INDUK_BKN, unit=None if unit == _INDUK_BKN else unit.removesuffix(f" {_INDUK_BKN}")),
        usul=DasarUsul(pengusul=fakta.pengusul, nomor=fakta.nomor_usul, tanggal=fakta.tanggal_usul),
        penerima=fakta.pengusul,
        tembusan=("Kepala Badan Kepegawaian Negara",) if fakta.unit != BKN_PUSAT else (),
    )


def _sk(fakta: FaktaKP) -> IsiSkKP:
    if fakta.pertek is None:
        raise ValueError("SK kenaikan pangkat disusun sesudah perteknya terbit; pertek usulan ini tidak ditemukan.")
    return IsiSkKP(
        **_umum(fakta),
        ppk=fakta.penandatangan.jabatan,
        pertek=fakta.pertek,
        tembusan=(fakta.pertek.pejabat, "Pegawai Negeri Sipil yang bersangkutan"),
    )


def _umum(fakta: FaktaKP) -> dict[str, object]:
    return {
        "nomor": fakta.nomor,
        "tanggal": fakta.tanggal,
        "tempat": tempat_terbit(fakta.unit),
        "instansi": nama_resmi(instansi(fakta.profil.instansi_id).nama),
        "asn": (_baris(fakta),),
        "penandatangan": fakta.penandatangan,
        "versi": fakta.versi_templat,
        "tautan": fakta.tautan,
    }


def _baris(fakta: FaktaKP) -> BarisKP:
    profil, penetapan = fakta.profil, fakta.penetapan
    lama = profil.golongan_pada(penetapan.tmt)
    jabatan = profil.jabatan_pada(penetapan.tmt)
    pendidikan = profil.pendidikan_tertinggi
    if lama is None or jabatan is None or pendidikan is None:
        raise ValueError("Riwayat golongan, jabatan, atau pendidikan ASN kosong; lengkapi lewat peremajaan data.")
    return BarisKP(
        nama=profil.nama_lengkap,
        nip=profil.nip,
        tempat_lahir=profil.tempat_lahir,
        tanggal_lahir=profil.tanggal_lahir,
        pendidikan=pendidikan.nama,
        jabatan=jabatan.nama,
        unit_kerja=jabatan.unor_nama or profil.unor_nama,
        jenis_kp=fakta.jenis_kp,
        lama=_kedudukan(
            penetapan.golongan_lama,
            lama.tmt,
            penetapan.masa_kerja_lama.tahun,
            penetapan.masa_kerja_lama.bulan,
            penetapan.gaji_pokok_lama,
        ),
        baru=_kedudukan(
            penetapan.golongan_baru,
            penetapan.tmt,
            penetapan.masa_kerja_baru.tahun,
            penetapan.masa_kerja_baru.bulan,
            penetapan.gaji_pokok_baru,
        ),
    )


def _kedudukan(golongan: Golongan, tmt: date, tahun: int, bulan: int, gaji_pokok: int) -> KedudukanPangkat:
    return KedudukanPangkat(
        golongan=golongan, tmt=tmt, masa_kerja=MasaKerja(tahun=tahun, bulan=bulan), gaji_pokok=gaji_pokok
    )
