"""AturanIndikator konsistensi (consistency): isi NIP dibandingkan dengan datanya (lihat ``models.aturan.nip``)."""

from models.aturan.kualitas.dasar import AturanIndikator, JawabanIndikator, KonteksKualitas, Status, bila, tidak_berlaku

_KELAMIN = {"L": "1", "P": "2"}


def cpns_pada_nip(k: KonteksKualitas) -> JawabanIndikator:
    """Angka 9–14 NIP PNS: tahun dan bulan TMT CPNS."""
    if not k.pns:
        return tidak_berlaku(f"Berstatus {k.status}.")
    return _banding(k, slice(8, 14), f"{k.profil.tmt_cpns:%Y%m}", "TMT CPNS")


def lahir_pada_nip(k: KonteksKualitas) -> JawabanIndikator:
    """Angka 1–8: tanggal lahir."""
    return _banding(k, slice(0, 8), f"{k.profil.tanggal_lahir:%Y%m%d}", "tanggal lahir")


def kelamin_pada_nip(k: KonteksKualitas) -> JawabanIndikator:
    """Angka 15: 1 laki-laki, 2 perempuan."""
    return _banding(k, slice(14, 15), _KELAMIN[k.profil.jenis_kelamin], "jenis kelamin")


def pengangkatan_pada_nip_pppk(k: KonteksKualitas) -> JawabanIndikator:
    """Angka 9–12 NI PPPK: tahun pengangkatan pertama; TMT CPNS pada profil PPPK ialah awal kontrak pertamanya."""
    if k.status is not Status.PPPK:
        return tidak_berlaku(f"Berstatus {k.status}.")
    return _banding(k, slice(8, 12), f"{k.profil.tmt_cpns:%Y}", "tahun TMT PPPK")


def _banding(k: KonteksKualitas, angka: slice, data: str, sebutan: str) -> JawabanIndikator:
    pada_nip = k.profil.nip[angka]
    keduanya = f"NIP memuat {pada_nip} sebagai {sebutan}; datanya {data}."
    return bila(pada_nip != data, keduanya, keduanya)


KONSISTENSI = (
    AturanIndikator("CON_1", cpns_pada_nip, "15", "Betulkan TMT CPNS menurut SK CPNS, atau NIP menurut penetapannya."),
    AturanIndikator(
        "CON_2", lahir_pada_nip, "7", "Betulkan tanggal lahir menurut akta, atau NIP menurut penetapannya."
    ),
    AturanIndikator(
        "CON_3", kelamin_pada_nip, "7", "Betulkan jenis kelamin menurut KTP, atau NIP menurut penetapannya."
    ),
    AturanIndikator("CON_4", pengangkatan_pada_nip_pppk, "27", "Betulkan awal kontrak pertama, atau NI PPPK-nya."),
)
