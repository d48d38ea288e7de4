"""Yang dibaca orang di terminal sesudah tumpukan sehat: alamat dan akun."""

from itertools import groupby

from models.peran import BKN_PUSAT
from sandbox.akun import PASSPHRASE, SANDI_MASUK, akun, nama_instansi
from sandbox.tumpukan.porta import Porta


def daftar_alamat(porta: Porta) -> str:
    alamat = {
        "Aplikasi": porta.url("api"),
        "Dokumentasi API": f"{porta.url('api')}/dokumentasi",
        "Temporal UI": f"{porta.url('temporal_ui')}/namespaces/usulan/workflows",
        "Surel keluar": porta.url("surel"),
        "Masuk (OIDC)": f"{porta.url('oidc')}/.well-known/openid-configuration",
        "Setneg (sandbox)": porta.url("setneg"),
        "S3": porta.url("s3"),
    }
    return "\n".join(f"  {nama:<18}{url}" for nama, url in alamat.items())


def daftar_akun() -> str:
    """Nama pengguna berbentuk ``peran.unit``, jadi cukup: unit apa saja, dan peran apa yang ada di sana."""
    unit_menurut_peran: dict[tuple[str, ...], list[str]] = {}
    for unit, isi in groupby(akun(), key=lambda a: a.unit):
        peran, slug = zip(*(a.nama_pengguna.split(".") for a in isi), strict=True)
        unit_menurut_peran.setdefault(peran, []).append(f"    .{slug[0]:<12}{_nama_unit(unit)}")
    baris = ["  Akun: nama pengguna = peran.unit, misalnya operator.bandung"]
    for daftar_peran, unit_unit in unit_menurut_peran.items():
        baris += ["", f"  {' '.join(daftar_peran)}", *unit_unit]
    baris += ["", "  asn.<id>        ASN sendiri; id-nya pada alamat /asn/<id>"]
    baris += ["", f"  Sandi masuk semua akun : {SANDI_MASUK}", f"  Passphrase tanda tangan: {PASSPHRASE}"]
    return "\n".join(baris)


def _nama_unit(unit: str) -> str:
    if unit == BKN_PUSAT:
        return "Badan Kepegawaian Negara"
    jenis, id_unit = unit.split(":")
    return nama_instansi()[id_unit] if jenis == "instansi" else f"Kantor Regional {id_unit} BKN"
