"""Siapa memeriksa, memberi pertimbangan teknis, dan menetapkan kenaikan pangkat."""

from models.aturan.hasil import KewenanganKP
from models.peran import BKN_PUSAT, unit_instansi, unit_kanreg
from models.referensi import Golongan, Jenjang, instansi

BATAS_KANREG = Golongan.IV_B
"""Kanreg memeriksa sampai IV/b; di atasnya BKN pusat."""


def kewenangan_kp(instansi_id: str, golongan_tujuan: Golongan, jenjang: Jenjang | None = None) -> KewenanganKP:
    """Kewenangan atas satu usul kenaikan pangkat; ``ValueError`` bila instansinya tidak dikenal.

    - Pemeriksaan dan pertek: kanreg bagi instansi daerah sampai golongan tujuan IV/b, selain itu BKN pusat
      (pembagian tugas BKN; manado.bkn.go.id/mutasi/kp). Instansi vertikal di daerah ikut instansi pusatnya [k].
    - Penetapan: Presiden bagi golongan IV/c ke atas dan JF ahli utama, selain itu PPK
      (PP 11/2017; SK Presiden lewat Setneg).
    - Kabupaten/kota IV/a–IV/b dahulu ditetapkan gubernur (status SIASN 55, "Approval Tingkat Provinsi"); kini PPK
      kabupaten/kota menetapkan sendiri sampai IV/b [k].
    """
    asal = instansi(instansi_id)
    pemeriksa = BKN_PUSAT
    if asal.kanreg is not None and golongan_tujuan <= BATAS_KANREG and jenjang is not Jenjang.UTAMA:
        pemeriksa = unit_kanreg(asal.kanreg)
    presiden = golongan_tujuan >= Golongan.IV_C or jenjang is Jenjang.UTAMA
    return KewenanganKP(
        unit_validasi=pemeriksa,
        unit_pertek=pemeriksa,
        penetap="presiden" if presiden else "ppk",
        unit_sk=unit_instansi(instansi_id),
    )
