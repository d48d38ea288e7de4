"""Profil contoh yang sah: titik tolak uji. ``profil_contoh(**perubahan)`` mengganti bagian yang diuji saja.

Orang bakunya pelaksana di Pemerintah Kota Bandung, S-1, III/c sejak 1 Oktober 2022, layak naik reguler ke III/d pada
``PERIODE``.
"""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from models.aturan.hasil import Bukti, MasukanKP
from models.aturan.nip import NIP
from models.profil import (
    JenisPenugasan,
    JenisUjian,
    ProfilASN,
    RiwayatAngkaKredit,
    RiwayatGolongan,
    RiwayatHukdis,
    RiwayatJabatan,
    RiwayatPendidikan,
    RiwayatPenugasan,
    RiwayatSKP,
    RiwayatUjian,
)
from models.referensi import Golongan, JenisJabatan, JenisKP, Jenjang, Predikat, TingkatHukdis

PERIODE = date(2026, 12, 1)
KOTA_BANDUNG = "A5EB03E23C47F6A0E040640A040252AD"
PROVINSI_JABAR = "A5EB03E23B74F6A0E040640A040252AD"
KOTA_SURABAYA = "A5EB03E23B44F6A0E040640A040252AD"
KEMENKEU = "A5EB03E23BF7F6A0E040640A040252AD"


def _id(*bagian: object) -> UUID:
    return uuid5(NAMESPACE_URL, "contoh:" + ":".join(map(str, bagian)))


def gol(nama: str, tmt: date, tahun: int = 0, bulan: int = 0, jenis_kp: JenisKP | None = None) -> RiwayatGolongan:
    return RiwayatGolongan(
        id=_id("golongan", nama, tmt),
        golongan=Golongan(nama),
        tmt=tmt,
        masa_kerja_tahun=tahun,
        masa_kerja_bulan=bulan,
        jenis_kp=jenis_kp,
        nomor_sk=f"800.1.3.2/{tmt.year}",
        tanggal_sk=tmt,
    )


def pelaksana(tmt: date = date(2014, 3, 1)) -> RiwayatJabatan:
    return RiwayatJabatan(
        id=_id("pelaksana", tmt), jenis=JenisJabatan.PELAKSANA, nama="Penelaah Teknis Kebijakan", tmt=tmt
    )


def struktural(eselon: str, tmt: date) -> RiwayatJabatan:
    return RiwayatJabatan(
        id=_id("struktural", eselon, tmt),
        jenis=JenisJabatan.STRUKTURAL,
        nama=f"Pejabat Eselon {eselon}",
        eselon=eselon,
        tmt=tmt,
    )


def fungsional(jenjang: Jenjang, tmt: date, jabatan_id: str | None = None) -> RiwayatJabatan:
    return RiwayatJabatan(
        id=_id("fungsional", jenjang, tmt),
        jenis=JenisJabatan.FUNGSIONAL,
        nama="Analis SDM Aparatur",
        jabatan_id=jabatan_id,
        jenjang=jenjang,
        tmt=tmt,
    )


def ijazah(
    tingkat_id: str, lulus: date, nama: str = "Ilmu Administrasi Negara", akreditasi: str = "A"
) -> RiwayatPendidikan:
    return RiwayatPendidikan(
        id=_id("ijazah", tingkat_id, lulus),
        tingkat_id=tingkat_id,
        nama=nama,
        tahun_lulus=lulus.year,
        tanggal_lulus=lulus,
        akreditasi=akreditasi,
    )


def kinerja(**tahun: Predikat) -> tuple[RiwayatSKP, ...]:
    """``kinerja(t2024=Predikat.BAIK, …)``."""
    return tuple(RiwayatSKP(id=_id("skp", t), tahun=int(t[1:]), predikat=p) for t, p in tahun.items())


def pak(jumlah: str, jenjang: Jenjang, tanggal: date = date(2026, 1, 15)) -> RiwayatAngkaKredit:
    return RiwayatAngkaKredit(id=_id("pak", jenjang, tanggal), tanggal=tanggal, jenjang=jenjang, jumlah=Decimal(jumlah))


def hukdis(jenis_id: str, tingkat: TingkatHukdis, mulai: date, selesai: date | None) -> RiwayatHukdis:
    return RiwayatHukdis(id=_id("hukdis", mulai), jenis_id=jenis_id, tingkat=tingkat, mulai=mulai, selesai=selesai)


def ujian(jenis: JenisUjian, tanggal: date = date(2025, 6, 10)) -> RiwayatUjian:
    return RiwayatUjian(id=_id("ujian", jenis), jenis=jenis, tanggal=tanggal, nomor="UD-12")


def penugasan(jenis: JenisPenugasan, mulai: date, selesai: date | None = None, **lain: Any) -> RiwayatPenugasan:
    return RiwayatPenugasan(id=_id("penugasan", jenis, mulai), jenis=jenis, mulai=mulai, selesai=selesai, **lain)


