"""Catatan teknis terstruktur (JSON, satu baris satu kejadian), tanpa data pribadi.

Yang ditulis: nomor permintaan, rute (polanya, bukan alamatnya), status, lama, id akun (buram, dari penyedia identitas),
alamat IP, dan banyaknya baris daftar yang tampak; kata cari tidak, karena dapat memuat NIP. Pesan galat tidak ditulis
karena dapat memuat isian orang; yang ditulis jenis galat dan letaknya dalam kode.
"""

import logging
import sys
import traceback
from types import TracebackType

import structlog


def siapkan_log(tingkat: str = "INFO") -> None:
    """Mengarahkan structlog dan pencatat pustaka ke stdout sebagai JSON."""
    bersama: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="waktu"),
    ]
    structlog.configure(
        processors=[*bersama, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    penulis = logging.StreamHandler(sys.stdout)
    penulis.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=bersama,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _tanpa_pesan_galat,
                structlog.processors.EventRenamer("kejadian"),
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(level=tingkat, handlers=[penulis], force=True)
    # Catatan akses uvicorn memuat alamat lengkap (token verifikasi, kata cari); catatan permintaan kita cukup.
    logging.getLogger("uvicorn.access").disabled = True
    for pustaka in ("httpx", "botocore"):
        logging.getLogger(pustaka).setLevel(logging.WARNING)


def letak_galat(galat: BaseException) -> list[str]:
    """Tumpukan panggilan sebagai ``berkas:baris fungsi``, yang terdalam terakhir; tanpa pesan dan nilai."""
    return [f"{b.filename}:{b.lineno} {b.name}" for b in traceback.extract_tb(galat.__traceback__)][-12:]


def _tanpa_pesan_galat(
    _pencatat: object, _metode: str, kejadian: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    galat = kejadian.pop("exc_info", None)
    if isinstance(galat, BaseException):
        galat = (type(galat), galat, galat.__traceback__)
    if isinstance(galat, tuple) and isinstance(galat[1], BaseException) and isinstance(galat[2], TracebackType):
        kejadian["galat"] = galat[0].__name__
        kejadian["letak"] = letak_galat(galat[1])
    return kejadian
