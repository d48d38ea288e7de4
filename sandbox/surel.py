"""Penampung surel sandbox: SMTP menerima, tak ada yang terkirim keluar; dibaca lewat HTTP. Surat disimpan Maildir.

``python -m sandbox.surel --port 8092 --port-smtp 1025 --data var/surel``.
"""

import asyncio
import mailbox
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Annotated, Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from fastapi import FastAPI, HTTPException, Query, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import Field
from pydantic_settings import BaseSettings, CliApp, SettingsConfigDict

from sandbox.peladen import atur_catatan, buka_soket, catatan, sajikan

_UKURAN_TERBESAR = 35 * 2**20
_HALAMAN = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("halaman")), autoescape=True, undefined=StrictUndefined
)


class SetelanSurel(BaseSettings):
    """Penampung surel sandbox."""

    model_config = SettingsConfigDict(
        env_prefix="SANDBOX_SUREL_", cli_prog_name="python -m sandbox.surel", cli_kebab_case=True
    )

    host: str = "127.0.0.1"
    port: int = Field(8092, description="port HTTP untuk membaca surat")
    port_smtp: int = Field(1025, description="port SMTP")
    data: Path = Field(Path("var/surel"), description="folder Maildir")


class Kotak:
    """Pengolah SMTP sekaligus kotak surat; pembaca dapat menunggu surat berikutnya."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # Maildir hanya menyusun dirinya bila foldernya belum ada, sedangkan folder data dibuat pengawas.
        self._maildir = mailbox.Maildir(folder / "maildir")
        self._datang = asyncio.Condition()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Dipanggil aiosmtpd. Amplop dicatat sebagai tajuk tambahan; isi surat disimpan apa adanya."""
        amplop = f"X-MailFrom: {envelope.mail_from}\r\nX-RcptTo: {', '.join(envelope.rcpt_tos)}\r\n"
        id_surat = self._maildir.add(amplop.encode() + (envelope.original_content or b""))
        catatan.info("surat_diterima", id=id_surat)
        async with self._datang:
            self._datang.notify_all()
        return "250 OK"

    def semua(self) -> list[tuple[str, EmailMessage]]:
        """Terbaru lebih dahulu."""
        surat = [(kunci, self._maildir.get_message(kunci)) for kunci in self._maildir.iterkeys()]
        surat.sort(key=lambda s: (s[1].get_date(), s[0]), reverse=True)
        return [(kunci, self.ambil(kunci)) for kunci, _ in surat]

    def ambil(self, id_surat: str) -> EmailMessage:
        """``KeyError`` bila tidak ada."""
        return message_from_bytes(self._maildir.get_bytes(id_surat), EmailMessage, policy=default)

    def kosongkan(self) -> None:
        self._maildir.clear()

    async def tunggu(self, ada: Callable[[], bool], detik: float) -> None:
        """Kembali begitu ``ada()`` benar, atau sesudah ``detik``."""
        async with self._datang:
            try:
                await asyncio.wait_for(self._datang.wait_for(ada), detik)
            except TimeoutError:
                return


def _ringkas(id_surat: str, surat: EmailMessage) -> dict[str, Any]:
    return {
        "id": id_surat,
        "dari": surat["X-MailFrom"],
        "kepada": [alamat.strip() for alamat in (surat["X-RcptTo"] or "").split(",")],
        "perihal": surat["Subject"] or "",
        "tanggal": surat["Date"].datetime.isoformat() if surat["Date"] else None,
    }


def _isi(surat: EmailMessage) -> str:
    badan = surat.get_body(("plain", "html"))
    return badan.get_content() if badan else ""


def _lampiran(surat: EmailMessage) -> list[dict[str, Any]]:
    return [
        {"nama": bagian.get_filename(), "jenis": bagian.get_content_type(), "ukuran": len(bagian.get_content())}
        for bagian in surat.iter_attachments()
    ]


def bangun(setelan: SetelanSurel, soket_smtp: socket.socket) -> FastAPI:
    kotak: Kotak

    @asynccontextmanager
    async def hidup(_: FastAPI) -> AsyncIterator[None]:
        nonlocal kotak
        kotak = Kotak(setelan.data)
        peladen = await asyncio.get_running_loop().create_server(
            lambda: SMTP(kotak, enable_SMTPUTF8=True, hostname="localhost", data_size_limit=_UKURAN_TERBESAR),
            sock=soket_smtp,
        )
        async with peladen:
            yield

    app = FastAPI(title="Penampung surel sandbox", openapi_url=None, lifespan=hidup)

    def ambil(id_surat: str) -> EmailMessage:
        try:
            return kotak.ambil(id_surat)
        except KeyError:
            raise HTTPException(404, "Surat tidak ada; mungkin sudah dihapus.") from None

    @app.get("/surat")
    async def daftar(
        kepada: str | None = None, perihal: str | None = None, tunggu: Annotated[float, Query(ge=0, le=60)] = 0
    ) -> list[dict[str, Any]]:
        """Surat terbaru lebih dahulu. ``tunggu``: detik menanti sampai ada yang cocok."""

        def cocok() -> list[dict[str, Any]]:
            return [
                ringkas
                for ringkas in (_ringkas(*s) for s in kotak.semua())
                if (kepada is None or kepada in ringkas["kepada"])
                and (perihal is None or perihal in ringkas["perihal"])
            ]

        if tunggu:
            await kotak.tunggu(lambda: bool(cocok()), tunggu)
        return cocok()

    @app.delete("/surat", status_code=204)
    async def kosongkan() -> None:
        kotak.kosongkan()

    @app.get("/surat/{id_surat}")
    async def satu(id_surat: str) -> dict[str, Any]:
        surat = ambil(id_surat)
        return {**_ringkas(id_surat, surat), "isi": _isi(surat), "lampiran": _lampiran(surat)}

    @app.get("/surat/{id_surat}/eml")
    async def mentah(id_surat: str) -> Response:
        return Response(ambil(id_surat).as_bytes(), media_type="message/rfc822")

    @app.get("/", response_class=HTMLResponse)
    async def halaman() -> str:
        return _HALAMAN.get_template("kotak_surat.html").render(surat=[_ringkas(*s) for s in kotak.semua()])

    @app.get("/baca/{id_surat}", response_class=HTMLResponse)
    async def baca(id_surat: str) -> str:
        surat = ambil(id_surat)
        return _HALAMAN.get_template("surat.html").render(
            surat=_ringkas(id_surat, surat), isi=_isi(surat), lampiran=_lampiran(surat)
        )

    return app


def jalankan() -> None:
    setelan = CliApp.run(SetelanSurel)
    atur_catatan("surel")
    soket = buka_soket(setelan.host, setelan.port)
    soket_smtp = buka_soket(setelan.host, setelan.port_smtp, "--port-smtp")
    sajikan(bangun(setelan, soket_smtp), soket)


if __name__ == "__main__":
    jalankan()
