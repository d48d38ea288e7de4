"""Keputusan dari luar: disimpan apa adanya, dicocokkan baris demi baris, lalu menjadi surat usulan."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Select, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.buku import GudangBuku
from gudang.dokumen import GudangDokumen
from gudang.galat import TidakDitemukan
from gudang.koreksi import keluarga_surat
from gudang.surat import rujukan
from models import layanan
from models.keputusan import Pelaku
from models.peran import SETNEG, Peran
from models.setneg import ArsipKeputusan, BarisKeputusan, Beda, DataKeputusan, KeadaanBaris
from models.surat import IsiSurat, IsiTersimpan, SuratRujukan, SuratTerbit, TahapSurat
from models.tabel import TabelAsn, TabelSurat, TabelUsulan
from models.tabel import TabelBarisKeputusan as _B
from models.tabel import TabelKeputusanMasuk as _K


@dataclass(frozen=True)
class DataBaris:
    """Seorang dalam sebuah keputusan, dan sampai di mana ia dicocokkan."""

    id: UUID
    keputusan_id: UUID
    urut: int
    isi: BarisKeputusan
    usulan_id: UUID | None
    usulan_nomor: str | None
    keadaan: str
    """``KeadaanBaris``."""
    sebab: str
    beda: tuple[Beda, ...]
    ke: int
    """Pengantaran keberapa."""
    percobaan: int


@dataclass(frozen=True)
class DataKeputusanMasuk:
    id: UUID
    jenis: str
    nomor: str
    tanggal: date
    sha256: str
    ukuran: int
    kunci: str
    akun: str
    peran: str
    unit: str
    diterima: datetime
    arsip: ArsipKeputusan | None
    baris: tuple[DataBaris, ...] = ()

    @property
    def pengirim(self) -> Pelaku:
        return Pelaku(akun=self.akun, peran=Peran(self.peran), unit=self.unit)


@dataclass(frozen=True)
class HalamanKeputusan:
    baris: tuple[DataKeputusanMasuk, ...]
    berikut: tuple[datetime, UUID] | None


@dataclass(frozen=True)
class DasarKeputusan:
    """Surat kita yang dirujuk keputusannya."""

    instansi_id: str
    isi: IsiSurat
    rujukan: SuratRujukan


class GudangKeputusanMasuk:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    # ── Penerimaan ────────────────────────────────────────────────────────────────────────────────────────────────

    async def simpan(self, data: DataKeputusan, *, sha256: str, ukuran: int, kunci: str, pengirim: Pelaku) -> UUID:
        """Simpan keputusan dan barisnya; kiriman ulang berkas yang sama menjawab id yang pertama."""
        keputusan_id: UUID | None = await self._sesi.scalar(
            insert(_K)
            .values(
                id=uuid4(),
                jenis=data.jenis,
                nomor=data.nomor,
                tanggal=data.tanggal,
                sha256=sha256,
                ukuran=ukuran,
                kunci=kunci,
                akun=pengirim.akun,
                peran=pengirim.peran.value,
                unit=pengirim.unit,
            )
            .on_conflict_do_nothing(index_elements=["sha256"])
            .returning(_K.id)
        )
        if keputusan_id is None:
            hasil = await self._sesi.execute(select(_K.id).where(_K.sha256 == sha256))
            return hasil.scalar_one()
        await self._sesi.execute(
            insert(_B),
            [
                {
                    "id": uuid5(keputusan_id, str(urut)),
                    "keputusan_id": keputusan_id,
                    "urut": urut,
                    "isi": satu.model_dump(mode="json", exclude_none=True),
                }
                for urut, satu in enumerate(data.baris)
            ],
        )
        return keputusan_id

    async def baca(self, keputusan_id: UUID) -> DataKeputusanMasuk | None:
        hasil = await self._daftar(select(_K).where(_K.id == keputusan_id))
        return hasil[0] if hasil else None

    async def daftar(
        self, cocok: bool | None, *, sesudah: tuple[datetime, UUID] | None = None, batas: int = 50
    ) -> HalamanKeputusan:
        """Yang terakhir diterima lebih dahulu. ``cocok=False``: yang sedikitnya satu barisnya perlu diurus petugas."""
        perintah = select(_K)
        if cocok is not None:
            perlu = select(_B.id).where(_B.keputusan_id == _K.id, _B.sebab != "").exists()
            perintah = perintah.where(~perlu if cocok else perlu)
        if sesudah is not None:
            perintah = perintah.where(tuple_(_K.diterima, _K.id) < sesudah)
        hasil = await self._daftar(perintah.order_by(_K.diterima.desc(), _K.id.desc()).limit(batas + 1))
        berikut = (hasil[batas - 1].diterima, hasil[batas - 1].id) if len(hasil) > batas else None
        return HalamanKeputusan(hasil[:batas], berikut)

    async def cocokkan(self, baris_id: UUID, usulan_id: UUID | None) -> None:
        """Antarkan sekali lagi, kepada usulan yang ditunjuk atau yang dicari lagi. Yang sudah berlaku tidak berubah."""
        tertulis = await self._sesi.scalar(
            update(_B)
            .where(_B.id == baris_id, _B.keadaan.in_((KeadaanBaris.BARU, KeadaanBaris.KELIRU, KeadaanBaris.TAK_COCOK)))
            .values(
                usulan_id=usulan_id,
                keadaan=KeadaanBaris.BARU,
                sebab="",
                beda=[],
                ke=_B.ke + 1,
                percobaan=0,
                coba_lagi_pada=func.now(),
            )
            .returning(_B.id)
        )
        if tertulis is None:
            raise TidakDitemukan("baris keputusan yang masih dapat dicocokkan")

    async def _daftar(self, perintah: Select[_K]) -> tuple[DataKeputusanMasuk, ...]:
        semua = list(await self._sesi.scalars(perintah))
        baris = await self._sesi.execute(
            select(_B, TabelUsulan.nomor)
            .outerjoin(TabelUsulan, TabelUsulan.id == _B.usulan_id)
            .where(_B.keputusan_id.in_([satu.id for satu in semua]))
            .order_by(_B.urut)
        )
        menurut_keputusan: dict[UUID, list[DataBaris]] = defaultdict(list)
        for satu, nomor in baris:
            menurut_keputusan[satu.keputusan_id].append(_baris(satu, nomor))
        return tuple(_keputusan(satu, menurut_keputusan[satu.id]) for satu in semua)

    # ── Pengantaran ───────────────────────────────────────────────────────────────────────────────────────────────

    async def antre(self, batas: int) -> tuple[tuple[DataKeputusanMasuk, DataBaris], ...]:
        """Baris yang waktunya diantar, yang paling lama menunggu lebih dahulu; keputusannya tanpa baris lain."""
        perintah = _pasangan().where(_B.keadaan == KeadaanBaris.BARU, _B.coba_lagi_pada <= func.now())
        hasil = await self._sesi.execute(perintah.order_by(_B.coba_lagi_pada, _B.urut).limit(batas))
        return tuple((_keputusan(k), _baris(b, nomor)) for k, b, nomor in hasil)

    async def cari_usulan(self, jenis: str, baris: BarisKeputusan) -> tuple[UUID, ...]:
        """Usulan pemilik nomor pertek itu; bila tidak ada, usulan terbuka ASN itu yang menunggu keputusan luar."""
        if (diterima := layanan.diterima(jenis)) is None:
            return ()
        pertek = select(TabelSurat.usulan_id).where(
            TabelSurat.nomor == baris.nomor_pertek, TabelSurat.jenis == diterima.dasar
        )
        menunggu = (
            select(TabelUsulan.id)
            .join(TabelAsn, TabelAsn.id == TabelUsulan.asn_id)
            .where(
                TabelAsn.nip == baris.nip,
                TabelUsulan.terbuka,
                TabelUsulan.berkas["langkah"].contains([{"keputusan_luar": True}]),
            )
        )
        for perintah in (pertek, menunggu):
            if hasil := tuple(await self._sesi.scalars(perintah.distinct())):
                return hasil
        return ()

    async def diantar(self, baris: DataBaris, usulan_id: UUID) -> None:
        """Usulannya sudah menerimanya. Pemeriksaannya mungkin sudah selesai lebih dahulu."""
        await self._ubah(baris, usulan_id=usulan_id, keadaan=KeadaanBaris.DIANTAR, sebab="")

    async def tunda(self, baris: DataBaris, usulan_id: UUID | None, sebab: str, jeda: timedelta) -> None:
        """Usulannya belum dapat menerima; dicoba lagi sesudah ``jeda``."""
        await self._ubah(
            baris, usulan_id=usulan_id, sebab=sebab, percobaan=_B.percobaan + 1, coba_lagi_pada=func.now() + jeda
        )

    async def tak_cocok(self, baris: DataBaris, sebab: str, usulan_id: UUID | None = None) -> None:
        await self._ubah(baris, usulan_id=usulan_id, keadaan=KeadaanBaris.TAK_COCOK, sebab=sebab)

    async def _ubah(self, baris: DataBaris, **nilai: Any) -> None:
        """Hanya selama pengantaran yang sama masih menunggu: pengantar lain atau petugas mungkin mendahului."""
        syarat = (_B.id == baris.id, _B.keadaan == KeadaanBaris.BARU, _B.ke == baris.ke)
        await self._sesi.execute(update(_B).where(*syarat).values(**nilai))

    # ── Pemeriksaan ───────────────────────────────────────────────────────────────────────────────────────────────

    async def kiriman(self, baris_id: UUID) -> tuple[DataKeputusanMasuk, DataBaris]:
        hasil = (await self._sesi.execute(_pasangan().where(_B.id == baris_id))).one_or_none()
        if hasil is None:
            raise TidakDitemukan("baris keputusan")
        keputusan, baris, nomor = hasil
        return _keputusan(keputusan), _baris(baris, nomor)

    async def dasar(self, usulan_id: UUID, jenis: str) -> DasarKeputusan | None:
        """Surat usulan ini yang menjadi dasar keputusan, atau penggantinya; kosong bila tidak ada yang berlaku."""
        keluarga = keluarga_surat(usulan_id)
        hasil = await self._sesi.execute(
            select(TabelSurat.isi, TabelSurat.unit, TabelUsulan.instansi_id)
            .join(keluarga, keluarga.c.id == TabelSurat.id)
            .join(TabelUsulan, TabelUsulan.id == usulan_id)
            .where(keluarga.c.jenis_pertama == jenis, TabelSurat.tahap == TahapSurat.TERBIT)
        )
        if (satu := hasil.one_or_none()) is None:
            return None
        isi = layanan.naskah(satu.isi["jenis"]).isi.model_validate(satu.isi)
        return DasarKeputusan(satu.instansi_id, isi, rujukan(IsiTersimpan.model_validate(satu.isi), satu.unit))

    async def keliru(self, baris_id: UUID, usulan_id: UUID, beda: Iterable[Beda]) -> None:
        """Disimpan dengan bedanya; keputusannya sendiri tetap ada."""
        semua = [satu.model_dump(mode="json") for satu in beda]
        sebab = "Tidak cocok dengan usulannya."
        await self._sesi.execute(
            update(_B)
            .where(_B.id == baris_id, _B.keadaan != KeadaanBaris.BERLAKU)
            .values(keadaan=KeadaanBaris.KELIRU, usulan_id=usulan_id, sebab=sebab, beda=semua)
        )

    async def arsipkan(self, keputusan_id: UUID, arsip: ArsipKeputusan) -> ArsipKeputusan:
        """Catat arsipnya; yang pertama tercatat itulah yang berlaku bagi semua baris."""
        await self._sesi.execute(
            update(_K).where(_K.id == keputusan_id, _K.arsip.is_(None)).values(arsip=arsip.model_dump(mode="json"))
        )
        return ArsipKeputusan.model_validate(
            (await self._sesi.execute(select(_K.arsip).where(_K.id == keputusan_id))).scalar_one()
        )

    async def terbit(self, usulan_id: UUID, baris_id: UUID) -> SuratTerbit | None:
        """Surat usulan ini yang lahir dari baris itu, bila sudah."""
        mentah = await self._sesi.scalar(
            select(TabelSurat.terbit).where(TabelSurat.id == id_surat(usulan_id, baris_id))
        )
        return SuratTerbit.model_validate(mentah) if mentah else None

    async def terbitkan(
        self,
        usulan_id: UUID,
        instansi_id: str,
        keputusan: DataKeputusanMasuk,
        baris: DataBaris,
        isi: IsiSurat,
        arsip: ArsipKeputusan,
        token: str,
        terkunci_sampai: datetime,
    ) -> SuratTerbit:
        """Baris yang cocok menjadi surat terbit usulan ini, selama usulannya belum berakhir."""
        await GudangBuku(self._sesi).kunci_terbuka(usulan_id)
        surat = SuratTerbit(
            surat_id=id_surat(usulan_id, baris.id),
            usulan_id=usulan_id,
            jenis=isi.jenis,
            nomor=isi.nomor,
            sha256=arsip.sha256,
            ukuran=arsip.ukuran,
            penandatangan=arsip.penandatangan,
            waktu=arsip.waktu,
            kunci=arsip.kunci,
            versi_berkas=arsip.versi_berkas,
            token=token,
        )
        await self._sesi.execute(
            insert(TabelSurat).values(
                id=surat.surat_id,
                usulan_id=usulan_id,
                instansi_id=instansi_id,
                jenis=surat.jenis,
                ke=1,
                nomor=surat.nomor,
                tanggal=isi.tanggal,
                unit=SETNEG,
                tahap=TahapSurat.TERBIT,
                isi=isi.model_dump(mode="json"),
                token=token,
                terbit=surat.model_dump(mode="json"),
                sha256_tertanda=keputusan.sha256,
                sha256_terbit=surat.sha256,
                kunci=surat.kunci,
                versi_berkas=surat.versi_berkas,
                terkunci_sampai=terkunci_sampai,
                ditandatangani_pada=surat.waktu,
                terbit_pada=func.now(),
            )
        )
        await self._sesi.execute(
            update(_B)
            .where(_B.id == baris.id)
            .values(keadaan=KeadaanBaris.BERLAKU, usulan_id=usulan_id, sebab="", beda=[])
        )
        await GudangDokumen(self._sesi).arsipkan_surat(surat)
        return surat


def id_surat(usulan_id: UUID, baris_id: UUID) -> UUID:
    """Id surat yang sama pada setiap pengulangan."""
    return uuid5(usulan_id, f"keputusan:{baris_id}")


def _pasangan() -> Select[_K, _B, str]:
    return (
        select(_K, _B, TabelUsulan.nomor)
        .join(_B, _B.keputusan_id == _K.id)
        .outerjoin(TabelUsulan, TabelUsulan.id == _B.usulan_id)
    )


def _keputusan(satu: _K, baris: Iterable[DataBaris] = ()) -> DataKeputusanMasuk:
    return DataKeputusanMasuk(
        id=satu.id,
        jenis=satu.jenis,
        nomor=satu.nomor,
        tanggal=satu.tanggal,
        sha256=satu.sha256,
        ukuran=satu.ukuran,
        kunci=satu.kunci,
        akun=satu.akun,
        peran=satu.peran,
        unit=satu.unit,
        diterima=satu.diterima,
        arsip=ArsipKeputusan.model_validate(satu.arsip) if satu.arsip else None,
        baris=tuple(baris),
    )


def _baris(satu: _B, nomor: str | None) -> DataBaris:
    return DataBaris(
        id=satu.id,
        keputusan_id=satu.keputusan_id,
        urut=satu.urut,
        isi=BarisKeputusan.model_validate(satu.isi),
        usulan_id=satu.usulan_id,
        usulan_nomor=nomor,
        keadaan=satu.keadaan,
        sebab=satu.sebab,
        beda=tuple(Beda.model_validate(beda) for beda in satu.beda),
        ke=satu.ke,
        percobaan=satu.percobaan,
    )
