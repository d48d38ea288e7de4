"""Pemeriksaan dan peningkatan tanda tangan terhadap PKI sandbox lewat HTTP."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel

from luar.esign import ESign, ESignV2, Passphrase, esign_dari
from luar.pades import Pemeriksa
from luar.setelan import Setelan
from luar.tanda_tangan import (
    HasilPeriksa,
    LayananSertifikatTakTersedia,
    PemeriksaTandaTangan,
    TandaTanganTidakSah,
    penandatangan_cocok,
)
from models.surat import LevelTTE
from sandbox.akun import PASSPHRASE, Akun
from sandbox.bsre.pemilik import AKAN_DICABUT, KEDALUWARSA
from sandbox.bsre.penanda import Penandatangan, PenandaWaktu, Permintaan, tanda_tangani
from sandbox.pki import Pki
from sandbox.tumpukan import Tumpukan
from tests.luar.conftest import SandboxBsre
from tests.luar.surat_palsu import disisipi


def ditimpa(pdf: bytes) -> bytes:
    """Pangkat dan gaji lain dilukis di atas halaman lewat pembaruan bertambah, tanpa menyentuh bita semula."""
    penulis = IncrementalPdfFileWriter(BytesIO(pdf))
    lukisan = penulis.add_object(StreamObject(stream_data=b"q 1 0 0 rg 100 400 300 80 re f Q"))
    penulis.add_stream_to_page(0, lukisan)
    keluaran = BytesIO()
    penulis.write(keluaran)
    return keluaran.getvalue()


def dibalik(pdf: bytes, letak: int) -> bytes:
    rusak = bytearray(pdf)
    rusak[letak] ^= 1
    return bytes(rusak)


async def test_jawaban_bsre_b_t_lalu_b_lta(pemeriksa: PemeriksaTandaTangan, bertanda: bytes, pejabat: Akun) -> None:
    segar = await pemeriksa.periksa(bertanda)
    arsip = await pemeriksa.tingkatkan_lta(bertanda)
    lama = await pemeriksa.periksa(arsip)

    assert arsip.startswith(bertanda)
    assert (segar.sah, segar.level) == (True, LevelTTE.T)
    assert (lama.sah, lama.level) == (True, LevelTTE.LTA)
    assert lama.alasan == ()
    assert lama.waktu == segar.waktu
    assert lama.waktu is not None
    assert lama.waktu.utcoffset() is not None
    assert lama.penandatangan == pejabat.nama
    assert penandatangan_cocok(lama, pejabat.nama)


async def test_bita_yang_berubah_ditolak(pemeriksa: PemeriksaTandaTangan, bertanda: bytes, draf: bytes) -> None:
    arsip = await pemeriksa.tingkatkan_lta(bertanda)
    for letak in (3_000, len(draf) // 2, len(draf) - 2_000):
        hasil = await pemeriksa.periksa(dibalik(arsip, letak))
        assert not hasil.sah
        assert hasil.alasan


async def test_isi_yang_dilukis_sesudah_ditandatangani_ditolak(
    pemeriksa: PemeriksaTandaTangan, bertanda: bytes
) -> None:
    for pdf in (bertanda, await pemeriksa.tingkatkan_lta(bertanda)):
        hasil = await pemeriksa.periksa(ditimpa(pdf))
        assert not hasil.utuh
        assert "Ada isi yang ditambahkan sesudah surat ditandatangani." in hasil.alasan


async def test_halaman_yang_disisipkan_ke_tempat_tanda_tangannya_ditolak(
    pemeriksa: PemeriksaTandaTangan, bertanda: bytes
) -> None:
    palsu = disisipi(bertanda)
    tertanam = PdfFileReader(BytesIO(palsu)).embedded_regular_signatures[0]
    tertanam.compute_integrity_info()
    assert tertanam.diff_result.modification_level is ModificationLevel.NONE, "pyHanko sendiri menganggapnya utuh"
    hasil = await pemeriksa.periksa(palsu)
    assert (hasil.sah, hasil.alasan) == (False, ("Ada isi yang disisipkan ke dalam tempat tanda tangannya.",))
    for kerja in (pemeriksa.arsipkan, pemeriksa.tingkatkan_lta):
        with pytest.raises(TandaTanganTidakSah, match="disisipkan"):
            await kerja(palsu)


async def test_tanda_tangan_kedua_ditolak(
    pemeriksa: PemeriksaTandaTangan, esign: ESign, bertanda: bytes, nik: SecretStr, passphrase: Passphrase
) -> None:
    hasil = await pemeriksa.periksa(await esign.tanda_tangani(bertanda, nik, passphrase))
    assert hasil.alasan == ("Surat memuat 2 tanda tangan; seharusnya tepat satu.",)


@pytest.mark.parametrize("isi", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF"])
async def test_bukan_pdf_ditolak_tanpa_galat(pemeriksa: PemeriksaTandaTangan, isi: bytes) -> None:
    hasil = await pemeriksa.periksa(isi)
    assert not hasil.sah
    assert hasil.alasan == ("Berkas bukan PDF yang dapat dibaca, atau tanda tangannya rusak.",)


async def test_naskah_tanpa_tanda_tangan_ditolak(pemeriksa: PemeriksaTandaTangan, draf: bytes) -> None:
    assert not (await pemeriksa.periksa(draf)).sah
    with pytest.raises(TandaTanganTidakSah, match="0 tanda tangan"):
        await pemeriksa.tingkatkan_lta(draf)


async def test_akar_lain_tidak_dipercaya(setelan: Setelan, tmp_path: Path, bertanda: bytes) -> None:
    lain = PemeriksaTandaTangan(_akar_lain(tmp_path), setelan.tsa_alamat, proses=1)
    hasil = await lain.periksa(bertanda)
    assert (hasil.utuh, hasil.tepercaya) == (True, False)
    assert hasil.alasan == ("Sertifikat tidak berpangkal pada akar yang dipercaya.",)
    with pytest.raises(TandaTanganTidakSah, match="akar yang dipercaya"):
        await lain.tingkatkan_lta(bertanda)


def _akar_lain(folder: Path) -> Path:
    berkas = folder / "akar.pem"
    berkas.write_bytes(Pki(folder / "pki", "http://127.0.0.1:1", [], "x").akar_pem)
    return berkas


def test_akar_yang_bukan_pem_ditolak_saat_mulai(tmp_path: Path) -> None:
    (tmp_path / "akar.pem").write_text("kosong")
    with pytest.raises(ValueError, match="USULAN_AKAR_PERCAYA"):
        PemeriksaTandaTangan(tmp_path / "akar.pem", "http://127.0.0.1:1")


async def test_pencabutan_kemudian_tidak_membatalkan_arsip_tetapi_mencegah_yang_baru(
    pemeriksa: PemeriksaTandaTangan, setelan: Setelan, bsre: SandboxBsre, draf: bytes, passphrase: Passphrase
) -> None:
    bertanda = await esign_dari(setelan).tanda_tangani(draf, SecretStr(AKAN_DICABUT.nik), passphrase)
    arsip = await pemeriksa.tingkatkan_lta(bertanda)
    await _detik_berganti()
    bsre.cabut(AKAN_DICABUT.label)

    assert (await pemeriksa.periksa(arsip)).sah
    with pytest.raises(TandaTanganTidakSah, match="dicabut"):
        await pemeriksa.tingkatkan_lta(bertanda)


async def _detik_berganti() -> None:
    """Pencabutan dan penanda waktu berketelitian detik."""
    sekarang = datetime.now(UTC).replace(microsecond=0)
    await asyncio.sleep((sekarang + timedelta(seconds=1) - datetime.now(UTC)).total_seconds())


async def test_sertifikat_yang_kedaluwarsa_saat_menandatangani_ditolak(
    pemeriksa: PemeriksaTandaTangan, layanan: Tumpukan, draf: bytes
) -> None:
    """E-Sign menolak pemegangnya, jadi kuncinya dipakai langsung: penanda waktunya sah, sertifikatnya sudah lewat."""
    alamat = layanan.tempat.porta.url("bsre")
    pki = Pki(layanan.tempat.folder("bsre") / "pki", alamat, [KEDALUWARSA.identitas], PASSPHRASE)
    kunci = pki.lemari.buka_hsm(KEDALUWARSA.label)
    penanda = Penandatangan(pki.rantai(KEDALUWARSA.label), kunci)
    hasil = await pemeriksa.periksa(await tanda_tangani(Permintaan(draf), penanda, PenandaWaktu(pki), "PAdES"))
    assert (hasil.utuh, hasil.tepercaya) == (True, False)
    assert hasil.alasan == ("Sertifikat penanda tangan di luar masa berlakunya saat menandatangani.",)


async def test_penanda_tangan_lain_ketahuan(
    pemeriksa: PemeriksaTandaTangan,
    esign: ESign,
    bsre: SandboxBsre,
    draf: bytes,
    nik: SecretStr,
    passphrase: Passphrase,
    pejabat: Akun,
) -> None:
    bsre.pesan("penanda_tangan_lain")
    hasil = await pemeriksa.periksa(await esign.tanda_tangani(draf, nik, passphrase))
    assert hasil.sah
    assert not penandatangan_cocok(hasil, pejabat.nama)


async def test_jam_penanda_tangan_yang_miring_tidak_dipakai(
    pemeriksa: PemeriksaTandaTangan,
    esign: ESign,
    bsre: SandboxBsre,
    draf: bytes,
    nik: SecretStr,
    passphrase: Passphrase,
) -> None:
    mulai = datetime.now(UTC).replace(microsecond=0)
    bsre.pesan("jam_miring")
    hasil = await pemeriksa.periksa(await esign.tanda_tangani(draf, nik, passphrase))
    assert hasil.sah
    assert hasil.waktu is not None
    assert hasil.waktu >= mulai


async def test_ocsp_dan_tsa_mati_bukan_berarti_tidak_sah(
    pemeriksa: PemeriksaTandaTangan, setelan: Setelan, layanan: Tumpukan, bertanda: bytes
) -> None:
    arsip = await pemeriksa.tingkatkan_lta(bertanda)
    tanpa_tsa = PemeriksaTandaTangan(setelan.akar_percaya, "http://127.0.0.1:9/tsa")
    with pytest.raises(LayananSertifikatTakTersedia, match="TSA"):
        await tanpa_tsa.tingkatkan_lta(bertanda)
    async with layanan.padam("bsre"):
        with pytest.raises(LayananSertifikatTakTersedia, match="OCSP"):
            await pemeriksa.periksa(bertanda)
        with pytest.raises(LayananSertifikatTakTersedia):
            await pemeriksa.tingkatkan_lta(bertanda)
        assert (await pemeriksa.periksa(arsip)).level is LevelTTE.LTA
        assert not (await pemeriksa.periksa(dibalik(arsip, 3_000))).sah
    assert (await pemeriksa.periksa(bertanda)).sah


async def test_ocsp_yang_lambat_tidak_menolak_yang_sah(
    setelan: Setelan, bertanda: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bukti yang terbit beberapa detik sesudah pemeriksaan dimulai bukan bukti dari masa depan."""
    minta = aiohttp.ClientSession._request

    async def lambat(sesi: aiohttp.ClientSession, *isi: Any, **pilihan: Any) -> aiohttp.ClientResponse:
        await asyncio.sleep(2.5)
        return await minta(sesi, *isi, **pilihan)

    monkeypatch.setattr(aiohttp.ClientSession, "_request", lambat)
    pemeriksa = Pemeriksa(setelan.akar_percaya.read_bytes(), setelan.tsa_alamat)
    try:
        assert (await pemeriksa.periksa(bertanda)).sah
        assert (await pemeriksa.arsipkan(bertanda)).hasil.level is LevelTTE.LTA
    finally:
        await pemeriksa.tutup()


