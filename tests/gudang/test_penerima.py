"""Siapa yang dikabari: setiap jenis peristiwa dan setiap jenis tugas punya jawabannya."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from gudang import PabrikGudang
from gudang.buku import PokokUsulan
from gudang.penerima import KABAR, kabar_peristiwa
from luar.smtp import BENTUK
from models.kabar import JenisKabar as K
from models.kabar import KabarBaru
from models.keputusan import Pelaku
from models.langkah import Langkah, Tempat
from models.peran import BKN_PUSAT, Peran, unit_asn
from models.peristiwa import JenisPeristiwa as J
from models.perubahan import Aksi, BidangBerubah, Perubahan
from models.usulan import Hasil, JenisHasil, TugasTerbuka, id_tugas
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, KANREG, SAAT, berkas, catatan, id_akun, id_asn, pelaku
from tests.gudang.contoh import peristiwa as buat
from workflows.langkah import PERBAIKAN, PERBAIKAN_ASN, PERBAIKAN_SISTEM
from workflows.layanan import kenaikan_pangkat as kp
from workflows.layanan.kenaikan_pangkat import KenaikanPangkat
from workflows.layanan.koreksi_surat import KoreksiSurat
from workflows.layanan.peremajaan_data import PeremajaanData

ASN = unit_asn(id_asn(BANDUNG))
OPERATOR = id_akun(Peran.OPERATOR)
VERIFIKATOR = (id_akun(Peran.VERIFIKATOR_INSTANSI), id_akun(Peran.VERIFIKATOR_INSTANSI, ke=2))
ADMIN_INSTANSI = id_akun(Peran.ADMIN_INSTANSI)
ADMINISTRATOR = id_akun(Peran.ADMINISTRATOR, BKN_PUSAT)
DITUNJUK = id_akun(Peran.APPROVER_INSTANSI)
UNIT = {
    Tempat.INSTANSI: DI_BANDUNG,
    Tempat.PENETAP: DI_BANDUNG,
    Tempat.VALIDASI: KANREG,
    Tempat.BKN: BKN_PUSAT,
    Tempat.PENERIMA: BKN_PUSAT,
    Tempat.ASN: ASN,
}
SENDIRI = Pelaku(akun="sub-asn-pada-penyedia-identitas", peran=Peran.ASN, unit=ASN)

Kabar = set[tuple[K, str]]

PERUBAHAN = Perubahan(
    riwayat="golongan",
    rekam_id=uuid4(),
    aksi=Aksi.UBAH,
    bidang=(BidangBerubah(nama="golongan", lama="III/a", baru="III/b"),),
)


@dataclass(frozen=True)
class Kasus:
    """Satu peristiwa; ``sendiri``: yang dikabari bila ASN-nya sendiri yang mengusulkan, bila berbeda."""

    kabar: Kabar
    sendiri: Kabar | None = None
    langkah: Langkah | None = None
    rincian: dict[str, Any] = field(default_factory=dict)
    hasil: JenisHasil | None = None


def berdua(jenis: K) -> dict[str, Kabar]:
    return {"kabar": {(jenis, OPERATOR), (jenis, ASN)}, "sendiri": {(jenis, ASN)}}


VERIFIKASI = kp.VERIFIKASI_INSTANSI
SENYAP = (Kasus(set()),)
HARAPAN: dict[J, tuple[Kasus, ...]] = {
    J.DIAJUKAN: (Kasus({(K.DIAJUKAN, ASN)}),),
    J.TUGAS_DIBUKA: (
        Kasus(set(), langkah=VERIFIKASI),
        Kasus({(K.PERBAIKAN, OPERATOR), (K.DIKEMBALIKAN, ASN)}, {(K.PERBAIKAN, ASN)}, PERBAIKAN),
        Kasus({(K.PERBAIKAN_SISTEM, ADMINISTRATOR)}, langkah=PERBAIKAN_SISTEM),
    ),
    J.DIPUTUS: SENYAP,
    J.DIPERBAIKI: SENYAP,
    J.DIALIHKAN: (Kasus({(K.DIALIHKAN, DITUNJUK)}, langkah=VERIFIKASI, rincian={"kepada": DITUNJUK}),),
    J.DIINGATKAN: (
        Kasus({(K.PENGINGAT, satu) for satu in VERIFIKATOR}, langkah=VERIFIKASI, rincian={"ke": 1}),
        Kasus({(K.JATUH_TEMPO, satu) for satu in VERIFIKATOR}, langkah=VERIFIKASI, rincian={"ke": 2}),
        Kasus({(K.PENGINGAT, OPERATOR)}, {(K.PENGINGAT, ASN)}, PERBAIKAN, {"ke": 1}),
        Kasus({(K.PENGINGAT, OPERATOR)}, {(K.PENGINGAT, ASN)}, PERBAIKAN_ASN, {"ke": 1}),
    ),
    J.DIESKALASI: (
        Kasus({(K.ESKALASI, ADMIN_INSTANSI)}, langkah=VERIFIKASI, rincian={"ke": 3}),
        Kasus({(K.ESKALASI, ADMIN_INSTANSI)}, langkah=PERBAIKAN_ASN, rincian={"ke": 3}),
        Kasus({(K.ESKALASI, ADMINISTRATOR)}, langkah=kp.VALIDASI_BKN, rincian={"ke": 3}),
    ),
    J.DITARIK: SENYAP,
    J.DITAHAN: (Kasus(**berdua(K.DITAHAN), rincian={"alasan": "Diblokir."}),),
    J.DILANJUTKAN: (Kasus(**berdua(K.DILANJUTKAN), rincian={"alasan": "Blokirnya dibuka."}),),
    J.SURAT_DIDRAF: SENYAP,
    J.TTE_GAGAL: SENYAP,
    J.SURAT_DITANDATANGANI: SENYAP,
    J.SURAT_TERBIT: (Kasus(**berdua(K.SURAT_TERBIT), rincian={"jenis": "sk_kp"}),),
    J.DASAR_BERUBAH: (Kasus(**berdua(K.DASAR_BERUBAH), rincian={"jenis": "pertek_kp", "keterangan": "Dicabut."}),),
    J.KEPUTUSAN_DATANG: SENYAP,
    J.KEPUTUSAN_KELIRU: SENYAP,
    J.PROFIL_DIPERBARUI: (
        Kasus({(K.PROFIL_BERUBAH, ASN)}, rincian={"perubahan": [PERUBAHAN]}),
        Kasus(set(), rincian={"perubahan": []}),
    ),
    J.SELESAI: tuple(Kasus(**berdua(K(hasil.value)), hasil=hasil) for hasil in JenisHasil),
    J.DIGANTIKAN: SENYAP,
    J.DIBACA: SENYAP,
}


def beku(langkah: Langkah) -> Langkah:
    return langkah.model_copy(update={"unit": UNIT[langkah.tempat]})


async def kabar(pekerja: PabrikGudang, jenis: J, kasus: Kasus, pengusul: Pelaku) -> list[KabarBaru]:
    isi = berkas(uuid4())
    tugas = None
    if kasus.langkah is not None:
        id_ = id_tugas(isi.usulan_id, kasus.langkah.kode, 1)
        tugas = TugasTerbuka(id=id_, langkah=beku(kasus.langkah), ke=1, dibuka=SAAT, hitung_dari=SAAT)
    terjadi = buat(5, jenis, tugas_id=tugas.id if tugas else None, rincian=kasus.rincian)
    hasil = Hasil(jenis=kasus.hasil) if kasus.hasil else None
    pokok = PokokUsulan("KP-2026-1", BANDUNG, isi.asn_id, pengusul, 4, True, "", False)
    async with pekerja.transaksi() as gudang:
        return list(await kabar_peristiwa(gudang, catatan(isi, 5, [terjadi], tugas, hasil=hasil), pokok))


def kepada(semua: list[KabarBaru]) -> Kabar:
    return {(satu.jenis, satu.penerima) for satu in semua}


def semua_kasus() -> Iterator[tuple[J, Kasus]]:
    return ((jenis, kasus) for jenis, semua in HARAPAN.items() for kasus in semua)


def test_setiap_peristiwa_punya_baris_dan_setiap_kabar_punya_naskah() -> None:
    assert set(HARAPAN) == set(J)
    assert set(KABAR) == set(J)
    assert set(BENTUK) == set(K)
    assert {aturan.kabar for semua in KABAR.values() for aturan in semua} == set(K)


async def test_setiap_peristiwa_sampai_kepada_yang_bersangkutan(pekerja: PabrikGudang) -> None:
    for jenis, kasus in semua_kasus():
        nyata = await kabar(pekerja, jenis, kasus, pelaku(Peran.OPERATOR))
        assert kepada(nyata) == kasus.kabar, (jenis, kasus)
        assert len({satu.kunci for satu in nyata}) == len(nyata)
        sendiri = await kabar(pekerja, jenis, kasus, SENDIRI)
        assert kepada(sendiri) == (kasus.kabar if kasus.sendiri is None else kasus.sendiri), (jenis, kasus)


BERKABAR = {
    "perbaikan": {K.PERBAIKAN, K.DIKEMBALIKAN},
    "perbaikan_asn": {K.PERBAIKAN},
    "perbaikan_sistem": {K.PERBAIKAN_SISTEM},
    "keputusan_keliru": {K.PERBAIKAN_SISTEM},
}
"""Tugas yang pembukaannya bersurel; yang lain ditemukan petugas di antreannya."""


@pytest.mark.parametrize("layanan", [KenaikanPangkat, KoreksiSurat, PeremajaanData])
async def test_setiap_tugas_ada_yang_dipanggil_diingatkan_dan_mengawasinya(
    pekerja: PabrikGudang, layanan: type[KenaikanPangkat]
) -> None:
    for langkah in layanan.langkah:
        pengusul = SENDIRI if langkah.peran is Peran.ASN else pelaku(Peran.OPERATOR)
        dibuka = await kabar(pekerja, J.TUGAS_DIBUKA, Kasus(set(), langkah=langkah), pengusul)
        assert {satu.jenis for satu in dibuka} == BERKABAR.get(langkah.kode, set()), langkah.kode
        for jenis, ke in ((J.DIINGATKAN, 1), (J.DIINGATKAN, 2), (J.DIESKALASI, 3)):
            diingatkan = await kabar(pekerja, jenis, Kasus(set(), langkah=langkah, rincian={"ke": ke}), pengusul)
            assert diingatkan, (langkah.kode, jenis, ke)


async def test_pengusul_yang_akunnya_tiada_digantikan_seperannya_di_unitnya(pekerja: PabrikGudang) -> None:
    pergi = Pelaku(akun="sudah-pensiun", peran=Peran.OPERATOR, unit=DI_BANDUNG)
    (kasus,) = HARAPAN[J.SURAT_TERBIT]
    assert kepada(await kabar(pekerja, J.SURAT_TERBIT, kasus, pergi)) == kasus.kabar


async def test_unit_tanpa_petugas_dan_administrator_tetap_tampak_sebagai_tak_sampai(
    pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    with psycopg.connect(basis_data["usulan_pemilik"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE akun SET aktif = false")
    kasus = Kasus(set(), langkah=VERIFIKASI, rincian={"ke": 1})
    diingatkan = await kabar(pekerja, J.DIINGATKAN, kasus, pelaku(Peran.OPERATOR))
    assert kepada(diingatkan) == {(K.PENGINGAT, f"verifikator_instansi@{DI_BANDUNG}")}
