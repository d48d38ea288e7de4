"""Apa yang dibuktikan tiap dokumen persyaratan, dibaca dari riwayat pemiliknya."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from models.profil import JenisPenugasan, JenisUjian, ProfilASN, RiwayatGolongan
from models.referensi import nama_kode, tulis_tanggal
from models.referensi.jabatan import NAMA_JENJANG
from models.riwayat.kepangkatan import StatusPengangkatan
from sandbox.populasi.ijazah import DIPLOMA_III
from sandbox.populasi.kelayakan import uraian_tugas

Isi = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bukti:
    nomor: str = ""
    tanggal: date | None = None
    isi: Isi = ()
    riwayat_id: UUID | None = None


def bukti(kode: str, profil: ProfilASN, pada: date) -> Bukti | None:
    """Isi dokumen itu bagi pemiliknya; kosong bila riwayatnya tidak mengenal dokumen itu."""
    match kode:
        case "realisasi_skp_1_tahun" | "realisasi_skp_2_tahun":
            return _skp(profil, 2 if "2" in kode else 1)
        case "sk_kp_terakhir":
            return _golongan(profil.golongan_terakhir)
        case "sk_cpns":
            return _golongan(min(profil.golongan, key=lambda r: r.tmt, default=None))
        case "sk_pns":
            return _sk_pns(profil)
        case "sk_jabatan" | "surat_pelantikan":
            return _jabatan(profil, kode)
        case "sk_pak":
            return _angka_kredit(profil)
        case "ijazah" | "transkrip" | "akreditasi_prodi":
            return _pendidikan(profil, kode)
        case "stlud":
            return _ujian(profil, (JenisUjian.UJIAN_DINAS_I, JenisUjian.UJIAN_DINAS_II))
        case "stl_upkp":
            return _ujian(profil, (JenisUjian.UPKP,))
        case "sttpl_latsar":
            return _ujian(profil, (JenisUjian.LATSAR,))
        case "sk_tugas_belajar":
            return _penugasan(profil, (JenisPenugasan.TUGAS_BELAJAR,))
        case "sk_penugasan":
            return _penugasan(profil, (JenisPenugasan.DPK, JenisPenugasan.DPB, JenisPenugasan.PEJABAT_NEGARA))
        case "uraian_tugas":
            surat = uraian_tugas(profil, pada)
            return Bukti(surat.nomor, surat.tanggal, (("Jabatan", profil.jabatan[-1].nama),))
        case _:
            return None


def _skp(profil: ProfilASN, tahun: int) -> Bukti | None:
    terakhir = sorted(profil.skp, key=lambda r: r.tahun)[-tahun:]
    if len(terakhir) < tahun:
        return None
    isi = tuple(
        (f"Predikat kinerja {r.tahun}", nama_kode("kuadran_nilai", str(r.predikat.value)).capitalize())
        for r in terakhir
    )
    return Bukti(isi=(*isi, ("Pejabat penilai", terakhir[-1].pejabat_penilai)), riwayat_id=terakhir[-1].id)


def _golongan(r: RiwayatGolongan | None) -> Bukti | None:
    if r is None:
        return None
    isi: Isi = (
        ("Pangkat", f"{r.golongan.pangkat}, golongan ruang {r.golongan}"),
        ("Terhitung mulai tanggal", tulis_tanggal(r.tmt)),
        ("Masa kerja golongan", f"{r.masa_kerja_tahun} tahun {r.masa_kerja_bulan} bulan"),
        ("Pertimbangan teknis", r.nomor_pertek),
    )
    return Bukti(r.nomor_sk, r.tanggal_sk, isi, r.id)


def _sk_pns(profil: ProfilASN) -> Bukti | None:
    pns = next((r for r in profil.cpns_pns if r.status is StatusPengangkatan.PNS), None)
    if pns is None:
        return None
    isi: Isi = (("Terhitung mulai tanggal", tulis_tanggal(pns.tmt)),)
    return Bukti(pns.nomor_sk, pns.tanggal_sk, isi, pns.id)


def _jabatan(profil: ProfilASN, kode: str) -> Bukti | None:
    r = profil.jabatan_terakhir
    if r is None or (kode == "surat_pelantikan" and r.tanggal_pelantikan is None):
        return None
    isi: Isi = (
        ("Jabatan", r.nama),
        ("Unit organisasi", r.unor_nama),
        ("Terhitung mulai tanggal", tulis_tanggal(r.tmt)),
    )
    if kode == "surat_pelantikan":
        return Bukti(r.nomor_sk, r.tanggal_pelantikan, isi)
    return Bukti(r.nomor_sk, r.tanggal_sk, isi, r.id)


def _angka_kredit(profil: ProfilASN) -> Bukti | None:
    r = max(profil.angka_kredit, key=lambda satu: satu.tanggal, default=None)
    if r is None:
        return None
    isi: Isi = (
        ("Jenjang", NAMA_JENJANG[r.jenjang]),
        ("Angka kredit", f"{r.jumlah:f}".replace(".", ",")),
        ("Masa penilaian", f"{_tertulis(r.mulai)} sampai {_tertulis(r.selesai)}"),
    )
    return Bukti(r.nomor_sk, r.tanggal, isi, r.id)


def _pendidikan(profil: ProfilASN, kode: str) -> Bukti | None:
    r = profil.pendidikan_tertinggi
    if r is None or (kode == "akreditasi_prodi" and r.tingkat_id < DIPLOMA_III):
        return None
    isi: Isi = (("Pendidikan", r.nama), ("Sekolah", r.sekolah), ("Tahun lulus", str(r.tahun_lulus)))
    if kode == "akreditasi_prodi":
        isi = (*isi, ("Peringkat akreditasi", r.akreditasi))
    return Bukti(r.nomor_ijazah, r.tanggal_lulus, isi, r.id if kode == "ijazah" else None)


def _ujian(profil: ProfilASN, jenis: Iterable[JenisUjian]) -> Bukti | None:
    r = max((u for u in profil.ujian if u.jenis in jenis), key=lambda u: u.tanggal, default=None)
    return Bukti(r.nomor, r.tanggal, (("Hasil", "Lulus"),), r.id) if r else None


def _penugasan(profil: ProfilASN, jenis: Iterable[JenisPenugasan]) -> Bukti | None:
    r = max((p for p in profil.penugasan if p.jenis in jenis), key=lambda p: p.mulai, default=None)
    if r is None:
        return None
    isi: Isi = (("Mulai", tulis_tanggal(r.mulai)), *((("Tempat", r.tempat),) if r.tempat else ()))
    return Bukti(r.nomor_sk, r.tanggal_sk, isi, r.id)


def _tertulis(tanggal: date | None) -> str:
    return tulis_tanggal(tanggal) if tanggal else "sekarang"
