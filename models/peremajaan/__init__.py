"""Peremajaan data: dua puluh tujuh prosedur, masing-masing satu kelompok riwayat (prosedur_peremajaan.csv).

Ruang ini murni: prosedur dan dokumennya, kewenangan atas tiap bagian profil, bentuk isian, perubahan yang diusulkan,
dan aturan yang menolaknya.
"""
