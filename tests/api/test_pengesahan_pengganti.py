"""Satu orang tidak dapat menyerahkan tanda tangan pejabat: pengganti diusulkan seorang dan disahkan orang lain."""

from datetime import timedelta
from typing import Any

import pytest

from models.referensi.zona import hari_ini
from sandbox.akun import akun_bernama
from tests.api.dunia import Dunia, Orang, masalah
from tests.api.test_pejabat import DI_SURABAYA, KANREG, KEPALA, WALI_KOTA, penggantian, sub, tertera

pytestmark = pytest.mark.asyncio(loop_scope="session")
PENGUSUL, PENGGANTI = "admin_instansi.surabaya", "paraf_instansi.surabaya"


async def usulkan(orang: Orang, *isi: Any, **lain: Any) -> tuple[dict[str, Any], str]:
    tercatat = await orang.kirim("/pejabat/penggantian", **penggantian(*isi, **lain))
    return tercatat, f"/pejabat/penggantian/{tercatat['id']}"


async def akhiri(orang: Orang, alamat: str, sebab: str = "Uji selesai.") -> int:
    return (await orang.minta("DELETE", alamat, params={"sebab": sebab})).status_code


async def boleh_menandatangani(orang: Orang) -> bool:
    """Sesi bagi tugas yang tidak ada: yang tidak berwenang ditolak lebih dahulu."""
    isi = {"nilai": "x", "tugas_ids": ["00000000-0000-0000-0000-000000000000"]}
    return (await orang.minta("POST", "/sesi-tanda-tangan", json=isi)).status_code != 403


async def test_satu_orang_saja_tidak_memperoleh_apa_pun_yang_kedua_mengesahkannya(dunia: Dunia) -> None:
    pengusul, pengganti, pejabat = map(dunia.sebagai, (PENGUSUL, PENGGANTI, WALI_KOTA))
    usul, alamat = await usulkan(pengusul, DI_SURABAYA, WALI_KOTA, PENGGANTI)
    try:
        assert (usul["menunggu_pengesahan"], usul["disahkan_oleh"]) == (True, None)
        assert (await tertera(dunia, DI_SURABAYA))["akun"] == pejabat.akun
        assert not await boleh_menandatangani(pengganti)

        sendiri = masalah(await pengusul.minta("POST", f"{alamat}/sahkan"), 403, "beda_orang")
        assert "mengusulkan" in sendiri["detail"]
        assert "pejabat yang digantikan" in sendiri["tindakan"]
        ditunjuk = masalah(await pengganti.minta("POST", f"{alamat}/sahkan"), 403, "beda_orang")
        assert "ditunjuk sebagai pengganti" in ditunjuk["detail"]
        operator = dunia.sebagai("operator.surabaya")
        masalah(await operator.minta("POST", f"{alamat}/sahkan"), 403, "terlarang")
        asing = dunia.sebagai("admin_instansi.bandung")
        masalah(await asing.minta("POST", f"{alamat}/sahkan"), 404, "tidak_ditemukan")
        assert not await boleh_menandatangani(pengganti)

        daftar = {nama: await dunia.sebagai(nama).baca("/pejabat/penggantian") for nama in (PENGUSUL, PENGGANTI)}
        assert usul["id"] not in {satu["id"] for semua in daftar.values() for satu in semua}
        (menunggu,) = [satu for satu in await pejabat.baca("/pejabat/penggantian") if satu["id"] == usul["id"]]
        assert (menunggu["dibuat_nama"], menunggu["unit"]) == (akun_bernama(PENGUSUL).nama, DI_SURABAYA)

        sah = await pejabat.kirim(f"{alamat}/sahkan")
        assert (sah["menunggu_pengesahan"], sah["disahkan_oleh"]) == (False, pejabat.akun)
        assert await dunia.sebagai("administrator.bkn").kirim(f"{alamat}/sahkan") == sah, "tidak disahkan dua kali"
        assert (await tertera(dunia, DI_SURABAYA))["akun"] == pengganti.akun
        assert await boleh_menandatangani(pengganti)
        tercatat = (await pengusul.baca("/pejabat"))["penggantian"][0]
        assert tercatat["dibuat_oleh"] == pengusul.akun
        assert tercatat["disahkan_nama"] == akun_bernama(WALI_KOTA).nama
        assert tercatat["dibuat"] <= tercatat["disahkan"]
    finally:
        assert await akhiri(pejabat, alamat, "Kembali bertugas.") == 204
    assert not await boleh_menandatangani(pengganti)


