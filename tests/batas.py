"""Batas menunggu bersama bagi semua uji: menunggu keadaannya, dan batasnya longgar karena mesin dapat sedang sibuk."""

BATAS = 180.0
"""Detik; lewat itu yang ditunggu dianggap tidak akan terjadi."""
