"""Kotak masuk dan tugas: dibaca, dipegang, diputus, diperbaiki, dialihkan."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api import boleh, kursor
from api.alasan import pastikan_alasan
from api.antrean import KodeAntrean, KotakMasuk, antrean, pemilih, saringan, susun_kotak_masuk
from api.bekal import Bekal, BekalAplikasi, GudangPetugas
from api.hilang import bila_tak_berjalan, sudah_diputus
from api.kelengkapan import Kelengkapan
from api.kursor import Batas, Halaman, TeksKursor
from api.masalah import JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.pengganti import PetugasTugas, bertugas
from api.penyamaran import samarkan, samarkan_isi
from api.perkara import Perkara
from api.siapa import Identitas, Petugas
from api.terlihat import TugasTerlihat, catat_usulan_dibaca, letak, tugas_terlihat
from api.wujud import BarisTugas, DokumenTerlampir, DrafDibaca, PerintahDiterima, RingkasanUsulan
from gudang import Gudang
from gudang.pejabat import DataAkun
from models.galat import JenisGalat
from models.keputusan import Alasan, Pelaku, Pengalihan, Perbaikan, Perintah, Putusan
from models.langkah import JenisPutusan
from models.peran import Peran
from models.profil import ProfilASN
from models.referensi.zona import hari_ini

M, G = JenisMasalah, JenisGalat
rute = APIRouter(
    prefix="/tugas",
    tags=["Tugas"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN, M.ISIAN_TIDAK_SAH),
)
_MENJAWAB = dokumentasi(
    M.BELUM_DITERIMA, G.TUGAS_TIDAK_TERBUKA, G.BUKAN_UNTUK_ANDA, G.BEDA_ORANG, G.DITAHAN, M.DIPEGANG_ORANG_LAIN
)


class RincianTugas(BarisTugas):
    """Tugas dengan data di sisi dokumennya."""

    putusan_boleh: list[JenisPutusan]
    alasan: list[Alasan] = Field(description="Sebab tugas ini dibuka: BTS, atau penolakan surat.")
    keterangan: str
    draf: DrafDibaca | None
    profil: ProfilASN
    isi: dict[str, JsonValue]
    dokumen: list[DokumenTerlampir]
    kelengkapan: Kelengkapan


class PutusanTugas(BaseModel):
    """Ulangi dengan `putusan_id` yang sama bila jawabannya tidak sampai: tercatat sekali saja."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"putusan_id": "7d7a1f0e-6b1f-4b52-9d1b-4f1f2f1f6a10", "jenis": "MS"},
                {
                    "putusan_id": "8d7a1f0e-6b1f-4b52-9d1b-4f1f2f1f6a10",
                    "jenis": "BTS",
                    "alasan": [
                        {
                            "sasaran": "dokumen",
                            "kode": "sk_kp_terakhir",
                            "alasan": "DOKUMEN_TIDAK_TERBACA",
                            "uraian": "Halaman 2 terpotong.",
                        }
                    ],
                },
            ]
        },
    )

    putusan_id: UUID
    jenis: JenisPutusan
    alasan: list[Alasan] = Field(default=[], max_length=50)
    catatan: str = Field(default="", max_length=2000)
    sidik_draf: str | None = Field(default=None, description="sha256 draf yang Anda baca; wajib saat memaraf.")


class PerbaikanTugas(BaseModel):
    """Keadaan lengkap sesudah diperbaiki."""

    model_config = ConfigDict(extra="forbid")

    perbaikan_id: UUID
    isi: dict[str, JsonValue] | None = Field(default=None, description="Perubahan isian (JSON Merge Patch).")
    dokumen: dict[str, UUID | None] | None = Field(default=None, description="Lampiran yang diganti; `null` melepas.")
    catatan: str = Field(default="", max_length=2000)


