// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <bit>

#include "core/files/torch_bin/torch_file.h"
#include "tests/support/files_testing.h"
#include "tests/support/torch_bytes.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

constexpr unsigned mutations = 5'000;
const fs::path fixtures = fs::path(TEST_DATA) / "fixtures/torch-bin";

Result<TorchFile> parse(const QByteArray& contents)
{
    return TorchFile::parse(toBytes(contents), "x.bin");
}

QByteArray fourFloats(qint64 offset, const QList<qint64>& sizes, const QList<qint64>& strides)
{
    return torchZip(pickleOfOne(pickleTensor(pickleStorage("FloatStorage", 4), offset, sizes, strides)));
}

/// The values as expected.json has them: what torch reads, widened.
QList<double> valuesOf(const TorchFile& file, const std::string& name, bool isFloat)
{
    QList<double> values;
    if (isFloat) {
        const auto floats = file.floats(name);
        for (const float value : floats ? floats->values() : std::span<const float>())
            values.append(static_cast<double>(value));
    } else {
        for (const std::int64_t value : file.integers(name).value_or(std::vector<std::int64_t>()))
            values.append(static_cast<double>(value));
    }
    return values;
}

QList<double> toNumbers(const QJsonArray& array, bool isFloat)
{
    QList<double> values;
    for (const QJsonValue& value : array) {
        const double number = value.isBool() ? static_cast<double>(value.toBool()) : value.toDouble();
        // The reader gives float32, of doubles too.
        values.append(isFloat ? static_cast<double>(static_cast<float>(number)) : number);
    }
    return values;
}

/// Uses all that an accepted file offers, so that a wrong acceptance becomes a wrong access.
bool survives(const QByteArray& contents)
{
    const auto file = parse(contents);
    if (!file)
        return !file.error().what.empty() && file.error().where.starts_with("x.bin") && !file.error().remedy.empty();
    for (const auto& [name, tensor] : file->tensors()) {
        const auto floats = file->floats(name);
        const auto integers = file->integers(name);
        if (floats.has_value() == integers.has_value())
            return false;
        if (floats && floats->size() != elementCount(tensor.shape))
            return false;
    }
    return true;
}

/// The pickle of a fixture of one storage kind each, without the archive around it.
QByteArray pickleIn(const char* fixture)
{
    const QByteArray file = readAll(fixtures / fixture);
    const qsizetype begin = file.indexOf("\x80\x02");
    return file.mid(begin, file.indexOf("PK", begin) - begin);
}

} // namespace

/// The reader of pytorch_model.bin against what torch itself reads, and against hostile files.
class TestTorchFile : public QObject {
    Q_OBJECT

private slots:
    void good_data();
    void good();
    void outlineNeedsOnlyTheBeginning_data() { good_data(); }
    void outlineNeedsOnlyTheBeginning();
    void findsTheTensors_data();
    void findsTheTensors();
    void tiedTensorsAreEqual();
    void checksums();
    void checksumsOfManyPieces();
    void refused_data();
    void refused();
    void hostileFixtures_data();
    void hostileFixtures();
    void deepNestingIsRefused();
    void sharingIsBounded();
    void stridesOfSingleElementsCountForNothing();
    void stops();
    void damaged_data();
    void damaged();
    void damagedPickles_data();
    void damagedPickles();
};

void TestTorchFile::good_data()
{
    QTest::addColumn<QJsonObject>("tensors");
    const QJsonObject expected = QJsonDocument::fromJson(readAll(fixtures / "expected.json")).object();
    QVERIFY(expected.size() >= 12);
    for (auto file = expected.begin(); file != expected.end(); ++file)
        QTest::newRow(qPrintable(file.key())) << file.value().toObject();
}

