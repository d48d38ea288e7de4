"""Keputusan Presiden tentang kenaikan pangkat: dibandingkan dengan pertek yang menjadi dasarnya, lalu dicatat."""

from collections.abc import Iterator

from models.definisi import FaktaDiterima
from models.referensi import instansi
from models.referensi.tanggal import tulis_tanggal
from models.referensi.unit import nama_resmi
from models.setneg import BarisKeputusan, Beda
from models.surat import IsiSurat, MasaKerjaTercetak
from models.surat.keputusan_presiden import IsiKeputusanPresiden
from models.surat.kp import BarisKP, IsiKP

TEMPAT = "Jakarta"


def bandingkan(dasar: IsiSurat, baris: BarisKeputusan) -> tuple[Beda, ...]:
    """Isi keputusan menurut pertek: siapa, golongan apa, mulai kapan, dan pertek mana.

    Masa kerja dan gaji pokok dibandingkan bila keputusannya menyebutnya; selain itu yang berlaku angka pertek.
    """
    return tuple(_beda(dasar.nomor, _baris(dasar), baris))


def susun(fakta: FaktaDiterima) -> IsiKeputusanPresiden:
    return IsiKeputusanPresiden(
        nomor=fakta.data.nomor,
        tanggal=fakta.data.tanggal,
        tempat=TEMPAT,
        instansi=nama_resmi(instansi(fakta.instansi_id).nama),
        penandatangan=fakta.penandatangan,
        tautan=fakta.tautan,
        asn=(_baris(fakta.dasar),),
        pertek=fakta.rujukan,
    )


def _baris(dasar: IsiSurat) -> BarisKP:
    if not isinstance(dasar, IsiKP) or len(dasar.asn) != 1:
        raise ValueError("Dasar Keputusan Presiden harus pertek kenaikan pangkat seorang ASN.")
    return dasar.asn[0]


def _beda(nomor_pertek: str, diharapkan: BarisKP, baris: BarisKeputusan) -> Iterator[Beda]:
    if baris.nip != diharapkan.nip:
        yield Beda(isian="NIP", diharapkan="NIP ASN usulan ini", diterima=f"NIP lain (berakhiran {baris.nip[-4:]})")
    lama, baru = diharapkan.lama, diharapkan.baru
    masa_kerja, gaji_pokok = baris.masa_kerja or baru.masa_kerja, baris.gaji_pokok or baru.gaji_pokok
    pasangan = (
        ("golongan lama", lama.golongan.value, baris.golongan_lama.value),
        ("golongan baru", baru.golongan.value, baris.golongan_baru.value),
        ("TMT", tulis_tanggal(baru.tmt), tulis_tanggal(baris.tmt)),
        ("nomor pertek", nomor_pertek, baris.nomor_pertek),
        ("masa kerja", _lama_kerja(baru.masa_kerja), _lama_kerja(masa_kerja)),
        ("gaji pokok", _rupiah(baru.gaji_pokok), _rupiah(gaji_pokok)),
    )
    for isian, seharusnya, diterima in pasangan:
        if diterima != seharusnya:
            yield Beda(isian=isian, diharapkan=seharusnya, diterima=diterima)


def _lama_kerja(masa_kerja: MasaKerjaTercetak) -> str:
    return f"{masa_kerja.tahun} tahun {masa_kerja.bulan} bulan"


def _rupiah(nilai: int) -> str:
    return f"Rp{nilai:,}".replace(",", ".")