async def test_arsip_diperiksa_dengan_buktinya_sendiri(
    pemeriksa: PemeriksaTandaTangan, bertanda: bytes, pejabat: Akun, bsre: SandboxBsre
) -> None:
    arsip = await pemeriksa.arsipkan(bertanda)
    assert arsip.pdf.startswith(bertanda)
    assert (arsip.hasil.sah, arsip.hasil.level, arsip.hasil.penandatangan) == (True, LevelTTE.LTA, pejabat.nama)
    bsre.padamkan("ocsp", "crl", "tsa")
    assert (await pemeriksa.periksa(arsip.pdf)).level is LevelTTE.LTA


async def test_jawaban_yang_rusak_dibedakan_dari_layanan_yang_padam(
    pemeriksa: PemeriksaTandaTangan, bertanda: bytes, bsre: SandboxBsre
) -> None:
    for rusak in (dibalik(bertanda, 3_000), ditimpa(bertanda)):
        with pytest.raises(TandaTanganTidakSah, match=r"berubah|ditambahkan"):
            await pemeriksa.arsipkan(rusak)
    for layanan in (("tsa",), ("ocsp", "crl")):
        bsre.padamkan(*layanan)
        with pytest.raises(LayananSertifikatTakTersedia):
            await pemeriksa.arsipkan(bertanda)
        bsre.nyalakan()
    assert (await pemeriksa.arsipkan(bertanda)).hasil.sah


