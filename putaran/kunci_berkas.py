"""Memperpanjang kunci retensi berkas: masanya sepuluh tahun, sedangkan karier seorang ASN empat puluh.

Yang kuncinya habis dalam setahun dikunci sepuluh tahun lagi; setahun cukup bagi gangguan yang paling lama.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from gudang import PabrikGudang
from luar.galat import ObjekTidakAda, PenyimpananTakTersedia
from luar.s3 import Penyimpanan
from models.tersisih import Sapuan

JELANG: Final = timedelta(days=365)
_SEKALI_PANJANG: Final = 50


@dataclass
class PemanjangKunci:
    pabrik: PabrikGudang
    penyimpanan: Penyimpanan

    async def sekumpulan(self) -> int:
        """Satu kumpulan; hasil: banyaknya berkas yang diolah. Boleh diulang: kunci hanya bertambah panjang.

        Berkas yang tidak dapat diperpanjang disisihkan. Bila tak satu pun dapat, penyimpanannyalah yang terganggu.
        """
        async with self.pabrik.transaksi() as gudang:
            tiba = await gudang.berkas.hampir_lepas(datetime.now(UTC) + JELANG, _SEKALI_PANJANG)
        sampai, gagal = {}, {}
        for satu in tiba:
            try:
                sampai[satu] = await self.penyimpanan.kunci(satu.kunci, satu.versi)
            except (ObjekTidakAda, PenyimpananTakTersedia) as galat:
                gagal[satu] = galat
        if not sampai and any(isinstance(galat, PenyimpananTakTersedia) for galat in gagal.values()):
            raise next(iter(gagal.values()))
        async with self.pabrik.transaksi() as gudang:
            await gudang.berkas.catat_terkunci(sampai)
            await gudang.tersisih.catat(
                Sapuan.KUNCI_BERKAS, {satu.id for satu in tiba}, {satu.id: galat for satu, galat in gagal.items()}
            )
        return len(tiba)
