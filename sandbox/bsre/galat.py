"""Galat seperti yang dijawab E-Sign Client Service: badan sendiri untuk urusan bisnis, gaya Spring untuk sisanya."""

from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


class GalatESign(Exception):
    """Jawaban 400 ``{"error", "status_code"}``; ``kode`` bukan status HTTP (2031 = passphrase salah)."""

    def __init__(self, pesan: str, kode: int = 400) -> None:
        super().__init__(pesan)
        self.pesan, self.kode = pesan, kode


class GalatSpring(Exception):
    """Jawaban ``{timestamp, status, error, path}``."""

    def __init__(self, status: HTTPStatus, tajuk: dict[str, str] | None = None) -> None:
        super().__init__(status.phrase)
        self.status, self.tajuk = status, tajuk


def passphrase_salah() -> GalatESign:
    return GalatESign("Passphrase anda salah", 2031)


def _jawaban_spring(permintaan: Request, status: HTTPStatus, tajuk: dict[str, str] | None = None) -> JSONResponse:
    isi = {
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "status": status.value,
        "error": status.phrase,
        "path": permintaan.url.path,
    }
    return JSONResponse(isi, status.value, tajuk)


def pasang_galat(app: FastAPI) -> None:
    @app.exception_handler(GalatESign)
    async def esign(_: Request, galat: GalatESign) -> JSONResponse:
        return JSONResponse({"error": galat.pesan, "status_code": galat.kode}, 400)

    @app.exception_handler(GalatSpring)
    async def spring(permintaan: Request, galat: GalatSpring) -> JSONResponse:
        return _jawaban_spring(permintaan, galat.status, galat.tajuk)

    @app.exception_handler(RequestValidationError)
    async def bentuk(_: Request, galat: RequestValidationError) -> JSONResponse:
        # Hanya nama medannya: isi permintaan memuat NIK dan passphrase.
        medan = sorted({".".join(map(str, g["loc"][1:])) or g["msg"] for g in galat.errors()})
        return JSONResponse({"error": f"Parameter tidak valid: {', '.join(medan)}", "status_code": 400}, 400)

    @app.exception_handler(Exception)
    async def lain(permintaan: Request, _: Exception) -> JSONResponse:
        return _jawaban_spring(permintaan, HTTPStatus.INTERNAL_SERVER_ERROR)
