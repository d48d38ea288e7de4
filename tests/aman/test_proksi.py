"""Proksi sungguhan di depan API sungguhan: sambungan yang menggantung tidak menahan petugas, dan batasnya berlaku."""

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from shutil import which
from uuid import uuid4

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from api.peladen import BATAS_KEPALA
from sandbox.tumpukan.proses import AKAR
from tests.api.penyedia import PenyediaUji
from tests.batas import BATAS

BANYAK = 200
SETENGAH = b"GET /referensi/layanan HTTP/1.1\r\nHost: usulan.contoh\r\nX-Lambat: "
KUNCI = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


@dataclass(frozen=True)
class Medan:
    porta_api: int
    porta_tls: int
    porta_polos: int
    penyedia: PenyediaUji
    sertifikat: Path

    @property
    def luar(self) -> str:
        return f"https://127.0.0.1:{self.porta_tls}"

    def klien(self, **kepala: str) -> httpx.Client:
        return httpx.Client(
            base_url=self.luar, verify=ssl.create_default_context(cafile=self.sertifikat), headers=kepala
        )

    def petugas(self) -> httpx.Client:
        return self.klien(Authorization=f"Bearer {self.penyedia.token(str(uuid4()))}")


@pytest.fixture(scope="module")
def medan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Medan]:
    folder = tmp_path_factory.mktemp("proksi")
    penyedia = PenyediaUji()
    porta_api, porta_tls, porta_polos = (_porta() for _ in range(3))
    sertifikat = _sertifikat(folder)
    with _api(folder, porta_api, penyedia), _nginx(folder, porta_api, porta_tls, porta_polos):
        yield Medan(porta_api, porta_tls, porta_polos, penyedia, sertifikat)
    penyedia.padam()


def _porta() -> int:
    with socket.create_server(("127.0.0.1", 0)) as pintu:
        return int(pintu.getsockname()[1])


