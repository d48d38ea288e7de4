"""Aturan yang menolak sebuah usul, masing-masing menyebut isiannya dan jalan keluarnya."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from models.aturan.nip import ketidakcocokan_nip
from models.aturan.pijakan import yang_bertumpu
from models.definisi import BedaIsian, Kejanggalan
from models.lipatan import DataUtamaKurang, lipat_kini
from models.peremajaan.formulir import nama_bidang
from models.peremajaan.ijazah import gelar_janggal, ijazah_janggal, pencantuman_janggal
from models.peremajaan.prosedur import PMK, PRIBADI
from models.peremajaan.usul import Usul, bentrok, pengenal, perbandingan
from models.perubahan import Aksi, cari, nilai, terapkan
from models.profil import ProfilASN
from models.referensi.tanggal import tulis_tanggal
from models.riwayat.kepangkatan import RiwayatGolongan
from models.riwayat.pribadi import RiwayatPribadi

_TIDAK_DIKUTIP: Final = "riwayat.nik"
"""Isian yang nilainya tidak dikutip dalam kalimat."""
_URUTAN: Final = (
    ("mulai", "selesai"),
    ("selesai", "aktif_kembali"),
    ("sejak", "sampai"),
    ("tanggal", "berlaku_sampai"),
    ("tanggal_lulus", "berlaku_sampai"),
)
"""Pasangan tanggal yang kedua tidak boleh mendahului yang pertama."""
_DITULIS_SURAT: Final = {
    "pendidikan": ("dicantumkan", "nomor_pencantuman"),
    PMK: ("nomor_sk", "tanggal_sk", "nomor_pertek", "tanggal_pertek", "gaji_pokok"),
}
"""Isian yang datang dari surat bila suratnya diterbitkan lewat usulannya."""
_LEBIH_DAHULU: Final = frozenset({PRIBADI, "keluarga", "cpns_pns", "kontrak"})
"""Kelompok yang tanggalnya boleh mendahului kelahiran atau pengangkatannya."""


@dataclass(frozen=True)
class UsulDiperiksa:
    """Sebuah usul di hadapan profilnya."""

    usul: Usul
    profil: ProfilASN
    hari_ini: date
    bersurat: Mapping[UUID, str]
    """Baris yang lahir dari surat terbit → nomor suratnya."""

    @cached_property
    def sesudah(self) -> ProfilASN | None:
        """Profil hari ini bila usulnya diterapkan; kosong bila tidak dapat diterapkan atau dilipat."""
        perubahan = self.usul.perubahan()
        if perubahan is None or bentrok(self.profil, self.usul, self.hari_ini):
            return None
        try:
            return lipat_kini(self.profil.id, terapkan(self.profil, (perubahan,), self.hari_ini), self.hari_ini)
        except DataUtamaKurang:
            return None

    @property
    def tanggal(self) -> Iterator[tuple[str, date]]:
        yield from ((nama, isi) for nama, isi in self.isian if isinstance(isi, date))

    @property
    def isian(self) -> Iterator[tuple[str, object]]:
        if self.usul.baru is not None:
            yield from ((nama, isi) for nama, isi in self.usul.baru if isi is not None)


def bentuk_janggal(isi: Mapping[str, JsonValue]) -> tuple[Kejanggalan, ...]:
    """Bagian yang harus disebut menurut aksinya, bagi isian yang belum terbaca sebagai usul."""
    aksi = isi.get("aksi", Aksi.TAMBAH)
    kurang = []
    if aksi in (Aksi.UBAH, Aksi.HAPUS) and isi.get("rekam_id") is None:
        kurang.append(Kejanggalan("rekam_id", f"Baris yang hendak di{aksi} belum dipilih.", "Pilih baris riwayatnya."))
    if aksi != Aksi.HAPUS and isi.get("riwayat") is None:
        kurang.append(Kejanggalan("riwayat", "Baris riwayatnya belum diisi.", "Isi menurut dokumennya."))
    return tuple(kurang)


def janggal(perkara: UsulDiperiksa) -> tuple[Kejanggalan, ...]:
    return tuple(satu for aturan in _ATURAN for satu in aturan(perkara))


def ada_bedanya(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    sama = not perkara.usul.bidang or all(satu.kini == satu.baru for satu in _beda(perkara))
    if sama and not perkara.usul.terbitkan:
        yield Kejanggalan("riwayat", "Tidak ada yang berubah dari data kini.", "Ubah isiannya, atau hapus konsep ini.")


def masih_yang_dilihat(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    for satu in _beda(perkara):
        if satu.berubah:
            kutipan = f": saat itu {_tulis(satu.lama)}, kini {_tulis(satu.kini)}"
            nilainya = "" if satu.bidang == _TIDAK_DIKUTIP else kutipan
            yield Kejanggalan(
                satu.bidang.replace("riwayat.", "lama."),
                f"{satu.nama} berubah sejak usulan disusun{nilainya}.",
                "Periksa nilainya, lalu kirim `lama: null` untuk menyusun ulang dari nilai kini; atau tarik usulan.",
            )


def baris_miliknya(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    usul = perkara.usul
    if usul.aksi is not Aksi.TAMBAH and cari(perkara.profil, usul.kelompok, usul.rekam_id) is None:
        sebab = f"Baris itu tidak ada di riwayat {usul.prosedur.nama} ASN ini."
        yield Kejanggalan("rekam_id", sebab, "Pilih salah satu baris riwayatnya.")


def tidak_rangkap(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    usul = perkara.usul
    if usul.baru is None or not usul.prosedur.pengenal:
        return
    baru = pengenal(usul.prosedur, nilai(usul.baru))
    for baris in getattr(perkara.profil, usul.kelompok):
        if baris.id != usul.rekam_id and pengenal(usul.prosedur, nilai(baris)) == baru:
            sama = ", ".join(nama_bidang(nama).lower() for nama in usul.prosedur.pengenal)
            yield Kejanggalan(
                f"riwayat.{usul.prosedur.pengenal[0]}",
                f"Sudah ada baris dengan {sama} yang sama.",
                "Ubah baris yang sudah ada, bukan menambah.",
            )
            return


def tidak_mendahului_hari_ini(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    boleh = perkara.usul.prosedur.nanti
    for nama, hari in perkara.tanggal:
        if nama not in boleh and hari > perkara.hari_ini:
            sebab = f"{nama_bidang(nama)} {tulis_tanggal(hari)} belum tiba."
            yield Kejanggalan(f"riwayat.{nama}", sebab, "Isi tanggal sampai hari ini, seperti pada dokumennya.")
    for nama, isi in perkara.isian:
        if nama.startswith("tahun") and isinstance(isi, int) and isi > perkara.hari_ini.year:
            yield Kejanggalan(f"riwayat.{nama}", f"Tahun {isi} belum tiba.", "Isi tahun seperti pada dokumennya.")


def tanggal_berurut(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    tanggal = dict(perkara.tanggal)
    for awal, akhir in _URUTAN:
        if awal in tanggal and akhir in tanggal and tanggal[akhir] < tanggal[awal]:
            yield Kejanggalan(
                f"riwayat.{akhir}",
                f"{nama_bidang(akhir)} mendahului {nama_bidang(awal).lower()} {tulis_tanggal(tanggal[awal])}.",
                f"Periksa {nama_bidang(awal).lower()} dan {nama_bidang(akhir).lower()} pada dokumennya.",
            )


def tanggal_mungkin(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    """Tidak ada yang terjadi sebelum ia lahir, dan tidak ada TMT sebelum ia diangkat."""
    if perkara.usul.kelompok in _LEBIH_DAHULU:
        return
    lahir, diangkat = perkara.profil.tanggal_lahir, perkara.profil.tmt_cpns
    for nama, hari in perkara.tanggal:
        if hari < lahir:
            sebab = f"{nama_bidang(nama)} {tulis_tanggal(hari)} sebelum ia lahir ({tulis_tanggal(lahir)})."
            yield Kejanggalan(f"riwayat.{nama}", sebab, "Periksa tanggalnya pada dokumen.")
        elif nama == "tmt" and hari < diangkat:
            sebab = f"TMT {tulis_tanggal(hari)} sebelum ia diangkat ({tulis_tanggal(diangkat)})."
            yield Kejanggalan("riwayat.tmt", sebab, "Periksa TMT pada dokumen, atau perbaiki riwayat CPNS/PNS dahulu.")


def pribadi_berlaku(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    """Baris data pribadi yang mendahului baris terakhir isian yang sama tidak akan tampak pada profilnya."""
    baru = perkara.usul.baru
    if not isinstance(baru, RiwayatPribadi):
        return
    for nama in perkara.usul.bidang:
        terakhir = max((r.sejak for r in perkara.profil.pribadi if getattr(r, nama) is not None), default=None)
        if terakhir is not None and baru.sejak <= terakhir:
            sebab = f"{nama_bidang(nama)} sudah tercatat berubah sejak {tulis_tanggal(terakhir)}."
            yield Kejanggalan("riwayat.sejak", sebab, "Isi `sejak` sesudah tanggal itu.")
            return


def nip_tetap_cocok(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    """Hanya ketidakcocokan yang ditimbulkan usul ini; yang sudah ada menjadi urusan usul lain."""
    if perkara.sesudah is None:
        return
    semula = {satu.kode for satu in ketidakcocokan_nip(perkara.profil)}
    for satu in ketidakcocokan_nip(perkara.sesudah):
        if satu.kode not in semula:
            bidang = next((n for n in ("nip", satu.kode, "tmt") if n in perkara.usul.bidang), perkara.usul.bidang[0])
            yield Kejanggalan(
                f"riwayat.{bidang}",
                f"NIP menjadi tidak cocok: {satu.alasan}.",
                "Usulkan NIP dan data yang dimuatnya bersama-sama, atau periksa isiannya.",
            )


def tidak_menjadi_dasar(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    """Baris yang lahir dari surat hanya berubah lewat suratnya; yang menjadi dasar baris lain tidak dihapus."""
    usul = perkara.usul
    surat = perkara.bersurat.get(usul.rekam_id)
    terkunci = usul.aksi is Aksi.HAPUS or (usul.aksi is Aksi.UBAH and usul.kelompok == "golongan")
    if surat and terkunci:
        yield Kejanggalan("rekam_id", f"Baris ini lahir dari surat nomor {surat}.", "Ajukan koreksi surat itu.")
    if usul.aksi is not Aksi.HAPUS:
        return
    baris = cari(perkara.profil, usul.kelompok, usul.rekam_id)
    if isinstance(baris, RiwayatGolongan) and (dasar := yang_bertumpu(perkara.profil, baris.tmt)):
        sebab = f"Golongan {baris.golongan} menjadi dasar {dasar}."
        yield Kejanggalan("rekam_id", sebab, "Hapus atau perbaiki baris itu lebih dahulu.")


def data_utama_lengkap(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    if perkara.usul.bidang and perkara.sesudah is None and not any(satu.berubah for satu in _beda(perkara)):
        bidang = "rekam_id" if perkara.usul.aksi is Aksi.HAPUS else "riwayat"
        sebab = "Sesudah perubahan ini data utamanya (nama, kelahiran, pengangkatan, atau instansi) tidak lengkap lagi."
        yield Kejanggalan(bidang, sebab, "Lengkapi baris penggantinya lebih dahulu.")


def bukan_milik_surat(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    """Yang ditulis surat tidak diisi orang bila suratnya diterbitkan lewat usulan ini."""
    usul = perkara.usul
    if not usul.terbitkan:
        return
    if usul.aksi is Aksi.HAPUS or (usul.kelompok == PMK and usul.aksi is not Aksi.TAMBAH):
        sebab = f"Surat tidak diterbitkan bagi baris yang di{usul.aksi}."
        yield Kejanggalan("terbitkan_surat", sebab, "Isi `false`, atau tambahkan sebagai baris baru.")
    for nama, isi in perkara.isian:
        if nama in _DITULIS_SURAT[usul.kelompok] and isi != "":
            sebab = f"{nama_bidang(nama)} diisi dari surat yang diterbitkan usulan ini."
            yield Kejanggalan(f"riwayat.{nama}", sebab, "Kosongkan isian ini, atau jangan minta suratnya diterbitkan.")


def ijazah(perkara: UsulDiperiksa) -> Iterator[Kejanggalan]:
    yield from ijazah_janggal(perkara.usul.baru, perkara.profil)
    yield from gelar_janggal(perkara.usul.baru)
    if perkara.usul.terbitkan:
        yield from pencantuman_janggal(perkara.usul.baru)


def _beda(perkara: UsulDiperiksa) -> tuple[BedaIsian, ...]:
    return perbandingan(perkara.profil, perkara.usul, perkara.hari_ini)


def _tulis(isi: object) -> str:
    return "kosong" if isi in (None, "") else f"`{isi}`"


_ATURAN: Final[tuple[Callable[[UsulDiperiksa], Iterator[Kejanggalan]], ...]] = (
    baris_miliknya,
    ada_bedanya,
    masih_yang_dilihat,
    tidak_rangkap,
    tidak_mendahului_hari_ini,
    tanggal_berurut,
    tanggal_mungkin,
    pribadi_berlaku,
    nip_tetap_cocok,
    tidak_menjadi_dasar,
    data_utama_lengkap,
    bukan_milik_surat,
    ijazah,
)
