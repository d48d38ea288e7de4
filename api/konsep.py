"""Hak menyusun konsep usulan."""

from uuid import UUID

from api import boleh
from api.masalah import JenisMasalah, Masalah
from api.siapa import Identitas
from api.terlihat import usulan_terlihat
from gudang import Gudang
from gudang.usulan import DataUsulan
from models.layanan import cari


async def konsep_sendiri(gudang: Gudang, ia: Identitas, usulan_id: UUID) -> DataUsulan:
    """Konsep yang boleh disusunnya; ``Masalah`` bila bukan haknya atau sudah diajukan."""
    usulan = await usulan_terlihat(gudang, ia, usulan_id)
    pastikan_menyusun(ia, usulan.layanan, usulan.jenis, usulan.instansi_id, usulan.asn_id)
    if usulan.diajukan_pada is not None:
        raise Masalah(JenisMasalah.SUDAH_DIAJUKAN, f"Usulan {usulan.nomor} sudah diajukan.")
    return usulan


def pastikan_menyusun(ia: Identitas, layanan: str, jenis: str, instansi_id: str, asn_id: UUID) -> None:
    sendiri = cari(layanan).diusulkan_asn(jenis)
    syarat = "Hanya operator instansi yang menyusun usulan" + (", atau ASN-nya sendiri." if sendiri else ".")
    boleh.pastikan(boleh.menyusun(ia, instansi_id, asn_id, sendiri=sendiri), "usulan", syarat=syarat)
