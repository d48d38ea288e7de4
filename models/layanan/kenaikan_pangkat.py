"""Kenaikan pangkat: isian, syarat, dokumen, kewenangan, dan suratnya (PP 99/2000 jo. PP 12/2002; Perban BKN 4/2025)."""

from types import MappingProxyType
from typing import Final
from uuid import uuid5

from pydantic import BaseModel, ValidationError

from models.aturan.hasil import HasilPemeriksaan, MasukanKP
from models.aturan.kewenangan import kewenangan_kp
from models.aturan.kp import golongan_tujuan, periksa
from models.definisi import (
    RIWAYAT_GOLONGAN,
    Bahan,
    DasarKeliru,
    Definisi,
    FaktaAkibat,
    Kejanggalan,
    Kewenangan,
    Naskah,
    SuratDiterima,
)
from models.langkah import Tempat
from models.layanan import daftarkan
from models.naskah import keputusan_presiden
from models.naskah.kp import susun_pertek, susun_sk
from models.peran import BKN_PUSAT, Peran
from models.perubahan import Perubahan, tambah
from models.profil import ProfilASN, RiwayatGolongan
from models.referensi import Golongan, JenisJabatan, JenisKP, dokumen_kp, tabel
from models.referensi.dokumen import SyaratDokumen
from models.surat.keputusan_presiden import KEPUTUSAN_PRESIDEN_KP, IsiKeputusanPresiden
from models.surat.kp import PERTEK_KP, SK_KP, BarisKP, IsiPertekKP, IsiSkKP

KENAIKAN_PANGKAT: Final = "KenaikanPangkat"
PPK: Final = "ppk"
PRESIDEN: Final = "presiden"
"""Golongan IV/c ke atas dan JF ahli utama: ditetapkan Presiden, keputusannya datang lewat Setneg."""


