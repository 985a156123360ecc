// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What LibTorch alone takes to start and end: `start` measures it.
int main()
{
}