void TestTorchFile::good()
{
    QFETCH(QJsonObject, tensors);
    const auto file = TorchFile::read(fixtures / QTest::currentDataTag());
    QVERIFY2(file, qPrintable(messageOf(file)));
    QCOMPARE(file->tensors().size(), static_cast<std::size_t>(tensors.size()));
    for (auto tensor = tensors.begin(); tensor != tensors.end(); ++tensor) {
        const std::string name = tensor.key().toStdString();
        const QJsonObject expected = tensor.value().toObject();
        const bool isFloat = expected["float"].toBool();
        QVERIFY2(file->contains(name), name.c_str());
        QList<double> shape;
        for (const std::int64_t size : file->tensors().at(name).shape)
            shape.append(static_cast<double>(size));
        QCOMPARE(shape, toNumbers(expected["shape"].toArray(), false));
        QCOMPARE(valuesOf(*file, name, isFloat), toNumbers(expected["values"].toArray(), isFloat));
        QCOMPARE(file->floats(name).has_value(), isFloat);
        QCOMPARE(file->integers(name).has_value(), !isFloat);
    }
}

void TestTorchFile::outlineNeedsOnlyTheBeginning()
{
    const std::string name = QTest::currentDataTag();
    const std::vector<std::byte> bytes = toBytes(readAll(fixtures / name));
    const auto file = TorchFile::parse(bytes, name);
    QVERIFY(file);
    std::size_t needed = bytes.size();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto outline = torchOutline(std::span(bytes).first(size), name);
        if (!outline)
            continue;
        needed = std::min(needed, size);
        QCOMPARE(outline->tensors.size(), file->tensors().size());
        for (const auto& [tensor, described] : outline->tensors)
            QCOMPARE(described.shape, file->tensors().at(tensor).shape);
    }
    QVERIFY2(needed > 40 && needed < bytes.size(), qPrintable(QString::number(needed)));
}

void TestTorchFile::findsTheTensors_data()
{
    QTest::addColumn<QByteArray>("pickle");
    const auto entry = [](const char* key, const QByteArray& value) { return pickleText(key) + value + "s"; };
    const QByteArray tensor = pickleTensor(pickleStorage("FloatStorage", 4), 0, {4}, {1});
    const QByteArray inside = "}" + entry("w", tensor);
    const QByteArray other = "}" + entry("v", tensor);
    const QByteArray fraction = QByteArray("G\x3f\xf0\0\0\0\0\0\0", 9);
    QTest::newRow("alone") << inside;
    QTest::newRow("with numbers") << inside + entry("epoch", "K\x03") + entry("loss", fraction) + entry("none", "N") +
                                         entry("seed", "\x8a\x09" + QByteArray(9, '\1'));
    QTest::newRow("with texts and lists")
        << inside + entry("name", pickleText("x")) + entry("log", "](G" + fraction.mid(1) + "e");
    for (const char* wrapper : {"model_state_dict", "state_dict", "model", "module", "my_network"})
        QTest::newRow(wrapper) << "}" + entry("epoch", "K\x03") + entry(wrapper, inside) + entry("loss", fraction);
    QTest::newRow("with an optimiser")
        << "}" +
               entry("optimizer_state_dict",
                     "}" + entry("state", "}" + pickleNumber(0) + "}" + entry("exp_avg", tensor) + "s") +
                         entry("param_groups",
                               "]}" + entry("lr", fraction) + entry("betas", fraction + fraction + "\x86") + "a")) +
               entry("model", inside);
    QTest::newRow("with an average of the weights") << "}" + entry("ema", other) + entry("state_dict", inside);
    QTest::newRow("beside a tensor") << "}" + entry("step", tensor) + entry("model_state_dict", inside);
}

/// Training programs keep more in a file than a model, and the model further inside.
void TestTorchFile::findsTheTensors()
{
    QFETCH(const QByteArray, pickle);
    const QByteArray bytes = torchZip("\x80\x02" + pickle + ".");
    const auto file = parse(bytes);
    QVERIFY2(file, qPrintable(messageOf(file)));
    QCOMPARE(file->tensors().size(), std::size_t{1});
    QCOMPARE(file->floats("w")->values()[3], 3.0F);
    const auto outline =
        torchOutline(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))), "x");
    QVERIFY(outline && outline->tensors.contains("w"));
}

