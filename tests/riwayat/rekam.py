"""Rekam riwayat: ``python -m tests.riwayat.rekam [Layanan …]`` menulis rekaman yang belum ada.

Naskahnya ditemukan sendiri: ``REKAMAN`` tiap modul ``rekam_<layanan>.py`` di folder ini, dan bagi layanan yang belum
punya naskah, jalan lurus tiap jenisnya. Riwayat lama tidak ditimpa: usulan yang sedang berjalan di lapangan berisi
riwayat seperti itu (docs/mengubah-alur.md).
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from temporalio.client import WorkflowHistory

from models import layanan
from tests.cerita.dunia import berkas
from tests.riwayat.perekam import Perekam, lurus, satu_usulan
from workflows import layanan as alur

FOLDER = Path(__file__).parent / "rekaman"
_AWALAN = "rekam_"


def layanan_bawaan() -> set[str]:
    """Layanan milik repositori; layanan milik pemasang merekam riwayatnya sendiri."""
    return {kelas.__name__ for kelas in alur.semua() if kelas.__module__.startswith(f"{alur.__name__}.")}


def rekaman() -> Mapping[str, Perekam]:
    """``<Layanan>/<keadaan>`` → cara merekamnya."""
    semua: dict[str, Perekam] = {}
    for modul in iter_modules([str(Path(__file__).parent)]):
        if modul.name.startswith(_AWALAN):
            semua |= import_module(f"{__package__}.{modul.name}").REKAMAN
    for kode in sorted(layanan_bawaan() - {nama.partition("/")[0] for nama in semua}):
        semua |= {
            f"{kode}/lurus_{jenis}": satu_usulan(lurus, partial(berkas, kode, jenis=jenis))
            for jenis in layanan.cari(kode).jenis
        }
    return semua


def tujuan(nama: str) -> Path:
    return FOLDER / f"{nama}.json"


def tulis(berkas: Path, riwayat: WorkflowHistory) -> None:
    """Riwayat beserta id alurnya: tanpa id itu muatannya tidak terbuka."""
    isi = {"workflowId": riwayat.workflow_id} | json.loads(riwayat.to_json())
    berkas.write_text(json.dumps(isi, indent=1), encoding="utf-8")


def baca(berkas: Path) -> WorkflowHistory:
    isi = json.loads(berkas.read_text(encoding="utf-8"))
    return WorkflowHistory.from_json(isi.pop("workflowId"), isi)


async def rekam(dipilih: set[str]) -> None:
    for nama, perekam in rekaman().items():
        if tujuan(nama).exists() or (dipilih and nama.partition("/")[0] not in dipilih):
            continue
        tujuan(nama).parent.mkdir(parents=True, exist_ok=True)
        tulis(tujuan(nama), await perekam())
        print("Rekaman:", tujuan(nama))


if __name__ == "__main__":
    asyncio.run(rekam(set(sys.argv[1:])))
