// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <cstring>
#include <limits>
#include <stop_token>
#include <sys/stat.h>

#include "core/files/safetensors.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const std::filesystem::path fixtures = std::filesystem::path(TEST_DATA) / "fixtures/safetensors";

template <typename T>
std::vector<std::byte> bytesOf(const std::vector<T>& values)
{
    const auto bytes = std::as_bytes(std::span(values));
    return {bytes.begin(), bytes.end()};
}

QByteArray entry(const QByteArray& type, const QByteArray& shape, const QByteArray& offsets)
{
    return "{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
}

Result<SafetensorsFile> parse(const QByteArray& contents)
{
    return SafetensorsFile::parse(toBytes(contents), "x.safetensors");
}

/// One tensor `t` of `type` with the values of `bits`.
template <typename Bits>
Result<SafetensorsFile> oneTensor(const QByteArray& type, const std::vector<Bits>& bits)
{
    const auto bytes = bytesOf(bits);
    const QByteArray data(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    const QByteArray shape = "[" + QByteArray::number(static_cast<qulonglong>(bits.size())) + "]";
    const QByteArray offsets = "[0," + QByteArray::number(data.size()) + "]";
    return parse(safetensorsBytes("{\"t\":" + entry(type, shape, offsets) + "}", data));
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private slots:
    void verdicts_data();
    void verdicts();
    void messages_data();
    void messages();
    void unreadable_data();
    void unreadable();
    void stops();
    void readsHalves();
    void everyHalfEqualsItsDefinition();
    void readsBfloats();
    void readsDoubles();
    void readsIntegers();
    void refusesOtherTypes();
    void readsMisalignedTensors();
    void writesWhatItReads_data();
    void writesWhatItReads();
    void equalContentsGiveEqualBytes();
    void alignsTensors();
    void readsWeightsToWholeCacheLines();
    void refusesMetadataThatIsNotUtf8();
};

void TestSafetensors::verdicts_data()
{
    QTest::addColumn<bool>("accepted");
    const QList<QByteArray> lines = readAll(fixtures / "expected.tsv").split('\n');
    for (const QByteArray& line : lines.mid(1)) {
        const QList<QByteArray> cells = line.split('\t');
        if (cells.size() == 4)
            QTest::newRow(cells[0].constData()) << (cells[3] == "accept");
    }
}

void TestSafetensors::verdicts()
{
    QFETCH(bool, accepted);
    const std::string name = QTest::currentDataTag();
    const auto file = fixtures / name;
    QVERIFY(std::filesystem::exists(file));
    const auto read = SafetensorsFile::read(file);
    QVERIFY2(read.has_value() == accepted, qPrintable(messageOf(read)));
    const auto parsed = SafetensorsFile::parse(toBytes(readAll(file)), file.string());
    QCOMPARE(messageOf(parsed), messageOf(read));
    if (accepted)
        return;
    const Error& error = read.error();
    QVERIFY(error.where.starts_with(file.string()));
    const bool placed = error.where.size() > file.string().size();
    const bool aboutTheWhole = error.what.find("bytes") != std::string::npos || error.what == "The file is empty";
    QVERIFY2(placed || aboutTheWhole, qPrintable(messageOf(read)));
    QVERIFY(!error.remedy.empty());
}

void TestSafetensors::messages_data()
{
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* expected) { QTest::newRow(name) << QString(expected); };
    row("14_empty_file", "14_empty_file.safetensors: The file is empty.");
    row("17_len_gt_file", "byte 0: The header would have");
    row("22_bad_utf8", "byte 10: The header is not UTF-8.");
    row("24_utf8_bom", "byte 8: The header starts with a byte order mark.");
    row("27_nul_padding", "byte 10: The header has a NUL byte.");
    row("28_top_array", "byte 8: The header has a list where an object with the tensors belongs.");
    row("32_trailing_comma", "byte 61: The header is not well-formed JSON.");
    row("39_meta_int_value", "of __metadata__: The header has a number where a string belongs.");
    row("43_meta_array", "key __metadata__: The header has a list where an object of strings belongs.");
    row("45_dup_meta", "key __metadata__: The key appears twice.");
    row("47_dup_tensor_same", "tensor \"a\": The tensor appears twice.");
    row("50_entry_not_object", "tensor \"a\": The header has a number where an object");
    row("54_missing_offsets", "tensor \"a\": The tensor has no data_offsets.");
    row("55_extra_field", "tensor \"a\", key \"");
    row("56_dup_field", "tensor \"a\", key \"dtype\": The key appears twice.");
    row("57_unknown_dtype", "key \"dtype\": There is no tensor type \"F128\".");
    row("60_shape_negative", "key \"shape\": The header has the negative number -1 where a whole number belongs.");
    row("61_shape_float", "key \"shape\": The header has the number \"1.0\" where a whole number belongs.");
    row("66_shape_minus_zero", "key \"shape\": The header has the number -0 where a whole number belongs.");
    row("67_shape_product_overflow", "tensor \"a\": The shape has more elements than any file can hold.");
    row("71_rank_10000", "key \"shape\": The shape has more than 8 dimensions.");
    row("73_offsets_three", "key \"data_offsets\": data_offsets has more than two numbers.");
    row("75_offsets_reversed", "tensor \"a\": data_offsets runs backwards, from ");
    row("77_hole", "tensor \"b\": data_offsets is ");
    row("80_size_mismatch", "tensor \"a\": The shape calls for ");
    row("83_truncated_2_bytes", "after its header.");
    row("85_f4_odd", "key \"dtype\": Tensors of type F4 are not supported.");
    row("88_git_lfs_pointer", "This is a Git LFS pointer, not the file itself. Fetch it with");
    row("89_html_page", "This is a web page, not the file itself.");
    row("90_zip_pytorch_bin", "This is a zip archive, perhaps a pytorch_model.bin that was renamed.");
    row("91_json_index_file", "This is a JSON file.");
}