class DefinisiKenaikanPangkat(Definisi):
    kode = KENAIKAN_PANGKAT
    nama = "Kenaikan pangkat"
    awalan_nomor = "KP"
    jenis = tabel("kenaikan_pangkat")
    berperiode = True
    rute_tempat = MappingProxyType(
        {
            PPK: frozenset({Tempat.VALIDASI, Tempat.PENETAP}),
            PRESIDEN: frozenset({Tempat.VALIDASI, Tempat.PENERIMA}),
        }
    )
    bawaan = True
    diprediksi = True
    naskah = (
        Naskah(
            jenis=PERTEK_KP,
            nama="Pertimbangan teknis kenaikan pangkat",
            penandatangan=Peran.PENANDATANGAN_BKN,
            bentuk_nomor="PT-{urut:06d}/{penerbit}/KP/{tahun}",
            isi=IsiPertekKP,
            susun=susun_pertek,
            versi=2,
            kolektif=True,
        ),
        Naskah(
            jenis=SK_KP,
            nama="Keputusan kenaikan pangkat",
            penandatangan=Peran.PENANDATANGAN_INSTANSI,
            bentuk_nomor="800.1.3.2/{urut}/{tahun}",
            isi=IsiSkKP,
            susun=susun_sk,
            versi=2,
            kolektif=True,
            kode_arsip="sk_kp_terakhir",
        ),
    )

    diterima = (
        SuratDiterima(
            jenis=KEPUTUSAN_PRESIDEN_KP,
            nama="Keputusan Presiden tentang kenaikan pangkat",
            isi=IsiKeputusanPresiden,
            dasar=PERTEK_KP,
            bandingkan=keputusan_presiden.bandingkan,
            susun=keputusan_presiden.susun,
            kode_arsip="sk_kp_terakhir",
        ),
    )

    def surat(self, jenis: str, rute: str) -> tuple[Naskah, ...]:
        return tuple(satu for satu in self.naskah if satu.jenis != SK_KP or rute == PPK)

    def formulir(self, jenis: str) -> type[BaseModel]:
        return MasukanKP

    def kejanggalan(self, bahan: Bahan, profil: ProfilASN) -> tuple[Kejanggalan, ...]:
        pilihan = bahan.isi.get("pendidikan_id")
        if pilihan is None or any(str(satu.id) == str(pilihan) for satu in profil.pendidikan):
            return ()
        sebab = "Ijazah itu tidak ada di riwayat pendidikan."
        return (Kejanggalan("pendidikan_id", sebab, "Pilih salah satu riwayatnya."),)

    def periksa(self, bahan: Bahan, profil: ProfilASN) -> HasilPemeriksaan:
        return periksa(profil, JenisKP(bahan.jenis), bahan.periode, self._masukan(bahan, profil))

    def dokumen(self, bahan: Bahan, profil: ProfilASN) -> tuple[SyaratDokumen, ...]:
        tujuan = self._tujuan(bahan, profil)
        if tujuan is None:
            return ()
        jabatan = profil.jabatan_pada(bahan.periode)
        jenis_jabatan, jenjang = (jabatan.jenis, jabatan.jenjang) if jabatan else (JenisJabatan.PELAKSANA, None)
        return dokumen_kp(JenisKP(bahan.jenis), tujuan, jenis_jabatan, jenjang)

    def rute_dan_unit(self, bahan: Bahan, profil: ProfilASN) -> Kewenangan | None:
        tujuan = self._tujuan(bahan, profil)
        if tujuan is None:
            return None
        jabatan = profil.jabatan_pada(bahan.periode)
        hasil = kewenangan_kp(bahan.instansi_id, tujuan, jabatan.jenjang if jabatan else None)
        penetapan = {Tempat.PENERIMA: BKN_PUSAT} if hasil.penetap == PRESIDEN else {Tempat.PENETAP: hasil.unit_sk}
        return Kewenangan(rute=hasil.penetap, unit={Tempat.VALIDASI: hasil.unit_validasi, **penetapan})

    def kunci(self, bahan: Bahan) -> frozenset[str]:
        """Golongan dan NIP-nya tercetak pada suratnya dan menjadi dasar kenaikannya."""
        return frozenset({RIWAYAT_GOLONGAN, "pribadi.nip"})

    def akibat(self, fakta: FaktaAkibat) -> tuple[Perubahan, ...]:
        """Riwayat golongan seperti tercetak pada keputusannya: dasar hukumnya surat, bukan hitungan ulang."""
        sk = fakta.surat
        if not isinstance(sk, IsiSkKP | IsiKeputusanPresiden):
            raise DasarKeliru("Dasar perubahan profil harus keputusan kenaikan pangkat milik usulan ini.")
        baru = _baris(sk, fakta.profil.nip).baru
        riwayat = RiwayatGolongan(
            id=uuid5(fakta.usulan_id, "riwayat_golongan"),
            golongan=baru.golongan,
            tmt=baru.tmt,
            masa_kerja_tahun=baru.masa_kerja.tahun,
            masa_kerja_bulan=baru.masa_kerja.bulan,
            jenis_kp=JenisKP(fakta.jenis),
            nomor_sk=sk.nomor,
            tanggal_sk=sk.tanggal,
            nomor_pertek=sk.pertek.nomor,
            tanggal_pertek=sk.pertek.tanggal,
            gaji_pokok=baru.gaji_pokok,
        )
        return (tambah("golongan", riwayat),)

    def _tujuan(self, bahan: Bahan, profil: ProfilASN) -> Golongan | None:
        return golongan_tujuan(profil, JenisKP(bahan.jenis), bahan.periode, self._masukan(bahan, profil))

    def _masukan(self, bahan: Bahan, profil: ProfilASN) -> MasukanKP:
        if self.kejanggalan(bahan, profil):
            return MasukanKP()
        try:
            return MasukanKP.model_validate(bahan.isi)
        except ValidationError:
            return MasukanKP()


def _baris(sk: IsiSkKP | IsiKeputusanPresiden, nip: str) -> BarisKP:
    """Baris ASN ini dalam SK, yang boleh memuat banyak orang."""
    for baris in sk.asn:
        if baris.nip == nip:
            return baris
    raise DasarKeliru("NIP ASN usulan ini tidak ada dalam SK-nya; periksa apakah NIP-nya berubah sejak SK disusun.")


daftarkan(DefinisiKenaikanPangkat())