void TestTorchFile::tiedTensorsAreEqual()
{
    const auto file = TorchFile::read(fixtures / "tied.bin");
    QVERIFY2(file, qPrintable(messageOf(file)));
    QCOMPARE(file->tensors().at("emb.weight").storage, file->tensors().at("dec.weight").storage);
    QVERIFY(std::ranges::equal(file->floats("emb.weight")->values(), file->floats("dec.weight")->values()));
    QVERIFY(messageOf(file->floats("nothing")).contains("no tensor \"nothing\""));
}

void TestTorchFile::checksums()
{
    QByteArray file = readAll(fixtures / "new.bin");
    file[1500] = static_cast<char>(file[1500] ^ 1); // in the values of data/1
    QCOMPARE(messageOf(parse(file)), "x.bin: The entry \"new/data/1\" is damaged: its checksum is not the one that was "
                                     "saved with it. Download it again.");
}

/// What is larger than what is looked at between two looks at the stop token.
void TestTorchFile::checksumsOfManyPieces()
{
    constexpr qint64 count = 2'000'000;
    const QByteArray pickle = pickleOfOne(pickleTensor(pickleStorage("FloatStorage", count), 0, {count}, {1}));
    QByteArray zeros(count * 4, '\0');
    const auto file = [&] {
        return parse(zipBytes({{"m/data.pkl", pickle}, {"m/data/0", zeros, 0x67E17EA4}, {"m/version", "3\n"}}));
    };
    QVERIFY2(file(), qPrintable(messageOf(file())));
    zeros[zeros.size() - 1] = 1;
    QVERIFY(messageOf(file()).contains("The entry \"m/data/0\" is damaged"));
}