async def test_diperiksa_serentak_tidak_ada_yang_ditolak_keliru(
    pemeriksa: PemeriksaTandaTangan, bertanda: bytes, esign: ESign
) -> None:
    """Bahan kepercayaan yang dipakai bersama oleh banyak utas menolak surat yang sah."""
    if not isinstance(esign, ESignV2):
        pytest.skip("cukup dengan satu wujud jawaban")
    pintu = asyncio.Semaphore(24)

    async def satu(ke: int) -> bool:
        async with pintu:
            if ke % 10 == 0:
                return (await pemeriksa.arsipkan(bertanda)).hasil.sah
            return (await pemeriksa.periksa(bertanda)).sah

    assert all(await asyncio.gather(*map(satu, range(120))))


async def test_proses_yang_dibunuh_diganti(pemeriksa: PemeriksaTandaTangan, draf: bytes) -> None:
    assert await pemeriksa.periksa(draf)
    sebelum = _proses_pemeriksa()
    assert sebelum
    for pid in sebelum:
        os.kill(pid, signal.SIGKILL)
    assert await pemeriksa.periksa(draf)
    assert not sebelum & _proses_pemeriksa()


async def test_proses_pemeriksa_berakhir_bersama_induknya(setelan: Setelan) -> None:
    naskah = (
        "import asyncio, os, sys\n"
        "from pathlib import Path\n"
        "from luar.tanda_tangan import PemeriksaTandaTangan\n"
        "pemeriksa = PemeriksaTandaTangan(Path(sys.argv[1]), 'http://127.0.0.1:9')\n"
        "asyncio.run(pemeriksa.periksa(b''))\n"
        "print(*(satu._popen.pid for satu in pemeriksa._kolam._hidup), flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    induk = await asyncio.create_subprocess_exec(
        sys.executable, "-c", naskah, str(setelan.akar_percaya), stdout=asyncio.subprocess.PIPE
    )
    keluaran, _ = await induk.communicate()
    assert induk.returncode == -signal.SIGKILL
    anak = {int(satu) for satu in keluaran.split()}
    assert anak
    async with asyncio.timeout(60):
        while any(map(_memeriksa, anak)):  # noqa: ASYNC110 - proses orang lain, tanpa peristiwa
            await asyncio.sleep(0.05)


