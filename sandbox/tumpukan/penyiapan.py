"""Persiapan bagian luar sebelum dipakai; semuanya boleh diulang pada setiap penyalaan."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from sandbox.tumpukan.proses import jalankan, serahkan_ke_bukan_root

_RETENSI_ALUR = f"{3650 * 24 * 3600}s"
_JENIS_ATRIBUT = {
    "Keyword": "INDEXED_VALUE_TYPE_KEYWORD",
    "KeywordList": "INDEXED_VALUE_TYPE_KEYWORD_LIST",
    "Text": "INDEXED_VALUE_TYPE_TEXT",
    "Int": "INDEXED_VALUE_TYPE_INT",
    "Double": "INDEXED_VALUE_TYPE_DOUBLE",
    "Bool": "INDEXED_VALUE_TYPE_BOOL",
    "Datetime": "INDEXED_VALUE_TYPE_DATETIME",
}


class AtributBerbeda(RuntimeError):
    """Atribut pencarian sudah ada dengan jenis lain; jenisnya tidak dapat diubah."""


async def siapkan_klaster(initdb: Path, folder: Path, sandi: str) -> None:
    """Klaster PostgreSQL baru, sekali saja; inisialisasi yang terputus tidak meninggalkan klaster setengah jadi."""
    if (folder / "PG_VERSION").exists():
        return
    with TemporaryDirectory(dir=folder.parent, prefix="initdb-") as kerja:
        serahkan_ke_bukan_root(Path(kerja))
        berkas_sandi, klaster = Path(kerja) / "sandi", Path(kerja) / "klaster"
        berkas_sandi.write_text(sandi)
        berkas_sandi.chmod(0o600)
        serahkan_ke_bukan_root(berkas_sandi)
        await jalankan(
            (
                str(initdb), "-D", str(klaster), "-U", "postgres", "-A", "scram-sha-256", "--pwfile", str(berkas_sandi),
                "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions",
            ),
            Path(kerja),
            folder.parent / "log" / "initdb.log",
            bukan_root=True,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)
        klaster.rename(folder)


async def siapkan_namespace(
    url: str, alamat: str, program: str, folder: Path, namespace: str, atribut: Mapping[str, str]
) -> None:
    """Retensi sepuluh tahun (bawaannya sehari) dan atribut pencarian yang belum terdaftar."""
    async with httpx.AsyncClient(base_url=url, timeout=10, trust_env=False) as klien:
        retensi = {"config": {"workflowExecutionRetentionTtl": _RETENSI_ALUR}}
        (await klien.post(f"/api/v1/namespaces/{namespace}/update", json=retensi)).raise_for_status()
        terdaftar = (await klien.get(f"/cluster/namespaces/{namespace}/search-attributes")).raise_for_status().json()
    ada = terdaftar.get("customAttributes", {})
    for nama, jenis in atribut.items():
        if nama not in ada:
            # `--search-attribute` milik start-dev hanya berlaku saat namespace dibuat.
            perintah = (program, "operator", "search-attribute", "create", "--address", alamat)
            pilihan = ("--namespace", namespace, "--name", nama, "--type", jenis)
            await jalankan((*perintah, *pilihan), folder, folder.parent / "log" / "atribut.log")
        elif ada[nama] != _JENIS_ATRIBUT[jenis]:
            raise AtributBerbeda(
                f"Atribut pencarian {nama} terdaftar sebagai {ada[nama]}, seharusnya {_JENIS_ATRIBUT[jenis]}; "
                "beri nama baru di models/temporal.py, atau mulai dengan --data yang kosong."
            )