void TestTorchFile::refused_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QByteArray& contents, const char* message) {
        QTest::newRow(name) << contents << QString(message);
    };
    const auto pickle = [&row](const char* name, const QByteArray& operations, const char* message) {
        row(name, torchZip("\x80\x02" + operations), message);
    };
    const QByteArray storage = pickleStorage("FloatStorage", 4);
    const QByteArray ordered = pickleGlobal("collections", "OrderedDict");

    row("empty file", {}, "The file is empty");
    row("git-lfs", "version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer");
    row("web page", "<!DOCTYPE html><html>", "This is a web page");
    row("tar", QByteArray(257, 'x') + "ustar" + QByteArray(300, 'x'), "tar archive");
    row("other bytes", "\x80\x04nonsense", "neither a zip archive nor the legacy pickles");
    row("zip cut off", torchZip("\x80\x02}.").chopped(5), "cut off");
    row("no data.pkl", zipBytes({{"m/other", "x"}}), "has no data.pkl");
    row("two data.pkl", zipBytes({{"a/data.pkl", "x"}, {"b/data.pkl", "x"}}), "more than one data.pkl");
    row("TorchScript", zipBytes({{"a/constants.pkl", "x"}, {"a/data.pkl", "x"}}), "TorchScript program");
    row("big-endian", zipBytes({{"a/byteorder", "big"}, {"a/data.pkl", "\x80\x02}."}}), "byte order \"big\"");
    row("name twice", zipBytes({{"a/x", "x"}, {"a/x", "x"}}), "\"a/x\" of the zip archive is there twice");
    row("compressed", zipBytes({{"a/data.pkl", "x", 0, 8}}), "is compressed");
    row("encrypted", zipBytes({{"a/data.pkl", "x", 0, 0, 1}}), "is encrypted");
    row("names differ", zipBytes({{"a/data.pkl", "x", 0, 0, 0, "b/data.pkl"}}), "no entry \"a/data.pkl\" where");
    row("bad checksum", zipBytes({{"a/data.pkl", "\x80\x02}.", 7}}), "is damaged: its checksum");
    row("storage missing", zipBytes({{"m/data.pkl", pickleOfOne(pickleTensor(storage, 0, {4}, {1}))}}),
        "no entry \"m/data/0\" with a tensor's values");

    pickle("no stop", "N", "byte 3: The pickle ends in the middle");
    pickle("old protocol", "\x80\x01N.", "protocol 1; 2 to 5 are read");
    pickle("a name of a program", pickleGlobal("os", "system") + "(" + pickleText("ls") + "tR.",
           "asks for \"os.system\", which is not on the list");
    pickle("builtins", "c__builtin__\neval\n.", "\"__builtin__.eval\"");
    pickle("name by stack", pickleText("os") + pickleText("system") + "\x93.", "\"os.system\"");
    pickle("name by stack, not text", "NN\x93.", "asks for a name that is not a text");
    pickle("complex numbers", pickleGlobal("torch", "ComplexFloatStorage") + ".", "\"torch.ComplexFloatStorage\"");
    pickle("endless name", "c" + QByteArray(1000, 'a'), "has a name without an end, or of more than 256 bytes");
    pickle("unknown operation", "\xFF.", "byte 2: The pickle has the operation 0xff");
    pickle("new object", "NN\x81.", "operation 0x81");
    pickle("instance", "(ios\nsystem\n.", "operation 0x69");
    pickle("empty stack", "R.", "takes a value from an empty stack");
    pickle("beyond the mark", "N(a.", "takes a value from an empty stack");
    pickle("stop without a value", ".", "takes a value from an empty stack");
    pickle("no mark", "t.", "a mark that was never set");
    pickle("many marks", QByteArray(40, '('), "nests more than 32 deep");
    pickle("tall stack", QByteArray(70'000, 'N'), "more than 65536 values on its stack");
    pickle("long number", "\x8a\x09" + QByteArray(9, '\1') + ".", "other than a dictionary of tensors");
    pickle("long number as a size",
           pickleGlobal("torch._utils", "_rebuild_tensor_v2") + "(" + storage + "\x8a\x09" + QByteArray(9, '\1') +
               "))\x89" + ordered + ")RtR.",
           "_rebuild_tensor_v2 is called with other arguments");
    pickle("long text", "X" + littleEndian(70'000, 4) + QByteArray(70'000, 'a') + ".", "a text of 70000 bytes");
    pickle("fraction cut off", "G\x3f\xf0", "The pickle ends in the middle");
    pickle("far memo", "Nr" + littleEndian(100, 4) + ".", "remembers a value at place 100");
    pickle("nothing to recall", "h\x05.", "recalls a value from place 5");
    pickle("items of a number", "K\x01NNs.", "sets items of something that is no dictionary");
    pickle("append to a number", "K\x01Na.", "appends to something that is no list");
    pickle("calls a text", pickleText("x") + ")R.", "calls something with arguments");
    pickle("dictionary with arguments", ordered + "N\x85R.", "calls something with arguments");
    pickle("parameter of nothing", pickleGlobal("torch._utils", "_rebuild_parameter") + "N\x89}\x87R.",
           "calls something with arguments");
    pickle("tensor of nothing", pickleGlobal("torch._utils", "_rebuild_tensor_v2") + ")R.",
           "_rebuild_tensor_v2 is called with other arguments");
    pickle("state of a list", "]}b.", "gives a state to something that has none");
    pickle("storage of two fields", pickleText("storage") + "K\x01\x86Q.", "Expected the description of a storage");
    pickle("storage of a function",
           "(" + pickleText("storage") + ordered + pickleText("0") + pickleText("cpu") + "K\x04tQ.",
           "Expected the description of a storage");
    pickle("storage with two sizes", storage + pickleStorage("FloatStorage", 3) + ".", "with two types or sizes");
    pickle("storage of less than nothing", pickleStorage("FloatStorage", -1) + ".", "would have -1 values");
    pickle("storage that overflows", pickleStorage("DoubleStorage", qint64{1} << 61) + ".", "would have 2305843009213");
    pickle("a list", "].", "something other than a dictionary of tensors");
    pickle("a number alone", "}" + pickleText("epoch") + "K\x03s.", "no tensors by name; its first entry is \"epoch\"");
    pickle("a key that is no text", "}K\x03" + pickleTensor(storage, 0, {4}, {1}) + "s.", "no tensors by name");
    const QByteArray inside = "}" + pickleText("w") + pickleTensor(storage, 0, {4}, {1}) + "s";
    pickle("two dictionaries", "}" + pickleText("ema") + inside + "s" + pickleText("raw") + inside + "s.",
           "several dictionaries of tensors, \"ema\" and \"raw\"");
    pickle("too deep", "}" + pickleText("a") + "}" + pickleText("b") + inside + "ss.", "no tensors by name");
    const QByteArray item = pickleText("w") + pickleTensor(storage, 0, {4}, {1}) + "s";
    pickle("a tensor twice", "}" + item + item + ".", "has the tensor \"w\" twice");
    row("entry of another size", torchZip(pickleOfOne(pickleTensor(pickleStorage("FloatStorage", 5), 0, {4}, {1}))),
        "\"m/data/0\" has 16 bytes; 20 are expected");

    const char* outside = "reaches outside its storage \"0\" of 4 values";
    row("size beyond", fourFloats(0, {5}, {1}), outside);
    row("offset beyond", fourFloats(1, {4}, {1}), outside);
    row("offset of an empty tensor", fourFloats(5, {0}, {1}), outside);
    row("negative offset", fourFloats(-1, {2}, {1}), outside);
    row("huge stride", fourFloats(0, {2}, {std::numeric_limits<qint64>::max()}), outside);
    row("step that overflows", fourFloats(0, {3}, {std::numeric_limits<qint64>::max()}), outside);
    row("count that overflows", fourFloats(0, {qint64{1} << 62, qint64{1} << 62}, {0, 0}), outside);
    row("negative size", fourFloats(0, {-1}, {1}), "whole numbers from 0");
    row("negative stride", fourFloats(3, {4}, {-1}), "whole numbers from 0");
    row("nine dimensions", fourFloats(0, {1, 1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1}), "9 dimensions");
    row("sizes without strides", fourFloats(0, {2, 2}, {2}), "as many sizes as strides, but here 2 and 1");
    row("shared too often", fourFloats(0, {1 << 20}, {0}), "share their values so often");

    const QByteArray legacy = readAll(fixtures / "legacy.bin");
    row("legacy cut off", legacy.chopped(1), "is cut off, or has another size");
    row("legacy big-endian", QByteArray(legacy).replace("little_endianq\x02\x88", "little_endianq\x02\x89"),
        "little-endian");
    row("legacy of another version", QByteArray(legacy).replace("\x80\x02M\xE9\x03.", "\x80\x02M\xE8\x03."),
        "another version of its format than 1001");
}

void TestTorchFile::refused()
{
    QFETCH(QByteArray, contents);
    QFETCH(QString, message);
    const auto file = parse(contents);
    QVERIFY(!file);
    QVERIFY2(messageOf(file).contains(message), qPrintable(messageOf(file)));
    QVERIFY(!file.error().remedy.empty());
}

void TestTorchFile::hostileFixtures_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("e_hugestride.bin") << "reaches outside its storage \"0\" of 4 values";
    QTest::newRow("e_memo.bin") << "remembers a value at place 268435456";
    QTest::newRow("e_negoffset.bin") << "reaches outside its storage";
    QTest::newRow("e_newobj.bin") << "has the operation 0x81";
    QTest::newRow("e_nostop.bin") << "ends in the middle";
    QTest::newRow("e_numel_gt_record.bin") << "\"a/data/0\" has 16 bytes";
    QTest::newRow("e_oddset.bin") << "has a key and no value";
    QTest::newRow("e_offset.bin") << "reaches outside its storage";
    QTest::newRow("e_size_gt_storage.bin") << "reaches outside its storage";
    QTest::newRow("e_stack.bin") << "takes a value from an empty stack";
    QTest::newRow("e_str.bin") << "a text of 2147483647 bytes";
    QTest::newRow("e_trunc.bin") << "cut off";
}