def _sertifikat(folder: Path) -> Path:
    kunci = ec.generate_private_key(ec.SECP256R1())
    nama, kini = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "usulan.contoh")]), datetime.now(UTC)
    sertifikat = (
        x509.CertificateBuilder()
        .subject_name(nama)
        .issuer_name(nama)
        .public_key(kunci.public_key())
        .serial_number(1)
        .not_valid_before(kini - timedelta(days=1))
        .not_valid_after(kini + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(kunci, hashes.SHA256())
    )
    bentuk = serialization.Encoding.PEM
    tanpa_sandi = serialization.NoEncryption()
    (folder / "usulan.key").write_bytes(kunci.private_bytes(bentuk, serialization.PrivateFormat.PKCS8, tanpa_sandi))
    berkas = folder / "usulan.pem"
    berkas.write_bytes(sertifikat.public_bytes(bentuk))
    return berkas


@contextmanager
def _api(folder: Path, porta: int, penyedia: PenyediaUji) -> Iterator[None]:
    """API tanpa bagian luar selain penyedia identitas: yang diuji pintunya."""
    mati = "http://127.0.0.1:9"
    setelan = {
        "BASIS_DATA_URL": "postgresql+psycopg://x@127.0.0.1:9/x",
        "TEMPORAL_ALAMAT": "127.0.0.1:9",
        "KUNCI_MUATAN": f"k1:{KUNCI}",
        "KUNCI_SESI": KUNCI,
        "S3_ALAMAT": mati,
        "S3_KUNCI": "x",
        "S3_RAHASIA": "x",
        "ESIGN_ALAMAT": mati,
        "ESIGN_PENGGUNA": "x",
        "ESIGN_SANDI": "x",
        "TSA_ALAMAT": mati,
        "AKAR_PERCAYA": str(folder / "usulan.pem"),
        "OIDC_PENERBIT": penyedia.penerbit,
        "ALAMAT_PUBLIK": "https://usulan.contoh",
        "LAJU_TAMU": "5/hour",
        "API_PORT": str(porta),
        "API_PROKSI_TEPERCAYA": "127.0.0.1",
    }
    lingkungan = os.environ | {f"USULAN_{nama}": isi for nama, isi in setelan.items()}
    with _proses([sys.executable, "-m", "api"], lingkungan) as proses:
        _sampai_terbuka(porta, proses)
        yield


@contextmanager
def _nginx(folder: Path, porta_api: int, porta_tls: int, porta_polos: int) -> Iterator[None]:
    """``deploy/nginx.conf`` sendiri; hanya baris bertanda `# pasang` yang disesuaikan."""
    program = which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert program, "nginx belum terpasang; .ci/run memasangnya"
    susunan = (AKAR / "deploy" / "nginx.conf").read_text()
    pasang = {
        "user www-data;": f"user {'root' if os.geteuid() == 0 else 'www-data'}; daemon off;",
        "pid /run/nginx.pid;": f"pid {folder}/nginx.pid;",
        "error_log /var/log/nginx/error.log crit;": "error_log stderr crit;",
        "client_body_temp_path /var/lib/nginx/body;": f"client_body_temp_path {folder}/badan;",
        "proxy_temp_path /var/lib/nginx/proxy;": f"proxy_temp_path {folder}/jawaban;",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{porta_api};",
        "listen 80;": f"listen 127.0.0.1:{porta_polos};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{porta_tls} ssl http2;",
        "ssl_certificate /etc/ssl/usulan.pem;": f"ssl_certificate {folder}/usulan.pem;",
        "ssl_certificate_key /etc/ssl/usulan.key;": f"ssl_certificate_key {folder}/usulan.key;",
    }
    assert susunan.count("# pasang\n") == len(pasang)
    for semula, ganti in pasang.items():
        assert susunan.count(f"{semula}  # pasang\n") == 1, semula
        susunan = susunan.replace(semula, ganti)
    (folder / "nginx.conf").write_text(susunan)
    perintah = [program, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    with _proses(perintah, dict(os.environ)) as proses:
        _sampai_terbuka(porta_tls, proses)
        yield


@contextmanager
def _proses(perintah: list[str], lingkungan: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(perintah, cwd=AKAR, env=lingkungan, stdout=subprocess.DEVNULL) as proses:
        try:
            yield proses
        finally:
            proses.terminate()


def _sampai_terbuka(porta: int, proses: subprocess.Popen[bytes]) -> None:
    sampai = time.monotonic() + BATAS
    while proses.poll() is None and time.monotonic() < sampai:
        try:
            socket.create_connection(("127.0.0.1", porta)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError(f"{proses.args} tidak mendengar pada porta {porta}")


@contextmanager
def _menggantung(porta: int, tls: ssl.SSLContext | None) -> Iterator[list[socket.socket]]:
    """Dua ratus permintaan yang kepalanya tidak pernah selesai."""
    with ExitStack() as penutup:
        semua = []
        for _ in range(BANYAK):
            satu = penutup.enter_context(socket.create_connection(("127.0.0.1", porta), timeout=BATAS))
            if tls:
                satu = penutup.enter_context(tls.wrap_socket(satu, server_hostname="127.0.0.1"))
            satu.sendall(SETENGAH)
            semua.append(satu)
        yield semua


def _ditutup(semua: list[socket.socket]) -> int:
    """Banyaknya yang ditutup pihak sana; menunggu paling lama ``BATAS`` tiap sambungan."""
    hasil = 0
    for satu in semua:
        try:
            while satu.recv(4096):
                pass
        except (ConnectionError, ssl.SSLError):
            pass
        hasil += 1
    return hasil


def test_petugas_tetap_dilayani_selagi_dua_ratus_permintaan_menggantung(medan: Medan) -> None:
    tls = ssl.create_default_context(cafile=medan.sertifikat)
    with _menggantung(medan.porta_tls, tls) as semua, medan.petugas() as petugas:
        for _ in range(20):
            assert petugas.get("/referensi/layanan").status_code == 200
        assert _ditutup(semua) == BANYAK
        assert petugas.get("/referensi/layanan").status_code == 200


def test_api_sendiri_menutup_kepala_yang_tidak_kunjung_lengkap(medan: Medan) -> None:
    """Juga yang diteteskan: setiap tetes tidak memperpanjang waktunya."""
    alamat = f"http://127.0.0.1:{medan.porta_api}/referensi/layanan"
    kepala = {"Authorization": f"Bearer {medan.penyedia.token(str(uuid4()))}"}
    with _menggantung(medan.porta_api, None) as semua:
        assert httpx.get(alamat, headers=kepala).status_code == 200
        mulai, penetes = time.monotonic(), semua[0]
        penetes.settimeout(0.5)
        while True:
            try:
                penetes.sendall(b"a")
                if not penetes.recv(1):
                    break
            except TimeoutError:
                assert time.monotonic() < mulai + 6 * BATAS_KEPALA, "sambungan yang menetes tidak kunjung ditutup"
            except ConnectionError:
                break
        assert _ditutup(semua[1:]) == BANYAK - 1
        assert httpx.get(alamat, headers=kepala).status_code == 200


def test_kepala_raksasa_ditolak_api_dan_proksi(medan: Medan) -> None:
    besar = {"X-Besar": "a" * 200_000}
    with medan.klien() as klien:
        assert klien.get("/sehat", headers=besar).status_code in (400, 431)
    try:
        status = httpx.get(f"http://127.0.0.1:{medan.porta_api}/sehat", headers=besar).status_code
    except httpx.TransportError:
        status = 400  # diputus sebelum semuanya terkirim
    assert status == 400


def test_alamat_pengirim_tidak_dapat_dikarang(medan: Medan) -> None:
    """Batas tamu dihitung menurut soketnya, apa pun X-Forwarded-For yang dikirimnya."""
    with medan.klien(Accept="application/json") as klien:
        status = [
            klien.get("/verifikasi", headers={"X-Forwarded-For": f"203.0.113.{ke}"}).status_code for ke in range(7)
        ]
    assert status == [200] * 5 + [429] * 2


def test_badan_besar_hanya_pada_rute_berkas(medan: Medan) -> None:
    badan = b"x" * (2 * 1024 * 1024)
    with medan.klien() as klien:
        ditolak = klien.post("/usulan", content=badan)
        assert (ditolak.status_code, ditolak.json()["type"]) == (413, "/masalah/badan_terlalu_besar")
        for nama in ("strict-transport-security", "content-security-policy", "x-content-type-options"):
            assert ditolak.headers.get_list(nama) == klien.get("/sehat").headers.get_list(nama), nama
        berkas = klien.post(f"/usulan/{uuid4()}/dokumen", content=badan, headers={"Content-Type": "application/pdf"})
        assert berkas.json()["type"] == "/masalah/token_kosong"


def test_tls_wajib_dan_pemeriksaan_siap_tidak_terbuka_ke_luar(medan: Medan) -> None:
    halaman = httpx.get(f"http://127.0.0.1:{medan.porta_polos}/verifikasi/x?y=1")
    assert (halaman.status_code, halaman.headers["location"]) == (308, "https://127.0.0.1/verifikasi/x?y=1")
    polos = httpx.get(f"http://127.0.0.1:{medan.porta_polos}/usulan", headers={"Authorization": "Bearer x"})
    assert (polos.status_code, polos.json()["type"]) == (403, "/masalah/terlarang")
    with medan.klien() as klien:
        assert klien.get("/siap").status_code == 404
        sehat = klien.get("/sehat")
        assert sehat.status_code == 200
        assert sehat.headers["strict-transport-security"]
        assert "server" not in sehat.headers or "/" not in sehat.headers["server"]


def test_tls_tanpa_kerahasiaan_ke_depan_ditolak(medan: Medan) -> None:
    for sandi, sampai in (("ECDHE+AESGCM", True), ("AES128-SHA", False), ("ECDHE-ECDSA-AES128-SHA", False)):
        konteks = ssl.create_default_context(cafile=str(medan.sertifikat))
        konteks.maximum_version = ssl.TLSVersion.TLSv1_2
        konteks.set_ciphers(f"{sandi}:@SECLEVEL=0")
        with socket.create_connection(("127.0.0.1", medan.porta_tls), timeout=BATAS) as soket:
            if sampai:
                konteks.wrap_socket(soket, server_hostname="127.0.0.1").close()
            else:
                with pytest.raises(ssl.SSLError):
                    konteks.wrap_socket(soket, server_hostname="127.0.0.1")
