"""Penyedia identitas OIDC sandbox: kode otorisasi dengan PKCE S256 wajib, token akses JWT RS256 (RFC 9068).

``python -m sandbox.oidc --port 8091 --data var/oidc``. Akun dan sandinya dari :mod:`sandbox.akun`.
"""
