"""Coordinates for provinces and districts, and which province a place lies in, from GeoNames' own files.

The code tables have no coordinates, so the towns inside tell them.

The centre of a division is the mean of its listed towns (5,000 people or more), each weighted by the square root of its
population: the middle of where people live, not of the area. Divisions without such a town stay without coordinates.
"""
import io
import math
import os
import tarfile

CITIES = ("geonames-cities5000.tar.xz", "cities5000.txt")
ADMIN = ("geonames-admin.tar.xz", ("admin1CodesASCII.txt", "admin2Codes.txt"))


def lines(folder, archive, names):
    with tarfile.open(os.path.join(folder, "raw", archive)) as tar:
        for member in tar:
            if os.path.basename(member.name) in names:
                yield from io.TextIOWrapper(tar.extractfile(member), encoding="utf-8", newline="\n")


def divisions(folder):
    """{"geonames:ID" of a town, a second or a first-level division: the code of the first-level division, US.TX}, and
    {code: "geonames:ID" of the division}"""
    found, ids = {}, {}
    for line in lines(folder, CITIES[0], (CITIES[1],)):
        c = line.split("\t")
        if c[10] not in ("", "00"):
            found["geonames:" + c[0]] = f"{c[8]}.{c[10]}"
    for line in lines(folder, ADMIN[0], ADMIN[1]):
        c = line.rstrip("\n").split("\t")
        if len(c) == 4:
            found["geonames:" + c[3]] = ".".join(c[0].split(".")[:2])
            if c[0].count(".") == 1:
                ids[c[0]] = "geonames:" + c[3]
    return found, ids


def centres(folder):
    """{"geonames:ID" of a first or second-level division: (lat, lon)}"""
    sums = {}
    for line in lines(folder, CITIES[0], (CITIES[1],)):
        c = line.rstrip("\n").split("\t")
        weight = math.sqrt(max(1, int(c[14] or 0)))
        lat, lon = math.radians(float(c[4])), math.radians(float(c[5]))
        point = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
        for key in (f"{c[8]}.{c[10]}", f"{c[8]}.{c[10]}.{c[11]}") if c[11] else (f"{c[8]}.{c[10]}",):
            s = sums.setdefault(key, [0.0, 0.0, 0.0])
            for i in range(3):
                s[i] += weight * point[i]       # on the sphere: Fiji and Chukotka lie on both sides of the date line
    found = {}
    for line in lines(folder, ADMIN[0], ADMIN[1]):
        c = line.rstrip("\n").split("\t")
        if len(c) == 4 and c[0] in sums:
            x, y, z = sums[c[0]]
            found["geonames:" + c[3]] = (round(math.degrees(math.atan2(z, math.hypot(x, y))), 3), round(math.degrees(math.atan2(y, x)), 3))
    return found