class PengalihanTugas(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: UUID
    kepada: str = Field(description="Id akun petugas dengan peran dan unit tugas itu.")
    alasan: str = Field(min_length=1, max_length=2000)


class CalonPetugas(BaseModel):
    akun: str
    nama: str
    jabatan: str


@rute.get("", summary="Kotak masuk, yang terdekat tenggatnya lebih dahulu")
async def kotak_masuk(
    ia: PetugasTugas,
    gudang: GudangPetugas,
    antrean_: Annotated[KodeAntrean, Query(alias="antrean")] = KodeAntrean.SEMUA,
    langkah: str | None = None,
    instansi_id: str | None = None,
    jenis: str | None = None,
    periode: date | None = None,
    cari: Annotated[str, Query(description="Nomor berkas, awal NIP, atau awal nama.", max_length=100)] = "",
    kursor_: Annotated[TeksKursor, Query(alias="kursor")] = None,
    batas: Batas = 50,
) -> Halaman[BarisTugas]:
    saring = antrean(antrean_).saring(saringan(langkah, instansi_id, jenis, periode, cari))
    sesudah = kursor.baca(kursor_, tuple[datetime, UUID])
    halaman = await gudang.tugas.antrean(pemilih(ia), saring, sesudah=sesudah, batas=batas)
    baris = [BarisTugas.model_validate(satu) for satu in halaman.baris]
    return kursor.halaman(baris, halaman.berikut)


@rute.get("/hitungan", summary="Banyaknya tugas tiap antrean dan tiap langkah")
async def hitung_tugas(ia: PetugasTugas, gudang: GudangPetugas) -> KotakMasuk:
    return susun_kotak_masuk(await gudang.tugas.hitung(pemilih(ia), saringan()))


@rute.get("/{tugas_id}", summary="Satu tugas: data di sisi dokumennya")
async def baca_tugas(tugas_id: UUID, ia: PetugasTugas, gudang: GudangPetugas) -> RincianTugas:
    terlihat = await tugas_terlihat(gudang, ia, tugas_id)
    tugas, usulan = terlihat.tugas, terlihat.usulan
    await catat_usulan_dibaca(gudang, ia, usulan, "tugas")
    perkara = await Perkara.muat(gudang, usulan)
    dokumen = await gudang.dokumen.baca_banyak(usulan.dokumen.values())
    return RincianTugas(
        **BarisTugas.model_validate(tugas).model_dump(),
        alasan=tugas.rincian.get("alasan", []),
        keterangan=tugas.rincian.get("keterangan", ""),
        draf=_draf(tugas.rincian.get("draf")),
        profil=samarkan(perkara.profil),
        isi=samarkan_isi(usulan.isi),
        dokumen=[DokumenTerlampir.model_validate(satu) for satu in dokumen.values()],
        kelengkapan=await perkara.kelengkapan(gudang),
    )


@rute.put("/{tugas_id}/klaim", status_code=204, summary="Pegang tugas", responses=dokumentasi(M.DIPEGANG_ORANG_LAIN))
async def klaim_tugas(tugas_id: UUID, ia: PetugasTugas, gudang: GudangPetugas) -> None:
    terlihat = await tugas_terlihat(gudang, ia, tugas_id)
    _pastikan_mengerjakan(ia, terlihat)
    await gudang.tugas.klaim(tugas_id, ia.akun, _digantikan(ia, terlihat))


@rute.delete("/{tugas_id}/klaim", status_code=204, summary="Lepas tugas", responses=dokumentasi(M.BUKAN_PEMEGANG))
async def lepas_tugas(tugas_id: UUID, ia: PetugasTugas, gudang: GudangPetugas) -> None:
    """Pemegangnya melepas sendiri; yang berhak mengalihkan boleh melepas klaim siapa pun."""
    terlihat = await tugas_terlihat(gudang, ia, tugas_id)
    mengalihkan = boleh.mengalihkan(ia, letak(terlihat.usulan), terlihat.letak)
    await gudang.tugas.lepas(tugas_id, None if mengalihkan is boleh.Jawaban.BOLEH else ia.akun)


@rute.post(
    "/{tugas_id}/putusan",
    summary="Putus tugas",
    responses={**_MENJAWAB, **dokumentasi(G.PUTUSAN_TIDAK_BERLAKU, G.ALASAN_KOSONG, G.DRAF_BERUBAH)},
)
async def putus_tugas(tugas_id: UUID, putusan: PutusanTugas, ia: Petugas, bekal: BekalAplikasi) -> PerintahDiterima:
    async with bekal.transaksi(ia) as gudang:
        ia = await bertugas(ia, gudang)
        terlihat = await tugas_terlihat(gudang, ia, tugas_id)
        pelaku = _pelaku(ia, terlihat)
        await pastikan_alasan(gudang, terlihat.usulan.layanan, putusan.jenis, putusan.alasan)
    pesan = Putusan(
        tugas_id=tugas_id,
        jenis=putusan.jenis,
        alasan=tuple(putusan.alasan),
        catatan=putusan.catatan,
        sidik_draf=putusan.sidik_draf,
        pelaku=pelaku,
    )
    return await _perintahkan(bekal, ia, terlihat, "putuskan", pesan, putusan.putusan_id)


@rute.post("/{tugas_id}/perbaikan", summary="Jawab BTS dengan berkas yang diperbaiki", responses=_MENJAWAB)
async def perbaiki(tugas_id: UUID, perbaikan: PerbaikanTugas, ia: Petugas, bekal: BekalAplikasi) -> PerintahDiterima:
    async with bekal.transaksi(ia) as gudang:
        ia = await bertugas(ia, gudang)
        terlihat = await tugas_terlihat(gudang, ia, tugas_id)
        usulan = terlihat.usulan
        pelaku = _pelaku(ia, terlihat)
        perkara = await (await Perkara.muat(gudang, usulan)).dengan_isi(gudang, perbaikan.isi or {})
        dokumen = perkara.lampiran(perbaikan.dokumen or {})
        if terlihat.tugas.ditutup is None:
            await perkara.pastikan_dokumen(gudang, dokumen)
            perkara = perkara.dengan(dokumen=dokumen)
            (await perkara.kelengkapan(gudang)).pastikan(M.ISIAN_TIDAK_SAH, M.BELUM_LENGKAP)
            perkara.pastikan_sejalur()
    isi = perkara.bahan.isi
    pesan = Perbaikan(tugas_id=tugas_id, isi=isi, dokumen=dokumen, catatan=perbaikan.catatan, pelaku=pelaku)
    return await _perintahkan(bekal, ia, terlihat, "perbaiki", pesan, perbaikan.perbaikan_id)


@rute.get("/{tugas_id}/calon", summary="Petugas yang dapat menerima tugas ini")
async def calon_petugas(tugas_id: UUID, ia: PetugasTugas, gudang: GudangPetugas) -> list[CalonPetugas]:
    terlihat = await tugas_terlihat(gudang, ia, tugas_id)
    _pengalih(ia, terlihat, ia.akun)
    calon = await _calon(gudang, terlihat)
    return [CalonPetugas(akun=satu.id, nama=satu.nama, jabatan=satu.jabatan) for satu in calon]


@rute.post(
    "/{tugas_id}/alihkan",
    summary="Serahkan tugas kepada petugas tertentu",
    responses=dokumentasi(
        M.BELUM_DITERIMA, G.TUGAS_TIDAK_TERBUKA, G.SEDANG_DITANDATANGANI, G.BEDA_ORANG, G.ALASAN_KOSONG
    ),
)
async def alihkan_tugas(
    tugas_id: UUID, pengalihan: PengalihanTugas, ia: Petugas, bekal: BekalAplikasi
) -> PerintahDiterima:
    async with bekal.transaksi(ia) as gudang:
        ia = await bertugas(ia, gudang)
        terlihat = await tugas_terlihat(gudang, ia, tugas_id)
        pengalih = _pengalih(ia, terlihat, pengalihan.kepada)
        calon = await _calon(gudang, terlihat)
    if pengalihan.kepada not in {satu.id for satu in calon}:
        sebab = f"Akun itu tidak bertugas sebagai {terlihat.tugas.peran.replace('_', ' ')} pada unit tugas ini."
        raise Masalah(
            M.ISIAN_TIDAK_SAH,
            "Penerima tugas tidak sah.",
            kesalahan=[Kesalahan(bidang="kepada", sebab=sebab, tindakan=f"Pilih dari /tugas/{tugas_id}/calon.")],
        )
    pesan = Pengalihan(tugas_id=tugas_id, kepada=pengalihan.kepada, alasan=pengalihan.alasan, pelaku=pengalih)
    return await _perintahkan(bekal, ia, terlihat, "alihkan", pesan, pengalihan.id)


def _pastikan_mengerjakan(ia: Identitas, terlihat: TugasTerlihat) -> None:
    peran = terlihat.tugas.peran.replace("_", " ")
    boleh.pastikan(
        boleh.mengerjakan(ia, letak(terlihat.usulan), terlihat.letak),
        "tugas",
        syarat=f"Tugas {terlihat.tugas.nama} ini bagi {peran} di unitnya, atau bagi petugas yang ditunjuk.",
    )


def _pengalih(ia: Identitas, terlihat: TugasTerlihat, kepada: str) -> Pelaku:
    """Yang mengalihkan tugas ini; pengganti pejabat yang ditujunya hanya mengambil alih bagi dirinya sendiri."""
    usulan, tugas = letak(terlihat.usulan), terlihat.letak
    if kepada == ia.akun and boleh.mengambil_alih(ia, usulan, tugas) is boleh.Jawaban.BOLEH:
        return ia.sebagai(tugas.peran, untuk=tugas.untuk)
    boleh.pastikan(
        boleh.mengalihkan(ia, usulan, tugas),
        "tugas",
        syarat="Hanya admin instansi di unitnya, atau administrator, yang mengalihkan tugas.",
    )
    return ia.sebagai(Peran.ADMINISTRATOR if Peran.ADMINISTRATOR in ia.peran else Peran.ADMIN_INSTANSI)


async def _calon(gudang: Gudang, terlihat: TugasTerlihat) -> tuple[DataAkun, ...]:
    """Pemegang peran tugas ini yang hadir hari ini, dan pengganti yang berhalangan."""
    tugas = terlihat.letak
    return await gudang.pejabat.bertugas(tugas.peran, tugas.unit, hari_ini(tugas.unit))


def _digantikan(ia: Identitas, terlihat: TugasTerlihat) -> frozenset[str]:
    return frozenset(akun for peran, akun in ia.pengganti if akun and peran is terlihat.letak.peran)


def _pelaku(ia: Identitas, terlihat: TugasTerlihat) -> Pelaku:
    """Pelaku dengan peran tugasnya; tugas terbuka yang dipegang orang lain tidak diputus diam-diam."""
    _pastikan_mengerjakan(ia, terlihat)
    tugas = terlihat.tugas
    if tugas.ditutup is None and tugas.diklaim_oleh not in {None, ia.akun, *_digantikan(ia, terlihat)}:
        raise Masalah(M.DIPEGANG_ORANG_LAIN, f"Tugas ini sedang dipegang {tugas.diklaim_nama or 'petugas lain'}.")
    return ia.sebagai(Peran(tugas.peran), untuk=tugas.untuk)


def _draf(isi: dict[str, object] | None) -> DrafDibaca | None:
    if isi is None:
        return None
    return DrafDibaca.model_validate({**isi, "alamat": f"/surat/{isi['surat_id']}/berkas"})


async def _perintahkan(
    bekal: Bekal, ia: Identitas, terlihat: TugasTerlihat, nama: str, pesan: Perintah, id_perintah: UUID
) -> PerintahDiterima:
    await bekal.alur.perintahkan(
        terlihat.usulan.id,
        nama,
        pesan,
        id_perintah=id_perintah,
        bila_tak_berjalan=bila_tak_berjalan(bekal, ia, terlihat.usulan.id, sudah_diputus()),
    )
    async with bekal.transaksi(ia) as gudang:
        sesudah = await gudang.usulan.ringkas(terlihat.usulan.id)
    return PerintahDiterima(id=id_perintah, usulan=RingkasanUsulan.model_validate(sesudah))
