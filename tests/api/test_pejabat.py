"""Pejabat lewat API: spesimen, pengganti, pelimpahan; dan satu usulan yang pejabatnya berhalangan di dua tempat."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from models.peran import unit_instansi
from models.referensi.zona import hari_ini
from sandbox.akun import akun_bernama
from tests.api.dunia import SURABAYA, Dunia, masalah, tunggu

pytestmark = pytest.mark.asyncio(loop_scope="session")
KANREG, DI_SURABAYA = "kanreg:II", unit_instansi(SURABAYA)
CATATAN = "Surat perintah uji."
KEPALA = "penandatangan_bkn.kanregii"
WALI_KOTA = "penandatangan_instansi.surabaya"


def sub(nama: str) -> str:
    return akun_bernama(nama).sub


def penggantian(unit: str, nama: str, pengganti: str | None, **lain: Any) -> dict[str, Any]:
    """Pejabat ``nama`` berhalangan mulai hari ini dalam peran akunnya."""
    return {
        "unit": unit,
        "peran": nama.split(".")[0],
        "pejabat": sub(nama),
        "sebagai": "plh",
        "pengganti": sub(pengganti) if pengganti else None,
        "mulai": str(hari_ini()),
        "sampai": str(hari_ini() + timedelta(days=3)),
        "catatan": CATATAN,
    } | lain


async def berhalangan(
    dunia: Dunia, unit: str, nama: str, pengganti: str | None, oleh: str = "administrator.bkn", **lain: Any
) -> str:
    """Tetapkan, disahkan pejabatnya sendiri, dan kembalikan alamatnya supaya dapat diakhiri."""
    tercatat = await dunia.sebagai(oleh).kirim("/pejabat/penggantian", **penggantian(unit, nama, pengganti, **lain))
    alamat = f"/pejabat/penggantian/{tercatat['id']}"
    if pengganti:
        await dunia.sebagai(nama).kirim(f"{alamat}/sahkan")
    return alamat


async def akhiri(dunia: Dunia, alamat: str) -> httpx.Response:
    return await dunia.sebagai("administrator.bkn").minta("DELETE", alamat, params={"sebab": "Bertugas lagi."})


async def tertera(dunia: Dunia, unit: str) -> dict[str, Any]:
    pejabat = await dunia.sebagai("administrator.bkn").baca("/pejabat", unit=unit)
    (satu,) = pejabat["tertera"]
    return dict(satu)


@pytest.mark.parametrize(
    ("perubahan", "bidang"),
    [
        ({"unit": "kanreg:XX"}, "unit"),
        ({"peran": "pengawas"}, "peran"),
        ({"peran": "verifikator_bkn"}, "pejabat"),
        ({"pejabat": "tak-ada"}, "pejabat"),
        ({"pejabat": None}, "pejabat"),
        ({"pejabat": None, "sebagai": "plt", "jabatan": "Kepala", "pengganti": None}, "pengganti"),
        ({"pengganti": None, "sebagai": "an"}, "pengganti"),
        ({"pengganti": sub("paraf_bkn.kanregiii")}, "pengganti"),
        ({"pengganti": sub(KEPALA)}, "pengganti"),
        ({"sampai": "2020-01-01"}, "sampai"),
        ({"sampai": "2062-01-01"}, "sampai"),
        ({"sebagai": "pengganti"}, "sebagai"),
        ({"catatan": ""}, "catatan"),
    ],
)
async def test_penggantian_yang_tidak_sah_ditolak(dunia: Dunia, perubahan: dict[str, Any], bidang: str) -> None:
    isi = penggantian(KANREG, KEPALA, "paraf_bkn.kanregii") | perubahan
    jawaban = await dunia.sebagai("administrator.bkn").minta("POST", "/pejabat/penggantian", json=isi)
    ditolak = masalah(jawaban, 422, "isian_tidak_sah")
    assert ditolak["kesalahan"][0]["bidang"] == bidang
    assert ditolak["kesalahan"][0]["sebab"]


async def test_admin_instansi_hanya_mengatur_unitnya(dunia: Dunia) -> None:
    admin = dunia.sebagai("admin_instansi.surabaya")
    asing = penggantian(KANREG, KEPALA, "paraf_bkn.kanregii")
    masalah(await admin.minta("POST", "/pejabat/penggantian", json=asing), 403, "terlarang")
    masalah(await admin.minta("GET", "/pejabat", params={"unit": KANREG}), 403, "terlarang")
    masalah(await dunia.sebagai("operator.surabaya").minta("GET", "/pejabat"), 403, "terlarang")
    milik_lain = await berhalangan(dunia, KANREG, KEPALA, "paraf_bkn.kanregii")
    masalah(await admin.minta("DELETE", milik_lain, params={"sebab": "Coba-coba."}), 404, "tidak_ditemukan")
    assert (await akhiri(dunia, milik_lain)).status_code == 204
    masalah(await akhiri(dunia, milik_lain), 404, "tidak_ditemukan")
    milik_sendiri = await berhalangan(dunia, DI_SURABAYA, WALI_KOTA, None, oleh="admin_instansi.surabaya")
    assert "berhalangan" in (await tertera(dunia, DI_SURABAYA))["halangan"]
    assert (await admin.minta("DELETE", milik_sendiri, params={"sebab": "Kembali."})).status_code == 204
    assert (await tertera(dunia, DI_SURABAYA))["halangan"] == ""


async def test_spesimen_mengubah_yang_tercetak_bukan_orangnya(dunia: Dunia) -> None:
    administrator, akun = dunia.sebagai("administrator.bkn"), akun_bernama(KEPALA)
    alamat = f"/pejabat/{akun.sub}/spesimen"
    isi = {
        "nama": f"Dr. {akun.nama}, M.Si.",
        "nip": akun.nip,
        "jabatan": akun.jabatan,
        "pangkat": "Pembina Utama Madya",
        "berlaku_mulai": str(hari_ini()),
        "catatan": CATATAN,
    }
    lain = await administrator.minta("PUT", alamat, json=isi | {"nama": "Orang Lain, M.Si."})
    assert masalah(lain, 422, "isian_tidak_sah")["kesalahan"][0]["bidang"] == "nama"
    asing = await dunia.sebagai("admin_instansi.surabaya").minta("PUT", alamat, json=isi)
    masalah(asing, 403, "terlarang")
    tak_ada = await administrator.minta("PUT", "/pejabat/tak-ada/spesimen", json=isi)
    masalah(tak_ada, 404, "tidak_ditemukan")
    assert (await administrator.minta("PUT", alamat, json=isi)).status_code == 204
    pejabat = (await tertera(dunia, KANREG))["pejabat"]
    assert (pejabat["nama"], pejabat["pangkat"]) == (isi["nama"], isi["pangkat"])


async def test_pelimpahan_tercetak_atas_nama(dunia: Dunia) -> None:
    alamat = await berhalangan(dunia, DI_SURABAYA, WALI_KOTA, "paraf_instansi.surabaya", sebagai="an")
    hasil = await tertera(dunia, DI_SURABAYA)
    assert hasil["akun"] == sub("paraf_instansi.surabaya")
    assert hasil["pejabat"]["atas_nama"] == akun_bernama(WALI_KOTA).jabatan
    await akhiri(dunia, alamat)
    assert (await tertera(dunia, DI_SURABAYA))["akun"] == sub(WALI_KOTA)


async def isi_terbit(dunia: Dunia, usulan: dict[str, Any], jenis: str) -> Any:
    async def terbit() -> str | None:
        surat = await dunia.sebagai("operator.surabaya").baca(f"/usulan/{usulan['id']}/surat")
        return next((satu["id"] for satu in surat if (satu["jenis"], satu["tahap"]) == (jenis, "terbit")), None)

    surat_id = await tunggu(terbit, f"{jenis} terbit")
    async with dunia.pekerja.transaksi() as gudang:
        return await gudang.penerbitan.isi(UUID(surat_id))


async def test_usulan_yang_pejabatnya_berhalangan_menunggu_lalu_diteruskan_penggantinya(dunia: Dunia) -> None:
    administrator = dunia.sebagai("administrator.bkn")
    usulan = await dunia.diajukan("operator.surabaya")
    await dunia.putus("verifikator_instansi.surabaya", usulan, "verifikasi_instansi", "MS")
    await dunia.putus("approver_instansi.surabaya", usulan, "persetujuan", "SETUJU")

    # Kepala kanreg berhalangan tanpa pengganti: surat tidak dapat disusun, tidak ada yang hilang.
    kosong = await berhalangan(dunia, KANREG, KEPALA, None)
    await dunia.putus("verifikator_bkn.kanregii", usulan, "validasi_bkn", "MS")
    perbaikan = await dunia.tugas(administrator, usulan, "perbaikan_sistem")
    for kata in ("penandatangan bkn di Kantor Regional II", "belum ada penggantinya", "/pejabat"):
        assert kata in perbaikan["keterangan"]

    # Plh. ditetapkan; pemarafnya pun digantikan, mula-mula oleh orang yang sudah memvalidasi.
    plh = await berhalangan(dunia, KANREG, KEPALA, "paraf_bkn.kanregii")
    keliru = await berhalangan(dunia, KANREG, "paraf_bkn.kanregii", "verifikator_bkn.kanregii")
    badan = {"putusan_id": str(uuid4()), "jenis": "ULANGI"}
    assert (await administrator.minta("POST", f"/tugas/{perbaikan['id']}/putusan", json=badan)).is_success
    pengganti = dunia.sebagai("verifikator_bkn.kanregii")
    tugas = await dunia.tugas(pengganti, usulan, "paraf_pertek")
    paraf = {"putusan_id": str(uuid4()), "jenis": "SETUJU", "sidik_draf": tugas["draf"]["sha256"]}
    masalah(await pengganti.minta("POST", f"/tugas/{tugas['id']}/putusan", json=paraf), 403, "beda_orang")
    await akhiri(dunia, keliru)
    pemaraf = await berhalangan(dunia, KANREG, "paraf_bkn.kanregii", "verifikator_bkn2.kanregii")
    masalah(await pengganti.minta("POST", f"/tugas/{tugas['id']}/putusan", json=paraf), 403, "terlarang")
    await dunia.putus("verifikator_bkn2.kanregii", usulan, "paraf_pertek", "SETUJU")
    assert (await dunia.tanda_tangani("paraf_bkn.kanregii", usulan, "tte_pertek"))["status"] == "tertanda"
    pertek = await isi_terbit(dunia, usulan, "pertek_kp")
    assert pertek.penandatangan.jabatan == f"Plh. {akun_bernama(KEPALA).jabatan}"
    assert pertek.penandatangan.nama == akun_bernama("paraf_bkn.kanregii").nama
    riwayat = await administrator.baca(f"/usulan/{usulan['id']}/riwayat")
    diparaf = next(s for s in riwayat if s["langkah"] == "paraf_pertek" and s["jenis"] == "tugas.diputus")
    assert diparaf["rincian"]["mewakili"] == sub("paraf_bkn.kanregii")
    assert "Sebagai pengganti" in diparaf["kalimat"]
    for alamat in (kosong, plh, pemaraf):
        await akhiri(dunia, alamat)

    # Wali kota berhalangan sesudah SK-nya diparaf: penggantinya melihatnya, mengambil alih, dan menandatangani.
    pemaraf = await berhalangan(dunia, DI_SURABAYA, "paraf_instansi.surabaya", "approver_instansi2.surabaya")
    await dunia.putus("approver_instansi2.surabaya", usulan, "paraf_sk", "SETUJU")
    semula = await dunia.tugas(dunia.sebagai(WALI_KOTA), usulan, "tte_sk")
    plh = await berhalangan(dunia, DI_SURABAYA, WALI_KOTA, "paraf_instansi.surabaya", oleh="admin_instansi.surabaya")
    pengganti = dunia.sebagai("paraf_instansi.surabaya")
    tugas = await dunia.tugas(pengganti, usulan, "tte_sk")
    sesi = {"jenis": "passphrase", "nilai": "x", "tugas_ids": [tugas["id"]]}
    belum = masalah(await pengganti.minta("POST", "/sesi-tanda-tangan", json=sesi), 403, "bukan_untuk_anda")
    assert "alihkan" in belum["tindakan"]
    ambil = {"id": str(uuid4()), "kepada": pengganti.akun, "alasan": "Wali kota dinas luar."}
    orang_lain = ambil | {"kepada": sub("approver_instansi2.surabaya")}
    masalah(await pengganti.minta("POST", f"/tugas/{tugas['id']}/alihkan", json=orang_lain), 403, "terlarang")
    assert (await pengganti.minta("POST", f"/tugas/{tugas['id']}/alihkan", json=ambil)).is_success
    await dunia.putus("approver_instansi2.surabaya", usulan, "paraf_sk", "SETUJU")
    tugas = await dunia.tugas(pengganti, usulan, "tte_sk")
    assert tugas["draf"]["nomor"] == semula["draf"]["nomor"]
    assert (await dunia.tanda_tangani("paraf_instansi.surabaya", usulan, "tte_sk"))["status"] == "tertanda"
    sk = await isi_terbit(dunia, usulan, "sk_kp")
    assert sk.penandatangan.jabatan == f"Plh. {akun_bernama(WALI_KOTA).jabatan}"
    assert sk.ppk == akun_bernama(WALI_KOTA).jabatan
    for alamat in (plh, pemaraf):
        await akhiri(dunia, alamat)
