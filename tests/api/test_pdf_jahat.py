"""PDF jahat lewat HTTP: tidak satu pun tersimpan, dan tidak satu pun dinyatakan salinan yang sah."""

import pytest

from tests.aman.pdf_jahat import SEMUA
from tests.api.dunia import Dunia, masalah

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_tidak_satu_pun_tersimpan(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    for jahat in SEMUA:
        ditolak = masalah(await dunia.unggah_mentah(operator, usulan["id"], "ijazah", jahat.buat()), 422, jahat.sebab)
        assert ditolak["tindakan"], jahat.nama
    async with dunia.pekerja.transaksi() as gudang:
        assert await gudang.dokumen.unggahan(usulan["id"]) == ()


async def test_tidak_satu_pun_salinan_yang_sah(dunia: Dunia) -> None:
    for jahat in SEMUA:
        berkas = {"berkas": ("surat.pdf", jahat.buat(), "application/pdf")}
        jawaban = await dunia.http.post("/verifikasi", files=berkas, headers={"Accept": "application/json"})
        if jahat.nama == "kosong":
            masalah(jawaban, 422, "pdf_kosong")
            continue
        assert jawaban.status_code == 200, (jahat.nama, jawaban.text)
        assert not jawaban.json()["asli"], jahat.nama
        assert jawaban.json()["alasan"], jahat.nama
