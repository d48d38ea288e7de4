"""Dokumen: unggahan bagi satu usulan dan unduhan; setiap pembukaan dokumen pribadi tercatat dalam jejak."""

from typing import Annotated, Any, Final, TypedDict
from uuid import UUID, uuid4

from fastapi import APIRouter, Path, Query, Request, Response

from api import boleh, pdf
from api.bekal import BekalAplikasi
from api.konsep import pastikan_menyusun
from api.masalah import PENOLAKAN_PDF, JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.nama_berkas import bersihkan_nama, kepala_nama
from api.siapa import Identitas, Petugas
from api.terlihat import instansi_asn, usulan_terlihat
from api.wujud import DokumenTerlampir
from gudang import Gudang
from gudang.dokumen import DataDokumen, DokumenBaru
from luar.s3 import Ruang
from models.layanan import nama_dokumen
from models.peristiwa import Dibaca

M = JenisMasalah
rute = APIRouter(
    tags=["Dokumen"],
    responses=dokumentasi(
        M.TOKEN_KOSONG,
        M.TOKEN_TIDAK_SAH,
        M.TERLARANG,
        M.TIDAK_DITEMUKAN,
        M.ISIAN_TIDAK_SAH,
        M.PENYIMPANAN_TIDAK_TERJANGKAU,
    ),
)
BADAN_PDF: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "Bita PDF, paling besar 25 MB.",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}
ISI_PDF: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
}


@rute.post(
    "/usulan/{usulan_id}/dokumen",
    status_code=201,
    summary="Unggah PDF bagi usulan",
    description="Menyimpan berkasnya saja. Lampirkan dengan `PATCH /usulan/{id}` (konsep) atau saat memperbaiki.",
    openapi_extra=BADAN_PDF,
    responses=dokumentasi(*PENOLAKAN_PDF),
)
async def unggah_dokumen(
    usulan_id: UUID,
    kode: Annotated[str, Query(description="Kode dokumen persyaratan.", examples=["sk_kp_terakhir"])],
    nama: Annotated[str, Query(description="Nama berkas aslinya.", min_length=1, max_length=200)],
    ia: Petugas,
    bekal: BekalAplikasi,
    request: Request,
) -> DokumenTerlampir:
    if kode not in nama_dokumen():
        salah = Kesalahan(bidang="kode", sebab="Kode dokumen ini tidak dikenal.", tindakan="Lihat /referensi/dokumen.")
        raise Masalah(M.ISIAN_TIDAK_SAH, "Kode dokumen tidak dikenal.", kesalahan=[salah])
    async with bekal.transaksi(ia) as gudang:
        usulan = await usulan_terlihat(gudang, ia, usulan_id)
    pastikan_menyusun(ia, usulan.layanan, usulan.jenis, usulan.instansi_id, usulan.asn_id)
    if not usulan.terbuka:
        raise Masalah(M.SUDAH_DIAJUKAN, "Usulan ini sudah berakhir.")
    panjang = request.headers.get("content-length", "")
    isi = await pdf.tampung(request.stream(), int(panjang) if panjang.isdecimal() else None)
    await bekal.pintu_pdf.dokumen(isi)
    objek = await bekal.penyimpanan.simpan(Ruang.DOKUMEN, isi)
    async with bekal.transaksi(ia) as gudang:
        tersimpan = await gudang.dokumen.simpan(
            DokumenBaru(
                id=uuid4(),
                instansi_id=usulan.instansi_id,
                usulan_id=usulan_id,
                kode=kode,
                nama_berkas=bersihkan_nama(nama),
                kunci=objek.kunci,
                versi_berkas=objek.versi,
                sha256=objek.sha256,
                ukuran=objek.ukuran,
                tipe="application/pdf",
                sumber="unggah",
                diunggah_oleh=ia.akun,
            )
        )
    return DokumenTerlampir.model_validate(tersimpan)


@rute.get("/dokumen/{dokumen_id}/berkas", summary="Buka dokumen", responses=ISI_PDF, response_class=Response)
async def buka_dokumen(dokumen_id: Annotated[UUID, Path()], ia: Petugas, bekal: BekalAplikasi) -> Response:
    async with bekal.transaksi(ia) as gudang:
        dokumen, pokok = await _dokumen_terlihat(gudang, ia, dokumen_id)
    isi = await bekal.penyimpanan.baca(dokumen.kunci, dokumen.versi_berkas)
    async with bekal.transaksi(ia) as gudang:
        dibaca = Dibaca(dokumen_id=dokumen.id, kode=dokumen.kode)
        await gudang.jejak.catat_baca(ia.pembaca(), dokumen.instansi_id, **pokok, dibaca=dibaca)
    return jawaban_pdf(isi, dokumen.nama_berkas, dokumen.sha256)


class PokokJejak(TypedDict, total=False):
    usulan_id: UUID
    asn_id: UUID


async def _dokumen_terlihat(gudang: Gudang, ia: Identitas, dokumen_id: UUID) -> tuple[DataDokumen, PokokJejak]:
    """Dokumen yang boleh dibukanya, dan pokok jejak pembacaannya.

    Konsep masih dapat dihapus sedangkan jejak tidak, jadi pembacaan unggahannya dicatat pada ASN-nya.
    """
    dokumen = await gudang.dokumen.baca(dokumen_id)
    if dokumen is None:
        raise boleh.tidak_ditemukan("dokumen")
    if dokumen.usulan_id is not None:
        usulan = await usulan_terlihat(gudang, ia, dokumen.usulan_id, sebutan="dokumen")
        diajukan = usulan.diajukan_pada is not None
        return dokumen, {"usulan_id": usulan.id} if diajukan else {"asn_id": usulan.asn_id}
    if dokumen.asn_id is None:
        raise boleh.tidak_ditemukan("dokumen")
    await instansi_asn(gudang, ia, dokumen.asn_id, sebutan="dokumen")
    return dokumen, {"asn_id": dokumen.asn_id}


def jawaban_pdf(isi: bytes, nama: str, sha256: str) -> Response:
    kepala = {"Content-Disposition": kepala_nama(nama), "ETag": f'"{sha256}"', "Cache-Control": "no-store"}
    return Response(isi, media_type="application/pdf", headers=kepala)
