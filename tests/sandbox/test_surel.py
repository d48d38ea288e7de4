"""Penampung surel: SMTP sungguhan masuk, terbaca lewat HTTP, tersimpan sebagai Maildir."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from tests.batas import BATAS
from tests.sandbox.proses import Proses, port_bebas


def kirim(port: int, kepada: str, perihal: str, isi: str = "Halo.", html: str | None = None) -> None:
    surat = EmailMessage()
    surat["From"], surat["To"], surat["Subject"] = "usulan@localhost", kepada, perihal
    surat["Date"] = "Tue, 24 Nov 2026 12:00:00 +0700"
    surat.set_content(isi)
    if html:
        surat.add_alternative(html, subtype="html")
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.send_message(surat, to_addrs=[kepada, "tersembunyi@contoh.go.id"])


def test_tertampung_dan_terbaca(surel: tuple[Proses, int]) -> None:
    proses, smtp = surel
    kirim(smtp, "a.tertampung@contoh.go.id", "Usulan dikembalikan — perbaiki", "Ubah medan «TMT».", "<b>Ubah</b>")
    (ringkas,) = httpx.get(f"{proses.alamat}/surat", params={"kepada": "a.tertampung@contoh.go.id"}).json()
    assert ringkas["perihal"] == "Usulan dikembalikan — perbaiki"
    assert ringkas["kepada"] == ["a.tertampung@contoh.go.id", "tersembunyi@contoh.go.id"]
    assert ringkas["tanggal"] == "2026-11-24T12:00:00+07:00"
    surat = httpx.get(f"{proses.alamat}/surat/{ringkas['id']}").json()
    assert surat["isi"].strip() == "Ubah medan «TMT»."
    mentah = httpx.get(f"{proses.alamat}/surat/{ringkas['id']}/eml")
    assert mentah.headers["content-type"] == "message/rfc822"
    assert b"Subject:" in mentah.content
    assert (proses.data / "maildir" / "new" / ringkas["id"]).exists()
    assert "a.tertampung@contoh.go.id" not in "\n".join(proses.baris)


def test_menunggu_surat_berikutnya(surel: tuple[Proses, int]) -> None:
    proses, smtp = surel
    kepada = "b.menunggu@contoh.go.id"
    with httpx.Client(base_url=proses.alamat, timeout=BATAS) as http:
        assert http.get("/surat", params={"kepada": kepada, "tunggu": 0.1}).json() == []
        kirim(smtp, kepada, "satu")
        kirim(smtp, kepada, "dua")
        cocok = http.get("/surat", params={"kepada": kepada, "perihal": "dua", "tunggu": 20}).json()
    assert [s["perihal"] for s in cocok] == ["dua"]


def test_halaman_menampilkan_tanpa_menjalankan(surel: tuple[Proses, int]) -> None:
    proses, smtp = surel
    kirim(smtp, "c@contoh.go.id", "<script>alert(1)</script>", "<script>alert(2)</script>")
    daftar = httpx.get(proses.alamat).text
    assert "Kotak surat sandbox" in daftar
    assert "&lt;script&gt;alert(1)" in daftar
    (ringkas,) = httpx.get(f"{proses.alamat}/surat", params={"kepada": "c@contoh.go.id"}).json()
    halaman = httpx.get(f"{proses.alamat}/baca/{ringkas['id']}").text
    assert "&lt;script&gt;alert(2)" in halaman
    assert "<script" not in daftar + halaman


@pytest.mark.parametrize("jalur", ["/surat/tidakada", "/surat/tidakada/eml", "/baca/tidakada", "/surat/..%2Fkotak"])
def test_surat_yang_tidak_ada(surel: tuple[Proses, int], jalur: str) -> None:
    assert httpx.get(surel[0].alamat + jalur).status_code == 404


def test_bertahan_dan_dapat_dikosongkan(tmp_path: Path) -> None:
    smtp = port_bebas()
    with Proses("surel", tmp_path / "kotak", f"--port-smtp={smtp}"):
        kirim(smtp, "d@contoh.go.id", "tinggal")
    with Proses("surel", tmp_path / "kotak", f"--port-smtp={smtp}") as lagi:
        assert [s["perihal"] for s in httpx.get(f"{lagi.alamat}/surat").json()] == ["tinggal"]
        assert httpx.delete(f"{lagi.alamat}/surat").status_code == 204
        assert httpx.get(f"{lagi.alamat}/surat").json() == []
