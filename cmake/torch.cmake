# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# LibTorch: Debian's package, or the one inside PyTorch's wheel where CMAKE_PREFIX_PATH names torch.utils.cmake_prefix_path.

# The wheel's libraries lie two folders above its CMake files. Without that hint its configuration finds Debian's libraries
# beside the wheel's headers.
foreach(prefix IN LISTS CMAKE_PREFIX_PATH)
  if(EXISTS "${prefix}/Torch/TorchConfig.cmake")
    list(APPEND CMAKE_PREFIX_PATH "${prefix}/../..")
  endif()
endforeach()
find_package(Torch REQUIRED)
