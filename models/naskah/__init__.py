"""Dari fakta usulan menjadi isi surat: apa yang tercetak, tanpa tata letak dan tanpa basis data."""
