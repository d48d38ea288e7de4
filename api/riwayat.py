"""Garis waktu sebuah usulan dalam kata-kata: peristiwa jejak, nama pelakunya, dan waktu setempat instansinya."""

from typing import Any

from api.penyamaran import samarkan_semua
from api.waktu import tulis_waktu
from api.wujud import ButirRiwayat, PelakuTerbaca
from gudang import Gudang
from gudang.jejak import BarisJejak
from gudang.usulan import DataUsulan
from models.layanan import jenis_surat
from models.peran import SETNEG, Peran
from models.peristiwa import JenisPeristiwa as J
from models.referensi.unit import nama_unit

_NAMA_PUTUSAN = {
    "MS": "memenuhi syarat",
    "BTS": "berkas tidak sesuai, dikembalikan untuk diperbaiki",
    "TMS": "tidak memenuhi syarat",
    "SETUJU": "disetujui",
    "TOLAK": "ditolak",
    "ULANGI": "dikerjakan lagi",
    "AKHIRI": "tidak dapat dibereskan, usulan diakhiri",
}
_NAMA_HASIL = {
    "selesai": "selesai",
    "tms": "berakhir: tidak memenuhi syarat",
    "ditarik": "berakhir: ditarik",
    "dibatalkan": "berakhir: dibatalkan",
    "diakhiri": "berakhir: diakhiri administrator",
}


async def susun_riwayat(gudang: Gudang, usulan: DataUsulan, *, dengan_pembacaan: bool) -> list[ButirRiwayat]:
    instansi = await gudang.referensi.instansi(usulan.instansi_id)
    zona = instansi.zona if instansi else "Asia/Jakarta"
    langkah = {satu.kode: satu.nama for satu in usulan.berkas.langkah} if usulan.berkas else {}
    semua = await gudang.jejak.garis_waktu(usulan.id, dengan_pembacaan=dengan_pembacaan)
    return [_butir(satu, zona, langkah.get(satu.langkah or "")) for satu in semua]


def _butir(baris: BarisJejak, zona: str, langkah: str | None) -> ButirRiwayat:
    return ButirRiwayat(
        ke=baris.ke,
        jenis=baris.jenis,
        waktu=baris.waktu,
        waktu_setempat=tulis_waktu(baris.waktu, zona),
        pelaku=_pelaku(baris),
        langkah=baris.langkah,
        langkah_nama=langkah,
        kalimat=_kalimat(J(baris.jenis), langkah or baris.langkah or "", baris.rincian)
        + (" Sebagai pengganti pejabat yang berhalangan." if baris.rincian.get("mewakili") else ""),
        alasan=baris.rincian.get("alasan", []) if isinstance(baris.rincian.get("alasan"), list) else [],
        rincian=samarkan_semua(baris.rincian),
        digantikan=baris.digantikan,
    )


def _pelaku(baris: BarisJejak) -> PelakuTerbaca | None:
    if baris.akun is None:
        return None
    nama = baris.nama or (nama_unit(SETNEG) if baris.peran == Peran.SETNEG else "Petugas")
    return PelakuTerbaca(nama=nama, jabatan=baris.jabatan, peran=baris.peran, unit=baris.unit)


def _kalimat(jenis: J, langkah: str, rincian: dict[str, Any]) -> str:
    surat = _nama_surat(rincian.get("jenis"))
    match jenis:
        case J.DIAJUKAN:
            return "Usulan diajukan."
        case J.TUGAS_DIBUKA:
            return f"{langkah} menunggu dikerjakan." + _tambahan(rincian.get("keterangan"))
        case J.DIPUTUS:
            putusan = str(rincian["putusan"])
            return f"{langkah}: {_NAMA_PUTUSAN.get(putusan, putusan)}." + _tambahan(rincian.get("catatan"))
        case J.DIPERBAIKI:
            return "Berkas diperbaiki." + _tambahan(rincian.get("catatan"))
        case J.DIALIHKAN:
            return f"{langkah} dialihkan." + _tambahan(rincian.get("alasan"))
        case J.DIINGATKAN:
            return f"{langkah} mendekati atau melewati tenggat; petugasnya diingatkan."
        case J.DIESKALASI:
            return f"{langkah} jauh melewati tenggat; {_peran(rincian.get('kepada'))} diberi tahu."
        case J.DITARIK:
            return "Usulan ditarik." + _tambahan(rincian.get("alasan"))
        case J.DITAHAN:
            return "Usulan ditahan." + _tambahan(rincian.get("alasan"))
        case J.DILANJUTKAN:
            return "Usulan dilanjutkan." + _tambahan(rincian.get("alasan"))
        case J.SURAT_DIDRAF:
            return f"{surat} disusun (draf ke-{rincian.get('ke', 1)})."
        case J.TTE_GAGAL:
            return "Tanda tangan elektronik belum berhasil." + _tambahan(rincian.get("pesan"))
        case J.SURAT_DITANDATANGANI:
            return "Surat ditandatangani secara elektronik."
        case J.SURAT_TERBIT:
            return f"{surat} terbit."
        case J.DASAR_BERUBAH:
            return f"{surat} {rincian['menjadi']}." + _tambahan(rincian.get("keterangan"))
        case J.KEPUTUSAN_DATANG:
            return f"{langkah}: keputusan diterima dan diperiksa."
        case J.KEPUTUSAN_KELIRU:
            return "Keputusan itu tidak cocok dengan usulan ini."
        case J.PROFIL_DIPERBARUI:
            return "Profil ASN diperbarui."
        case J.SELESAI:
            return f"Usulan {_NAMA_HASIL.get(str(rincian.get('hasil')), 'berakhir')}."
        case J.DIGANTIKAN:
            return "Alur kerjanya diulang dari titik sebelumnya; catatan sesudah titik itu digantikan."
        case J.DIBACA:
            return "Dokumen atau surat dibuka."


def _nama_surat(jenis: object) -> str:
    try:
        return jenis_surat(str(jenis)).nama
    except LookupError:
        return "Surat"


def _tambahan(isi: object) -> str:
    return f" {isi}" if isi else ""


def _peran(kode: object) -> str:
    return str(kode).replace("_", " ") if kode in set(Peran) else "atasannya"
