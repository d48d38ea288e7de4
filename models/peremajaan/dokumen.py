"""Dokumen yang diminta tiap prosedur, menurut layar peremajaan SIASN; yang menjadi dasar baris selalu wajib [k]."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from models.peremajaan.usul import Usul
from models.perubahan import Aksi
from models.referensi import JenisJabatan
from models.referensi.dokumen import NAMA_DOKUMEN, SyaratDokumen
from models.riwayat.kepangkatan import RiwayatCpnsPns, RiwayatJabatan, StatusPengangkatan
from models.riwayat.kompetensi import RiwayatPendidikan
from models.riwayat.pribadi import HubunganKeluarga, RiwayatKeluarga

_NAMA_SENDIRI: Final = {
    "sk_kp": "SK kenaikan pangkat",
    "pertek_kp": "Pertimbangan teknis kenaikan pangkat",
    "sk_pencantuman_gelar": "Surat pencantuman gelar",
    "sk_pmk": "SK peninjauan masa kerja",
    "pertek_pmk": "Pertimbangan teknis peninjauan masa kerja",
    "bukti_pengalaman": "Surat keputusan atau keterangan pengalaman kerja",
    "sk_pindah_instansi": "SK pindah instansi",
    "pertek_pindah_instansi": "Pertimbangan teknis pindah instansi",
    "sk_profesi": "Ijazah atau sertifikat profesi",
    "sk_kedudukan_hukum": "SK yang mengubah kedudukan hukum",
    "ktp": "Kartu tanda penduduk",
    "npwp": "Kartu NPWP",
    "bpjs": "Kartu BPJS Kesehatan",
    "akta_kelahiran": "Akta kelahiran",
    "penetapan_nama": "Penetapan pengadilan tentang perubahan nama",
    "penetapan_nip": "Surat penetapan NIP",
    "sertifikat_diklat": "Sertifikat pelatihan, kursus, atau sertifikasi",
    "akta_nikah": "Akta nikah",
    "akta_cerai": "Akta cerai atau akta kematian",
    "kartu_keluarga": "Kartu keluarga",
    "pak": "Penetapan angka kredit",
    "sk_hukdis": "SK hukuman disiplin",
    "sk_cltn": "SK cuti di luar tanggungan negara",
    "pertek_cltn": "Pertimbangan teknis cuti di luar tanggungan negara",
    "realisasi_skp": "Realisasi SKP atau dokumen evaluasi kinerja",
    "sertifikat_penghargaan": "Piagam atau sertifikat penghargaan",
    "tanda_terima_lhkpn": "Tanda terima LHKPN",
    "tanda_terima_lhkasn": "Tanda terima LHKASN atau SPT tahunan",
    "bukti_organisasi": "SK atau surat keterangan organisasi",
    "sk_kepanitiaan": "SK kepanitiaan atau tim",
    "sk_kgb": "Surat kenaikan gaji berkala",
    "sertifikat_prestasi": "Piagam atau sertifikat prestasi",
    "hasil_potensi": "Laporan hasil pengukuran potensi",
    "sk_tunjangan_kinerja": "SK tunjangan kinerja",
    "sk_tunjangan_kemahalan": "SK tunjangan kemahalan",
    "perjanjian_kerja": "Perjanjian kerja",
    "dasar_penghapusan": "Surat keterangan bahwa riwayat itu keliru",
    "sk_peremajaan": "SK peremajaan",
    "pertek_peremajaan": "Dokumen pertimbangan teknis",
}
NAMA: Final[Mapping[str, str]] = MappingProxyType({**NAMA_DOKUMEN, **_NAMA_SENDIRI})
"""Kode dokumen → namanya; kode yang sudah dipakai kenaikan pangkat tidak diberi kode kedua."""
_SELALU_BOLEH: Final = ("sk_peremajaan", "pertek_peremajaan")

Kode = tuple[str, ...]
_WAJIB: Final[Mapping[str, Kode]] = {
    "golongan": ("sk_kp",),
    "pindah_instansi": ("sk_pindah_instansi", "spmt", "pertek_pindah_instansi"),
    "profesi": ("sk_profesi",),
    "kedudukan": ("sk_kedudukan_hukum",),
    "diklat": ("sertifikat_diklat",),
    "angka_kredit": ("sk_pak", "pak"),
    "hukdis": ("sk_hukdis",),
    "kesehatan": ("surat_sehat",),
    "cltn": ("sk_cltn", "pertek_cltn"),
    "skp": ("realisasi_skp",),
    "penghargaan": ("sertifikat_penghargaan",),
    "lhkpn": ("tanda_terima_lhkpn",),
    "lhkasn": ("tanda_terima_lhkasn",),
    "organisasi": ("bukti_organisasi",),
    "kepanitiaan": ("sk_kepanitiaan",),
    "kgb": ("sk_kgb",),
    "prestasi": ("sertifikat_prestasi",),
    "potensi": ("hasil_potensi",),
    "tunjangan_kinerja": ("sk_tunjangan_kinerja",),
    "tunjangan_kemahalan": ("sk_tunjangan_kemahalan",),
    "kontrak": ("perjanjian_kerja",),
}
_PILIHAN: Final[Mapping[str, Kode]] = {"golongan": ("pertek_kp",), "pmk": ("pertek_pmk",), "keluarga": ("ktp",)}


def _pendidikan(usul: Usul) -> Kode:
    tercantum = isinstance(usul.baru, RiwayatPendidikan) and usul.baru.dicantumkan is not None
    tambahan = ("akreditasi_prodi",) if usul.terbitkan else ("sk_pencantuman_gelar",) if tercantum else ()
    return ("ijazah", "transkrip", *tambahan)


def _pmk(usul: Usul) -> Kode:
    return ("bukti_pengalaman", "sk_cpns") if usul.terbitkan else ("sk_pmk",)


_DOKUMEN_PRIBADI: Final[Mapping[str, Kode]] = {
    "npwp": ("npwp",),
    "bpjs": ("bpjs",),
    "nama": ("ktp", "penetapan_nama"),
    "tanggal_lahir": ("akta_kelahiran", "sk_cpns"),
    "tempat_lahir": ("akta_kelahiran",),
    "nip": ("penetapan_nip",),
    "gelar_depan": ("ijazah", "sk_pencantuman_gelar"),
    "gelar_belakang": ("ijazah", "sk_pencantuman_gelar"),
    "status_kawin": ("kartu_keluarga",),
    **dict.fromkeys(("nik", "alamat", "agama", "jenis_kelamin"), ("ktp",)),
}
"""Layarnya meminta NPWP, KTP, dan BPJS sekaligus; di sini hanya yang menjadi dasar isian yang berubah [k]."""


def _pribadi(usul: Usul) -> Kode:
    diminta = (kode for nama in usul.bidang for kode in _DOKUMEN_PRIBADI.get(nama, ()))
    return tuple(dict.fromkeys(diminta))


def _jabatan(usul: Usul) -> Kode:
    dilantik = isinstance(usul.baru, RiwayatJabatan) and usul.baru.jenis is not JenisJabatan.PELAKSANA
    return ("sk_jabatan", *(("surat_pelantikan",) if dilantik else ()))


def _keluarga(usul: Usul) -> Kode:
    if not isinstance(usul.baru, RiwayatKeluarga):
        return ()
    berakhir = ("akta_cerai",) if usul.baru.sampai else ()
    match usul.baru.hubungan:
        case HubunganKeluarga.PASANGAN:
            return ("akta_nikah", *berakhir)
        case HubunganKeluarga.ANAK:
            return ("akta_kelahiran", *berakhir)
        case _:
            return ("kartu_keluarga", *berakhir)


def _pengangkatan(usul: Usul) -> Kode:
    if isinstance(usul.baru, RiwayatCpnsPns) and usul.baru.status is StatusPengangkatan.PNS:
        return ("sk_pns",)
    return ("sk_cpns", "spmt", "penetapan_nip")


_MENURUT_ISIAN: Final[Mapping[str, Callable[[Usul], Kode]]] = {
    "pendidikan": _pendidikan,
    "pmk": _pmk,
    "pribadi": _pribadi,
    "jabatan": _jabatan,
    "keluarga": _keluarga,
    "cpns_pns": _pengangkatan,
}


def wajib(usul: Usul) -> Kode:
    if usul.aksi is Aksi.HAPUS:
        return ("dasar_penghapusan",)
    menurut_isian = _MENURUT_ISIAN.get(usul.kelompok)
    return menurut_isian(usul) if menurut_isian else _WAJIB[usul.kelompok]


def syarat_dokumen(usul: Usul) -> tuple[SyaratDokumen, ...]:
    """Yang wajib lebih dahulu; dokumen wajib pertama menjadi dasar barisnya."""
    diminta = wajib(usul)
    pilihan = (*_PILIHAN.get(usul.kelompok, ()), *_SELALU_BOLEH)
    return (
        *(SyaratDokumen(kode, NAMA[kode], True) for kode in diminta),
        *(SyaratDokumen(kode, NAMA[kode], False) for kode in pilihan if kode not in diminta),
    )


def dasar(usul: Usul, dokumen: Mapping[str, UUID]) -> UUID | None:
    """Dokumen yang disimpan bersama barisnya."""
    urutan = (satu.kode for satu in syarat_dokumen(usul))
    return next((dokumen[kode] for kode in urutan if kode in dokumen), None)
