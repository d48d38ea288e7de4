"""Ketentuan berganti di antara dua penyalaan worker: yang berjalan memakai miliknya, yang baru memakai yang baru.

Yang diganti keempatnya sekaligus: peran dan tenggat sebuah langkah, daftar dokumen, dan versi templat surat.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from gudang import PabrikGudang
from luar.typst import Penyusun
from models.aturan.kalender import hari_kerja_ke
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT as KP
from models.referensi.zona import hari_ini, zona_unit
from models.surat.kp import PERTEK_KP
from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.demo.orang import Orang
from sandbox.tumpukan import Tumpukan

LANGKAH = f"/ketetapan/langkah/{KP}.persetujuan"
DOKUMEN = f"/ketetapan/dokumen/{KP}.101"
TEMPLAT = f"/ketetapan/templat/{PERTEK_KP}"
TAMBAHAN = "cv"
SEMULA = {"peran": "approver_instansi", "hari_kerja": 2}
BARU = {"peran": "admin_instansi", "hari_kerja": 7}
TEMPLAT_BARU = 3
"""Templat milik pemasang di ``tests/templat_pemasang``."""


async def tetapkan(administrator: Orang, alamat: str, isi: dict[str, Any]) -> None:
    badan = {"isi": isi, "berlaku_mulai": str(hari_ini()), "catatan": "Uji ketentuan berganti."}
    await administrator.minta("PUT", alamat, json=badan)


@asynccontextmanager
async def dikembalikan(administrator: Orang) -> AsyncIterator[int]:
    """Versi templat yang semula. Ketetapan hanya bertambah; sesudah uji, yang semula ditetapkan lagi."""
    (templat,) = await administrator.baca("/ketetapan", jenis="templat", kunci=PERTEK_KP)
    semula = int(templat["isi"]["versi"])
    try:
        yield semula
    finally:
        await tetapkan(administrator, LANGKAH, SEMULA)
        await tetapkan(administrator, DOKUMEN, {"dihapus": [TAMBAHAN]})
        await tetapkan(administrator, TEMPLAT, {"versi": semula})


async def tenggat(tumpukan: Tumpukan, tugas: dict[str, Any], hari_kerja: int) -> bool:
    """Apakah jatuh tempo tugas ini sekian hari kerja sesudah dibukanya, menurut kalender yang berlaku."""
    zona = zona_unit(tugas["unit"])
    dibuka, jatuh = (datetime.fromisoformat(tugas[nama]).astimezone(zona).date() for nama in ("dibuka", "jatuh_tempo"))
    pabrik = PabrikGudang(tumpukan.env["USULAN_BASIS_DATA_URL"], sambungan=1)
    async with pabrik.transaksi() as gudang:
        libur = await gudang.kalender.libur(dibuka - timedelta(days=1), pada=dibuka)
    await pabrik.tutup()
    return jatuh == hari_kerja_ke(hari_kerja, dibuka, libur)


async def draf_pertek(tumpukan: Tumpukan, p: PerjalananKP) -> int:
    """Versi templat draf yang diparaf, sesudah dipastikan drafnya memang tersusun dari templat versi itu."""
    pemaraf = await p.sebagai("paraf_bkn", p.bkn)
    draf = (await p.tugas(pemaraf, "paraf_pertek"))["draf"]
    setelan = tumpukan.setelan
    pabrik = PabrikGudang(tumpukan.env["USULAN_BASIS_DATA_URL"], sambungan=1)
    async with pabrik.transaksi() as gudang:
        isi = await gudang.penerbitan.isi(UUID(draf["surat_id"]))
    await pabrik.tutup()
    tersusun = Penyusun(setelan.lambang_negara, setelan.folder_templat).susun(isi)
    assert sha256(tersusun).hexdigest() == draf["sha256"]
    return isi.versi


async def diminta(p: PerjalananKP) -> set[str]:
    return {satu["kode"] for satu in (await p.kelengkapan())["dokumen"]}


async def test_ketentuan_berganti_di_antara_dua_penyalaan_worker(
    tumpukan_penuh: Tumpukan, perjalanan: Callable[[str], PerjalananKP]
) -> None:
    lama, baru = perjalanan("surabaya"), perjalanan("surabaya")
    administrator = await lama.sebagai("administrator", "bkn")
    await lama.sampai_diajukan()
    await lama.verifikasi()
    dokumen_lama = await diminta(lama)
    assert TAMBAHAN not in dokumen_lama

    async with dikembalikan(administrator) as templat_semula:
        async with tumpukan_penuh.padam("worker_manusia"), tumpukan_penuh.padam("worker_dokumen"):
            await tetapkan(administrator, LANGKAH, BARU)
            await tetapkan(administrator, DOKUMEN, {"wajib": [TAMBAHAN]})
            await tetapkan(administrator, TEMPLAT, {"versi": TEMPLAT_BARU})

        # Usulan lama: peran dan tenggatnya sendiri, juga pada tugas yang dibuka sesudah ketentuan berganti.
        await lama.putus("approver_instansi", "persetujuan", "BTS", alasan=[_ALASAN])
        await lama.perbaiki()
        assert await diminta(lama) == dokumen_lama
        await lama.putus("verifikator_instansi", "verifikasi_instansi", "MS")
        approver = await lama.sebagai("approver_instansi")
        assert await tenggat(tumpukan_penuh, await lama.tugas(approver, "persetujuan"), SEMULA["hari_kerja"])
        await lama.setujui()
        await lama.validasi()
        assert await draf_pertek(tumpukan_penuh, lama) == templat_semula
        for langkah in lama.langkah_sesudah_berkas()[3:]:
            await langkah()
        assert lama.usulan["hasil"] == "selesai"

        # Usulan baru: keempatnya yang baru.
        await baru.buat_konsep()
        assert await diminta(baru) == dokumen_lama | {TAMBAHAN}
        await baru.lengkapi()
        await baru.ajukan()
        await baru.verifikasi()
        admin = await baru.sebagai("admin_instansi")
        tugas = await baru.tugas(admin, "persetujuan")
        assert await tenggat(tumpukan_penuh, tugas, BARU["hari_kerja"])
        assert tugas["peran"] == BARU["peran"]
        await baru.putus("admin_instansi", "persetujuan", "SETUJU")
        await baru.validasi()
        assert await draf_pertek(tumpukan_penuh, baru) == TEMPLAT_BARU
        for langkah in baru.langkah_sesudah_berkas()[3:]:
            await langkah()
        assert baru.usulan["hasil"] == "selesai"

    (kini,) = await administrator.baca("/ketetapan", jenis="langkah", kunci=f"{KP}.persetujuan", pada=str(date.max))
    assert {nama: kini["isi"][nama] for nama in SEMULA} == SEMULA
    assert len(kini["riwayat"]) == 2


_ALASAN = {"sasaran": "umum", "kode": "", "alasan": "LAIN_LAIN", "uraian": "Periksa sekali lagi."}
