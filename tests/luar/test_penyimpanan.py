"""Penyimpanan terhadap S3 sungguhan (SeaweedFS)."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from luar.ember import EmberTanpaKunci, siapkan_ember
from luar.hak_s3 import HAK, kebijakan
from luar.s3 import (
    RETENSI,
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
from sandbox.tumpukan.proses import AKAR


def isi_baru() -> bytes:
    return b"%PDF-1.7 " + uuid4().bytes


async def test_simpan_lalu_baca(penyimpanan: Penyimpanan) -> None:
    isi = isi_baru()
    objek = await penyimpanan.simpan(Ruang.DRAF, isi)
    assert objek.kunci == f"draf/{sha256(isi).hexdigest()}.pdf"
    assert objek.ukuran == len(isi)
    assert await penyimpanan.baca(objek.kunci) == isi


@pytest.fixture
def penyiapan(layanan: Tumpukan) -> Setelan:
    """Setelan dengan kunci penyiapan, yang melihat semua versi."""
    return layanan.tempat.setelan("penyiapan")


async def test_berkas_sama_tersimpan_sekali(penyimpanan: Penyimpanan, penyiapan: Setelan) -> None:
    isi = isi_baru()
    pertama, kedua = await penyimpanan.simpan(Ruang.DRAF, isi), await penyimpanan.simpan(Ruang.DRAF, isi)
    versi = klien_s3(penyiapan).list_object_versions(Bucket=penyiapan.s3_ember, Prefix=pertama.kunci)["Versions"]
    assert pertama == kedua
    assert [satu["VersionId"] for satu in versi] == [pertama.versi]


async def test_surat_terbit_terkunci_tanpa_dapat_dilepas_siapa_pun(
    penyimpanan: Penyimpanan, setelan: Setelan, penyiapan: Setelan
) -> None:
    isi = isi_baru()
    objek = await penyimpanan.simpan(Ruang.TERBIT, isi)
    pertama, kedua = [await penyimpanan.kunci(objek.kunci, objek.versi) for _ in range(2)]
    assert kedua >= pertama > datetime.now(UTC) + RETENSI - timedelta(minutes=1)
    assert await penyimpanan.simpan(Ruang.TERBIT, isi) == objek
    letak = {"Bucket": setelan.s3_ember, "Key": objek.kunci, "VersionId": objek.versi}
    kunci = klien_s3(setelan).get_object_retention(**letak)["Retention"]
    assert (kunci["Mode"], kunci["RetainUntilDate"]) == ("COMPLIANCE", kedua)
    for s3 in (klien_s3(setelan), klien_s3(penyiapan)):
        for istimewa in ({}, {"BypassGovernanceRetention": True}):
            assert ditolak(lambda s3=s3, i=istimewa: s3.delete_object(**letak, **i))
    assert await penyimpanan.baca(objek.kunci, objek.versi) == isi


async def test_kunci_tidak_dapat_dipendekkan_tetapi_dapat_diulang_worker_yang_jamnya_lambat(
    penyimpanan: Penyimpanan, setelan: Setelan
) -> None:
    objek = await penyimpanan.simpan(Ruang.TERBIT, isi_baru())
    sampai = await penyimpanan.kunci(objek.kunci, objek.versi)
    lambat = Penyimpanan(klien_s3(setelan), setelan.s3_ember, retensi=RETENSI - timedelta(minutes=5))
    assert await lambat.kunci(objek.kunci, objek.versi) == sampai
    letak = {"Bucket": setelan.s3_ember, "Key": objek.kunci, "VersionId": objek.versi}
    pendek = {"Mode": "COMPLIANCE", "RetainUntilDate": datetime.now(UTC) + timedelta(days=1)}
    longgar = {"Mode": "GOVERNANCE", "RetainUntilDate": sampai + timedelta(days=1)}
    for keliru in (pendek, longgar):
        assert ditolak(lambda k=keliru: klien_s3(setelan).put_object_retention(**letak, Retention=k))
        assert ditolak(
            lambda k=keliru: klien_s3(setelan).put_object_retention(
                **letak, Retention=k, BypassGovernanceRetention=True
            )
        )


async def test_yang_dibaca_versi_yang_terbit_walau_kuncinya_ditulisi_lagi(
    penyimpanan: Penyimpanan, setelan: Setelan
) -> None:
    isi = isi_baru()
    objek = await penyimpanan.simpan(Ruang.TERBIT, isi)
    klien_s3(setelan).put_object(Bucket=setelan.s3_ember, Key=objek.kunci, Body=b"%PDF-1.7 isi lain")
    with pytest.raises(ObjekRusak):
        await penyimpanan.baca(objek.kunci)
    assert await penyimpanan.baca(objek.kunci, objek.versi) == isi
    baru = await penyimpanan.simpan(Ruang.TERBIT, isi)
    assert baru.versi != objek.versi
    assert await penyimpanan.baca(baru.kunci) == isi
    with pytest.raises(ObjekTidakAda):
        await penyimpanan.baca(objek.kunci, "tidak-ada")


async def test_kunci_api_hanya_membaca_dan_menambah_dokumen(layanan: Tumpukan, penyimpanan: Penyimpanan) -> None:
    setelan = layanan.tempat.setelan("api")
    s3, api = klien_s3(setelan), penyimpanan_dari(setelan)
    isi = isi_baru()
    dokumen = await api.simpan(Ruang.DOKUMEN, isi)
    assert await api.simpan(Ruang.DOKUMEN, isi) == dokumen
    assert await api.baca(dokumen.kunci) == isi
    assert await api.sehat()
    surat = await penyimpanan.simpan(Ruang.TERBIT, isi)
    assert await api.baca(surat.kunci, surat.versi) == isi
    for objek in (dokumen, surat):
        letak = {"Bucket": setelan.s3_ember, "Key": objek.kunci}
        pasti = letak | {"VersionId": objek.versi}
        lama = {"Mode": "COMPLIANCE", "RetainUntilDate": datetime.now(UTC) + timedelta(days=1)}
        assert ditolak(lambda p=pasti: s3.delete_object(**p))
        assert ditolak(lambda p=pasti: s3.delete_object(**p, BypassGovernanceRetention=True))
        assert ditolak(lambda p=letak: s3.delete_object(**p))
        assert ditolak(lambda p=pasti, r=lama: s3.put_object_retention(**p, Retention=r))
        assert ditolak(lambda p=pasti: s3.put_object_legal_hold(**p, LegalHold={"Status": "ON"}))
        sekaligus = s3.delete_objects(Bucket=setelan.s3_ember, Delete={"Objects": [{"Key": objek.kunci}]})
        assert [satu["Code"] for satu in sekaligus["Errors"]] == ["AccessDenied"]
    assert ditolak(lambda: s3.put_object(Bucket=setelan.s3_ember, Key=surat.kunci, Body=b"lain"))


@pytest.mark.parametrize("pemegang", ["api", "dokumen", "putaran"])
async def test_kunci_aplikasi_tidak_mengurus_ember(layanan: Tumpukan, pemegang: str) -> None:
    setelan = layanan.tempat.setelan(pemegang)
    s3, ember = klien_s3(setelan), {"Bucket": setelan.s3_ember}
    longgar = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}
    daur = {"Rules": [{"ID": "x", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}]}
    assert ditolak(lambda: s3.delete_bucket(**ember))
    assert ditolak(lambda: s3.create_bucket(Bucket="lain"))
    assert ditolak(lambda: s3.put_bucket_versioning(**ember, VersioningConfiguration={"Status": "Suspended"}))
    assert ditolak(lambda: s3.put_object_lock_configuration(**ember, ObjectLockConfiguration=longgar))
    assert ditolak(lambda: s3.put_bucket_lifecycle_configuration(**ember, LifecycleConfiguration=daur))
    assert ditolak(lambda: s3.put_bucket_policy(**ember, Policy='{"Version": "2012-10-17", "Statement": []}'))


def test_kunci_penyiapan_tidak_menyentuh_isinya(penyiapan: Setelan) -> None:
    s3 = klien_s3(penyiapan)
    assert ditolak(lambda: s3.put_object(Bucket=penyiapan.s3_ember, Key="terbit/x.pdf", Body=b"x"))
    assert ditolak(lambda: s3.delete_bucket(Bucket=penyiapan.s3_ember))


def test_tanpa_kunci_disebut_setelan_yang_kurang(layanan: Tumpukan) -> None:
    with pytest.raises(ValueError, match="USULAN_S3_KUNCI dan USULAN_S3_RAHASIA wajib diisi"):
        klien_s3(layanan.tempat.setelan("manusia"))


def test_kebijakan_di_dokumen_sama_dengan_yang_diuji() -> None:
    isi = (AKAR / "docs" / "keamanan-s3.md").read_text(encoding="utf-8")
    tertulis = [json.loads(satu) for satu in re.findall(r"```json\n(.*?)```", isi, re.DOTALL)]
    assert tertulis == [kebijakan(pemegang, "usulan") for pemegang in HAK]


def ditolak(perintah: Callable[[], Any]) -> bool:
    """S3 menjawab AccessDenied."""
    with pytest.raises(ClientError) as galat:
        perintah()
    return galat.value.response["Error"]["Code"] == "AccessDenied"


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


async def test_ember_boleh_disiapkan_berulang(penyimpanan: Penyimpanan, penyiapan: Setelan) -> None:
    await siapkan_ember(penyiapan)
    versi = klien_s3(penyiapan).get_bucket_versioning(Bucket=penyiapan.s3_ember)
    assert versi["Status"] == "Enabled"
    assert await penyimpanan.sehat()


async def test_ember_tanpa_object_lock_ditolak(penyiapan: Setelan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Jawaban S3-nya disiapkan: kunci penyiapan sandbox hanya dapat membuat embernya sendiri, dan itu berkunci."""
    s3 = klien_s3(penyiapan)
    monkeypatch.setattr("luar.ember.klien_s3", lambda _: s3)
    with Stubber(s3) as jawaban:
        jawaban.add_client_error("create_bucket", "BucketAlreadyOwnedByYou", http_status_code=409)
        jawaban.add_response("put_bucket_versioning", {})
        jawaban.add_client_error(
            "get_object_lock_configuration", "ObjectLockConfigurationNotFoundError", http_status_code=404
        )
        with pytest.raises(EmberTanpaKunci, match="USULAN_S3_EMBER"):
            await siapkan_ember(penyiapan)


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
