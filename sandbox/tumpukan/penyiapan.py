"""Persiapan bagian luar sebelum dipakai; semuanya boleh diulang pada setiap penyalaan."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from sandbox.tumpukan.penjaga import BagianGugur
from sandbox.tumpukan.proses import jalankan, serahkan_ke_bukan_root
from sandbox.tumpukan.tempat import NAMESPACE, NAMESPACE_PUTARAN, Tempat, program_venv

RETENSI: Mapping[str, timedelta] = {NAMESPACE: timedelta(days=3650), NAMESPACE_PUTARAN: timedelta(days=3)}
"""Riwayat usulan disimpan sepuluh tahun; riwayat jadwal latar secukupnya untuk dilihat administrator."""
_JENIS_ATRIBUT = {
    "Keyword": "INDEXED_VALUE_TYPE_KEYWORD",
    "KeywordList": "INDEXED_VALUE_TYPE_KEYWORD_LIST",
    "Text": "INDEXED_VALUE_TYPE_TEXT",
    "Int": "INDEXED_VALUE_TYPE_INT",
    "Double": "INDEXED_VALUE_TYPE_DOUBLE",
    "Bool": "INDEXED_VALUE_TYPE_BOOL",
    "Datetime": "INDEXED_VALUE_TYPE_DATETIME",
}


class AtributBerbeda(BagianGugur):
    """Atribut pencarian sudah ada dengan jenis lain; jenisnya tidak dapat diubah."""


async def siapkan_klaster(tempat: Tempat, initdb: Path) -> None:
    """Klaster PostgreSQL baru, sekali saja; inisialisasi yang terputus tidak meninggalkan klaster setengah jadi."""
    folder = tempat.folder("postgres")
    if (folder / "PG_VERSION").exists():
        return
    with TemporaryDirectory(dir=folder.parent, prefix="initdb-") as kerja:
        serahkan_ke_bukan_root(Path(kerja))
        berkas_sandi, klaster = Path(kerja) / "sandi", Path(kerja) / "klaster"
        berkas_sandi.write_text(tempat.rahasia.sandi_postgres)
        berkas_sandi.chmod(0o600)
        serahkan_ke_bukan_root(berkas_sandi)
        await jalankan(
            (
                str(initdb), "-D", str(klaster), "-U", "postgres", "-A", "scram-sha-256", "--pwfile", str(berkas_sandi),
                "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions",
            ),
            Path(kerja),
            tempat.log("initdb"),
            bukan_root=True,
        )  # fmt: skip
        folder.rmdir()
        klaster.rename(folder)


async def siapkan_namespace(tempat: Tempat, atribut: Mapping[str, str]) -> None:
    """Retensi tiap namespace (bawaannya sehari) dan atribut pencarian yang belum terdaftar."""
    async with httpx.AsyncClient(base_url=tempat.porta.url("temporal_http"), timeout=10, trust_env=False) as klien:
        for namespace, lama in RETENSI.items():
            retensi = {"config": {"workflowExecutionRetentionTtl": f"{int(lama.total_seconds())}s"}}
            (await klien.post(f"/api/v1/namespaces/{namespace}/update", json=retensi)).raise_for_status()
        terdaftar = (await klien.get(f"/cluster/namespaces/{NAMESPACE}/search-attributes")).raise_for_status().json()
    ada = terdaftar.get("customAttributes", {})
    for nama, jenis in atribut.items():
        if nama not in ada:
            # `--search-attribute` milik start-dev hanya berlaku saat namespace dibuat.
            perintah = (program_venv("temporal"), "operator", "search-attribute", "create")
            alamat = ("--address", f"127.0.0.1:{tempat.porta['temporal']}", "--namespace", NAMESPACE)
            pilihan = ("--name", nama, "--type", jenis)
            await jalankan((*perintah, *alamat, *pilihan), tempat.folder("temporal"), tempat.log("atribut"))
        elif ada[nama] != _JENIS_ATRIBUT[jenis]:
            raise AtributBerbeda(
                f"Atribut pencarian {nama} terdaftar sebagai {ada[nama]}, seharusnya {_JENIS_ATRIBUT[jenis]}; "
                "beri nama baru di models/mesin.py, atau mulai dengan --data yang kosong."
            )
