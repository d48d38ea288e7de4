"""Verifikasi publik: keadaan surat terbit dan keaslian salinannya, dengan data yang paling sedikit."""

from datetime import date, datetime
from typing import Final

from pydantic import BaseModel, Field

from api.waktu import tulis_waktu
from gudang.surat import HasilVerifikasi, SuratPengakhir, SuratPublik
from luar.tanda_tangan import LayananSertifikatTakTersedia, PemeriksaTandaTangan
from models.layanan import jenis_surat
from models.referensi.tanggal import tulis_tanggal
from models.referensi.unit import nama_unit

_ASLI: Final = "Berkas ini sama, bita demi bita, dengan surat dalam arsip, dan suratnya berlaku."
_BUKAN_ASLI: Final = "Jangan pakai berkas ini sebagai dasar apa pun."


class KeadaanSurat(BaseModel):
    kode: HasilVerifikasi
    judul: str
    kalimat: str
    lambang: str


KEADAAN: Final[dict[HasilVerifikasi, KeadaanSurat]] = {
    "berlaku": KeadaanSurat(
        kode="berlaku", judul="Surat berlaku", lambang="✓", kalimat="Surat ini terbit dan tercatat dalam arsip."
    ),
    "diganti": KeadaanSurat(
        kode="diganti",
        judul="Surat sudah diganti",
        lambang="!",
        kalimat="Surat ini diganti surat lain.",
    ),
    "dicabut": KeadaanSurat(
        kode="dicabut", judul="Surat dicabut", lambang="✕", kalimat="Surat ini dicabut dan tidak berlaku lagi."
    ),
    "tidak_dikenal": KeadaanSurat(
        kode="tidak_dikenal",
        judul="Surat tidak dikenal",
        lambang="?",
        kalimat="Tidak ada surat terbit dengan kode ini. Periksa lagi kode QR atau alamatnya.",
    ),
}


class Pengakhir(BaseModel):
    """Surat yang mengganti atau mencabut surat ini."""

    nomor: str
    tanggal: date
    alamat: str = Field(description="Halaman keabsahannya.", examples=["/verifikasi/2b7e…"])


class SuratTerverifikasi(BaseModel):
    """Yang boleh dilihat siapa pun yang memegang kode QR surat."""

    hasil: HasilVerifikasi
    keterangan_hasil: str
    jenis: str
    nomor: str
    tanggal: date
    tanggal_tertulis: str
    penerbit: str
    penandatangan: str
    jabatan: str
    nama_disamarkan: str = Field(examples=["A•• L••••••"])
    ditandatangani_pada: datetime
    waktu_tertulis: str
    level: str = Field(description="Tingkat tanda tangan PAdES (ETSI EN 319 142-1).", examples=["B-LTA"])
    sha256: str
    keterangan: str
    pengakhir: Pengakhir | None = Field(description="Bagi surat yang diganti atau dicabut dengan surat lain.")


class HasilSalinan(BaseModel):
    asli: bool
    judul: str
    kalimat: str
    sama_dengan_arsip: bool = Field(description="Bita demi bita sama dengan surat dalam arsip.")
    tanda_tangan_utuh: bool | None = Field(description="Kosong bila belum dapat diperiksa.")
    sertifikat_tepercaya: bool | None
    sha256: str
    alasan: list[str]
    surat: SuratTerverifikasi | None = Field(description="Surat yang dikenali, bila ada.")

    @property
    def utuh_tertulis(self) -> str:
        return _ya_tidak(self.tanda_tangan_utuh)

    @property
    def tepercaya_tertulis(self) -> str:
        return _ya_tidak(self.sertifikat_tepercaya)


def wujud_publik(surat: SuratPublik) -> SuratTerverifikasi:
    keadaan = KEADAAN[surat.hasil]
    lainnya = f" dan {surat.banyak - 1} orang lainnya" if surat.banyak > 1 else ""
    return SuratTerverifikasi(
        hasil=surat.hasil,
        keterangan_hasil=keadaan.kalimat,
        jenis=jenis_surat(surat.jenis).nama,
        nomor=surat.nomor,
        tanggal=surat.tanggal,
        tanggal_tertulis=tulis_tanggal(surat.tanggal),
        penerbit=nama_unit(surat.unit),
        penandatangan=surat.penandatangan_nama or "",
        jabatan=surat.penandatangan_jabatan or "",
        nama_disamarkan=samarkan(surat.nama) + lainnya,
        ditandatangani_pada=surat.ditandatangani_pada,
        waktu_tertulis=tulis_waktu(surat.ditandatangani_pada, surat.zona),
        level=surat.level,
        sha256=surat.sha256,
        keterangan=surat.keterangan,
        pengakhir=_pengakhir(surat.pengakhir),
    )


def _pengakhir(surat: SuratPengakhir | None) -> Pengakhir | None:
    if surat is None:
        return None
    return Pengakhir(nomor=surat.nomor, tanggal=surat.tanggal, alamat=f"/verifikasi/{surat.token}")


def samarkan(nama: str) -> str:
    """Huruf pertama tiap kata tanpa gelar belakang: cukup untuk mengenali, tidak cukup untuk mengetahui."""
    return " ".join(kata[0] + "•" * (len(kata) - 1) for kata in nama.partition(",")[0].split())


class PemeriksaSalinan:
    """Membandingkan salinan dengan sidik arsip; bila berbeda, tanda tangannya menjelaskan sebabnya."""

    def __init__(self, pemeriksa: PemeriksaTandaTangan) -> None:
        self._pemeriksa = pemeriksa

    async def periksa(self, isi: bytes, sidik: str, surat: SuratPublik | None) -> HasilSalinan:
        """``sidik``: SHA-256 isinya. ``surat``: yang tokennya disebut atau sidiknya sama; kosong bila tak dikenal.

        Salinan yang sama tidak dibuka: tanda tangannya sudah diperiksa sebelum suratnya terbit.
        """
        sama = surat is not None and surat.sha256 == sidik
        utuh, tepercaya, alasan = (True, True, []) if sama else await self._tanda_tangan(isi)
        if surat is None:
            alasan.insert(0, "Berkas ini tidak sama dengan surat mana pun dalam arsip.")
        elif not sama:
            alasan.insert(0, "Isi berkas berbeda dari surat dalam arsip.")
        elif surat.hasil != "berlaku":
            alasan.insert(0, KEADAAN[surat.hasil].kalimat)
        asli = sama and surat is not None and surat.hasil == "berlaku"
        return HasilSalinan(
            asli=asli,
            judul="Salinan asli" if asli else "Bukan salinan yang sah",
            kalimat=_ASLI if asli else _BUKAN_ASLI,
            sama_dengan_arsip=sama,
            tanda_tangan_utuh=utuh,
            sertifikat_tepercaya=tepercaya,
            sha256=sidik,
            alasan=alasan,
            surat=wujud_publik(surat) if surat else None,
        )

    async def _tanda_tangan(self, isi: bytes) -> tuple[bool | None, bool | None, list[str]]:
        try:
            hasil = await self._pemeriksa.periksa(isi)
        except LayananSertifikatTakTersedia as galat:
            return None, None, [str(galat)]
        return hasil.utuh, hasil.tepercaya, list(hasil.alasan)


def _ya_tidak(nilai: bool | None) -> str:
    return {True: "Ya", False: "Tidak", None: "Belum dapat diperiksa"}[nilai]
