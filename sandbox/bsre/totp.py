"""OTP sekali minta: enam angka, lima menit, untuk sejumlah berkas; dikirim ke surel pemiliknya."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import aiosmtplib

from sandbox.bsre.galat import GalatESign

_UMUR = timedelta(minutes=5)


@dataclass
class Otp:
    kode: str
    sampai: datetime
    sisa: int
    """Banyaknya berkas yang masih boleh ditandatangani."""


class BukuOtp:
    def __init__(self, surel: tuple[str, int] | None) -> None:
        self._surel = surel
        self._otp: dict[str, Otp] = {}

    def terbitkan(self, untuk: str, jumlah: int) -> Otp:
        """OTP baru menggantikan yang lama."""
        self._otp[untuk] = Otp(f"{secrets.randbelow(10**6):06d}", datetime.now(UTC) + _UMUR, jumlah)
        return self._otp[untuk]

    def pakai(self, untuk: str, kode: str, jumlah: int = 1) -> None:
        """Mengurangi jatah; OTP salah, lewat waktu, atau jatah kurang → :class:`GalatESign`."""
        otp = self._otp.get(untuk)
        if otp is None or not secrets.compare_digest(otp.kode, kode) or otp.sampai < datetime.now(UTC):
            raise GalatESign("TOTP anda salah atau kedaluwarsa")
        if otp.sisa < jumlah:
            raise GalatESign(f"TOTP hanya berlaku untuk {otp.sisa} berkas")
        otp.sisa -= jumlah

    def cabut(self, untuk: str) -> None:
        self._otp.pop(untuk, None)

    async def kirim(self, otp: Otp, alamat: str, perihal: str) -> None:
        if self._surel is None:
            raise GalatESign("Pengiriman TOTP belum diatur: jalankan sandbox dengan --surel host:port")
        surat = EmailMessage()
        surat["From"], surat["To"], surat["Subject"] = "sandbox-bsre@localhost", alamat, perihal
        surat.set_content(f"Kode TOTP: {otp.kode}\nBerlaku sampai {otp.sampai:%H.%M.%S} UTC.")
        host, port = self._surel
        try:
            await aiosmtplib.send(surat, hostname=host, port=port, start_tls=False)
        except (OSError, aiosmtplib.SMTPException):
            raise GalatESign("TOTP tidak dapat dikirim: penampung surel tidak menjawab") from None
