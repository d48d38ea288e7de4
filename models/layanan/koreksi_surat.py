"""Koreksi surat kenaikan pangkat: perbaikan dan pembatalan pertek, perbaikan SK.

Diusulkan instansi, divalidasi BKN. Surat yang terbit tidak pernah ditulis ulang: surat koreksi bernomor sendiri, dan
surat asalnya diganti atau dicabut begitu surat koreksi itu terbit (UU 30/2014 Pasal 63, 64, dan 66).
"""

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from models.aturan.pijakan import yang_bertumpu
from models.definisi import (
    RIWAYAT_GOLONGAN,
    AsalKoreksi,
    Bahan,
    BedaIsian,
    DasarKeliru,
    Definisi,
    FaktaAkibat,
    Kejanggalan,
    Kewenangan,
    Naskah,
)
from models.koreksi import CaraBerakhir
from models.langkah import Tempat
from models.layanan import daftarkan
from models.layanan.kenaikan_pangkat import PRESIDEN
from models.naskah.koreksi import (
    DAPAT_DIPERBAIKI,
    IsianKoreksi,
    Perbaikan,
    PerbaikanDitolak,
    susun_pembatalan_pertek,
    susun_perbaikan_pertek,
    susun_perbaikan_sk,
    terapkan_perbaikan,
    tercetak,
)
from models.pemeriksaan import Pemeriksaan, Syarat, pemeriksaan
from models.peran import Peran
from models.perubahan import Aksi, BidangBerubah, Perubahan
from models.profil import ProfilASN
from models.referensi.dokumen import SyaratDokumen
from models.surat.koreksi import (
    PEMBATALAN_PERTEK_KP,
    PERBAIKAN_PERTEK_KP,
    PERBAIKAN_SK_KP,
    Alasan,
    IsiPembatalanPertekKP,
    IsiPerbaikanPertekKP,
    IsiPerbaikanSkKP,
)
from models.surat.kp import PERTEK_KP, SK_KP

KOREKSI_SURAT: Final = "KoreksiSurat"
PERBAIKAN_PERTEK: Final = "perbaikan_pertek"
PEMBATALAN_PERTEK: Final = "pembatalan_pertek"
PERBAIKAN_SK: Final = "perbaikan_sk"
INSTANSI: Final = "instansi"
BKN: Final = "bkn"

_SASARAN: Final = {
    PERBAIKAN_PERTEK: (PERTEK_KP, PERBAIKAN_PERTEK_KP),
    PEMBATALAN_PERTEK: (PERTEK_KP, PERBAIKAN_PERTEK_KP),
    PERBAIKAN_SK: (SK_KP, PERBAIKAN_SK_KP),
}
"""Jenis koreksi → jenis surat yang dapat dikoreksinya; hasil perbaikan dapat diperbaiki lagi."""
_HASIL: Final = {
    PERBAIKAN_PERTEK: PERBAIKAN_PERTEK_KP,
    PEMBATALAN_PERTEK: PEMBATALAN_PERTEK_KP,
    PERBAIKAN_SK: PERBAIKAN_SK_KP,
}
"""Jenis koreksi → surat yang terbit darinya."""
_DASAR_HUKUM: Final = {
    PERBAIKAN_PERTEK: "UU 30/2014 Pasal 63",
    PEMBATALAN_PERTEK: "UU 30/2014 Pasal 66",
    PERBAIKAN_SK: "UU 30/2014 Pasal 63",
}
_ISIAN_RIWAYAT: Final = {
    "baru.tmt": "tmt",
    "baru.masa_kerja.tahun": "masa_kerja_tahun",
    "baru.masa_kerja.bulan": "masa_kerja_bulan",
    "baru.gaji_pokok": "gaji_pokok",
}
"""Bidang tercetak pada SK → isian riwayat golongan yang ditetapkannya."""


class IsianPembatalan(BaseModel):
    model_config = ConfigDict(extra="forbid")

    surat_id: UUID = Field(description="Surat yang dikoreksi")
    alasan: Alasan = Field(description="Alasan koreksi; tercetak pada surat koreksinya")


class IsianPerbaikan(IsianPembatalan):
    perbaikan: tuple[Perbaikan, ...] = Field(
        min_length=1, description="Yang diperbaiki: bidang, nilai seperti tercetak (lama), dan nilai yang benar (baru)"
    )


