"""Konsep usulan: bahan yang sudah terisi, kelengkapannya, dan dokumen yang boleh dilampirkan."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from api import boleh, formulir
from api.formulir import Isi
from api.kelengkapan import Kelengkapan, periksa_kelengkapan
from api.masalah import JenisMasalah, Kesalahan, Masalah
from api.siapa import Identitas
from api.terlihat import usulan_terlihat
from gudang import Gudang
from gudang.usulan import DataUsulan
from models.definisi import Bahan
from models.layanan import cari, cari_jenis, nama_dokumen
from models.peran import unit_instansi
from models.profil import ProfilASN
from models.referensi.zona import hari_ini


async def konsep_sendiri(gudang: Gudang, ia: Identitas, usulan_id: UUID) -> DataUsulan:
    """Konsep yang boleh disusunnya; ``Masalah`` bila bukan haknya atau sudah diajukan."""
    usulan = await usulan_terlihat(gudang, ia, usulan_id)
    pastikan_menyusun(ia, usulan.layanan, usulan.jenis, usulan.instansi_id, usulan.asn_id)
    if usulan.diajukan_pada is not None:
        raise Masalah(JenisMasalah.SUDAH_DIAJUKAN, f"Usulan {usulan.nomor} sudah diajukan.")
    return usulan


def pastikan_menyusun(ia: Identitas, layanan: str, jenis: str, instansi_id: str, asn_id: UUID) -> None:
    sendiri = cari(layanan).diusulkan_asn(jenis)
    syarat = "Hanya operator instansi yang menyusun usulan" + (", atau ASN-nya sendiri." if sendiri else ".")
    boleh.pastikan(boleh.menyusun(ia, instansi_id, asn_id, sendiri=sendiri), "usulan", syarat=syarat)


async def bahan_usulan(gudang: Gudang, usulan: DataUsulan) -> Bahan:
    """Konsep memakai ketetapan yang berlaku hari ini; yang sudah diajukan memakai yang dibekukan dalam berkasnya."""
    hari = hari_ini(unit_instansi(usulan.instansi_id))
    beku = usulan.berkas.ketentuan if usulan.berkas else None
    return Bahan(
        usulan_id=usulan.id,
        layanan=usulan.layanan,
        jenis=usulan.jenis,
        instansi_id=usulan.instansi_id,
        periode=usulan.periode,
        isi=usulan.isi,
        dokumen=usulan.dokumen,
        ketentuan=beku or await gudang.ketetapan.ketentuan(usulan.layanan, hari),
        hari_ini=hari,
        bersurat=await gudang.asn.rekam_bersurat(usulan.asn_id),
        asal=await gudang.koreksi.asal_usulan(usulan.isi),
    )


async def isi_baru(gudang: Gudang, usulan: DataUsulan, bahan: Bahan, perubahan: Isi) -> Isi:
    """Isian ``bahan`` sesudah diubah dan dilengkapi dari profil; ``Masalah`` bila nilainya tidak mungkin sah."""
    definisi = cari_jenis(bahan.layanan, bahan.jenis)
    lengkap = definisi.lengkapi(bahan, perubahan, await profil_usulan(gudang, usulan)) if perubahan else {}
    return formulir.gabung(definisi.formulir(bahan.jenis), bahan.isi, lengkap)


async def pastikan_sejalur(gudang: Gudang, usulan: DataUsulan, baru: Bahan) -> None:
    """Perbaikan tidak boleh merambah bagian profil lain atau berpindah kewenangan; itu usulan baru."""
    definisi, profil = cari(usulan.layanan), await profil_usulan(gudang, usulan)
    awal = baru.model_copy(update={"isi": usulan.berkas.isi if usulan.berkas else usulan.isi})
    kesalahan = [
        Kesalahan(
            bidang=f"isi.{kunci}",
            sebab="Bagian profil ini tidak termasuk yang diajukan.",
            tindakan="Kembalikan isiannya, lalu ajukan bagian ini sebagai usulan sendiri.",
        )
        for kunci in sorted(definisi.kunci(baru) - definisi.kunci(awal))
    ]
    semula, kini = definisi.kewenangan(awal, profil), definisi.kewenangan(baru, profil)
    if semula and kini and semula.rute != kini.rute:
        sebab = "Perbaikan ini mengubah kewenangan yang memutusnya."
        kesalahan.append(Kesalahan(bidang="isi", sebab=sebab, tindakan="Tarik usulan ini, lalu ajukan yang baru."))
    if kesalahan:
        raise Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Perbaikan tidak boleh melampaui usulannya.", kesalahan=kesalahan)


async def kelengkapan(gudang: Gudang, usulan: DataUsulan, bahan: Bahan | None = None) -> Kelengkapan:
    """Kelengkapan usulan seperti tersimpan, atau dengan ``bahan`` yang baru diisi."""
    bahan = bahan or await bahan_usulan(gudang, usulan)
    if bahan.isi.get("surat_id") != usulan.isi.get("surat_id"):
        bahan = bahan.model_copy(update={"asal": await gudang.koreksi.asal_usulan(bahan.isi)})
    hasil = periksa_kelengkapan(
        bahan,
        await profil_usulan(gudang, usulan),
        await penutupan(gudang, bahan.layanan, bahan.periode, bahan.instansi_id),
        usulan.berkas,
    )
    return hasil if usulan.terbuka else hasil.model_copy(update={"perbandingan": []})


async def profil_usulan(gudang: Gudang, usulan: DataUsulan) -> ProfilASN:
    profil = await gudang.asn.baca_profil(usulan.asn_id)
    if profil is None:
        raise boleh.tidak_ditemukan("ASN")
    return profil


async def penutupan(gudang: Gudang, layanan: str, periode: date, instansi_id: str) -> date | None:
    """Hari terakhir periode itu menerima usul; kosong bila tidak terbuka hari ini menurut waktu instansinya."""
    terbuka = await gudang.referensi.periode(layanan, hari_ini(unit_instansi(instansi_id)))
    return next((satu.tutup for satu in terbuka if satu.periode == periode), None)


async def pastikan_dokumen(gudang: Gudang, usulan: DataUsulan, dokumen: Mapping[str, UUID]) -> None:
    """Setiap dokumen dikenal kodenya, dan milik arsip ASN itu atau diunggah bagi usulan itu."""
    tersedia = await gudang.dokumen.baca_banyak(dokumen.values())
    kesalahan = []
    for kode, dokumen_id in dokumen.items():
        satu = tersedia.get(dokumen_id)
        if kode not in nama_dokumen():
            kesalahan.append(Kesalahan(bidang=f"dokumen.{kode}", sebab="Kode dokumen ini tidak dikenal."))
        elif satu is None or (satu.asn_id != usulan.asn_id and satu.usulan_id != usulan.id):
            kesalahan.append(
                Kesalahan(
                    bidang=f"dokumen.{kode}",
                    sebab="Dokumen itu tidak ada dalam arsip ASN ini atau unggahan usulan ini.",
                    tindakan="Pilih dari arsip digitalnya, atau unggah lebih dahulu.",
                )
            )
    if kesalahan:
        raise Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Ada dokumen yang tidak dapat dilampirkan.", kesalahan=kesalahan)
