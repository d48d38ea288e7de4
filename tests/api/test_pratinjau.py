"""Pratinjau surat dan templat: data sebenarnya, tanpa memakan nomor, hanya bagi yang boleh melihat drafnya."""

import re
from pathlib import Path
from shutil import copytree
from typing import Any, NamedTuple
from uuid import UUID

import httpx
import pypdfium2
import pytest
from sqlalchemy import func, select

from luar.setelan import Setelan
from models.layanan.kenaikan_pangkat import DefinisiKenaikanPangkat
from models.naskah.contoh import semua_naskah
from models.tabel import TabelNomorSurat, TabelPenomoran, TabelSurat
from sandbox.akun import akun_bernama
from tests.api.conftest import buka_klien
from tests.api.dunia import BANDUNG, Dunia, Orang, masalah
from tests.api.penyedia import PenyediaUji
from tests.api.test_peremajaan import konsep as konsep_peremajaan
from tests.hukum.aturan.contoh import pelaksana

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPERATOR, KANREG, LUAR = "operator.bandung", "paraf_bkn.kanregiii", "operator.surabaya"


def teks(jawaban: httpx.Response) -> str:
    assert jawaban.status_code == 200, jawaban.text
    assert jawaban.headers["Content-Type"] == "application/pdf"
    assert jawaban.headers["Cache-Control"] == "no-store"
    with pypdfium2.PdfDocument(jawaban.content) as dokumen:
        semua = " ".join(halaman.get_textpage().get_text_bounded() for halaman in dokumen)
    return re.sub(r"\s+", " ", semua)


async def pratinjau(orang: Orang, usulan: dict[str, Any], jenis: str) -> httpx.Response:
    return await orang.minta("GET", f"/usulan/{usulan['id']}/surat/{jenis}/pratinjau")


class Nomor(NamedTuple):
    """Keadaan penomoran seluruh penerbit."""

    jumlah: int
    """Jumlah nomor terakhir."""
    diberikan: int
    surat: int


async def penomoran(dunia: Dunia) -> Nomor:
    async with dunia.pekerja.transaksi() as gudang:
        hasil = await gudang.nomor._sesi.execute(
            select(
                select(func.coalesce(func.sum(TabelPenomoran.terakhir), 0)).scalar_subquery(),
                select(func.count()).select_from(TabelNomorSurat).scalar_subquery(),
                select(func.count()).select_from(TabelSurat).scalar_subquery(),
            )
        )
        return Nomor(*hasil.one())


async def test_konsep_dipratinjau_dengan_data_sebenarnya_tanpa_memakan_nomor(dunia: Dunia) -> None:
    operator = dunia.sebagai(OPERATOR)
    asn = await dunia.asn()
    usulan = await dunia.konsep(asn)
    sebelum = await penomoran(dunia)
    pertek, sk = [teks(await pratinjau(operator, usulan, jenis)) for jenis in ("pertek_kp", "sk_kp")]
    assert await penomoran(dunia) == sebelum
    for satu in (pertek, sk):
        assert asn.nama_lengkap in satu
        assert "PRATINJAU" in satu
        assert "tidak berlaku sebagai surat" in satu
        assert "[nomor diberikan saat surat disusun]" in satu
        assert "III/d" in satu
    assert usulan["nomor"] in pertek
    assert "KANTOR REGIONAL III" in pertek
    assert "Pertimbangan Teknis Kepala Kantor Regional III Badan Kepegawaian Negara Nomor [nomor diberikan" in sk


async def test_pratinjau_berulang_tidak_menggeser_nomor_surat_sungguhan(dunia: Dunia) -> None:
    usulan = await dunia.diajukan()
    kanreg = dunia.sebagai(KANREG)
    sebelum = await penomoran(dunia)
    for _ in range(3):
        teks(await pratinjau(kanreg, usulan, "pertek_kp"))
    assert await penomoran(dunia) == sebelum
    await dunia.sampai(usulan, "paraf_pertek")
    await dunia.tugas(kanreg, usulan, "paraf_pertek")
    sesudah = await penomoran(dunia)
    assert sesudah.jumlah == sebelum.jumlah + 1
    assert sesudah.diberikan == sebelum.diberikan + 1


