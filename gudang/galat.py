"""Penolakan gudang: bertipe, berkata-kata bagi orangnya. API memetakan jenisnya ke status HTTP."""

from datetime import date, datetime

from models.referensi.tanggal import tulis_tanggal


class GalatGudang(Exception):
    """Dasar semua penolakan gudang; ``str(galat)`` kalimat bagi pemakai."""


class TidakDitemukan(GalatGudang):
    def __init__(self, perkara: str) -> None:
        super().__init__(f"{perkara.capitalize()} itu tidak ada.")
        self.perkara = perkara


class AkunNonaktif(GalatGudang):
    def __init__(self) -> None:
        super().__init__("Akun ini sudah dinonaktifkan, jadi tidak dapat dipakai lagi.")


class KonsepBasi(GalatGudang):
    def __init__(self, versi_kini: int) -> None:
        super().__init__("Konsep ini sudah diubah orang lain sejak Anda membukanya; muat ulang lalu ulangi perubahan.")
        self.versi_kini = versi_kini


class SudahDiajukan(GalatGudang):
    def __init__(self) -> None:
        super().__init__("Usulan ini sudah diajukan; konsepnya tidak dapat diubah, dihapus, atau diajukan lagi.")


class UsulanBerakhir(GalatGudang):
    def __init__(self) -> None:
        super().__init__("Usulan ini sudah berakhir; akibatnya tidak ditulis lagi.")


class UsulanGanda(GalatGudang):
    def __init__(self, nomor: str | None) -> None:
        sebutan = f" ({nomor})" if nomor else ""
        super().__init__(
            f"ASN ini masih punya usulan terbuka pada layanan yang sama{sebutan}; selesaikan atau tarik yang itu dulu."
        )
        self.nomor = nomor


class IdTerpakai(GalatGudang):
    def __init__(self) -> None:
        super().__init__("Id usulan itu sudah terpakai; kirim lagi dengan id yang baru.")


class IsianTerkunci(GalatGudang):
    """Bagian profil yang hendak diubah sedang diusulkan berubah oleh usulan lain."""

    def __init__(self, terkunci: dict[str, str]) -> None:
        isian = ", ".join(f"{kunci} ({nomor})" for kunci, nomor in sorted(terkunci.items()))
        super().__init__(f"Isian ini sedang diusulkan berubah: {isian}; selesaikan atau tarik usulan itu dulu.")
        self.terkunci = terkunci
        """Isian → nomor usulan yang menguncinya."""


class SudahDiklaim(GalatGudang):
    def __init__(self, pemegang: str) -> None:
        super().__init__(f"Tugas ini sudah diambil {pemegang}.")
        self.pemegang = pemegang


class TugasTertutup(GalatGudang):
    def __init__(self) -> None:
        super().__init__("Tugas ini sudah diputus atau ditutup; muat ulang daftar tugas.")


class BukanPemegang(GalatGudang):
    def __init__(self) -> None:
        super().__init__("Tugas ini tidak sedang Anda pegang.")


class SesiTidakBerlaku(GalatGudang):
    def __init__(self) -> None:
        super().__init__(
            "Sesi tanda tangan sudah dipakai bagi tugas ini, kedaluwarsa, atau dibuka bagi tugas lain; "
            "buka sesi baru dengan passphrase Anda."
        )


class TandaTanganTerkunci(GalatGudang):
    def __init__(self, sampai: datetime) -> None:
        super().__init__("Terlalu banyak passphrase salah berturut-turut; coba lagi setelah kuncinya terbuka.")
        self.sampai = sampai


class PercobaanPenuh(GalatGudang):
    """Kegagalan dan percobaan yang belum dijawab BSrE sudah sebanyak batasnya."""

    def __init__(self) -> None:
        super().__init__(
            "Passphrase akun ini sudah diperiksa sebanyak yang boleh; tunggu hasilnya, lalu tanda tangani lagi."
        )


class DrafTidakBerlaku(GalatGudang):
    """Surat ini tidak boleh maju: drafnya batal, atau usulannya sudah berakhir."""

    def __init__(self) -> None:
        super().__init__(
            "Draf ini batal: surat yang dikutipnya diganti atau dicabut, atau usulannya sudah berakhir. "
            "Muat ulang tugasnya."
        )


class DasarBerubah(GalatGudang):
    """Surat yang dikutip draf berubah selagi drafnya disusun; menyusunnya lagi mengutip yang baru."""

    def __init__(self) -> None:
        super().__init__("Surat yang dikutip draf ini berubah selagi disusun.")


class NomorSuratBerbeda(GalatGudang):
    """Surat yang sama diminta bernomor dari penerbit lain: fakta, tidak berubah dengan dicoba lagi."""

    def __init__(self, penerbit: str) -> None:
        super().__init__(f"Surat ini sudah bernomor dari penerbit {penerbit}; nomornya tidak dapat dipindahkan.")


class KetetapanSudahBerlaku(GalatGudang):
    def __init__(self, sejak: date) -> None:
        super().__init__(
            f"Ketetapan ini sudah berlaku sejak {tulis_tanggal(sejak)}; tetapkan versi berikutnya, jangan dibatalkan."
        )
        self.sejak = sejak.isoformat()