void TestSafetensors::messages()
{
    QFETCH(QString, expected);
    const QString message =
        messageOf(SafetensorsFile::read(fixtures / (std::string(QTest::currentDataTag()) + ".safetensors")));
    QVERIFY2(message.contains(expected), qPrintable(message));
}

void TestSafetensors::unreadable_data()
{
    QTest::addColumn<QString>("expected");
    QTest::newRow("missing") << "There is no such file.";
    QTest::newRow("folder") << "This is a folder, not a file.";
    QTest::newRow("pipe") << "This is a pipe, not a file.";
    QTest::newRow("loop") << "The symbolic links to this file go round in a circle.";
    QTest::newRow("dangling") << "There is no such file.";
    QTest::newRow("huge") << "Reading it takes 1099512 MiB of memory, more than there is.";
}

void TestSafetensors::unreadable()
{
    QFETCH(QString, expected);
    QTemporaryDir folder;
    const auto root = toPath(folder.path());
    std::filesystem::create_directory(root / "folder");
    QCOMPARE(mkfifo((root / "pipe").c_str(), 0600), 0);
    std::filesystem::create_symlink("loop", root / "loop");
    std::filesystem::create_symlink("nowhere", root / "dangling");
    const QByteArray header = safetensorsBytes("{\"t\":" + entry("U8", "[1152921504606]", "[0,1152921504606]") + "}");
    writeAll(root / "huge", header);
    std::filesystem::resize_file(root / "huge", static_cast<std::uintmax_t>(header.size()) + 1152921504606U); // sparse
    const auto file = root / QTest::currentDataTag();
    const QString message = messageOf(SafetensorsFile::read(file));
    QVERIFY2(message.startsWith(QString::fromStdString(file.string()) + ": " + expected), qPrintable(message));
}

void TestSafetensors::stops()
{
    std::stop_source source;
    source.request_stop();
    const auto read = SafetensorsFile::read(fixtures / "01_ok_one.safetensors", Job{source.get_token(), {}});
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Cancelled);
}

void TestSafetensors::readsHalves()
{
    const std::vector<std::uint16_t> bits{0x0000, 0x8000, 0x3C00, 0xC000, 0x7BFF, 0x0001,
                                          0x83FF, 0x0400, 0x7C00, 0xFC00, 0x7E00};
    const auto array = oneTensor("F16", bits)->floats("t");
    const auto values = array->values();
    const std::vector<float> expected{0.0F, -0.0F, 1.0F, -2.0F, 65504.0F, 0x1p-24F, -0x3FFp-24F, 0x1p-14F};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QVERIFY(values[i] == expected[i]);
        QCOMPARE(std::signbit(values[i]), std::signbit(expected[i]));
    }
    QCOMPARE(values[8], std::numeric_limits<float>::infinity());
    QCOMPARE(values[9], -std::numeric_limits<float>::infinity());
    QVERIFY(std::isnan(values[10]));
}