async def test_sesudah_diajukan_hanya_unit_penerbitnya_seperti_drafnya(dunia: Dunia) -> None:
    usulan = await dunia.diajukan()
    boleh = {
        ("pertek_kp", KANREG), ("pertek_kp", "administrator.bkn"),
        ("sk_kp", OPERATOR), ("sk_kp", "penandatangan_instansi.bandung"), ("sk_kp", "administrator.bkn"),
    }  # fmt: skip
    for jenis in ("pertek_kp", "sk_kp"):
        for nama in (KANREG, OPERATOR, "penandatangan_instansi.bandung", LUAR, "administrator.bkn"):
            jawaban = await pratinjau(dunia.sebagai(nama), usulan, jenis)
            if (jenis, nama) in boleh:
                teks(jawaban)
            else:
                masalah(jawaban, 404, "tidak_ditemukan")


async def test_konsep_tidak_dipratinjau_orang_luar(dunia: Dunia) -> None:
    usulan = await dunia.konsep()
    for nama in (KANREG, LUAR):
        masalah(await pratinjau(dunia.sebagai(nama), usulan, "pertek_kp"), 404, "tidak_ditemukan")


async def test_pembacaan_pratinjau_ada_dalam_jejak(dunia: Dunia) -> None:
    usulan = await dunia.konsep()
    teks(await pratinjau(dunia.sebagai(OPERATOR), usulan, "sk_kp"))
    async with dunia.pekerja.transaksi() as gudang:
        jejak = await gudang.jejak.garis_waktu(UUID(usulan["id"]), dengan_pembacaan=True)
    assert jejak[-1].rincian == {"jenis": "sk_kp", "tahap": "pratinjau"}
    assert jejak[-1].akun == dunia.sebagai(OPERATOR).akun


@pytest.mark.parametrize("jenis", ["tiada", "pertek_pmk", "keputusan_presiden_kp"])
async def test_surat_yang_tidak_terbit_dari_usulan_itu_tidak_ada(dunia: Dunia, jenis: str) -> None:
    usulan = await dunia.konsep()
    masalah(await pratinjau(dunia.sebagai(OPERATOR), usulan, jenis), 404, "tidak_ditemukan")


async def test_fakta_yang_kurang_disebut_dengan_obatnya(dunia: Dunia) -> None:
    usulan = await dunia.konsep(await dunia.asn(jabatan=()))
    isi = masalah(await pratinjau(dunia.sebagai(OPERATOR), usulan, "pertek_kp"), 422, "belum_lengkap")
    assert "jabatan" in isi["detail"]
    assert "lengkapi" in isi["detail"]
    tanpa_tempat_lahir = await dunia.konsep(await dunia.asn(tempat_lahir="", jabatan=(pelaksana(),)))
    isi = masalah(await pratinjau(dunia.sebagai(OPERATOR), tanpa_tempat_lahir, "pertek_kp"), 422, "belum_lengkap")
    assert [satu["bidang"] for satu in isi["kesalahan"]] == ["tempat_lahir"]


async def test_presiden_yang_menetapkan_berarti_tanpa_pratinjau_sk(dunia: Dunia) -> None:
    definisi = DefinisiKenaikanPangkat()
    assert [satu.jenis for satu in definisi.surat("101", "presiden")] == ["pertek_kp"]
    assert [satu.jenis for satu in definisi.surat("101", "ppk")] == ["pertek_kp", "sk_kp"]