class DefinisiKoreksiSurat(Definisi):
    """Satu koreksi terbuka tiap ASN: surat-surat seorang ASN saling mengutip [k]."""

    kode = KOREKSI_SURAT
    nama = "Koreksi surat"
    awalan_nomor = "KS"
    rute_tempat = MappingProxyType(
        {INSTANSI: frozenset({Tempat.VALIDASI, Tempat.PENETAP}), BKN: frozenset({Tempat.VALIDASI})}
    )
    jenis = MappingProxyType(
        {
            PERBAIKAN_PERTEK: "Perbaikan pertimbangan teknis",
            PEMBATALAN_PERTEK: "Pembatalan pertimbangan teknis",
            PERBAIKAN_SK: "Perbaikan surat keputusan",
        }
    )
    nama_dokumen = MappingProxyType(
        {
            "dasar_koreksi": "Dokumen yang membuktikan data yang benar",
            "usul_pembatalan": "Surat usul pembatalan dari pejabat pembina kepegawaian",
        }
    )
    naskah = (
        Naskah(
            jenis=PERBAIKAN_PERTEK_KP,
            nama="Perbaikan pertimbangan teknis kenaikan pangkat",
            penandatangan=Peran.PENANDATANGAN_BKN,
            bentuk_nomor="PT-{urut:06d}/{penerbit}/KP-P/{tahun}",
            isi=IsiPerbaikanPertekKP,
            susun=susun_perbaikan_pertek,
            kolektif=True,
            mengakhiri=CaraBerakhir.DIGANTI,
        ),
        Naskah(
            jenis=PEMBATALAN_PERTEK_KP,
            nama="Pembatalan pertimbangan teknis kenaikan pangkat",
            penandatangan=Peran.PENANDATANGAN_BKN,
            bentuk_nomor="PT-{urut:06d}/{penerbit}/KP-B/{tahun}",
            isi=IsiPembatalanPertekKP,
            susun=susun_pembatalan_pertek,
            kolektif=True,
            mengakhiri=CaraBerakhir.DICABUT,
        ),
        Naskah(
            jenis=PERBAIKAN_SK_KP,
            nama="Perbaikan keputusan kenaikan pangkat",
            penandatangan=Peran.PENANDATANGAN_INSTANSI,
            bentuk_nomor="800.1.3.2/P-{urut}/{tahun}",
            isi=IsiPerbaikanSkKP,
            susun=susun_perbaikan_sk,
            kolektif=True,
            mengakhiri=CaraBerakhir.DIGANTI,
            kode_arsip="sk_kp_terakhir",
        ),
    )

    def surat(self, jenis: str, rute: str) -> tuple[Naskah, ...]:
        return tuple(satu for satu in self.naskah if satu.jenis == _HASIL[jenis])

    def formulir(self, jenis: str) -> type[BaseModel]:
        return IsianPembatalan if jenis == PEMBATALAN_PERTEK else IsianPerbaikan

    def baku(self, bahan: Bahan) -> dict[str, Any]:
        """Nilai kosong ikut dibekukan: bidang yang tidak tercetak dapat diisi, dan sebaliknya."""
        return self.formulir(bahan.jenis).model_validate(bahan.isi).model_dump(mode="json")

    def kejanggalan(self, bahan: Bahan, profil: ProfilASN) -> tuple[Kejanggalan, ...]:
        if bahan.asal is None:
            if "surat_id" not in bahan.isi:
                return ()
            return (Kejanggalan("surat_id", "Surat itu tidak ada.", "Pilih salah satu surat terbit usulannya."),)
        if bahan.jenis == PEMBATALAN_PERTEK or bahan.asal.surat.jenis not in _SASARAN[bahan.jenis]:
            return ()
        try:
            isian = IsianKoreksi.model_validate(bahan.isi)
            terapkan_perbaikan(bahan.asal.surat.isi, profil.nip, isian.perbaikan)
        except PerbaikanDitolak as ditolak:
            return (Kejanggalan(*_tunjuk(isian, ditolak), tindakan="Cocokkan dengan surat yang dikoreksi."),)
        except ValidationError:
            return ()
        return ()

    def perbandingan(self, bahan: Bahan, profil: ProfilASN) -> tuple[BedaIsian, ...]:
        """Tiap bidang yang tercetak dan dapat diperbaiki, yang diperbaiki lebih dahulu."""
        if bahan.asal is None or bahan.jenis == PEMBATALAN_PERTEK:
            return ()
        try:
            isian = {satu.bidang: satu for satu in IsianKoreksi.model_validate(bahan.isi).perbaikan}
        except ValidationError:
            isian = {}
        try:
            semua = tercetak(bahan.asal.surat.isi, profil.nip)
        except (PerbaikanDitolak, ValidationError):
            return ()
        return tuple(
            BedaIsian(
                bidang=bidang,
                nama=DAPAT_DIPERBAIKI[bidang],
                lama=isian[bidang].lama if bidang in isian else kini,
                kini=kini,
                baru=isian[bidang].baru if bidang in isian else kini,
                berubah=bidang in isian and isian[bidang].lama != kini,
            )
            for bidang, kini in sorted(semua.items(), key=lambda satu: satu[0] not in isian)
        )

    def periksa(self, bahan: Bahan, profil: ProfilASN) -> Pemeriksaan:
        return pemeriksaan(*_syarat(bahan, profil))

    def dokumen(self, bahan: Bahan, profil: ProfilASN) -> tuple[SyaratDokumen, ...]:
        """Tidak ada sumber yang merincinya [k]."""
        kode = ("usul_pembatalan", "dasar_koreksi") if bahan.jenis == PEMBATALAN_PERTEK else ("dasar_koreksi",)
        return tuple(map(self.diminta, kode))

    def rute_dan_unit(self, bahan: Bahan, profil: ProfilASN) -> Kewenangan | None:
        """Unit yang sama dengan usulan asalnya; hanya SK yang melewati penetapnya."""
        if bahan.asal is None:
            return None
        rute = INSTANSI if bahan.jenis == PERBAIKAN_SK else BKN
        if not self.rute_tempat[rute] <= bahan.asal.unit.keys():
            return None
        return Kewenangan(rute=rute, unit={satu: bahan.asal.unit[satu] for satu in self.rute_tempat[rute]})

    def kunci(self, bahan: Bahan) -> frozenset[str]:
        """Suratnya sendiri; dan riwayat golongannya, bila koreksi ini mengubahnya.

        Usulan asal yang masih berjalan belum melahirkan riwayat, jadi pembatalannya tidak menyentuh apa pun di profil.
        """
        kunci = {f"surat.{bahan.isi['surat_id']}"} if "surat_id" in bahan.isi else set()
        if bahan.asal is not None and not bahan.asal.terbuka and bahan.jenis != PERBAIKAN_PERTEK:
            kunci.add(RIWAYAT_GOLONGAN)
        return frozenset(kunci)

    def akibat(self, fakta: FaktaAkibat) -> tuple[Perubahan, ...]:
        """Riwayat golongan mengikuti SK perbaikannya; nilai lamanya yang tercetak pada SK yang diperbaiki."""
        sk = fakta.surat
        if not isinstance(sk, IsiPerbaikanSkKP):
            raise DasarKeliru("Dasar perubahan profil harus SK perbaikan milik usulan ini.")
        lama = next((r for r in fakta.profil.golongan if r.nomor_sk == sk.diperbaiki.nomor), None)
        if lama is None:
            raise DasarKeliru(
                f"Riwayat golongan dengan SK nomor {sk.diperbaiki.nomor} tidak ada pada profil; pulihkan lewat "
                "peremajaan data, lalu ulangi."
            )
        bidang = [
            BidangBerubah(nama=_ISIAN_RIWAYAT[satu.bidang], lama=satu.lama, baru=satu.baru)
            for satu in IsianKoreksi.model_validate(fakta.isi).perbaikan
            if satu.bidang in _ISIAN_RIWAYAT
        ]
        rujukan = {
            "nomor_sk": (sk.diperbaiki.nomor, sk.nomor),
            "tanggal_sk": (sk.diperbaiki.tanggal.isoformat(), sk.tanggal.isoformat()),
            "nomor_pertek": (lama.nomor_pertek, sk.pertek.nomor),
            "tanggal_pertek": (
                lama.tanggal_pertek.isoformat() if lama.tanggal_pertek else None,
                sk.pertek.tanggal.isoformat(),
            ),
        }
        bidang += [
            BidangBerubah(nama=nama, lama=semula, baru=baru)
            for nama, (semula, baru) in rujukan.items()
            if semula != baru
        ]
        return (Perubahan(riwayat="golongan", rekam_id=lama.id, aksi=Aksi.UBAH, bidang=tuple(bidang)),)


