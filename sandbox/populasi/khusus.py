"""Keadaan khusus yang membawa seseorang ke jenis kenaikan pangkat selain reguler, struktural, dan fungsional."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from models.profil import (
    JenisPenugasan,
    JenisUjian,
    ProfilASN,
    RiwayatPendidikan,
    RiwayatPenugasan,
    RiwayatUjian,
)
from models.referensi import KedudukanHukum
from sandbox.populasi.ijazah import MAGISTER, SARJANA, SARJANA_UMUM, tempuh
from sandbox.populasi.jatah import Jalur
from sandbox.populasi.tempat import Tempat
from sandbox.populasi.waktu import geser_bulan

TUNDA_KENAIKAN = 14
"""Bulan sebelum periode sasaran sejak kapan kenaikan lain tidak diproses, supaya genap setahun dalam pangkat."""


def beri_keadaan(jalur: Jalur, profil: ProfilASN, tempat: Tempat, sasaran: date, pada: date, acak: Random) -> ProfilASN:
    """Profil yang sama dengan penugasan, ijazah, atau kedudukan khas jalurnya; jalur lain tidak diubah."""
    cara = _CARA.get(jalur)
    return profil if cara is None else profil.model_copy(update=cara(profil, tempat, sasaran, pada, acak))


def _penyesuaian_ijazah(profil: ProfilASN, _: Tempat, sasaran: date, pada: date, acak: Random) -> dict[str, Any]:
    lulus = geser_bulan(sasaran, -acak.randint(15, 26)) + timedelta(days=acak.randint(3, 27))
    tanggal = pada - timedelta(days=acak.randint(40, 150))
    ujian = RiwayatUjian(
        id=uuid5(profil.id, "ujian:upkp"),
        jenis=JenisUjian.UPKP,
        tanggal=tanggal,
        nomor=f"800.2.3/{acak.randint(100, 999)}/UPKP/{tanggal.year}",
        tingkat_id=SARJANA,
    )
    return _dengan_sarjana(profil, lulus, acak) | {"ujian": (*profil.ujian, ujian)}


def _selesai_tugas_belajar(profil: ProfilASN, _: Tempat, sasaran: date, pada: date, acak: Random) -> dict[str, Any]:
    selesai = geser_bulan(sasaran, -acak.randint(8, 13)) - timedelta(days=1)
    lulus = selesai - timedelta(days=acak.randint(5, 25))
    belajar = _tugas(profil.id, JenisPenugasan.TUGAS_BELAJAR, geser_bulan(selesai, -24), selesai, tingkat_id=SARJANA)
    return _dengan_sarjana(profil, lulus, acak) | {"penugasan": (belajar,)}


def _dengan_sarjana(profil: ProfilASN, lulus: date, acak: Random) -> dict[str, Any]:
    ijazah = tempuh(acak, acak.choice(SARJANA_UMUM), lulus)
    riwayat = RiwayatPendidikan(
        id=uuid5(profil.id, "pendidikan:lanjutan"),
        tingkat_id=SARJANA,
        pendidikan_id=ijazah.program.id,
        nama=ijazah.program.nama,
        sekolah=ijazah.sekolah,
        tahun_lulus=lulus.year,
        tanggal_lulus=lulus,
        nomor_ijazah=f"{acak.randint(10**6, 10**7 - 1)}/{lulus.year}",
        akreditasi=ijazah.akreditasi,
        gelar_belakang=ijazah.program.gelar,
    )
    return {"pendidikan": (*profil.pendidikan, riwayat)}


def _sedang_tugas_belajar(profil: ProfilASN, _: Tempat, sasaran: date, pada: date, acak: Random) -> dict[str, Any]:
    mulai = geser_bulan(pada, -acak.randint(3, 14))
    belajar = _tugas(
        profil.id, JenisPenugasan.TUGAS_BELAJAR, mulai, None, tingkat_id=MAGISTER, tempat="Universitas Padjadjaran"
    )
    return {"penugasan": (belajar,), "kedudukan_hukum": KedudukanHukum.TUGAS_BELAJAR.value}


def _dipekerjakan(profil: ProfilASN, tempat: Tempat, __: date, pada: date, acak: Random) -> dict[str, Any]:
    mulai = geser_bulan(pada, -acak.randint(15, 30))
    jenis_pegawai, _ = tempat.jenis_pegawai_dpk_dpb
    tugas = _tugas(
        profil.id, JenisPenugasan.DPK, mulai, None, tempat="Palang Merah Indonesia", persamaan_eselon="IV.a",
        jenis_pegawai=jenis_pegawai,
    )  # fmt: skip
    return {"penugasan": (tugas,)}


def _diperbantukan(profil: ProfilASN, tempat: Tempat, __: date, pada: date, acak: Random) -> dict[str, Any]:
    mulai = geser_bulan(pada, -acak.randint(15, 30))
    _, jenis_pegawai = tempat.jenis_pegawai_dpk_dpb
    tempat_tugas = "Badan Amil Zakat Nasional"
    tugas = _tugas(profil.id, JenisPenugasan.DPB, mulai, None, tempat=tempat_tugas, jenis_pegawai=jenis_pegawai)
    return {"penugasan": (tugas,)}


def _pejabat_negara(profil: ProfilASN, _: Tempat, __: date, pada: date, acak: Random) -> dict[str, Any]:
    mulai = geser_bulan(pada, -acak.randint(10, 24))
    tugas = _tugas(profil.id, JenisPenugasan.PEJABAT_NEGARA, mulai, None, tempat="Komisi Yudisial")
    return {"penugasan": (tugas,), "kedudukan_hukum": KedudukanHukum.PEJABAT_NEGARA.value}


def _cpns(profil: ProfilASN, *_: Any) -> dict[str, Any]:
    return {"tmt_pns": None}


def _tugas(asn_id: UUID, jenis: JenisPenugasan, mulai: date, selesai: date | None, **lain: str) -> RiwayatPenugasan:
    return RiwayatPenugasan(
        id=uuid5(asn_id, f"penugasan:{jenis}"),
        jenis=jenis,
        mulai=mulai,
        selesai=selesai,
        nomor_sk=f"800.1.4/{mulai:%m%y}/{mulai.year}",
        tanggal_sk=mulai - timedelta(days=7),
        **lain,
    )


_CARA: dict[Jalur, Callable[..., dict[str, Any]]] = {
    Jalur.PENYESUAIAN_IJAZAH: _penyesuaian_ijazah,
    Jalur.SELESAI_TUGAS_BELAJAR: _selesai_tugas_belajar,
    Jalur.SEDANG_TUGAS_BELAJAR: _sedang_tugas_belajar,
    Jalur.DIPEKERJAKAN: _dipekerjakan,
    Jalur.DIPERBANTUKAN: _diperbantukan,
    Jalur.PEJABAT_NEGARA: _pejabat_negara,
    Jalur.CPNS: _cpns,
}
