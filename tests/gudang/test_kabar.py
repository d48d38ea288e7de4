"""Kabar: surel lewat SMTP sungguhan, sekali bagi tiap peristiwa, kepada orang yang tepat."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import psycopg
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from activities.buku import Buku
from gudang import PabrikGudang
from luar.setelan import Setelan
from luar.smtp import BENTUK
from models.kabar import KabarBaru
from models.pejabat import Penggantian, Sebagai
from models.peran import Peran
from models.peristiwa import JenisPeristiwa, Peristiwa
from models.usulan import Berkas, Hasil, JenisHasil, TugasTerbuka
from putaran import putar as putaran
from putaran.pengirim import Pengirim
from putaran.penyapu import Penyapu
from sandbox.tumpukan import Tumpukan
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, SAAT, alasan, catatan, catatan_pertama, diajukan, id_akun
from tests.gudang.contoh import peristiwa as buat
from tests.gudang.contoh import tugas as buat_tugas


@dataclass
class Penampung:
    """Peladen SMTP kecil di putaran uji; ``menolak`` membuatnya sibuk."""

    surel: list[EmailMessage] = field(default_factory=list)
    menolak: bool = False
    porta: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.menolak:
            return "451 sedang sibuk"
        assert isinstance(envelope.content, bytes)
        self.surel.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def isi(self) -> str:
        badan = self.surel[-1].get_body()
        assert badan is not None
        return str(badan.get_content())


@pytest.fixture
async def penampung() -> AsyncIterator[Penampung]:
    hasil = Penampung()
    peladen = await asyncio.get_running_loop().create_server(lambda: SMTP(hasil), "127.0.0.1", 0)
    hasil.porta = peladen.sockets[0].getsockname()[1]
    yield hasil
    peladen.close()


@pytest.fixture
def pengirim(postgres: Tumpukan, pekerja: PabrikGudang, penampung: Penampung) -> Pengirim:
    ubah = {"surel_host": "127.0.0.1", "surel_port": penampung.porta, "alamat_publik": "https://usulan.contoh.id"}
    return Pengirim(pekerja, Setelan.model_validate(postgres.setelan.model_dump() | ubah))


async def terjadi(
    pekerja: PabrikGudang, isi: Berkas, jenis: JenisPeristiwa, terbuka: TugasTerbuka | None, **lain: object
) -> None:
    """Catatan kedua berisi satu peristiwa."""
    await Buku(pekerja).catat(catatan_pertama(isi))
    rincian = lain.pop("rincian", {})
    satu: Peristiwa = buat(2, jenis, tugas_id=terbuka.id if terbuka else None, rincian=rincian)
    await Buku(pekerja).catat(catatan(isi, 1, [satu], terbuka, **lain))


def penerima(penampung: Penampung) -> set[str]:
    return {str(satu["To"]).partition("<")[2].rstrip(">") for satu in penampung.surel}


async def test_perbaikan_memanggil_pemilik_dengan_sebab_dan_langkah_berikut(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    perbaikan = buat_tugas(isi, "perbaikan", alasan=(alasan(),))
    await terjadi(pekerja, isi, JenisPeristiwa.TUGAS_DIBUKA, perbaikan)
    assert await pengirim.kirim() == 1
    assert await pengirim.kirim() == 0
    (surel,) = penampung.surel
    async with pekerja.transaksi() as gudang:
        usulan = await gudang.usulan.baca(isi.usulan_id)
    assert usulan is not None
    assert surel["Subject"] == f"Berkas perlu diperbaiki – {usulan.nomor}"
    assert "operator1@uji.id" in surel["To"]
    teks = penampung.isi()
    for bagian in (
        "Yth. Operator 1",
        "sk_kp_terakhir: Dokumen tidak terbaca atau halamannya terpotong. Halaman 2 kosong.",
        "Tenggat : 1 Desember 2026 pukul 16.00 WIB",
        "Langkah berikut: perbaiki",
        f"https://usulan.contoh.id/usulan/{isi.usulan_id}",
    ):
        assert bagian in teks, bagian
    assert usulan.asn_nip not in surel.as_string()
    assert usulan.asn_nama not in surel.as_string()


async def test_pengingat_sampai_kepada_pengganti_yang_berhalangan(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    berhalangan, pengganti = id_akun(Peran.VERIFIKATOR_INSTANSI), id_akun(Peran.APPROVER_INSTANSI)
    hari = SAAT.date()
    penggantian = Penggantian(
        0, Peran.VERIFIKATOR_INSTANSI, berhalangan, None, Sebagai.PLH, pengganti, hari, hari + timedelta(days=3)
    )
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.pejabat.tetapkan_penggantian(DI_BANDUNG, penggantian, catatan="Cuti.", oleh="admin")
    dituju = buat_tugas(isi).model_copy(update={"untuk": berhalangan})
    await terjadi(pekerja, isi, JenisPeristiwa.DIINGATKAN, dituju, rincian={"ke": 1})
    await pengirim.kirim()
    assert penerima(penampung) == {"approver_instansi1@uji.id"}


async def test_pengingat_kepada_pemegang_atau_semua_yang_berperan(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    verifikasi = buat_tugas(isi)
    await terjadi(pekerja, isi, JenisPeristiwa.DIINGATKAN, verifikasi, rincian={"ke": 1})
    await pengirim.kirim()
    assert penerima(penampung) == {"verifikator_instansi1@uji.id", "verifikator_instansi2@uji.id"}
    penampung.surel.clear()
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.tugas.klaim(verifikasi.id, id_akun(Peran.VERIFIKATOR_INSTANSI, ke=2))
    jatuh_tempo = buat(3, JenisPeristiwa.DIINGATKAN, tugas_id=verifikasi.id, rincian={"ke": 2})
    await Buku(pekerja).catat(catatan(isi, 2, [jatuh_tempo], verifikasi))
    await pengirim.kirim()
    assert penerima(penampung) == {"verifikator_instansi2@uji.id"}
    assert penampung.surel[0]["Subject"].startswith("Tugas jatuh tempo")


async def test_eskalasi_kepada_atasan_tanpa_memutus(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    await terjadi(pekerja, isi, JenisPeristiwa.DIESKALASI, buat_tugas(isi, peringatan=3), rincian={"ke": 3})
    await pengirim.kirim()
    assert penerima(penampung) == {"admin_instansi1@uji.id"}
    async with pekerja.transaksi() as gudang:
        tugas = await gudang.tugas.terbuka(isi.usulan_id)
    assert tugas is not None
    assert (tugas.peringatan, tugas.putusan) == (3, None)


async def test_eskalasi_di_unit_tanpa_atasan_sampai_ke_administrator(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    validasi = buat_tugas(isi, "validasi_bkn", peringatan=3)
    await terjadi(pekerja, isi, JenisPeristiwa.DIESKALASI, validasi, rincian={"ke": 3})
    await pengirim.kirim()
    assert penerima(penampung) == {"administrator1@uji.id"}


async def test_kegagalan_sistem_memanggil_administrator(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    rusak = buat_tugas(isi, "perbaikan_sistem", keterangan="Unit belum punya pejabat.")
    await terjadi(pekerja, isi, JenisPeristiwa.TUGAS_DIBUKA, rusak)
    await pengirim.kirim()
    assert penerima(penampung) == {"administrator1@uji.id"}
    assert "Sebab   : Unit belum punya pejabat." in penampung.isi()


async def test_akhir_usulan_dikabarkan_kepada_pemilik(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    akhir = Hasil(jenis=JenisHasil.TMS, alasan=(alasan(),), keterangan="Lihat alasan.")
    await terjadi(pekerja, isi, JenisPeristiwa.SELESAI, None, status=6, hasil=akhir)
    await pengirim.kirim()
    assert penerima(penampung) == {"operator1@uji.id"}
    assert penampung.surel[0]["Subject"].startswith("Usulan tidak memenuhi syarat")


async def test_semua_jenis_kabar_punya_naskah(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    async with pekerja.transaksi() as gudang:
        semua = [KabarBaru(f"uji:{jenis}", jenis, id_akun(Peran.OPERATOR), {}) for jenis in BENTUK]
        await gudang.kabar.tambah(isi.usulan_id, BANDUNG, semua)
        await gudang.kabar.tambah(isi.usulan_id, BANDUNG, semua)
    assert await pengirim.kirim() == len(BENTUK)
    assert len({satu["Message-ID"] for satu in penampung.surel}) == len(BENTUK)


async def test_peladen_surel_sibuk_menunda_lalu_terkirim(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung, basis_data: Mapping[str, str]
) -> None:
    isi = await diajukan(api)
    await terjadi(pekerja, isi, JenisPeristiwa.TUGAS_DIBUKA, buat_tugas(isi, "perbaikan"))
    penampung.menolak = True
    assert await pengirim.kirim() == 0
    penampung.menolak = False
    assert await pengirim.kirim() == 0  # belum waktunya dicoba lagi
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        baris = sambungan.execute(
            "UPDATE kotak_keluar SET coba_lagi_pada = now() RETURNING percobaan, galat"
        ).fetchall()
    assert baris == [(1, "SMTPDataError")]
    assert await pengirim.kirim() == 1
    async with pekerja.transaksi() as gudang:
        assert await gudang.kabar.menunggu() == 0


async def test_dua_pengirim_tidak_mengirim_ganda(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    async with pekerja.transaksi() as gudang:
        await gudang.kabar.tambah(
            isi.usulan_id,
            BANDUNG,
            [KabarBaru(f"uji:{ke}", "surat_terbit", id_akun(Peran.OPERATOR), {}) for ke in range(30)],
        )
    hasil = await asyncio.gather(pengirim.kirim(), pengirim.kirim())
    assert sum(hasil) == len(penampung.surel) == 30


async def test_putaran_berhenti_bila_diminta_dan_tahan_gangguan(
    pengirim: Pengirim, pekerja: PabrikGudang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(putaran, "JEDA_GANGGUAN", timedelta(0))
    berhenti = asyncio.Event()
    putaran_kedua = asyncio.Event()

    async def terganggu(*_: object) -> int:
        if putaran_kedua.is_set():
            berhenti.set()
        putaran_kedua.set()
        raise OSError("basis data tidak terjangkau")

    monkeypatch.setattr(Pengirim, "kirim", terganggu)
    await asyncio.wait_for(pengirim.jalankan(berhenti), 120)
    assert putaran_kedua.is_set()


async def test_penyapu_memulai_yang_tertinggal_sekali_saja(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    isi = await diajukan(api)
    dimulai: list[Berkas] = []

    async def mulai(berkas: Berkas) -> None:
        dimulai.append(berkas)

    penyapu = Penyapu(pekerja, mulai)
    assert await penyapu.sapu() == 0  # masih tugas API yang mengajukannya
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE usulan SET diajukan_pada = diajukan_pada - interval '1 minute'")
    assert await penyapu.sapu() == 1
    assert dimulai == [isi]
    await Buku(pekerja).catat(catatan_pertama(isi))
    assert await penyapu.sapu() == 0


async def test_pekerjaan_panjang_dilanjutkan_tanpa_menunggu_jeda_penuh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(putaran, "JEDA", timedelta(days=1))
    berhenti, sisa = asyncio.Event(), [50, 50, 20]

    async def sekumpulan() -> int:
        banyak = sisa.pop(0)
        if not sisa:
            berhenti.set()
        return banyak

    await asyncio.wait_for(putaran.putar(sekumpulan, berhenti, "uji", porsi=0.25), 120)
    assert sisa == []
