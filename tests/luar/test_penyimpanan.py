"""Penyimpanan terhadap S3 sungguhan (SeaweedFS)."""

from base64 import b64encode
from hashlib import sha256
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from luar.s3 import (
    EmberTanpaKunci,
    ObjekRusak,
    ObjekTidakAda,
    Penyimpanan,
    PenyimpananTakTersedia,
    Ruang,
    klien_s3,
    penyimpanan_dari,
)
from luar.setelan import Setelan
from sandbox.tumpukan import Tumpukan


def isi_baru() -> bytes:
    return b"%PDF-1.7 " + uuid4().bytes


async def test_simpan_lalu_baca(penyimpanan: Penyimpanan) -> None:
    isi = isi_baru()
    objek = await penyimpanan.simpan(Ruang.DRAF, isi)
    assert objek.kunci == f"draf/{sha256(isi).hexdigest()}.pdf"
    assert objek.ukuran == len(isi)
    assert await penyimpanan.baca(objek.kunci) == isi


async def test_berkas_sama_tersimpan_sekali(penyimpanan: Penyimpanan, setelan: Setelan) -> None:
    isi = isi_baru()
    pertama, kedua = await penyimpanan.simpan(Ruang.DOKUMEN, isi), await penyimpanan.simpan(Ruang.DOKUMEN, isi)
    versi = klien_s3(setelan).list_object_versions(Bucket=setelan.s3_ember, Prefix=pertama.kunci)["Versions"]
    assert pertama == kedua
    assert len(versi) == 1


async def test_surat_terbit_tidak_dapat_dihapus_atau_ditulis_ulang(penyimpanan: Penyimpanan, setelan: Setelan) -> None:
    isi = isi_baru()
    objek = await penyimpanan.simpan(Ruang.TERBIT, isi)
    for _ in range(2):
        await penyimpanan.kunci(objek.kunci)
    assert await penyimpanan.simpan(Ruang.TERBIT, isi) == objek
    s3, letak = klien_s3(setelan), {"Bucket": setelan.s3_ember, "Key": objek.kunci}
    (versi,) = s3.list_object_versions(Bucket=setelan.s3_ember, Prefix=objek.kunci)["Versions"]
    assert s3.get_object_retention(**letak)["Retention"]["Mode"] == "GOVERNANCE"
    with pytest.raises(ClientError) as galat:
        s3.delete_object(**letak, VersionId=versi["VersionId"])
    assert galat.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert await penyimpanan.baca(objek.kunci) == isi


async def test_s3_menolak_bita_yang_tidak_cocok_dengan_sha256(penyimpanan: Penyimpanan, setelan: Setelan) -> None:
    kunci = f"draf/{uuid4()}.pdf"
    with pytest.raises(ClientError) as galat:
        klien_s3(setelan).put_object(
            Bucket=setelan.s3_ember,
            Key=kunci,
            Body=b"bita yang rusak di jalan",
            ChecksumSHA256=b64encode(sha256(b"bita asli").digest()).decode(),
        )
    assert galat.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    with pytest.raises(ObjekTidakAda, match=kunci):
        await penyimpanan.baca(kunci)


async def test_isi_yang_tidak_cocok_dengan_kuncinya_tidak_dipakai(penyimpanan: Penyimpanan, setelan: Setelan) -> None:
    kunci = f"terbit/{sha256(uuid4().bytes).hexdigest()}.pdf"
    klien_s3(setelan).put_object(Bucket=setelan.s3_ember, Key=kunci, Body=b"%PDF-1.7 isi lain")
    with pytest.raises(ObjekRusak, match="SHA-256"):
        await penyimpanan.baca(kunci)


async def test_ember_boleh_disiapkan_berulang(penyimpanan: Penyimpanan, setelan: Setelan) -> None:
    await penyimpanan.siapkan_ember()
    s3 = klien_s3(setelan)
    assert s3.get_bucket_versioning(Bucket=setelan.s3_ember)["Status"] == "Enabled"
    assert await penyimpanan.sehat()


async def test_ember_tanpa_object_lock_ditolak(setelan: Setelan) -> None:
    ember = f"tanpa-kunci-{uuid4()}"
    klien_s3(setelan).create_bucket(Bucket=ember)
    with pytest.raises(EmberTanpaKunci, match="USULAN_S3_EMBER"):
        await penyimpanan_dari(setelan.model_copy(update={"s3_ember": ember})).siapkan_ember()


async def test_sandi_s3_salah_disebut_dengan_sebabnya(setelan: Setelan) -> None:
    keliru = penyimpanan_dari(setelan.model_copy(update={"s3_kunci": "keliru"}))
    with pytest.raises(PenyimpananTakTersedia, match=r"InvalidAccessKeyId|AccessDenied"):
        await keliru.simpan(Ruang.DRAF, isi_baru())
    assert not await keliru.sehat()


async def test_s3_mati_lalu_hidup_lagi(penyimpanan: Penyimpanan, layanan: Tumpukan) -> None:
    isi = isi_baru()
    objek = await penyimpanan.simpan(Ruang.TERBIT, isi)
    async with layanan.padam("s3"):
        assert not await penyimpanan.sehat()
        with pytest.raises(PenyimpananTakTersedia, match="EndpointConnectionError"):
            await penyimpanan.simpan(Ruang.DRAF, isi_baru())
        with pytest.raises(PenyimpananTakTersedia):
            await penyimpanan.baca(objek.kunci)
    assert await penyimpanan.baca(objek.kunci) == isi
