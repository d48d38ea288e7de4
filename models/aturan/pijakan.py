"""Riwayat yang bertumpu pada sebuah pangkat: selama ada, pangkat itu tidak dihapus atau ditarik kembali."""

from datetime import date

from models.profil import ProfilASN
from models.referensi.tanggal import tulis_tanggal


class MenjadiPijakan(ValueError):
    """Pangkat yang hendak ditarik sudah menjadi pijakan riwayat sesudahnya."""


def yang_bertumpu(profil: ProfilASN, tmt: date) -> str | None:
    """Sebutan riwayat pertama yang bertumpu pada pangkat ber-TMT ini; kosong bila tidak ada."""
    sesudah = (
        *((r.tmt, f"golongan {r.golongan}") for r in profil.golongan),
        *((r.tmt, "kenaikan gaji berkala") for r in profil.kgb),
        *((r.tmt, "peninjauan masa kerja") for r in profil.pmk),
    )
    pertama = min((satu for satu in sesudah if satu[0] > tmt), default=None)
    return f"{pertama[1]} sejak {tulis_tanggal(pertama[0])}" if pertama else None