void TestSafetensors::everyHalfEqualsItsDefinition()
{
    std::vector<std::uint16_t> bits(65536);
    for (std::size_t i = 0; i < bits.size(); ++i)
        bits[i] = static_cast<std::uint16_t>(i);
    const auto array = oneTensor("F16", bits)->floats("t");
    for (std::size_t i = 0; i < bits.size(); ++i) {
        const int exponent = (bits[i] >> 10) & 31;
        const int mantissa = bits[i] & 1023;
        const double magnitude = exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
        const float value = array->values()[i];
        if (exponent == 31)
            QCOMPARE(std::isnan(value), mantissa != 0);
        else
            QVERIFY(value == static_cast<float>((bits[i] & 0x8000) != 0 ? -magnitude : magnitude));
    }
}

void TestSafetensors::readsBfloats()
{
    const auto array = oneTensor<std::uint16_t>("BF16", {0x3F80, 0xC000, 0x0001, 0x7F80, 0x7FC0})->floats("t");
    const auto values = array->values();
    QCOMPARE(values[0], 1.0F);
    QCOMPARE(values[1], -2.0F);
    QVERIFY(values[2] == 0x1p-133F);
    QCOMPARE(values[3], std::numeric_limits<float>::infinity());
    QVERIFY(std::isnan(values[4]));
}

void TestSafetensors::readsDoubles()
{
    const auto array = oneTensor<double>("F64", {0.1, -1e300, 1e-45})->floats("t");
    QCOMPARE(array->values()[0], 0.1F);
    QCOMPARE(array->values()[1], -std::numeric_limits<float>::infinity());
    QVERIFY(array->values()[2] == 1e-45F);
}

void TestSafetensors::readsIntegers()
{
    const auto check = [](const Result<SafetensorsFile>& file, std::vector<std::int64_t> expected) {
        QVERIFY2(file, qPrintable(messageOf(file)));
        QCOMPARE(file->integers("t").value(), expected);
    };
    check(oneTensor<std::uint8_t>("BOOL", {0, 1, 2, 255}), {0, 1, 1, 1});
    check(oneTensor<std::uint8_t>("U8", {0, 255}), {0, 255});
    check(oneTensor<std::int8_t>("I8", {-128, 127}), {-128, 127});
    check(oneTensor<std::int16_t>("I16", {-32768, 7}), {-32768, 7});
    check(oneTensor<std::uint16_t>("U16", {65535}), {65535});
    check(oneTensor<std::int32_t>("I32", {-5, 5}), {-5, 5});
    check(oneTensor<std::uint32_t>("U32", {4294967295U}), {4294967295});
    check(oneTensor<std::int64_t>("I64", {-5, 5}), {-5, 5});
    check(oneTensor<std::uint64_t>("U64", {9223372036854775807U}), {9223372036854775807});
}

void TestSafetensors::refusesOtherTypes()
{
    const auto large = oneTensor<std::uint64_t>("U64", {9223372036854775808U});
    QVERIFY(messageOf(large->integers("t")).contains("tensor \"t\": The tensor holds U64 values that are too large."));
    QVERIFY(messageOf(large->floats("t"))
                .contains("x.safetensors, tensor \"t\": The tensor holds U64, not floating-point"));
    const auto floats = oneTensor<float>("F32", {1.0F});
    QVERIFY(messageOf(floats->integers("t")).contains("The tensor holds F32, not whole numbers."));
    QVERIFY(messageOf(floats->floats("u")).contains("x.safetensors: The file has no tensor \"u\"."));
}

void TestSafetensors::readsMisalignedTensors()
{
    const float value = 1.5F;
    QByteArray data(5, 'x');
    std::memcpy(data.data() + 1, &value, sizeof value);
    const auto file = parse(safetensorsBytes(
        "{\"a\":" + entry("U8", "[1]", "[0,1]") + ",\"b\":" + entry("F32", "[]", "[1,5]") + "}", data));
    QVERIFY2(file, qPrintable(messageOf(file)));
    QCOMPARE(file->floats("b")->at({}), value);
    QCOMPARE(file->floats("b")->rank(), std::size_t{0});
}

void TestSafetensors::writesWhatItReads_data()
{
    QTest::addColumn<int>("type");
    for (int type = 0; type <= static_cast<int>(TensorType::F64); ++type)
        QTest::newRow(std::string(name(static_cast<TensorType>(type))).c_str()) << type;
}

