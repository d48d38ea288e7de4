"""Nama orang; rekaan, disusun dari nama yang umum di Indonesia."""

from random import Random
from typing import Literal

JenisKelamin = Literal["L", "P"]

_LAKI = (
    "Achmad", "Aditya", "Agus", "Ahmad", "Andi", "Anton", "Arief", "Asep", "Bambang", "Bayu", "Budi", "Cecep", "Dadan",
    "Dani", "Dedi", "Denny", "Dimas", "Dodi", "Edi", "Eko", "Fajar", "Farid", "Ferry", "Gilang", "Hari", "Hasan",
    "Hendra", "Heru", "Iman", "Imam", "Irfan", "Iwan", "Jajang", "Joko", "Kurnia", "Lukman", "Made", "Mahmud",
    "Muhammad", "Nana", "Nugroho", "Oki", "Pandu", "Rachmat", "Rahmat", "Rendi", "Ridwan", "Rizal", "Rudi", "Slamet",
    "Subhan", "Sugeng", "Supriyadi", "Taufik", "Teguh", "Tono", "Ujang", "Wahyu", "Wawan", "Yadi", "Yana", "Yudi",
    "Yusuf", "Zaenal",
)  # fmt: skip
_PEREMPUAN = (
    "Ai", "Aisyah", "Anita", "Annisa", "Apriliani", "Asih", "Ayu", "Citra", "Desi", "Dewi", "Dian", "Diah", "Dina",
    "Eka", "Elis", "Endang", "Ernawati", "Euis", "Fatimah", "Fitri", "Hani", "Henny", "Ida", "Iis", "Ika", "Imas",
    "Indah", "Intan", "Ira", "Kartika", "Lestari", "Lia", "Lilis", "Lina", "Maya", "Mega", "Mira", "Neneng", "Nia",
    "Nina", "Novi", "Nunung", "Nur", "Nurhayati", "Puspita", "Putri", "Ratna", "Reni", "Rika", "Rina", "Rini", "Siti",
    "Sri", "Susi", "Tati", "Titin", "Tuti", "Vera", "Wati", "Widya", "Wulan", "Yani", "Yanti", "Yuliana", "Yuni",
)  # fmt: skip
_TENGAH_LAKI = (
    "Abdul", "Adi", "Bagja", "Darma", "Dwi", "Eka", "Fauzan", "Hadi", "Ilham", "Jaya", "Maulana", "Nur", "Putra",
    "Rizki", "Setia", "Surya", "Tri", "Wira",
)  # fmt: skip
_TENGAH_PEREMPUAN = (
    "Amalia", "Dewi", "Dwi", "Eka", "Fitria", "Hasanah", "Indah", "Kania", "Lestari", "Maharani", "Nur", "Nurul",
    "Puspita", "Rahma", "Sari", "Sekar", "Tri", "Wahyu",
)  # fmt: skip
_BELAKANG_LAKI = (
    "Abdullah", "Adiputra", "Firmansyah", "Fauzi", "Gumilar", "Gunawan", "Hakim", "Halim", "Harahap", "Hartono",
    "Herlambang", "Hermawan", "Hidayat", "Indrawan", "Iskandar", "Kurniawan", "Kusnadi", "Kusuma", "Lubis", "Mahendra",
    "Mulyadi", "Mulyana", "Nasution", "Nugraha", "Nurdiansyah", "Nurjaman", "Pamungkas", "Permana", "Prasetyo",
    "Pratama", "Purnama", "Rachman", "Ramadhan", "Ruswandi", "Saefudin", "Santoso", "Saputra", "Setiawan", "Siregar",
    "Sobari", "Suherman", "Sukmana", "Sulaeman", "Supriatna", "Suryadi", "Suryana", "Susanto", "Sutisna", "Syahputra",
    "Syarif", "Utama", "Wahyudi", "Wibowo", "Wicaksono", "Wijaya", "Wiguna", "Yulianto", "Zulkarnain",
)  # fmt: skip
_BELAKANG_PEREMPUAN = (
    "Agustina", "Anggraeni", "Apriyanti", "Astuti", "Damayanti", "Febrianti", "Handayani", "Harahap", "Hastuti",
    "Herawati", "Kurniasih", "Kusumawati", "Lubis", "Marlina", "Maryani", "Mulyani", "Nasution", "Nuraeni", "Nurjanah",
    "Oktaviani", "Permatasari", "Pratiwi", "Purnamasari", "Puspitasari", "Rahayu", "Rahmawati", "Rohaeni", "Rosdiana",
    "Rosita", "Safitri", "Setiawati", "Siregar", "Sulastri", "Sumiati", "Suryani", "Utami", "Wahyuni", "Wijayanti",
    "Wulandari", "Yuliani", "Yulianti",
)  # fmt: skip


def nama_orang(acak: Random, kelamin: JenisKelamin) -> str:
    """Dua atau tiga kata, mis. ``Ratna Dewi Rahmawati``."""
    depan, tengah, belakang = (
        (_LAKI, _TENGAH_LAKI, _BELAKANG_LAKI)
        if kelamin == "L"
        else (_PEREMPUAN, _TENGAH_PEREMPUAN, _BELAKANG_PEREMPUAN)
    )
    kata = [acak.choice(depan), *([acak.choice(tengah)] if acak.random() < 0.4 else []), acak.choice(belakang)]
    return " ".join(dict.fromkeys(kata))
