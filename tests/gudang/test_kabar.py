"""Kabar: surel lewat SMTP sungguhan, sekali bagi tiap peristiwa, kepada orang yang tepat."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import uuid4

import psycopg
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from activities.buku import PencatatBuku
from gudang import PabrikGudang
from gudang.kabar import KabarTakSampai
from gudang.riwayat import GudangRiwayat
from luar.setelan import Setelan
from models.kabar import JenisKabar, KabarBaru
from models.pejabat import Penggantian, Sebagai
from models.peran import Peran, unit_asn
from models.peristiwa import JenisPeristiwa, Peristiwa
from models.riwayat.pribadi import RiwayatPribadi
from models.surat import DrafSurat, TempatTTE
from models.usulan import Berkas, Hasil, JenisHasil, TugasTerbuka
from putaran import putar as putaran
from putaran.pengirim import Pengirim
from sandbox.tumpukan import Tumpukan
from tests.gudang.contoh import (
    BANDUNG,
    DI_BANDUNG,
    DI_SURABAYA,
    SAAT,
    alasan,
    catatan,
    catatan_pertama,
    diajukan,
    id_akun,
    id_asn,
)
from tests.gudang.contoh import peristiwa as buat
from tests.gudang.contoh import tugas as buat_tugas


@dataclass
class Penampung:
    """Peladen SMTP kecil di putaran uji; ``menolak`` membuatnya sibuk, ``asing`` alamat yang tidak dikenalnya."""

    surel: list[EmailMessage] = field(default_factory=list)
    menolak: bool = False
    asing: frozenset[str] = frozenset()
    saat_diterima: Callable[[], Awaitable[None]] | None = None
    porta: int = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, alamat: str, opsi: list[str]
    ) -> str:
        if alamat in self.asing:
            return "550 tidak dikenal"
        envelope.rcpt_tos.append(alamat)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.menolak:
            return "451 sedang sibuk"
        assert isinstance(envelope.content, bytes)
        self.surel.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.saat_diterima:
            await self.saat_diterima()
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
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    rincian = lain.pop("rincian", {})
    satu: Peristiwa = buat(2, jenis, tugas_id=terbuka.id if terbuka else None, rincian=rincian)
    await PencatatBuku(pekerja).catat(catatan(isi, 1, [satu], terbuka, **lain))


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
        nomor = await gudang.pejabat.tetapkan_penggantian(DI_BANDUNG, penggantian, catatan="Cuti.", oleh="admin")
        await gudang.pejabat.sahkan_penggantian(nomor, oleh=berhalangan)
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
    await PencatatBuku(pekerja).catat(catatan(isi, 2, [jatuh_tempo], verifikasi))
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
        semua = [KabarBaru(f"uji:{jenis}", jenis, id_akun(Peran.OPERATOR), {}) for jenis in JenisKabar]
        await gudang.kabar.tambah(isi.usulan_id, BANDUNG, semua)
        await gudang.kabar.tambah(isi.usulan_id, BANDUNG, semua)
    assert await pengirim.kirim() == len(JenisKabar)
    assert len({satu["Message-ID"] for satu in penampung.surel}) == len(JenisKabar)


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
            "UPDATE kotak_keluar SET coba_lagi_pada = now() WHERE keadaan = 'antre' RETURNING percobaan, galat"
        ).fetchall()
    assert baris == [(1, "SMTPDataError")]
    assert await pengirim.kirim() == 1
    async with pekerja.transaksi() as gudang:
        assert await gudang.kabar.menunggu() == 0


async def bersurel(pekerja: PabrikGudang, sejak: int = 30, **isian: str) -> None:
    """Catat surel ASN Bandung, sejak sekian hari lalu, seperti peremajaan data pribadi mencatatnya."""
    async with pekerja.transaksi() as gudang:
        baris = RiwayatPribadi(id=uuid4(), sejak=SAAT.date() - timedelta(days=sejak), **isian)
        await GudangRiwayat(gudang.kabar._sesi).tulis(id_asn(BANDUNG), BANDUNG, "pribadi", baris)


async def tak_sampai(pabrik: PabrikGudang, lingkup: str = "bkn") -> tuple[KabarTakSampai, ...]:
    async with pabrik.transaksi(lingkup) as gudang:
        return await gudang.kabar.daftar_tak_sampai()


def sehari_kemudian(basis_data: Mapping[str, str]) -> None:
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE kotak_keluar SET coba_lagi_pada = coba_lagi_pada - interval '1 day'")


async def test_asn_yang_bersangkutan_dikabari_walau_operator_yang_mengusulkan(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    await bersurel(pekerja, email="tanpa bentuk", email_dinas="pegawai@bandung.contoh.id")
    isi = await diajukan(api)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    await pengirim.kirim()
    assert penerima(penampung) == {"pegawai@bandung.contoh.id"}
    (surel,) = penampung.surel
    async with pekerja.transaksi() as gudang:
        usulan = await gudang.usulan.baca(isi.usulan_id)
    assert usulan is not None
    assert surel["Subject"] == f"Usulan diajukan – {usulan.nomor}"
    assert usulan.asn_nip not in surel.as_string()
    teks = penampung.isi()
    assert usulan.nomor in teks
    assert "Langkah berikut:" in teks
    await bersurel(pekerja, sejak=1, email="saya@contoh.id")
    terbit = buat(2, JenisPeristiwa.SURAT_TERBIT, rincian={"jenis": "sk_kp"})
    await PencatatBuku(pekerja).catat(catatan(isi, 1, [terbit], buat_tugas(isi)))
    penampung.surel.clear()
    await pengirim.kirim()
    assert penerima(penampung) == {"saya@contoh.id", "operator1@uji.id"}, "surel pribadinya, bila sah"
    assert "Surat   : Keputusan kenaikan pangkat" in penampung.isi()


async def test_asn_tanpa_surel_tampak_sebagai_tak_sampai_sampai_alamatnya_dilengkapi(
    api: PabrikGudang,
    pekerja: PabrikGudang,
    pengirim: Pengirim,
    penampung: Penampung,
    basis_data: Mapping[str, str],
) -> None:
    isi = await diajukan(api)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    assert await pengirim.kirim() == 0
    (satu,) = await tak_sampai(api)
    assert (satu.jenis, satu.penerima, satu.usulan_id) == ("diajukan", unit_asn(isi.asn_id), isi.usulan_id)
    assert satu.sebab == "Surel ASN-nya belum tercatat; lengkapi lewat peremajaan Data Pribadi."
    assert await tak_sampai(api, DI_BANDUNG) == (satu,)
    assert await tak_sampai(api, DI_SURABAYA) == ()
    await bersurel(pekerja, email="saya@contoh.id")
    sehari_kemudian(basis_data)
    assert await pengirim.kirim() == 1
    assert await tak_sampai(api) == ()
    assert penerima(penampung) == {"saya@contoh.id"}


async def test_akun_yang_tidak_terdaftar_dan_alamat_yang_ditolak_tidak_hilang(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    penampung.asing = frozenset({"operator1@uji.id"})
    async with pekerja.transaksi() as gudang:
        semua = [
            KabarBaru(f"uji:{akun}", JenisKabar.DIALIHKAN, akun, {})
            for akun in ("tak-terdaftar", id_akun(Peran.OPERATOR), id_akun(Peran.ADMIN_INSTANSI))
        ]
        await gudang.kabar.tambah(isi.usulan_id, BANDUNG, semua)
    assert await pengirim.kirim() == 1
    assert penerima(penampung) == {"admin_instansi1@uji.id"}
    assert {satu.penerima: satu.sebab for satu in await tak_sampai(api)} == {
        "tak-terdaftar": "Penerimanya tidak ada di direktori akun; daftarkan akunnya.",
        id_akun(Peran.OPERATOR): "Peladen surel menolak alamatnya; betulkan surel penerimanya.",
    }


async def test_surat_yang_dialihkan_mengabari_penandatangan_barunya_walau_tugas_lamanya_tertutup(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    draf = DrafSurat(
        surat_id=uuid4(), usulan_id=isi.usulan_id, jenis="sk_kp", nomor="1", sha256="0" * 64, ukuran=1,
        tempat_tte=TempatTTE(halaman=1, x=1, y=1, lebar=1, tinggi=1, tinggi_halaman=800),
    )  # fmt: skip
    tte = buat_tugas(isi, "tte_sk", untuk=id_akun(Peran.PENANDATANGAN_INSTANSI), draf=draf)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi, tte))
    dialihkan = buat(2, JenisPeristiwa.DIALIHKAN, tugas_id=tte.id, rincian={"kepada": id_akun(Peran.APPROVER_INSTANSI)})
    await PencatatBuku(pekerja).catat(catatan(isi, 1, [dialihkan], None, tahap="sk_kp"))
    await pengirim.kirim()
    assert penerima(penampung) == {"approver_instansi1@uji.id"}
    assert "Langkah : Tanda tangan SK" in penampung.isi()
    assert "tugasnya terbuka sesudah diparaf" in penampung.isi()


async def test_dua_pengirim_tidak_mengirim_ganda(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung
) -> None:
    isi = await diajukan(api)
    async with pekerja.transaksi() as gudang:
        await gudang.kabar.tambah(
            isi.usulan_id,
            BANDUNG,
            [KabarBaru(f"uji:{ke}", JenisKabar.SURAT_TERBIT, id_akun(Peran.OPERATOR), {}) for ke in range(30)],
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


async def test_tak_ada_transaksi_selama_berbicara_dengan_peladen_surel(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung, basis_data: Mapping[str, str]
) -> None:
    isi = await diajukan(api)
    await terjadi(pekerja, isi, JenisPeristiwa.TUGAS_DIBUKA, buat_tugas(isi, "perbaikan"))
    dsn = basis_data["postgres"].replace("+psycopg", "")
    bertransaksi: list[tuple[str, ...]] = []

    async def saat_diterima() -> None:
        async with await psycopg.AsyncConnection.connect(dsn) as sambungan:
            hasil = await sambungan.execute(
                "SELECT state FROM pg_stat_activity WHERE datname = current_database() "
                "AND usename = 'usulan_pekerja' AND xact_start IS NOT NULL"
            )
            bertransaksi.extend(await hasil.fetchall())

    penampung.saat_diterima = saat_diterima
    assert await pengirim.kirim() == 1
    assert bertransaksi == []


async def test_pengirim_yang_mati_sesudah_mengirim_mengirim_lagi_sesudah_sewanya_habis(
    api: PabrikGudang, pekerja: PabrikGudang, pengirim: Pengirim, penampung: Penampung, basis_data: Mapping[str, str]
) -> None:
    isi = await diajukan(api)
    await terjadi(pekerja, isi, JenisPeristiwa.TUGAS_DIBUKA, buat_tugas(isi, "perbaikan"))
    diterima = asyncio.Event()

    async def saat_diterima() -> None:
        diterima.set()
        await asyncio.sleep(3600)

    penampung.saat_diterima = saat_diterima
    mati = asyncio.create_task(pengirim.kirim())
    await diterima.wait()
    mati.cancel()
    await asyncio.gather(mati, return_exceptions=True)
    penampung.saat_diterima = None
    assert await pengirim.kirim() == 0  # masih disewa
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE kotak_keluar SET coba_lagi_pada = now()")
    assert await pengirim.kirim() == 1
    pertama, kedua = penampung.surel
    assert pertama["Message-ID"] == kedua["Message-ID"]


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
