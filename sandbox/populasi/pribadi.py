"""Data pribadi dan keluarga seorang penduduk, dengan kekosongan dan kekeliruan sebanyak yang lazim dijumpai."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from models.lipatan import PRIBADI
from models.profil import ProfilASN
from models.referensi.tanggal import tambah_tahun
from models.riwayat.pribadi import HubunganKeluarga, RiwayatKeluarga, RiwayatPribadi
from sandbox.populasi.nama import JenisKelamin, nama_orang
from sandbox.populasi.tempat import Tempat

NIK_KOSONG, NIK_BELUM_VALID = 0.01, 0.04
SUREL_KOSONG, SUREL_KELIRU, HP_KOSONG = 0.04, 0.02, 0.03
_PINDAH_ALAMAT: Final = 0.12
_MENIKAH: Final = 0.82
_KODE_WILAYAH: Final = {"Jakarta": "3171", "Bandung": "3273", "Garut": "3205", "Bogor": "3271", "Surabaya": "3578"}
_JALAN: Final = (
    "Cihampelas", "Dago", "Siliwangi", "Ahmad Yani", "Merdeka", "Pahlawan", "Cimanuk", "Pajajaran", "Diponegoro",
    "Mawar", "Kenanga", "Anggrek", "Raya Timur", "Setiabudi",
)  # fmt: skip
_AGAMA: Final = (("1", 87), ("2", 7), ("3", 3), ("4", 2), ("5", 1))
_NILAI_TETAP: Final = ("nama", "nip", "tempat_lahir", "tanggal_lahir", "jenis_kelamin")


@dataclass(frozen=True)
class Pendata:
    """Mengisi data pribadi pemilik ``profil``; ``nomor`` urutannya di seluruh sandbox."""

    profil: ProfilASN
    tempat: Tempat
    nomor: int
    acak: Random
    pada: date

    def id(self, jenis: str, ke: object) -> UUID:
        return uuid5(self.profil.id, f"{jenis}:{ke}")

    def riwayat(self) -> dict[str, tuple[Any, ...]]:
        menikah = self._hari_menikah()
        pribadi = tuple(r for r in self._pribadi(menikah) if r.sejak <= self.pada)
        return {"pribadi": pribadi, "keluarga": tuple(self._keluarga(menikah))}

    def _pribadi(self, menikah: date | None) -> Iterator[RiwayatPribadi]:
        """Sejak lahir, sejak diangkat, lalu yang berubah sesudahnya."""
        p, kebetulan = self.profil, self.acak.random
        bernik = kebetulan() >= NIK_KOSONG
        yield self._baris(
            "lahir",
            p.tanggal_lahir,
            **{isian: getattr(p, isian) for isian in _NILAI_TETAP},
            agama=self.acak.choices(*zip(*_AGAMA, strict=True))[0],
            nik=self._nik() if bernik else None,
            nik_valid=bernik and kebetulan() >= NIK_BELUM_VALID,
        )
        yield self._baris(
            "diangkat",
            p.tmt_cpns,
            alamat=self._alamat(),
            status_kawin="1" if menikah and menikah <= p.tmt_cpns else "4",
            nomor_hp=self._nomor_hp() if kebetulan() >= HP_KOSONG else None,
            email=self._surel(),
            email_dinas=f"{self._nama_surel()}@{self.tempat.instansi.slug}.contoh.id" if kebetulan() < 0.5 else None,
            npwp="".join(self.acak.choices("0123456789", k=15)),
            bpjs=f"000{self.acak.randint(10**9, 10**10 - 1)}",
        )
        if menikah and menikah > p.tmt_cpns:
            yield self._baris("menikah", menikah, status_kawin="1")
        if kebetulan() < _PINDAH_ALAMAT:
            yield self._baris("pindah", self._antara(p.tmt_cpns, self.pada), alamat=self._alamat())

    def _baris(self, ke: str, sejak: date, **isi: Any) -> RiwayatPribadi:
        tercatat = {isian: nilai for isian, nilai in isi.items() if isian in PRIBADI and nilai is not None}
        return RiwayatPribadi(id=self.id("pribadi", ke), sejak=sejak, **tercatat)

    def _nik(self) -> str:
        """Kode wilayah, tanggal lahir (hari ditambah 40 bagi perempuan), dan nomor urut."""
        lahir, perempuan = self.profil.tanggal_lahir, self.profil.jenis_kelamin == "P"
        hari = lahir.day + 40 * perempuan
        wilayah = _KODE_WILAYAH.get(self.profil.tempat_lahir, "3204")
        return f"{wilayah}{self.nomor % 30 + 1:02d}{hari:02d}{lahir:%m%y}{self.nomor:04d}"

    def _alamat(self) -> str:
        jalan, rukun = self.acak.choice(_JALAN), self.acak.randint(1, 15)
        return (
            f"Jalan {jalan} No. {self.acak.randint(1, 250)} RT {rukun:02d} RW {rukun % 9 + 1:02d}, {self.tempat.kota}"
        )

    def _nomor_hp(self) -> str:
        return f"08{self.acak.choice(('12', '13', '21', '52', '57', '78', '95'))}{self.acak.randint(10**7, 10**8 - 1)}"

    def _surel(self) -> str | None:
        kebetulan = self.acak.random()
        if kebetulan < SUREL_KOSONG:
            return None
        nama = self._nama_surel()
        return nama if kebetulan < SUREL_KOSONG + SUREL_KELIRU else f"{nama}@contoh.id"

    def _nama_surel(self) -> str:
        return f"{'.'.join(self.profil.nama.lower().split())}{self.nomor}"

    def _hari_menikah(self) -> date | None:
        if self.acak.random() >= _MENIKAH:
            return None
        hari = tambah_tahun(self.profil.tanggal_lahir, self.acak.randint(23, 33)) + timedelta(self.acak.randint(0, 364))
        return hari if hari <= self.pada else None

    def _keluarga(self, menikah: date | None) -> Iterator[RiwayatKeluarga]:
        lahir = self.profil.tanggal_lahir
        orang_tua: tuple[tuple[HubunganKeluarga, JenisKelamin], ...] = (
            (HubunganKeluarga.AYAH, "L"),
            (HubunganKeluarga.IBU, "P"),
        )
        for hubungan, kelamin in orang_tua:
            yield self._anggota(hubungan, hubungan, lahir, kelamin, tambah_tahun(lahir, -self.acak.randint(21, 36)))
        if menikah is None:
            return
        pasangan: JenisKelamin = "P" if self.profil.jenis_kelamin == "L" else "L"
        lahir_pasangan = tambah_tahun(lahir, self.acak.randint(-4, 4))
        yield self._anggota(HubunganKeluarga.PASANGAN, 1, menikah, pasangan, lahir_pasangan, tertanggung=True)
        anak = menikah
        for ke in range(1, self.acak.randint(0, 3) + 1):
            anak += timedelta(days=self.acak.randint(330, 1500))
            if anak <= self.pada:
                tertanggung = ke <= 2 and tambah_tahun(anak, 21) > self.pada
                kelamin = self.acak.choice(("L", "P"))
                yield self._anggota(HubunganKeluarga.ANAK, ke, anak, kelamin, anak, tertanggung=tertanggung)

    def _anggota(
        self,
        hubungan: HubunganKeluarga,
        ke: object,
        sejak: date,
        kelamin: JenisKelamin,
        lahir: date,
        *,
        tertanggung: bool = False,
    ) -> RiwayatKeluarga:
        berakta = hubungan in (HubunganKeluarga.PASANGAN, HubunganKeluarga.ANAK)
        return RiwayatKeluarga(
            id=self.id(f"keluarga:{hubungan}", ke),
            hubungan=hubungan,
            nama=nama_orang(self.acak, kelamin),
            sejak=sejak,
            jenis_kelamin=kelamin,
            tempat_lahir=self.tempat.kota,
            tanggal_lahir=lahir,
            nomor_akta=f"{self.acak.randint(100, 9999)}/{sejak.year}" if berakta else "",
            tertanggung=tertanggung,
        )

    def _antara(self, dari: date, sampai: date) -> date:
        return dari + timedelta(days=self.acak.randint(0, max((sampai - dari).days, 0)))
