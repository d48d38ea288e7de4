"""Usulan, berkas, dan catatan contoh bagi uji gudang."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4, uuid5

from gudang import PabrikGudang
from luar.galat import PenyimpananTakTersedia
from luar.s3 import Objek, Ruang
from models import layanan as definisi
from models.keputusan import Alasan, Pelaku
from models.langkah import Tempat, bekukan
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.peran import Peran
from models.peristiwa import Catatan, JenisPeristiwa, Peristiwa, baca_rincian
from models.profil import ProfilASN
from models.usulan import Berkas, Keadaan, TugasTerbuka, id_tugas
from tests.hukum.aturan.contoh import KEMENKEU, profil_contoh
from tests.hukum.aturan.contoh import KOTA_BANDUNG as BANDUNG
from tests.hukum.aturan.contoh import KOTA_SURABAYA as SURABAYA
from workflows.layanan.kenaikan_pangkat import KenaikanPangkat

__all__ = ["AKUN", "BANDUNG", "KEMENKEU", "SURABAYA"]

DI_BANDUNG = f"instansi:{BANDUNG}"
DI_SURABAYA = f"instansi:{SURABAYA}"
KANREG = "kanreg:III"
SAAT = datetime(2026, 11, 24, 3, tzinfo=UTC)
"""Selasa pukul 10.00 WIB."""
TERKUNCI_SAMPAI = datetime(2036, 11, 24, tzinfo=UTC)


class S3Tiruan:
    def __init__(self) -> None:
        self.gagal_baca = 0
        self.terkunci: list[tuple[str, str | None]] = []

    async def baca(self, kunci: str) -> bytes:
        if self.gagal_baca:
            self.gagal_baca -= 1
            raise PenyimpananTakTersedia("Penyimpanan berkas (S3) tidak melayani.")
        return b"%PDF-draf"

    async def simpan(self, ruang: Ruang, isi: bytes) -> Objek:
        sidik = sha256(isi).hexdigest()
        return Objek(f"{ruang}/{sidik}.pdf", sidik, len(isi), f"versi {sidik[:8]}")

    async def kunci(self, kunci: str, versi: str | None) -> datetime:
        self.terkunci.append((kunci, versi))
        return TERKUNCI_SAMPAI


def akun(peran: Peran, unit: str, ke: int = 1) -> tuple[Any, ...]:
    slug = f"{peran.value}{ke}.{unit}"
    nama = f"{peran.value.replace('_', ' ').title()} {ke}"
    return slug, nama, "198001012005011001", "3273010101800001", nama, None, [peran.value], unit, f"{peran}{ke}@uji.id"


AKUN = [
    akun(Peran.OPERATOR, DI_BANDUNG),
    akun(Peran.VERIFIKATOR_INSTANSI, DI_BANDUNG),
    akun(Peran.VERIFIKATOR_INSTANSI, DI_BANDUNG, 2),
    akun(Peran.APPROVER_INSTANSI, DI_BANDUNG),
    akun(Peran.ADMIN_INSTANSI, DI_BANDUNG),
    akun(Peran.PENANDATANGAN_INSTANSI, DI_BANDUNG),
    akun(Peran.VERIFIKATOR_BKN, KANREG),
    akun(Peran.PENANDATANGAN_BKN, KANREG),
    akun(Peran.ADMINISTRATOR, "bkn"),
]


async def isi_direktori(url_pemilik: str, semua: Iterable[Sequence[Any]]) -> None:
    """Direktori akun, yang hanya dapat ditulis pemilik."""
    pemilik = PabrikGudang(url_pemilik, sambungan=1)
    async with pemilik.transaksi() as gudang:
        await gudang.muat.akun(semua)
    await pemilik.tutup()


def id_akun(peran: Peran, unit: str = DI_BANDUNG, ke: int = 1) -> str:
    return f"{peran.value}{ke}.{unit}"


def pelaku(peran: Peran, unit: str = DI_BANDUNG, ke: int = 1) -> Pelaku:
    return Pelaku(akun=id_akun(peran, unit, ke), peran=peran, unit=unit)


def id_asn(instansi_id: str, ke: int = 1) -> UUID:
    return uuid5(UUID(int=ke), instansi_id)


def asn(instansi_id: str, ke: int = 1, **perubahan: Any) -> ProfilASN:
    """ASN contoh dengan id, NIP, dan id riwayat sendiri."""
    pokok = id_asn(instansi_id, ke)
    urut = [BANDUNG, SURABAYA, KEMENKEU].index(instansi_id) * 300 + ke
    dasar = profil_contoh(id=pokok, instansi_id=instansi_id, nip=f"199005172014032{urut:03d}", **perubahan)
    riwayat = ("golongan", "jabatan", "pendidikan", "skp", "angka_kredit", "ujian", "penugasan", "hukdis")
    return dasar.model_copy(
        update={
            nama: tuple(r.model_copy(update={"id": uuid5(pokok, str(r.id))}) for r in getattr(dasar, nama))
            for nama in riwayat
        }
    )


def berkas(usulan_id: UUID, instansi_id: str = BANDUNG, validasi: str = KANREG, penetap: str | None = None) -> Berkas:
    unit = f"instansi:{instansi_id}"
    tempat = {Tempat.INSTANSI: unit, Tempat.VALIDASI: validasi, Tempat.PENETAP: penetap or unit, Tempat.BKN: "bkn"}
    return Berkas(
        usulan_id=usulan_id,
        layanan=KENAIKAN_PANGKAT,
        jenis="101",
        instansi_id=instansi_id,
        asn_id=id_asn(instansi_id),
        periode=date(2026, 12, 1),
        pengusul=pelaku(Peran.OPERATOR, unit),
        langkah=bekukan(KenaikanPangkat.langkah, tempat),
        templat=definisi.cari(KENAIKAN_PANGKAT).templat,
        isi={},
        dokumen={},
    )


async def konsep(pabrik: PabrikGudang, instansi_id: str = BANDUNG, ke: int = 1) -> UUID:
    usulan_id = uuid4()
    async with pabrik.transaksi(f"instansi:{instansi_id}") as gudang:
        await gudang.usulan.buat_konsep(
            usulan_id,
            layanan=KENAIKAN_PANGKAT,
            jenis="101",
            asn_id=id_asn(instansi_id, ke),
            periode=date(2026, 12, 1),
            pemilik=id_akun(Peran.OPERATOR, f"instansi:{instansi_id}"),
        )
    return usulan_id


async def diajukan(
    pabrik: PabrikGudang, instansi_id: str = BANDUNG, kode: Mapping[str, str] | None = None, **tempat: Any
) -> Berkas:
    """``kode``: langkah yang pada usulan ini bernama lain."""
    usulan_id = await konsep(pabrik, instansi_id)
    hasil = berkas(usulan_id, instansi_id, **tempat)
    bernama = tuple(satu.model_copy(update={"kode": (kode or {}).get(satu.kode, satu.kode)}) for satu in hasil.langkah)
    hasil = hasil.model_copy(update={"langkah": bernama})
    async with pabrik.transaksi(f"instansi:{instansi_id}") as gudang:
        await gudang.usulan.ajukan(1, hasil)
    return hasil


def tugas(isi: Berkas, kode: str = "verifikasi_instansi", ke: int = 1, **perubahan: Any) -> TugasTerbuka:
    return TugasTerbuka(
        id=id_tugas(isi.usulan_id, kode, ke), langkah=isi.cari(kode), ke=ke, dibuka=SAAT, hitung_dari=SAAT
    ).model_copy(update=perubahan)


def catatan(isi: Berkas, nomor: int, peristiwa: list[Peristiwa], terbuka: TugasTerbuka | None, **lain: Any) -> Catatan:
    keadaan = {
        "status": 2,
        "tahap": terbuka.langkah.kode if terbuka else "akhir",
        "tugas": terbuka,
        "putaran_bts": 0,
        "ditahan": False,
        "isi": isi.isi,
        "dokumen": isi.dokumen,
    }
    return Catatan(
        usulan_id=isi.usulan_id, nomor=nomor, peristiwa=tuple(peristiwa), keadaan=Keadaan(**(keadaan | lain))
    )


_RINCIAN: Mapping[JenisPeristiwa, dict[str, Any]] = {
    JenisPeristiwa.TUGAS_DIBUKA: {"ke": 1, "keterangan": ""},
    JenisPeristiwa.DIPUTUS: {"putusan": "MS", "alasan": [], "catatan": "", "status": 2},
    JenisPeristiwa.DIPERBAIKI: {"isi": {}, "dokumen": {}, "catatan": "", "status": 2},
    JenisPeristiwa.DIALIHKAN: {"kepada": "akun-lain", "alasan": "Cuti."},
    JenisPeristiwa.DIINGATKAN: {"kepada": "verifikator_instansi", "ke": 1},
    JenisPeristiwa.DIESKALASI: {"kepada": "admin_instansi", "ke": 3},
    JenisPeristiwa.DITARIK: {"alasan": "Keliru."},
    JenisPeristiwa.DITAHAN: {"alasan": "Diblokir."},
    JenisPeristiwa.DILANJUTKAN: {"alasan": "Beres."},
    JenisPeristiwa.SURAT_DIDRAF: {"surat_id": UUID(int=1), "jenis": "sk_kp", "sha256": "0" * 64, "ke": 1},
    JenisPeristiwa.TTE_GAGAL: {"pesan": "Passphrase salah."},
    JenisPeristiwa.SURAT_DITANDATANGANI: {"surat_id": UUID(int=1), "sha256": "0" * 64},
    JenisPeristiwa.SURAT_TERBIT: {"surat_id": UUID(int=1), "jenis": "sk_kp", "sha256": "0" * 64},
    JenisPeristiwa.DASAR_BERUBAH: {"jenis": "pertek_kp", "menjadi": "dicabut", "status": 75, "keterangan": ""},
    JenisPeristiwa.KEPUTUSAN_DATANG: {"baris_id": UUID(int=1)},
    JenisPeristiwa.KEPUTUSAN_KELIRU: {"baris_id": UUID(int=1), "beda": []},
    JenisPeristiwa.PROFIL_DIPERBARUI: {"perubahan": []},
    JenisPeristiwa.SELESAI: {"hasil": "selesai"},
    JenisPeristiwa.DIGANTIKAN: {"dari": 1, "lama": "lama", "baru": "baru"},
}


def peristiwa(urut: int, jenis: JenisPeristiwa, *, rincian: Mapping[str, Any] | None = None, **lain: Any) -> Peristiwa:
    """Isi yang tidak disebut ``rincian`` diisi contoh."""
    isi = baca_rincian(jenis, _RINCIAN.get(jenis, {}) | dict(rincian or {}))
    return Peristiwa(**({"urut": urut, "isi": isi, "waktu": SAAT, "pelaku": None} | lain))


def catatan_pertama(isi: Berkas, terbuka: TugasTerbuka | None = None) -> Catatan:
    terbuka = terbuka or tugas(isi)
    return catatan(
        isi,
        0,
        [
            peristiwa(0, JenisPeristiwa.DIAJUKAN, pelaku=isi.pengusul),
            peristiwa(1, JenisPeristiwa.TUGAS_DIBUKA, langkah=terbuka.langkah.kode, tugas_id=terbuka.id),
        ],
        terbuka,
    )


def alasan() -> Alasan:
    return Alasan(sasaran="dokumen", kode="sk_kp_terakhir", alasan="DOKUMEN_TIDAK_TERBACA", uraian="Halaman 2 kosong.")
