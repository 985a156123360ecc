# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later

install(TARGETS headlight headlight-cli)
install(TARGETS headlight_engine LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/headlight)
install(DIRECTORY resources/ DESTINATION ${CMAKE_INSTALL_DATADIR}/headlight)