def profil_contoh(**perubahan: Any) -> ProfilASN:
    """Profil sah yang layak naik reguler pada ``PERIODE``; ``perubahan`` mengganti bidang mana pun.

    NIP mengikuti tanggal lahir, TMT CPNS, dan jenis kelamin bila tidak ikut diganti.
    """
    isi: dict[str, Any] = {
        "id": _id("asn"),
        "nama": "Ayu Lestari",
        "gelar_belakang": "S.A.P.",
        "tempat_lahir": "Bandung",
        "tanggal_lahir": date(1990, 5, 17),
        "jenis_kelamin": "P",
        "instansi_id": KOTA_BANDUNG,
        "unor_nama": "Dinas Pendidikan",
        "satuan_kerja": "Pemerintah Kota Bandung",
        "tmt_cpns": date(2014, 3, 1),
        "tmt_pns": date(2015, 4, 1),
        "golongan": (
            gol("III/a", date(2014, 3, 1), 0, 0, JenisKP.PENGADAAN),
            gol("III/b", date(2018, 10, 1), 4, 7, JenisKP.REGULER),
            gol("III/c", date(2022, 10, 1), 8, 7, JenisKP.REGULER),
        ),
        "jabatan": (pelaksana(),),
        "pendidikan": (ijazah("15", date(2008, 6, 20), "SMA IPA"), ijazah("40", date(2012, 9, 3))),
        "skp": kinerja(t2023=Predikat.BAIK, t2024=Predikat.BAIK, t2025=Predikat.SANGAT_BAIK),
    } | perubahan
    if "nip" not in isi:
        isi["nip"] = str(
            NIP(
                tanggal_lahir=isi["tanggal_lahir"],
                tmt_cpns=isi["tmt_cpns"].replace(day=1),
                jenis_kelamin=isi["jenis_kelamin"],
                urut=1,
            )
        )
    return ProfilASN(**isi)


_SURAT = Bukti(nomor="12/2026", tanggal=date(2026, 6, 1))
_LULUSAN_D3 = {
    "golongan": (gol("II/c", date(2020, 4, 1), 3, 0, JenisKP.PENGADAAN), gol("II/d", date(2024, 4, 1), 7, 0)),
    "tmt_cpns": date(2020, 4, 1),
    "tmt_pns": date(2021, 5, 1),
}


def layak(jenis: JenisKP) -> tuple[ProfilASN, MasukanKP]:
    """Profil dan masukan yang memenuhi semua syarat ``jenis`` pada ``PERIODE``."""
    tugas = JenisPenugasan
    kosong = MasukanKP()
    match jenis:
        case JenisKP.REGULER:
            return profil_contoh(), kosong
        case JenisKP.STRUKTURAL:
            return profil_contoh(jabatan=(pelaksana(), struktural("IV.a", date(2023, 2, 1)))), kosong
        case JenisKP.FUNGSIONAL:
            jabatan = (fungsional(Jenjang.MUDA, date(2022, 1, 1)),)
            return profil_contoh(jabatan=jabatan, angka_kredit=(pak("100", Jenjang.MUDA),)), kosong
        case JenisKP.PENYESUAIAN_IJAZAH:
            pendidikan = (ijazah("30", date(2018, 8, 1)), ijazah("40", date(2024, 8, 1)))
            return (
                profil_contoh(**_LULUSAN_D3, pendidikan=pendidikan),
                MasukanKP(stl_upkp=_SURAT, uraian_tugas=_SURAT),
            )
        case JenisKP.SEDANG_TUGAS_BELAJAR:
            belajar = penugasan(tugas.TUGAS_BELAJAR, date(2025, 8, 1), tingkat_id="45")
            return profil_contoh(kedudukan_hukum="03", penugasan=(belajar,)), kosong
        case JenisKP.SELESAI_TUGAS_BELAJAR:
            belajar = penugasan(tugas.TUGAS_BELAJAR, date(2022, 8, 1), date(2024, 8, 31), tingkat_id="40")
            pendidikan = (ijazah("30", date(2018, 8, 1)), ijazah("40", date(2024, 8, 20)))
            return (
                profil_contoh(**_LULUSAN_D3, pendidikan=pendidikan, penugasan=(belajar,)),
                MasukanKP(uraian_tugas=_SURAT),
            )
        case JenisKP.DIPERBANTUKAN:
            tempat = penugasan(tugas.DPK, date(2023, 1, 1), tempat="BUMD", persamaan_eselon="IV.a")
            return profil_contoh(penugasan=(tempat,)), kosong
        case JenisKP.PENEMUAN_BARU:
            return profil_contoh(), MasukanKP(keppres_penemuan=_SURAT)
        case JenisKP.PRESTASI_LUAR_BIASA:
            return profil_contoh(), MasukanKP(penetapan_prestasi=_SURAT)
        case JenisKP.PEJABAT_NEGARA:
            jabatan_negara = penugasan(tugas.PEJABAT_NEGARA, date(2023, 1, 1))
            return profil_contoh(kedudukan_hukum="07", penugasan=(jabatan_negara,)), kosong
        case JenisKP.SELAMA_DPK_DPB:
            return profil_contoh(penugasan=(penugasan(tugas.DPB, date(2023, 1, 1)),)), kosong
        case JenisKP.PENGADAAN:
            baru = profil_contoh(
                tmt_cpns=date(2025, 6, 1),
                tmt_pns=None,
                golongan=(gol("III/a", date(2025, 6, 1), 0, 0, JenisKP.PENGADAAN),),
                jabatan=(pelaksana(date(2025, 6, 1)),),
                skp=kinerja(t2025=Predikat.BAIK),
                ujian=(ujian(JenisUjian.LATSAR, date(2026, 3, 1)),),
            )
            return baru, kosong
