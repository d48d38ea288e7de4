"""Lima bagian pengukuran; masing-masing pada tumpukan yang baru, dengan lantainya di jalannya itu juga."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import uuid4

from temporalio.client import Client

from bench.alur import Lantai
from bench.beban import Beban, serempak
from bench.lantai import ANTREAN, hemat, irama, jalani_telanjang, ukuran, worker_lantai
from bench.laporan import Sel, Tabel, tabel_banding, tabel_lama
from bench.latar import Hitungan
from bench.tamu import bertamu
from bench.ukur import BAGIAN, LANTAI, Fase, Pengukur
from luar.temporal import sambung
from models.mesin import id_alur
from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.tumpukan import Tumpukan

DIAM: Final = 15.0
"""Detik mengukur tumpukan yang tidak disuruh apa-apa."""
GILIRAN_TAMU: Final = 3
"""Kali tamu datang dan pergi."""
SEBLOK: Final = 8
"""Putusan tiap giliran hitungan latar berjalan atau diam."""
_PUTUSAN: Final = (
    ("verifikator_instansi", "verifikasi_instansi", "MS"),
    ("approver_instansi", "persetujuan", "SETUJU"),
)
"""Dua putusan yang tidak membangunkan pekerjaan dokumen."""


@dataclass(frozen=True)
class Arena:
    """Tumpukan yang tenang, bebannya, dan lantainya."""

    klien: Client
    pengukur: Pengukur
    beban: Beban
    hitungan: Hitungan


@asynccontextmanager
async def arena() -> AsyncIterator[Arena]:
    async with AsyncExitStack() as bekal:
        tumpukan = await bekal.enter_async_context(Tumpukan())
        pid = await bekal.enter_async_context(worker_lantai(tumpukan))
        beban, hitungan = Beban(tumpukan), Hitungan(tumpukan)
        await beban.masuk()
        await hitungan.tunggu_selesai()
        await beban.jalani(1, 1)  # pemanasan: sambungan, huruf Typst, rencana kueri
        beban.bersihkan()
        yield Arena(await sambung(tumpukan.setelan), Pengukur(tumpukan, pid), beban, hitungan)


async def putusan(arena: Arena, banyak: int) -> list[Tabel]:
    """Satu putusan lewat HTTP pada tumpukan yang tenang, berselang-seling dengan kedua lantainya."""
    alur = await arena.klien.start_workflow(Lantai.run, id=f"bench-{uuid4()}", task_queue=ANTREAN)
    siap = [await arena.beban.diajukan() for _ in range(-(-banyak // len(_PUTUSAN)))]
    lama: dict[str, list[float]] = defaultdict(list)
    async for kirim in _putusan_siap(siap):
        lama["update kosong"].append(await _lama(alur.execute_update(Lantai.kosong)))
        lama["update menunggu satu baris"].append(await _lama(alur.execute_update(Lantai.satu_baris)))
        lama["POST /putusan"].append(await _lama(kirim()))
    await alur.terminate()
    return [tabel_lama("Satu putusan, tumpukan tenang", lama), tabel_banding("POST /putusan dibanding", lama)]


async def biaya(arena: Arena, banyak: int) -> list[Tabel]:
    """CPU tiap bagian per usulan, satu per satu lalu delapan sekaligus, di samping alur telanjang dan alur hematnya."""
    with arena.pengukur.fase() as diam:
        await asyncio.sleep(DIAM)
    tabel: list[Tabel] = []
    for sekaligus in (1, 8):
        fase, hasil = await _usulan(arena, banyak, sekaligus)
        if not arena.beban.selesai:  # tanpa riwayat yang utuh tidak ada lantai; sebabnya ada di tabel galat
            tabel += hasil
            continue
        usulan = await arena.klien.get_workflow_handle(id_alur(arena.beban.selesai[0])).fetch_history()
        langkah, lantai, riwayat = irama(usulan), [], [ukuran(usulan)]
        for satu in (langkah, hemat(langkah)):
            with arena.pengukur.fase() as polos:
                alur = await serempak([jalani_telanjang(arena.klien, satu) for _ in range(banyak)], sekaligus)
            lantai.append(polos)
            riwayat.append(ukuran(await alur[0].fetch_history()))
        judul = f"{banyak} usulan ({len(arena.beban.selesai)} selesai), {sekaligus} sekaligus"
        tabel += [
            _tabel_cpu(f"CPU ms per usulan: {judul}", fase, lantai, diam, banyak),
            Tabel(
                f"Riwayat Temporal: {judul}",
                ("", "usulan", "telanjang", "hemat"),
                [(nama, *(satu[nama] for satu in riwayat)) for nama in riwayat[0]],
            ),
            *hasil,
        ]
    return tabel


async def serentak(arena: Arena, banyak: int) -> list[Tabel]:
    """Banyak usulan sekaligus: tak satu pun boleh gagal atau tidak pasti."""
    return [tabel for sekaligus in (8, 16) for tabel in (await _usulan(arena, banyak, sekaligus))[1]]


async def latar(arena: Arena, banyak: int) -> list[Tabel]:
    """Putusan selagi seluruh pegawai dihitung ulang, berselang-seling dengan yang tenang."""
    siap = [await arena.beban.diajukan() for _ in range(banyak)]
    lama: dict[str, list[float]] = {"tenang": [], "hitungan latar berjalan": []}
    ke = 0
    async for kirim in _putusan_siap(siap):
        berjalan = ke // SEBLOK % 2 == 1
        await (arena.hitungan.pastikan_berjalan() if berjalan else arena.hitungan.tunggu_selesai())
        lama["hitungan latar berjalan" if berjalan else "tenang"].append(await _lama(kirim()))
        ke += 1
    return [tabel_lama("POST /putusan", lama), tabel_banding("Selagi hitungan latar berjalan, dibanding", lama)]


async def tamu(arena: Arena, banyak: int) -> list[Tabel]:
    """Putusan selagi dua tamu mengunggah PDF terburuk tanpa henti, bergantian dengan yang tenang."""
    siap = [await arena.beban.diajukan() for _ in range(-(-banyak // len(_PUTUSAN)))]
    lama: dict[str, list[float]] = {"tenang": [], "dua tamu mengunggah": []}
    putusan = _putusan_siap(siap)
    for nama in tuple(lama) * GILIRAN_TAMU:
        async with bertamu(arena.beban.alamat) if nama != "tenang" else nullcontext():
            for _ in range(banyak // len(lama) // GILIRAN_TAMU):
                lama[nama].append(await _lama((await anext(putusan))()))
    return [tabel_lama("POST /putusan", lama), tabel_banding("Selagi dua tamu mengunggah, dibanding", lama)]


async def _usulan(arena: Arena, banyak: int, sekaligus: int) -> tuple[Fase, list[Tabel]]:
    """Usulan sebanyak itu sampai selesai, dan tabel hasil serta lamanya."""
    beban = arena.beban
    beban.bersihkan()
    with arena.pengukur.fase() as fase:
        await beban.jalani(banyak, sekaligus)
    judul = f"{banyak} usulan, {sekaligus} sekaligus"
    hasil: list[tuple[Sel, ...]] = [(nama, beban.hasil[nama]) for nama in ("selesai", "gagal", "tidak pasti")]
    tabel = [Tabel(judul, ("", "usulan"), [*hasil, ("usulan/detik", beban.hasil["selesai"] / fase.lama)])]
    if beban.galat:
        tabel.append(Tabel(f"Galat, {judul}", ("",), [(satu,) for satu in beban.galat]))
    terberat = sorted(beban.http.items(), key=lambda satu: -sum(satu[1]))
    tabel.append(tabel_lama(f"Langkah termasuk menunggu tugasnya muncul, {judul}", beban.langkah))
    tabel.append(tabel_lama(f"Permintaan HTTP, yang terbesar jumlahnya dahulu, {judul}", dict(terberat)))
    return fase, tabel


async def _putusan_siap(siap: Sequence[PerjalananKP]) -> AsyncIterator[Callable[[], Awaitable[object]]]:
    """Putusan yang tinggal dikirim, satu demi satu."""
    for peran, langkah, jenis in _PUTUSAN:
        for p in siap:
            orang = await p.sebagai(peran)
            tugas = await p.tugas(orang, langkah)
            yield partial(orang.tulis, f"/tugas/{tugas['id']}/putusan", putusan_id=str(uuid4()), jenis=jenis)


async def _lama(kerja: Awaitable[object]) -> float:
    mulai = time.perf_counter()
    await kerja
    return time.perf_counter() - mulai


def _tabel_cpu(judul: str, fase: Fase, lantai: Sequence[Fase], diam: Fase, banyak: int) -> Tabel:
    """``bersih``, dan lantainya: dikurangi yang terpakai selama itu juga ketika tidak ada yang dikerjakan."""

    def ms(milik: Fase, nama: str) -> tuple[float, float]:
        mentah = milik.cpu.get(nama, 0.0)
        return mentah * 1000 / banyak, (mentah - diam.cpu.get(nama, 0.0) / diam.lama * milik.lama) * 1000 / banyak

    baris: list[tuple[Sel, ...]] = []
    for nama in sorted(fase.cpu.keys() - {LANTAI}, key=_urutan):
        mentah, bersih = ms(fase, nama)
        sel: list[Sel] = [nama, mentah, bersih]
        for polos in lantai:
            pembanding = {"worker": LANTAI, "temporal": "temporal"}.get(nama)
            dasar = ms(polos, pembanding)[1] if pembanding else None
            sel += (dasar, bersih / dasar if dasar else None)
        baris.append((*sel, diam.cpu.get(nama, 0.0) * 1000 / diam.lama))
    return Tabel(judul, ("", "mentah", "bersih", "telanjang", "kali", "hemat", "kali", "diam ms/detik"), baris)


def _urutan(nama: str) -> tuple[int, str]:
    induk = nama.split("/")[0]
    return BAGIAN.index(induk) if induk in BAGIAN else len(BAGIAN), nama


Ukur = Callable[[Arena, int], Awaitable[list[Tabel]]]
BAGIAN_UKUR: Final[dict[str, tuple[Ukur, int]]] = {
    "putusan": (putusan, 64),
    "biaya": (biaya, 16),
    "serentak": (serentak, 48),
    "latar": (latar, 48),
    "tamu": (tamu, 192),
}
"""Bagian → kerjanya, dan banyaknya bila tidak disebut."""
