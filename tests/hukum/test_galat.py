"""Nasib galat kegiatan: gangguan dicoba terus, fakta dan cacat program menjadi urusan orang."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import OperationalError
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

from activities.galat import PERCOBAAN_CACAT, BelumWaktunya, BukuBerbeda, PenerjemahGalat, fakta
from gudang.galat import DasarBerubah, TidakDitemukan, UsulanBerakhir
from luar.galat import ObjekRusak, PenyimpananTakTersedia, TanpaData
from luar.tanda_tangan import LayananSertifikatTakTersedia
from models.definisi import DasarKeliru
from models.galat import JenisGalat
from models.lipatan import DataUtamaKurang


class _Pangkal(ActivityInboundInterceptor):
    def __init__(self) -> None:
        pass

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        return await input.fn(*input.args)


async def lewat_penerjemah(kegiatan: Callable[..., Awaitable[Any]], *masukan: object, percobaan: int = 1) -> Any:
    """Jalankan kegiatan seperti worker menjalankannya pada percobaan itu."""
    lingkungan = ActivityEnvironment()
    lingkungan.info = replace(lingkungan.info, attempt=percobaan)
    pencegat = PenerjemahGalat().intercept_activity(_Pangkal())
    perintah = ExecuteActivityInput(fn=kegiatan, args=masukan, executor=None, headers={})
    return await lingkungan.run(pencegat.execute_activity, perintah)


async def _nasib(galat: Exception, percobaan: int = 1) -> Exception:
    async def gagal() -> None:
        raise galat

    with pytest.raises(Exception) as hasil:
        await lewat_penerjemah(gagal, percobaan=percobaan)
    return hasil.value


@pytest.mark.parametrize(
    "galat",
    [
        OperationalError("SELECT", {}, Exception()),
        PenyimpananTakTersedia("S3 mati."),
        LayananSertifikatTakTersedia("OCSP mati."),
        ConnectionResetError(),
        TimeoutError(),
        BelumWaktunya("Belum."),
        DasarBerubah(),
    ],
)
async def test_gangguan_diteruskan_berapa_kali_pun(galat: Exception) -> None:
    assert await _nasib(galat, percobaan=1000) is galat


@pytest.mark.parametrize(
    "galat",
    [
        TidakDitemukan("surat"),
        UsulanBerakhir(),
        DasarKeliru("Dasarnya keliru."),
        DataUtamaKurang(["nama"], date(2026, 11, 24)),
        ObjekRusak("Rusak."),
        TanpaData("Tanpa lampiran."),
        BukuBerbeda("Berbeda."),
    ],
)
async def test_fakta_menjadi_tugas_pada_percobaan_pertama(galat: Exception) -> None:
    hasil = await _nasib(galat)
    assert isinstance(hasil, ApplicationError)
    assert (hasil.message, hasil.type, hasil.non_retryable) == (str(galat), JenisGalat.FAKTA, True)


async def test_fakta_dari_kegiatan_diteruskan_apa_adanya() -> None:
    galat = fakta("Sudah berkata-kata.")
    assert await _nasib(galat) is galat


async def test_data_tersimpan_yang_tidak_sah_disebut_isiannya_tanpa_nilainya() -> None:
    class Baris(BaseModel):
        nip: int

    with pytest.raises(ValidationError) as tidak_sah:
        Baris.model_validate({"nip": "199001012020121001x"})
    hasil = await _nasib(tidak_sah.value)
    assert isinstance(hasil, ApplicationError)
    assert "nip:" in hasil.message
    assert "1990" not in hasil.message


async def test_cacat_program_dicoba_beberapa_kali_lalu_menjadi_tugas_tanpa_pesan_galatnya(
    capsys: pytest.CaptureFixture[str],
) -> None:
    galat = TypeError("NIP 199001012020121001")
    assert await _nasib(galat, percobaan=PERCOBAAN_CACAT - 1) is galat
    hasil = await _nasib(galat, percobaan=PERCOBAAN_CACAT)
    assert isinstance(hasil, ApplicationError)
    assert (hasil.type, hasil.non_retryable) == (JenisGalat.FAKTA, True)
    assert "cacat program (TypeError)" in hasil.message
    assert "1990" not in hasil.message
