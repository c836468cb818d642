/** `tensors.py`: reads and writes safetensors files, through the package of that name where it is installed. */
export const tensorsSource = `"""Tensors by name in a safetensors file, with or without the package of that name."""

import ctypes
import json
import os
import struct

import torch

try:
    from safetensors.torch import load_file as _load_file
except ImportError:
    _load_file = None

_TYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
}


def load_file(path):
    """The tensors of a file by name."""
    if _load_file is not None:
        return _load_file(str(path))
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        dtype = _TYPES[entry["dtype"]]
        empty = torch.empty(0, dtype=dtype)
        flat = torch.frombuffer(data[begin:end], dtype=dtype) if end > begin else empty
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


def save_file(tensors, path):
    """Writes float32 tensors whole or not at all, with the names of PyTorch's state_dict."""
    header, parts, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in tensors.items():
        values = tensor.detach().to("cpu", torch.float32).contiguous()
        part = ctypes.string_at(values.data_ptr(), values.numel() * 4)
        offsets = [offset, offset + len(part)]
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": offsets}
        parts.append(part)
        offset += len(part)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    unfinished = f"{path}.unfinished"
    with open(unfinished, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))
    os.replace(unfinished, path)
`;
