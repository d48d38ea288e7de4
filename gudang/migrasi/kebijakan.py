"""Siapa melihat dan menulis baris mana: semua kebijakan keamanan baris yang kini berlaku, di satu tempat.

``python -m gudang.migrasi`` memasangnya sesudah migrasi, setiap kali, dalam transaksi yang sama: yang lama dibuang,
yang tertulis di sini dibuat. Jadi mengubah kebijakan ialah menyunting berkas ini, tanpa migrasi; yang tertulis di
migrasi lama tinggal sejarah. Hak tabel dan kolom (GRANT) serta fungsi ``lingkup`` tetap di migrasi.

Pekerja melihat semuanya. API melihat menurut ``app.lingkup`` transaksinya; tanpa lingkup ia tidak melihat apa-apa.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from gudang.migrasi.peran import API, PEKERJA, PEMILIK

# Fungsi dibungkus SELECT supaya dihitung sekali tiap kueri, bukan tiap baris.
NASIONAL: Final = "(SELECT lingkup_nasional())"
MILIK: Final = f"{NASIONAL} OR instansi_id = ANY ((SELECT instansi_terlihat())::text[])"
"""BKN, instansinya sendiri, atau kanreg wilayahnya."""
SEUNIT: Final = f"{NASIONAL} OR unit = (SELECT lingkup())"
SENDIRI: Final = "asn_id = (SELECT asn_sendiri())"
"""Lingkup ``asn:<id>``: miliknya sendiri."""
TERLIBAT: Final = "diajukan_pada IS NOT NULL AND (SELECT lingkup()) = ANY (unit_terlibat)"
"""Unit pada tangga langkah yang dibekukan saat usulan diajukan."""
PENERIMA_KEPUTUSAN: Final = "(SELECT lingkup()) IN ('bkn', 'setneg')"
DIBACA: Final = "jenis = 'data.dibaca'"
"""Satu-satunya jejak yang ditulis API."""
TERBIT: Final = "tahap IN ('terbit', 'diganti', 'dicabut')"
KONSEP: Final = "diajukan_pada IS NULL"
STATUS_KONSEP: Final = "status IN (1, 2)"


@dataclass(frozen=True)
class Kebijakan:
    nama: str
    perintah: str
    """``SELECT``, ``INSERT``, ``UPDATE``, ``DELETE``, atau ``ALL``."""
    lama: str | None = None
    """Baris yang terlihat (``USING``)."""
    baru: str | None = None
    """Baris yang boleh tertulis (``WITH CHECK``); kosong pada UPDATE berarti sama dengan ``lama``."""
    peran: str = API


def baca(syarat: str, nama: str = "baca") -> Kebijakan:
    return Kebijakan(nama, "SELECT", lama=syarat)


def tambah(nama: str, syarat: str) -> Kebijakan:
    return Kebijakan(nama, "INSERT", baru=syarat)


def lewat_usulan(tabel: str, kunci: str, kolom: str) -> str:
    """Subkueri skalar, bukan EXISTS: memakai indeks, dan hanya bagi baris yang belum terlihat lewat instansinya."""
    return f"{MILIK} OR (SELECT true FROM usulan u WHERE u.{kunci} = {tabel}.{kolom} LIMIT 1)"


PEKERJA_SEMUA: Final = Kebijakan("pekerja", "ALL", lama="true", baru="true", peran=PEKERJA)
PEKERJA_BACA: Final = Kebijakan("pekerja", "SELECT", lama="true", peran=PEKERJA)
BACA_SENDIRI: Final = baca(SENDIRI, "sendiri")
RIWAYAT: Final = (
    "riwayat_golongan", "riwayat_jabatan", "riwayat_pendidikan", "riwayat_skp", "riwayat_angka_kredit",
    "riwayat_hukdis", "riwayat_ujian", "riwayat_penugasan", "riwayat_lain",
)  # fmt: skip

KEBIJAKAN: Final[Mapping[str, tuple[Kebijakan, ...]]] = {
    # ── Orang ──
    "asn": (
        PEKERJA_SEMUA,
        baca(lewat_usulan("asn", "asn_id", "id")),
        baca("id = (SELECT asn_sendiri())", "sendiri"),
    ),
    **{tabel: (PEKERJA_SEMUA, baca(lewat_usulan(tabel, "asn_id", "asn_id")), BACA_SENDIRI) for tabel in RIWAYAT},
    "perubahan_profil": (
        PEKERJA_SEMUA,
        baca(f"{MILIK} OR (SELECT true FROM asn a WHERE a.id = perubahan_profil.asn_id)"),
        BACA_SENDIRI,
    ),
    "dokumen": (
        PEKERJA_SEMUA,
        baca(lewat_usulan("dokumen", "id", "usulan_id")),
        BACA_SENDIRI,
        tambah("unggah", MILIK),
        tambah(
            "unggah_sendiri",
            "(SELECT asn_sendiri()) = (SELECT u.asn_id FROM usulan u WHERE u.id = dokumen.usulan_id)",
        ),
    ),
    # ── Usulan ──
    "usulan": (
        PEKERJA_SEMUA,
        baca(f"{MILIK} OR ({TERLIBAT})"),
        BACA_SENDIRI,
        tambah("buat", f"{KONSEP} AND ({MILIK}) AND {STATUS_KONSEP}"),
        tambah("buat_sendiri", f"{KONSEP} AND {SENDIRI} AND {STATUS_KONSEP}"),
        Kebijakan("sunting", "UPDATE", f"{KONSEP} AND ({MILIK})", f"({MILIK}) AND {STATUS_KONSEP}"),
        Kebijakan("sunting_sendiri", "UPDATE", f"{KONSEP} AND {SENDIRI}", f"{SENDIRI} AND {STATUS_KONSEP}"),
        Kebijakan("hapus", "DELETE", f"{KONSEP} AND ({MILIK})"),
        Kebijakan("hapus_sendiri", "DELETE", f"{KONSEP} AND {SENDIRI}"),
    ),
    "isian_terkunci": (
        PEKERJA_SEMUA,
        baca(MILIK),
        BACA_SENDIRI,
        tambah("kunci", f"{MILIK} OR {SENDIRI}"),
    ),
    "tugas": (
        PEKERJA_SEMUA,
        baca(lewat_usulan("tugas", "id", "usulan_id")),
        Kebijakan("klaim", "UPDATE", f"ditutup IS NULL AND ({lewat_usulan('tugas', 'id', 'usulan_id')})"),
    ),
    "jejak": (
        PEKERJA_SEMUA,
        Kebijakan("rantai", "SELECT", lama="true", peran=PEMILIK),  # pemicu penyambung rantainya
        baca(lewat_usulan("jejak", "id", "usulan_id")),
        BACA_SENDIRI,
        tambah("catat_baca", f"{DIBACA} AND ({lewat_usulan('jejak', 'id', 'usulan_id')})"),
        tambah("catat_baca_sendiri", f"{DIBACA} AND {SENDIRI}"),
    ),
    "kotak_keluar": (PEKERJA_SEMUA, baca(MILIK)),
    # ── Surat: masyarakat hanya melihat yang terbit, dan hanya yang token, sidik, atau pengakhirnya disebut. ──
    "surat": (
        PEKERJA_SEMUA,
        baca(lewat_usulan("surat", "id", "usulan_id")),
        baca(f"token = current_setting('app.token', true) AND {TERBIT}", "verifikasi"),
        baca(f"sha256_terbit = current_setting('app.sidik', true) AND {TERBIT}", "verifikasi_sidik"),
        baca(f"id = nullif(current_setting('app.pengakhir', true), '')::uuid AND {TERBIT}", "verifikasi_pengakhir"),
    ),
    "jawaban_tte": (PEKERJA_SEMUA,),
    "keputusan_masuk": (PEKERJA_SEMUA, baca(PENERIMA_KEPUTUSAN), tambah("terima", PENERIMA_KEPUTUSAN)),
    "baris_keputusan": (
        PEKERJA_SEMUA,
        baca(PENERIMA_KEPUTUSAN),
        tambah("terima", PENERIMA_KEPUTUSAN),
        Kebijakan(
            "cocokkan", "UPDATE", f"{NASIONAL} AND keadaan IN ('baru', 'keliru', 'tak_cocok')", "keadaan = 'baru'"
        ),
    ),
    # ── Pejabat ──
    "spesimen_pejabat": (PEKERJA_BACA, baca(SEUNIT), tambah("tambah", SEUNIT)),
    "penggantian_pejabat": (
        # Pekerja tidak melihat yang belum disahkan: surat dan kabar tak dapat keliru memakainya.
        Kebijakan("pekerja", "SELECT", lama="disahkan IS NOT NULL OR pengganti IS NULL", peran=PEKERJA),
        baca(SEUNIT),
        tambah("tambah", SEUNIT),
        Kebijakan("akhiri", "UPDATE", SEUNIT),
    ),
    # ── Ketentuan: terbuka bagi semua, ditetapkan administrator nasional ──
    "ketetapan": (
        PEKERJA_BACA,
        baca("true"),
        tambah("tetapkan", NASIONAL),
        Kebijakan("batalkan", "UPDATE", NASIONAL),
    ),
    # ── Hitungan latar ──
    "kualitas_data": (PEKERJA_SEMUA, baca(MILIK), BACA_SENDIRI),
    "prediksi_asn": (PEKERJA_SEMUA, baca(MILIK)),
    "prediksi_kp": (PEKERJA_SEMUA, baca(MILIK)),
    "unor": (PEKERJA_SEMUA,),
    "tersisih": (PEKERJA_SEMUA, baca(NASIONAL)),
}


def pasang(sambungan: Connection) -> None:
    """Ganti kebijakan semua tabel di atas dengan yang tertulis di sini; boleh diulang."""
    terpasang = text("SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = :tabel")
    for tabel, semua in KEBIJAKAN.items():
        for nama in sambungan.scalars(terpasang, {"tabel": tabel}).all():
            sambungan.exec_driver_sql(f"DROP POLICY {nama} ON {tabel}")
        for perintah in (*_penjagaan(tabel), *(_perintah(tabel, satu) for satu in semua)):
            sambungan.exec_driver_sql(perintah)


def _penjagaan(tabel: str) -> Iterator[str]:
    yield f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {tabel} FORCE ROW LEVEL SECURITY"


def _perintah(tabel: str, satu: Kebijakan) -> str:
    lama = f" USING ({satu.lama})" if satu.lama else ""
    baru = f" WITH CHECK ({satu.baru})" if satu.baru else ""
    return f"CREATE POLICY {satu.nama} ON {tabel} FOR {satu.perintah} TO {satu.peran}{lama}{baru}"