void TestTorchFile::hostileFixtures()
{
    QFETCH(QString, message);
    const auto file = TorchFile::read(fixtures / QTest::currentDataTag());
    QVERIFY(!file);
    QVERIFY2(messageOf(file).contains(message), qPrintable(messageOf(file)));
}

void TestTorchFile::deepNestingIsRefused()
{
    const auto file = parse(torchZip("\x80\x02)" + QByteArray(3'000'000, '\x85') + "."));
    QVERIFY2(messageOf(file).contains("more than 2000000 operations"), qPrintable(messageOf(file)));
    const auto nested = parse(torchZip("\x80\x02)" + QByteArray(1'000'000, '\x85') + "."));
    QVERIFY2(messageOf(nested).contains("other than a dictionary"), qPrintable(messageOf(nested)));
    const auto itself = parse(torchZip("\x80\x02}q\x01" + pickleText("w") + "h\x01s."));
    QVERIFY2(!itself, "a dictionary that holds itself");
}

void TestTorchFile::sharingIsBounded()
{
    const QByteArray tensor = pickleTensor(pickleStorage("FloatStorage", 4), 0, {1 << 16}, {0});
    QByteArray pickle = "\x80\x02}(";
    for (int i = 0; i < 100; ++i)
        pickle += pickleText(QByteArray::number(i)) + tensor;
    QVERIFY(messageOf(parse(torchZip(pickle + "u."))).contains("share their values so often"));
    QVERIFY(parse(fourFloats(0, {1 << 10}, {0})));
}

