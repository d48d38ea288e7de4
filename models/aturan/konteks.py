"""Yang dilihat satu syarat kenaikan pangkat, dan bentuk sebuah syarat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from models.aturan.hasil import MasukanKP
from models.pemeriksaan import Syarat
from models.profil import (
    JenisPenugasan,
    ProfilASN,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatPendidikan,
    RiwayatPenugasan,
)
from models.referensi import Golongan, JenisKP


@dataclass(frozen=True)
class Konteks:
    """Satu orang, satu jenis, satu periode. Golongannya sudah pasti tercatat."""

    profil: ProfilASN
    jenis: JenisKP
    periode: date
    masukan: MasukanKP
    golongan: RiwayatGolongan
    """Golongan terakhir."""
    tujuan: Golongan | None
    """Golongan tujuan; kosong bila ijazahnya tidak memberi golongan yang lebih tinggi (203, 205)."""

    @property
    def naik_ke(self) -> Golongan:
        """Golongan tujuan bagi jenis yang naik setingkat, yang tujuannya selalu ada."""
        if self.tujuan is None:
            raise ValueError(f"jenis {self.jenis} tidak punya golongan tujuan; syarat ini bagi yang naik setingkat")
        return self.tujuan

    @property
    def jabatan(self) -> RiwayatJabatan | None:
        """Jabatan pada periode itu."""
        return self.profil.jabatan_pada(self.periode)

    @property
    def tmt_pangkat(self) -> date:
        """Sejak kapan pangkat terakhir dipegang; baris sepangkat yang berurutan (mis. penyesuaian) dihitung satu."""
        tmt = self.golongan.tmt
        for riwayat in sorted(self.profil.golongan, key=lambda r: r.tmt, reverse=True):
            if riwayat.golongan is not self.golongan.golongan:
                break
            tmt = riwayat.tmt
        return tmt

    @property
    def tmt_jabatan(self) -> date | None:
        """Sejak kapan jabatan sejenis, seeselon, dan sejenjang diduduki; pindah unor tidak memutusnya [k]."""
        sekarang, tmt = self.jabatan, None
        lampau = (r for r in self.profil.jabatan if r.tmt <= self.periode)
        for riwayat in sorted(lampau, key=lambda r: r.tmt, reverse=True):
            if sekarang is None or _tingkat_jabatan(riwayat) != _tingkat_jabatan(sekarang):
                break
            tmt = riwayat.tmt
        return tmt

    @property
    def pendidikan(self) -> RiwayatPendidikan | None:
        """Ijazah yang dipakai: pilihan operator, atau yang tertinggi yang sudah lulus pada periode itu."""
        if self.masukan.pendidikan_id is None:
            lulus = tuple(r for r in self.profil.pendidikan if r.hari_lulus <= self.periode)
            return self.profil.model_copy(update={"pendidikan": lulus}).pendidikan_tertinggi
        for riwayat in self.profil.pendidikan:
            if riwayat.id == self.masukan.pendidikan_id:
                return riwayat
        raise ValueError("pendidikan_id: ijazah itu tidak ada di riwayat pendidikan; pilih salah satu riwayatnya")

    def penugasan(self, *jenis: JenisPenugasan) -> tuple[RiwayatPenugasan, ...]:
        """Penugasan sejenis itu, yang terakhir mulai lebih dahulu."""
        sejenis = (r for r in self.profil.penugasan if r.jenis in jenis)
        return tuple(sorted(sejenis, key=lambda r: r.mulai, reverse=True))


PemeriksaSyarat = Callable[[Konteks], Syarat]


def _tingkat_jabatan(jabatan: RiwayatJabatan) -> tuple[object, ...]:
    return jabatan.jenis, jabatan.eselon, jabatan.jenjang
