"""Konsep usulan: dibuat, disimpan sambil diisi, dilampiri dokumen, dihapus; dan daftar pemantauannya."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Header, Query, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api import boleh, kursor
from api.bekal import GudangPetugas
from api.boleh import WilayahDaftar
from api.kelengkapan import Kelengkapan
from api.konsep import konsep_sendiri, pastikan_menyusun
from api.kursor import Batas, Halaman, TeksKursor
from api.masalah import JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.penyamaran import samarkan_isi
from api.perkara import Perkara, penutupan
from api.siapa import Identitas, Petugas
from api.terlihat import catat_usulan_dibaca, instansi_asn, letak, usulan_terlihat
from api.wujud import DokumenTerlampir, Rincian, RingkasanUsulan, TugasRingkas
from gudang import Gudang
from gudang.dokumen import DataDokumen
from gudang.tugas import DataTugas
from gudang.usulan import DataUsulan, HitunganStatus, SaringanUsulan
from models.definisi import Definisi
from models.layanan import bawaan, cari_jenis
from models.peran import unit_instansi
from models.referensi.tanggal import tulis_tanggal
from models.referensi.zona import hari_ini
from models.usulan import KodeLayanan

M = JenisMasalah
rute = APIRouter(
    prefix="/usulan",
    tags=["Usulan"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN, M.ISIAN_TIDAK_SAH),
)


class KonsepBaru(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"jenis": "101", "asn_id": "0b9c5a4e-6b1f-4b52-9d1b-4f1f2f1f6a10", "periode": "2027-02-01"}]
        },
    )

    id: UUID = Field(
        default_factory=uuid4, description="Id usulan, boleh dibuat pengirim: mengulang dengan id yang sama aman."
    )
    layanan: KodeLayanan = bawaan().kode
    jenis: str = Field(description="Kode jenis menurut `/referensi/layanan`.")
    asn_id: UUID
    periode: date | None = Field(
        default=None, description="Bagi layanan berperiode: TMT kenaikan pangkat, tanggal 1 suatu bulan."
    )


class PerubahanKonsep(BaseModel):
    """Yang disebut saja yang berubah."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"isi": {"stlud": {"nomor": "800/123", "tanggal": "2026-05-04"}}}]},
    )

    jenis: str | None = None
    periode: date | None = None
    isi: dict[str, JsonValue] | None = Field(
        default=None, description="Isian formulir (JSON Merge Patch, RFC 7396): `null` mengosongkan satu isian."
    )
    dokumen: dict[str, UUID | None] | None = Field(
        default=None, description="Kode dokumen → id dokumen dari arsip atau unggahan; `null` melepas lampirannya."
    )


def _versi(if_match: Annotated[str | None, Header(description="`ETag` konsep yang Anda buka.")] = None) -> int:
    if if_match is None:
        raise Masalah(M.VERSI_KOSONG, "Kepala If-Match belum dikirim.")
    polos = if_match.removeprefix("W/").strip('"')
    if not polos.isdecimal():
        salah = Kesalahan(bidang="If-Match", sebab="Bukan ETag konsep.", tindakan="Muat ulang konsep.")
        raise Masalah(M.ISIAN_TIDAK_SAH, "Kepala If-Match tidak sah.", kesalahan=[salah])
    return int(polos)


Versi = Annotated[int, Depends(_versi)]


