"""Kunci berkas: dokumen dasar riwayat terkunci sebelum profilnya ditulis, dan yang hampir habis diperpanjang."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from botocore.exceptions import ClientError
from temporalio.exceptions import ApplicationError

from activities.profil import Profil
from gudang import PabrikGudang
from gudang.dokumen import DokumenBaru
from luar.galat import PenyimpananTakTersedia
from luar.s3 import RETENSI, Objek, Penyimpanan, Ruang, klien_s3, penyimpanan_dari, status
from models.kegiatan import PerbaruiProfil
from models.layanan.kenaikan_pangkat import PERTEK_KP, SK_KP
from models.surat import SuratTerbit
from models.tersisih import Sapuan
from putaran.kunci_berkas import JELANG, PemanjangKunci
from sandbox.tumpukan import Tumpukan
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, KANREG, SURABAYA, diajukan
from tests.gudang.test_koreksi import terbit


@pytest.fixture
def dokumen(s3: Tumpukan) -> Penyimpanan:
    """Dengan kunci worker dokumen."""
    return penyimpanan_dari(s3.tempat.setelan("dokumen"))


def kunci_tersimpan(s3: Tumpukan, kunci: str, versi: str | None) -> datetime | None:
    setelan = s3.tempat.setelan("dokumen")
    letak = {"Bucket": setelan.s3_ember, "Key": kunci} | ({"VersionId": versi} if versi else {})
    try:
        retensi = klien_s3(setelan).get_object_retention(**letak).get("Retention", {})
    except ClientError as galat:
        assert status(galat) == 404  # noqa: PT017 - yang belum terkunci dijawab tidak ada
        return None
    return retensi.get("RetainUntilDate") if retensi.get("Mode") == "COMPLIANCE" else None


async def terlampir(s3: Tumpukan, api: PabrikGudang, usulan_id: UUID, url: str) -> tuple[UUID, Objek]:
    """Unggahan yang terlampir pada usulan itu, tersimpan di S3 sungguhan."""
    objek = await penyimpanan_dari(s3.tempat.setelan("api")).simpan(Ruang.DOKUMEN, b"%PDF-1.7 " + uuid4().bytes)
    baru = DokumenBaru(
        id=uuid4(),
        instansi_id=BANDUNG,
        usulan_id=usulan_id,
        kode="sk_kp_terakhir",
        nama_berkas="sk.pdf",
        kunci=objek.kunci,
        versi_berkas=objek.versi,
        sha256=objek.sha256,
        ukuran=objek.ukuran,
        tipe="application/pdf",
        sumber="unggah",
    )
    async with api.transaksi(DI_BANDUNG) as gudang:
        tersimpan = await gudang.dokumen.simpan(baru)
    with psycopg.connect(url.replace("+psycopg", "")) as sambungan:
        sambungan.execute(
            "UPDATE usulan SET dokumen = jsonb_build_object('sk_kp_terakhir', %s::text) WHERE id = %s",
            (str(tersimpan.id), usulan_id),
        )
    return tersimpan.id, objek


async def test_dokumen_dasar_riwayat_terkunci_bersama_profilnya(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str], s3: Tumpukan, dokumen: Penyimpanan
) -> None:
    isi = await diajukan(api)
    await terbit(pekerja, isi, PERTEK_KP, KANREG)
    sk = await terbit(pekerja, isi, SK_KP, DI_BANDUNG)
    dokumen_id, objek = await terlampir(s3, api, isi.usulan_id, basis_data["postgres"])
    assert kunci_tersimpan(s3, objek.kunci, objek.versi) is None
    for _ in range(2):
        await Profil(pekerja, dokumen).perbarui(PerbaruiProfil(usulan_id=isi.usulan_id, dasar=sk))
    sampai = kunci_tersimpan(s3, objek.kunci, objek.versi)
    assert sampai is not None
    assert sampai > datetime.now(UTC) + RETENSI - timedelta(minutes=5)
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        tercatat = sambungan.execute("SELECT terkunci_sampai FROM dokumen WHERE id = %s", (dokumen_id,)).fetchone()
    assert tercatat == (sampai,)
    setelan = s3.tempat.setelan("dokumen")
    with pytest.raises(ClientError, match="AccessDenied"):
        klien_s3(setelan).delete_object(Bucket=setelan.s3_ember, Key=objek.kunci, VersionId=objek.versi)


async def test_dokumen_yang_hilang_menahan_profilnya_dengan_obatnya(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str], s3: Tumpukan, dokumen: Penyimpanan
) -> None:
    isi = await diajukan(api)
    dokumen_id, _ = await terlampir(s3, api, isi.usulan_id, basis_data["postgres"])
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE dokumen SET kunci = 'dokumen/hilang.pdf' WHERE id = %s", (dokumen_id,))
    with pytest.raises(ApplicationError, match=r"dokumen/hilang\.pdf tidak ada di penyimpanan\. Pulihkan"):
        await Profil(pekerja, dokumen).perbarui(PerbaruiProfil(usulan_id=isi.usulan_id))


async def surat_berkunci_pendek(
    api: PabrikGudang, pekerja: PabrikGudang, s3: Tumpukan, url: str
) -> tuple[SuratTerbit, Objek]:
    """Surat terbit yang kuncinya habis sehari lagi."""
    setelan = s3.tempat.setelan("dokumen")
    singkat = Penyimpanan(klien_s3(setelan), setelan.s3_ember, retensi=timedelta(days=1))
    objek = await singkat.simpan(Ruang.TERBIT, b"%PDF-1.7 " + uuid4().bytes)
    sampai = await singkat.kunci(objek.kunci, objek.versi)
    surat = await terbit(pekerja, await diajukan(api), PERTEK_KP, KANREG)
    with psycopg.connect(url.replace("+psycopg", "")) as sambungan:
        # Surat contoh uji gudang tidak bersimpanan; arahkan kepada berkas sungguhan sebagai pemilik.
        sambungan.execute("SET session_replication_role = replica")
        sambungan.execute(
            "UPDATE surat SET kunci = %s, versi_berkas = %s, terkunci_sampai = %s WHERE id = %s",
            (objek.kunci, objek.versi, sampai, surat.surat_id),
        )
    return surat, objek


async def test_kunci_yang_hampir_habis_diperpanjang_sekali(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str], s3: Tumpukan
) -> None:
    surat, objek = await surat_berkunci_pendek(api, pekerja, s3, basis_data["postgres"])
    pemanjang = PemanjangKunci(pekerja, penyimpanan_dari(s3.tempat.setelan("putaran")))
    assert await pemanjang.sekumpulan() == 1
    sampai = kunci_tersimpan(s3, objek.kunci, objek.versi)
    assert sampai is not None
    assert sampai > datetime.now(UTC) + JELANG
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        tercatat = sambungan.execute("SELECT terkunci_sampai FROM surat WHERE id = %s", (surat.surat_id,)).fetchone()
    assert tercatat == (sampai,)
    assert await pemanjang.sekumpulan() == 0


async def test_berkas_yang_hilang_disisihkan_dan_tidak_menahan_yang_lain(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str], s3: Tumpukan
) -> None:
    _, objek = await surat_berkunci_pendek(api, pekerja, s3, basis_data["postgres"])
    dokumen_id, hilang = await terlampir(s3, api, (await diajukan(api, SURABAYA)).usulan_id, basis_data["postgres"])
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute(
            "UPDATE dokumen SET terkunci_sampai = now(), kunci = %s WHERE id = %s", (f"{hilang.kunci}x", dokumen_id)
        )
    pemanjang = PemanjangKunci(pekerja, penyimpanan_dari(s3.tempat.setelan("putaran")))
    assert await pemanjang.sekumpulan() == 2
    assert await pemanjang.sekumpulan() == 0
    sampai = kunci_tersimpan(s3, objek.kunci, objek.versi)
    assert sampai is not None
    assert sampai > datetime.now(UTC) + JELANG
    async with pekerja.transaksi() as gudang:
        (tersisih,) = await gudang.tersisih.daftar()
    assert (tersisih.sapuan, tersisih.pokok, tersisih.sebab) == (Sapuan.KUNCI_BERKAS, dokumen_id, "ObjekTidakAda")


async def test_penyimpanan_yang_mati_bukan_salah_berkasnya(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str], s3: Tumpukan
) -> None:
    await surat_berkunci_pendek(api, pekerja, s3, basis_data["postgres"])
    mati = s3.tempat.setelan("putaran").model_copy(update={"s3_alamat": "http://127.0.0.1:1"})
    with pytest.raises(PenyimpananTakTersedia):
        await PemanjangKunci(pekerja, penyimpanan_dari(mati)).sekumpulan()
    async with pekerja.transaksi() as gudang:
        assert await gudang.tersisih.daftar() == ()
