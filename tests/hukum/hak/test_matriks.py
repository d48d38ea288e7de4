"""Matriks hak: siapa boleh apa di mana, ditulis sebagai tabel yang berdiri sendiri, bukan dari kode yang diuji.

Satu baris ``peran: tempat …``; tempat beberapa kata harus dipenuhi semuanya. Yang tidak tertulis tidak boleh.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import boleh
from api.boleh import Jawaban, LetakTugas, LetakUsulan
from api.siapa import Identitas
from models.peran import Peran
from tests.hukum.hak.test_hak import ASN, PEMBINA, UNIT, orang, tugas, usulan

INSTANSI_SEMUA = "operator verifikator_instansi approver_instansi paraf_instansi penandatangan_instansi admin_instansi"
BKN_SEMUA = "verifikator_bkn paraf_bkn penandatangan_bkn pengawas"
TAHU_USULAN = {
    INSTANSI_SEMUA: ["instansinya"],
    "paraf_instansi penandatangan_instansi admin_instansi": ["di_instansi langkahnya diajukan"],
    BKN_SEMUA: ["di_bkn langkahnya diajukan"],
    "pengawas": ["pusat diajukan"],
    "administrator": ["pusat"],
    "asn": ["dirinya diajukan", "dirinya buatannya"],
}
TAHU_INSTANSI = {INSTANSI_SEMUA: ["instansinya"], BKN_SEMUA: ["pembina", "pusat"], "administrator": ["pusat"]}
TABEL: dict[str, dict[str, list[str]]] = {
    "tahu_usulan": TAHU_USULAN,
    "tahu_surat": TAHU_USULAN,
    "tahu_asn": TAHU_INSTANSI | {"asn": ["dirinya"]},
    "tahu_instansi": TAHU_INSTANSI,
    "membandingkan_instansi": {BKN_SEMUA: ["di_bkn"], "administrator": ["di_bkn"]},
    "menyusun": {"operator": ["instansinya"], "asn": ["dirinya layanannya_terbuka"]},
    "menghapus": {"operator": ["di_instansi buatannya"], "asn": ["dirinya buatannya"]},
    "menarik": {"operator": ["instansinya"], "asn": ["dirinya buatannya"]},
    "menahan": {"administrator": ["pusat"]},
    "mengerjakan": {peran: ["perannya unitnya tak_ditunjuk"] for peran in Peran},
    "mengalihkan": {"admin_instansi": ["di_instansi unitnya"], "administrator": ["pusat"]},
    "mengambil_alih": {peran: ["perannya unitnya digantikannya"] for peran in Peran},
    "mengatur_pejabat": {"admin_instansi": ["di_instansi unitnya"], "administrator": ["pusat"]},
    "mengesahkan_penggantian": {
        **{peran: ["perannya unitnya pejabatnya"] for peran in Peran},
        "admin_instansi": ["perannya unitnya pejabatnya", "di_instansi unitnya bukan_pelimpahan"],
        "administrator": ["perannya unitnya pejabatnya", "pusat bukan_pelimpahan"],
    },
    "menolak_penggantian": {
        **{peran: ["perannya unitnya pejabatnya"] for peran in Peran},
        "admin_instansi": ["perannya unitnya pejabatnya", "di_instansi unitnya"],
        "administrator": ["perannya unitnya pejabatnya", "pusat"],
    },
    "menetapkan": {"administrator": ["pusat"]},
    "mengirim_keputusan": {"setneg": ["setneg"], "administrator": ["pusat"]},
    "mengurus_keputusan": {"administrator": ["pusat"]},
    "mengurus_kabar": {"admin_instansi": ["di_instansi"], "administrator": ["pusat"]},
    "memeriksa_latar": {"administrator": ["pusat"]},
    "menandatangani": {"penandatangan_instansi": ["di_instansi"], "penandatangan_bkn": ["di_bkn"]},
}
SESUDAH_TAHU = {"menghapus", "menarik", "menahan", "mengerjakan", "mengalihkan", "mengambil_alih"}
"""Juga harus tahu usulannya menurut barisnya sendiri."""


@dataclass(frozen=True)
class Medan:
    ia: Identitas
    usulan: LetakUsulan
    tugas: LetakTugas
    asn_id: UUID
    pembina: str
    unit: str
    sendiri: bool
    terbit: bool

    def tempat(self, peran: Peran) -> set[str]:
        """Kata-kata tempat yang benar bagi orang ini selagi memakai perannya itu."""
        ia, u, t = self.ia, self.usulan, self.tugas
        asn_id = u.asn_id
        benar = {
            "instansinya": ia.unit == f"instansi:{u.instansi_id}",
            "di_instansi": ia.unit.startswith("instansi:"),
            "di_bkn": ia.unit == "bkn" or ia.unit.startswith("kanreg:"),
            "pusat": ia.unit == "bkn",
            "setneg": ia.unit == "setneg",
            "pembina": ia.unit == self.pembina,
            "langkahnya": ia.unit in u.unit,
            "diajukan": u.diajukan,
            "buatannya": u.pembuat == ia.akun,
            "dirinya": ia.unit == f"asn:{asn_id}",
            "layanannya_terbuka": self.sendiri,
            "perannya": t.peran is peran,
            "unitnya": t.unit == ia.unit,
            "tak_ditunjuk": t.untuk in (None, ia.akun) or (t.peran, t.untuk) in ia.pengganti,
            "pejabatnya": t.untuk == ia.akun,
            "bukan_pelimpahan": not self.sendiri,
            "digantikannya": t.untuk is not None and (t.peran, t.untuk) in ia.pengganti,
        }
        return {nama for nama, ya in benar.items() if ya}


PERTANYAAN: dict[str, Callable[[Medan], Jawaban]] = {
    "tahu_usulan": lambda m: boleh.tahu_usulan(m.ia, m.usulan),
    "tahu_surat": lambda m: boleh.tahu_surat(m.ia, m.usulan, m.unit, terbit=m.terbit),
    "tahu_asn": lambda m: boleh.tahu_asn(m.ia, m.asn_id, m.usulan.instansi_id, m.pembina),
    "tahu_instansi": lambda m: boleh.tahu_instansi(m.ia, m.usulan.instansi_id, m.pembina),
    "membandingkan_instansi": lambda m: boleh.membandingkan_instansi(m.ia),
    "menyusun": lambda m: boleh.menyusun(m.ia, m.usulan.instansi_id, m.asn_id, sendiri=m.sendiri),
    "menghapus": lambda m: boleh.menghapus(m.ia, m.usulan),
    "menarik": lambda m: boleh.menarik(m.ia, m.usulan),
    "menahan": lambda m: boleh.menahan(m.ia, m.usulan),
    "mengerjakan": lambda m: boleh.mengerjakan(m.ia, m.usulan, m.tugas),
    "mengalihkan": lambda m: boleh.mengalihkan(m.ia, m.usulan, m.tugas),
    "mengambil_alih": lambda m: boleh.mengambil_alih(m.ia, m.usulan, m.tugas),
    "mengatur_pejabat": lambda m: boleh.mengatur_pejabat(m.ia, m.tugas.unit),
    "mengesahkan_penggantian": lambda m: boleh.mengesahkan_penggantian(m.ia, m.tugas, dilimpahkan=m.sendiri),
    "menolak_penggantian": lambda m: boleh.menolak_penggantian(m.ia, m.tugas),
    "menetapkan": lambda m: boleh.menetapkan(m.ia),
    "mengirim_keputusan": lambda m: boleh.mengirim_keputusan(m.ia),
    "mengurus_keputusan": lambda m: boleh.mengurus_keputusan(m.ia),
    "mengurus_kabar": lambda m: boleh.mengurus_kabar(m.ia),
    "memeriksa_latar": lambda m: boleh.memeriksa_latar(m.ia),
    "menandatangani": lambda m: boleh.menandatangani(m.ia),
}


@st.composite
def medan(draw: st.DrawFn) -> Medan:
    u, t, ia = draw(usulan), draw(tugas), draw(orang)
    ia = ia.menggantikan(draw(st.frozensets(st.tuples(st.just(t.peran), st.sampled_from(("akun-1", "akun-2"))))))
    # Pejabat dan tugas sering seunit: yang jarang bertemu tidak menguji apa-apa.
    if draw(st.booleans()):
        ia = Identitas(ia.akun, ia.nama, ia.peran, t.unit, ia.pengganti, ia.pinjaman)
    asn_id = u.asn_id or ASN[0]
    return Medan(
        ia, u, t, asn_id, draw(st.sampled_from(PEMBINA)), draw(st.sampled_from(UNIT)), draw(st.booleans()),
        draw(st.booleans()),
    )  # fmt: skip


def tertulis(perbuatan: str, m: Medan) -> bool:
    """Boleh menurut tabel."""
    for peran_peran, tempat_tempat in TABEL[perbuatan].items():
        for peran in map(Peran, peran_peran.split()):
            benar = m.tempat(peran)
            if peran in m.ia.peran and any(set(tempat.split()) <= benar for tempat in tempat_tempat):
                return perbuatan not in SESUDAH_TAHU or tertulis("tahu_usulan", m)
    return False


@pytest.mark.parametrize("perbuatan", TABEL)
@given(m=medan())
def test_jawaban_boleh_persis_seperti_tabelnya(perbuatan: str, m: Medan) -> None:
    semestinya = tertulis(perbuatan, m)
    if perbuatan == "tahu_surat" and not m.terbit:  # draf: hanya unit penerbitnya, dan administrator
        semestinya &= m.ia.unit == m.unit or tertulis("menahan", m)
    assert (PERTANYAAN[perbuatan](m) is Jawaban.BOLEH) == semestinya


def test_setiap_pertanyaan_ada_dalam_tabel() -> None:
    dijawab = {
        nama
        for nama, fungsi in inspect.getmembers(boleh, inspect.isfunction)
        if fungsi.__module__ == boleh.__name__ and not nama.startswith("_")
        and fungsi.__annotations__.get("return") is Jawaban
    }  # fmt: skip
    assert dijawab == TABEL.keys() == PERTANYAAN.keys()
