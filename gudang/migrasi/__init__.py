"""Skema basis data: migrasi Alembic, peran PostgreSQL, dan pemuatan referensi."""
