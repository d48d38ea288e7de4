"""Penduduk sandbox: direktori pejabat, 2.000 ASN dengan riwayatnya, dan arsip digitalnya.

Rekaan, berbenih tetap (``sandbox.akun.BENIH``), dan dihitung dari satu hari: pada hari yang sama selalu sama.
``python -m sandbox.populasi`` mengisinya ke basis data dan penyimpanan, sekali saja.
"""
