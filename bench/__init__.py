"""Ukuran kecepatan, selalu sebagai perbandingan dengan lantai yang diukur pada jalannya yang sama."""
