"""Isi pertek dan SK kenaikan pangkat."""

from datetime import date

from models.aturan.hasil import MasukanKP
from models.aturan.masa_kerja import MasaKerja as LamaKerja
from models.aturan.penetapan import penetapan
from models.definisi import FaktaSurat
from models.naskah.umum import bagian_bkn, bagian_umum
from models.referensi import Golongan, JenisKP, nama_kode
from models.surat import MasaKerjaTercetak
from models.surat.kp import PERTEK_KP, BarisKP, IsiPertekKP, IsiSkKP, KedudukanPangkat


def susun_pertek(fakta: FaktaSurat) -> IsiPertekKP:
    return IsiPertekKP(**bagian_bkn(fakta), asn=(_baris(fakta),))


def susun_sk(fakta: FaktaSurat) -> IsiSkKP:
    pertek = fakta.terbitan.get(PERTEK_KP)
    if pertek is None:
        raise ValueError("SK kenaikan pangkat disusun sesudah perteknya terbit; pertek usulan ini tidak ditemukan.")
    return IsiSkKP(
        **bagian_umum(fakta),
        asn=(_baris(fakta),),
        ppk=fakta.penandatangan.berwenang,
        pertek=pertek,
        tembusan=(pertek.pejabat, "Pegawai Negeri Sipil yang bersangkutan"),
    )


def _baris(fakta: FaktaSurat) -> BarisKP:
    profil = fakta.profil
    hasil = penetapan(profil, JenisKP(fakta.jenis), fakta.periode, MasukanKP.model_validate(fakta.isi))
    lama = profil.golongan_pada(hasil.tmt)
    jabatan = profil.jabatan_pada(hasil.tmt)
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
        jenis_kp=nama_kode("kenaikan_pangkat", fakta.jenis),
        angka_kredit=hasil.angka_kredit,
        lama=_kedudukan(hasil.golongan_lama, lama.tmt, hasil.masa_kerja_lama, hasil.gaji_pokok_lama),
        baru=_kedudukan(hasil.golongan_baru, hasil.tmt, hasil.masa_kerja_baru, hasil.gaji_pokok_baru),
    )


def _kedudukan(golongan: Golongan, tmt: date, lama: LamaKerja, gaji_pokok: int) -> KedudukanPangkat:
    masa_kerja = MasaKerjaTercetak(tahun=lama.tahun, bulan=lama.bulan)
    return KedudukanPangkat(golongan=golongan, tmt=tmt, masa_kerja=masa_kerja, gaji_pokok=gaji_pokok)
