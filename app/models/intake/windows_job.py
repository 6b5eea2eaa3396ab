"""A job object of Windows around this process: it may not grow or run beyond what it was given."""

from __future__ import annotations

import ctypes
import sys

if sys.platform == "win32":
    from ctypes import wintypes

    _PROCESS_TIME, _PROCESS_MEMORY, _ONE_PROCESS = 0x2, 0x100, 0x8
    _EXTENDED = 9  # JobObjectExtendedLimitInformation

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("Basic", _Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def join(memory: int, seconds: int) -> None:
        """Put this process into a job with these limits; it may start no other process."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _Extended()
        limits.Basic.PerProcessUserTimeLimit = seconds * 10_000_000  # steps of 100 ns
        limits.Basic.ActiveProcessLimit = 1
        limits.Basic.LimitFlags = _PROCESS_TIME | _PROCESS_MEMORY | _ONE_PROCESS
        limits.ProcessMemoryLimit = memory
        size = ctypes.sizeof(limits)
        if not kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), size):
            raise ctypes.WinError(ctypes.get_last_error())
        if not kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess())):
            raise ctypes.WinError(ctypes.get_last_error())
