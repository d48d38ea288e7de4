"""``python -m sandbox.keycloak``: menulis ulang ``realm.json`` dari daftar akun."""

from sandbox.keycloak import BERKAS, teks_realm

if __name__ == "__main__":
    BERKAS.write_text(teks_realm(), encoding="utf-8")
