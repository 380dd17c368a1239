"""Looks operations up in the registry of a TensorFlow library: which have no kernel for a GPU.

    python3 gpu-operations.py FOLDER gpu-operations.json

FOLDER holds libtensorflow_cc.so.2 and libtensorflow_framework.so.2, as scripts/setup.sh --cuda stages them. No GPU is
needed: kernels are registered when the library is loaded. Each operation of the list is a name with the types that
were asked for (numbers of TensorFlow's DataType: 1 float, 3 int32, 9 int64, 10 bool).
"""

import ctypes
import json
import sys


class Buffer(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t), ("free", ctypes.c_void_p)]


def registered(folder):
    """The serialised KernelList, by TensorFlow's C API."""
    ctypes.CDLL(f"{folder}/libtensorflow_framework.so.2", mode=ctypes.RTLD_GLOBAL)
    library = ctypes.CDLL(f"{folder}/libtensorflow_cc.so.2", mode=ctypes.RTLD_GLOBAL)
    library.TF_NewStatus.restype = ctypes.c_void_p
    library.TF_GetAllRegisteredKernels.restype = ctypes.POINTER(Buffer)
    library.TF_GetAllRegisteredKernels.argtypes = [ctypes.c_void_p]
    buffer = library.TF_GetAllRegisteredKernels(library.TF_NewStatus()).contents
    return ctypes.string_at(buffer.data, buffer.length)


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """Number and value of each field of a protocol buffer."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        else:
            length, at = varint(data, at) if tag & 7 == 2 else ({1: 8, 5: 4}[tag & 7], at)
            value, at = data[at : at + length], at + length
        yield tag >> 3, value


def types_of(constraint):
    """Name of an attribute and the types that it may have (KernelDef.AttrConstraint)."""
    name, types = "", set()
    for number, value in fields(constraint):
        if number == 1:
            name = value.decode()
            continue
        for of, items in fields(value):
            for kind, packed in fields(items) if of == 1 else ():
                at = 0
                while kind == 6 and at < len(packed):
                    one, at = varint(packed, at)
                    types.add(one)
    return name, types


def gpu_kernels(data):
    """Of each operation, the constraints of its kernels for a GPU."""
    kernels = {}
    for _, kernel in fields(data):
        parts = list(fields(kernel))
        operation = next(value.decode() for number, value in parts if number == 1)
        device = next(value.decode() for number, value in parts if number == 2)
        # DEFAULT: any device.
        if device in ("GPU", "DEFAULT"):
            constraints = dict(types_of(value) for number, value in parts if number == 3)
            kernels.setdefault(operation, []).append(constraints)
    return kernels


def has_kernel(kernels, operation):
    name, *attributes = operation.split()
    asked = {key: int(value) for key, value in (attribute.split("=") for attribute in attributes)}
    return any(
        all(value in constraints.get(key, {value}) for key, value in asked.items())
        for constraints in kernels.get(name, [])
    )


if __name__ == "__main__":
    kernels = gpu_kernels(registered(sys.argv[1]))
    with open(sys.argv[2]) as file:
        missing = [operation for operation in json.load(file) if not has_kernel(kernels, operation)]
    print("\n".join(missing) or "all of them have a kernel for a GPU")
    sys.exit(1 if missing else 0)
