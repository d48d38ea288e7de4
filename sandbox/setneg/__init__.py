"""Sekretariat Negara di sandbox: menerbitkan Keputusan Presiden yang ditandatangani dan mengirimnya ke API kita.

``python -m sandbox.setneg --port 8092 --data var/setneg``. Kuncinya sendiri, dipegang E-Sign BSrE seperti segel lain;
ia masuk sebagai klien mesin (OAuth 2.0 client credentials) dan mengirim lewat HTTP, tanpa tahu apa pun di dalam kita.
"""
