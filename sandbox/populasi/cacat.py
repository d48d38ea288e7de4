"""Cacat data dan syarat yang kurang, disengaja pada sekitar 5 % penduduk; selain cacatnya, orangnya layak naik."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import uuid5

from models.aturan.masa_kerja import MasaKerja, bulan_antara
from models.aturan.nip import NIP, urai_nip
from models.profil import ProfilASN, RiwayatAngkaKredit, RiwayatHukdis
from models.referensi import KedudukanHukum, Predikat, TingkatHukdis
from models.referensi.jabatan import kategori, kebutuhan_angka_kredit
from models.referensi.tanggal import tambah_tahun
from sandbox.populasi.waktu import geser_bulan, periode_sejak

KURANG_ANGKA_KREDIT = Decimal("0.001")


class Cacat(StrEnum):
    SKP_KURANG = "skp_kurang"
    SKP_BELUM_TERCATAT = "skp_belum_tercatat"
    HUKDIS_BERJALAN = "hukdis_berjalan"
    PENDIDIKAN_MENTOK = "pendidikan_mentok"
    """Golongannya sudah setinggi yang diberikan ijazahnya."""
    ANGKA_KREDIT_KURANG = "angka_kredit_kurang"
    """Kurang 0,001 dari yang diminta."""
    CLTN = "cltn"
    UJIAN_DINAS_BELUM = "ujian_dinas_belum"
    MASA_PANGKAT_KURANG = "masa_pangkat_kurang"
    """Kurang satu atau beberapa bulan dari empat tahun."""
    DIBLOKIR = "diblokir"
    MELEWATI_BUP = "melewati_bup"
    GOLONGAN_KOSONG = "golongan_kosong"
    TMT_PNS_KOSONG = "tmt_pns_kosong"
    """Sudah lama PNS, tetapi TMT-nya tidak tercatat."""
    NIP_TIDAK_COCOK = "nip_tidak_cocok"
    """Tanggal lahir di profil berbeda dari NIP; tidak menghalangi kenaikan pangkat."""

    @property
    def syarat(self) -> str | None:
        """Kode satu-satunya syarat yang tidak terpenuhi karenanya."""
        return _SYARAT.get(self)


_SYARAT = {
    Cacat.SKP_KURANG: "kinerja_baik",
    Cacat.SKP_BELUM_TERCATAT: "kinerja_baik",
    Cacat.HUKDIS_BERJALAN: "tanpa_hukdis",
    Cacat.PENDIDIKAN_MENTOK: "batas_pendidikan",
    Cacat.ANGKA_KREDIT_KURANG: "angka_kredit",
    Cacat.CLTN: "kedudukan_hukum",
    Cacat.UJIAN_DINAS_BELUM: "ujian_dinas",
    Cacat.MASA_PANGKAT_KURANG: "masa_dalam_pangkat",
    Cacat.DIBLOKIR: "tidak_diblokir",
    Cacat.MELEWATI_BUP: "belum_bup",
    Cacat.GOLONGAN_KOSONG: "golongan_tercatat",
    Cacat.TMT_PNS_KOSONG: "sudah_pns",
}


def beri_cacat(cacat: Cacat, profil: ProfilASN, sasaran: date) -> ProfilASN:
    """Profil yang sama dengan cacat itu pada periode sasaran; ``PENDIDIKAN_MENTOK`` sudah dibawa perjalanannya."""
    return _CARA[cacat](profil, sasaran)


def _skp_kurang(profil: ProfilASN, _: date) -> ProfilASN:
    *lain, terakhir = profil.skp
    kurang = terakhir.model_copy(update={"predikat": Predikat.BUTUH_PERBAIKAN})
    return profil.model_copy(update={"skp": (*lain, kurang)})


def _skp_belum_tercatat(profil: ProfilASN, _: date) -> ProfilASN:
    return profil.model_copy(update={"skp": profil.skp[:-1]})


def _hukdis_berjalan(profil: ProfilASN, sasaran: date) -> ProfilASN:
    mulai = geser_bulan(sasaran, -7)
    hukuman = RiwayatHukdis(
        id=uuid5(profil.id, "hukdis"),
        jenis_id="7",  # penundaan kenaikan pangkat selama setahun
        tingkat=TingkatHukdis.SEDANG,
        mulai=mulai,
        selesai=tambah_tahun(mulai, 1) - timedelta(days=1),
        nomor_sk=f"800.1.6.2/{mulai:%m%d}/{mulai.year}",
    )
    return profil.model_copy(update={"hukdis": (hukuman,)})


def _angka_kredit_kurang(profil: ProfilASN, _: date) -> ProfilASN:
    jabatan, golongan = profil.jabatan_terakhir, profil.golongan_terakhir
    jenjang = jabatan.jenjang if jabatan else None
    tujuan = golongan.golongan.berikutnya if golongan else None
    kebutuhan = kebutuhan_angka_kredit(jenjang, tujuan) if jenjang and tujuan else None
    if jenjang is None or kebutuhan is None:
        raise ValueError("angka kredit hanya dapat dikurangi pada pejabat fungsional yang masih dapat naik")
    urutan = kategori(jenjang)
    dihitung = urutan[urutan.index(kebutuhan.diperoleh_sejak) :]
    lebih = sum((p.jumlah for p in profil.angka_kredit if p.jenjang in dihitung), Decimal(0)) - kebutuhan.jumlah
    return profil.model_copy(
        update={"angka_kredit": _kurangi_dari_belakang(profil.angka_kredit, lebih + KURANG_ANGKA_KREDIT)}
    )


def _kurangi_dari_belakang(
    penetapan: tuple[RiwayatAngkaKredit, ...], jumlah: Decimal
) -> tuple[RiwayatAngkaKredit, ...]:
    hasil: list[RiwayatAngkaKredit] = []
    for satu in reversed(penetapan):
        potong = min(satu.jumlah, jumlah)
        jumlah -= potong
        hasil.insert(0, satu.model_copy(update={"jumlah": satu.jumlah - potong}))
    return tuple(hasil)


def _cltn(profil: ProfilASN, _: date) -> ProfilASN:
    return profil.model_copy(update={"kedudukan_hukum": KedudukanHukum.CLTN.value})


def _ujian_dinas_belum(profil: ProfilASN, _: date) -> ProfilASN:
    return profil.model_copy(update={"ujian": tuple(u for u in profil.ujian if not u.jenis.startswith("ujian_dinas"))})


def _masa_pangkat_kurang(profil: ProfilASN, sasaran: date) -> ProfilASN:
    *lain, terakhir = profil.golongan
    tmt = periode_sejak(geser_bulan(sasaran, 1 - 4 * 12))
    masa = MasaKerja(tahun=terakhir.masa_kerja_tahun, bulan=terakhir.masa_kerja_bulan)
    masa = masa.tambah(bulan_antara(terakhir.tmt, tmt))
    pindah = {"tmt": tmt, "masa_kerja_tahun": masa.tahun, "masa_kerja_bulan": masa.bulan, "tanggal_sk": tmt}
    return profil.model_copy(update={"golongan": (*lain, terakhir.model_copy(update=pindah))})


def _diblokir(profil: ProfilASN, _: date) -> ProfilASN:
    return profil.model_copy(update={"diblokir": True})


def _melewati_bup(profil: ProfilASN, sasaran: date) -> ProfilASN:
    """Lahir lebih dahulu, NIP ikut: dahulu diangkat dari tenaga honorer yang sudah berumur (PP 48/2005)."""
    lahir = profil.tanggal_lahir.replace(year=sasaran.year - 59)
    nip = NIP(
        tanggal_lahir=lahir,
        tmt_cpns=profil.tmt_cpns,
        jenis_kelamin=profil.jenis_kelamin,
        urut=urai_nip(profil.nip).urut,
    )
    return profil.model_copy(update={"tanggal_lahir": lahir, "nip": str(nip)})


def _golongan_kosong(profil: ProfilASN, _: date) -> ProfilASN:
    return profil.model_copy(update={"golongan": ()})


def _tmt_pns_kosong(profil: ProfilASN, _: date) -> ProfilASN:
    return profil.model_copy(update={"tmt_pns": None})


def _nip_tidak_cocok(profil: ProfilASN, _: date) -> ProfilASN:
    return profil.model_copy(update={"tanggal_lahir": profil.tanggal_lahir + timedelta(days=1)})


_CARA: dict[Cacat, Callable[[ProfilASN, date], ProfilASN]] = {
    Cacat.SKP_KURANG: _skp_kurang,
    Cacat.SKP_BELUM_TERCATAT: _skp_belum_tercatat,
    Cacat.HUKDIS_BERJALAN: _hukdis_berjalan,
    Cacat.PENDIDIKAN_MENTOK: lambda profil, _: profil,
    Cacat.ANGKA_KREDIT_KURANG: _angka_kredit_kurang,
    Cacat.CLTN: _cltn,
    Cacat.UJIAN_DINAS_BELUM: _ujian_dinas_belum,
    Cacat.MASA_PANGKAT_KURANG: _masa_pangkat_kurang,
    Cacat.DIBLOKIR: _diblokir,
    Cacat.MELEWATI_BUP: _melewati_bup,
    Cacat.GOLONGAN_KOSONG: _golongan_kosong,
    Cacat.TMT_PNS_KOSONG: _tmt_pns_kosong,
    Cacat.NIP_TIDAK_COCOK: _nip_tidak_cocok,
}
