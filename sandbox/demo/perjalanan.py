"""Perjalanan satu usulan KP dari ASN yang layak sampai profilnya berubah, seperti dikerjakan orang-orangnya."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sandbox.akun import PASSPHRASE, InstansiSandbox
from sandbox.demo.orang import BATAS_MENUNGGU, Orang, tunggu
from sandbox.demo.pdf import pindaian

Catat = Callable[[str], None]
BIDANG_BTS = "stlud"
ALASAN_BIDANG = "DATA_TIDAK_SESUAI"
ALASAN_DOKUMEN = "DOKUMEN_TIDAK_TERBACA"


class TidakSesuai(Exception):
    """Yang dilihat demo bukan yang seharusnya."""


@dataclass
class Perjalanan:
    alamat_api: str
    penerbit: str
    instansi: InstansiSandbox
    catat: Catat = print
    usulan: dict[str, Any] = field(default_factory=dict)
    asn: dict[str, Any] = field(default_factory=dict)
    _orang: dict[str, Orang] = field(default_factory=dict)

    @property
    def bkn(self) -> str:
        return f"kanreg{self.instansi.kanreg.lower()}" if self.instansi.kanreg else "bkn"

    async def sebagai(self, peran: str, unit: str | None = None) -> Orang:
        nama = f"{peran}.{unit or self.instansi.slug}"
        if nama not in self._orang:
            self._orang[nama] = await Orang.masuk(nama, self.alamat_api, self.penerbit)
        return self._orang[nama]

    async def sampai_selesai(self, *, dengan_bts: bool = True) -> None:
        await self.buat_konsep()
        await self.lengkapi()
        await self.ajukan()
        if dengan_bts:
            await self.kembalikan()
            await self.perbaiki()
        for langkah in self.langkah_sesudah_berkas():
            await langkah()

    def langkah_sesudah_berkas(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        return (
            self.verifikasi,
            self.setujui,
            self.validasi,
            self.paraf_pertek,
            self.tandatangani_pertek,
            self.paraf_sk,
            self.tandatangani_sk,
            self.tunggu_profil,
        )

    async def buat_konsep(self, jenis: str = "101") -> None:
        operator = await self.sebagai("operator")
        periode = await self._periode_terbuka(operator)
        self.asn = await operator.baca(f"/asn/{await self._asn_layak(operator, jenis, periode)}")
        self.usulan = await operator.tulis("/usulan", jenis=jenis, asn_id=self.asn["id"], periode=periode)
        self.catat(f"konsep {self.usulan['nomor']} dibuat, KP {jenis} periode {periode}")

    async def lengkapi(self) -> None:
        """Lampirkan yang ada di arsip digital; yang tidak ada diunggah."""
        operator = await self.sebagai("operator")
        kelengkapan = await operator.baca(f"/usulan/{self.usulan['id']}/kelengkapan")
        arsip = {d["kode"]: d["id"] for d in await operator.baca(f"/asn/{self.asn['id']}/dokumen")}
        dokumen = {}
        for syarat in kelengkapan["dokumen"]:
            if syarat["kode"] in arsip:
                dokumen[syarat["kode"]] = arsip[syarat["kode"]]
            elif syarat["wajib"]:
                dokumen[syarat["kode"]] = await self.unggah(syarat["kode"])
        await self._simpan(dokumen=dokumen)
        kelengkapan = await operator.baca(f"/usulan/{self.usulan['id']}/kelengkapan")
        if not kelengkapan["siap"]:
            raise TidakSesuai(f"Konsep belum siap diajukan: {kelengkapan['halangan']}")
        self.catat(f"{len(dokumen)} dokumen dilampirkan, semua syarat terpenuhi")

    async def unggah(self, kode: str, *, sabar: float = BATAS_MENUNGGU) -> str:
        operator = await self.sebagai("operator")
        jawaban = await operator.minta(
            "POST",
            f"/usulan/{self.usulan['id']}/dokumen",
            params={"kode": kode, "nama": f"{kode}.pdf"},
            content=pindaian(kode, [self.usulan["nomor"]]),
            headers={"Content-Type": "application/pdf"},
            sabar=sabar,
        )
        return str(jawaban.json()["id"])

    async def ajukan(self) -> None:
        operator = await self.sebagai("operator")
        await operator.minta("POST", f"/usulan/{self.usulan['id']}/ajukan")
        self.catat("diajukan")

    async def kembalikan(self) -> None:
        """BTS dengan alasan pada satu isian dan satu dokumen."""
        verifikator = await self.sebagai("verifikator_instansi")
        tugas = await self._tugas(verifikator, "verifikasi_instansi")
        alasan = [
            {
                "sasaran": "bidang",
                "kode": BIDANG_BTS,
                "alasan": ALASAN_BIDANG,
                "uraian": "Nomor STLUD belum diisi padahal suratnya ada.",
            },
            {
                "sasaran": "dokumen",
                "kode": tugas["dokumen"][0]["kode"],
                "alasan": ALASAN_DOKUMEN,
                "uraian": "Pindaian terpotong di halaman pertama.",
            },
        ]
        await verifikator.putus(tugas, "BTS", alasan=alasan)
        self.catat(f"BTS: isian {BIDANG_BTS} dan dokumen {alasan[1]['kode']}")

    async def perbaiki(self) -> None:
        operator = await self.sebagai("operator")
        tugas = await self._tugas(operator, "perbaikan")
        diganti = [a["kode"] for a in tugas["alasan"] if a["sasaran"] == "dokumen"]
        dokumen = {kode: await self.unggah(kode) for kode in diganti}
        await operator.tulis(
            f"/tugas/{tugas['id']}/perbaikan",
            perbaikan_id=str(uuid4()),
            isi={BIDANG_BTS: {"nomor": "STLUD-1/2026", "tanggal": "2026-03-02"}},
            dokumen=dokumen,
            catatan="Nomor diisi, dokumen dipindai ulang.",
        )
        self.catat("diperbaiki: isian dan dokumen diganti")

    async def verifikasi(self) -> None:
        await self._putus("verifikator_instansi", None, "verifikasi_instansi", "MS")

    async def setujui(self) -> None:
        await self._putus("approver_instansi", None, "persetujuan", "SETUJU")

    async def validasi(self) -> None:
        await self._putus("verifikator_bkn", self.bkn, "validasi_bkn", "MS")

    async def paraf_pertek(self) -> None:
        await self._putus("paraf_bkn", self.bkn, "paraf_pertek", "SETUJU")

    async def tandatangani_pertek(self) -> None:
        await self._tandatangani("penandatangan_bkn", self.bkn, "tte_pertek")

    async def paraf_sk(self) -> None:
        await self._putus("paraf_instansi", None, "paraf_sk", "SETUJU")

    async def tandatangani_sk(self) -> None:
        await self._tandatangani("penandatangan_instansi", None, "tte_sk")

    async def tunggu_profil(self) -> None:
        operator = await self.sebagai("operator")

        async def selesai() -> dict[str, Any] | None:
            usulan: dict[str, Any] = await operator.baca(f"/usulan/{self.usulan['id']}")
            return usulan if not usulan["terbuka"] else None

        self.usulan = await tunggu(selesai, "usulan selesai")
        self.catat(f"selesai: status {self.usulan['status']} {self.usulan['status_nama']}")

    async def _putus(self, peran: str, unit: str | None, langkah: str, jenis: str) -> None:
        orang = await self.sebagai(peran, unit)
        await orang.putus(await self._tugas(orang, langkah), jenis)
        self.catat(f"{langkah}: {jenis} oleh {orang.nama_pengguna}")

    async def _tandatangani(self, peran: str, unit: str | None, langkah: str) -> None:
        orang = await self.sebagai(peran, unit)
        tugas = await self._tugas(orang, langkah)
        hasil = await orang.tanda_tangani(tugas, PASSPHRASE)
        if hasil["status"] != "tertanda":
            raise TidakSesuai(f"{langkah}: {hasil['status']} {hasil['pesan']}")
        self.catat(f"{langkah}: {tugas['draf']['nomor']} ditandatangani {orang.nama_pengguna}")

    async def _tugas(self, orang: Orang, langkah: str) -> dict[str, Any]:
        return await orang.tugas(self.usulan["nomor"], langkah)

    async def _simpan(self, **perubahan: Any) -> None:
        operator = await self.sebagai("operator")
        etag = f'"{self.usulan["versi"]}"'
        jawaban = await operator.minta(
            "PATCH", f"/usulan/{self.usulan['id']}", json=perubahan, headers={"If-Match": etag}
        )
        self.usulan = jawaban.json()

    async def _asn_layak(self, operator: Orang, jenis: str, periode: str) -> str:
        kursor: dict[str, str] = {}
        while True:
            halaman = await operator.baca("/asn/layak", periode=periode, jenis=jenis, batas=50, **kursor)
            if halaman["baris"]:
                return str(halaman["baris"][0]["asn"]["id"])
            if halaman["berikut"] is None:
                raise TidakSesuai(f"Tidak ada ASN {self.instansi.slug} yang layak {jenis} pada {periode}.")
            kursor = {"kursor": halaman["berikut"]}

    @staticmethod
    async def _periode_terbuka(orang: Orang) -> str:
        terbuka = await orang.baca("/referensi/periode")
        if not terbuka:
            raise TidakSesuai("Tidak ada periode KP yang sedang menerima usul.")
        return str(terbuka[0]["periode"])
