"""Surel: kabar menjadi pesan teks biasa. Judulnya memuat nomor berkas saja, tanpa data pribadi."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import formataddr
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.kabar import KabarAntre
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


BENTUK: Final[Mapping[str, Bentuk]] = {
    "perbaikan": Bentuk(
        "tugas.txt",
        "Berkas perlu diperbaiki",
        "Berkas usulan Anda dikembalikan untuk diperbaiki.",
        "Langkah berikut: perbaiki yang disebut di atas, lalu kirim kembali.",
    ),
    "perbaikan_sistem": Bentuk(
        "tugas.txt",
        "Perlu penanganan administrator",
        "Sebuah usulan berhenti karena ada yang harus dibereskan petugas.",
        "Langkah berikut: bereskan sebabnya, lalu pilih Ulangi pada tugasnya; bila tidak dapat, pilih Akhiri.",
    ),
    "pengingat": Bentuk(
        "tugas.txt",
        "Pengingat tugas",
        "Separuh waktu tugas ini sudah berlalu.",
        "Langkah berikut: kerjakan tugasnya sebelum tenggat. Tidak ada yang diputus dengan sendirinya.",
    ),
    "jatuh_tempo": Bentuk(
        "tugas.txt",
        "Tugas jatuh tempo",
        "Tugas ini sudah jatuh tempo dan masih menunggu.",
        "Langkah berikut: kerjakan sekarang, atau minta tugasnya dialihkan.",
    ),
    "eskalasi": Bentuk(
        "tugas.txt",
        "Tugas terlambat di unit Anda",
        "Tugas di unit Anda terlambat jauh melewati tenggatnya.",
        "Langkah berikut: tanyakan kepada pemegangnya, atau alihkan tugasnya kepada orang lain.",
    ),
    "dialihkan": Bentuk(
        "tugas.txt",
        "Tugas dialihkan kepada Anda",
        "Sebuah tugas dialihkan kepada Anda.",
        "Langkah berikut: buka tugasnya dan kerjakan sebelum tenggat.",
    ),
    "surat_terbit": Bentuk(
        "hasil.txt",
        "Surat terbit",
        "Surat pada usulan Anda sudah ditandatangani dan terbit.",
        "Langkah berikut: unduh suratnya dari halaman usulan.",
    ),
    "selesai": Bentuk(
        "hasil.txt",
        "Usulan selesai",
        "Usulan Anda selesai dan akibatnya sudah tercatat.",
        "Langkah berikut: sampaikan surat keputusannya kepada yang bersangkutan.",
    ),
    "tms": Bentuk(
        "hasil.txt",
        "Usulan tidak memenuhi syarat",
        "Usulan Anda dinyatakan tidak memenuhi syarat.",
        "Langkah berikut: pelajari alasannya; usulan baru dapat diajukan bila syaratnya sudah terpenuhi.",
    ),
    "dibatalkan": Bentuk(
        "hasil.txt",
        "Usulan dibatalkan",
        "Usulan Anda berakhir karena surat yang menjadi dasarnya dicabut.",
        "Langkah berikut: bila masih diperlukan, buat usulan baru dengan data yang benar.",
    ),
    "diakhiri": Bentuk(
        "hasil.txt",
        "Usulan diakhiri administrator",
        "Usulan Anda diakhiri administrator karena halangannya tidak dapat dibereskan.",
        "Langkah berikut: pelajari alasannya; bila masih diperlukan, buat usulan baru.",
    ),
    "ditarik": Bentuk(
        "hasil.txt",
        "Usulan ditarik",
        "Usulan Anda ditarik dan berakhir.",
        "Langkah berikut: bila masih diperlukan, buat usulan baru.",
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
