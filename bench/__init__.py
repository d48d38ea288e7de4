"""Ukuran kinerja, selalu di samping lantai yang diukur pada jalannya yang sama: lihat ``docs/kinerja.md``."""