@rute.get("", summary="Daftar usulan dalam wilayah Anda, yang terakhir berubah lebih dahulu")
async def daftar_usulan(
    ia: Petugas,
    gudang: GudangPetugas,
    layanan: KodeLayanan | None = None,
    jenis: str | None = None,
    periode: date | None = None,
    status: Annotated[int | None, Query(description="status_usulan SIASN.")] = None,
    tahap: str | None = None,
    terbuka: bool | None = None,
    ditahan: bool | None = None,
    konsep: Annotated[bool | None, Query(description="`true` hanya konsep, `false` hanya yang diajukan.")] = None,
    asn_id: UUID | None = None,
    cari: Annotated[str, Query(description="Nomor berkas, awal NIP, atau awal nama.", max_length=100)] = "",
    kursor_: Annotated[TeksKursor, Query(alias="kursor")] = None,
    batas: Batas = 50,
) -> Halaman[RingkasanUsulan]:
    wilayah = _wilayah(ia)
    if wilayah.konsep is False and konsep:
        return kursor.halaman([], None)
    saringan = SaringanUsulan(
        instansi_id=wilayah.instansi_id,
        unit=wilayah.unit,
        konsep=konsep if wilayah.konsep is None else wilayah.konsep,
        layanan=layanan,
        jenis=jenis,
        periode=periode,
        status=status,
        tahap=tahap,
        terbuka=terbuka,
        ditahan=ditahan,
        asn_id=wilayah.asn_id or asn_id,
        konsep_milik=ia.akun if wilayah.asn_id else None,
        cari=cari,
    )
    sesudah = kursor.baca(kursor_, tuple[datetime, UUID])
    halaman = await gudang.usulan.daftar(saringan, sesudah=sesudah, batas=batas)
    baris = [RingkasanUsulan.model_validate(satu) for satu in halaman.baris]
    return kursor.halaman(baris, halaman.berikut)


@rute.post(
    "",
    status_code=201,
    summary="Buat konsep",
    responses=dokumentasi(M.USULAN_GANDA, M.PERIODE_DITUTUP),
)
async def buat_konsep(baru: KonsepBaru, ia: Petugas, gudang: GudangPetugas, jawaban: Response) -> Rincian:
    definisi = cari_jenis(baru.layanan, baru.jenis)
    instansi_id = await instansi_asn(gudang, ia, baru.asn_id)
    pastikan_menyusun(ia, baru.layanan, baru.jenis, instansi_id, baru.asn_id)
    jawaban.headers["Location"] = f"/usulan/{baru.id}"
    sudah_ada = await gudang.usulan.baca(baru.id) if "id" in baru.model_fields_set else None
    if sudah_ada is not None and (sudah_ada.pemilik, sudah_ada.asn_id) == (ia.akun, baru.asn_id):
        return await rincian(gudang, sudah_ada, jawaban)
    periode = await _periode(gudang, definisi, baru, instansi_id)
    usulan = await gudang.usulan.buat_konsep(
        baru.id,
        layanan=baru.layanan,
        jenis=baru.jenis,
        asn_id=baru.asn_id,
        periode=periode,
        pemilik=ia.akun,
    )
    return await rincian(gudang, usulan, jawaban)


async def _periode(gudang: Gudang, definisi: Definisi, baru: KonsepBaru, instansi_id: str) -> date:
    """Periode yang masih menerima usul; bagi layanan tanpa periode, hari konsepnya dibuat."""
    if not definisi.berperiode:
        return baru.periode or hari_ini(unit_instansi(instansi_id))
    if baru.periode is None:
        salah = Kesalahan(bidang="periode", sebab="Wajib diisi.", tindakan="Lihat /referensi/periode.")
        raise Masalah(M.ISIAN_TIDAK_SAH, "Periode belum diisi.", kesalahan=[salah])
    if await penutupan(gudang, baru.layanan, baru.periode, instansi_id) is None:
        raise Masalah(M.PERIODE_DITUTUP, f"Periode {tulis_tanggal(baru.periode)} tidak sedang menerima usul.")
    return baru.periode


@rute.get("/hitungan", summary="Banyaknya usulan tiap status dalam wilayah Anda")
async def hitung_usulan(
    ia: Petugas, gudang: GudangPetugas, periode: date | None = None, terbuka: bool | None = None
) -> list[HitunganStatus]:
    wilayah = _wilayah(ia)
    saringan = SaringanUsulan(
        instansi_id=wilayah.instansi_id,
        unit=wilayah.unit,
        konsep=wilayah.konsep,
        asn_id=wilayah.asn_id,
        konsep_milik=ia.akun if wilayah.asn_id else None,
        periode=periode,
        terbuka=terbuka,
    )
    return list(await gudang.usulan.hitung_status(saringan))


def _wilayah(ia: Identitas) -> WilayahDaftar:
    wilayah = boleh.daftar_usulan(ia)
    if wilayah is None:
        raise Masalah(M.TERLARANG, "Peran Anda tidak mempunyai daftar usulan.")
    return wilayah


