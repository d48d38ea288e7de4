"""Nasib galat kegiatan, diputuskan di satu tempat: gangguan dicoba terus, fakta dan cacat program menjadi tugas orang.

Yang dilempar kegiatan galat aslinya; pencegat ini, terpasang pada setiap worker, menerjemahkannya bagi alur kerja.
"""

from typing import Any, Final

import structlog
from pydantic import ValidationError
from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from gudang import pabrik
from gudang.galat import DasarBerubah, GalatGudang
from luar.esign import LayananTakTersedia
from luar.galat import ObjekRusak, ObjekTidakAda, PenyimpananTakTersedia, TanpaData
from luar.pdf_asing import PdfDitolak
from luar.proses import ProsesBerhenti
from luar.tanda_tangan import LayananSertifikatTakTersedia, TandaTanganTidakSah
from models.aturan.pijakan import MenjadiPijakan
from models.definisi import DasarKeliru
from models.galat import JenisGalat
from models.lipatan import DataUtamaKurang

log = structlog.stdlib.get_logger(__name__)

PERCOBAAN_CACAT: Final = 5
"""Galat yang tidak dikenal dicoba sekian kali sebelum dianggap cacat program."""


class BelumWaktunya(Exception):
    """Yang ditunggu kegiatan ini belum terjadi; dicoba lagi sampai terjadi."""


class BukuBerbeda(Exception):
    """Nomor catatan yang sama sudah terisi peristiwa lain, dan tidak boleh digantikan: perlu diperiksa orang."""


GANGGUAN: Final = (
    PenyimpananTakTersedia,
    LayananTakTersedia,
    LayananSertifikatTakTersedia,
    ProsesBerhenti,
    ConnectionError,
    TimeoutError,
    BelumWaktunya,
    DasarBerubah,
)
"""Pulih sendiri: dicoba terus dengan jeda yang berbatas, tanpa memanggil siapa pun."""
FAKTA: Final = (
    GalatGudang,
    DataUtamaKurang,
    DasarKeliru,
    MenjadiPijakan,
    ObjekTidakAda,
    ObjekRusak,
    TandaTanganTidakSah,
    PdfDitolak,
    TanpaData,
    BukuBerbeda,
)
"""Tidak berubah dengan mencoba lagi; kalimatnya bagi petugas yang membereskannya."""


def fakta(pesan: str) -> ApplicationError:
    """Fakta yang tidak berubah dengan mencoba lagi: menjadi tugas perbaikan bagi administrator."""
    return ApplicationError(pesan, type=JenisGalat.FAKTA.value, non_retryable=True)


def sebab(galat: Exception) -> str:
    """Sebab tanpa nilainya: galat pydantic memuat NIP dan nama yang diperiksanya."""
    if isinstance(galat, ValidationError):
        return "; ".join(
            f"{'.'.join(map(str, satu['loc']))}: {satu['msg']}" for satu in galat.errors(include_input=False)
        )
    return str(galat)


class PenerjemahGalat(Interceptor):
    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _Penerjemah(next)


class _Penerjemah(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        try:
            return await super().execute_activity(input)
        except (ApplicationError, *GANGGUAN):
            raise
        except ValidationError as galat:
            raise fakta(f"Data yang tersimpan tidak sah ({sebab(galat)}); perbaiki datanya, lalu ulangi.") from galat
        except FAKTA as galat:
            raise fakta(str(galat)) from galat
        except Exception as galat:
            info = activity.info()
            if pabrik.terganggu(galat) or info.attempt < PERCOBAAN_CACAT:
                raise
            log.exception("kegiatan cacat", kegiatan=info.activity_type, percobaan=info.attempt, alur=info.workflow_id)
            raise fakta(
                f"Kegiatan {info.activity_type} gagal {info.attempt} kali karena cacat program "
                f"({type(galat).__name__}); laporkan kepada pengembang, lalu ulangi sesudah diperbaiki."
            ) from galat
