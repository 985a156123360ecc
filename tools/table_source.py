# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The C++ source of a file of sorted tables, as make_character_tables.py and make_unicode_tables.py print it."""
import textwrap


def table(kind, name, items):
    """The data of a table, and the function that returns it; `items` are its elements as C++ has them."""
    body = textwrap.fill(", ".join(items), 124, initial_indent="    ", subsequent_indent="    ", break_long_words=False)
    data = f"{name}Data"
    return (f"constexpr std::array<{kind}, {len(items)}> {data}{{{{\n{body},\n}}}};\n",
            f"std::span<const {kind}> {name}() {{ return {data}; }}\n")


def range_table(name, ranges):
    """`ranges` are pairs of code points, both ends included."""
    return table("CharacterRange", name, [f"{{0x{a:X},0x{b:X}}}" for a, b in ranges])


def parsed_range(item):
    """Code points in hexadecimal, "300-36F" or "300", as a pair with both ends included."""
    first, _, last = item.partition("-")
    return int(first, 16), int(last or first, 16)


def print_source(script, header, tables):
    """The whole file: what is in `header` for the `tables`."""
    print("// SPDX-FileCopyrightText: 2026 The Headlight developers")
    print("// SPDX-License-Identifier: GPL-3.0-or-later")
    print(f"// Written by tools/{script}; do not edit.")
    print("// clang-format off")
    print(f'#include "{header}"\n\n#include <array>\n\nnamespace headlight::tables {{\nnamespace {{\n')
    print("\n".join(data for data, _ in tables))
    print("} // namespace\n")
    print("".join(accessor for _, accessor in tables))
    print("} // namespace headlight::tables")
