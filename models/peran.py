"""Peran dan unit: siapa seseorang dalam sebuah usulan, dan di mana wewenangnya berlaku.

Unit ditulis ``instansi:<id SIASN>``, ``kanreg:<angka Romawi>``, ``bkn``, ``setneg``, atau ``asn:<id>`` bagi seorang
ASN sendiri.
"""

from enum import StrEnum
from uuid import UUID


class Peran(StrEnum):
    ASN = "asn"
    OPERATOR = "operator"
    VERIFIKATOR_INSTANSI = "verifikator_instansi"
    APPROVER_INSTANSI = "approver_instansi"
    PARAF_INSTANSI = "paraf_instansi"
    PENANDATANGAN_INSTANSI = "penandatangan_instansi"
    ADMIN_INSTANSI = "admin_instansi"
    VERIFIKATOR_BKN = "verifikator_bkn"
    PARAF_BKN = "paraf_bkn"
    PENANDATANGAN_BKN = "penandatangan_bkn"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    SETNEG = "setneg"
    """Sistem Sekretariat Negara yang mengirim Keputusan Presiden; bukan orang."""


BKN_PUSAT = "bkn"
SETNEG = "setneg"
"""Unit pengirim Keputusan Presiden."""


def unit_instansi(instansi_id: str) -> str:
    return f"instansi:{instansi_id}"


def unit_asn(asn_id: UUID) -> str:
    return f"asn:{asn_id}"


def unit_kanreg(kanreg: str) -> str:
    return f"kanreg:{kanreg}"
