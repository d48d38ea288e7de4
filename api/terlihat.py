"""Membaca yang boleh diketahui pemintanya; yang lain dijawab tidak ada."""

from dataclasses import dataclass
from uuid import UUID

from api import boleh
from api.boleh import LetakTugas, LetakUsulan
from api.siapa import Identitas
from gudang import Gudang
from gudang.tugas import DataTugas
from gudang.usulan import DataUsulan
from models.peran import BKN_PUSAT, Peran, unit_kanreg
from models.peristiwa import Dibaca
from models.profil import ProfilASN
from models.referensi import instansi


@dataclass(frozen=True)
class TugasTerlihat:
    tugas: DataTugas
    usulan: DataUsulan

    @property
    def letak(self) -> LetakTugas:
        return LetakTugas(Peran(self.tugas.peran), self.tugas.unit, self.tugas.untuk)


async def usulan_terlihat(gudang: Gudang, ia: Identitas, usulan_id: UUID, *, sebutan: str = "usulan") -> DataUsulan:
    """``sebutan``: yang dicari pemintanya, supaya 404-nya sama bunyinya dengan yang sungguh tidak ada."""
    usulan = await gudang.usulan.baca(usulan_id)
    if usulan is None:
        raise boleh.tidak_ditemukan(sebutan)
    boleh.pastikan(boleh.tahu_usulan(ia, letak(usulan)), sebutan)
    return usulan


async def tugas_terlihat(gudang: Gudang, ia: Identitas, tugas_id: UUID) -> TugasTerlihat:
    tugas = await gudang.tugas.baca(tugas_id, ia.akun)
    usulan = await gudang.usulan.baca(tugas.usulan_id) if tugas else None
    if tugas is None or usulan is None:
        raise boleh.tidak_ditemukan("tugas")
    boleh.pastikan(boleh.tahu_usulan(ia, letak(usulan)), "tugas")
    return TugasTerlihat(tugas, usulan)


async def asn_terlihat(gudang: Gudang, ia: Identitas, asn_id: UUID) -> ProfilASN:
    profil = await gudang.asn.baca_profil(asn_id)
    if profil is None:
        raise boleh.tidak_ditemukan("ASN")
    boleh.pastikan(boleh.tahu_asn(ia, profil.id, profil.instansi_id, pembina(profil.instansi_id)), "ASN")
    return profil


async def instansi_asn(gudang: Gudang, ia: Identitas, asn_id: UUID, *, sebutan: str = "ASN") -> str:
    """Instansi ASN yang boleh diketahuinya, tanpa membaca profilnya."""
    instansi_id = await gudang.asn.instansi(asn_id)
    if instansi_id is None:
        raise boleh.tidak_ditemukan(sebutan)
    boleh.pastikan(boleh.tahu_asn(ia, asn_id, instansi_id, pembina(instansi_id)), sebutan)
    return instansi_id


async def catat_asn_dibaca(gudang: Gudang, ia: Identitas, asn_id: UUID, instansi_id: str, bagian: str) -> None:
    """Data pribadi yang dibaca masuk jejak ASN-nya, sekali sejam tiap akun dan bagian."""
    await gudang.jejak.catat_baca(
        ia.pembaca(), instansi_id, asn_id=asn_id, dibaca=Dibaca(bagian=bagian), sekali_sejam=True
    )


async def catat_usulan_dibaca(gudang: Gudang, ia: Identitas, usulan: DataUsulan, bagian: str) -> None:
    """Pembacaan usulan masuk jejaknya; konsep masih dapat dihapus, jadi pembacaannya masuk jejak ASN-nya."""
    if usulan.diajukan_pada is None:
        await catat_asn_dibaca(gudang, ia, usulan.asn_id, usulan.instansi_id, bagian)
        return
    await gudang.jejak.catat_baca(
        ia.pembaca(), usulan.instansi_id, usulan_id=usulan.id, dibaca=Dibaca(bagian=bagian), sekali_sejam=True
    )


def letak(usulan: DataUsulan) -> LetakUsulan:
    return LetakUsulan(
        instansi_id=usulan.instansi_id,
        unit=frozenset(usulan.unit_terlibat),
        diajukan=usulan.diajukan_pada is not None,
        pembuat=usulan.pemilik,
        asn_id=usulan.asn_id,
    )


def pembina(instansi_id: str) -> str:
    """Unit BKN yang melayani instansi ini."""
    kanreg = instansi(instansi_id).kanreg
    return unit_kanreg(kanreg) if kanreg else BKN_PUSAT
