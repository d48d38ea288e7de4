"""Usulan yang menunggu Keputusan Presiden, bagi cerita dan rekaman riwayat."""

from datetime import date
from uuid import UUID, uuid4

from models.definisi import Bahan
from models.keputusan import KeputusanMasuk, Pelaku
from models.langkah import bekukan
from models.layanan import cari
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.peran import BKN_PUSAT, SETNEG, Peran
from models.profil import ProfilASN
from models.referensi import JenisKP, Jenjang
from models.setneg import Beda
from models.usulan import Berkas
from tests.cerita.dunia import INSTANSI, Dunia, berkas, orang
from tests.hukum.aturan.contoh import fungsional, gol, profil_contoh
from workflows.layanan.kenaikan_pangkat import KenaikanPangkat

TUNGGU, KELIRU = "keputusan_presiden", "keputusan_keliru"
PENGIRIM = Pelaku(akun="mesin-setneg", peran=Peran.SETNEG, unit=SETNEG)
PETUGAS = orang(Peran.VERIFIKATOR_BKN, unit=BKN_PUSAT)
BEDA = (Beda(isian="golongan baru", diharapkan="IV/c", diterima="IV/d"),)


def ahli(jenjang: Jenjang, golongan: str) -> ProfilASN:
    return profil_contoh(
        instansi_id=INSTANSI,
        golongan=(gol(golongan, date(2023, 10, 1), 24),),
        jabatan=(fungsional(jenjang, date(2023, 10, 1)),),
    )


def berkas_presiden(profil: ProfilASN | None = None) -> Berkas:
    """Bakunya seorang ahli madya IV/b. Kewenangannya menurut aturan, bukan menurut cerita."""
    profil = profil or ahli(Jenjang.MADYA, "IV/b")
    bahan = Bahan(
        usulan_id=uuid4(),
        layanan=KENAIKAN_PANGKAT,
        jenis=JenisKP.FUNGSIONAL,
        instansi_id=INSTANSI,
        periode=date(2026, 12, 1),
        isi={},
        dokumen={},
    )
    kewenangan = cari(KENAIKAN_PANGKAT).kewenangan(bahan, profil)
    assert kewenangan is not None
    return berkas(langkah=bekukan(KenaikanPangkat.langkah, kewenangan.unit)).model_copy(
        update={"rute": kewenangan.rute, "jenis": bahan.jenis}
    )


async def sampai_menunggu(d: Dunia) -> None:
    await d.sampai_pertek()
    await d.terbitkan("pertek")
    await d.tunggu(TUNGGU)


async def datang(d: Dunia, baris_id: UUID, pengirim: Pelaku = PENGIRIM) -> None:
    masuk = KeputusanMasuk(baris_id=baris_id, pelaku=pengirim)
    await d.alur.execute_update("terima_keputusan", masuk, id=str(baris_id))
