"""Aturan kepegawaian sebagai fungsi murni: tanpa basis data, tanpa jam. Tiap aturan menyebut peraturannya.

``[k]`` menandai pilihan kami di tempat sumber tidak menentukan.

- ``kp.periksa``, ``kp.golongan_tujuan`` — kelayakan 12 jenis kenaikan pangkat
- ``penetapan.penetapan`` — golongan, masa kerja, dan gaji pokok yang ditulis di pertek dan SK
- ``prediksi.prediksi`` — periode pertama seseorang layak
- ``kewenangan.kewenangan_kp`` — siapa memeriksa dan siapa menetapkan
- ``periode``, ``bup``, ``gaji``, ``masa_kerja``, ``nip`` — hitungan yang dipakai di atas
"""
