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

# oneDNN multiplies matrices a fifth faster than OpenBLAS. Debian's LibTorch brings its library with it, on the same threads;
# the wheel has one of its own, which it does not share, and products by MKL.
unset(ONEDNN_INCLUDE_DIR CACHE) # a build folder may change from one to the other
unset(ONEDNN_LIBRARY CACHE)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND TORCH_LIBRARY MATCHES "^/(usr/)?lib/")
  find_path(ONEDNN_INCLUDE_DIR dnnl.h)
  find_library(ONEDNN_LIBRARY dnnl)
endif()