void TestTorchFile::stridesOfSingleElementsCountForNothing()
{
    const auto file = parse(fourFloats(1, {1, 2}, {std::numeric_limits<qint64>::max(), 2}));
    QVERIFY2(file, qPrintable(messageOf(file)));
    QCOMPARE(valuesOf(*file, "w", true), (QList<double>{1, 3}));
}

void TestTorchFile::stops()
{
    std::stop_source source;
    source.request_stop();
    const auto file = TorchFile::parse(toBytes(readAll(fixtures / "new.bin")), "x.bin", {source.get_token(), {}});
    QVERIFY(!file);
    QCOMPARE(file.error().kind, ErrorKind::Cancelled);
}

void TestTorchFile::damaged_data()
{
    QTest::addColumn<QByteArray>("contents");
    for (const char* name : {"odd.bin", "views.bin", "legacy.bin", "legacy-views.bin", "protocol4.bin"})
        QTest::newRow(name) << readAll(fixtures / name);
}

void TestTorchFile::damaged()
{
    QFETCH(QByteArray, contents);
    QVERIFY(parse(contents));
    for (unsigned seed = 0; seed < mutations; ++seed)
        QVERIFY2(survives(mutated(contents, seed)), qPrintable(QString::number(seed)));
    for (qsizetype length = 0; length < contents.size(); ++length)
        QVERIFY2(survives(contents.first(length)), qPrintable(QString::number(length)));
}

void TestTorchFile::damagedPickles_data()
{
    QTest::addColumn<QByteArray>("pickle");
    for (const char* name : {"odd.bin", "tied.bin", "views.bin", "param.bin"})
        QTest::newRow(name) << pickleIn(name);
    QTest::newRow("one tensor") << pickleOfOne(pickleTensor(pickleStorage("FloatStorage", 4), 0, {2, 2}, {2, 1}));
}

/// Without a checksum, what is damaged reaches the machine and the tensors.
void TestTorchFile::damagedPickles()
{
    QFETCH(QByteArray, pickle);
    QVERIFY(pickle.endsWith('.') || pickle.contains("u."));
    for (unsigned seed = 0; seed < mutations; ++seed)
        QVERIFY2(survives(torchZip(mutated(pickle, seed))), qPrintable(QString::number(seed)));
}

QTEST_APPLESS_MAIN(TestTorchFile)
#include "tst_torch_file.moc"
