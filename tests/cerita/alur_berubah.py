"""Prosedur kartu pustaka sesudah berubah, seperti contoh docs/mengubah-alur.md: dengan dan tanpa ``patched``."""

from temporalio import workflow

from models.usulan import Berkas, Hasil
from tests.kartu_pustaka import KARTU, PEMERIKSAAN, KartuPustaka

PROFIL_DIPERBARUI = 31


@workflow.defn(name="KartuPustaka")
class KartuBerpatched(KartuPustaka):
    @workflow.init
    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)

    @workflow.run
    async def run(self, berkas: Berkas) -> Hasil:
        return await self.jalani()

    async def prosedur(self) -> None:
        await self.sampai_beres(PEMERIKSAAN)
        kartu = await self.terbitkan(KARTU, bila_ditolak=PEMERIKSAAN)
        if workflow.patched("kartu-masuk-profil"):
            await self.perbarui_profil(kartu, status=PROFIL_DIPERBARUI)


@workflow.defn(name="KartuPustaka")
class KartuTanpaPatched(KartuPustaka):
    @workflow.init
    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)

    @workflow.run
    async def run(self, berkas: Berkas) -> Hasil:
        return await self.jalani()

    async def prosedur(self) -> None:
        await self.sampai_beres(PEMERIKSAAN)
        kartu = await self.terbitkan(KARTU, bila_ditolak=PEMERIKSAAN)
        await self.perbarui_profil(kartu, status=PROFIL_DIPERBARUI)
