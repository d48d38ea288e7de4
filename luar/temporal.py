"""Satu-satunya cara menyambung ke Temporal: namespace, atribut pencarian, dan sandi muatan.

Semua muatan, termasuk pesan kegagalan, disandi AES-256-GCM. Id alur, atribut pencarian, dan nama antrean tidak
pernah disandi, jadi tak boleh memuat NIP, NIK, nama, atau surel.
"""

import os
import re
import zlib
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Self
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload
from temporalio.client import (
    Client,
    Interceptor,
    OutboundInterceptor,
    StartWorkflowUpdateInput,
    StartWorkflowUpdateWithStartInput,
    UpdateWithStartUpdateWorkflowInput,
    WorkflowQueryFailedError,
    WorkflowQueryRejectedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateHandle,
)
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import (
    ActivitySerializationContext,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
    WorkflowSerializationContext,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.runtime import Runtime
from temporalio.service import RPCError, RPCStatusCode, TLSConfig

from luar.setelan import Setelan
from models.galat import JenisGalat
from models.keputusan import KeputusanMasuk, Perintah
from models.mesin import ANTREAN_MANUSIA, BANYAK_TERCATAT, INSTANSI, LAYANAN, id_alur
from models.pesan import Cap
from models.usulan import Berkas

_PENYANDIAN = b"binary/aes256gcm"
_PENYANDIAN_PADAT = b"binary/zlib+aes256gcm"
_DIPADATKAN = 512
"""Bita; di bawah ini pemadatan tidak menghemat apa-apa."""
_PANJANG_NONCE = 12
_DITOLAK: Final = Payload(metadata={"encoding": b"binary/tak-dapat-dibuka"})
"""Pengganti muatan yang bukan dari kita: gagal dibaca penerimanya saja, jadi alurnya tidak ikut macet."""
_SAAT_JADWAL: Final = re.compile(r"-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
"""Dibubuhkan Temporal pada id alur sebuah jadwal; isi jadwal dan hasil jalannya yang lalu disandi tanpa itu."""


class KunciMuatanTidakDikenal(Exception):
    """Muatan disandi dengan kunci yang tidak ada pada gelang kunci (``USULAN_KUNCI_MUATAN``)."""


class SandiMuatan(PayloadCodec, WithSerializationContext):
    """AES-256-GCM dengan gelang kunci: kunci pertama menyandi, semua kunci dapat membuka.

    Muatan terikat pada namespace dan id alurnya: yang disadap dari satu usulan tidak terbuka pada usulan lain. Yang
    tidak kita sandi tidak dibaca: siapa pun yang mencapai porta Temporal dapat mengirimnya. Yang panjang dipadatkan
    dahulu: JSON yang sudah tersandi tidak dapat dipadatkan lagi oleh siapa pun.
    """

    def __init__(self, gelang: Mapping[str, bytes], milik: str = "") -> None:
        self._gelang = {id_kunci: AESGCM(kunci) for id_kunci, kunci in gelang.items()}
        self._aktif = next(iter(gelang))
        self._milik = milik
        """Namespace dan id alur pemilik muatannya."""

    def with_context(self, context: SerializationContext) -> Self:
        if not isinstance(context, WorkflowSerializationContext | ActivitySerializationContext):
            return self
        terikat = copy(self)
        alur = _SAAT_JADWAL.sub("", context.workflow_id or "")
        terikat._milik = f"{context.namespace}/{alur}"
        return terikat

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._sandi(muatan) for muatan in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._buka(muatan) for muatan in payloads]

    def _sandi(self, muatan: Payload) -> Payload:
        nonce = os.urandom(_PANJANG_NONCE)
        polos = muatan.SerializeToString()
        penyandian = _PENYANDIAN_PADAT if len(polos) > _DIPADATKAN else _PENYANDIAN
        if penyandian == _PENYANDIAN_PADAT:
            polos = zlib.compress(polos)
        isi = self._gelang[self._aktif].encrypt(nonce, polos, self._keterangan(self._aktif))
        return Payload(metadata={"encoding": penyandian, "kunci": self._aktif.encode()}, data=nonce + isi)

    def _buka(self, muatan: Payload) -> Payload:
        penyandian = muatan.metadata.get("encoding")
        if penyandian not in (_PENYANDIAN, _PENYANDIAN_PADAT):
            return _DITOLAK
        id_kunci = muatan.metadata["kunci"].decode()
        if id_kunci not in self._gelang:
            raise KunciMuatanTidakDikenal(f"Kunci muatan {id_kunci!r} tidak ada pada gelang kunci.")
        nonce, isi = muatan.data[:_PANJANG_NONCE], muatan.data[_PANJANG_NONCE:]
        try:
            polos = self._gelang[id_kunci].decrypt(nonce, isi, self._keterangan(id_kunci))
        except (InvalidTag, ValueError):  # ValueError: lebih pendek dari nonce
            return _DITOLAK
        return Payload.FromString(zlib.decompress(polos) if penyandian == _PENYANDIAN_PADAT else polos)

    def _keterangan(self, id_kunci: str) -> bytes:
        """Data terautentikasi yang tidak ikut tersimpan."""
        return f"{id_kunci}\0{self._milik}".encode()


def pengubah_data(gelang: Mapping[str, bytes]) -> DataConverter:
    """Pengubah data yang sama untuk worker, API, dan pemutar ulang riwayat."""
    return replace(
        pydantic_data_converter,
        payload_codec=SandiMuatan(gelang),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )


class PembubuhCap(Interceptor):
    """Membubuhkan cap pada tiap perintah yang dikirim klien ini; lihat ``workflows.penjaga``."""

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:
        return _Pembubuh(next)


class _Pembubuh(OutboundInterceptor):
    async def start_workflow_update(self, input: StartWorkflowUpdateInput) -> WorkflowUpdateHandle[Any]:
        _bubuhi(input)
        return await super().start_workflow_update(input)

    async def start_update_with_start_workflow(
        self, input: StartWorkflowUpdateWithStartInput
    ) -> WorkflowUpdateHandle[Any]:
        _bubuhi(input.update_workflow_input)
        return await super().start_update_with_start_workflow(input)


def _bubuhi(input: StartWorkflowUpdateInput | UpdateWithStartUpdateWorkflowInput) -> None:
    input.update_id = input.update_id or str(uuid4())
    cap = Cap(nama=input.update, id=input.update_id)
    input.args = [satu.model_copy(update={"cap": cap}) if isinstance(satu, Perintah) else satu for satu in input.args]


def _tls(setelan: Setelan) -> TLSConfig | bool:
    def isi(berkas: Path | None) -> bytes | None:
        return berkas.read_bytes() if berkas else None

    return setelan.temporal_tls and TLSConfig(
        server_root_ca_cert=isi(setelan.temporal_akar),
        client_cert=isi(setelan.temporal_sertifikat),
        client_private_key=isi(setelan.temporal_kunci),
    )


async def sambung(
    setelan: Setelan,
    *,
    namespace: str | None = None,
    interceptors: Sequence[Interceptor] = (),
    runtime: Runtime | None = None,
    lazy: bool = False,
) -> Client:
    kunci_api = setelan.temporal_kunci_api.get_secret_value() if setelan.temporal_kunci_api else None
    return await Client.connect(
        setelan.temporal_alamat,
        namespace=namespace or setelan.temporal_namespace,
        tls=_tls(setelan),
        api_key=kunci_api,
        data_converter=pengubah_data(setelan.gelang_kunci),
        interceptors=[*interceptors, PembubuhCap()],
        runtime=runtime,
        lazy=lazy,
    )


class PerintahDitolak(Exception):
    """Usulan menolak sebuah perintah; pesannya bagi orangnya."""

    def __init__(self, jenis: JenisGalat, pesan: str) -> None:
        super().__init__(pesan)
        self.jenis = jenis


_GANGGUAN = {RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.RESOURCE_EXHAUSTED}


def mesin_terganggu(galat: BaseException) -> bool:
    """Temporal sedang tidak melayani siapa pun; selain itu permintaan ini sendiri yang keliru."""
    return isinstance(galat, RPCError) and galat.status in _GANGGUAN


async def antarkan_keputusan(klien: Client, usulan_id: UUID, masuk: KeputusanMasuk, id_perintah: UUID) -> None:
    """Kirim keputusan dari luar kepada usulan; id yang sama dijawab sama. ``PerintahDitolak`` bila ditolak."""
    alur = klien.get_workflow_handle(id_alur(usulan_id))
    try:
        await alur.execute_update("terima_keputusan", masuk, id=str(id_perintah), rpc_timeout=timedelta(seconds=10))
    except WorkflowUpdateFailedError as galat:
        sebab = galat.cause
        if isinstance(sebab, ApplicationError) and sebab.type in set(JenisGalat):
            raise PerintahDitolak(JenisGalat(sebab.type), sebab.message) from galat
        raise
    except RPCError as galat:
        if galat.status is not RPCStatusCode.NOT_FOUND:
            raise
        raise PerintahDitolak(JenisGalat.SUDAH_BERAKHIR, "Usulan ini sudah berakhir.") from galat


class AlurTidakDikenal(Exception):
    """Temporal tidak menyimpan alur usulan itu."""


class AlurSudahTutup(Exception):
    """Alur usulan itu berakhir di Temporal."""


async def sebab_hilang(klien: Client, usulan_id: UUID) -> AlurTidakDikenal | AlurSudahTutup | None:
    """Mengapa alur usulan itu tidak berjalan; kosong bila berjalan. ``RPCError`` bila Temporal terganggu."""
    try:
        alur = await klien.get_workflow_handle(id_alur(usulan_id)).describe(rpc_timeout=timedelta(seconds=10))
    except RPCError as galat:
        if galat.status is not RPCStatusCode.NOT_FOUND:
            raise
        return AlurTidakDikenal()
    return None if alur.close_time is None else AlurSudahTutup()


async def banyak_tercatat(klien: Client, usulan_id: UUID) -> int | None:
    """Peristiwa yang menurut alurnya sudah tercatat; kosong bila alurnya tidak dapat menjawab sekarang."""
    try:
        banyak: int = await klien.get_workflow_handle(id_alur(usulan_id)).query(
            BANYAK_TERCATAT, result_type=int, rpc_timeout=timedelta(seconds=10)
        )
    except (RPCError, WorkflowQueryFailedError, WorkflowQueryRejectedError):
        return None
    return banyak


async def mulai_usulan(klien: Client, berkas: Berkas) -> None:
    """Mulai alur sebuah usulan yang sudah diajukan; yang sudah berjalan atau sudah berakhir dibiarkan."""
    try:
        await klien.start_workflow(
            berkas.layanan,
            berkas,
            id=id_alur(berkas.usulan_id),
            task_queue=ANTREAN_MANUSIA,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            search_attributes=TypedSearchAttributes(
                [
                    SearchAttributePair(LAYANAN, berkas.layanan),
                    SearchAttributePair(INSTANSI, berkas.instansi_id),
                ]
            ),
            rpc_timeout=timedelta(seconds=10),
        )
    except WorkflowAlreadyStartedError:
        return
