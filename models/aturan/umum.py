"""Syarat yang diminta hampir setiap layanan: dari profil dan satu hari saja, tanpa jenis usulan apa pun."""

from collections.abc import Iterable
from datetime import date, timedelta

from models.pemeriksaan import Syarat
from models.profil import ProfilASN
from models.referensi import KedudukanHukum, TingkatHukdis, nama_kode
from models.referensi.tanggal import tambah_tahun, tulis_tanggal

BERAT_DAN_SEDANG = (TingkatHukdis.SEDANG, TingkatHukdis.BERAT)
_NAMA_TINGKAT = {TingkatHukdis.RINGAN: "ringan", TingkatHukdis.SEDANG: "sedang", TingkatHukdis.BERAT: "berat"}


def tidak_diblokir(profil: ProfilASN) -> Syarat:
    """Data atau layanan yang diblokir menahan semua usul (Perban BKN 1/2023; Perpres 116/2022 Pasal 20)."""
    return Syarat(
        kode="tidak_diblokir",
        nama="Tidak diblokir",
        terpenuhi=not profil.diblokir,
        alasan="data diblokir BKN; selesaikan dulu pelanggaran NSPK yang menjadi dasarnya"
        if profil.diblokir
        else "data tidak diblokir",
        dasar_hukum="Perban BKN 1/2023",
    )


def kedudukan(
    profil: ProfilASN, *diterima: KedudukanHukum, dasar_hukum: str = "PP 11/2017; Status Data SIASN"
) -> Syarat:
    """Kedudukan hukumnya salah satu dari ``diterima``; bakunya ``kedudukan(profil, KedudukanHukum.AKTIF)``."""
    sekarang = nama_kode("kedudukan_hukum", profil.kedudukan_hukum)
    diminta = " atau ".join(nama_kode("kedudukan_hukum", kode) for kode in diterima)
    return Syarat(
        kode="kedudukan_hukum",
        nama=f"Kedudukan hukum {diminta}",
        terpenuhi=profil.kedudukan_hukum in diterima,
        alasan=f"kedudukan hukum {sekarang}; yang diminta {diminta}",
        dasar_hukum=dasar_hukum,
    )


def masa_pns(profil: ProfilASN, pada: date, tahun: int, dasar_hukum: str) -> Syarat:
    """Sudah PNS sekurang-kurangnya ``tahun`` tahun pada hari itu; ``0`` cukup sudah PNS."""
    mulai = profil.tmt_pns
    cukup = tambah_tahun(mulai, tahun) if mulai else None
    sejak = f"PNS sejak {tulis_tanggal(mulai)}" if mulai else "masih CPNS: TMT PNS belum tercatat"
    tercapai = f"; {tahun} tahun tercapai {tulis_tanggal(cukup)}" if cukup and tahun else ""
    return Syarat(
        kode="masa_pns" if tahun else "sudah_pns",
        nama=f"Sedikitnya {tahun} tahun sebagai PNS" if tahun else "Sudah PNS",
        terpenuhi=cukup is not None and cukup <= pada,
        alasan=sejak + tercapai,
        dasar_hukum=dasar_hukum,
        terpenuhi_pada=cukup,
    )


def tanpa_hukdis(profil: ProfilASN, pada: date, tingkat: Iterable[TingkatHukdis] = BERAT_DAN_SEDANG) -> Syarat:
    """Tidak sedang menjalani hukuman disiplin setingkat itu (PP 94/2021).

    Hukuman ringan (teguran, pernyataan tidak puas) tidak punya masa jalan, jadi bakunya tidak menahan [k].
    """
    tingkat = tuple(tingkat)
    berjalan = [
        h
        for h in profil.hukdis
        if h.tingkat in tingkat and h.mulai <= pada and (h.selesai is None or pada <= h.selesai)
    ]
    selesai = [h.selesai for h in berjalan if h.selesai is not None]
    berakhir = max(selesai) if selesai and len(selesai) == len(berjalan) else None
    alasan = f"tidak ada hukuman disiplin {' atau '.join(_NAMA_TINGKAT[satu] for satu in tingkat)} yang berjalan"
    if berjalan:
        jenis = ", ".join(nama_kode("jenis_hukuman", h.jenis_id).lower() for h in berjalan)
        sampai = f"sampai {tulis_tanggal(berakhir)}" if berakhir else "tanpa tanggal selesai"
        alasan = f"sedang menjalani hukuman disiplin: {jenis}, {sampai}"
    return Syarat(
        kode="tanpa_hukdis",
        nama="Tidak sedang menjalani hukuman disiplin",
        terpenuhi=not berjalan,
        alasan=alasan,
        dasar_hukum="PP 94/2021",
        terpenuhi_pada=berakhir + timedelta(days=1) if berakhir else None,
    )