async def test_jabatan_kosong_disahkan_administrator_yang_lain(dunia: Dunia) -> None:
    pertama, kedua = dunia.sebagai("administrator.bkn"), dunia.sebagai("administrator2.bkn")
    lain = {"pejabat": None, "sebagai": "plt", "jabatan": "Kepala Bidang Uji", "peran": "paraf_bkn"}
    usul, alamat = await usulkan(pertama, KANREG, KEPALA, "verifikator_bkn.kanregii", **lain)
    masalah(await pertama.minta("POST", f"{alamat}/sahkan"), 403, "beda_orang")
    masalah(await dunia.sebagai(KEPALA).minta("POST", f"{alamat}/sahkan"), 403, "terlarang")
    assert usul["id"] in {satu["id"] for satu in await kedua.baca("/pejabat/penggantian")}
    assert (await kedua.kirim(f"{alamat}/sahkan"))["disahkan_oleh"] == kedua.akun
    assert await akhiri(pertama, alamat) == 204


async def test_pelimpahan_hanya_disahkan_pejabatnya(dunia: Dunia) -> None:
    """A.n.: pejabatnya hadir, dan wewenangnya sendiri yang dilimpahkan."""
    pengusul, administrator = dunia.sebagai(PENGUSUL), dunia.sebagai("administrator.bkn")
    _, alamat = await usulkan(pengusul, DI_SURABAYA, WALI_KOTA, PENGGANTI, sebagai="an")
    ditolak = masalah(await administrator.minta("POST", f"{alamat}/sahkan"), 403, "terlarang")
    assert "pejabat yang melimpahkannya" in ditolak["detail"]
    assert (await dunia.sebagai(WALI_KOTA).kirim(f"{alamat}/sahkan"))["disahkan"] is not None
    assert await akhiri(pengusul, alamat) == 204


async def test_yang_ditolak_atau_ditarik_tetap_tanpa_akibat(dunia: Dunia) -> None:
    pengusul, pejabat = dunia.sebagai(PENGUSUL), dunia.sebagai(WALI_KOTA)
    for penolak in (pejabat, pengusul):
        usul, alamat = await usulkan(pengusul, DI_SURABAYA, WALI_KOTA, PENGGANTI)
        assert await akhiri(penolak, alamat, "Tidak jadi berhalangan.") == 204
        tutup = masalah(await pejabat.minta("POST", f"{alamat}/sahkan"), 409, "penggantian_tertutup")
        assert "Tidak jadi berhalangan." in tutup["detail"]
        assert usul["id"] not in {satu["id"] for satu in await pejabat.baca("/pejabat/penggantian")}
        tercatat = (await pengusul.baca("/pejabat"))["penggantian"][0]
        assert (tercatat["disahkan"], tercatat["dibatalkan_oleh"]) == (None, penolak.akun)
    assert (await tertera(dunia, DI_SURABAYA))["akun"] == pejabat.akun
    assert not await boleh_menandatangani(dunia.sebagai(PENGGANTI))


async def test_yang_lewat_masanya_tidak_disahkan(dunia: Dunia) -> None:
    pengusul, pejabat, kemarin = dunia.sebagai(PENGUSUL), dunia.sebagai(WALI_KOTA), hari_ini() - timedelta(days=1)
    masa = {"mulai": str(kemarin), "sampai": str(kemarin)}
    usul, alamat = await usulkan(pengusul, DI_SURABAYA, WALI_KOTA, PENGGANTI, **masa)
    tutup = masalah(await pejabat.minta("POST", f"{alamat}/sahkan"), 409, "penggantian_tertutup")
    assert "Masa penggantian ini sudah lewat" in tutup["detail"]
    assert "Usulkan penggantian yang baru" in tutup["tindakan"]
    assert usul["id"] not in {satu["id"] for satu in await pejabat.baca("/pejabat/penggantian")}


async def test_ketidakhadiran_tanpa_pengganti_tidak_menunggu_siapa_pun(dunia: Dunia) -> None:
    """Tak ada hak yang berpindah; surat tertahan, bukan ditandatangani orang lain."""
    pengusul = dunia.sebagai(PENGUSUL)
    usul, alamat = await usulkan(pengusul, DI_SURABAYA, WALI_KOTA, None)
    assert usul["menunggu_pengesahan"] is False
    assert "sahkan" in (await tertera(dunia, DI_SURABAYA))["halangan"]
    assert await akhiri(pengusul, alamat) == 204
    assert (await tertera(dunia, DI_SURABAYA))["akun"] == sub(WALI_KOTA)
