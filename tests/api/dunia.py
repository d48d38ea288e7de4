"""Orang-orang di depan API: pemohon bertoken, ASN contoh, dan langkah-langkah yang berulang dalam uji."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4, uuid5

import httpx

from gudang import PabrikGudang
from models.peran import Peran
from models.profil import ProfilASN
from models.referensi import Predikat
from sandbox.akun import INSTANSI, PASSPHRASE, Akun, akun_bernama
from tests.api.naskah_pdf import pdf_biasa
from tests.api.penyedia import PenyediaUji
from tests.batas import BATAS
from tests.hukum.aturan.contoh import kinerja, profil_contoh

H = TypeVar("H")
BANDUNG = next(satu.id for satu in INSTANSI if satu.slug == "bandung")
SURABAYA = next(satu.id for satu in INSTANSI if satu.slug == "surabaya")
_urut = count(1)


@dataclass
class Orang:
    """Satu akun di depan API; jawaban yang ditolak tidak dilempar, supaya uji memeriksanya."""

    http: httpx.AsyncClient
    akun: str
    token: str

    async def minta(self, metode: str, alamat: str, **isi: Any) -> httpx.Response:
        kepala = {"Authorization": f"Bearer {self.token}", **isi.pop("headers", {})}
        return await self.http.request(metode, alamat, headers=kepala, **isi)

    async def baca(self, alamat: str, **pilihan: Any) -> Any:
        return _isi(await self.minta("GET", alamat, params=pilihan))

    async def kirim(self, alamat: str, **isi: Any) -> Any:
        """Perintah; "belum diterima" diulang apa adanya seperti diminta jawabannya: mesinnya dapat sedang sibuk."""

        async def coba() -> httpx.Response | None:
            jawaban = await self.minta("POST", alamat, json=isi)
            belum = jawaban.status_code == 503 and jawaban.json()["type"] == "/masalah/belum_diterima"
            return None if belum else jawaban

        return _isi(await tunggu(coba, f"jawaban {alamat}"))


@dataclass
class Dunia:
    """API dalam proses ini di atas layanan sungguhan."""

    http: httpx.AsyncClient
    penyedia: PenyediaUji
    pekerja: PabrikGudang

    def sebagai(self, nama: str, peran: Iterable[Peran] = ()) -> Orang:
        """Akun sandbox ``peran.unit``; ``peran`` mengganti peran yang disebut tokennya."""
        akun = akun_bernama(nama)
        token = self.penyedia.token(akun.sub, list(peran) or list(akun.peran), akun.unit, name=akun.nama)
        return Orang(self.http, akun.sub, token)

    async def periode(self) -> date:
        terbuka = await self.sebagai("operator.bandung").baca("/referensi/periode")
        return date.fromisoformat(terbuka[0]["periode"])

    async def asn(self, instansi_id: str = BANDUNG, **perubahan: Any) -> ProfilASN:
        """ASN baru yang layak naik reguler pada periode terbuka, dengan arsip digitalnya."""
        periode = await self.periode()
        pokok, urut = uuid4(), next(_urut)
        skp = kinerja(**{f"t{tahun}": Predikat.BAIK for tahun in range(periode.year - 4, periode.year + 1)})
        isi = {"instansi_id": instansi_id, "skp": skp, "nip": f"199005172014032{urut:03d}"} | perubahan
        profil = _ber_id_sendiri(profil_contoh(id=pokok, **isi))
        async with self.pekerja.transaksi() as gudang:
            await gudang.muat.asn([profil])
            await gudang.muat.riwayat([profil], {})
        return profil

    async def konsep(self, profil: ProfilASN | None = None, operator: str = "operator.bandung") -> dict[str, Any]:
        orang = self.sebagai(operator)
        profil = profil or await self.asn(akun_bernama(operator).unit.removeprefix("instansi:"))
        periode = await self.periode()
        usulan: dict[str, Any] = await orang.kirim(
            "/usulan", jenis="101", asn_id=str(profil.id), periode=periode.isoformat()
        )
        return usulan

    async def konsep_lengkap(self, operator: str = "operator.bandung") -> dict[str, Any]:
        orang = self.sebagai(operator)
        usulan = await self.konsep(operator=operator)
        kelengkapan = await orang.baca(f"/usulan/{usulan['id']}/kelengkapan")
        dokumen = {
            satu["kode"]: (await self.unggah(orang, usulan["id"], satu["kode"]))["id"]
            for satu in kelengkapan["dokumen"]
            if satu["wajib"]
        }
        return _isi(await self.simpan(orang, usulan, dokumen=dokumen))

    async def simpan(self, orang: Orang, usulan: dict[str, Any], **perubahan: Any) -> httpx.Response:
        etag = {"If-Match": f'"{usulan["versi"]}"'}
        return await orang.minta("PATCH", f"/usulan/{usulan['id']}", json=perubahan, headers=etag)

    async def unggah(self, orang: Orang, usulan_id: str, kode: str, isi: bytes | None = None) -> dict[str, Any]:
        return _isi(await self.unggah_mentah(orang, usulan_id, kode, isi))

    async def unggah_mentah(self, orang: Orang, usulan_id: str, kode: str, isi: bytes | None = None) -> httpx.Response:
        return await orang.minta(
            "POST",
            f"/usulan/{usulan_id}/dokumen",
            params={"kode": kode, "nama": f"{kode}.pdf"},
            content=pdf_biasa() if isi is None else isi,
            headers={"Content-Type": "application/pdf"},
        )

    async def diajukan(self, operator: str = "operator.bandung") -> dict[str, Any]:
        usulan = await self.konsep_lengkap(operator)
        hasil = await self.sebagai(operator).kirim(f"/usulan/{usulan['id']}/ajukan")
        return hasil["usulan"]

    async def tugas(self, orang: Orang, usulan: dict[str, Any], langkah: str) -> dict[str, Any]:
        """Tunggu tugas langkah itu terbuka bagi orang ini."""

        async def cari() -> dict[str, Any] | None:
            halaman = await orang.baca("/tugas", cari=usulan["nomor"], langkah=langkah)
            return halaman["baris"][0] if halaman["baris"] else None

        baris = await tunggu(cari, f"tugas {langkah}")
        rinci: dict[str, Any] = await orang.baca(f"/tugas/{baris['id']}")
        return rinci

    async def putus(self, nama: str, usulan: dict[str, Any], langkah: str, jenis: str, **isi: Any) -> dict[str, Any]:
        orang = self.sebagai(nama)
        tugas = await self.tugas(orang, usulan, langkah)
        sidik = tugas["draf"]["sha256"] if tugas["draf"] else None
        return await orang.kirim(
            f"/tugas/{tugas['id']}/putusan", putusan_id=str(uuid4()), jenis=jenis, sidik_draf=sidik, **isi
        )

    async def sampai(self, usulan: dict[str, Any], langkah: str) -> None:
        """Jalankan langkah-langkah sebelum ``langkah``."""
        for nama, kode, jenis in TANGGA:
            if kode == langkah:
                return
            if jenis == "TTE":
                await self.tanda_tangani(nama, usulan, kode)
            else:
                await self.putus(nama, usulan, kode, jenis)

    async def selesai(self, usulan: dict[str, Any], pembaca: str = "operator.bandung") -> dict[str, Any]:
        """Tunggu usulan itu berakhir."""
        orang = self.sebagai(pembaca)

        async def akhir() -> dict[str, Any] | None:
            kini: dict[str, Any] = await orang.baca(f"/usulan/{usulan['id']}")
            return None if kini["terbuka"] else kini

        return await tunggu(akhir, "akhir usulan")

    async def tanda_tangani(
        self, nama: str, usulan: dict[str, Any], langkah: str, passphrase: str = ""
    ) -> dict[str, Any]:
        orang = self.sebagai(nama)
        tugas = await self.tugas(orang, usulan, langkah)
        sesi = await buka_sesi(orang, [tugas["id"]], passphrase)
        hasil = await orang.kirim(
            f"/sesi-tanda-tangan/{sesi['id']}/tanda-tangani",
            permintaan=[{"id": str(uuid4()), "tugas_id": tugas["id"]}],
        )
        satu: dict[str, Any] = hasil[0]
        return satu


TANGGA = (
    ("verifikator_instansi.bandung", "verifikasi_instansi", "MS"),
    ("approver_instansi.bandung", "persetujuan", "SETUJU"),
    ("verifikator_bkn.kanregiii", "validasi_bkn", "MS"),
    ("paraf_bkn.kanregiii", "paraf_pertek", "SETUJU"),
    ("penandatangan_bkn.kanregiii", "tte_pertek", "TTE"),
    ("paraf_instansi.bandung", "paraf_sk", "SETUJU"),
    ("penandatangan_instansi.bandung", "tte_sk", "TTE"),
)


async def buka_sesi(orang: Orang, tugas_ids: list[str], passphrase: str = "") -> dict[str, Any]:
    sesi: dict[str, Any] = await orang.kirim(
        "/sesi-tanda-tangan", jenis="passphrase", nilai=passphrase or PASSPHRASE, tugas_ids=tugas_ids
    )
    return sesi


async def tunggu(cari: Callable[[], Awaitable[H | None]], sebutan: str, batas: float = BATAS) -> H:
    sampai = asyncio.get_running_loop().time() + batas
    while (hasil := await cari()) is None:
        if asyncio.get_running_loop().time() > sampai:
            raise TimeoutError(f"tidak kunjung ada: {sebutan}")
        await asyncio.sleep(0.05)
    return hasil


def baris_akun(akun: Akun) -> tuple[Any, ...]:
    peran = [satu.value for satu in akun.peran]
    return akun.sub, akun.nama, akun.nip, akun.nik, akun.jabatan, None, peran, akun.unit, akun.surel


def masalah(jawaban: httpx.Response, status: int, jenis: str) -> dict[str, Any]:
    """Isi problem details, setelah status dan jenisnya dipastikan."""
    isi: dict[str, Any] = jawaban.json()
    assert (jawaban.status_code, isi.get("type")) == (status, f"/masalah/{jenis}"), jawaban.text
    assert isi["detail"]
    assert isi["tindakan"]
    return isi


def _isi(jawaban: httpx.Response) -> Any:
    assert jawaban.is_success, jawaban.text
    return jawaban.json()


def _ber_id_sendiri(profil: ProfilASN) -> ProfilASN:
    riwayat = ("golongan", "jabatan", "pendidikan", "skp", "angka_kredit", "ujian", "penugasan", "hukdis")
    return profil.model_copy(
        update={
            nama: tuple(r.model_copy(update={"id": uuid5(profil.id, str(r.id))}) for r in getattr(profil, nama))
            for nama in riwayat
        }
    )
