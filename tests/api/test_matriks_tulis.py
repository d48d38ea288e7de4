"""Setiap rute tulis oleh setiap peran di setiap wilayah: yang tidak tertulis berhak ditolak, tak pernah 500.

Tabelnya ditulis dari pembagian tugasnya, bukan dari kode; rute baru yang belum disebut menggagalkan uji ini.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from sandbox.akun import akun, akun_setneg
from tests.api.dunia import Dunia, Orang
from tests.api.naskah_pdf import pdf_biasa
from tests.api.test_setiap_peran import berkas

pytestmark = pytest.mark.asyncio(loop_scope="session")
_LUBANG = re.compile(r"\{(\w+)\}")
WILAYAH = (".bandung", ".surabaya", ".kanregiii", ".kanregii", ".bkn")
ADMIN = {"admin_instansi.bandung", "administrator.bkn"}
PERINTAH = {"json": {"id": str(uuid4()), "alasan": "Uji matriks hak."}}
PDF = {"content": pdf_biasa(), "headers": {"Content-Type": "application/pdf"}}
SEBAB = {"params": {"sebab": "Uji matriks hak."}}

BOLEH: dict[str, tuple[set[str], dict[str, Any]]] = {
    "POST /usulan": ({"operator.bandung"}, {"json": {"jenis": "101", "asn_id": "{asn_id}", "periode": "{periode}"}}),
    "PATCH /usulan/{konsep_id}": ({"operator.bandung"}, {"json": {"isi": {}}, "headers": {"If-Match": '"1"'}}),
    "DELETE /usulan/{konsep_id}": ({"operator.bandung"}, {}),
    "POST /usulan/{konsep_id}/ajukan": ({"operator.bandung"}, {}),
    "POST /usulan/{konsep_id}/dokumen": (
        {"operator.bandung"},
        PDF | {"params": {"kode": "sk_kp_terakhir", "nama": "a.pdf"}},
    ),
    "POST /usulan/{usulan_id}/tarik": ({"operator.bandung"}, PERINTAH),
    "POST /usulan/{usulan_id}/tahan": ({"administrator.bkn"}, PERINTAH),
    "POST /usulan/{usulan_id}/lanjutkan": ({"administrator.bkn"}, PERINTAH),
    # Tugasnya paraf SK, oleh instansinya sendiri.
    "PUT /tugas/{tugas_id}/klaim": ({"paraf_instansi.bandung"}, {}),
    "DELETE /tugas/{tugas_id}/klaim": (ADMIN, {}),
    "POST /tugas/{tugas_id}/putusan": (
        {"paraf_instansi.bandung"},
        {"json": {"putusan_id": str(uuid4()), "jenis": "SETUJU"}},
    ),
    "POST /tugas/{tugas_id}/perbaikan": ({"paraf_instansi.bandung"}, {"json": {"perbaikan_id": str(uuid4())}}),
    "POST /tugas/{tugas_id}/alihkan": (
        ADMIN,
        {"json": {"id": str(uuid4()), "kepada": "{paraf}", "alasan": "Uji matriks hak."}},
    ),
    "POST /tugas/{tugas_id}/keputusan": ({"paraf_instansi.bandung"}, PDF),
    "POST /sesi-tanda-tangan": (set(), {"json": {"nilai": "rahasia", "tugas_ids": ["{tugas_id}"]}}),
    "POST /setneg/keputusan": (
        {"setneg", "administrator.bkn"},
        {"files": {"berkas": ("keputusan.pdf", pdf_biasa(), "application/pdf")}},
    ),
    "POST /setneg/keputusan/{keputusan_id}/cocokkan": ({"administrator.bkn"}, {"json": {"baris_id": str(uuid4())}}),
    "PUT /ketetapan/{jenis}/{kunci}": (
        {"administrator.bkn"},
        {"json": {"isi": {"nama": "Libur uji"}, "catatan": "Uji matriks hak."}},
    ),
    "DELETE /ketetapan/{ketetapan_id}": ({"administrator.bkn"}, SEBAB),
    "PUT /pejabat/{akun}/spesimen": (
        ADMIN,
        {"json": {"nama": "NAMA PEJABAT", "jabatan": "Wali Kota", "catatan": "Uji matriks hak."}},
    ),
    "POST /pejabat/penggantian": (
        ADMIN,
        {
            "json": {
                "unit": "{unit}",
                "peran": "paraf_instansi",
                "pejabat": "{paraf}",
                "sebagai": "plh",
                "mulai": "2027-06-01",
                "sampai": "2027-06-02",
                "catatan": "Uji matriks hak.",
            }
        },
    ),
    "POST /pejabat/penggantian/{penggantian_id}/sahkan": (ADMIN, {}),
    "DELETE /pejabat/penggantian/{penggantian_id}": (ADMIN, SEBAB),
}
"""Rute → siapa yang berhak di wilayah Bandung dan pusat, dan permintaan yang bentuknya sah."""
SEMUA = {"POST /verifikasi", "POST /verifikasi/{token}"}
"""Terbuka bagi siapa saja."""
SEBARIS = "POST /sesi-tanda-tangan/{sesi_id}/tanda-tangani"
"""Penolakannya tiap surat, di dalam jawaban 200."""


async def medan(dunia: Dunia) -> dict[str, str]:
    penandatangan, paraf = (
        dunia.sebagai(f"{peran}.bandung").akun for peran in ("penandatangan_instansi", "paraf_instansi")
    )
    unit = next(satu.unit for satu in akun() if satu.nama_pengguna == "operator.bandung")
    return {
        **await berkas(dunia),
        "konsep_id": (await dunia.konsep_lengkap())["id"],
        "periode": (await dunia.periode()).isoformat(),
        "jenis": "libur",
        "kunci": "2027-06-01",
        "akun": penandatangan,
        "paraf": paraf,
        "unit": unit,
        "ketetapan_id": "999999",
        "penggantian_id": "999999",
    }


def semua_orang(dunia: Dunia, asn_id: str) -> list[tuple[str, Orang]]:
    """Sebutan tanpa nomor urut (``operator.bandung``) dan orangnya."""
    nama = [satu.nama_pengguna for satu in akun() if satu.nama_pengguna.endswith(WILAYAH)]
    setneg = akun_setneg()
    token = dunia.penyedia.token(setneg.sub, list(setneg.peran), setneg.unit, name=setneg.nama)
    return [
        *((re.sub(r"\d", "", satu), dunia.sebagai(satu)) for satu in nama),
        ("asn", dunia.sebagai(f"asn.{asn_id}")),
        ("asn", dunia.sebagai(f"asn.{uuid4()}")),
        ("setneg", Orang(dunia.http, setneg.sub, token)),
        ("tanpa peran", Orang(dunia.http, "x", dunia.penyedia.token("x", [], "bkn"))),
    ]


def _isi(nilai: Any, ada: Mapping[str, str]) -> Any:
    if isinstance(nilai, dict):
        return {nama: _isi(satu, ada) for nama, satu in nilai.items()}
    if isinstance(nilai, list):
        return [_isi(satu, ada) for satu in nilai]
    return _LUBANG.sub(lambda satu: ada.get(satu[1], str(uuid4())), nilai) if isinstance(nilai, str) else nilai


async def test_setiap_rute_tulis_disebut_dalam_tabel(dunia: Dunia) -> None:
    skema = (await dunia.http.get("/openapi.json")).json()["paths"]
    rute = {f"{cara.upper()} {alamat}" for alamat, isi in skema.items() for cara in isi if cara != "get"}
    assert rute == {satu.replace("konsep_id", "usulan_id") for satu in BOLEH} | SEMUA | {SEBARIS}


async def test_yang_tidak_berhak_tidak_pernah_berhasil_menulis(dunia: Dunia) -> None:
    ada = await medan(dunia)
    menyimpang = []
    for sebutan, orang in semua_orang(dunia, ada["asn_id"]):
        for rute, (berhak, permintaan) in BOLEH.items():
            if sebutan in berhak:
                continue
            cara, alamat = _isi(rute, ada).split(" ")
            jawaban = await orang.minta(cara, alamat, **_isi(permintaan, ada))
            ditolak = {403, 404, 409} if rute == "DELETE /tugas/{tugas_id}/klaim" else {403, 404}
            if jawaban.status_code not in ditolak:
                menyimpang.append(f"{sebutan} {rute}: {jawaban.status_code} {jawaban.text[:200]}")
        sekaligus = {"permintaan": [{"id": str(uuid4()), "tugas_id": ada["tugas_id"]}]}
        tte = await orang.minta("POST", f"/sesi-tanda-tangan/{uuid4()}/tanda-tangani", json=sekaligus)
        if tte.status_code != 200 or {satu["status"] for satu in tte.json()} != {"ditolak"}:
            menyimpang.append(f"{sebutan} {SEBARIS}: {tte.status_code} {tte.text[:200]}")
    assert menyimpang == []
    operator = dunia.sebagai("operator.bandung")
    assert (await operator.baca(f"/usulan/{ada['konsep_id']}"))["versi"] == 2, "konsepnya utuh"
    assert (await operator.baca(f"/usulan/{ada['usulan_id']}"))["terbuka"]