void TestSafetensors::writesWhatItReads()
{
    QFETCH(int, type);
    const auto tensorType = static_cast<TensorType>(type);
    QTemporaryDir folder;
    const auto file = toPath(folder.filePath("a.safetensors"));
    std::vector<std::byte> bytes(6 * byteSize(tensorType));
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(i + 1);
    SafetensorsWriter writer;
    writer.setMetadata("kéy \"1\"", "a\nvalue");
    writer.add("t", tensorType, {2, 3}, bytes);
    writer.add("empty", tensorType, {0, 5}, {});
    writer.add("one", Array({}, {2.5F}));
    writer.add("ids", {3}, {-1, 0, 1});
    const auto written = writer.write(file);
    QVERIFY2(written, qPrintable(messageOf(written)));

    const auto read = SafetensorsFile::read(file);
    QVERIFY2(read, qPrintable(messageOf(read)));
    QCOMPARE(read->metadata(), (std::map<std::string, std::string>{{"kéy \"1\"", "a\nvalue"}}));
    QCOMPARE(read->tensors().size(), std::size_t{4});
    const TensorEntry& found = read->tensors().at("t");
    QCOMPARE(found.type, tensorType);
    QCOMPARE(found.shape, (Shape{2, 3}));
    QVERIFY(std::ranges::equal(read->bytes(found), bytes));
    QCOMPARE(read->tensors().at("empty").shape, (Shape{0, 5}));
    QCOMPARE(read->floats("one")->at({}), 2.5F);
    QCOMPARE(read->integers("ids").value(), (std::vector<std::int64_t>{-1, 0, 1}));
}

void TestSafetensors::equalContentsGiveEqualBytes()
{
    QTemporaryDir folder;
    const auto write = [&folder](const QString& name, bool reversed) {
        SafetensorsWriter writer;
        for (const std::string& key :
             reversed ? std::vector<std::string>{"b", "a"} : std::vector<std::string>{"a", "b"}) {
            writer.add(key, Array({2}, {1, 2}));
            writer.setMetadata(key, key);
        }
        QVERIFY(writer.write(toPath(folder.filePath(name))));
    };
    write("1", false);
    write("2", true);
    QVERIFY(!readAll(toPath(folder.filePath("1"))).isEmpty());
    QCOMPARE(readAll(toPath(folder.filePath("1"))), readAll(toPath(folder.filePath("2"))));
}

void TestSafetensors::alignsTensors()
{
    QTemporaryDir folder;
    const auto file = toPath(folder.filePath("a"));
    SafetensorsWriter writer;
    writer.add("a", TensorType::U8, {3}, std::vector<std::byte>(3));
    writer.add("b", TensorType::F16, {1}, std::vector<std::byte>(2));
    writer.add("c", Array({1}, {1.0F}));
    writer.add("d", {1}, {1});
    QVERIFY(writer.write(file));
    const auto read = SafetensorsFile::read(file);
    for (const auto& [key, tensor] : read->tensors())
        QCOMPARE(tensor.begin % byteSize(tensor.type), std::uint64_t{0});
    const QByteArray contents = readAll(file);
    QCOMPARE((contents.size() - 3 - 2 - 4 - 8) % 8, 0);
}

void TestSafetensors::readsWeightsToWholeCacheLines()
{
    QTemporaryDir folder;
    const auto file = toPath(folder.filePath("a"));
    // Headers shorter and longer than what is read of a file at first.
    for (const std::size_t length : {0, 1, 6, 600, 604}) {
        SafetensorsWriter writer;
        writer.setMetadata("note", std::string(length, 'a'));
        writer.add("a", Array({320}, std::vector<float>(320, 1.0F)));
        writer.add("b", Array({16}, std::vector<float>(16, 2.0F)));
        writer.add("c", Array({1}, {3.0F})); // the file's length is no multiple of a line
        QVERIFY(writer.write(file));
        const auto read = SafetensorsFile::read(file);
        for (const char* name : {"a", "b"})
            QCOMPARE(reinterpret_cast<std::uintptr_t>(read->floats(name)->data()) % 64, std::uintptr_t{0});
    }
}

void TestSafetensors::refusesMetadataThatIsNotUtf8()
{
    QTemporaryDir folder;
    const auto file = toPath(folder.filePath("a"));
    SafetensorsWriter writer;
    writer.setMetadata("key", "\xff");
    QVERIFY(messageOf(writer.write(file)).contains("Cannot save"));
    QVERIFY(!std::filesystem::exists(file));
}

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
