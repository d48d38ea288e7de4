"""Profil seorang ASN: per suatu hari, dengan dokumen dasarnya, perubahannya, dan pembacaannya yang tercatat."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from gudang.dokumen import DokumenBaru
from models.perubahan import Perubahan, tambah
from models.profil import ProfilASN
from models.riwayat.pribadi import RiwayatPribadi
from tests.api.dunia import BANDUNG, Dunia, masalah
from tests.hukum.aturan.contoh import gol

pytestmark = pytest.mark.asyncio(loop_scope="session")
NIK = "3273015705900001"


async def terapkan(dunia: Dunia, profil: ProfilASN, *perubahan: Perubahan) -> dict[str, Any]:
    """Perubahan yang lahir dari satu usulan; hasil: usulannya."""
    usulan = await dunia.konsep(profil)
    async with dunia.pekerja.transaksi() as gudang:
        await gudang.asn.terapkan(UUID(usulan["id"]), profil.id, perubahan)
    return usulan


def ganti_nama(profil: ProfilASN) -> Perubahan:
    baru = RiwayatPribadi(id=uuid4(), sejak=date(2026, 3, 1), nama="Qadarsih Baru", nik=NIK)
    return tambah("pribadi", baru, {"nama": profil.nama})


async def test_profil_per_hari_hanya_memuat_yang_sudah_berlaku(dunia: Dunia) -> None:
    profil = await dunia.asn(nama="Qadarsih Lama")
    nanti = gol("III/d", date(2030, 1, 1), 12, 9).model_copy(update={"id": uuid4()})
    await terapkan(dunia, profil, ganti_nama(profil), tambah("golongan", nanti))
    operator = dunia.sebagai("operator.bandung")
    kini = await operator.baca(f"/asn/{profil.id}")
    assert (kini["nama"], kini["kini"]["golongan"], len(kini["golongan"])) == ("Qadarsih Baru", "III/c", 4)
    lalu = await operator.baca(f"/asn/{profil.id}", pada="2026-02-28")
    assert (lalu["nama"], len(lalu["golongan"]), len(lalu["pribadi"])) == ("Qadarsih Lama", 3, 1)
    muda = await operator.baca(f"/asn/{profil.id}", pada="2016-01-01")
    assert (muda["kini"]["golongan"], muda["tmt_pns"]) == ("III/a", "2015-04-01")
    esok = await operator.baca(f"/asn/{profil.id}", pada="2030-01-01")
    assert esok["kini"]["golongan"] == "III/d"


async def test_hari_sebelum_ia_diangkat_dijawab_dengan_sebabnya(dunia: Dunia) -> None:
    profil = await dunia.asn()
    jawaban = await dunia.sebagai("operator.bandung").minta("GET", f"/asn/{profil.id}", params={"pada": "2014-02-28"})
    tertulis = masalah(jawaban, 404, "tidak_ditemukan")
    assert "belum tercatat pada 28 Februari 2014; pilih hari sesudah ia diangkat" in str(tertulis)


async def test_riwayat_menyebut_dokumen_dasarnya(dunia: Dunia) -> None:
    profil = await dunia.asn()
    dokumen = DokumenBaru(
        id=uuid4(), instansi_id=BANDUNG, kode="ktp", nama_berkas="ktp.pdf", kunci="dokumen/ktp.pdf", sha256="a" * 64,
        ukuran=9, tipe="application/pdf", sumber="arsip", asn_id=profil.id,
    )  # fmt: skip
    async with dunia.pekerja.transaksi() as gudang:
        await gudang.dokumen.simpan(dokumen)
    await terapkan(dunia, profil, ganti_nama(profil).model_copy(update={"dokumen_id": dokumen.id}))
    terbaca = await dunia.sebagai("operator.bandung").baca(f"/asn/{profil.id}")
    assert [satu["dokumen_id"] for satu in terbaca["pribadi"]] == [None, str(dokumen.id)]
    assert [(satu["id"], satu["nama_berkas"]) for satu in terbaca["dokumen"]] == [(str(dokumen.id), "ktp.pdf")]


async def test_perubahan_terbaca_sebelum_dan_sesudahnya(dunia: Dunia) -> None:
    profil = await dunia.asn(nama="Qadarsih Lama")
    usulan = await terapkan(dunia, profil, ganti_nama(profil))
    (satu,) = await dunia.sebagai("operator.bandung").baca(f"/asn/{profil.id}/perubahan")
    assert (satu["usulan_id"], satu["nomor_usulan"]) == (usulan["id"], usulan["nomor"])
    bidang = {b["nama"]: (b["lama"], b["baru"]) for b in satu["perubahan"]["bidang"]}
    assert bidang["nama"] == ("Qadarsih Lama", "Qadarsih Baru")
    assert bidang["nik"] == (None, "••••••••••••0001")
    operator = dunia.sebagai("operator.surabaya")
    masalah(await operator.minta("GET", f"/asn/{profil.id}/perubahan"), 404, "tidak_ditemukan")


async def test_nik_tersamar_di_semua_jawaban(dunia: Dunia) -> None:
    profil = await dunia.asn()
    await terapkan(dunia, profil, ganti_nama(profil))
    jawaban = await dunia.sebagai("operator.bandung").minta("GET", f"/asn/{profil.id}")
    assert NIK not in jawaban.text
    assert jawaban.json()["nik"] == "••••••••••••0001"


async def test_pembacaan_data_pribadi_masuk_jejak(dunia: Dunia) -> None:
    profil = await dunia.asn()
    operator = dunia.sebagai("operator.bandung")
    await operator.baca(f"/asn/{profil.id}", pada="2026-01-01")
    await operator.baca(f"/asn/{profil.id}/perubahan")
    async with dunia.pekerja.transaksi() as gudang:
        jejak = await gudang.jejak.garis_waktu(profil.id, dengan_pembacaan=True)
    assert [(satu.akun, satu.rincian) for satu in jejak] == [
        (operator.akun, {"bagian": "profil"}),
        (operator.akun, {"bagian": "perubahan"}),
    ]
