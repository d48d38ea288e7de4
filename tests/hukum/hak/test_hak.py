"""Hak ialah peran × wilayah: sifat-sifat yang berlaku bagi siapa pun, usulan mana pun, tugas mana pun."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api import boleh
from api.boleh import Jawaban, LetakTugas, LetakUsulan
from api.siapa import Identitas
from models.peran import BKN_PUSAT, SETNEG, Peran, unit_asn, unit_instansi, unit_kanreg

INSTANSI = ("A", "B", "C")
ASN = (UUID(int=1), UUID(int=2))
UNIT = (
    *(unit_instansi(i) for i in INSTANSI),
    unit_kanreg("II"),
    unit_kanreg("III"),
    BKN_PUSAT,
    SETNEG,
    *map(unit_asn, ASN),
)
PEMBINA = (unit_kanreg("II"), unit_kanreg("III"), BKN_PUSAT)
AKUN = ("akun-1", "akun-2", "akun-3")

orang = st.builds(
    Identitas,
    akun=st.sampled_from(AKUN),
    nama=st.just("Seseorang"),
    peran=st.frozensets(st.sampled_from(Peran), max_size=3),
    unit=st.sampled_from(UNIT),
)
usulan = st.builds(
    LetakUsulan,
    instansi_id=st.sampled_from(INSTANSI),
    unit=st.frozensets(st.sampled_from(UNIT), max_size=3),
    diajukan=st.booleans(),
    pembuat=st.sampled_from(AKUN),
    asn_id=st.sampled_from(ASN),
)
tugas = st.builds(
    LetakTugas,
    peran=st.sampled_from(Peran),
    unit=st.sampled_from(UNIT),
    untuk=st.none() | st.sampled_from(AKUN),
)


def _semua_jawaban(ia: Identitas, u: LetakUsulan, t: LetakTugas) -> dict[str, Jawaban]:
    return {
        "menghapus": boleh.menghapus(ia, u),
        "menarik": boleh.menarik(ia, u),
        "menahan": boleh.menahan(ia, u),
        "mengerjakan": boleh.mengerjakan(ia, u, t),
        "mengalihkan": boleh.mengalihkan(ia, u, t),
    }


@given(orang, usulan, tugas)
def test_yang_tidak_tahu_tidak_pernah_mendapat_jawaban_selain_tidak_tahu(
    ia: Identitas, u: LetakUsulan, t: LetakTugas
) -> None:
    if boleh.tahu_usulan(ia, u) is Jawaban.TIDAK_TAHU:
        assert set(_semua_jawaban(ia, u, t).values()) == {Jawaban.TIDAK_TAHU}


@given(orang, usulan, tugas)
def test_berbuat_berarti_tahu(ia: Identitas, u: LetakUsulan, t: LetakTugas) -> None:
    if Jawaban.BOLEH in _semua_jawaban(ia, u, t).values():
        assert boleh.tahu_usulan(ia, u) is Jawaban.BOLEH


@given(orang, usulan)
def test_instansi_lain_tidak_tahu_kecuali_menetapkan_sk(ia: Identitas, u: LetakUsulan) -> None:
    if ia.unit.startswith("instansi:") and ia.unit != unit_instansi(u.instansi_id):
        tahu = boleh.tahu_usulan(ia, u) is Jawaban.BOLEH
        assert tahu == (u.diajukan and ia.unit in u.unit and bool(ia.peran & boleh.PERAN_PENETAP))


@given(orang, usulan)
def test_kanreg_hanya_tahu_yang_diajukan_kepadanya(ia: Identitas, u: LetakUsulan) -> None:
    if ia.unit.startswith("kanreg:") and boleh.tahu_usulan(ia, u) is Jawaban.BOLEH:
        assert u.diajukan
        assert ia.unit in u.unit


@given(orang, usulan)
def test_tanpa_peran_tidak_tahu_apa_pun(ia: Identitas, u: LetakUsulan) -> None:
    tanpa_peran = Identitas(ia.akun, ia.nama, frozenset(), ia.unit)
    assert boleh.tahu_usulan(tanpa_peran, u) is Jawaban.TIDAK_TAHU
    assert boleh.menyusun(tanpa_peran, u.instansi_id, ASN[0], sendiri=True) is Jawaban.TIDAK_TAHU


@given(orang, usulan)
def test_peran_tidak_berlaku_di_luar_tempatnya(ia: Identitas, u: LetakUsulan) -> None:
    """Peran instansi yang tertulis di unit BKN (dan sebaliknya) tidak memberi hak apa pun."""
    jenis = ia.unit.partition(":")[0]
    sah = {"instansi": boleh.PERAN_INSTANSI, "asn": {Peran.ASN}}.get(jenis, boleh.PERAN_BKN | {Peran.ADMINISTRATOR})
    if not ia.peran & sah:
        assert boleh.tahu_usulan(ia, u) is Jawaban.TIDAK_TAHU


@given(orang, usulan, tugas)
def test_tugas_dikerjakan_hanya_oleh_peran_dan_unitnya_yang_ditunjuk(
    ia: Identitas, u: LetakUsulan, t: LetakTugas
) -> None:
    if boleh.mengerjakan(ia, u, t) is Jawaban.BOLEH:
        assert t.peran in ia.peran
        assert t.unit == ia.unit
        assert t.untuk in {None, ia.akun}


@given(orang, usulan, tugas)
def test_pengawas_membaca_tanpa_memutus(ia: Identitas, u: LetakUsulan, t: LetakTugas) -> None:
    pengawas = Identitas(ia.akun, ia.nama, frozenset({Peran.PENGAWAS}), ia.unit)
    jawaban = _semua_jawaban(pengawas, u, t)
    if t.peran is not Peran.PENGAWAS:
        assert Jawaban.BOLEH not in jawaban.values()
    assert boleh.menandatangani(pengawas) is Jawaban.TERLARANG


@given(orang, usulan)
def test_menyusun_hanya_operator_instansinya(ia: Identitas, u: LetakUsulan) -> None:
    boleh_menyusun = boleh.menyusun(ia, u.instansi_id, ASN[0], sendiri=False) is Jawaban.BOLEH
    assert boleh_menyusun == (Peran.OPERATOR in ia.peran and ia.unit == unit_instansi(u.instansi_id))


@given(orang, usulan, st.sampled_from(ASN))
def test_asn_menyusun_hanya_baginya_sendiri(ia: Identitas, u: LetakUsulan, asn_id: UUID) -> None:
    if ia.unit.startswith("asn:"):
        boleh_menyusun = boleh.menyusun(ia, u.instansi_id, asn_id, sendiri=True) is Jawaban.BOLEH
        assert boleh_menyusun == (Peran.ASN in ia.peran and ia.unit == unit_asn(asn_id))


@given(orang, usulan)
def test_asn_tahu_usulannya_sendiri_dan_konsep_buatannya(ia: Identitas, u: LetakUsulan) -> None:
    if ia.unit.startswith("asn:"):
        tahu = boleh.tahu_usulan(ia, u) is Jawaban.BOLEH
        miliknya = u.asn_id is not None and ia.unit == unit_asn(u.asn_id) and Peran.ASN in ia.peran
        assert tahu == (miliknya and (u.diajukan or u.pembuat == ia.akun))


@given(orang, usulan)
def test_konsep_dihapus_hanya_pembuatnya(ia: Identitas, u: LetakUsulan) -> None:
    if boleh.menghapus(ia, u) is Jawaban.BOLEH:
        assert u.pembuat == ia.akun


@given(orang)
def test_keputusan_dari_luar_dikirim_setneg_dan_diurus_administrator(ia: Identitas) -> None:
    administrator = Peran.ADMINISTRATOR in ia.peran and ia.unit == BKN_PUSAT
    setneg = Peran.SETNEG in ia.peran and ia.unit == SETNEG
    assert (boleh.mengurus_keputusan(ia) is Jawaban.BOLEH) == administrator
    assert (boleh.mengirim_keputusan(ia) is Jawaban.BOLEH) == (administrator or setneg)


@given(orang, usulan)
def test_setneg_tidak_tahu_usulan_siapa_pun(ia: Identitas, u: LetakUsulan) -> None:
    setneg = Identitas(ia.akun, ia.nama, frozenset({Peran.SETNEG}), SETNEG)
    assert boleh.tahu_usulan(setneg, u) is Jawaban.TIDAK_TAHU
    assert boleh.daftar_usulan(setneg) is None


@given(orang, usulan)
def test_menahan_hanya_administrator(ia: Identitas, u: LetakUsulan) -> None:
    boleh_menahan = boleh.menahan(ia, u) is Jawaban.BOLEH
    assert boleh_menahan == (Peran.ADMINISTRATOR in ia.peran and ia.unit == BKN_PUSAT)


@given(
    orang,
    st.sampled_from(ASN),
    st.sampled_from(INSTANSI),
    st.sampled_from((unit_kanreg("II"), unit_kanreg("III"), BKN_PUSAT)),
)
def test_data_asn_terbaca_dirinya_instansinya_dan_pembinanya(
    ia: Identitas, asn_id: UUID, instansi_id: str, pembina: str
) -> None:
    if boleh.tahu_asn(ia, asn_id, instansi_id, pembina) is Jawaban.BOLEH:
        assert ia.unit in {unit_asn(asn_id), unit_instansi(instansi_id), pembina, BKN_PUSAT}


@given(orang, usulan)
def test_daftar_tidak_memuat_yang_tidak_boleh_diketahui(ia: Identitas, u: LetakUsulan) -> None:
    wilayah = boleh.daftar_usulan(ia)
    termuat = wilayah is not None and (
        wilayah.instansi_id in {None, u.instansi_id}
        and (wilayah.unit is None or wilayah.unit in u.unit)
        and (wilayah.konsep is None or wilayah.konsep != u.diajukan)
        and wilayah.asn_id in {None, u.asn_id}
        and (wilayah.asn_id is None or u.diajukan or u.pembuat == ia.akun)
    )
    if termuat:
        assert boleh.tahu_usulan(ia, u) is Jawaban.BOLEH


@given(orang, usulan, tugas)
def test_pengganti_hanya_mengerjakan_tugas_pejabat_yang_digantikannya_di_unitnya(
    ia: Identitas, u: LetakUsulan, t: LetakTugas
) -> None:
    pengganti = ia.menggantikan(frozenset({(t.peran, "akun-1")}))
    if boleh.mengerjakan(pengganti, u, t) is Jawaban.BOLEH:
        assert t.unit == ia.unit
        assert t.untuk in {None, ia.akun, "akun-1"}
    if boleh.mengambil_alih(pengganti, u, t) is Jawaban.BOLEH:
        assert t.untuk == "akun-1"
    if t.peran not in ia.peran:
        assert pengganti.sebagai(t.peran).mewakili == "akun-1"
    else:
        assert pengganti.sebagai(t.peran).mewakili is None
        assert pengganti.sebagai(t.peran, untuk="akun-1").mewakili == "akun-1"
    assert ia.menggantikan(frozenset()) == ia
