"""Penolakan update: galat bertipe dengan kata-kata bagi orangnya. Update yang ditolak tidak meninggalkan peristiwa."""

from typing import NoReturn

from temporalio.exceptions import ApplicationError

from models.galat import JenisGalat
from models.keputusan import Pelaku, Putusan
from models.langkah import JenisPutusan, Langkah
from models.usulan import TugasTerbuka


def tolak(jenis: JenisGalat, pesan: str) -> NoReturn:
    raise ApplicationError(pesan, type=jenis.value, non_retryable=True)


def tolak_bila_bukan_haknya(tugas: TugasTerbuka, pelaku: Pelaku) -> None:
    """Peran, unit, dan penunjukan menurut langkah yang dibekukan."""
    langkah = tugas.langkah
    if pelaku.peran != langkah.peran or pelaku.unit != langkah.unit:
        tolak(JenisGalat.BUKAN_UNTUK_ANDA, f"Tugas {langkah.nama} bukan untuk peran atau unit Anda.")
    if tugas.untuk not in (None, pelaku.akun, pelaku.mewakili):
        tolak(JenisGalat.BUKAN_UNTUK_ANDA, f"Tugas {langkah.nama} ini ditujukan kepada orang lain.")


def tolak_bila_pernah_bertindak(langkah: Langkah, akun: str, pelaku_langkah: dict[str, set[str]]) -> None:
    """Aturan beda orang: pelaku langkah yang disebut tidak mengerjakan langkah ini, pada putaran mana pun."""
    for kode in langkah.beda_orang:
        if akun in pelaku_langkah.get(kode, set()):
            tolak(
                JenisGalat.BEDA_ORANG,
                f"Orang ini sudah bertindak pada {kode.replace('_', ' ')} usulan ini; "
                f"{langkah.nama.lower()} harus dikerjakan orang lain.",
            )


def tolak_putusan_tak_lengkap(tugas: TugasTerbuka, putusan: Putusan) -> None:
    langkah = tugas.langkah
    if putusan.jenis not in langkah.putusan:
        pilihan = ", ".join(langkah.putusan) or "tidak ada"
        tolak(
            JenisGalat.PUTUSAN_TIDAK_BERLAKU,
            f"Putusan {putusan.jenis} tidak berlaku pada {langkah.nama.lower()}; pilihan: {pilihan}.",
        )
    if putusan.jenis.perlu_alasan and not putusan.alasan:
        tolak(
            JenisGalat.ALASAN_KOSONG,
            f"Putusan {putusan.jenis} harus menyebut sedikitnya satu alasan pada isian atau dokumennya.",
        )
    if putusan.jenis is JenisPutusan.SETUJU and tugas.draf and putusan.sidik_draf != tugas.draf.sha256:
        tolak(JenisGalat.DRAF_BERUBAH, "Draf surat bukan lagi yang Anda baca; buka draf terbaru lalu putuskan lagi.")