async def test_surat_peremajaan_hanya_bagi_prosedurnya(dunia: Dunia) -> None:
    operator, asn = dunia.sebagai(OPERATOR), await dunia.asn(BANDUNG)
    riwayat = {
        "tmt": "2027-01-01", "pengalaman": "Dinas Contoh", "mulai": "2010-01-01", "selesai": "2012-12-31",
        "masa_kerja_tahun": 3, "masa_kerja_bulan": 0,
    }  # fmt: skip
    usulan = await konsep_peremajaan(operator, asn, "3", aksi="tambah", riwayat=riwayat, terbitkan_surat=True)
    for jenis in ("pertek_pmk", "sk_pmk"):
        isi = teks(await pratinjau(operator, usulan, jenis))
        assert "1 Januari 2010 sampai dengan 31 Desember 2012" in isi
        assert "3 tahun 0 bulan" in isi
    masalah(await pratinjau(operator, usulan, "pencantuman_gelar"), 404, "tidak_ditemukan")


async def test_administrator_melihat_semua_templat_terpasang_dengan_data_contoh(dunia: Dunia) -> None:
    administrator = dunia.sebagai("administrator.bkn")
    terpasang = {satu["jenis"]: satu for satu in await administrator.baca("/templat")}
    assert terpasang.keys() == {satu.jenis for satu in semua_naskah()}
    assert (terpasang["sk_kp"]["versi"], terpasang["sk_kp"]["bawaan"]) == ([1, 2], 2)
    for jenis, satu in terpasang.items():
        assert satu["bawaan"] in satu["versi"], jenis
        for versi in satu["versi"]:
            isi = teks(await administrator.minta("GET", f"/templat/{jenis}/{versi}/pratinjau"))
            assert "PRATINJAU" in isi
    kolektif = await administrator.minta("GET", "/templat/sk_kp/2/pratinjau", params={"bentuk": "kolektif"})
    assert "NAMA PEGAWAI 23" in teks(kolektif)


@pytest.mark.parametrize(("jenis", "versi"), [("sk_kp", 99), ("tiada", 1), ("keputusan_presiden_kp", 1)])
async def test_templat_yang_tidak_terpasang_tidak_ada(dunia: Dunia, jenis: str, versi: int) -> None:
    jawaban = await dunia.sebagai("administrator.bkn").minta("GET", f"/templat/{jenis}/{versi}/pratinjau")
    masalah(jawaban, 404, "tidak_ditemukan")


async def test_bentuk_yang_tidak_dimiliki_surat_ditolak_dengan_pilihannya(dunia: Dunia) -> None:
    administrator = dunia.sebagai("administrator.bkn")
    jawaban = await administrator.minta("GET", "/templat/pertek_kp/2/pratinjau", params={"bentuk": "petikan"})
    isi = masalah(jawaban, 422, "isian_tidak_sah")
    assert "pilih perorangan atau kolektif" in isi["kesalahan"][0]["sebab"]


async def test_templat_yang_rusak_menyebut_sebabnya(
    setelan_mati: Setelan, penyedia: PenyediaUji, tmp_path: Path
) -> None:
    assert setelan_mati.folder_templat is not None
    folder = Path(copytree(setelan_mati.folder_templat, tmp_path / "templat"))
    (folder / "sk_kp-9.typ").write_text("#tiada")
    akun = akun_bernama("administrator.bkn")
    token = penyedia.token(akun.sub, list(akun.peran), akun.unit, name=akun.nama)
    async with buka_klien(setelan_mati.model_copy(update={"folder_templat": folder})) as http:
        jawaban = await Orang(http, akun.sub, token).minta("GET", "/templat/sk_kp/9/pratinjau")
    isi = masalah(jawaban, 422, "isian_tidak_sah")
    assert isi["kesalahan"][0]["bidang"] == "versi"
    assert "unknown variable: tiada" in isi["kesalahan"][0]["sebab"]


@pytest.mark.parametrize("nama", [OPERATOR, KANREG])
async def test_templat_hanya_bagi_administrator(dunia: Dunia, nama: str) -> None:
    for alamat in ("/templat", "/templat/sk_kp/2/pratinjau"):
        masalah(await dunia.sebagai(nama).minta("GET", alamat), 403, "terlarang")
