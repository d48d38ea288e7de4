"""Uji serangan: yang pernah, atau mungkin, dicoba orang terhadap sistem ini; tiap jalan masuk ditutup di sini."""
