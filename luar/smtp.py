"""Surel: kabar menjadi pesan teks biasa. Judulnya memuat nomor berkas saja, tanpa data pribadi."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import formataddr
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.kabar import JenisKabar, KabarAntre
from models.referensi.tanggal import tulis_tanggal
from models.referensi.zona import NAMA_ZONA, zona_unit

_NASKAH: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templat" / "surel"),
    undefined=StrictUndefined,
    autoescape=False,
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class Bentuk:
    """Satu jenis kabar: perihal, pembuka, dan langkah berikut yang disarankan."""

    naskah: str
    perihal: str
    pembuka: str
    langkah_berikut: str


BENTUK: Final[Mapping[JenisKabar, Bentuk]] = {
    JenisKabar.DIAJUKAN: Bentuk(
        "hasil.txt",
        "Usulan diajukan",
        "Usulan kepegawaian atas nama Anda sudah diajukan dan sedang diperiksa.",
        "Langkah berikut: tidak ada yang perlu Anda kerjakan sekarang; perkembangannya dikabarkan ke alamat ini.",
    ),
    JenisKabar.PERBAIKAN: Bentuk(
        "tugas.txt",
        "Berkas perlu diperbaiki",
        "Berkas usulan ini dikembalikan kepada Anda untuk diperbaiki.",
        "Langkah berikut: perbaiki yang disebut di atas, lalu kirim kembali.",
    ),
    JenisKabar.DIKEMBALIKAN: Bentuk(
        "tugas.txt",
        "Berkas dikembalikan",
        "Berkas usulan atas nama Anda dikembalikan kepada pengusulnya untuk diperbaiki.",
        "Langkah berikut: bila dokumennya ada pada Anda, serahkan kepada petugas kepegawaian instansi Anda.",
    ),
    JenisKabar.PERBAIKAN_SISTEM: Bentuk(
        "tugas.txt",
        "Perlu penanganan administrator",
        "Sebuah usulan berhenti karena ada yang harus dibereskan petugas.",
        "Langkah berikut: bereskan sebabnya, lalu pilih Ulangi pada tugasnya; bila tidak dapat, pilih Akhiri.",
    ),
    JenisKabar.PENGINGAT: Bentuk(
        "tugas.txt",
        "Pengingat tugas",
        "Separuh waktu tugas ini sudah berlalu.",
        "Langkah berikut: kerjakan tugasnya sebelum tenggat. Tidak ada yang diputus dengan sendirinya.",
    ),
    JenisKabar.JATUH_TEMPO: Bentuk(
        "tugas.txt",
        "Tugas jatuh tempo",
        "Tugas ini sudah jatuh tempo dan masih menunggu.",
        "Langkah berikut: kerjakan sekarang, atau minta tugasnya dialihkan.",
    ),
    JenisKabar.ESKALASI: Bentuk(
        "tugas.txt",
        "Tugas terlambat di unit Anda",
        "Tugas di unit Anda terlambat jauh melewati tenggatnya.",
        "Langkah berikut: tanyakan kepada pemegangnya, atau alihkan tugasnya kepada orang lain.",
    ),
    JenisKabar.DIALIHKAN: Bentuk(
        "tugas.txt",
        "Tugas dialihkan kepada Anda",
        "Sebuah tugas dialihkan kepada Anda.",
        "Langkah berikut: buka tugasnya dan kerjakan sebelum tenggat.",
    ),
    JenisKabar.DITAHAN: Bentuk(
        "hasil.txt",
        "Usulan ditahan",
        "Usulan ini ditahan administrator; tenggatnya berhenti berjalan.",
        "Langkah berikut: bereskan sebabnya bersama instansi; usulan dilanjutkan sesudah itu.",
    ),
    JenisKabar.DILANJUTKAN: Bentuk(
        "hasil.txt",
        "Usulan dilanjutkan",
        "Usulan yang tadinya ditahan dilanjutkan dari langkahnya.",
        "Langkah berikut: tidak ada yang perlu diajukan ulang; lihat langkahnya di halaman usulan.",
    ),
    JenisKabar.SURAT_TERBIT: Bentuk(
        "hasil.txt",
        "Surat terbit",
        "Surat pada usulan ini sudah ditandatangani dan terbit.",
        "Langkah berikut: unduh suratnya dari halaman usulan.",
    ),
    JenisKabar.DASAR_BERUBAH: Bentuk(
        "hasil.txt",
        "Surat diganti atau dicabut",
        "Surat yang bersangkutan dengan usulan ini diganti atau dicabut.",
        "Langkah berikut: pakai surat yang berlaku; lihat halaman usulan.",
    ),
    JenisKabar.PROFIL_BERUBAH: Bentuk(
        "hasil.txt",
        "Profil diperbarui",
        "Profil kepegawaian Anda diperbarui menurut usulan ini.",
        "Langkah berikut: periksa profil Anda; yang keliru sampaikan kepada petugas kepegawaian instansi Anda.",
    ),
    JenisKabar.SELESAI: Bentuk(
        "hasil.txt",
        "Usulan selesai",
        "Usulan ini selesai dan akibatnya sudah tercatat.",
        "Langkah berikut: unduh suratnya, bila ada, dari halaman usulan.",
    ),
    JenisKabar.TMS: Bentuk(
        "hasil.txt",
        "Usulan tidak memenuhi syarat",
        "Usulan ini dinyatakan tidak memenuhi syarat.",
        "Langkah berikut: pelajari alasannya; usulan baru dapat diajukan bila syaratnya sudah terpenuhi.",
    ),
    JenisKabar.DIBATALKAN: Bentuk(
        "hasil.txt",
        "Usulan dibatalkan",
        "Usulan ini berakhir karena surat yang menjadi dasarnya dicabut.",
        "Langkah berikut: bila masih diperlukan, ajukan usulan baru dengan data yang benar.",
    ),
    JenisKabar.DIAKHIRI: Bentuk(
        "hasil.txt",
        "Usulan diakhiri administrator",
        "Usulan ini diakhiri administrator karena halangannya tidak dapat dibereskan.",
        "Langkah berikut: pelajari alasannya; bila masih diperlukan, ajukan usulan baru.",
    ),
    JenisKabar.DITARIK: Bentuk(
        "hasil.txt",
        "Usulan ditarik",
        "Usulan ini ditarik dan berakhir.",
        "Langkah berikut: bila masih diperlukan, ajukan usulan baru.",
    ),
}


def susun_surel(
    kabar: KabarAntre, *, pengirim: str, alamat_publik: str, uraian_alasan: Mapping[str, str]
) -> EmailMessage:
    """Pesan siap kirim. ``Message-ID`` tetap bagi kabar yang sama, jadi kiriman ganda dapat dikenali penerima."""
    bentuk = BENTUK[kabar.jenis]
    rincian = kabar.rincian
    pesan = EmailMessage()
    pesan["From"] = pengirim
    pesan["To"] = formataddr((kabar.nama, kabar.surel))
    pesan["Subject"] = f"{bentuk.perihal} – {kabar.nomor}"
    pesan["Message-ID"] = f"<kabar-{kabar.id}@{pengirim.partition('@')[2].rstrip('>') or 'localhost'}>"
    pesan["Auto-Submitted"] = "auto-generated"
    pesan.set_content(
        _NASKAH.get_template(bentuk.naskah).render(
            nama=kabar.nama,
            nomor=kabar.nomor,
            tautan=f"{alamat_publik.rstrip('/')}/usulan/{kabar.usulan_id}",
            pembuka=bentuk.pembuka,
            langkah_berikut=bentuk.langkah_berikut,
            surat=rincian.get("surat", ""),
            langkah=rincian.get("langkah", ""),
            jatuh_tempo=_waktu_setempat(rincian.get("jatuh_tempo"), kabar.unit),
            keterangan=rincian.get("keterangan", ""),
            alasan=rincian.get("alasan", []),
            uraian_alasan=lambda kode: uraian_alasan.get(kode, kode),
        )
    )
    return pesan


def _waktu_setempat(iso: str | None, unit: str) -> str:
    if iso is None:
        return ""
    zona = zona_unit(unit)
    saat = datetime.fromisoformat(iso).astimezone(zona)
    return f"{tulis_tanggal(saat.date())} pukul {saat:%H.%M} {NAMA_ZONA[zona.key]}"
