"""Garis waktu sebuah usulan dalam kata-kata: peristiwa jejak, nama pelakunya, dan waktu setempat instansinya."""

from typing import Final

from api.penyamaran import samarkan_semua
from api.waktu import tulis_waktu
from api.wujud import ButirRiwayat, PelakuTerbaca
from gudang import Gudang
from gudang.jejak import BarisJejak
from gudang.usulan import DataUsulan
from models.langkah import JenisPutusan
from models.layanan import jenis_surat
from models.peran import SETNEG, Peran
from models.peristiwa import (
    DasarUsulanBerubah,
    Diajukan,
    Dialihkan,
    Dibaca,
    Digantikan,
    Diingatkan,
    Dilanjutkan,
    Diperbaiki,
    Diputus,
    Ditahan,
    Ditarik,
    IsiPeristiwa,
    KeputusanDatang,
    KeputusanKeliru,
    ProfilBerubah,
    Selesai,
    SuratDidraf,
    SuratDitandatangani,
    SuratDiterbitkan,
    TTEGagal,
    TugasDibuka,
    baca_rincian,
)
from models.peristiwa import JenisPeristiwa as J
from models.referensi.unit import nama_unit
from models.surat import JenisSurat
from models.usulan import JenisHasil

_NAMA_PUTUSAN: Final = {
    JenisPutusan.MS: "memenuhi syarat",
    JenisPutusan.BTS: "berkas tidak sesuai, dikembalikan untuk diperbaiki",
    JenisPutusan.TMS: "tidak memenuhi syarat",
    JenisPutusan.SETUJU: "disetujui",
    JenisPutusan.TOLAK: "ditolak",
    JenisPutusan.ULANGI: "dikerjakan lagi",
    JenisPutusan.AKHIRI: "tidak dapat dibereskan, usulan diakhiri",
}
_NAMA_HASIL: Final = {
    JenisHasil.SELESAI: "selesai",
    JenisHasil.TMS: "berakhir: tidak memenuhi syarat",
    JenisHasil.DITARIK: "berakhir: ditarik",
    JenisHasil.DIBATALKAN: "berakhir: dibatalkan",
    JenisHasil.DIAKHIRI: "berakhir: diakhiri administrator",
}


async def susun_riwayat(gudang: Gudang, usulan: DataUsulan, *, dengan_pembacaan: bool) -> list[ButirRiwayat]:
    instansi = await gudang.referensi.instansi(usulan.instansi_id)
    zona = instansi.zona if instansi else "Asia/Jakarta"
    langkah = {satu.kode: satu.nama for satu in usulan.berkas.langkah} if usulan.berkas else {}
    semua = await gudang.jejak.garis_waktu(usulan.id, dengan_pembacaan=dengan_pembacaan)
    return [_butir(satu, zona, langkah.get(satu.langkah or "")) for satu in semua]


def _butir(baris: BarisJejak, zona: str, langkah: str | None) -> ButirRiwayat:
    isi = baca_rincian(baris.jenis, baris.rincian)
    return ButirRiwayat(
        ke=baris.ke,
        jenis=baris.jenis,
        waktu=baris.waktu,
        waktu_setempat=tulis_waktu(baris.waktu, zona),
        pelaku=_pelaku(baris),
        langkah=baris.langkah,
        langkah_nama=langkah,
        kalimat=_kalimat(isi, langkah or baris.langkah or "")
        + (" Sebagai pengganti pejabat yang berhalangan." if baris.rincian.get("mewakili") else ""),
        alasan=[satu.model_dump(mode="json") for satu in isi.alasan] if isinstance(isi, Diputus) else [],
        rincian=samarkan_semua(baris.rincian),
        digantikan=baris.digantikan,
    )


def _pelaku(baris: BarisJejak) -> PelakuTerbaca | None:
    if baris.akun is None:
        return None
    nama = baris.nama or (nama_unit(SETNEG) if baris.peran == Peran.SETNEG else "Petugas")
    return PelakuTerbaca(nama=nama, jabatan=baris.jabatan, peran=baris.peran, unit=baris.unit)


def _kalimat(isi: IsiPeristiwa, langkah: str) -> str:
    match isi:
        case Diajukan():
            return "Usulan diajukan."
        case TugasDibuka(keterangan=keterangan):
            return f"{langkah} menunggu dikerjakan." + _tambahan(keterangan)
        case Diputus(putusan=putusan, catatan=catatan):
            return f"{langkah}: {_NAMA_PUTUSAN[putusan]}." + _tambahan(catatan)
        case Diperbaiki(catatan=catatan):
            return "Berkas diperbaiki." + _tambahan(catatan)
        case Dialihkan(alasan=alasan):
            return f"{langkah} dialihkan." + _tambahan(alasan)
        case Diingatkan(peristiwa=J.DIINGATKAN):
            return f"{langkah} mendekati atau melewati tenggat; petugasnya diingatkan."
        case Diingatkan(kepada=kepada):
            return f"{langkah} jauh melewati tenggat; {kepada.replace('_', ' ')} diberi tahu."
        case Ditarik(alasan=alasan):
            return "Usulan ditarik." + _tambahan(alasan)
        case Ditahan(alasan=alasan):
            return "Usulan ditahan." + _tambahan(alasan)
        case Dilanjutkan(alasan=alasan):
            return "Usulan dilanjutkan." + _tambahan(alasan)
        case SuratDidraf(jenis=jenis, ke=ke):
            return f"{_nama_surat(jenis)} disusun (draf ke-{ke})."
        case TTEGagal(pesan=pesan):
            return "Tanda tangan elektronik belum berhasil." + _tambahan(pesan)
        case SuratDitandatangani():
            return "Surat ditandatangani secara elektronik."
        case SuratDiterbitkan(jenis=jenis):
            return f"{_nama_surat(jenis)} terbit."
        case DasarUsulanBerubah(jenis=jenis, menjadi=menjadi, keterangan=keterangan):
            return f"{_nama_surat(jenis)} {menjadi}." + _tambahan(keterangan)
        case KeputusanDatang():
            return f"{langkah}: keputusan diterima dan diperiksa."
        case KeputusanKeliru():
            return "Keputusan itu tidak cocok dengan usulan ini."
        case ProfilBerubah():
            return "Profil ASN diperbarui."
        case Selesai(hasil=hasil):
            return f"Usulan {_NAMA_HASIL[hasil]}."
        case Digantikan():
            return "Alur kerjanya diulang dari titik sebelumnya; catatan sesudah titik itu digantikan."
        case Dibaca(bagian=str(bagian)):
            return f"Data dibuka: {bagian}."
        case Dibaca():
            return "Dokumen atau surat dibuka."


def _nama_surat(jenis: JenisSurat) -> str:
    try:
        return jenis_surat(jenis).nama
    except LookupError:
        return "Surat"


def _tambahan(isi: str) -> str:
    return f" {isi}" if isi else ""
