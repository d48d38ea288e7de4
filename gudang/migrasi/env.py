"""Lingkungan Alembic. Sambungan diberikan pemanggil (``gudang.migrasi.skema``) lewat ``attributes``, atau dibuat dari
``USULAN_BASIS_DATA_URL_PEMILIK`` bila perintah ``alembic`` dijalankan sendiri."""

import os

from alembic import context
from sqlalchemy import Connection, create_engine, pool

from models.tabel import Dasar


def jalankan(sambungan: Connection) -> None:
    context.configure(connection=sambungan, target_metadata=Dasar.metadata, compare_server_default=True)
    with context.begin_transaction():
        context.run_migrations()


if (sambungan := context.config.attributes.get("sambungan")) is not None:
    jalankan(sambungan)
else:
    mesin = create_engine(os.environ["USULAN_BASIS_DATA_URL_PEMILIK"], poolclass=pool.NullPool)
    with mesin.begin() as sambungan_baru:
        jalankan(sambungan_baru)