@rute.get("/{usulan_id}", summary="Satu usulan")
async def baca_usulan(usulan_id: UUID, ia: Petugas, gudang: GudangPetugas, jawaban: Response) -> Rincian:
    usulan = await usulan_terlihat(gudang, ia, usulan_id)
    await catat_usulan_dibaca(gudang, ia, usulan, "usulan")
    return await rincian(gudang, usulan, jawaban)


@rute.patch(
    "/{usulan_id}",
    summary="Simpan konsep sambil diisi",
    responses=dokumentasi(M.KONSEP_BASI, M.VERSI_KOSONG, M.SUDAH_DIAJUKAN),
)
async def simpan_konsep(
    usulan_id: UUID, perubahan: PerubahanKonsep, ia: Petugas, versi: Versi, gudang: GudangPetugas, jawaban: Response
) -> Rincian:
    usulan = await konsep_sendiri(gudang, ia, usulan_id)
    jenis = perubahan.jenis or usulan.jenis
    cari_jenis(usulan.layanan, jenis)
    pastikan_menyusun(ia, usulan.layanan, jenis, usulan.instansi_id, usulan.asn_id)
    perkara = (await Perkara.muat(gudang, usulan)).dengan(jenis=jenis, periode=perubahan.periode or usulan.periode)
    perkara = await perkara.dengan_isi(gudang, perubahan.isi or {})
    perkara = perkara.dengan(dokumen=perkara.lampiran(perubahan.dokumen or {}))
    bahan = perkara.bahan
    terlampir = await perkara.pastikan_dokumen(gudang, bahan.dokumen)
    tersimpan = await gudang.usulan.ubah_konsep(
        usulan_id,
        versi,
        jenis=bahan.jenis,
        periode=bahan.periode,
        isi=bahan.isi,
        dokumen=bahan.dokumen,
        lengkap=(await perkara.kelengkapan(gudang)).siap,
    )
    return _rincian(tersimpan, None, terlampir, jawaban)


@rute.delete("/{usulan_id}", status_code=204, summary="Hapus konsep sendiri", responses=dokumentasi(M.SUDAH_DIAJUKAN))
async def hapus_konsep(usulan_id: UUID, ia: Petugas, gudang: GudangPetugas) -> None:
    usulan = await usulan_terlihat(gudang, ia, usulan_id)
    boleh.pastikan(boleh.menghapus(ia, letak(usulan)), "usulan", syarat="Hanya pembuatnya yang menghapus konsep.")
    await gudang.usulan.hapus_konsep(usulan_id)


@rute.get("/{usulan_id}/kelengkapan", summary="Syarat, dokumen, dan yang masih menghalangi pengajuan")
async def lihat_kelengkapan(usulan_id: UUID, ia: Petugas, gudang: GudangPetugas) -> Kelengkapan:
    usulan = await usulan_terlihat(gudang, ia, usulan_id)
    await catat_usulan_dibaca(gudang, ia, usulan, "kelengkapan")
    perkara = await Perkara.muat(gudang, usulan)
    return await perkara.kelengkapan(gudang)


async def rincian(gudang: Gudang, usulan: DataUsulan, jawaban: Response) -> Rincian:
    tugas = await gudang.tugas.terbuka(usulan.id) if usulan.diajukan_pada else None
    terlampir = await gudang.dokumen.baca_banyak(usulan.dokumen.values()) if usulan.dokumen else {}
    return _rincian(usulan, tugas, terlampir, jawaban)


def _rincian(
    usulan: DataUsulan, tugas: DataTugas | None, terlampir: Mapping[UUID, DataDokumen], jawaban: Response
) -> Rincian:
    jawaban.headers["ETag"] = f'"{usulan.versi}"'
    hasil = Rincian.model_validate(usulan)
    hasil.isi = samarkan_isi(hasil.isi)
    hasil.tugas = TugasRingkas.model_validate(tugas) if tugas else None
    hasil.berkas_dokumen = [
        DokumenTerlampir.model_validate(terlampir[satu]) for satu in usulan.dokumen.values() if satu in terlampir
    ]
    return hasil
