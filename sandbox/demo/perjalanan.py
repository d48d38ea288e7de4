"""Perjalanan satu usulan layanan apa pun, seperti dikerjakan orang-orangnya lewat HTTP."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sandbox.akun import PASSPHRASE, InstansiSandbox
from sandbox.demo.orang import BATAS_MENUNGGU, Orang, tunggu
from sandbox.demo.pdf import pindaian

Catat = Callable[[str], None]


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
    """Profil ASN-nya sebelum usulan berjalan."""
    pengusul: str = "operator"
    """Peran yang menyusun dan memperbaiki: operator, atau ASN-nya sendiri."""
    _orang: dict[str, Orang] = field(default_factory=dict)

    @property
    def bkn(self) -> str:
        return f"kanreg{self.instansi.kanreg.lower()}" if self.instansi.kanreg else "bkn"

    async def sebagai(self, peran: str, unit: str | None = None) -> Orang:
        nama = f"{peran}.{unit or self.instansi.slug}"
        if nama not in self._orang:
            self._orang[nama] = await Orang.masuk(nama, self.alamat_api, self.penerbit)
        return self._orang[nama]

    async def penyusun(self) -> Orang:
        return await self.sebagai(self.pengusul, str(self.asn["id"]) if self.pengusul == "asn" else None)

    async def buka(self, asn_id: str, **usulan: Any) -> None:
        """Konsep baru bagi ASN ini; ``usulan``: layanan, jenis, periode."""
        operator = await self.sebagai("operator")
        self.asn = await operator.baca(f"/asn/{asn_id}")
        self.usulan = await (await self.penyusun()).tulis("/usulan", asn_id=asn_id, **usulan)
        self.catat(f"konsep {self.usulan['nomor']} dibuat: {self.usulan['jenis_nama']}")

    async def simpan(self, **perubahan: Any) -> None:
        etag = f'"{self.usulan["versi"]}"'
        jawaban = await (await self.penyusun()).minta(
            "PATCH", f"/usulan/{self.usulan['id']}", json=perubahan, headers={"If-Match": etag}
        )
        self.usulan = jawaban.json()

    async def kelengkapan(self) -> dict[str, Any]:
        hasil: dict[str, Any] = await (await self.penyusun()).baca(f"/usulan/{self.usulan['id']}/kelengkapan")
        return hasil

    async def lengkapi(self) -> None:
        """Lampirkan yang ada di arsip digital; yang tidak ada diunggah."""
        orang = await self.penyusun()
        arsip = {d["kode"]: d["id"] for d in await orang.baca(f"/asn/{self.asn['id']}/dokumen")}
        dokumen = {}
        for syarat in (await self.kelengkapan())["dokumen"]:
            if syarat["kode"] in arsip:
                dokumen[syarat["kode"]] = arsip[syarat["kode"]]
            elif syarat["wajib"]:
                dokumen[syarat["kode"]] = await self.unggah(syarat["kode"])
        await self.simpan(dokumen=dokumen)
        kelengkapan = await self.kelengkapan()
        if not kelengkapan["siap"]:
            raise TidakSesuai(f"Konsep {self.usulan['nomor']} belum siap diajukan: {kelengkapan['halangan']}")
        self.catat(f"{len(dokumen)} dokumen dilampirkan, semua syarat terpenuhi")

    async def unggah(self, kode: str, *, sabar: float = BATAS_MENUNGGU) -> str:
        jawaban = await (await self.penyusun()).minta(
            "POST",
            f"/usulan/{self.usulan['id']}/dokumen",
            params={"kode": kode, "nama": f"{kode}.pdf"},
            content=pindaian(kode, [self.usulan["nomor"]]),
            headers={"Content-Type": "application/pdf"},
            sabar=sabar,
        )
        return str(jawaban.json()["id"])

    async def ajukan(self) -> None:
        await (await self.penyusun()).minta("POST", f"/usulan/{self.usulan['id']}/ajukan")
        self.catat("diajukan")

    async def putus(
        self,
        peran: str,
        langkah: str,
        jenis: str,
        *,
        unit: str | None = None,
        alasan: Sequence[dict[str, str]] = (),
    ) -> None:
        orang = await self.sebagai(peran, unit)
        await orang.putus(await self.tugas(orang, langkah), jenis, alasan=list(alasan))
        sebab = f" ({', '.join(a['kode'] or a['alasan'] for a in alasan)})" if alasan else ""
        self.catat(f"{langkah}: {jenis}{sebab} oleh {_sebutan(orang)}")

    async def perbaiki(self, langkah: str = "perbaikan", **isi: Any) -> None:
        """Jawab BTS: isian baru, dan unggahan baru bagi dokumen yang ditunjuk alasannya."""
        orang = await self.penyusun()
        tugas = await self.tugas(orang, langkah)
        diganti = [a["kode"] for a in tugas["alasan"] if a["sasaran"] == "dokumen"]
        await orang.tulis(
            f"/tugas/{tugas['id']}/perbaikan",
            perbaikan_id=str(uuid4()),
            isi=isi,
            dokumen={kode: await self.unggah(kode) for kode in diganti},
            catatan="Diperbaiki sesuai alasan.",
        )
        self.catat(f"{langkah}: isian dan dokumen diganti oleh {_sebutan(orang)}")

    async def tandatangani(self, peran: str, langkah: str, *, unit: str | None = None) -> None:
        orang = await self.sebagai(peran, unit)
        tugas = await self.tugas(orang, langkah)
        hasil = await orang.tanda_tangani(tugas, PASSPHRASE)
        if hasil["status"] != "tertanda":
            raise TidakSesuai(f"{langkah}: {hasil['status']} {hasil['pesan']}")
        self.catat(f"{langkah}: {tugas['draf']['nomor']} ditandatangani {orang.nama_pengguna}")

    async def tunggu_profil(self) -> None:
        """Tunggu usulan berakhir."""
        operator = await self.sebagai("operator")

        async def selesai() -> dict[str, Any] | None:
            usulan: dict[str, Any] = await operator.baca(f"/usulan/{self.usulan['id']}")
            return usulan if not usulan["terbuka"] else None

        self.usulan = await tunggu(selesai, f"usulan {self.usulan['nomor']} selesai")
        self.catat(f"{self.usulan['hasil']}: status {self.usulan['status']} {self.usulan['status_nama']}")

    async def surat(self) -> dict[str, dict[str, Any]]:
        """Surat yang pernah terbit, menurut jenisnya."""
        semua = await (await self.sebagai("operator")).baca(f"/usulan/{self.usulan['id']}/surat")
        return {satu["jenis"]: satu for satu in semua if satu["terbit_pada"]}

    async def tugas(self, orang: Orang, langkah: str) -> dict[str, Any]:
        return await orang.tugas(self.usulan["nomor"], langkah)


def _sebutan(orang: Orang) -> str:
    peran, _, unit = orang.nama_pengguna.partition(".")
    return "ASN-nya sendiri" if peran == "asn" else f"{peran}.{unit}"
