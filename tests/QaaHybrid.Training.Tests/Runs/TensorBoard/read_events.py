"""Reads a TensorBoard event file by the published formats alone (TFRecord framing, protocol buffers' wire format, event.proto and summary.proto) and prints a JSON line
an event. Nothing but Python's own library; the checksum is computed bit by bit. Ends with an error where the file is not exactly a sequence of good records."""
import json
import struct
import sys


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    at = 0
    while at < len(data):
        (length,), head = struct.unpack_from("<Q", data, at), data[at:at + 8]
        assert struct.unpack_from("<I", data, at + 8)[0] == masked(head), f"checksum of the length at byte {at}"
        payload = data[at + 12:at + 12 + length]
        assert len(payload) == length, f"record cut off at byte {at}"
        assert struct.unpack_from("<I", data, at + 12 + length)[0] == masked(payload), f"checksum of the payload at byte {at}"
        yield payload
        at += length + 16


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 0x80:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = varint(data, at)
        elif wire == 1:
            value, at = struct.unpack_from("<d", data, at)[0], at + 8
        elif wire == 5:
            value, at = struct.unpack_from("<f", data, at)[0], at + 4
        else:
            assert wire == 2, f"wire type {wire}"
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
            assert len(value) == length, "field cut off"
        yield number, value


def event(data):
    result = {"wall_time": None, "step": 0, "values": []}
    for number, value in fields(data):
        if number == 1:
            result["wall_time"] = value
        elif number == 2:
            result["step"] = value
        elif number == 3:
            result["file_version"] = value.decode()
        elif number == 5:
            for summary_number, content in fields(value):
                assert summary_number == 1, f"field {summary_number} of Summary"
                scalar = dict(fields(content))
                result["values"].append([scalar[1].decode(), repr(scalar[2])])
        else:
            raise AssertionError(f"field {number} of Event")
    return result


with open(sys.argv[1], "rb") as file:
    for record in records(file.read()):
        print(json.dumps(event(record)))