def _syarat(bahan: Bahan, profil: ProfilASN) -> Iterator[Syarat]:
    """Syarat surat yang dikoreksi, satu per satu; tanpa suratnya tidak ada lagi yang dapat diperiksa."""
    asal = bahan.asal
    sebutan = f"surat nomor {asal.surat.rujukan.nomor}" if asal else ""

    def syarat(kode: str, nama: str, terpenuhi: bool, kurang: str) -> Syarat:
        alasan = sebutan if terpenuhi else f"{sebutan} {kurang}".strip()
        dasar = _DASAR_HUKUM[bahan.jenis]
        return Syarat(kode=kode, nama=nama, terpenuhi=terpenuhi, alasan=alasan, dasar_hukum=dasar)

    if asal is None:
        yield syarat("surat_asal", "Surat yang dikoreksi", False, "belum dipilih, atau tidak ada di instansi ini")
        return
    yield syarat("milik_asn", "Surat ASN ini sendiri", asal.asn_id == profil.id, "milik ASN lain")
    yield syarat(
        "milik_instansi",
        "Diusulkan instansi pengusul suratnya",
        asal.instansi_id == bahan.instansi_id,
        "lahir dari usul instansi lain",
    )
    jenis = asal.surat.jenis
    yield syarat("jenis_surat", "Jenis surat sesuai koreksinya", jenis in _SASARAN[bahan.jenis], f"berjenis {jenis}")
    yield syarat("masih_berlaku", "Surat masih berlaku", asal.berlaku, "belum terbit, sudah diganti, atau dicabut")
    yield syarat("perorangan", "Surat bagi satu orang", _banyak(asal) == 1, f"memuat {_banyak(asal)} ASN")
    if bahan.jenis != PERBAIKAN_PERTEK:
        kurang = f"menjadi pijakan usulan {asal.usulan_lain} yang sedang berjalan; selesaikan atau tarik itu dulu"
        yield syarat("bukan_pijakan", "Tidak ada usulan di atasnya", asal.usulan_lain is None, kurang)
    if bahan.jenis == PERBAIKAN_SK:
        yield syarat("usulan_selesai", "Usulan asalnya selesai", not asal.terbuka, "usulannya masih berjalan")
    if bahan.jenis == PEMBATALAN_PERTEK:
        tmt = _tmt(asal)
        di_atas = yang_bertumpu(profil, date.fromisoformat(str(tmt))) if tmt and asal.asn_id == profil.id else None
        kurang = f"menjadi pijakan {di_atas}; koreksi yang itu dulu"
        yield syarat("pangkat_terakhir", "Belum ada riwayat di atas pangkatnya", di_atas is None, kurang)
        presiden = asal.rute == PRESIDEN and not asal.terbuka
        kurang = "sudah menjadi Keputusan Presiden; pencabutannya lewat Sekretariat Negara"
        yield syarat("bukan_keputusan_presiden", "Belum ditetapkan Presiden", not presiden, kurang)


def _tmt(asal: AsalKoreksi) -> JsonValue:
    """TMT pangkat yang ditetapkan surat itu."""
    asn = asal.surat.isi.get("asn")
    for baris in asn if isinstance(asn, list) else []:
        baru = baris.get("baru") if isinstance(baris, dict) else None
        if isinstance(baru, dict):
            return baru.get("tmt")
    return None


def _banyak(asal: AsalKoreksi) -> int:
    asn = asal.surat.isi.get("asn")
    return len(asn) if isinstance(asn, list) else 0


def _tunjuk(isian: IsianKoreksi, ditolak: PerbaikanDitolak) -> tuple[str, str]:
    """Isian formulir yang ditolak (``perbaikan.0``), dan sebabnya."""
    for ke, satu in enumerate(isian.perbaikan):
        if satu.bidang == ditolak.bidang:
            return f"perbaikan.{ke}", str(ditolak)
    return ("surat_id" if ditolak.bidang == "surat_id" else "perbaikan"), str(ditolak)


daftarkan(DefinisiKoreksiSurat())
