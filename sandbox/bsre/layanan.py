"""Inti E-Sign: mengenali pemilik, membuka kuncinya, menandatangani, menghitung, dan berulah bila dipesan."""

import io
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from sandbox.bsre.galat import GalatESign, GalatSpring, passphrase_salah
from sandbox.bsre.pemilik import Pemilik, pemilik
from sandbox.bsre.penanda import Bentuk, Penandatangan, PenandaWaktu, Permintaan, tanda_tangani
from sandbox.bsre.ulah import AntreanUlah, Ulah
from sandbox.peladen import catatan
from sandbox.pki import PassphraseSalah, Pki
from sandbox.pki.padam import Padam

_KEMIRINGAN = timedelta(minutes=5, seconds=47)
_BUKAN_PDF = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
TIDAK_TERDAFTAR = (2011, "NOT_REGISTERED", "User tidak terdaftar")
TANPA_SERTIFIKAT = (2021, "NO_CERTIFICATE", "User tidak memiliki sertifikat")


@dataclass(frozen=True)
class StatusPengguna:
    kode: int
    status: str
    pesan: str


@dataclass(frozen=True)
class HasilTandaTangan:
    """``jawab`` palsu bila tanda tangan terjadi tetapi pemanggil tidak boleh menerima jawaban."""

    berkas: list[bytes]
    jawab: bool = True


class ESign:
    """Satu alat E-Sign: pengguna terdaftar, PKI, antrean ulah, dan hitungan tanda tangan yang benar-benar dibuat."""

    def __init__(self, pki: Pki) -> None:
        self.pki = pki
        self.ulah = AntreanUlah()
        self.padam = Padam()
        self.hitungan = 0
        self._penanda_waktu = PenandaWaktu(pki)
        self._terdaftar = pemilik()

    def cari(self, *, nik: str | None = None, surel: str | None = None) -> Pemilik | None:
        """Pemilik menurut NIK atau surel; pesanan ulah ``tidak_terdaftar`` membuatnya tak ditemukan."""
        if self.ulah.ambil(Ulah.TIDAK_TERDAFTAR):
            return None
        return next((p for p in self._terdaftar if (p.nik == nik if nik else p.surel == surel)), None)

    def status(self, orang: Pemilik | None) -> StatusPengguna:
        if orang is None:
            return StatusPengguna(*TIDAK_TERDAFTAR)
        if not orang.bersertifikat or self.ulah.ambil(Ulah.TANPA_SERTIFIKAT):
            return StatusPengguna(*TANPA_SERTIFIKAT)
        match self.pki.keadaan(orang.label):
            case "ISSUE":
                return StatusPengguna(1111, "ISSUE", "User telah terdaftar dan sertifikat aktif")
            case "EXPIRED":
                return StatusPengguna(2041, "EXPIRED", "Sertifikat user telah kedaluwarsa")
            case "REVOKE":
                return StatusPengguna(2041, "REVOKE", "Sertifikat user telah dicabut")

    def wajib_boleh(self, orang: Pemilik | None) -> Pemilik:
        """Hanya pengguna berstatus ``ISSUE`` yang boleh menandatangani."""
        status = self.status(orang)
        if orang is None or status.status != "ISSUE":
            raise GalatESign(status.pesan, status.kode)
        return orang

    def tolak_bila_sibuk(self) -> None:
        """Ulah yang menimpa permintaan sebelum dibaca."""
        match self.ulah.ambil(Ulah.GALAT_500, Ulah.GALAT_429):
            case Ulah.GALAT_500:
                raise GalatSpring(HTTPStatus.INTERNAL_SERVER_ERROR)
            case Ulah.GALAT_429:
                raise GalatSpring(HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": "1"})

    def buka_dengan_passphrase(self, orang: Pemilik, passphrase: str) -> RSAPrivateKey:
        try:
            return self.pki.buka_kunci(orang.label, passphrase)
        except PassphraseSalah:
            catatan.info("passphrase_salah", pemilik=orang.label)
            raise passphrase_salah() from None

    async def tanda_tangani(
        self, orang: Pemilik, kunci: RSAPrivateKey, permintaan: list[Permintaan], bentuk: Bentuk
    ) -> HasilTandaTangan:
        """Menandatangani semua PDF; bila satu gagal tidak ada yang dijawab. Ulah dipakai sekali per permintaan."""
        ulah = self.ulah.ambil(Ulah.JAM_MIRING, Ulah.PENANDA_TANGAN_LAIN, Ulah.PDF_LAIN)
        if ulah is Ulah.PENANDA_TANGAN_LAIN:
            orang = next(p for p in self._terdaftar if p.bersertifikat and p.label != orang.label)
            kunci = self.pki.lemari.buka_hsm(orang.label)
        if ulah is Ulah.PDF_LAIN:
            permintaan = [Permintaan(_halaman_kosong()) for _ in permintaan]
        penandatangan = Penandatangan(self.pki.rantai(orang.label), kunci)
        selisih = _KEMIRINGAN if ulah is Ulah.JAM_MIRING else timedelta()
        hasil = []
        for satu in permintaan:
            hasil.append(await tanda_tangani(satu, penandatangan, self._penanda_waktu, bentuk, selisih))
            self.hitungan += 1
            self.padam.satu_tanda_tangan()
            catatan.info("tanda_tangan_dibuat", pemilik=orang.label, bentuk=bentuk, ke=self.hitungan)
        return self._berulah(hasil)

    def _berulah(self, hasil: list[bytes]) -> HasilTandaTangan:
        match self.ulah.ambil(Ulah.BATAS_WAKTU_SETELAH_TANDA_TANGAN, Ulah.NOL_BITA, Ulah.BUKAN_PDF):
            case Ulah.BATAS_WAKTU_SETELAH_TANDA_TANGAN:
                return HasilTandaTangan([], jawab=False)
            case Ulah.NOL_BITA:
                return HasilTandaTangan([b"" for _ in hasil])
            case Ulah.BUKAN_PDF:
                return HasilTandaTangan([_BUKAN_PDF for _ in hasil])
            case _:
                return HasilTandaTangan(hasil)


def _halaman_kosong() -> bytes:
    penulis = PdfFileWriter()
    isi = penulis.add_object(StreamObject(stream_data=b""))
    penulis.insert_page(PageObject(contents=isi, media_box=(0, 0, 595, 842)))
    keluaran = io.BytesIO()
    penulis.write(keluaran)
    return keluaran.getvalue()
