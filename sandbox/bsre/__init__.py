"""Sandbox API E-Sign Client Service BSrE v1 dan v2, lengkap dengan PKI-nya sendiri; ``python -m sandbox.bsre``.

Kontraknya (nama medan, kode galat, salah ketik pemasok) mengikuti petunjuk teknis BSrE 2.0 (Januari 2024) dan
pengamatan produksi yang dipublikasikan. Tanda tangan dibuat sungguh-sungguh, dan sandbox dapat disuruh berulah lewat
``/_sandbox/ulah``.
"""
