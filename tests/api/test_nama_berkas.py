"""Nama berkas dari orang: bersih dari yang mengendalikan baris dan arah baca, dan tetap terbaca pemiliknya."""

import unicodedata
from email.message import Message
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.nama_berkas import TERPANJANG, bersihkan_nama, kepala_nama
from tests.api.dunia import Dunia
from tests.api.naskah_pdf import pdf_biasa

KENDALI = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("asal", "bersih"),
    [
        ("SK Pangkat.pdf", "SK Pangkat.pdf"),
        ("ijazah Ñoñó – 2026.pdf", "ijazah Ñoñó – 2026.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\berkas\\sk.pdf", "sk.pdf"),
        ("a.pdf\r\nSet-Cookie: x=1", "a.pdf Set-Cookie: x=1"),
        ("gaji\u202efdp.exe", "gaji fdp.exe"),
        ("\x00\x1b[31m.pdf", "[31m.pdf"),
        ("...", "dokumen.pdf"),
        ("\u200b", "dokumen.pdf"),
        ("a" * 300, "a" * TERPANJANG),
    ],
)
def test_nama_dibersihkan(asal: str, bersih: str) -> None:
    assert bersihkan_nama(asal) == bersih


@given(st.text())
def test_kepala_selalu_sebaris_ascii_dan_memuat_nama_sebenarnya(nama: str) -> None:
    kepala, bersih = kepala_nama(nama), bersihkan_nama(nama)
    assert kepala.isascii()
    assert kepala.isprintable()
    assert not any(unicodedata.category(huruf) in KENDALI for huruf in bersih)
    assert unquote(kepala.partition("filename*=UTF-8''")[2]) == bersih
    surat = Message()
    surat["Content-Disposition"] = kepala.partition("; filename*")[0]
    polos = surat.get_filename()
    assert polos
    assert "/" not in polos


@pytest.mark.asyncio(loop_scope="session")
async def test_unggahan_bernama_jahat_kembali_bersih(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    jawaban = await operator.minta(
        "POST",
        f"/usulan/{usulan['id']}/dokumen",
        params={"kode": "sk_kp_terakhir", "nama": "SK Ñoño\u202e\r\nX-Jahat: 1.pdf"},
        content=pdf_biasa(),
        headers={"Content-Type": "application/pdf"},
    )
    assert jawaban.json()["nama_berkas"] == "SK Ñoño X-Jahat: 1.pdf"
    unduhan = await operator.minta("GET", jawaban.json()["alamat"])
    assert unduhan.status_code == 200
    assert "x-jahat" not in unduhan.headers
    assert unquote(unduhan.headers["content-disposition"]).endswith("SK Ñoño X-Jahat: 1.pdf")
