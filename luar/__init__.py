"""Dunia luar: klien, sambungan, setelan, dan catatan teknis."""