def _memeriksa(pid: int) -> bool:
    """Proses itu hidup dan memang pemeriksa."""
    try:
        return b"luar.pades" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _proses_pemeriksa() -> set[int]:
    """Proses pemeriksa milik proses uji ini."""
    hasil = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            induk = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        if induk == os.getpid() and _memeriksa(int(folder.name)):
            hasil.add(int(folder.name))
    return hasil


async def test_pemeriksaan_yang_macet_dihentikan_dan_boleh_diulang(
    setelan: Setelan, draf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luar.tanda_tangan.BATAS_WAKTU", 0.01)
    pemeriksa = PemeriksaTandaTangan(setelan.akar_percaya, setelan.tsa_alamat, proses=1)
    with pytest.raises(LayananSertifikatTakTersedia, match="melewati"):
        await pemeriksa.periksa(draf)
    pemeriksa.tutup()


async def test_nama_pemilik_sertifikat_tidak_masuk_log(
    setelan: Setelan, bertanda: bytes, pejabat: Akun, capfd: pytest.CaptureFixture[str]
) -> None:
    """Catatan pyHanko menyebut nama pada sertifikat; di prosesnya ia bungkam, dan galatnya tanpa nilai."""
    pemeriksa = PemeriksaTandaTangan(setelan.akar_percaya, setelan.tsa_alamat, proses=1)
    await pemeriksa.periksa(dibalik(await pemeriksa.tingkatkan_lta(bertanda), 3_000))
    pemeriksa.tutup()
    assert pejabat.nama not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("sertifikat", "pejabat", "cocok"),
    [
        ("Wahyu Kusuma", "Dr. Wahyu Kusuma, S.H., M.Si.", True),
        ("WAHYU KUSUMA, S.H.", "wahyu kusuma", True),
        ("Wahyu Kusuma", "Wahyu Kusumah", False),
        ("Wahyu", "Wahyu Kusuma", False),
        (None, "Wahyu Kusuma", False),
    ],
)
def test_pencocokan_nama(sertifikat: str | None, pejabat: str, cocok: bool) -> None:
    hasil = HasilPeriksa(utuh=True, tepercaya=True, penandatangan=sertifikat)
    assert penandatangan_cocok(hasil, pejabat) is cocok
