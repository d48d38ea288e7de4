"""Bolehkah ia? Satu fungsi satu pertanyaan; hak ialah peran × wilayah.

Jawabannya tiga: boleh, terlarang (ia boleh tahu, tidak boleh berbuat: 403), dan tidak tahu (404: bagi orang itu
perkaranya tidak ada). Keamanan baris di basis data menjaga wilayah yang sama sekali lagi.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final
from uuid import UUID

from api.masalah import JenisMasalah, Masalah
from api.siapa import Identitas
from models.peran import BKN_PUSAT, SETNEG, Peran, unit_instansi

PERAN_INSTANSI: Final = frozenset(
    {
        Peran.OPERATOR,
        Peran.VERIFIKATOR_INSTANSI,
        Peran.APPROVER_INSTANSI,
        Peran.PARAF_INSTANSI,
        Peran.PENANDATANGAN_INSTANSI,
        Peran.ADMIN_INSTANSI,
    }
)
PERAN_BKN: Final = frozenset({Peran.VERIFIKATOR_BKN, Peran.PARAF_BKN, Peran.PENANDATANGAN_BKN, Peran.PENGAWAS})
PERAN_ADMINISTRATOR: Final = frozenset({Peran.ADMINISTRATOR})
PERAN_PENETAP: Final = frozenset({Peran.PARAF_INSTANSI, Peran.PENANDATANGAN_INSTANSI, Peran.ADMIN_INSTANSI})
"""Peran instansi penetap SK yang bukan instansi ASN-nya."""
PENANDATANGAN: Final = frozenset({Peran.PENANDATANGAN_INSTANSI, Peran.PENANDATANGAN_BKN})


class Jawaban(Enum):
    BOLEH = "boleh"
    TERLARANG = "terlarang"
    TIDAK_TAHU = "tidak_tahu"


@dataclass(frozen=True)
class LetakUsulan:
    """Yang menentukan siapa boleh tahu sebuah usulan."""

    instansi_id: str
    unit: frozenset[str]
    """Unit semua langkahnya, seperti dibekukan saat diajukan; kosong bagi konsep."""
    diajukan: bool
    pembuat: str
    """Akun yang membuat konsepnya."""
    asn_id: UUID | None = None


@dataclass(frozen=True)
class WilayahDaftar:
    """Batas sebuah daftar usulan; kosong berarti tanpa batas."""

    instansi_id: str | None = None
    unit: str | None = None
    """Hanya yang langkahnya dikerjakan unit ini."""
    konsep: bool | None = None
    """``False``: hanya yang sudah diajukan."""
    asn_id: UUID | None = None
    """Hanya milik ASN ini; konsep yang disusun orang lain baginya tidak ikut."""


@dataclass(frozen=True)
class LetakTugas:
    """Untuk siapa sebuah tugas dibuka, atau jabatan siapa yang digantikan."""

    peran: Peran
    unit: str
    untuk: str | None = None


def tahu_asn(ia: Identitas, asn_id: UUID, instansi_id: str, unit_pembina: str) -> Jawaban:
    """Bolehkah ia membaca data ASN ini? ``unit_pembina`` ialah kanreg pembina instansinya, atau ``bkn``."""
    return Jawaban.BOLEH if ia.asn_id == asn_id else tahu_instansi(ia, instansi_id, unit_pembina)


def tahu_instansi(ia: Identitas, instansi_id: str, unit_pembina: str) -> Jawaban:
    """Bolehkah ia membaca data seluruh ASN instansi ini? Petugasnya, BKN yang membinanya, dan administrator."""
    if _petugas_instansi(ia, instansi_id) or _administrator(ia):
        return Jawaban.BOLEH
    boleh = bool(ia.peran & PERAN_BKN) and ia.unit in {unit_pembina, BKN_PUSAT}
    return Jawaban.BOLEH if boleh else Jawaban.TIDAK_TAHU


def membandingkan_instansi(ia: Identitas) -> Jawaban:
    """Bolehkah ia melihat banyak instansi sekaligus? BKN di wilayahnya, dan administrator."""
    return _bila(_unit_bkn(ia) and bool(ia.peran & (PERAN_BKN | PERAN_ADMINISTRATOR)))


def tahu_usulan(ia: Identitas, usulan: LetakUsulan) -> Jawaban:
    """Bolehkah ia tahu usulan ini ada?

    Konsep hanya diketahui instansinya. Sesudah diajukan: juga unit BKN yang mengerjakan langkahnya, pejabat instansi
    lain yang menetapkan SK-nya (gubernur bagi kabupaten/kota), dan pengawas BKN pusat.
    """
    if _petugas_instansi(ia, usulan.instansi_id) or _administrator(ia):
        return Jawaban.BOLEH
    if ia.unit.startswith("asn:"):
        sendiri = ia.asn_id is not None and ia.asn_id == usulan.asn_id
        return Jawaban.BOLEH if sendiri and (usulan.diajukan or usulan.pembuat == ia.akun) else Jawaban.TIDAK_TAHU
    if not usulan.diajukan:
        return Jawaban.TIDAK_TAHU
    if Peran.PENGAWAS in ia.peran and ia.unit == BKN_PUSAT:
        return Jawaban.BOLEH
    berperan = PERAN_PENETAP if ia.unit.startswith("instansi:") else PERAN_BKN
    terlibat = ia.unit in usulan.unit and bool(ia.peran & berperan)
    return Jawaban.BOLEH if terlibat else Jawaban.TIDAK_TAHU


def daftar_usulan(ia: Identitas) -> WilayahDaftar | None:
    """Usulan mana yang boleh muncul dalam daftarnya? Kosong berarti tidak ada satu pun."""
    if ia.unit.startswith("asn:"):
        return WilayahDaftar(asn_id=ia.asn_id) if ia.asn_id else None
    if _administrator(ia):
        return WilayahDaftar()
    if ia.unit == BKN_PUSAT and Peran.PENGAWAS in ia.peran:
        return WilayahDaftar(konsep=False)
    if ia.unit.startswith("instansi:"):
        return WilayahDaftar(instansi_id=ia.unit.removeprefix("instansi:")) if ia.peran & PERAN_INSTANSI else None
    return WilayahDaftar(unit=ia.unit, konsep=False) if ia.peran & PERAN_BKN else None


def menyusun(ia: Identitas, instansi_id: str, asn_id: UUID, *, sendiri: bool) -> Jawaban:
    """Bolehkah ia menyusun, mengubah, dan mengajukan konsep usulan bagi ASN ini?

    ``sendiri``: layanannya boleh diusulkan ASN yang bersangkutan.
    """
    if ia.asn_id == asn_id:
        return _bila(sendiri)
    if not _petugas_instansi(ia, instansi_id):
        return Jawaban.TERLARANG if _administrator(ia) else Jawaban.TIDAK_TAHU
    return _bila(Peran.OPERATOR in ia.peran)


def menghapus(ia: Identitas, usulan: LetakUsulan) -> Jawaban:
    """Bolehkah ia menghapus konsep ini? Hanya pembuatnya."""
    penyusun = ia.asn_id is not None or Peran.OPERATOR in ia.peran
    return _sesudah_tahu(ia, usulan, penyusun and usulan.pembuat == ia.akun)


def menarik(ia: Identitas, usulan: LetakUsulan) -> Jawaban:
    """Bolehkah ia menarik usulan yang sudah diajukan? Operator instansi pengusul, atau ASN yang mengusulkannya."""
    operator = _petugas_instansi(ia, usulan.instansi_id) and Peran.OPERATOR in ia.peran
    return _sesudah_tahu(ia, usulan, operator or (ia.asn_id is not None and usulan.pembuat == ia.akun))


def menahan(ia: Identitas, usulan: LetakUsulan) -> Jawaban:
    """Bolehkah ia menahan dan melanjutkan usulan ini? Administrator saja."""
    return _sesudah_tahu(ia, usulan, _administrator(ia))


def mengerjakan(ia: Identitas, usulan: LetakUsulan, tugas: LetakTugas) -> Jawaban:
    """Bolehkah ia mengerjakan tugas ini? Peran dan unitnya sama, dan tugas itu tidak ditunjuk bagi orang lain."""
    untuknya = tugas.untuk in {None, ia.akun} or menggantikan(ia, tugas)
    return _sesudah_tahu(ia, usulan, sasaran(ia, tugas) and untuknya)


def mengalihkan(ia: Identitas, usulan: LetakUsulan, tugas: LetakTugas) -> Jawaban:
    """Bolehkah ia menyerahkan tugas ini kepada orang tertentu? Admin instansi di unitnya; administrator di mana pun."""
    return _sesudah_tahu(ia, usulan, _admin_instansi(ia, tugas.unit) or _administrator(ia))


def mengambil_alih(ia: Identitas, usulan: LetakUsulan, tugas: LetakTugas) -> Jawaban:
    """Bolehkah ia mengambil alih tugas ini bagi dirinya sendiri? Pengganti pejabat yang ditujunya."""
    return _sesudah_tahu(ia, usulan, sasaran(ia, tugas) and menggantikan(ia, tugas))


def mengatur_pejabat(ia: Identitas, unit: str) -> Jawaban:
    """Bolehkah ia mengatur spesimen dan pengganti pejabat unit ini? Admin instansi di unitnya; administrator."""
    return _bila(_admin_instansi(ia, unit) or _administrator(ia))


def mengesahkan_penggantian(ia: Identitas, letak: LetakTugas, *, dilimpahkan: bool) -> Jawaban:
    """Bolehkah ia mengesahkan penggantian pejabat ``letak.untuk`` dalam peran itu? Pejabatnya sendiri, atau yang
    mengatur pejabat unitnya.

    ``dilimpahkan``: pejabatnya hadir dan wewenangnya sendiri yang dilimpahkan (a.n.), jadi hanya ia.
    """
    if sasaran(ia, letak) and letak.untuk == ia.akun:
        return Jawaban.BOLEH
    return Jawaban.TERLARANG if dilimpahkan else mengatur_pejabat(ia, letak.unit)


def menolak_penggantian(ia: Identitas, letak: LetakTugas) -> Jawaban:
    """Bolehkah ia menolak atau mengakhiri penggantian ini? Pejabatnya sendiri, dan yang mengatur pejabat unitnya."""
    return mengesahkan_penggantian(ia, letak, dilimpahkan=False)


def menetapkan(ia: Identitas) -> Jawaban:
    """Bolehkah ia menetapkan ketentuan yang berlaku nasional? Administrator saja."""
    return _bila(_administrator(ia))


def mengirim_keputusan(ia: Identitas) -> Jawaban:
    """Bolehkah ia mengirim keputusan dari luar dan melihat sampai di mana? Sistem Setneg, dan administrator."""
    return _bila((Peran.SETNEG in ia.peran and ia.unit == SETNEG) or _administrator(ia))


def mengurus_keputusan(ia: Identitas) -> Jawaban:
    """Bolehkah ia mencocokkan keputusan dari luar dengan tangan? Administrator saja."""
    return _bila(_administrator(ia))


def mengurus_kabar(ia: Identitas) -> Jawaban:
    """Bolehkah ia melihat kabar yang tak sampai? Administrator; admin instansi bagi instansinya."""
    return _bila(_admin_instansi(ia, ia.unit) or _administrator(ia))


def memeriksa_latar(ia: Identitas) -> Jawaban:
    """Bolehkah ia melihat apa yang tersisih dari pekerjaan latar? Administrator saja."""
    return _bila(_administrator(ia))


def tahu_surat(ia: Identitas, usulan: LetakUsulan, unit_penerbit: str, *, terbit: bool) -> Jawaban:
    """Bolehkah ia membaca surat ini? Yang terbit dibaca semua yang tahu usulannya; drafnya hanya unit penerbitnya."""
    tahu = tahu_usulan(ia, usulan)
    if tahu is Jawaban.BOLEH and not terbit and ia.unit != unit_penerbit and not _administrator(ia):
        return Jawaban.TIDAK_TAHU
    return tahu


def menandatangani(ia: Identitas) -> Jawaban:
    """Bolehkah ia membuka sesi tanda tangan? Hanya pejabat penandatangan."""
    di_instansi = Peran.PENANDATANGAN_INSTANSI in ia.peran and ia.unit.startswith("instansi:")
    return _bila(di_instansi or (Peran.PENANDATANGAN_BKN in ia.peran and _unit_bkn(ia)))


def menggantikan(ia: Identitas, tugas: LetakTugas) -> bool:
    """Apakah tugas ini dituju kepada pejabat berhalangan yang digantikannya?"""
    return tugas.untuk is not None and (tugas.peran, tugas.untuk) in ia.pengganti


def sasaran(ia: Identitas, tugas: LetakTugas) -> bool:
    """Apakah tugas ini dibuka bagi peran dan unitnya?"""
    return tugas.peran in ia.peran and tugas.unit == ia.unit


def pastikan(jawaban: Jawaban, perkara: str, *, syarat: str = "") -> None:
    """Menolak bila tidak boleh. ``perkara`` disebut dalam 404, ``syarat`` menerangkan 403."""
    match jawaban:
        case Jawaban.TIDAK_TAHU:
            raise tidak_ditemukan(perkara)
        case Jawaban.TERLARANG:
            raise Masalah(JenisMasalah.TERLARANG, syarat or f"Peran Anda tidak berwenang atas {perkara} ini.")
        case Jawaban.BOLEH:
            return


def tidak_ditemukan(perkara: str) -> Masalah:
    """404 yang sama bunyinya bagi yang tidak ada dan yang tidak boleh diketahui."""
    return Masalah(JenisMasalah.TIDAK_DITEMUKAN, f"{perkara.capitalize()} itu tidak ada.")


def _petugas_instansi(ia: Identitas, instansi_id: str) -> bool:
    return bool(ia.peran & PERAN_INSTANSI) and ia.unit == unit_instansi(instansi_id)


def _admin_instansi(ia: Identitas, unit: str) -> bool:
    """Peran itu hanya berlaku di sebuah instansi; yang tertulis di unit BKN tidak memberi hak apa pun."""
    return Peran.ADMIN_INSTANSI in ia.peran and ia.unit == unit and unit.startswith("instansi:")


def _administrator(ia: Identitas) -> bool:
    return Peran.ADMINISTRATOR in ia.peran and ia.unit == BKN_PUSAT


def _unit_bkn(ia: Identitas) -> bool:
    return ia.unit == BKN_PUSAT or ia.unit.startswith("kanreg:")


def _bila(boleh: bool) -> Jawaban:
    return Jawaban.BOLEH if boleh else Jawaban.TERLARANG


def _sesudah_tahu(ia: Identitas, usulan: LetakUsulan, boleh: bool) -> Jawaban:
    tahu = tahu_usulan(ia, usulan)
    return tahu if tahu is not Jawaban.BOLEH else _bila(boleh)
